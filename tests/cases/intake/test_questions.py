"""The questions of a review: close-ups, one confirmation for each image, masks that stay, and the sound."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Intake
from cases.models.intake import State
from tests.cases.intake.conftest import Sender, url

pytestmark = pytest.mark.django_db

NAME = [8, 8, 80, 24, "text", 0.9, 0, None, None]


def waiting(amara, as_user, case, *, pages=1, masks=(), kind="image", facts=None, counts=None):
    """An upload in review, as a worker would have left it, without its pictures."""
    found = {
        "pages": [{"size": [640, 480], "type": "image/jpeg", "counts": {}, "masks": [list(mask) for mask in masks]} for _ in range(pages)],
        "counts": counts or {}, "engines": {}, "facts": facts or {},
    }  # fmt: skip
    now = timezone.now()
    intake = Intake.unscoped.create(
        key=uuid.uuid4(), author=amara, case=case, state=State.REVIEW, kind=kind, found=found, expires_at=now + timedelta(hours=1)
    )
    sender = Sender(as_user(amara), case)
    sender.key = intake.key
    return sender


@pytest.fixture
def photo(amara, as_user, case):
    return waiting(amara, as_user, case, masks=[NAME])


@pytest.fixture
def scan(amara, as_user, case):
    return waiting(amara, as_user, case, pages=3)


def refused(answer, sender):
    assert answer.status_code == 422
    assert sender.intake().state == State.REVIEW
    return answer.content.decode()


def test_each_image_is_confirmed_and_the_one_that_was_not_is_named(scan):
    page = refused(scan.review(**{"looked-1": None}), scan)
    assert "Image 2: I looked at it at full size – Look at all of it at full size, then tick." in page
    assert "Image 1: I looked at it at full size – " not in page

    scan.review()

    assert scan.intake().review["looked"] == [0, 1, 2]


def test_one_tick_does_not_speak_for_the_other_images(scan):
    refused(scan.review(**{"looked-1": None, "looked-2": None, "looked": "on"}), scan)


def test_every_image_has_its_own_tick_and_question_without_scripts(scan):
    page = scan.page()

    for number in range(3):
        assert f'type="checkbox" name="looked-{number}"' in page
        assert f'type="radio" name="closeup-{number}"' in page
    assert "checked" not in page


def test_a_close_up_needs_a_mask_by_hand_or_a_part_to_keep_on_that_image(scan):
    refused(scan.review(**{"closeup-1": "yes"}), scan)
    page = refused(scan.review(**{"closeup-1": "yes", "a0-0-box": "0 0 80 80"}), scan)
    assert "Image 2: Does a face or skin fill the picture (close-up)? – This close nothing finds what identifies" in page

    scan.review(**{"closeup-1": "yes", "k1-box": "100 100 300 300"})

    review = scan.intake().review
    assert (review["closeups"], review["kept"]) == ([1], [[1, 100, 100, 300, 300]])
    assert len(review["masks"]) == 4


def test_neither_a_proposed_mask_nor_a_dot_is_a_mask_by_hand_in_a_close_up(photo):
    refused(photo.review(**{"closeup-0": "yes"}), photo)
    refused(photo.review(**{"closeup-0": "yes", "a0-0-box": "5 5 6 6"}), photo)
    refused(photo.review(**{"recognisable": "yes", "a0-0-box": "5 5 6 6"}), photo)

    photo.review(**{"closeup-0": "yes", "a0-0-box": "0 0 80 80"})

    assert photo.intake().state == State.APPROVED


@pytest.fixture
def known(amara, as_user, case):
    """A photograph in which a mask matches the file's own data."""
    return waiting(amara, as_user, case, masks=[[*NAME, "known"], [100, 100, 140, 120, "text", 0.9, 0, None, None, "name"]])


def test_a_mask_over_what_the_file_says_itself_can_neither_go_nor_shrink(known):
    for fields in ({"m0-0-off": "1", "m0-0-reason": "nothing"}, {"m0-0-box": "16 8 80 24", "m0-0-reason": "nothing"}):
        page = refused(known.review(**fields), known)
        assert "matches the file&#x27;s own data: it stays" in page

    known.review(**{"m0-0-box": "0 0 88 32"})

    assert known.intake().review["masks"][0][:4] == [0, 0, 88, 32]
    assert known.intake().review["masks"][0][-1] == "known"


def test_the_list_of_masks_says_why_each_is_there(known):
    page = known.page()

    assert "looks like a person&#x27;s name" in page
    assert "matches the file&#x27;s own data" in page


@pytest.mark.parametrize(("policy", "offered"), [("france", True), ("international", False), ("us", False)])
def test_sound_is_offered_only_where_the_policy_allows_a_voice(policy, offered, amara, as_user, case, circle):
    circle.policy = policy
    circle.save(update_fields=["policy"])
    film = waiting(amara, as_user, case, kind="video", facts={"frames": 20, "fps": 10, "seconds": 2, "audio": 1})

    assert ('name="audio"' in film.page()) is offered
    film.review(audio="on")

    assert film.intake().review["audio"] is offered
    assert film.intake().review["second_look"] == (["sound"] if offered else [])


def test_a_film_without_sound_has_nothing_to_keep(amara, as_user, case, circle):
    circle.policy = "france"
    circle.save(update_fields=["policy"])
    film = waiting(amara, as_user, case, kind="video", facts={"frames": 20, "fps": 10, "seconds": 2})

    film.review(audio="on")

    assert film.intake().review["audio"] is False


def test_what_only_its_author_reviews_says_so_to_nobody_else(photo, as_user, chen):
    assert as_user(chen).get(url("review", photo.case, photo.key)).status_code == 404
