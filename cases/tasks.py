"""Background work: thin, idempotent, ids in and codes out. The truth is in our own rows; a task that is lost is found by the sweeper."""

import logging

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cases.intake import cleaning
from cases.intake.sweep import sweep

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


def sweep_uploads(*, deep=False):
    """One round of the sweeper; what is due and waits in no queue is queued. Returns how many were queued."""
    due = sweep(deep=deep)
    waiting = DBTaskResult.objects.filter(task_path=process_upload.module_path, status=TaskResultStatus.READY)
    queued = {row["args"][0] for row in waiting.values_list("args_kwargs", flat=True)}
    for upload in (missing := [upload for upload in due if upload not in queued]):
        process_upload.enqueue(upload)
    return len(missing)


# Called by `manage.py work` at its start and every half minute, each by itself: what one raises does not stop the others.
EVERY_HALF_MINUTE = [sweep_uploads]
