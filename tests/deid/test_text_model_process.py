"""The text model's process: reads exactly what it is given, for its own user alone, shut in, and keeps nothing."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cases.deid.sandbox import walls
from cases.deid.text.model import EDITION, client, digest
from tests.model import ROOT, THE_MODEL, Served

WORDS = "Then seen by Martin Keller in Toulouse, who lives at 12 Rose Street."


@pytest.fixture
def served():
    """A server of this test's own, which it may kill."""
    server = Served()
    yield server
    server.end()


def test_it_says_where_and_what_and_of_which_text():
    read = client.read(THE_MODEL, WORDS, timeout=30)

    assert read.of(WORDS)
    assert read.sha256 == digest(WORDS)
    assert read.edition == EDITION
    assert "Keller" in "".join(WORDS[span.start : span.end] for span in read.spans if span.kind == "name")


def test_places_are_code_points_whatever_the_alphabet():
    words = "😀 café – " + WORDS

    read = client.read(THE_MODEL, words, timeout=30)

    assert any("Keller" in words[span.start : span.end] for span in read.spans)


def test_a_lone_surrogate_is_read_like_any_other_character():
    assert client.read(THE_MODEL, WORDS + " \ud800", timeout=30).of(WORDS + " \ud800")


def test_a_text_without_letters_is_not_even_sent(tmp_path):
    assert client.read(tmp_path / "nobody", " \n—", timeout=1).spans == ()


def test_nobody_there_is_out_of_reach_at_once(tmp_path):
    began = time.monotonic()

    with pytest.raises(client.OutOfReach):
        client.read(tmp_path / "nobody", WORDS, timeout=600)

    assert time.monotonic() - began < 60


def lying(path, answer):
    """Answer one connection at `path` with these bytes, in a thread."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(1)

    def answered():
        connection, _ = listener.accept()
        connection.recv(65536)
        connection.sendall(client.HEAD.pack(len(answer)) + answer)
        connection.close()
        listener.close()

    threading.Thread(target=answered, daemon=True).start()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}",
        b"no json",
        b'{"sha256": "00", "spans": [], "edition": "x"}',
        b'{"sha256": "%s", "spans": [[0, 9999, "name", 1]], "edition": "x"}' % digest(WORDS).encode(),
        b'{"sha256": "%s", "spans": [[1]], "edition": "x"}' % digest(WORDS).encode(),
    ],
    ids=["nothing", "empty", "no JSON", "another text", "beyond the text", "half a span"],
)
def test_an_answer_that_is_not_about_this_text_is_no_answer(tmp_path, answer):
    lying(tmp_path / "liar", answer)

    with pytest.raises(client.OutOfReach):
        client.read(tmp_path / "liar", WORDS, timeout=5)


def test_who_does_not_answer_is_waited_for_only_so_long(tmp_path):
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(tmp_path / "silent"))
    silent.listen(1)
    began = time.monotonic()

    with pytest.raises(client.OutOfReach) as refusal:
        client.read(tmp_path / "silent", WORDS, timeout=0.3)

    silent.close()
    assert time.monotonic() - began < 60
    assert "Keller" not in repr(refusal.value)
    assert refusal.value.__cause__ is None


def test_the_socket_is_its_owners_alone():
    assert stat.S_IMODE(os.stat(THE_MODEL).st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to come as somebody else")
def test_another_user_is_not_answered_even_where_the_file_would_let_them(served):
    served.start()
    os.chmod(served.folder, 0o777)
    os.chmod(served.path, 0o777)
    program = (
        "import os, socket, sys; os.setgid(65534); os.setuid(65534); s = socket.socket(socket.AF_UNIX);"
        "s.settimeout(10); s.connect(sys.argv[1]); s.sendall(b'\\0\\0\\0\\4Anna'); print(len(s.recv(100)))"
    )

    done = subprocess.run([sys.executable, "-I", "-c", program, str(served.path)], capture_output=True, text=True, timeout=30)

    assert done.stdout.strip() == "0" or "ConnectionReset" in done.stderr or "BrokenPipe" in done.stderr, done.stderr
    assert client.read(served.path, WORDS, timeout=30).spans != ()


def test_one_who_sends_nothing_and_one_who_reads_slowly_hold_nobody_up():
    silent = [socket.socket(socket.AF_UNIX) for _ in range(8)]
    for one in silent:
        one.connect(os.fspath(THE_MODEL))
        one.sendall(b"\0\0")
    began = time.monotonic()

    assert client.read(THE_MODEL, WORDS, timeout=30).of(WORDS)

    assert time.monotonic() - began < 35  # one after another, the eight would hold it up for 40 seconds, five each
    for one in silent:
        one.close()


def test_thirty_who_ask_at_once_are_all_answered(served):
    served.start()
    asked = [f"{WORDS} {number}" for number in range(30)]

    with ThreadPoolExecutor(len(asked)) as people:
        answers = list(people.map(lambda words: client.read(served.path, words, timeout=60), asked))

    assert all(answer.of(words) for answer, words in zip(answers, asked, strict=True))
    assert served.process.poll() is None


def test_a_short_text_does_not_wait_behind_a_long_one(served):
    served.start()

    def wait():
        with contextlib.suppress(client.OutOfReach):
            client.read(served.path, WORDS * 500, 120)

    long = threading.Thread(target=wait)
    long.start()
    time.sleep(0.3)

    client.read(served.path, WORDS, timeout=30)

    assert long.is_alive()
    served.stop()
    long.join(10)


@pytest.mark.parametrize("head", [0, client.LONGEST_ASKED + 1, 2**32 - 1])
def test_a_message_of_a_forbidden_length_is_answered_by_hanging_up(head):
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(10)
        one.connect(os.fspath(THE_MODEL))
        one.sendall(client.HEAD.pack(head) + b"x" * 10)

        try:
            answer = one.recv(1)
        except ConnectionResetError:  # it hung up while bytes were still on their way
            answer = b""

    assert answer == b""
    assert client.read(THE_MODEL, WORDS, timeout=30).of(WORDS)


def test_bytes_that_are_no_text_end_only_their_own_connection():
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(10)
        one.connect(os.fspath(THE_MODEL))
        one.sendall(client.HEAD.pack(4) + b"\xff\xfe\xff\xfe")
        assert one.recv(1) == b""

    assert client.read(THE_MODEL, WORDS, timeout=30).of(WORDS)


def test_a_stale_socket_is_replaced_and_a_live_one_is_not(served):
    served.start()
    second = subprocess.run(
        [sys.executable, "-m", "cases.deid.text.model.server", str(served.path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (second.returncode, "listening" in second.stderr) == (1, True)
    assert client.read(served.path, WORDS, timeout=30).of(WORDS)

    served.stop()
    assert served.path.exists()
    served.start()

    assert client.read(served.path, WORDS, timeout=30).of(WORDS)


def test_a_file_that_is_no_socket_is_left_alone(tmp_path):
    (tmp_path / "notes").write_text("mine")

    done = subprocess.run(
        [sys.executable, "-m", "cases.deid.text.model.server", str(tmp_path / "notes")], cwd=ROOT, capture_output=True, timeout=60
    )

    assert done.returncode == 1
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_path_too_long_for_the_kernel_works_all_the_same(tmp_path, served):
    served.path = tmp_path / ("long" * 20) / ("longer" * 10) / "words.sock"

    served.start()

    assert len(str(served.path)) > 108
    assert client.read(served.path, WORDS, timeout=30).of(WORDS)


def test_it_ends_on_sigterm(served):
    served.start()

    served.process.terminate()

    assert served.process.wait(60) == -signal.SIGTERM


def test_it_ends_with_whoever_started_it(tmp_path):
    program = """
