"""The main job, in Chromium, on an instance with its own worker: four people, three more who rate, and the stored files at the end.

One test, because it is one story: every part is reached the way a person reaches it.
"""

import re

import pytest
from PIL import Image

from tests.browser import evidence

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a calm river under snow"
SHOWN = "image => image.decode().then(() => image.naturalWidth)"


def sign_up(person, link, name, specialty="Cardiology"):
    page = person.page
    page.goto(link)
    page.get_by_role("link", name="Create your account").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Specialty").fill(specialty)
    page.get_by_label("Country").select_option("GB")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account and join").click()
    page.wait_for_url(re.compile(r"/c/"))


def invite(admin, email, role):
    page = admin.page
    page.get_by_role("navigation", name="Circle").get_by_role("link", name="Members").click()
    page.get_by_role("link", name="Invitations").first.click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Role").select_option(role)
    page.get_by_role("button", name="Send invitation").click()
    return page.locator(".secret").inner_text()


def write_case(author):
    page = author.page
    page.get_by_role("link", name="New case").first.click()
    page.get_by_label("Title").fill("Exertional syncope in a woman in her sixties")
    page.get_by_label("Question to the circle").fill("Defibrillator now, or medical treatment first?")
    page.get_by_label("Age").select_option("60-69")
    page.get_by_label("Sex").select_option("female")
    page.get_by_label("Specialty").select_option("cardiology")
    page.get_by_label("Presentation").fill("Mrs Kowalska, e-mail marta@example.org, fainted twice on exertion. Blood pressure 118/76 mmHg.")
    page.get_by_label("Treatment so far").fill("Bisoprolol 5 mg once daily since day 2.")
    page.get_by_role("button", name="Save draft").click()

    # A hard hit blocks with the reason beside the words; nothing typed is lost.
    page.get_by_role("button", name="Replace all as suggested").wait_for()
    assert page.get_by_text("marta@example.org").count() >= 1
    assert "Blood pressure 118/76 mmHg" in page.get_by_label("Presentation").input_value()
    page.get_by_role("button", name="Replace all as suggested").click()
    page.wait_for_url(re.compile(r"/edit/"))
    words = page.get_by_label("Presentation").input_value()
    assert "marta@example.org" not in words
    assert "Kowalska" not in words
    assert "118/76 mmHg" in words


def upload(author, *paths):
    page = author.page
    page.locator("[data-picker]").set_input_files([str(path) for path in paths])
    reviews = page.locator("[data-review]:visible", has_text="Review")
    for _ in range(600):
        if reviews.count() == len(paths):
            break
        page.wait_for_timeout(500)
    assert reviews.count() == len(paths), page.locator("[data-list]").inner_text()
    return [reviews.nth(number).get_attribute("href") for number in range(len(paths))]


def review_photo(author, link, description):
    """Keep every proposal, add one mask by mouse and one by keyboard, look at full size, approve."""
    page = author.page
    page.goto(link)
    editor = page.locator("mask-editor")
    assert editor.locator("[data-list] li").count() >= 2
    page.get_by_role("button", name="Full size").click()
    page.get_by_role("button", name="New mask").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_role("button", name="Fit").click()
    page.get_by_role("button", name="Draw a mask").click()
    page.locator("[data-sheet]").first.evaluate("sheet => sheet.scrollIntoView({ block: 'end' })")
    sheet = page.locator("[data-sheet]").first.bounding_box()
    page.mouse.move(sheet["x"] + sheet["width"] * 0.1, sheet["y"] + sheet["height"] * 0.75)
    page.mouse.down()
    page.mouse.move(sheet["x"] + sheet["width"] * 0.25, sheet["y"] + sheet["height"] * 0.9, steps=5)
    page.mouse.up()
    assert editor.locator("[data-list] li", has_text="Your mask").count() == 2
    look_along_the_borders(page)
    approve(page, description)


def look_along_the_borders(page):
    """The four strips of the image on screen, one press each; its tick can be set only after that."""
    assert page.get_by_label("I looked at it at full size").is_disabled()
    page.get_by_role("button", name="Look along the borders").click()
    for border in ("Next: right border", "Next: bottom border", "Next: left border", "Done"):
        page.get_by_role("button", name=border).press("Enter")


def review_film(author, link, description):
    page = author.page
    page.goto(link)
    assert page.locator("mask-editor [data-list] li").count() >= 1
    before = page.locator("[data-frame]").inner_text()
    page.get_by_role("button", name="One frame on").click()
    page.wait_for_function("text => document.querySelector('[data-frame]').textContent !== text", arg=before)
    page.get_by_role("button", name="Full size").click()
    page.locator("video").evaluate("film => { film.currentTime = 0; film.playbackRate = 4; return film.play() }")
    approve(page, description)


def approve(page, description):
    page.get_by_label("Describe what it shows").fill(description)
    page.get_by_role("group", name=re.compile("recognise the patient")).get_by_label("No").check()
    page.get_by_role("group", name=re.compile("close-up")).get_by_label("No").check()
    looked = page.get_by_label(re.compile("I looked at|I watched"))
    page.wait_for_function("box => !box.disabled", arg=looked.element_handle(), timeout=120_000)
    looked.check()
    page.get_by_role("button", name="Mask and add to the case").click()


