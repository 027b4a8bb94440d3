"""Background work: thin, idempotent, ids in and codes out. The truth is in our own rows; a task that is lost is found by the sweeper."""

import logging

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts import mail
from cases.intake import cleaning
from cases.intake.sweep import sweep, sweep_stored
from cases.models import Notification, Outcome, Round

log = logging.getLogger("casecircle.tasks")


class TaskFailed(Exception):
    """A task broke. Its words are kept in the task table, so it has none but a code."""


@task(queue_name="media")
def process_upload(upload):
    """What is due for the upload with that id: looking for identifiers, or burning the approved masks in."""
    try:
        return cleaning.process(upload)
    except Exception:
        log.error("task failed", exc_info=True)
        raise TaskFailed("process_upload") from None


def enqueue_upload(intake):
    """Queue what is due for an upload, in the caller's transaction. Stills go before films, which take minutes."""
    first = 10 if intake.kind == "image" else 0
    process_upload.using(priority=first).enqueue(str(intake.pk))


def sweep_uploads():
    """One round of the sweeper; what is due and waits in no queue is queued. Returns how many were queued."""
    due = sweep()
    waiting = DBTaskResult.objects.filter(task_path=process_upload.module_path, status=TaskResultStatus.READY)
    queued = {row["args"][0] for row in waiting.values_list("args_kwargs", flat=True)}
    for upload in (missing := [upload for upload in due if upload not in queued]):
        process_upload.enqueue(upload)
    return len(missing)


def turn_rounds():
    """Close the rounds whose time is over and open those whose feedback is; a second run changes nothing. Returns how many it turned."""
    now, turned = timezone.now(), 0
    closing = [round.close for round in Round.unscoped.due_to_close(now).select_related("decision")]
    following = [round.decision.advance for round in Round.unscoped.due_to_follow(now).select_related("decision")]
    for turn in (*closing, *following):
        try:
            turned += bool(turn())
        except Exception:
            log.error("round not turned", exc_info=True)  # the others must not wait for it; the next run tries again
    return turned


def remind_seats():
    """Remind the seats that have not rated, at half time and a day before the end, once each. Returns for how many rounds."""
    now, reminded = timezone.now(), 0
    for round in Round.unscoped.taking_ballots(now).select_related("decision"):
        try:
            reminded += bool(round.reminders_due(now)) and round.remind()
        except Exception:
            log.error("seats not reminded", exc_info=True)
    return reminded


def remind_of_outcomes():
    """Tell the owners whose follow-up date is past; a second run changes nothing. Returns how many it reminded."""
    reminded = 0
    for outcome in Outcome.unscoped.due_for_reminder(timezone.now()).select_related("decision"):
        try:
            reminded += outcome.remind()
        except Exception:
            log.error("reminder not given", exc_info=True)  # as above
    return reminded


def deliver_notices():
    """Mail "there is something new" to everyone with unsent notifications, once each. Returns how many mails left.

    Whoever cannot be reached keeps their notifications unsent; the others do not wait for it.
    """
    sent = 0
    for ids, user in Notification.unscoped.claim_for_mail():
        try:
            mail.send(user.email, "notice", language=user.language)
            sent += 1
        except Exception:
            Notification.unscoped.filter(pk__in=ids).update(mailed_at=None)
            log.error("notice not sent", exc_info=True)
    return sent


@task()
def send_notices():
    return deliver_notices()


def enqueue_notices():
    """Queue the mail of notices, in the caller's transaction, unless it waits in the queue already."""
    if not DBTaskResult.objects.filter(task_path=send_notices.module_path, status=TaskResultStatus.READY).exists():
        send_notices.enqueue()


# Called by `manage.py work` at its start and then so often, each by itself: what one raises does not stop the others.
EVERY_HALF_MINUTE = [sweep_uploads, turn_rounds, remind_seats, deliver_notices]
EVERY_HOUR = [sweep_stored, remind_of_outcomes]