import subprocess, sys, time
from tests.model import Served
served = Served()
served.start()
print(served.process.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    assert Path(f"/proc/{pid}").exists()

    parent.kill()
    parent.wait()

    ends = time.monotonic() + 60
    while alive(pid) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not walls.offered(), reason="this kernel has no walls")
def test_once_it_listens_it_is_shut_in(served):
    served.start("--strict")
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{served.process.pid}/status").read_text().splitlines() if ":\t" in line)

    assert status["Seccomp"] == "2"
    assert status["NoNewPrivs"] == "1"
    if os.geteuid() == 0:
        assert status["Uid"].split() == ["65534"] * 4
        open_files = {os.readlink(path) for path in Path(f"/proc/{served.process.pid}/fd").iterdir()}
        named = {name for name in open_files if name.startswith("/") and not name.startswith("/dev/") and "(deleted)" not in name}
        assert named == {f"{served.path}.lock"}  # what is deleted is where pytest gathers standard error


ATTACKS = {
    "open a file": "open('/etc/passwd')",
    "list a folder": "os.listdir('/')",
    "make a socket": "socket.socket(socket.AF_INET)",
    "make a Unix socket": "socket.socket(socket.AF_UNIX)",
    "start a process": "os.fork()",
    "run a program": "os.execv('/bin/true', ['true'])",
    "signal another": "os.kill(os.getppid(), 0)",
    "write a file": "open('/tmp/words', 'w')",
}


@pytest.mark.skipif(walls.KERNELS - walls.offered() != set(), reason="this kernel lacks a wall")
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_the_walls_of_a_service_stop(attack):
    program = f"""
import os, socket
from cases.deid.sandbox import walls
walls.raise_around_service(1 << 30, os.getppid())
try:
    {attack}
except (PermissionError, OSError) as error:
    os._exit(7)
os._exit(0)
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=120).returncode == 7


def test_nothing_of_a_text_is_printed_or_left(tmp_path, served):
    said = tmp_path / "said"
    with said.open("wb") as output:
        served.process = subprocess.Popen(
            [sys.executable, "-m", "cases.deid.text.model.server", str(served.path)], cwd=ROOT, stdout=output, stderr=output
        )
        served.wait()
        marker = "Zqxmarker"
        client.read(served.path, f"Seen by {marker} Keller. {WORDS}", timeout=60)
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(str(served.path))
            one.sendall(client.HEAD.pack(11) + b"\xff" + marker.encode() + b"\xff")
        served.process.terminate()
        served.process.wait(60)

    assert said.read_bytes() == b""
    assert {path.name for path in served.folder.iterdir()} == {"words.sock", "words.sock.lock"}