def is_added(author, moderator):
    """The file reaches the case, after a moderator's second look where a detector saw something that it did not mask."""
    waiting = author.page.get_by_role("heading", name="Waiting for a second look")
    author.page.wait_for_function(
        "() => location.pathname.endsWith('/edit/') || document.querySelector('[data-state=second_look]')", timeout=300_000
    )
    if waiting.count():
        look_again(moderator)
        author.page.wait_for_url(re.compile(r"/edit/"), timeout=300_000)


def look_again(moderator):
    page = moderator.page
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("link", name=re.compile("A file of")).first.click()
    assert page.locator(".second-look img").first.evaluate(SHOWN) > 0
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Done. The author is told").wait_for()


def comment(person, case, text):
    person.page.goto(case)
    person.page.get_by_label("Your comment").fill(text)
    person.page.get_by_role("button", name="Post comment").click()
    person.page.get_by_text(text.replace("**", "")).first.wait_for()


def propose(person, case, title, details, kind):
    page = person.page
    page.goto(case)
    page.get_by_role("link", name="Propose a treatment").click()
    page.get_by_label("Treatment").first.fill(title)
    page.get_by_label("Details").fill(details)
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="Save the option").click()
    page.get_by_text(title).first.wait_for()


def declare(person, case):
    page = person.page
    page.goto(case)
    page.get_by_role("link", name="Declare your interests").click()
    page.get_by_label("No conflict of interest").check()
    page.get_by_role("button", name="Save my declaration").click()
    page.wait_for_url(re.compile(r"/decision/(#|$|\?)|/decision/$|/c/"))


def rate(person, case, ratings):
    """`ratings`: option title -> 1 to 9. Every option by clicking, then submit."""
    page = person.page
    page.goto(case)
    page.get_by_role("link", name="Rate the options").click()
    page.get_by_role("button", name="Submit my ballot").wait_for()
    for scale in page.locator("[data-option]").all():
        title = scale.locator("legend").inner_text()
        value = next(value for words, value in ratings.items() if words in title)
        scale.get_by_label(str(value), exact=True).check()
    page.get_by_role("button", name="Submit my ballot").click()
    page.get_by_text("Your ballot is in").first.wait_for()


