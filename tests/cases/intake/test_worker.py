"""Leases, attempts, the sweeper: an upload always comes to an end, and only one worker's work counts."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cases import tasks
from cases.deid import Refused
from cases.endings import Declined, Fenced
from cases.intake import cleaning, sealed
from cases.intake.sweep import sweep, sweep_stored
from cases.models import Intake
from cases.models.intake import State
from tests.cases.intake.conftest import NOTHING

pytestmark = pytest.mark.django_db


def later(intake, **changes):
    Intake.unscoped.filter(pk=intake.pk).update(**changes)


PAST = timedelta(seconds=1)


def test_only_one_worker_gets_an_upload(sender, photo):
    sender.send(photo)

    assert Intake.claim(sender.intake().pk) is not None
    assert Intake.claim(sender.intake().pk) is None


def test_an_expired_lease_goes_to_the_next_worker_and_the_first_is_fenced(sender, photo):
    sender.send(photo)
    first = Intake.claim(sender.intake().pk)
    later(first, lease_until=timezone.now() - PAST)
    second = Intake.claim(first.pk)

    assert (second.attempts, second.token != first.token) == (2, True)
    with pytest.raises(Fenced):
        first.renew()
    with pytest.raises(Fenced):
        first.offer({"pages": [], "counts": {}})
    second.renew()


@pytest.mark.parametrize(
    "stumble", [sealed.Unsealable(), FileNotFoundError(), Refused("crashed"), Declined("known"), RuntimeError()], ids=repr
)
def test_a_late_attempt_is_fenced_whatever_it_stumbles_on(sender, work, photo, monkeypatch, stumble):
    """While it slept another one did its work: what it finds then, a key destroyed or a file swept away, says nothing of the upload."""
    sender.send(photo)
    make_key, errors = sealed.make_key, []
    monkeypatch.setattr(cleaning.log, "error", lambda *words, **more: errors.append(words))

    def overslept(upload):
        monkeypatch.setattr(sealed, "make_key", make_key)
        later(sender.intake(), lease_until=timezone.now() - PAST)
        assert cleaning.process(upload) == "review"
        raise stumble

    monkeypatch.setattr(sealed, "make_key", overslept)

    assert cleaning.process(str(sender.intake().pk)) == "fenced"
    assert (sender.intake().state, sender.intake().code) == (State.REVIEW, "")
    assert errors == []


def test_a_late_attempt_at_what_has_ended_leaves_nothing(sender, photo, amara, monkeypatch, left):
    sender.send(photo)
    make_key = sealed.make_key

    def overslept(upload):
        sender.intake().abort(by=amara)
        sweep()
        make_key(upload)
        raise FileNotFoundError

    monkeypatch.setattr(sealed, "make_key", overslept)

    assert cleaning.process(str(sender.intake().pk)) == "fenced"
    assert sender.intake().state == State.ABORTED
    assert left() == NOTHING


def test_after_three_attempts_it_has_failed_and_nothing_is_left(sender, photo, left):
    sender.send(photo)
    for _ in range(3):
        Intake.claim(sender.intake().pk)
        later(sender.intake(), lease_until=timezone.now() - PAST)

    assert cleaning.process(str(sender.intake().pk)) == "failed"

    assert sender.intake().code == "attempts"
    assert left() == NOTHING


def test_an_unforeseen_failure_is_tried_again(sender, work, photo, settings):
    sender.send(photo)
    settings.FAULT = "break:cleaning:previewed"
    work()
    assert (sender.intake().state, sender.intake().attempts) == (State.CLEANING, 1)

    settings.FAULT = ""
    tasks.sweep_uploads()
    work()

    assert sender.intake().state == State.REVIEW


def test_cancelling_while_it_is_looked_at_stops_the_work(sender, photo, amara, left):
    sender.send(photo)
    held = Intake.claim(sender.intake().pk)
    sender.intake().abort(by=amara)

    with pytest.raises(Fenced):
        cleaning.inspect(held)
    sweep()

    assert sender.intake().state == State.ABORTED
    assert left() == NOTHING


def test_a_lost_task_is_found_by_the_sweeper(sender, work, photo):
    sender.send(photo)
    DBTaskResult.objects.all().delete()

    assert tasks.sweep_uploads() == 1
    assert tasks.sweep_uploads() == 0  # it is queued already
    work()

    assert sender.intake().state == State.REVIEW


def test_the_task_table_holds_ids_and_codes(sender, work, photo):
    sender.send(photo)
    work()

    row = DBTaskResult.objects.get()
    assert row.args_kwargs == {"args": [str(sender.intake().pk)], "kwargs": {}}
    assert (row.return_value, row.traceback) == ("review", "")


def test_a_task_that_breaks_keeps_no_words(work):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="John Smith"):
        cleaning.process("John Smith is no id")
    tasks.process_upload.enqueue("John Smith is no id")
    work()

    assert "John Smith" not in DBTaskResult.objects.get().traceback
    assert "process_upload" in DBTaskResult.objects.get().traceback


def test_what_is_not_reviewed_in_time_is_destroyed(sender, work, photo, left, settings):
    sender.send(photo)
    work()
    assert sender.intake().expires_at - sender.intake().sealed_at == timedelta(hours=settings.SEALED_HOURS)
    later(sender.intake(), expires_at=timezone.now() - PAST)

    sweep()

    assert (sender.intake().state, sender.intake().code) == (State.ABORTED, "expired")
    assert left() == NOTHING


def test_an_upload_that_broke_off_is_given_up(sender, amara, case, left):
    from cases.intake import door

    handler = door.SealingHandler(Intake.begin(case, by=amara, key=uuid.uuid4()))
    handler.new_file("file", "photo.jpg", "image/jpeg", None)
    handler.receive_data_chunk(bytes(100), 0)
    sweep()
    assert left()["sealed"] != []

    later(handler.intake, expires_at=timezone.now() - PAST)
    sweep()

    handler.intake.refresh_from_db()
    assert (handler.intake.state, handler.intake.code) == (State.ABORTED, "interrupted")
    assert left() == NOTHING


def old(path):
    import os
    import time

    os.utime(path, (time.time() - 25 * 3600,) * 2)


def test_orphans_are_deleted_after_a_day_and_not_before(private_folders, left):
    for folder in ("sealed", "sealed-keys", "media"):
        sealed.private_folder(Path(private_folders, folder))
        for name in ("old", "new"):
            Path(private_folders, folder, f"{uuid.uuid4()}.{name}").write_bytes(b"x")
    for folder in ("sealed", "sealed-keys", "media"):
        old(next(Path(private_folders, folder).glob("*.old")))

    sweep()
    sweep_stored()

    assert [[name.rpartition(".")[2] for name in names] for names in left().values()] == [["new"]] * 3


def test_stored_files_of_a_dead_attempt_go_at_once_and_those_of_a_running_one_stay(sender, work, photo, private_folders, left):
    sender.send(photo)
    work()
    sender.review()
    held = Intake.claim(sender.intake().pk)
    media = sealed.private_folder(Path(private_folders, "media"))
    running, dead = f"{held.pk}.{held.token}.0.jpg", f"{held.pk}.{'0' * 32}.0.jpg"
    for name in (running, dead):
        Path(media, name).write_bytes(b"x")

    sweep_stored()

    assert left()["media"] == [running]


def test_a_named_file_is_never_swept(attached, left):
    old(attached.file.path)

    sweep()
    sweep_stored()

    assert left()["media"] == [attached.file.name]


def test_a_sweep_may_run_twice(attached):
    assert sweep() == []
    assert sweep() == []
