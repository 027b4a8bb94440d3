"""`manage.py run`: prepares the embedded instance and keeps web server, worker and text model alive together."""

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from cases.management.commands import read_words

PR_SET_PDEATHSIG = 1
RESTARTS = 5  # within WINDOW seconds; after that the command ends instead of looping
WINDOW = 60
GRACE = 20  # seconds for a child to finish what it is doing
# Requests that one web process works on at once. A file from a slow telephone holds a thread for minutes, since it is sealed as it
# arrives: with one thread a process, two such files would silence the whole site. (granian warns of more than twice the cores.)
THREADS = 16


def die_with_parent(parent):
    """Run in the child: it gets SIGTERM when the supervisor, process `parent`, dies, however it dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before: no signal will come, and this child would hold the port for good
        os._exit(1)


class Service:
    """One child process that is meant to live as long as the command."""

    def __init__(self, name, command, environment=None):
        self.name, self.command, self.environment, self.starts, self.process = name, command, environment, [], None

    def start(self):
        self.starts.append(time.monotonic())
        how = {
            "cwd": settings.BASE_DIR,
            "env": self.environment,
            "start_new_session": True,
            "preexec_fn": partial(die_with_parent, os.getpid()),
        }
        self.process = subprocess.Popen(self.command, **how)

    def failed_too_often(self):
        return len([start for start in self.starts if time.monotonic() - start < WINDOW]) > RESTARTS

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def kill(self):
        """End what is left of it: a killed web server's own workers would go on serving under the same port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Command(BaseCommand):
    help = "Prepares database, static files and demonstration, then runs web server, worker and text model until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true", help="load no demonstration (also DEMO=0)")
        parser.add_argument(
            "--workers", type=int, default=min(os.cpu_count() or 1, 4), help="web processes (default: one a core, at most 4)"
        )

    def handle(self, *, no_demo, workers, **options):
        sys.stdout.reconfigure(line_buffering=True)  # whoever reads it through a pipe or a file sees it at once too
        self.prepare()
        if settings.DEMO and not no_demo:
            call_command("demo", only_once=True, stdout=self.stdout)
        python = sys.executable
        granian = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(settings.PORT)]
        granian += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error"]
        services = [
            Service("web server", [*granian, "casecircle.wsgi:application"]),
            Service("worker", [python, "manage.py", "work"]),
            Service("text model", read_words.command(), read_words.ENVIRONMENT),
        ]
        self.supervise(services)

    def prepare(self):
        """Bring database, cache table and static files up to date; quick when they already are."""
        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        stamp, fresh = settings.STATIC_ROOT / ".stamp", static_stamp()
        if not stamp.exists() or stamp.read_text() != fresh:
            call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
            stamp.write_text(fresh)

    def supervise(self, services):
        stopping = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.append(True))
        for service in services:
            service.start()
        self.announce()
        problem = None
        while not stopping and not problem:
            time.sleep(0.2)
            for service in services:
                if (code := service.process.poll()) is not None and not stopping:
                    if service.failed_too_often():
                        problem = f"The {service.name} ended {RESTARTS + 1} times within {WINDOW} seconds (last exit code {code})."
                        break
                    self.stderr.write(f"The {service.name} ended (exit code {code}); starting it again.")
                    service.kill()
                    service.start()
        for service in services:
            service.stop()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and any(service.process.poll() is None for service in services):
            time.sleep(0.1)
        for service in services:
            service.kill()
        if problem:
            raise CommandError(problem)

    def announce(self):
        self.stdout.write(f"\nCaseCircle is at {settings.PUBLIC_URL}   (Ctrl-C stops it; all data is in {settings.VAR_DIR})")
        if settings.MAIL_TO_FILES:
            self.stdout.write(f"No mail server is set: mail is written to {settings.EMAIL_FILE_PATH}")
        if sign_ins := demo_sign_ins():
            self.stdout.write(sign_ins)
        else:
            self.stdout.write('Begin a circle: .venv/bin/python manage.py start_circle "Name" --admin you@example.org')


def demo_sign_ins():
    """The demonstration's sign-ins, as the demo command left them; empty without a demonstration."""
    note = settings.VAR_DIR / "demo-sign-ins.txt"
    return note.read_text() if note.exists() else ""


def static_stamp():
    """Changes when a static file of ours or the lock changes."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(Path(settings.BASE_DIR / "static").rglob("*")):
        if path.is_file():
            digest.update(f"{path}{path.stat().st_size}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
