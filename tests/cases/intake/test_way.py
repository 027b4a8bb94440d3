"""The whole way of an upload: sent, sealed, looked at, reviewed, burned in, attached, purged."""

import io
import stat
import uuid
from pathlib import Path

import pytest
from PIL import Image

from cases.models import Intake, Media
from cases.models.intake import State
from tests.cases.intake import pictures
from tests.cases.intake.conftest import NOTHING, Sender, bytes_of, url

pytestmark = pytest.mark.django_db


def test_a_photo_is_sealed_reviewed_and_attached_clean(sender, work, photo, left):
    assert sender.send(photo).json()["state"] == "sealed"
    work()
    assert sender.state()["review"]
    assert sender.review().status_code == 302
    work()

    media = sender.case.media.get()
    assert sender.state()["state"] == "attached"
    assert left() == {**NOTHING, "media": [media.file.name]}
    assert (media.width, media.height, media.kind, media.description) == (800, 600, "image", "Photograph of a chart")
    assert Image.open(bytes_of(media)).getpixel((60, 60)) == (0, 0, 0)
    assert b"Dr Camera" not in bytes_of(media).getvalue()


def test_the_receipt_tells_what_ran_what_was_found_and_who_confirmed(attached, amara):
    receipt = attached.receipt

    assert receipt["engines"]["pillow"]
    assert receipt["found"]["text"] == 1
    assert len(receipt["masks"]) == 1
    assert receipt["decided"] == {
        "removed": [], "reduced": [], "added": 0, "kept": [], "recognisable": "no", "closeups": [], "looked": [0], "audio": False,
        "second_look": [],
    }  # fmt: skip
    assert receipt["confirmed_by"] == amara.pk


def test_what_is_sealed_is_private_and_shows_nothing_of_the_picture(sender, photo, private_folders):
    sender.send(photo)

    known, raw = sorted(Path(private_folders, "sealed").iterdir())
    (key,) = Path(private_folders, "sealed-keys").iterdir()
    assert known.read_bytes()[:4] == raw.read_bytes()[:4] == b"CCS1"
    assert b"Dr Camera" not in raw.read_bytes()
    for path, mode in ((raw, 0o600), (known, 0o600), (key, 0o600), (raw.parent, 0o700), (key.parent, 0o700)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_film_is_looked_at_frame_by_frame_and_attached_with_a_poster(sender, amara, work, left):
    sender.send(pictures.film(marker="John Smith"), "clip.mp4", "video/mp4")
    work()
    assert sender.intake().found["facts"]["frames"] == 10
    assert [notice.kind for notice in amara.notifications.all()] == ["review"]
    sender.review()
    work()

    media = sender.case.media.get()
    assert media.is_video
    assert media.seconds == pytest.approx(1.0)
    assert left() == {**NOTHING, "media": sorted([media.file.name, media.poster.name])}
    assert b"John Smith" not in bytes_of(media).getvalue()


def test_every_page_of_a_file_becomes_a_media_in_order(sender, work, left):
    sender.send(pictures.pages(3), "scan.tiff", "image/tiff")
    work()
    sender.review()
    work()

    assert [media.page for media in sender.case.media.in_order()] == [0, 1, 2]
    assert len(left()["media"]) == 3


def test_the_same_key_sent_twice_is_one_upload(sender, work, photo):
    key = uuid.uuid4()
    first, second = sender.send(photo, key=key), sender.send(photo, key=key)

    assert (first.json()["state"], second.json()["state"]) == ("sealed", "sealed")
    assert Intake.unscoped.count() == 1
    work()
    assert sender.send(photo, key=key).json()["state"] == "review"


def test_a_later_request_with_the_key_takes_over_and_the_first_seals_nothing(sender, amara, case, photo, left):
    from cases.intake import door

    key = uuid.uuid4()
    slow = door.SealingHandler(Intake.begin(case, by=amara, key=key))
    slow.new_file("file", "photo.jpg", "image/jpeg", None)
    slow.receive_data_chunk(photo[:5000], 0)
    assert sender.send(photo, key=key).json()["state"] == "sealed"
    sealed = left()["sealed"]

    slow.receive_data_chunk(photo[5000:], 5000)
    slow.file_complete(len(photo))

    assert door.take(slow, whole=True) is False
    door.leave(slow)
    assert sender.intake().state == State.SEALED
    assert [name for name in left()["sealed"] if name.endswith(".raw")] == [name for name in sealed if name.endswith(".raw")]
    assert [name for name in left()["sealed"] if name.endswith(".part")] == []


def test_another_persons_key_is_not_there(sender, as_user, bose, photo):
    sender.send(photo)

    thief = Sender(as_user(bose), sender.case)

    assert thief.send(photo, key=sender.key, for_comment=True).status_code == 404
    assert thief.client.get(url("upload", sender.case, sender.key)).status_code == 404


def test_only_the_author_of_the_upload_sees_its_review_and_previews(sender, work, as_user, bose, chen, admin, photo):
    sender.send(photo)
    work()
    review, preview = url("review", sender.case, sender.key), url("intake-preview", sender.case, sender.key, page=0)

    assert sender.client.get(review).status_code == 200
    seen = sender.client.get(preview)
    assert Image.open(io.BytesIO(b"".join(seen.streaming_content))).size == (800, 600)
    assert seen.headers["Cache-Control"] == "private, no-store"
    for other in (bose, chen, admin):
        assert as_user(other).get(review).status_code == 404
        assert as_user(other).get(preview).status_code == 404


def test_a_preview_is_gone_once_the_review_is_done(sender, work, photo):
    sender.send(photo)
    work()
    sender.review()

    assert sender.client.get(url("intake-preview", sender.case, sender.key, page=0)).status_code == 404


def test_a_member_adds_a_picture_to_a_comment_and_only_they_see_it_before_it_is_posted(as_user, bose, amara, case, work, photo):
    theirs = Sender(as_user(bose), case)
    assert theirs.send(photo).status_code == 409
    theirs.send(photo, for_comment=True)
    work()
    theirs.review()
    work()

    media = case.media.get()
    assert media.attached_at is None
    assert list(case.media.shown_to(bose)) == [media]
    assert list(case.media.shown_to(amara)) == []


def test_cancelling_destroys_the_key_and_the_file(sender, photo, left):
    sender.send(photo)

    sender.client.post(url("upload-cancellation", sender.case, sender.key))

    assert (sender.intake().state, sender.intake().code) == (State.ABORTED, "cancelled")
    assert left() == NOTHING


def test_a_request_without_the_right_token_leaves_nothing(sender, photo, left, amara):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.force_login(amara.user)
    strict = Sender(strict, sender.case)

    assert strict.send(photo).status_code == 403
    assert strict.intake().state == State.ABORTED
    assert left() == NOTHING


def test_a_page_without_scripts_gets_pages(sender, photo):
    key = uuid.uuid4()
    body = {"file": io.BytesIO(photo), "sent": "1"}
    body["file"].name = "photo.jpg"

    answer = sender.client.post(url("upload", sender.case, key), body)

    assert (answer.status_code, answer.headers["Location"]) == (302, url("review", sender.case, key))
    assert 'http-equiv="refresh"' in sender.client.get(answer.headers["Location"]).content.decode()


def test_no_name_of_a_file_is_kept_anywhere(sender, work, photo):
    sender.send(photo, name="../../John\x07 Smith\r\n.jpg")
    work()
    sender.review()
    work()

    rows = [str(list(model.unscoped.values())) for model in (Intake, Media)]
    assert "John" not in "".join(rows)