def test_a_case_goes_from_invitation_to_a_recorded_consensus_and_a_resolved_report(instance, person, tmp_path):
    link = instance.manage("start_circle", "Cardiology circle", "--admin", "okafor@example.org").strip()
    admin, author, peer, moderator = (person(instance) for _ in range(4))

    # --- 1 and 2: accounts, circle, invitations
    sign_up(admin, link, "Dr Ada Okafor")
    sign_up(author, invite(admin, "amara@example.org", "member"), "Dr Amara Diallo")
    sign_up(peer, invite(admin, "bose@example.org", "member"), "Dr Nikhil Bose")
    sign_up(moderator, invite(admin, "chen@example.org", "moderator"), "Dr Wei Chen")
    raters = []
    for name in ("lind", "sato", "weaver"):
        rater = person(instance, width=390, height=800, touch=True)
        sign_up(rater, invite(admin, f"{name}@example.org", "member"), f"Dr {name.title()}")
        raters.append(rater)
    peer.page.goto(link)
    peer.page.get_by_role("heading", name=re.compile("invitation|link", re.I)).wait_for()  # used once: a neutral page

    # --- 3, 4 and 5: a case, its photo and its video
    write_case(author)
    edit = author.page.url
    photo_review, film_review = upload(author, evidence.photo(tmp_path / "IMG_Kowalska.jpg"), evidence.film(tmp_path / "clip.mp4"))
    review_photo(author, photo_review, "Portrait photograph with a name line, both covered.")
    is_added(author, moderator)
    author.page.goto(edit)
    review_film(author, film_review, "Moving dark ellipse on speckle.")
    is_added(author, moderator)
    author.page.goto(edit)
    author.page.get_by_role("button", name="Save and post").click()
    author.page.get_by_role("heading", name="Exertional syncope").wait_for()
    case = author.page.url.split("#")[0]
    assert author.page.locator(".case__body img, .case__body video").count() >= 2

    # --- 6: discussion
    comment(peer, case, "With two syncopes I would **not wait** for titration.")
    assert peer.page.locator(".comment__body strong").inner_text() == "not wait"
    peer.page.locator(".gallery video, .case__body video").first.evaluate("film => film.play()")

    # --- 7: decision, two blind rounds
    author.page.goto(case)
    author.page.get_by_role("link", name="Ask the circle to decide").click()
    author.page.get_by_label("Question").first.fill("What should be done first?")
    author.page.get_by_role("button", name="Open the decision").click()
    propose(peer, case, "Implantable defibrillator", "Primary prevention, during this stay.", "Procedure")
    propose(moderator, case, "Beta-blocker to the highest dose", "Bisoprolol up to 10 mg, review at 6 weeks.", "Medicine")
    author.page.goto(case)
    author.page.get_by_role("link", name="Seat the panel").click()
    for name in ("Okafor", "Bose", "Chen", "Lind", "Sato", "Weaver"):
        author.page.get_by_label(re.compile(name)).set_checked(True)
    author.page.get_by_label(re.compile("Amara")).set_checked(True)
    author.page.get_by_role("button", name="Lock the options").click()
    panel = [admin, peer, moderator, *raters, author]
    for member in panel:
        declare(member, case)
    values = {
        "defibrillator": [8, 9, 8, 7, 8, 2, 8],
        "Beta-blocker": [4, 5, 3, 6, 5, 8, 4],
        "waiting": [1, 2, 1, 1, 2, 3, 1],
        "work-up": [3, 4, 3, 5, 4, 3, 3],
    }
    for number in (1, 2):
        author.page.goto(case + "decision/")
        author.page.get_by_role("button", name=f"Open round {number}").click()
        for seat, member in enumerate(panel):
            rate(member, case, {title: column[seat] for title, column in values.items()})
            if seat == 2:
                author.page.goto(case)
                assert author.page.get_by_text("3 of 7").count() >= 1
                assert author.page.locator("svg .strip__median, [data-median]").count() == 0
        author.page.goto(case + "decision/")
        author.page.get_by_role("button", name=f"Close round {number}").click()
    author.page.get_by_role("link", name="Write the conclusion").click()
    author.page.get_by_label("Statement").fill("Implant a defibrillator during this stay.")
    author.page.get_by_label(re.compile("Strong")).check()
    author.page.get_by_role("button", name="Sign the conclusion").click()
    raters[2].page.goto(case)
    raters[2].page.get_by_role("link", name="Write a minority report").click()
    raters[2].page.get_by_label(re.compile("report|Your", re.I)).first.fill("One recording is thin evidence; treat the obstruction first.")
    raters[2].page.get_by_role("button", name="Publish my report").click()
    peer.page.goto(case)
    for words in ("Implant a defibrillator during this stay.", "One recording is thin evidence", "6 of 7"):
        assert peer.page.get_by_text(words).count() >= 1, words

    # --- 8: a privacy report hides the case at once, the moderator resolves it, the author is told
    peer.page.get_by_role("link", name="Report", exact=True).first.click()
    peer.page.get_by_role("button", name="A patient could be recognised").click()
    assert raters[0].page.goto(case).status == 404
    admin.page.goto(case.split("/c/")[0] + "/c/" + case.split("/c/")[1].split("/")[0] + "/queue/")
    assert admin.page.get_by_text("A case by Dr Amara Diallo").count() == 1
    resolve(person(instance), invite(admin, "novak@example.org", "moderator"))
    author.page.goto(case)
    assert author.page.get_by_text("Checked: nobody can be recognised.").count() >= 1
    assert raters[0].page.goto(case).status == 200

    # --- 9: the stored files, read by other eyes
    look_at_what_is_stored(instance)


def resolve(second, link):
    """A moderator who does not sit on the panel works the queue."""
    sign_up(second, link, "Dr Petra Novak")
    second.page.get_by_role("link", name="Reports").click()
    second.page.get_by_role("link", name="A case by Dr Amara Diallo").click()
    second.page.get_by_label(re.compile("author|explanation", re.I)).first.fill("Checked: nobody can be recognised.")
    second.page.get_by_role("button", name="Restore it").click()
    second.page.get_by_role("heading", name="No open report").wait_for()


def look_at_what_is_stored(instance):
    media = sorted(path for path in (instance.var / "media").rglob("*") if path.is_file())
    stills = [path for path in media if path.suffix in (".jpg", ".png") and ".poster." not in path.name]
    films = [path for path in media if path.suffix == ".mp4"]
    assert (len(stills), len(films)) == (1, 1), media

    if stills[0].suffix == ".jpg":
        markers, ended = evidence.jpeg_markers(stills[0].read_bytes())
        assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
        assert ended
    with Image.open(stills[0]) as image:
        assert image.size == (1280, 960)
        assert not image.getexif()
        assert evidence.spread(image.crop(evidence.FACE_BOX)) < 8
        assert evidence.spread(image.crop(evidence.NAME_BOX)) < 8
        assert evidence.spread(image.crop((200, 150, 600, 500))) > 20  # the rest is still a picture

    kinds = evidence.boxes(films[0].read_bytes())
    assert {b"udta", b"meta", b"uuid", b"ilst"} & set(kinds) == set()
    assert kinds.count(b"trak") == 1
    shown = list(evidence.frames(films[0]))
    assert len(shown) == 10
    for frame in shown:
        assert evidence.spread(frame.crop((12, 8, 340, 34))) < 12

    # Neither the marker of the metadata, nor a name, nor the file's name is anywhere: media, database, its log, mail, sealed folder.
    for text in (evidence.MARK, "Kowalska", "IMG_Kowalska", "marta@example.org"):
        assert evidence.files_with(text, instance.var) == []
    assert [path for path in (instance.var / "sealed").rglob("*") if path.is_file()] == []
    assert [path for path in (instance.var / "sealed-keys").rglob("*") if path.is_file()] == []
    assert evidence.MARK not in instance.told()
