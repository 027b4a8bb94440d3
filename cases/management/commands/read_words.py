"""`manage.py read_words`: becomes the text model's process, for systemd or another supervisor. `manage.py run` starts it by itself."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.deid.text.model import client

ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
START = 60  # seconds for the model to load on a busy machine
PROBE = "Dr Example"  # a text to ask about when only the answer matters


class Command(BaseCommand):
    help = "Reads words for the web server over the socket TEXT_MODEL_SOCKET, until SIGTERM. It needs no database and keeps nothing."
    requires_system_checks = []

    def handle(self, **options):
        os.chdir(settings.BASE_DIR)
        # Nothing of Django, its settings or its secrets stays in the memory of a process that lives for months.
        os.execve(sys.executable, command(), ENVIRONMENT)  # noqa: S606


def command():
    """The command line of the text model's process."""
    strict = ["--strict"] if settings.HTTPS else []
    return [sys.executable, "-m", "cases.deid.text.model.server", str(settings.TEXT_MODEL_SOCKET), *strict]


@contextmanager
def at_hand():
    """The text model within reach for a while: the one that listens already, or one of our own. CommandError when it does not start."""
    if answers():
        yield
        return
    process = subprocess.Popen(command(), cwd=settings.BASE_DIR, env=ENVIRONMENT)
    try:
        ends = time.monotonic() + START
        while not answers():
            if process.poll() is not None or time.monotonic() > ends:
                raise CommandError("The text model does not start: run `manage.py read_words` to see why.")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def answers():
    """Whether the text model answers now."""
    try:
        client.read(settings.TEXT_MODEL_SOCKET, PROBE, timeout=2)
    except client.OutOfReach:
        return False
    return True
