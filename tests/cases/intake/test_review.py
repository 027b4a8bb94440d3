"""What the author decides about masks in the review, with and without scripts, and what the server does not let pass."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from PIL import Image

from cases.models.intake import State
from tests.cases.intake import pictures
from tests.cases.intake.conftest import Sender, bytes_of, url
from tests.conftest import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(sender, work, photo):
    """A photograph with one proposed mask, in review."""
    sender.send(photo)
    work()
    return sender


def proposed(sender, page=0, number=0):
    return sender.intake().found["pages"][page]["masks"][number]


def decided(sender):
    return sender.intake().review


def refused(answer, sender):
    """The page came back, with its sentences; the upload still waits."""
    assert answer.status_code == 422
    assert sender.intake().state == State.REVIEW
    return answer.content.decode()


def test_what_is_not_sent_stays_as_it_was_proposed(waiting):
    waiting.review()

    assert decided(waiting)["masks"] == [proposed(waiting)]


def test_a_mask_is_taken_off_only_with_a_reason(waiting):
    page = refused(waiting.review(**{"m0-0-off": "1"}), waiting)
    assert "Say why this mask is not needed." in page

    waiting.review(**{"m0-0-off": "1", "m0-0-reason": "clinical"})

    assert decided(waiting)["masks"] == []
    assert decided(waiting)["removed"] == [[*proposed(waiting), "clinical"]]


def test_an_invented_reason_is_none(waiting):
    refused(waiting.review(**{"m0-0-off": "1", "m0-0-reason": "because"}), waiting)


def test_a_mask_that_grows_needs_no_reason_and_one_that_shrinks_does(waiting):
    x0, y0, x1, y1 = proposed(waiting)[:4]
    refused(waiting.review(**{"m0-0-box": f"{x0 + 8} {y0} {x1} {y1}"}), waiting)

    waiting.review(**{"m0-0-box": f"{x0 - 8} {y0} {x1} {y1}"})

    assert decided(waiting)["masks"][0][:4] == [x0 - 8, y0, x1, y1]
    assert decided(waiting)["reduced"] == []


def test_a_smaller_mask_is_kept_with_its_reason_in_the_receipt(waiting, work):
    x0, y0, x1, y1 = proposed(waiting)[:4]
    waiting.review(**{"m0-0-box": f"{x0 + 8} {y0} {x1} {y1}", "m0-0-reason": "nothing"})
    work()

    (row,) = waiting.case.media.get().receipt["decided"]["reduced"]
    assert (row[:4], row[-1]) == ([x0, y0, x1, y1], "nothing")


def test_a_mask_of_ones_own_is_burned_in(waiting, work):
    waiting.review(**{"a0-0-box": "400 300 480 380"})
    work()

    media = waiting.case.media.get()
    image = Image.open(bytes_of(media))
    assert image.getpixel((440, 340)) == (0, 0, 0)
    assert image.getpixel((600, 500)) != (0, 0, 0)
    assert [mask["kind"] for mask in media.receipt["masks"]] == ["text", "hand"]


def test_the_rows_of_a_page_without_scripts_do_the_same(waiting):
    x0, y0, x1, y1 = proposed(waiting)[:4]
    rows = {"m0-0-x0": x0, "m0-0-y0": y0, "m0-0-x1": x1, "m0-0-y1": y1, "m0-0-reason": ""}
    empty = {f"a0-1-{name}": "" for name in ("x0", "y0", "x1", "y1")}

    waiting.review(**rows, **{"a0-0-x0": 10, "a0-0-y0": 20, "a0-0-x1": 30, "a0-0-y1": 40}, **empty)

    assert [mask[:4] for mask in decided(waiting)["masks"]] == [[x0, y0, x1, y1], [10, 20, 30, 40]]


@pytest.mark.parametrize(
    "box",
    [
        "790 0 801 20",
        "-1 0 20 20",
        "20 20 20 40",
        "40 40 20 60",
        "0 0 10",
        "a b c d",
        "1 2 3 99999999999",
        "0 0 10 10 0 5 9",
        "0.5 0 10 10",
    ],
)
def test_a_mask_outside_the_picture_or_out_of_its_mind_is_refused(box, waiting):
    page = refused(waiting.review(**{"a0-0-box": box}), waiting)

    assert "This mask lies outside the picture, or is empty." in page or "Some masks need your attention" in page


@pytest.mark.parametrize("missing", ["description", "recognisable", "looked-0", "closeup-0"])
def test_every_question_is_answered(missing, waiting):
    refused(waiting.review(**{missing: None}), waiting)


def test_a_recognisable_patient_needs_a_mask_of_ones_own(waiting):
    page = refused(waiting.review(recognisable="yes"), waiting)
    assert "with a mask of your own" in page

    waiting.review(recognisable="yes", **{"a0-0-box": "0 0 80 80"})

    assert (decided(waiting)["recognisable"], decided(waiting)["added"]) == ("covered", 1)


def test_an_identifier_in_the_description_stops_it(waiting):
    refused(waiting.review(description="Taken at 10 rue de la Paix, call 06 12 34 56 78 or mail jean.dupont@example.org"), waiting)

    assert waiting.intake().description == ""


def test_a_refused_page_keeps_what_was_drawn(waiting):
    import json
    import re

    page = refused(waiting.review(description="", **{"a0-0-box": "400 300 480 380", "m0-0-off": "1", "m0-0-reason": "nothing"}), waiting)

    state = json.loads(re.search(r'<script id="mask-state" type="application/json">(.*?)</script>', page)[1])
    first, own = state["pages"][0]["masks"]
    assert (first["off"], first["reason"]) == (True, "nothing")
    assert (own["prefix"], own["box"], own["proposed"]) == ("a0-0", [400, 300, 480, 380], None)


def test_a_second_answer_changes_nothing(waiting):
    waiting.review()
    before = decided(waiting)

    assert waiting.review(**{"m0-0-off": "1", "m0-0-reason": "nothing"}).status_code == 302

    assert decided(waiting) == before


def test_nobody_else_can_answer(waiting, as_user, bose, chen):
    for other in (bose, chen):
        intruder = Sender(as_user(other), waiting.case)
        intruder.key = waiting.key
        assert intruder.review().status_code == 404
    assert waiting.intake().state == State.REVIEW


def test_the_verb_itself_refuses_another_person_and_unclean_words(waiting, bose, amara, clean):
    with pytest.raises(PermissionDenied):
        waiting.intake().approve(by=bose, description=clean("A chart"), masks=[], answers={})
    with pytest.raises(TypeError):
        waiting.intake().approve(by=amara, description="A chart", masks=[], answers={})


def test_masks_of_a_film_last_from_one_frame_to_another(sender, work):
    sender.send(pictures.film(), "clip.mp4", "video/mp4")
    work()
    refused(sender.review(**{"a0-0-box": "0 0 80 80 5 10"}), sender)
    refused(sender.review(**{"a0-0-box": "0 0 80 80 5 4"}), sender)

    by_time = {"a0-2-x0": 10, "a0-2-y0": 10, "a0-2-x1": 40, "a0-2-y1": 40, "a0-2-from": "0:00.2", "a0-2-to": "0.7"}
    sender.review(**{"a0-0-box": "0 0 80 80 3 9", "a0-1-box": "100 100 120 120"}, **by_time)
    work()

    masks = sender.case.media.get().receipt["masks"]
    assert [(mask["first"], mask["last"]) for mask in masks] == [(3, 9), (0, 9), (2, 7)]


def test_the_author_is_told_when_the_file_will_be_deleted(waiting):
    page = waiting.client.get(url("review", waiting.case, waiting.key)).content.decode()

    assert "If you do not decide, the file is deleted on" in page


def test_a_moderator_sends_a_picture_back_to_be_masked_further(attached, work, as_user, amara, bose, chen, left):
    from cases.models import Flag
    from cases.tasks import sweep_uploads

    case, flag = attached.case, Flag.report(attached, by=bose, reason="privacy")
    with pytest.raises(PermissionDenied):
        attached.mask_more(by=bose, flag=flag)
    again = attached.mask_more(by=chen, flag=flag)
    sweep_uploads()
    work()
    author = Sender(as_user(amara), case)
    author.key = again.key
    assert list(case.media.shown()) == []
    author.review(**{"a0-0-box": "400 300 480 380"})
    work()
    sweep_uploads()

    media = case.media.shown().get()
    image = Image.open(bytes_of(media))
    assert (image.getpixel((440, 340)), image.getpixel((60, 60))) == ((0, 0, 0), (0, 0, 0))
    assert media.position == attached.position
    assert left() == {"sealed": [], "sealed-keys": [], "media": [media.file.name]}


def test_a_case_that_cannot_be_posted_for_its_files_leads_to_the_review_of_each(as_user, amara, work):
    draft = a_case(amara, posted_at=None)
    sender = Sender(as_user(amara), draft)
    sender.send(pictures.lettered())
    waiting = sender.key
    work()
    sender.send(pictures.lettered())
    address = reverse("case-edit", kwargs={"circle": draft.circle.slug, "case": draft.pk})

    page = sender.client.post(address, {**draft.wording, "post": "1"}).content.decode()

    errors = page[page.index('class="errors"') :].partition("</ul>")[0]
    assert "A file is still being checked or waits for your review." in errors
    links = re.findall(r'<li><a href="([^"]+)">Photo, \d\d:\d\d:</a> ([^<]+)</li>', errors)
    assert links == [
        (url("review", draft, waiting), "Waiting for your review"),
        (url("review", draft, sender.key), "Waiting to be checked"),
    ]
    assert sender.client.get(links[0][0]).status_code == 200
