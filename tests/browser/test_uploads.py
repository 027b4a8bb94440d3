"""Sending files in Chromium: what is on its way is not lost when another file is added, when the session ends, or in another tab."""

import pytest

from tests.browser import evidence
from tests.browser.test_main_job import sign_up, write_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
    rows(author).get_by_text("You are no longer signed in on this page.").wait_for(timeout=3000)

    assert len(tries) == 1


def test_files_that_are_refused_are_told_apart_and_axe_finds_nothing(author, tmp_path):
    from tests.browser.test_pages import findings, overflow

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
    page = author.page
    page.locator("[data-picker]").set_input_files([str(tmp_path / name) for name in files])
    for name, (_data, sentence) in files.items():
        rows(author).locator("li", has_text=name).get_by_text(sentence).wait_for(timeout=60_000)
    problems = []
    for width, scheme in ((1360, "dark"), (390, "light")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        problems += [*findings(page), *([f"{overflow(page)} px wider than {width}"] if overflow(page) > 0 else [])]

    assert problems == []
