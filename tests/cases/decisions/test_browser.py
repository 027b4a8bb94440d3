"""The ballot in Chromium: digits rate, each rating is saved as it is given, and no page has a fault that axe can see."""

import os
import threading
import time

import pytest

from tests.cases.decisions.conftest import FOR_FIRST, vote_all

CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.path.exists(CHROMIUM) and os.environ.get("CI") != "true", reason="needs /usr/bin/chromium"),
]


def settle():
    """Wait until the live server has answered what a page asked while it was put away: the database is written or emptied next."""
    latest = time.monotonic() + 60
    while any("process_request_thread" in thread.name for thread in threading.enumerate()) and time.monotonic() < latest:
        time.sleep(0.02)  # not join(): a thread that is only about to start is counted too


@pytest.fixture
def browser(monkeypatch):
    # Playwright's loop would make Django refuse the database to this thread.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()
        settle()


@pytest.fixture
def visit(browser, live_server, as_user):
    """Open a page as a member; the page's `complaints` are console errors and policy violations."""

    def open_page(member, path, *, width=1360, scheme="light"):
        url = live_server.url.replace("127.0.0.1", "localhost")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.add_cookies([{"name": "session", "value": as_user(member).cookies["session"].value, "url": url}])
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{url}/c/cardio/{path}")
        return page

    return open_page


def test_digits_rate_zero_abstains_and_each_answer_is_saved_at_once(rated, bose, visit):
    page = visit(bose, f"{rated.case_id}/decision/1/ballot/")
    first = page.locator("[data-option]").nth(0)
    first.locator("input").first.focus()

    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("8")
    page.get_by_text("Saved. 1 of 5 options rated, not submitted yet.").wait_for()
    page.locator("[data-option]").nth(1).locator("input").first.focus()
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("0")
    page.get_by_text("Saved. 2 of 5 options rated, not submitted yet.").wait_for()

    stored = rated.last_round.ballots.get().ratings.order_by("option__position").values_list("value", flat=True)
    assert list(stored) == [8, None]
    assert first.locator("input:checked").get_attribute("value") == "8"
    page.reload()
    assert page.locator("input:checked").count() == 2
    for place in (2, 3, 4):
        page.locator("[data-option]").nth(place).locator("label", has_text="3").click()
    page.get_by_text("Saved. 5 of 5 options rated, not submitted yet.").wait_for()
    page.locator("[data-row='2'] textarea").fill("Outside my field.")
    page.get_by_role("button", name="Submit my ballot").click()
    page.get_by_text("Your ballot is in.").wait_for()
    assert rated.last_round.participation() == (1, 9)
    assert page.complaints == []


def test_a_digit_in_the_reason_is_a_digit(rated, bose, visit):
    page = visit(bose, f"{rated.case_id}/decision/1/ballot/")
    page.locator(".ballot summary").first.click()
    page.locator("textarea").first.fill("")
    page.locator("textarea").first.press("7")

    assert page.locator("textarea").first.input_value() == "7"
    assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(rated, nine, amara, bose, clean, visit, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    path, axe = f"{rated.case_id}/decision/", Axe()
    seen = [visit(bose, f"{path}1/ballot/", width=width, scheme=scheme), visit(amara, f"{path}withdrawal/", width=width, scheme=scheme)]
    for number in (1, 2):
        vote_all(rated, nine, FOR_FIRST)
        rated.last_round.close(by=amara)
        if number == 1:
            rated.advance(by=amara)
    seen += [visit(nine[8], f"{path}{name}", width=width, scheme=scheme) for name in ("", "minority-report/")]
    seen.append(visit(amara, f"{path}conclusion/", width=width, scheme=scheme))
    rated.conclude(statement=clean("Implant a defibrillator."), strength="strong", by=amara)
    seen.append(visit(bose, path, width=width, scheme=scheme))
    seen.append(visit(bose, f"{rated.case_id}/", width=width, scheme=scheme))

    for page in seen:
        assert page.complaints == [], page.url  # before axe, whose own styles the policy refuses
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
