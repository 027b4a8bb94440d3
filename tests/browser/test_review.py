"""The review in Chromium: a face taken off and what that leads to, a part kept by keyboard, and the time line of a film."""

import re

import pytest

from tests.browser import evidence
from tests.browser.test_main_job import invite, is_added, look_along_the_borders, sign_up, upload, write_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_face_taken_off_is_looked_at_by_a_moderator_and_a_mask_of_a_film_lasts_from_here_to_here(instance, person, tmp_path):
    link = instance.manage("start_circle", "Review circle", "--admin", "reviewadmin@example.org").strip()
    admin, moderator = person(instance), person(instance)
    author = person(instance, width=390, height=800, touch=True)
    sign_up(admin, link, "Dr Ada Okafor")
    sign_up(moderator, invite(admin, "reviewmoderator@example.org", "moderator"), "Dr Wei Chen")
    sign_up(author, invite(admin, "reviewauthor@example.org", "member"), "Dr Amara Diallo")
    write_case(author)
    edit = author.page.url
    photo, film = upload(author, evidence.photo(tmp_path / "Lefebvre knee.jpg"), evidence.film(tmp_path / "clip.mp4", seconds=2))

    page = author.page
    page.goto(photo)
    face = page.locator("[data-list] li", has_text="Face").first
    face.get_by_role("button", name="Take off").tap()
    page.locator("[data-list] li", has_text="Face").first.get_by_label("Why is this mask not needed?").select_option("clinical")
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
    page.get_by_role("heading", name="Waiting for a second look").wait_for(timeout=90_000)
    assert page.get_by_text("The author took a mask off what a program took for a face.").count() == 1
    is_added(author, moderator)

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
    page.goto(edit)
