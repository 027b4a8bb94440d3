"""The review in Chromium: a face taken off and what that leads to, a part kept by keyboard, and the time line of a film."""

import re

import pytest

from tests.browser import evidence
from tests.browser.test_main_job import SHOWN, approve, invite, look_along_the_borders, sign_up, upload, write_case
from tests.browser.test_pages import findings, overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def problems(someone, name):
    """What axe and the measure find on the present page, on a desk in the dark and on a phone in the light."""
    page, found, before = someone.page, [], someone.page.viewport_size
    page.wait_for_load_state()
    for width, height, scheme in ((1360, 900, "dark"), (390, 844, "light")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{name} {width} {scheme}: {sentence}" for sentence in findings(page)]
        if overflow(page) > 0:
            found.append(f"{name}: {overflow(page)} px wider than {width}")
    page.set_viewport_size(before)
    return found


def unnamed_stops(page):
    """What the Tab key stops at that has no name to be read out, over the whole page."""
    page.locator(".skip").focus()
    stops = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => { const it = document.activeElement; return it.matches(".skip, body") ? "" : it.ariaLabel || it.innerText ||
               it.labels?.length || it.matches("video") ? "named" : it.outerHTML.slice(0, 120); }"""
            )
        )
        if not stops[-1]:
            break
    return [stop for stop in stops[:-1] if stop != "named"]


def take_face_off(page):
    page.locator("[data-list] li", has_text="Face").first.get_by_role("button", name="Take off").click()
    face = page.locator("[data-list] li", has_text="Face").first
    face.get_by_label("Why is this mask not needed?").select_option("clinical")
    assert face.get_by_text("A moderator looks at the masked file").count() == 1


def second_look(moderator, name):
    """The moderator goes to where a mask was, sees the place marked, and accepts; what axe finds on the page."""
    page = moderator.page
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="A file of").click()
    found = problems(moderator, name)
    mark = page.locator(".second-look__marks rect").first
    page.get_by_role("button", name="Fit").click()
    page.get_by_role("button", name="Show it").first.click()
    mark.wait_for()
    picture, place = page.locator(".second-look__sheet").bounding_box(), mark.bounding_box()
    assert picture["x"] <= place["x"] < place["x"] + place["width"] <= picture["x"] + picture["width"]
    assert page.locator(".second-look__stage").evaluate("stage => stage === document.activeElement")
    film = page.locator("video")
    if film.count():
        film.evaluate("film => new Promise(done => { film.onseeked = done; film.currentTime = film.duration })")
        # Shown while it lasts; this one lasts to the end, and a moment that is not its own hides it.
        assert mark.is_visible()
        mark.evaluate("mark => { mark.dataset.first = mark.dataset.last = '0:00.2' }")
        film.evaluate("film => new Promise(done => { film.onseeked = done; film.currentTime = 1 })")
        assert mark.is_hidden()
    else:
        assert page.locator(".second-look img").first.evaluate(SHOWN) > 0
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Done. The author is told").wait_for()
    return found


def test_a_face_taken_off_is_looked_at_by_a_moderator_and_a_mask_of_a_film_lasts_from_here_to_here(instance, person, tmp_path):
    link = instance.manage("start_circle", "Review circle", "--admin", "reviewadmin@example.org").strip()
    admin, moderator = person(instance), person(instance)
    author = person(instance, width=390, height=800, touch=True)
    sign_up(admin, link, "Dr Ada Okafor")
    sign_up(moderator, invite(admin, "reviewmoderator@example.org", "moderator"), "Dr Wei Chen")
    sign_up(author, invite(admin, "reviewauthor@example.org", "member"), "Dr Amara Diallo")
    write_case(author)
    edit = author.page.url
    photo, film = upload(author, evidence.photo(tmp_path / "Lefebvre knee.jpg"), evidence.film(tmp_path / "clip.mp4", seconds=2, face=True))

    page = author.page
    page.goto(photo)
    assert unnamed_stops(page) == []
    take_face_off(page)
    found = problems(author, "review of a picture")
    look_along_the_borders(page)
    page.get_by_label("I looked at it at full size").check()
    page.get_by_label("Describe what it shows").fill("Portrait photograph of lefebvre")
    page.get_by_role("group", name=re.compile("recognise the patient")).get_by_label("No").check()
    page.get_by_role("group", name=re.compile("close-up")).get_by_label("Yes").check()
    page.get_by_role("button", name="Mask and add to the case").tap()
    page.get_by_text("draw a mask over it yourself, or keep only a part").first.wait_for()  # a close-up asks for more
    assert page.locator(".hit--hard").first.inner_text() == "lefebvre"  # the file's own name gave it away
    page.get_by_label("Describe what it shows").fill("Portrait photograph")
    page.get_by_role("button", name="Keep only a part").press("Enter")
    before = page.locator(".mask--keep .mask__box").get_attribute("width")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator(".mask--keep .mask__box").get_attribute("width") != before
    page.get_by_role("button", name="Mask and add to the case").tap()
    page.get_by_role("heading", name="Waiting for a second look").wait_for(timeout=300_000)
    assert page.get_by_text("The author took a mask off what a program took for a face.").count() == 1
    found += problems(author, "waiting for a second look")
    found += second_look(moderator, "second look at a picture")
    page.wait_for_url(re.compile(r"/edit/"), timeout=300_000)

    page.goto(film)
    line = page.locator(".timeline__rows")
    line.scroll_into_view_if_needed()
    page.locator(".timeline__reach").first.tap()
    assert page.locator(".editor__item--chosen").count() == 1
    place = line.bounding_box()
    page.touchscreen.tap(place["x"] + place["width"] * 0.5, place["y"] + 12)
    assert "0:01.0 · frame 10" in page.locator("[data-frame]").inner_text()
    page.get_by_role("button", name="New mask").tap()
    mine = page.locator("[data-list] li", has_text="Your mask")
    mine.get_by_role("button", name="From here").tap()
    mine.get_by_label("To (m:ss.s)").fill("0:01.5")
    mine.get_by_label("To (m:ss.s)").press("Tab")
    assert "0:01.0–0:01.5" in mine.inner_text()
    assert "frames 10–15" in mine.inner_text()
    found += problems(author, "time line of a film")
    mine.get_by_role("button", name="Take off").tap()
    take_face_off(page)
    page.get_by_role("button", name="Full size").tap()
    page.locator("video").evaluate("film => { film.currentTime = 0; return film.play() }")
    approve(page, "Portrait, moving specks")
    page.get_by_role("heading", name="Waiting for a second look").wait_for(timeout=300_000)
    found += second_look(moderator, "second look at a film")
    page.wait_for_url(edit.split("#")[0] + "**", timeout=300_000)

    assert found == []
