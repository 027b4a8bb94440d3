"""What a file's name and data give away is sealed with the file, looked for in the case's words while it is under way, and forgotten."""

import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from accounts.ledger import LedgerEntry
from cases.intake import known, sealed
from cases.models.intake import State
from tests.cases.intake import pictures
from tests.cases.intake.conftest import NOTHING

NAME = "DUPONT_Jean 1956-03-12.jpg"
SAYS = ("1956-03-12", "dupont", "jean")


def lettered(words="DUPONT JEAN 12.03.1956", artist="Zhukova"):
    image, exif = Image.open(io.BytesIO(pictures.lettered(words=words))), Image.Exif()
    exif[0x013B] = artist
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


@pytest.fixture
def told(case):
    """The case with the patient's name in its words, as somebody wrote it before the file was sent."""
    case.presentation = "Mr Dupont came with chest pain."
    case.save()
    return case


def everywhere(folder, *words):
    """Where any of the words stands in the clear: in files, their names, or any table."""
    dump = io.StringIO()
    call_command("dumpdata", "cases", "accounts", "circles", "django_tasks_database", stdout=dump)
    found = [str(path) for path in folder.rglob("*") for word in words if word in path.name.lower()]
    found += [str(path) for path in folder.rglob("*") if path.is_file() for word in words if word.encode() in path.read_bytes().lower()]
    return found + [word for word in words if word in dump.getvalue().lower()]


def test_the_words_of_the_name_are_sealed_as_they_arrive_and_stand_nowhere(sender, private_folders):
    sender.send(lettered(), name=NAME)

    assert set(known.of(sender.intake().pk)) == set(SAYS)
    assert everywhere(private_folders, "dupont", "1956-03-12", "zhukova") == []


def test_what_the_data_gives_away_joins_it_and_the_pixels_are_searched(sender, work, private_folders):
    sender.send(lettered(), name=NAME)
    work()

    intake = sender.intake()
    assert set(known.of(intake.pk)) == {*SAYS, "zhukova"}
    assert [mask[-1] for mask in intake.found["pages"][0]["masks"] if mask[4] == "text"] == ["known"]
    assert (intake.found["known"], intake.found["counts"]["known"]) == (4, 1)
    assert everywhere(private_folders, "dupont", "zhukova") == []


def test_it_cannot_be_approved_while_the_words_of_the_case_hold_it(sender, work, told):
    sender.send(lettered(), name=NAME)
    work()

    refused = sender.review()

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'holds a name, number or date that this file holds too. <a href="#told">' in page
    assert "The words of the case hold 1 name, number or date that this file holds too." in page
    assert reverse("case-edit", kwargs={"circle": told.circle.slug, "case": told.pk}) in page
    assert 'Presentation:</span> Mr <mark class="hit hit--hard">Dupont</mark> came with chest pain.</p>' in page
    assert not any(word in page.lower() for word in ("jean", "zhukova", "1956"))  # what stands in no words of theirs stays sealed
    assert sender.intake().state == State.REVIEW
    assert sender.intake().found["counts"]["known_words"] == 1


def test_the_sender_is_shown_at_once_which_of_their_words_hold_it_and_after_the_end_nobody_is(sender, work, told):
    sender.send(lettered(), name=NAME)
    work()

    page = sender.page()
    assert '<mark class="hit hit--hard">Dupont</mark>' in page
    assert reverse("case-edit", kwargs={"circle": told.circle.slug, "case": told.pk}) in page
    assert (
        "Must be replaced" in sender.client.get(reverse("case-edit", kwargs={"circle": told.circle.slug, "case": told.pk})).content.decode()
    )

    sender.client.post(reverse("upload-cancellation", kwargs={"circle": told.circle.slug, "case": told.pk, "key": sender.key}))
    assert "Dupont" not in sender.page()


@pytest.mark.parametrize("field", ["title", "treatment", "tags"])
def test_every_text_of_the_case_is_searched(sender, work, case, field):
    setattr(case, field, ["dupont"] if field == "tags" else "as Dupont had it")
    case.save()
    sender.send(lettered(), name=NAME)
    work()

    assert sender.review().status_code == 422


