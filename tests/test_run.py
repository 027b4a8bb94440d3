"""`manage.py run`: both services live, either is started again, and the command never stays half-alive."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.browser.conftest import Instance


@pytest.fixture
def running(tmp_path):
    instance = Instance(tmp_path / "var", demo=False)
    yield instance.wait(60)
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


def eventually(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_run_starts_web_and_worker_prints_the_address_and_keeps_all_data_in_one_folder(running):
    services = list(children(running.process.pid).values())

    assert any("granian" in command for command in services)
    assert any("manage.py work" in command for command in services)
    assert running.url in running.told()
    assert {"secret_key", "casecircle.sqlite3"} <= {path.name for path in running.var.iterdir()}
    assert running.var.stat().st_mode & 0o777 == 0o700


@pytest.mark.slow
@pytest.mark.parametrize("service", ["granian", "manage.py work"])
def test_a_service_that_is_killed_is_started_again(running, service):
    first = next(pid for pid, command in children(running.process.pid).items() if service in command)

    os.kill(first, signal.SIGKILL)

    assert eventually(lambda: any(pid != first and service in command for pid, command in children(running.process.pid).items()))
    running.wait(20)


@pytest.mark.slow
def test_ctrl_c_stops_both_and_leaves_no_process(running):
    before = children(running.process.pid)

    code = running.stop()

    assert code == 0
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before))


@pytest.mark.slow
def test_when_the_supervisor_is_killed_the_services_go_with_it(running):
    before = children(running.process.pid)

    running.process.kill()

    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before), 30)
