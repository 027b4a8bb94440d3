"""Nothing a file does to a decoder reaches anything but the child that reads it."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from cases.deid import Refused
from cases.deid.sandbox import Sandbox, SandboxUnavailable
from cases.deid.sandbox.parent import IMAGE
from cases.deid.sandbox.walls import MB

QUICK = replace(IMAGE, cpu=1, wall=20)  # for what time must end
LONG = IMAGE  # for what something else must end first, on a slow machine too


@pytest.mark.parametrize(
    "attack",
    ["list_folder", "reopen_through_proc", "inet_socket", "unix_socket", "fork", "execute", "executable_memory", "change_source"],
)
def test_attack_is_denied(sandbox, attack):
    assert sandbox.drill(attack, raw=b"raw") == "PermissionError"


@pytest.mark.parametrize("attack", ["read_file", "write_file"])
@pytest.mark.parametrize("path", ["/etc/passwd", __file__, "/proc/self/environ", "/dev/null"])
def test_child_opens_no_file(sandbox, attack, path):
    assert sandbox.drill(attack, path=path) == "PermissionError"


def test_child_neither_signals_nor_traces_its_makers(sandbox):
    for pid in (os.getpid(), sandbox.status()["pid"]):
        assert sandbox.drill("signal_other", pid=pid) == "PermissionError"
        assert sandbox.drill("trace_other", pid=pid) == "PermissionError"


def test_child_holds_only_the_files_of_its_job(sandbox):
    # Standard input, output and error lead nowhere; then the channel, the request, the source and two outputs.
    assert sandbox.drill("who")["descriptors"] == 8


@pytest.mark.parametrize(
    ("wall", "denied"),
    [("shut_files", ["file", "write"]), ("shut_calls", ["file", "write", "socket", "fork"])],
)
def test_each_wall_stands_alone(wall, denied, tmp_path):
    program = f"""
import os, socket
from cases.deid.sandbox import walls
walls._libc.prctl(38, 1, 0, 0, 0)
walls.{wall}()
acts = {{
    "file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "write": lambda: os.open({str(tmp_path / "made")!r}, os.O_WRONLY | os.O_CREAT),
    "socket": lambda: socket.socket(socket.AF_UNIX),
    "fork": lambda: os.fork() or os._exit(0),
}}
for name, act in acts.items():
    try:
        act()
    except PermissionError:
        os.write(1, name.encode() + b" ")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.split() == denied


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_child_of_root_is_nobody(sandbox):
    assert sandbox.drill("who")["uid"] == 65534


def test_two_files_never_share_a_process(sandbox):
    first, second = sandbox.drill("who"), sandbox.drill("who")

    assert len({first["pid"], second["pid"], sandbox.status()["pid"], os.getpid()}) == 4


@pytest.mark.parametrize(
    ("attack", "budget", "code"),
    [
        ("spin", QUICK, "time"),
        ("reserve", LONG, "memory"),
        ("fill_memory", replace(LONG, resident=700 * MB, address_space=64 << 30), "memory"),
        ("map_much", LONG, "memory"),
        ("map_and_touch", replace(LONG, resident=700 * MB, address_space=64 << 30), "memory"),
        ("start_threads_without_end", LONG, "crashed"),
        ("spin_in_threads", QUICK, "time"),
        ("write_much", replace(LONG, output=4 * MB), "too_large"),
        ("write_much_beside", replace(LONG, output=4 * MB), "too_large"),
        ("stretch_output", LONG, "too_large"),
        ("crash", LONG, "crashed"),
        ("abort", LONG, "crashed"),
        ("speak_garbage", LONG, "crashed"),
        ("speak_twice", LONG, "crashed"),
        ("speak_without_end", LONG, "crashed"),
        ("count_without_end", QUICK, "time"),
        ("count_nonsense", LONG, "crashed"),
        ("nest_deeply", LONG, "crashed"),
        ("say_a_long_number", LONG, "crashed"),
        ("say_too_much", LONG, "crashed"),
        ("answer_and_stay", replace(QUICK, wall=1), "time"),
        ("ask_unknown_refusal", LONG, "crashed"),
        ("die_silently", LONG, "crashed"),
    ],
)
def test_attack_on_resources_or_answers_is_refused(sandbox, attack, budget, code):
    with pytest.raises(Refused) as refused:
        sandbox.drill(attack, budget=budget)

    assert refused.value.code == code
    assert sandbox.drill("who")["pid"]


def test_the_wall_clock_ends_a_sleeper(sandbox):
    begun = time.monotonic()
    with pytest.raises(Refused, match="time"):
        sandbox.drill("sleep", budget=replace(QUICK, wall=0.5))

    assert time.monotonic() - begun < 45  # it would sleep for 60


def test_open_files_are_counted(sandbox):
    assert sandbox.drill("open_much") == "OSError"


def test_sandbox_survives_the_death_of_its_zygote():
    with Sandbox(drills="tests.deid.drills") as sandbox:
        os.kill(zygote := sandbox.status()["pid"], 9)
        while _lives(zygote):
            time.sleep(0.01)

        assert sandbox.drill("who")["pid"]


def test_child_dies_with_the_parent():
    program = (
        "from cases.deid.sandbox import Sandbox\n"
        "sandbox = Sandbox(drills='tests.deid.drills').__enter__()\n"
        "print(sandbox.status()['pid'], flush=True)\n"
        "sandbox.drill('sleep')\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    zygote = int(parent.stdout.readline())
    deadline = time.monotonic() + 60
    while not (children := _children(zygote)) and time.monotonic() < deadline:
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert children
    deadline = time.monotonic() + 40  # the child would sleep for 60
    while any(_lives(pid) for pid in [zygote, *children]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_lives(pid) for pid in [zygote, *children])


def test_exception_of_the_caller_kills_the_child(sandbox):
    class Stopped(Exception):
        pass

    def beat():
        raise Stopped

    with pytest.raises(Stopped):
        sandbox.inspect(b"GIF89a" + bytes(100), beat=beat)

    assert not _children(sandbox.status()["pid"])


def test_threads_wait_for_each_other(sandbox):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(sandbox.drill("who")["pid"])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(answers)) == 4


def test_drills_do_not_exist_outside_the_tests():
    with Sandbox() as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.drill("who")


def test_walls_are_told(sandbox):
    status = sandbox.status()

    assert status["rlimits"] is True
    assert status["landlock"] >= 1
    assert status["seccomp"] is True
    assert "centerface 1.5.0" in status["engines"]["faces"]


def test_parent_imports_no_decoder_and_no_model():
    program = (
        "import sys, cases.deid, cases.deid.clean, cases.deid.limits, cases.deid.kinds, cases.deid.sandbox, cases.deid.batch\n"
        "heavy = {'av', 'cv2', 'onnxruntime', 'pydicom', 'pi_heif', 'numpy', 'PIL', 'tokenizers', 'django'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def _children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(part) for part in file.read().split()]
    except OSError:
        return []


def _lives(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