def test_it_can_be_approved_once_they_are_replaced(sender, work, told):
    sender.send(lettered(), name=NAME)
    work()
    told.presentation = "[patient] came with chest pain."
    told.save()

    sender.review()
    work()

    receipt = sender.intake().media.get().receipt
    assert sender.intake().state == State.ATTACHED
    assert receipt["known"] == {"held": 4, "pixels": 1, "words": 1}
    assert not any(word in json.dumps(receipt).lower() for word in ("dupont", "jean", "1956", "zhukova"))


def test_its_description_may_not_hold_it_and_what_was_replaced_is_counted(sender, work):
    sender.send(lettered(), name=NAME)
    work()

    refused = sender.review(description="Radiograph of dupont")
    assert refused.status_code == 422
    assert sender.intake().state == State.REVIEW

    sender.review(description="Radiograph of dupont", replace_all="1")
    work()
    assert sender.intake().media.get().description == "Radiograph of [removed]"
    assert sender.intake().media.get().receipt["known"]["words"] == 1


def edit(client, case, **words):
    fields = {"title": "Chest pain", "question": "What next?", "presentation": "Chest pain on exertion."}
    return client.post(reverse("case-edit", kwargs={"circle": case.circle.slug, "case": case.pk}), {**fields, **words})


def test_words_written_meanwhile_may_not_hold_it_and_after_the_end_it_is_forgotten(sender, work, case, private_folders, left):
    sender.send(lettered(), name=NAME)
    work()
    words = {"presentation": "We saw zhukova on Monday.", "findings": "dupont is well"}

    assert "must be replaced" in edit(sender.client, case, **words).content.decode()
    case.refresh_from_db()
    assert "dupont" not in case.findings

    sender.client.post(reverse("upload-cancellation", kwargs={"circle": case.circle.slug, "case": case.pk, "key": sender.key}))
    assert known.known_of(case) == known.of(sender.intake().pk) == ()
    assert left() == NOTHING
    assert everywhere(private_folders, "dupont", "zhukova", "1956-03-12") == []
    assert "must be replaced" not in edit(sender.client, case, **words).content.decode()


def test_nothing_is_left_of_it_when_the_file_is_attached(sender, work, left, private_folders):
    sender.send(lettered(), name=NAME)
    work()
    sender.review()
    work()

    assert sender.intake().state == State.ATTACHED
    assert known.of(sender.intake().pk) == ()
    assert left()["sealed"] == left()["sealed-keys"] == []
    assert everywhere(private_folders, "dupont", "zhukova", "1956-03-12") == []


def test_words_that_come_to_hold_it_after_it_was_approved_keep_it_out(sender, work, case):
    sender.send(lettered(), name=NAME)
    work()
    sender.review()
    type(case).unscoped.filter(pk=case.pk).update(findings="Dupont is well")
    work()

    assert (sender.intake().state, sender.intake().code) == (State.ABORTED, "known")
    assert not case.media.exists()


def test_a_mask_over_it_stays(sender, work):
    sender.send(lettered(), name=NAME)
    work()

    assert sender.review(**{"m0-0-off": "1", "m0-0-reason": "not-identifying"}).status_code == 422
    assert sender.intake().state == State.REVIEW


def test_the_ledger_counts_and_does_not_tell(sender, work, told):
    sender.send(lettered(), name=NAME)
    work()

    entry = LedgerEntry.objects.get(event="upload.inspected")
    assert (entry.facts["found_known"], entry.facts["found_known_words"]) == (1, 1)


def test_what_is_sealed_opens_with_the_files_own_key_alone(sender):
    sender.send(lettered(), name=NAME)
    upload = sender.intake().pk
    sealed.SealedFile(upload, known.PART).close()

    (sealed.private_folder(sealed.settings.SEALED_KEYS_DIR) / f"{upload}.key").write_bytes(bytes(32))

    assert known.of(upload) == ()
