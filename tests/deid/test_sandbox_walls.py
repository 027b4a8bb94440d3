"""Each wall by itself stops what the table says; with none of them every attack succeeds, so the attacks are real."""

import os
import platform
import select
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from cases.deid.sandbox import Sandbox, SandboxUnavailable, bubblewrap
from cases.deid.sandbox.calls import CALLS, CLONE, CLONE3, MMAP, MPROTECT, PRLIMIT, TGKILL
from cases.deid.sandbox.process import choose, enough
from tests.deid.images.pictures import picture, saved
from tests.deid.test_sandbox import _lives

needs_bubblewrap = pytest.mark.skipif(bubblewrap.command() is None, reason="bubblewrap is not installed or does not work here")
needs_x86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="the attacks name system calls of x86_64")

ALL = {"landlock", "seccomp", "bubblewrap"}
LATE = {"seccomp", "bubblewrap"}  # Landlock does not know of these yet
# attack: (drill, what it is told with places filled in, the walls of which each alone stops it)
ATTACKS = {
    "read a file": ("read_file", {"path": "{folder}/secret"}, ALL),
    "read a file through a link that lies there": ("read_file", {"path": "{folder}/link"}, ALL),
    "read a file through a link of its own": ("read_through_own_link", {"path": "{folder}/secret", "link": "{folder}/own"}, ALL),
    "read passwd": ("read_file", {"path": "/etc/passwd"}, ALL),
    "read the surroundings of a process": ("read_file", {"path": "/proc/{victim}/environ"}, ALL),
    "open the memory of a process": ("read_file", {"path": "/proc/{victim}/maps"}, ALL),
    "write a new file": ("write_file", {"path": "{folder}/new"}, ALL),
    "overwrite a file": ("write_file", {"path": "{folder}/open"}, ALL),
    "write to shared memory": ("write_file", {"path": "/dev/shm/{name}"}, ALL),
    "make a folder": ("change_folder", {"act": "mkdir", "paths": ["{folder}/made"]}, ALL),
    "make a link": ("change_folder", {"act": "symlink", "paths": ["/etc/passwd", "{folder}/made"]}, ALL),
    "make a pipe": ("change_folder", {"act": "mkfifo", "paths": ["{folder}/made"]}, ALL),
    "rename a file": ("change_folder", {"act": "rename", "paths": ["{folder}/open", "{folder}/moved"]}, ALL),
    "delete a file": ("change_folder", {"act": "unlink", "paths": ["{folder}/open"]}, ALL),
    "cut a file": ("change_folder", {"act": "truncate", "paths": ["{folder}/open", 0]}, ALL),
    "list a folder": ("change_folder", {"act": "listdir", "paths": ["{folder}"]}, ALL),
    "speak TCP": ("send", {"family": "AF_INET", "kind": "SOCK_STREAM", "address": ["127.0.0.1", "{tcp}"]}, ALL),
    "speak UDP": ("send", {"family": "AF_INET", "kind": "SOCK_DGRAM", "address": ["127.0.0.1", "{udp}"]}, LATE),
    "speak to a socket in a folder": ("send", {"family": "AF_UNIX", "kind": "SOCK_STREAM", "address": "{folder}/s"}, LATE),
    "speak to a socket without a file": ("send", {"family": "AF_UNIX", "kind": "SOCK_STREAM", "address": "@{name}"}, ALL),
    "signal a process": ("signal_other", {"pid": "{victim}"}, ALL),
    "trace a process": ("trace_other", {"pid": "{victim}"}, ALL),
    "read the memory of a process": ("read_memory_of_other", {"pid": "{victim}"}, ALL),
    "become two": ("fork", {}, {"seccomp"}),
    "become another program": ("execute", {}, {"landlock", "seccomp"}),
    "make code": ("executable_memory", {}, {"seccomp"}),
    "fill files without names": ("fill_files_without_names", {}, {"seccomp"}),
    "open a netlink socket": ("call", {"number": 41, "arguments": [16, 3, 0]}, {"seccomp"}),
    "open io_uring": ("open_io_uring", {}, {"seccomp"}),
    "make a user namespace": ("call", {"number": 272, "arguments": [0x10000000]}, {"seccomp"}),
}  # fmt: skip
SUITES = [(), ("landlock",), ("seccomp",), ("bubblewrap",), ("seccomp", "bubblewrap")]


