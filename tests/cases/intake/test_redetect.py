"""Newer detectors look at what is stored, and what they find goes to its author."""

import io
from dataclasses import asdict

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.ledger import LedgerEntry
from cases.deid import Mask
from cases.intake import redetect
from cases.intake.cleaning import as_list
from cases.limits import limits_of
from cases.models import Media, Notification
from cases.tasks import sweep_uploads
from tests.cases.intake.conftest import Sender, bytes_of, url
from tests.cases.intake.pictures import lettered
from tests.deid.images.pictures import portrait


def run(**options):
    told = io.StringIO()
    call_command("redetect", stdout=told, **options)
    return told.getvalue()


@pytest.fixture
def missed(sender, work):
    """A portrait that was stored when the detectors found nothing in it: the face can be seen."""
    file = io.BytesIO()
    wall = Image.new("RGB", (480, 400), (150, 150, 140))
    wall.paste(portrait().crop((150, 30, 300, 220)), (100, 80))
    wall.save(file, "JPEG", quality=92)
    sender.send(file.getvalue())
    work()
    intake = sender.intake()
    intake.found["pages"][0] |= {"masks": [], "counts": {}}
    intake.found["counts"] = {}
    intake.save(update_fields=["found"])
    sender.review()
    work()
    return older(sender.intake().media.get())


def older(media):
    media.receipt["engines"]["faces"] = "1"
    media.save(update_fields=["receipt"])
    return media


def of(media):
    return [intake.state for intake in media.successors.all()]


def test_what_older_detectors_missed_goes_to_its_author_s_review(missed, work, as_user, amara):
    amara.notifications.all().delete()
    told = run()
    sweep_uploads()
    work()

    author = Sender(as_user(amara), missed.case)
    author.key = missed.successors.get().key
    assert f"queued   media {missed.pk} of case {missed.case_id} 1 face" in told
    assert "face" in [mask[4] for mask in author.intake().found["pages"][0]["masks"]]
    assert [notice.kind for notice in amara.notifications.all()] == [Notification.Kind.REVIEW]
    assert missed in missed.case.media.shown()  # until it is reviewed

    author.review()
    work()
    shown = missed.case.media.shown().get()
    assert max(Image.open(bytes_of(shown)).getpixel((172, 170))) <= 2
    assert "1 same editions" in run()


def test_it_is_queued_once_and_the_ledger_gets_counts_only(missed):
    run()
    again = run()

    assert of(missed) == ["sealed"]
    assert again == "1 open\n"
    entry = LedgerEntry.objects.get(event="media.to_look_again")
    facts = {name: value for name, value in entry.facts.items() if not name.startswith("found_")}
    assert facts == {"upload": str(missed.successors.get().pk), "hidden": False}
    assert (entry.facts["found_face"], entry.actor_id) == (1, None)


def test_a_dry_run_changes_nothing(missed):
    told = run(dry_run=True)

    assert told.startswith(f"found    media {missed.pk}")
    assert (of(missed), LedgerEntry.objects.filter(event="media.to_look_again").count()) == ([], 0)


def test_the_operator_may_hide_it_meanwhile(missed):
    run(hide=True)

    assert missed.case.media.shown().count() == 0
    assert of(missed) == ["sealed"]


def test_a_clean_picture_is_left_alone_and_not_looked_at_twice(attached):
    older(attached)

    assert (run(), run()) == ("1 clean\n", "1 same editions\n")
    assert of(attached) == []


def test_what_its_author_took_off_with_a_reason_stays_decided(sender, work):
    sender.send(lettered())
    work()
    sender.review(**{"m0-0-off": "1", "m0-0-reason": "not-identifying"})
    work()
    media = older(sender.intake().media.get())

    assert media.masks_taken_off == 1
    assert run() == "1 clean\n"


def test_its_author_is_told_that_the_stored_file_stays_unless_it_is_replaced_or_removed(missed, work, as_user, amara):
    run()
    sweep_uploads()
    work()
    author = Sender(as_user(amara), missed.case)
    author.key = missed.successors.get().key
    page = author.page()

    assert "the stored file stays as it is now" in page
    assert "the file is deleted on" not in page
    assert "Delete this file" not in page  # it would not be
    assert f"/media/{missed.pk}/removal/" in page

    author.client.post(url("upload-cancellation", missed.case, author.key))
    assert missed in missed.case.media.shown()
    ended = author.page()
    assert "It stays as it is now." in ended
    assert "destroyed" not in ended


def test_nobody_reviews_for_a_member_who_left(missed, amara):
    amara.ended_at = missed.created_at
    amara.save(update_fields=["ended_at"])

    assert run().startswith(f"left     media {missed.pk}")
    assert of(missed) == []


def test_only_what_was_asked_for_is_looked_at(missed, other_circle):
    assert run(circle=other_circle.slug) == "nothing is stored\n"
    with pytest.raises(CommandError, match="No circle has that SLUG"):
        run(circle="dentall")  # a slip must not look like a clean bill
    assert run(since="2999-01-01") == "nothing is stored\n"
    with pytest.raises(CommandError):
        run(since="yesterday")


