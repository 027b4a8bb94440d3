"""Bad input through the real door and the real worker: a sentence for its sender, and nothing of it left."""

import itertools

import pytest
from django.utils import timezone

from cases.endings import sentence
from cases.limits import ENVELOPE, most_bytes
from cases.models import Intake, Media
from cases.models.intake import State
from tests.cases.intake import pictures
from tests.cases.intake.conftest import NOTHING, Sender, url

pytestmark = pytest.mark.django_db


def turned_away(sender, work, left, data, name, type, code):
    """The file is refused with that code, at the door or by the worker; its sender reads the sentence; nothing is left."""
    sender.send(data, name, type)
    work()
    told = sender.state()
    assert (told["code"], told["sentence"], told["ended"]) == (code, sentence(code), True)
    assert told["sentence"] in sender.client.get(url("review", sender.case, sender.key)).content.decode().replace("&#x27;", "'")
    assert left() == NOTHING
    assert Media.unscoped.count() == 0
    assert sender.intake().purged_at is not None


class Unread:
    """A request's body that must not be looked at."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


FILES = {
    "truncated": (lambda: pictures.lettered()[:9000], "photo.jpg", "image/jpeg", "truncated"),
    "zero-byte": (lambda: b"", "photo.jpg", "image/jpeg", "empty"),
    "film named as a photo": (pictures.film, "photo.jpg", "image/jpeg", "name"),
    "photo named as a film": (pictures.lettered, "clip.mp4", "video/mp4", "name"),
    "photo named as a program": (pictures.lettered, "photo.exe", "application/octet-stream", "name"),
    "100 megapixels": (pictures.huge_png, "scan.png", "image/png", "too_many_pixels"),
    "animated bomb": (pictures.animated_bomb, "loop.gif", "image/gif", "too_many_frames"),
    "SVG": (lambda: pictures.SVG, "chart.svg", "image/svg+xml", "vector"),
    "SVG named as PNG": (lambda: pictures.SVG, "chart.png", "image/png", "vector"),
    "HTML": (lambda: pictures.HTML, "page.html", "text/html", "document"),
    "PDF": (lambda: pictures.PDF, "letter.pdf", "application/pdf", "document"),
    "ZIP": (pictures.zipped, "photos.zip", "application/zip", "document"),
    "text renamed": (lambda: b"Patient: John Smith, born 3 March 1956\n" * 200, "photo.jpg", "image/jpeg", "unsupported"),
    "playlist renamed": (lambda: pictures.PLAYLIST, "clip.mp4", "video/mp4", "playlist"),
    "over-long film": (lambda: pictures.film(seconds=130, fps=2, size=(64, 64)), "clip.mp4", "video/mp4", "too_long"),
    "DICOM": (lambda: pictures.DICOM, "slice.dcm", "application/dicom", "dicom_not_yet"),
}


@pytest.mark.parametrize("what", FILES)
def test_it_is_turned_away_with_a_sentence(what, sender, work, left):
    make, name, type, code = FILES[what]

    turned_away(sender, work, left, make(), name, type, code)


def test_a_film_in_a_codec_that_is_not_on_the_list_is_turned_away(sender, work, left):
    data = pictures.film(codec="huffyuv", container="avi", pixels="yuv422p")

    turned_away(sender, work, left, data, "clip.avi", "video/x-msvideo", "codec")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.jpg", "..\\..\\boot.jpg", "a\x00b\x07.jpg", "\u202egpj.exe.jpg", "x" * 800 + ".jpg", "CON.jpg", "John Smith.jpg"],
)
def test_a_wicked_name_is_forgotten_and_the_picture_taken(name, sender, photo, left):
    assert sender.send(photo, name=name).json()["state"] == "sealed"

    row = str(Intake.unscoped.values().get())
    assert all(part not in row for part in ("passwd", "boot", "gpj", "xxx", "CON", "Smith"))
    assert all(file.startswith(str(sender.intake().pk)) for files in left().values() for file in files)


def test_a_name_longer_than_any_header_is_told_and_leaves_nothing(sender, photo, left):
    answer = sender.send(photo, name="x" * 4000 + ".jpg")

    assert (answer.status_code, answer.json()["code"]) == (422, "interrupted")
    assert left() == NOTHING


def test_a_name_that_is_only_dots_means_that_no_file_came(sender, photo, left):
    answer = sender.send(photo, name="..")

    assert (answer.status_code, answer.json()["code"]) == (422, "no_file")
    assert left() == NOTHING


def test_a_file_over_the_limit_is_refused_by_its_announced_length_before_it_is_read(sender, circle, left):
    answer = sender.client.generic(
        "POST", url("upload", sender.case, "9f0f4d5a-2c52-4c3a-9d0c-6a9f0d0b2a11"), b"",
        content_type="multipart/form-data; boundary=x", headers={"accept": "application/json"},
        **{"CONTENT_LENGTH": str(most_bytes(circle) + ENVELOPE + 1), "wsgi.input": Unread()},
    )  # fmt: skip

    assert (answer.status_code, answer.json()["sentence"]) == (413, sentence("too_large"))
    assert Intake.unscoped.count() == 0
    assert left() == NOTHING


def test_a_page_without_scripts_reads_the_sentence(sender, circle):
    answer = sender.client.generic(
        "POST", url("upload", sender.case, "9f0f4d5a-2c52-4c3a-9d0c-6a9f0d0b2a11"), b"", CONTENT_LENGTH=str(most_bytes(circle) * 2)
    )

    assert answer.status_code == 413
    assert sentence("too_large") in answer.content.decode()


def test_a_picture_over_its_own_limit_is_refused_while_it_is_read(sender, left, settings):
    from cases.deid import Limits

    answer = sender.send(pictures.lettered() + bytes(Limits().image_bytes))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert left() == NOTHING


def test_a_signed_out_upload_is_refused_before_it_is_read(as_user, case, left):
    answer = as_user(None).generic(
        "POST", url("upload", case, "9f0f4d5a-2c52-4c3a-9d0c-6a9f0d0b2a11"), b"", content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(50 << 20), "wsgi.input": Unread()},
    )  # fmt: skip

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.headers["Location"]
    assert Intake.unscoped.count() == 0


def test_a_body_that_was_cut_off_is_no_upload(sender, photo, left):
    """Django takes what came for the whole file when a connection ends early: the field behind the file is what proves it whole."""
    answer = sender.send(photo, other="field")

    assert (answer.status_code, answer.json()["code"]) == (422, "interrupted")
    assert left() == NOTHING


def test_two_files_in_one_request_are_refused(sender, photo, left):
    import io

    files = [io.BytesIO(photo), io.BytesIO(photo)]
    for file in files:
        file.name = "photo.jpg"

    answer = sender.client.post(
        url("upload", sender.case, "9f0f4d5a-2c52-4c3a-9d0c-6a9f0d0b2a11"),
        {"file": files, "sent": "1"},
        headers={"accept": "application/json"},
    )

    assert answer.json()["code"] == "several"
    assert left() == NOTHING


@pytest.mark.parametrize("point", ["sealing", "sealed:synced"])
def test_a_full_disk_at_the_door_is_told_and_leaves_nothing(point, sender, photo, left, settings):
    settings.FAULT = f"enospc:{point}"

    answer = sender.send(photo)

    assert (answer.status_code, answer.json()["sentence"]) == (507, sentence("disk_full"))
    assert sender.intake().state == State.ABORTED
    assert left() == NOTHING


@pytest.mark.parametrize("point", ["storing:middle", "storing:synced"])
def test_a_full_disk_while_storing_is_told_and_leaves_nothing(point, sender, work, photo, left, settings):
    sender.send(photo)
    work()
    sender.review()
    settings.FAULT = f"enospc:{point}"
    work()

    assert (sender.state()["state"], sender.state()["code"]) == ("failed", "disk_full")
    assert left() == NOTHING
    assert sender.case.media.count() == 0


def ends_membership(membership):
    type(membership).unscoped.filter(pk=membership.pk).update(ended_at=timezone.now())


def test_a_membership_that_ends_while_the_file_arrives_seals_nothing(sender, amara, case, photo, left):
    from cases.intake import door

    handler = door.SealingHandler(Intake.begin(case, by=amara, key="9f0f4d5a-2c52-4c3a-9d0c-6a9f0d0b2a11"))
    handler.new_file("file", "photo.jpg", "image/jpeg", None)
    handler.receive_data_chunk(photo, 0)
    ends_membership(amara)
    handler.file_complete(len(photo))

    assert door.take(handler, whole=True) is False
    door.leave(handler)
    assert (handler.intake.state, handler.intake.code) == (State.ABORTED, "membership")
    assert left() == NOTHING


@pytest.mark.parametrize("when", ["before it is looked at", "before it is masked"])
def test_a_membership_that_ends_later_purges_the_file_before_anything_is_attached(when, sender, amara, work, photo, left):
    sender.send(photo)
    if when == "before it is masked":
        work()
        sender.review()
    ends_membership(amara)
    work()

    assert (sender.intake().state, sender.intake().code) == (State.ABORTED, "membership")
    assert left() == NOTHING
    assert sender.case.media.count() == 0


def test_a_case_that_closes_meanwhile_takes_nothing_more(sender, amara, work, photo, left):
    sender.send(photo)
    sender.case.close(by=amara)
    work()

    assert sender.intake().code == "closed"
    assert left() == NOTHING


def test_twenty_files_fill_a_case(sender, amara, case, photo, left):
    for number in range(20):
        Media.unscoped.create(
            case=case, by=amara, kind="image", file=f"{number}.png", content_type="image/png", width=8, height=8, bytes=1,
            sha256="0" * 64, description="A chart", attached_at=timezone.now(), position=number,
        )  # fmt: skip

    assert sender.send(photo).json()["code"] == "too_many"
    assert left() == NOTHING


def test_no_more_than_three_files_arrive_at_once_from_one_person(sender, amara, case, photo):
    import uuid

    for _ in range(3):
        Intake.begin(case, by=amara, key=uuid.uuid4())

    assert sender.send(photo).json()["code"] == "busy"


def test_an_outsider_and_a_former_member_find_no_door(as_user, dahl, edith, case, photo, left):
    for person in (dahl, edith):
        assert Sender(as_user(person), case).send(photo).status_code == 404
    assert left() == NOTHING


def test_every_code_has_a_sentence():
    from cases.deid import REFUSALS
    from cases.endings import ENDINGS

    for code in itertools.chain(REFUSALS, ENDINGS):
        assert sentence(code).count(".") >= 2
    assert not set(REFUSALS) & set(ENDINGS)
