"""The second look: what asks for it, who may take it, what they see, and that nothing is attached before."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import LedgerEntry
from cases.endings import Fenced
from cases.intake import sealed
from cases.models import Intake, Notification
from cases.models.intake import State
from cases.models.reviewing import second_look_reasons
from cases.tasks import sweep_uploads
from circles.models import Membership
from tests.cases.intake import pictures
from tests.cases.intake.conftest import NOTHING, bytes_of, url

pytestmark = pytest.mark.django_db

FACE = [400, 200, 480, 280, "face", 0.9, 0, None, None]
TEXT = [8, 8, 80, 24, "text", 0.9, 0, None, None]


@pytest.fixture
def shown(sender, work, photo, chen):
    """A photograph whose author took a mask off a face; masked, and waiting for somebody else."""
    sender.send(photo)
    work()
    intake = sender.intake()
    intake.found["pages"][0]["masks"].append(FACE)
    intake.save(update_fields=["found"])
    sender.review(**{"m0-1-off": "1", "m0-1-reason": "clinical"})
    work()
    return sender


@pytest.fixture
def waiting(sender, chen):
    """The same without its pictures: a row as a worker would have left it, and one sealed page."""
    now = timezone.now()
    found = {"pages": [{"size": [8, 8], "type": "image/png", "counts": {}, "masks": [FACE]}], "counts": {}, "facts": {}, "engines": {}}
    review = {"types": ["image/png"], "second_look": ["face-off"], "removed": [[*FACE, "clinical"]]}
    sender.key = uuid.uuid4()
    intake = Intake.unscoped.create(
        key=sender.key, author=sender.case.author, case=sender.case, kind="image", state=State.SECOND_LOOK, found=found, review=review,
        reviewed_at=now, expires_at=now + timedelta(hours=1),
    )  # fmt: skip
    with sealed.Sealer(intake.pk, "masked0", sealed.make_key(intake.pk)) as sealer:
        sealer.write(b"a picture")
        sealer.finish()
        sealer.place()
    return sender


def page_of(intake, name="second-look", **more):
    return reverse(name, kwargs={"circle": intake.case.circle.slug, "intake": intake.pk, **more})


def decide(client, intake, action, **fields):
    return client.post(page_of(intake), {"action": action, "version": intake.version, **fields})


def kinds(membership):
    return list(membership.notifications.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("found", "decided", "expected"),
    [
        ({}, {}, []),
        ({"text": 3}, {"removed": [[*TEXT, "nothing"]], "reduced": [[*TEXT, "name", "nothing"]]}, []),
        ({}, {"removed": [[*FACE, "nothing"]]}, ["face-off"]),
        ({}, {"reduced": [[*FACE, "", "covered"]]}, ["face-smaller"]),
        ({"text_unsure": 1}, {}, ["big-lettering"]),
        ({}, {"audio": True}, ["sound"]),
    ],
)
def test_a_face_less_big_lettering_and_sound_ask_for_a_second_look(found, decided, expected):
    assert second_look_reasons({"counts": found}, decided) == expected


def test_nothing_is_attached_before_somebody_else_looked(shown, chen, left):
    assert shown.intake().state == State.SECOND_LOOK
    assert shown.case.media.count() == 0
    assert left()["media"] == []
    assert kinds(chen) == ["second_look"]
    assert LedgerEntry.objects.filter(event="upload.second_look").count() == 1


def test_the_moderator_sees_the_masked_picture_and_never_the_unmasked_one(shown, as_user, chen):
    client, intake = as_user(chen), shown.intake()

    page = client.get(page_of(intake)).content.decode()
    served = client.get(page_of(intake, "masked-file", page=0))

    assert "The author took a mask off what a program took for a face." in page
    assert "It is a clinical finding" in page
    assert served.headers["Cache-Control"] == "private, no-store"
    image = Image.open(io.BytesIO(served.getvalue()))
    assert (image.size, image.getpixel((60, 60)), image.getexif()) == ((800, 600), (0, 0, 0), {})
    assert client.get(page_of(intake, "masked-file", page=1)).status_code == 404
    assert client.get(url("intake-preview", shown.case, shown.key, page=0)).status_code == 404


def test_once_accepted_it_is_masked_again_attached_and_its_receipt_names_who_looked(shown, work, as_user, amara, chen, left):
    assert decide(as_user(chen), shown.intake(), "accept").status_code == 302
    work()

    media = shown.case.media.get()
    assert media.attached_at is not None
    assert Image.open(bytes_of(media)).getpixel((60, 60)) == (0, 0, 0)
    assert media.receipt["second_look_by"] == chen.pk
    assert left() == {**NOTHING, "media": [media.file.name]}
    assert "passed" in kinds(amara)
    assert LedgerEntry.objects.filter(event="upload.second_look_accepted").count() == 1


def test_sent_back_its_author_is_told_why_and_finds_what_they_had_decided(shown, work, as_user, amara, chen):
    client = as_user(chen)
    assert decide(client, shown.intake(), "back").status_code == 422  # without a reason
    assert decide(client, shown.intake(), "back", code="because").status_code == 422

    assert decide(client, shown.intake(), "back", code="face").status_code == 302

    page = shown.page()
    assert "A face, or a part of one, can be seen." in page
    assert '"off": true, "reason": "clinical"' in page
    assert kinds(amara)[-1] == "review"
    assert client.get(page_of(shown.intake())).status_code == 404
    shown.review()  # the mask over the face is back: nothing to look at again
    work()
    assert shown.intake().state == State.ATTACHED


def test_neither_who_sent_it_nor_who_wrote_the_case_may_look_even_as_moderators(waiting, as_user, amara, bose, chen):
    for author, case_author in ((chen, amara), (amara, chen)):
        Intake.unscoped.update(author=author)
        type(waiting.case).unscoped.update(author=case_author)
        client, intake = as_user(chen), waiting.intake()

        assert "Another moderator or admin must take the second look" in client.get(page_of(intake)).content.decode()
        assert client.get(page_of(intake, "masked-file", page=0)).status_code == 403
        assert decide(client, intake, "accept").status_code == 403
        assert waiting.intake().state == State.SECOND_LOOK


def test_members_are_refused_and_other_circles_find_nothing(waiting, as_user, amara, bose, dahl):
    intake = waiting.intake()

    for member in (amara, bose):
        for name, more in (("second-look", {}), ("masked-file", {"page": 0})):
            assert as_user(member).get(page_of(intake, name, **more)).status_code == 403
    dahl.role = "moderator"
    dahl.save(update_fields=["role"])
    assert as_user(dahl).get(page_of(intake)).status_code == 404
    elsewhere = reverse("second-look", kwargs={"circle": dahl.circle.slug, "intake": intake.pk})
    assert as_user(dahl).get(elsewhere).status_code == 404
    with pytest.raises(PermissionDenied):
        intake.accept(by=dahl, version=intake.version)
    with pytest.raises(PermissionDenied):
        intake.accept(by=bose, version=intake.version)


def test_a_moderator_who_is_none_any_more_cannot_accept(waiting, chen):
    intake, before = waiting.intake(), Membership.unscoped.get(pk=chen.pk)
    Membership.unscoped.filter(pk=chen.pk).update(role="member")

    with pytest.raises(PermissionDenied):
        intake.accept(by=before, version=intake.version)


def test_nobody_accepts_another_picture_than_the_one_they_saw(waiting, chen):
    intake = waiting.intake()
    intake.reviewed_at += timedelta(seconds=1)
    intake.save(update_fields=["reviewed_at"])

    with pytest.raises(Fenced):
        intake.accept(by=chen, version=Intake.version.fget(Intake(reviewed_at=intake.reviewed_at - timedelta(seconds=1))))
    with pytest.raises(Fenced):
        Intake(pk=intake.pk, state=State.REVIEW, case=intake.case, author=intake.author).accept(by=chen, version="")


def test_the_queue_lists_it_and_says_whose_turn_it_is_not(waiting, as_user, chen):
    page = as_user(chen).get(reverse("queue", kwargs={"circle": "cardio"})).content.decode()
    assert page_of(waiting.intake()) in page

    Intake.unscoped.update(author=chen)

    page = as_user(chen).get(reverse("queue", kwargs={"circle": "cardio"})).content.decode()
    assert page_of(waiting.intake()) not in page
    assert "somebody else must look" in page


def test_the_author_reads_why_it_waits_and_when_nobody_can_look(waiting, chen):
    assert "You will get a notice." in waiting.page()
    assert "Nobody in this circle can take that look now" not in waiting.page()

    Membership.unscoped.filter(role__in=["moderator", "admin"]).update(role="member")

    assert "Nobody in this circle can take that look now" in waiting.page()


def test_when_nobody_looks_in_time_everything_of_it_is_destroyed(waiting, left):
    Intake.unscoped.update(expires_at=timezone.now() - timedelta(minutes=1))
    sweep_uploads()

    assert (waiting.intake().state, waiting.intake().code) == (State.ABORTED, "unseen")
    assert left() == NOTHING
    assert "No moderator took the second look in time" in waiting.page()


def test_the_author_may_still_give_it_up(waiting, left):
    waiting.client.post(url("upload-cancellation", waiting.case, waiting.key))

    assert left() == NOTHING


def test_the_answers_of_a_caller_cannot_talk_a_second_look_away(waiting, amara, clean):
    Intake.unscoped.update(state=State.REVIEW, review={})
    intake = waiting.intake()
    answers = {"removed": [[*FACE, "nothing"]], "second_look": []}

    intake.approve(by=amara, description=clean("A chart"), masks=[], answers=answers)

    assert intake.second_look_pending
    assert Notification.unscoped.count() == 0  # nobody is called before the masked picture is there


def test_the_sound_of_a_film_is_kept_when_its_author_attests_it_and_a_moderator_heard_it(sender, work, circle, as_user, chen):
    circle.policy = "france"
    circle.save(update_fields=["policy"])
    sender.send(pictures.film(sound=True), "clip.mp4", "video/mp4")
    work()
    sender.review(audio="on")
    work()

    intake = sender.intake()
    assert (intake.state, intake.review["second_look"]) == (State.SECOND_LOOK, ["sound"])
    heard = as_user(chen).get(page_of(intake, "masked-file", page=0)).getvalue()
    assert pictures.streams(heard) == ["audio", "video"]

    decide(as_user(chen), intake, "accept")
    work()

    media = sender.case.media.get()
    assert pictures.streams(bytes_of(media).getvalue()) == ["audio", "video"]
    assert media.receipt["facts"]["audio"] == 1
