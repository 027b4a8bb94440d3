"""The main pages of the demonstration, on desk and phone, light and dark: axe finds nothing, nothing overflows or is foreign."""

import re

import pytest

from tests.browser import evidence

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = {
    "desk-light": {"width": 1360, "height": 900},
    "desk-dark": {"width": 1360, "height": 900, "dark": True},
    "phone-light": {"width": 390, "height": 844, "touch": True},
    "phone-dark": {"width": 390, "height": 844, "dark": True, "touch": True},
}


@pytest.fixture(scope="module")
def sign_in(demo_instance):
    """(password, addresses by role) as `manage.py run` printed them."""
    told = demo_instance.told()
    password = re.search(r"password for all: ([a-z-]+)", told)[1]
    return password, dict(re.findall(r"(admin|moderator|member) ([a-z.]+@demo\.example)", told.split("Cercle")[0]))


@pytest.fixture(scope="module")
def waiting_review(demo_instance, sign_in, chromium, tmp_path_factory):
    """The address of a picture that waits for its author's review, in the draft of the dental circle's admin."""
    from tests.browser.conftest import Person

    someone = Person(chromium, demo_instance)
    password, people = sign_in
    someone.sign_in(people["admin"], password)
    page = someone.page
    page.goto("/c/dental/?show=drafts")
    page.get_by_role("link", name="Cracked molar").click()
    page.goto(page.url.split("#")[0] + ("" if page.url.rstrip("/").endswith("edit") else "edit/"))
    page.locator("[data-picker]").set_input_files(str(evidence.photo(tmp_path_factory.mktemp("photo") / "photo.jpg")))
    link = page.locator("[data-review]:visible", has_text="Review")
    link.wait_for(timeout=300_000)
    address = link.get_attribute("href")
    someone.close()
    return address


def findings(page):
    """What axe finds, as short sentences."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in violations for node in each["nodes"]]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("screen", SCREENS)
def test_the_main_pages_are_accessible_fit_the_screen_and_ask_nobody_else(demo_instance, sign_in, waiting_review, person, screen):
    password, people = sign_in
    member = person(demo_instance, **SCREENS[screen])
    page, problems = member.page, []

    def look(name, address=None):
        if address:
            assert page.goto(address).status == 200, name
        page.wait_for_load_state("networkidle")
        problems.extend(f"{name}: {sentence}" for sentence in findings(page))
        if overflow(page) > 0:
            problems.append(f"{name}: {overflow(page)} px wider than the screen")

    look("sign-in", "/accounts/login/")
    member.sign_in(people["admin"], password)
    look("home", "/")
    look("circle", "/c/dental/")
    cases = {link.inner_text(): link.get_attribute("href") for link in page.locator(".rows h2 a, .rows h3 a").all()}
    look("new case", "/c/dental/cases/new/")
    look("members", "/c/dental/members/")
    look("invitations", "/c/dental/invitations/")
    look("settings", "/c/dental/settings/")
    look("queue", "/c/dental/queue/")
    page.locator("#appeals ~ .rows a").first.click()
    look("appeal")
    page.go_back()
    page.locator("#reported ~ .rows a").first.click()
    look("resolution")
    look("notices", "/c/dental/notices/")
    look("account", "/accounts/")
    for title, address in cases.items():
        look(title, address)
        if page.get_by_role("link", name="All about this decision").count():
            look(f"decision of {title}", address + "decision/")
        if page.get_by_role("link", name="Declare your interests").count():
            look(f"seat of {title}", address + "decision/seat/")
    look("review", waiting_review)
    assert page.goto("/c/nowhere/").status == 404
    look("nothing here")

    assert problems == []


def test_two_presses_send_a_comment_once(demo_instance, sign_in, person):
    password, people = sign_in
    someone = person(demo_instance, width=390, height=844, touch=True)
    someone.sign_in(people["member"], password)
    page = someone.page
    page.goto("/c/dental/")
    page.get_by_role("link", name="White patch").click()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.fill("[name=body]", "Agreed by two presses.")
    # Both presses before the answer: Playwright's own double click is too quick, the second one takes the place of the first.
    page.get_by_role("button", name="Post comment").evaluate("button => { button.click(); setTimeout(() => button.click(), 30); }")
    page.locator("article.comment", has_text="Agreed by two presses.").first.wait_for()

    assert len(sent) == 1