@pytest.fixture(scope="module", params=SUITES, ids=lambda walls: " and ".join(walls) or "no wall")
def walled(request):
    if "bubblewrap" in request.param and bubblewrap.command() is None:
        pytest.skip("bubblewrap is not installed or does not work here")
    with Sandbox(drills="tests.deid.bare_drills", walls=request.param) as sandbox:
        yield sandbox, frozenset(request.param)


@pytest.fixture(scope="module")
def stage():
    """A folder that everybody may use, listeners of every kind, and a process of the child's own user."""
    name = f"drill-{os.getpid()}"
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o777)
    listeners = []
    for family, kind, address in (
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        (socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "s")),
        (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{name}"),
    ):
        listener = socket.socket(family, kind)
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        listeners.append(listener)
    (folder / "s").chmod(0o777)
    user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    victim = subprocess.Popen(["/bin/sleep", "86400"], **user)
    ports = {"tcp": listeners[0].getsockname()[1], "udp": listeners[1].getsockname()[1]}
    yield {"folder": str(folder), "name": name, "victim": victim.pid, **ports}, listeners, folder
    victim.kill()
    victim.wait()
    for listener in listeners:
        listener.close()
    shutil.rmtree(folder)


@pytest.fixture
def scene(stage):
    """The stage as it was before any attack."""
    places, listeners, folder = stage
    for path in folder.iterdir():
        if path.name != "s":
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    for name, mode in (("secret", 0o644), ("open", 0o666)):
        (folder / name).write_text(name)
        (folder / name).chmod(mode)
    (folder / "link").symlink_to(folder / "secret")
    for heard in select.select(listeners, [], [], 0)[0]:
        heard.accept()[0].close() if heard.type == socket.SOCK_STREAM else heard.recv(9)
    yield stage
    Path("/dev/shm", places["name"]).unlink(missing_ok=True)


def placed(value, places):
    """The same value with every "{place}" filled in; a value that is nothing but a number becomes one."""
    if isinstance(value, dict | list):
        return {key: placed(item, places) for key, item in value.items()} if isinstance(value, dict) else [placed(v, places) for v in value]
    if not isinstance(value, str):
        return value
    value = value.format(**places)
    return int(value) if value.isdecimal() else value


def picture_of(folder):
    """Names, kinds and words of a folder, to compare."""
    return {
        path.name: (stat.S_IFMT(path.lstat().st_mode), path.read_bytes() if path.is_file() and not path.is_symlink() else b"")
        for path in folder.iterdir()
    }


@needs_x86
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_succeeds_only_where_none_of_its_walls_stands(walled, scene, attack):
    sandbox, walls = walled
    places, listeners, folder = scene
    drill, told, stopping = ATTACKS[attack]
    if "landlock" in walls and sandbox.status()["landlock"] < 6 and not walls & stopping - {"landlock"}:
        pytest.skip("this kernel's Landlock is older than the table")
    before = picture_of(folder)

    answer = str(sandbox.drill(drill, **placed(told, places)))
    reached = bool(select.select(listeners, [], [], 0)[0]) if drill == "send" else answer.startswith("got")

    if drill == "open_io_uring" and not walls & stopping and answer == "PermissionError":
        pytest.skip("io_uring is switched off on this machine")
    assert reached is not bool(walls & stopping), answer
    if walls & stopping:
        assert picture_of(folder) == before
        assert not Path("/dev/shm", places["name"]).exists()
    if "seccomp" in walls:
        assert answer == "PermissionError"


