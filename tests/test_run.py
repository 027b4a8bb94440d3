"""`manage.py run`: all three services live, each is started again, and the command never stays half-alive."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from cases.management.commands.run import die_with_parent
from tests.browser.conftest import Instance
from tests.cases.intake.crashes_waiting import alive

SERVICES = ("granian", "manage.py work", "text.model.server")


@pytest.fixture
def running(tmp_path):
    instance = Instance(tmp_path / "var", demo=False).wait(180)
    # The web may answer before the others have begun.
    assert eventually(lambda: all(any(service in command for command in children(instance.process.pid).values()) for service in SERVICES))
    yield instance
    instance.stop()


def children(pid):
    """command line by process id, of the direct children of `pid`."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                found[int(path.parent.name)] = (path.parent / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def gone(pids):
    """Whether none of them runs: a machine's first process may never take note of one that ended."""
    return not any(alive(pid) for pid in pids)


def eventually(condition, seconds=90):
    """Whether it comes true; a machine with much to do is given time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_run_starts_web_worker_and_text_model_prints_the_address_and_keeps_all_data_in_one_folder(running):
    services = list(children(running.process.pid).values())

    assert any("granian" in command for command in services)
    assert any("manage.py work" in command for command in services)
    assert any("text.model.server" in command for command in services)
    assert running.url in running.told()
    assert {"secret_key", "casecircle.sqlite3"} <= {path.name for path in running.var.iterdir()}
    assert running.var.stat().st_mode & 0o777 == 0o700
    assert {path.name: oct(path.stat().st_mode & 0o077) for path in running.var.iterdir() if path.stat().st_mode & 0o077} == {}


@pytest.mark.slow
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_is_killed_is_started_again(running, service):
    first = next(pid for pid, command in children(running.process.pid).items() if service in command)

    its_own = children(first)
    os.kill(first, signal.SIGKILL)

    assert eventually(lambda: gone(its_own))
    assert eventually(lambda: any(pid != first and service in command for pid, command in children(running.process.pid).items()))
    running.wait(90)


@pytest.mark.slow
def test_ctrl_c_stops_them_all_and_leaves_no_process(running):
    before = children(running.process.pid)

    code = running.stop()

    assert code == 0
    assert eventually(lambda: gone(before))


@pytest.mark.slow
def test_when_the_supervisor_is_killed_the_services_go_with_it(running):
    before = children(running.process.pid)

    running.process.kill()

    assert eventually(lambda: gone(before))


def slow_sender(url):
    """A connection whose form never arrives whole: its request holds whatever reads it."""
    with urlopen(f"{url}/accounts/login/", timeout=20) as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    place = urlsplit(url)
    connection = socket.create_connection((place.hostname, place.port), timeout=20)
    head = ["POST /accounts/login/ HTTP/1.1", f"Host: {place.netloc}", f"Origin: {url}", f"Cookie: {cookie}", "Content-Length: 5000"]
    head.append("Content-Type: application/x-www-form-urlencoded")
    connection.sendall("\r\n".join([*head, "", "login=a"]).encode())
    return connection


@pytest.mark.slow
def test_a_few_senders_on_slow_lines_do_not_silence_the_site(running):
    with contextlib.ExitStack() as senders:
        for _sender in range(8):
            senders.enter_context(slow_sender(running.url))
        time.sleep(1)

        for _reader in range(8):
            with urlopen(f"{running.url}/healthz", timeout=10) as answer:
                assert answer.status == 200


def test_a_service_whose_supervisor_died_before_it_could_ask_for_the_signal_does_not_begin():
    """Nothing would end it, and a web server would keep the port from the next one."""
    begun = subprocess.run(["/bin/echo", "begun"], preexec_fn=partial(die_with_parent, os.getpid()), capture_output=True, timeout=30)
    orphan = subprocess.run(["/bin/echo", "begun"], preexec_fn=partial(die_with_parent, os.getpid() + 1), capture_output=True, timeout=30)

    assert (begun.returncode, begun.stdout) == (0, b"begun\n")
    assert (orphan.returncode, orphan.stdout) == (1, b"")
