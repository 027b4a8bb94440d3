"""Sending files in Chromium: what is on its way is not lost when another file is added, when the session ends, or in another tab."""

import pytest

from tests.browser import evidence
from tests.browser.test_main_job import sign_up, upload, write_case
from tests.browser.test_review import problems
from tests.browser.test_whole_decision import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The form of a browser without scripts: sent by the browser itself, with a drawing that is not accepted.
AS_WITHOUT_SCRIPTS = """() => {
    const form = document.querySelector("[data-form]"), files = new DataTransfer();
    files.items.add(new File(["<svg xmlns='http://www.w3.org/2000/svg'/>"], "drawing.svg", { type: "image/svg+xml" }));
    form.querySelector("[data-picker]").files = files.files;
    form.submit();
}"""


@pytest.fixture
def author(instance, person, tmp_path):
    link = instance.manage("start_circle", f"Uploads {tmp_path.name}", "--admin", f"{tmp_path.name.replace('_', '-')}@example.org").strip()
    someone = person(instance)
    sign_up(someone, link, "Dr Ada Okafor")
    write_case(someone)
    return someone


def choose(author, *names):
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": b"not looked at: the answers are the test's own"} for name in names]
    author.page.locator("[data-picker]").set_input_files(files)


def answering(author, answers):
    """Uploads are answered by the test: `answers`, name of the file -> function of its route. The rest of the site is the real one."""

    def answer(route):
        if route.request.method == "POST":
            name = next(name for name in answers if name.encode() in (route.request.post_data_buffer or b""))
            answers[name](route)
        else:
            assert route.request.headers["x-unattended"] == "1"
            route.fulfill(json=told("attached", ended=True))

    author.page.route("**/uploads/*/", answer)


def told(state, **more):
    """What the server says of an upload."""
    nothing = {"ended": False, "code": "", "sentence": "", "done": 0, "total": 0, "review": "", "media": []}
    return {"state": state, "label": state, **nothing, **more}


def rows(author):
    return author.page.locator(".uploads__list")


def test_a_file_on_its_way_is_not_lost_when_another_one_is_added(author):
    held = []
    answering(author, {"first.jpg": lambda route: route.fulfill(json=told("cleaning")), "second.jpg": held.append})
    page = author.page
    page.evaluate("document.body.dataset.same = ''")
    choose(author, "first.jpg", "second.jpg")
    rows(author).get_by_text("Added.").wait_for()
    wait_for(page, held)
    page.wait_for_timeout(500)

    assert page.locator("body[data-same]").count() == 1  # not loaded again: the second file is still being sent
    assert len(held) == 1
    held[0].fulfill(json=told("cleaning"))
    page.wait_for_function("() => !('same' in document.body.dataset)")  # now the page shows what was added


def test_a_session_that_ended_is_said_at_once(author):
    tries = []

    def sign_in_page(route):
        tries.append(route)
        route.fulfill(status=403, content_type="text/html", body="<h1>No</h1>")

    answering(author, {"only.jpg": sign_in_page})
    choose(author, "only.jpg")
    rows(author).get_by_text("You are no longer signed in on this page.").wait_for()

    assert len(tries) == 1


def test_files_that_are_refused_are_told_apart_and_axe_finds_nothing(author, tmp_path):
    whole = evidence.photo(tmp_path / "whole.jpg").read_bytes()
    files = {
        "cut.jpg": (whole[:9000], "cut off or damaged"),
        "empty.jpg": (b"", "is empty"),
        "letter.pdf": (b"%PDF-1.4", "This kind of file is not accepted"),
        "scan.dcm": (b"\0" * 128 + b"DICM" + b"\0" * 64, "DICOM files are not accepted yet"),
        "film.mp4": (whole, "ending of the file's name"),
    }
    for name, (data, _sentence) in files.items():
        (tmp_path / name).write_bytes(data)
    page, sent = author.page, []
    page.on("request", lambda request: request.method == "POST" and "/uploads/" in request.url and sent.append(request.url))
    page.locator("[data-picker]").set_input_files([str(tmp_path / name) for name in files])
    for name, (_data, sentence) in files.items():
        rows(author).locator("li", has_text=name).get_by_text(sentence).wait_for(timeout=180_000)
    found = problems(author, "what was refused")
    page.goto(sent[0] + "review/")  # of the first one, cut.jpg
    page.get_by_role("heading", name="This file was not kept").wait_for()
    found += problems(author, "a file that was not kept")
    page.go_back()
    page.evaluate(AS_WITHOUT_SCRIPTS)
    page.get_by_role("heading", name="The file was not taken").wait_for()
    found += problems(author, "a file that was not taken")

    assert found == []


def test_words_that_were_typed_and_not_sent_are_not_lost_without_a_question(author):
    page, asked = author.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    draft = page.url
    page.get_by_label("Findings on examination").fill("Soft systolic murmur.")
    page.get_by_role("link", name="Members").click(no_wait_after=True)
    wait_for(page, asked)
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    assert page.url == draft
    assert page.get_by_label("Findings on examination").input_value() == "Soft systolic murmur."

    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("saved").first.wait_for()
    page.get_by_role("link", name="Members").click()
    page.wait_for_url("**/members/")
    assert asked == ["beforeunload"]


def test_a_mask_that_was_drawn_is_not_lost_without_a_question(author, tmp_path):
    (review,) = upload(author, evidence.photo(tmp_path / "photo.jpg"))
    page, asked = author.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(review)
    page.get_by_role("button", name="Full size").click()  # looked at, and nothing changed
    page.get_by_role("link", name="Back to the case").click()
    page.wait_for_url("**/edit/**")
    page.goto(review)
    page.get_by_role("button", name="New mask").click()
    page.get_by_role("link", name="Back to the case").click(no_wait_after=True)
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    assert page.locator("[data-list] li", has_text="Your mask").count() == 1

    page.get_by_role("button", name="Delete this file").click()  # meant: nothing to ask
    page.wait_for_url("**/edit/**")
    assert asked == ["beforeunload"]


def test_a_page_loaded_while_a_file_was_checked_leads_to_the_review_when_it_is_ready(author, tmp_path):
    upload(author, evidence.photo(tmp_path / "photo.jpg"))
    page = author.page

    def earlier(route):
        """The page as the server gives it while the file is being checked."""
        body = route.fetch().text()
        waiting = body.replace(' data-state="review"', ' data-state="cleaning"').replace(
            'target="_blank">Review<', 'target="_blank">Follow<', 1
        )
        route.fulfill(body=waiting, content_type="text/html; charset=utf-8")

    page.route("**/edit/", earlier)
    page.goto(page.url.split("#")[0])
    link = page.locator(".uploads__list [data-review]:visible")
    link.get_by_text("Review").wait_for(timeout=10_000)

    assert link.inner_text().split() == ["Review", "(opens", "in", "a", "new", "tab)"]