@needs_x86
def test_every_call_that_is_not_named_is_refused(sandbox):
    named = {*CALLS["x86_64"], *(calls["x86_64"] for calls in (CLONE, MMAP, MPROTECT, PRLIMIT, TGKILL)), CLONE3}
    traps = {335, 336}  # uretprobe and uprobe: seccomp lets them by, and the kernel kills whoever calls them by hand (SIGILL)
    numbers = [number for number in range(512) if number not in named | traps]
    of_32_bits = [0x40000000 | number for number in (0, 1, 2, 41, 57, 59, 512, 520, 545)]

    assert len(numbers) > 400
    assert sandbox.drill("calls_not_refused", numbers=numbers + of_32_bits) == []


def test_nobody_is_left_behind_even_where_no_wall_forbids_it():
    with Sandbox(drills="tests.deid.bare_drills", walls=()) as sandbox:
        left = sandbox.drill("leave_somebody_behind")
        deadline = time.monotonic() + 40  # it would sleep for 60
        while _lives(left) and time.monotonic() < deadline:
            time.sleep(0.02)

        assert not _lives(left)


@needs_bubblewrap
def test_pictures_are_cleaned_behind_bubblewrap_without_landlock():
    with Sandbox(strict=True, drills="tests.deid.drills", walls=("seccomp", "bubblewrap")) as sandbox:
        raw = saved(picture(160, 120), "JPEG")
        seen = sandbox.inspect(raw)

        assert sandbox.burn(raw, kind="image", masks=seen.masks).receipt.size == (160, 120)
        assert sandbox.status()["bubblewrap"] and not sandbox.status()["landlock"]


@pytest.mark.parametrize("walls", [(), ("landlock",), ("seccomp",), ("bubblewrap",), ("landlock", "bubblewrap")])
def test_production_does_not_start_without_seccomp_and_a_wall_for_files(walls):
    if "bubblewrap" in walls and bubblewrap.command() is None:
        pytest.skip("bubblewrap is not installed or does not work here")
    with pytest.raises(SandboxUnavailable, match="seccomp, and Landlock or bubblewrap"):
        Sandbox(strict=True, drills="tests.deid.bare_drills", walls=walls).__enter__()


@pytest.mark.parametrize(
    ("walls", "verdict"),
    [
        ({"landlock", "seccomp"}, True), ({"bubblewrap", "seccomp"}, True), ({"landlock", "seccomp", "bubblewrap"}, True),
        ({"landlock"}, False), ({"seccomp"}, False), ({"landlock", "bubblewrap"}, False), (set(), False),
    ],
)  # fmt: skip
def test_what_is_enough_for_real_patients(walls, verdict):
    assert enough(frozenset(walls)) is verdict


@pytest.mark.parametrize(
    ("kernel", "works", "walls"),
    [
        ({"landlock", "seccomp"}, True, {"landlock", "seccomp"}),
        ({"seccomp"}, True, {"seccomp", "bubblewrap"}),
        ({"landlock"}, True, {"landlock", "bubblewrap"}),
        ({"seccomp"}, False, {"seccomp"}),
        (set(), True, {"bubblewrap"}),
    ],
)
def test_bubblewrap_stands_in_where_the_kernel_lacks_a_wall(kernel, works, walls):
    assert choose(frozenset(kernel), lambda: works) == walls


def test_fewer_walls_exist_for_drills_alone():
    with pytest.raises(ValueError, match="drills"):
        Sandbox(walls=())


def test_no_code_outside_the_tests_chooses_its_walls_or_drills():
    sources = [path for path in Path(bubblewrap.ROOT, "cases").rglob("*.py") if path.parent.name != "sandbox"]

    assert len(sources) > 50
    assert [str(path) for path in sources if "drills=" in path.read_text() or "walls=" in path.read_text()] == []


def test_the_environment_takes_no_wall_away(monkeypatch, tmp_path):
    for name in ("SANDBOX", "WALLS", "DRILLS", "LANDLOCK", "SECCOMP", "BUBBLEWRAP", "STRICT", "PYTHONPATH", "PATH", "LD_PRELOAD"):
        monkeypatch.setenv(name, str(tmp_path))
    with Sandbox(drills="tests.deid.bare_drills") as sandbox:
        status = sandbox.status()

    assert status["landlock"] and status["seccomp"]