def test_a_file_that_cannot_be_looked_at_is_told(missed):
    Media.unscoped.filter(pk=missed.pk).update(file="gone.jpg")

    with pytest.raises(CommandError, match="1 could not"):
        run()


@pytest.mark.parametrize(
    ("found", "hidden", "open_"),
    [
        (Mask(0, 0, 80, 80, "face"), [], True),
        (Mask(0, 0, 80, 80, "face"), [Mask(0, 0, 80, 80, "hand")], False),
        (Mask(0, 0, 80, 80, "face"), [Mask(0, 0, 40, 80, "face")], True),
        (Mask(0, 0, 80, 80, "face"), [Mask(0, 0, 40, 80, "text"), Mask(32, 0, 80, 80, "face")], False),
        (Mask(0, 0, 80, 80, "face", first=0, last=9), [Mask(0, 0, 80, 80, "face", first=0, last=9)], False),
        (Mask(0, 0, 80, 80, "face", first=0, last=9), [Mask(0, 0, 80, 80, "face", first=0, last=8)], True),
        (Mask(0, 0, 80, 80, "face", first=2, last=9), [Mask(0, 0, 80, 80, "face", first=a, last=b) for a, b in ((0, 4), (5, 12))], False),
        (Mask(0, 0, 80, 80, "face", first=2, last=9), [Mask(0, 0, 80, 80, "face", first=a, last=b) for a, b in ((0, 4), (6, 12))], True),
    ],
)
def test_a_mask_counts_as_new_where_too_little_of_it_is_hidden_in_some_frame(found, hidden, open_):
    assert bool(redetect.uncovered([found], hidden)) == open_


OFF = Mask(100, 100, 180, 180, "face")  # what its author took off, in a film from frame 20 to 59


def film(*spans):
    return [Mask(*box, "face", first=first, last=last) for box, first, last in spans]


@pytest.mark.parametrize(
    ("found", "decided", "open_"),
    [
        # on a still: a little larger, moved by a quarter of its side; then far larger, moved by half of it, or of another kind
        (Mask(92, 92, 190, 190, "face"), [OFF], False),
        (Mask(120, 100, 200, 180, "face"), [OFF], False),
        (Mask(60, 60, 220, 220, "face"), [OFF], True),
        (Mask(140, 100, 220, 180, "face"), [OFF], True),
        (Mask(100, 100, 180, 180, "text"), [OFF], True),
        (Mask(100, 100, 180, 180, "face"), [Mask(100, 100, 180, 180, "text")], True),
        # in a film: cut into pieces at other frames, in other boxes; seen a little sooner and longer
        (*film(((100, 100, 180, 180), 12, 70)), film(((100, 100, 180, 180), 20, 59)), False),
        (*film(((105, 100, 185, 180), 30, 50)), film(((100, 95, 180, 175), 20, 39), ((110, 100, 190, 180), 40, 59)), False),
        (*film(((100, 100, 180, 180), 20, 59)), film(((100, 100, 180, 180), 20, 30), ((100, 100, 180, 180), 36, 59)), False),
        # much longer, only afterwards, only by chance at the same time, or at the same place at another time
        (*film(((100, 100, 180, 180), 20, 90)), film(((100, 100, 180, 180), 20, 59)), True),
        (*film(((100, 100, 180, 180), 61, 70)), film(((100, 100, 180, 180), 20, 59)), True),
        (*film(((300, 100, 380, 180), 20, 59)), film(((100, 100, 180, 180), 20, 59)), True),
        (*film(((100, 100, 180, 180), 200, 240)), film(((100, 100, 180, 180), 20, 59)), True),
    ],
)
def test_what_was_taken_off_is_known_again_by_its_place_and_time_and_nothing_else_is(found, decided, open_):
    assert bool(redetect.uncovered([found], [], decided)) == open_


@pytest.mark.parametrize(("moved", "told"), [(0, "1 clean\n"), (0.3, "1 clean\n"), (0.8, "queued")])
def test_a_face_taken_off_with_a_reason_is_not_asked_about_again_though_another_edition_saw_it_a_little_elsewhere(missed, moved, told):
    """Its receipt tells of the same face, seen to the right of where it is seen today by so much of its width."""
    seen = redetect.sandbox().inspect(bytes_of(missed), limits=limits_of(missed.case.circle))
    (face,), others = ([mask for mask in seen.masks if (mask.kind == "face") == is_face] for is_face in (True, False))
    right = round(moved * (face.x1 - face.x0))
    taken_off = Mask(face.x0 + right, face.y0, face.x1 + right, face.y1, "face", face.score)
    missed.receipt["decided"]["removed"] = [[*as_list(taken_off), "not-identifying"]]
    missed.receipt["masks"] = [asdict(mask) for mask in others]
    missed.save(update_fields=["receipt"])

    assert run().startswith(told)
