"""Real instances in processes of their own, and Chromium to look at them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    """Without Chromium the browser tests are left out, except in CI, where that is a failure."""
    if os.path.exists(CHROMIUM) or os.environ.get("CI") == "true":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="needs /usr/bin/chromium"))


@pytest.fixture
def private_folders():
    """The instances below have folders of their own; nothing of this process is used."""


class Instance:
    """`manage.py run` on a free port with a folder of its own."""

    def __init__(self, folder, *, demo):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.var, self.url = folder, f"http://localhost:{self.port}"
        keep = {key: os.environ[key] for key in ("PATH", "HOME", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE") if key in os.environ}
        self.env = {**keep, "VAR_DIR": str(folder), "PORT": str(self.port), "DEMO": "1" if demo else "0"}
        self.env["TEXT_MODEL_SECONDS"] = "60"  # a machine with much to do reads late; in production it is said after 3 seconds
        self.log = open(folder.with_suffix(".log"), "w+b")  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=self.env, stdout=self.log, stderr=subprocess.STDOUT
        )

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.told()
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{self.port}/healthz")
                with urllib.request.urlopen(request, timeout=10) as answer:
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.3)
        raise AssertionError(f"no answer within {seconds} s\n{self.told()}")

    def told(self):
        """What the instance printed, its log included."""
        self.log.flush()
        return Path(self.log.name).read_text(errors="replace")

    def manage(self, *arguments):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=120)
        finally:
            self.process.kill()
            self.log.close()


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """An empty instance: web server and worker, SQLite, local disk."""
    running = Instance(tmp_path_factory.mktemp("instance") / "var", demo=False)
    yield running.wait(180)
    running.stop()
    shutil.rmtree(running.var, ignore_errors=True)


@pytest.fixture(scope="session")
def demo_instance(tmp_path_factory):
    """An instance with the demonstration."""
    running = Instance(tmp_path_factory.mktemp("demo") / "var", demo=True)
    yield running.wait(600)
    running.stop()
    shutil.rmtree(running.var, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright's loop would make Django refuse the database to this thread; these tests use no database of this process.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Person:
    """One browser of one person. Notes every policy violation, console error and foreign request it sees."""

    def __init__(self, browser, instance, *, width=1360, height=900, dark=False, touch=False):
        self.instance = instance
        self.context = browser.new_context(
            base_url=instance.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(60_000)  # a machine with much to do is slow; what never comes fails all the same
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        self.complaints = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.complain(message.text))
        self.page.on("pageerror", lambda error: self.complain(f"script: {error}"))
        self.page.on("request", lambda request: self.watch(request.url))

    def complain(self, text):
        # A status of 4xx that a test asked for is printed to the console by Chromium itself.
        if not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def watch(self, url):
        if not url.startswith((self.instance.url, "blob:", "data:", "about:")):
            self.complaints.append(f"foreign request: {url}")

    def sign_in(self, email, password):
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)

    def close(self):
        self.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and report.failed:
        item.failed = True
    return report


@pytest.fixture
def person(chromium, request, tmp_path):
    """`person(instance, width=390, dark=True)`: a fresh browser; its complaints are checked when the test ends."""
    people = []

    def arrive(instance, **options):
        people.append(Person(chromium, instance, **options))
        return people[-1]

    yield arrive
    if getattr(request.node, "failed", False):
        for number, someone in enumerate(people):
            shot = tmp_path / f"person-{number}.png"
            someone.page.screenshot(path=shot, full_page=True)
            print(f"{someone.page.url}: {shot}")
    complaints = [complaint for someone in people for complaint in someone.complaints]
    for someone in people:
        someone.close()
    assert complaints == []
