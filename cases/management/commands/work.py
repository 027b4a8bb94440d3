"""`manage.py work`: runs what is queued, and sweeps: at the start, every half minute, and once an hour through the stored files."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from cases import tasks
from cases.deid.sandbox import SandboxUnavailable
from cases.intake import cleaning

log = logging.getLogger("casecircle.work")

SWEEP = 30  # seconds
HOUR = 3600


class Command(BaseCommand):
    help = (
        "Runs background work: a thread for quick things, one for pictures and films, one that sweeps. SIGTERM waits for the running task."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="sweep, run everything that is queued, and end")
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks at an empty queue")

    def handle(self, *, batch, interval, **options):
        _do(*tasks.EVERY_HALF_MINUTE, *tasks.EVERY_HOUR)
        media, quick = (worker_of(queue, batch=batch, interval=interval) for queue in ("media", "default"))
        try:
            if batch:
                quick.run()
                media.run()
            else:
                self.serve(media, quick)
        finally:
            cleaning.cool_down()

    def serve(self, media, quick):
        """Two queues at once, so that a film never holds up a mail; the main thread sweeps and listens for signals."""
        try:
            cleaning.sandbox().status()  # warm before the first upload; production does not start without its walls
        except SandboxUnavailable as missing:
            raise CommandError(str(missing)) from None
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        threads = [threading.Thread(target=_run, args=(worker, stopping), name=worker.worker_id) for worker in (media, quick)]
        for thread in threads:
            thread.start()
        swept = listed = time.monotonic()
        while not stopping.wait(min(SWEEP, 1)):
            now = time.monotonic()
            if now - swept >= SWEEP:
                _do(*tasks.EVERY_HALF_MINUTE)
                swept = now
            if now - listed >= HOUR:
                _do(*tasks.EVERY_HOUR)
                listed = now
        media.running = quick.running = False
        for thread in threads:
            thread.join()
        if any(thread.broken for thread in (media, quick)):
            raise SystemExit(1)


def worker_of(queue, *, batch, interval=0.5):
    """A worker of django-tasks-db for one queue; in `batch` it ends when the queue is empty."""
    worker = Worker(
        queue_names=[queue],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{queue}-{get_random_string(12)}",
        excluded_queue_names=[],
    )
    worker.broken = False
    return worker


def _run(worker, stopping):
    """A worker in a thread of its own; when it breaks, the whole command ends, and its supervisor starts it again."""
    try:
        worker.run()
    except Exception:
        worker.broken = True
        log.error("worker broke", exc_info=True)
    finally:
        stopping.set()
        connection.close()


def _do(*chores):
    for chore in chores:
        close_old_connections()
        try:
            chore()
        except OperationalError:
            log.warning("chore put off: the database did not answer", extra={"facts": {"chore": chore.__name__}})
        except Exception:
            log.error("chore failed", exc_info=True, extra={"facts": {"chore": chore.__name__}})
