"""The text model's own process: text in, places out, over a Unix socket. Nothing is kept, logged or written.

Started as `python -m cases.deid.text.model.server SOCKET [--strict]`. It answers its own user alone (SO_PEERCRED), one text a
connection: a length and UTF-8 in, a length and JSON out. Once the model is loaded it shuts itself in: no file, no network but that
one socket; with --strict it does not start where the kernel has no Landlock or no seccomp. It ends on SIGTERM and with the process
that started it; a socket that an earlier one left is replaced.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import select
import signal
import socket
import stat
import struct
import sys
import threading
import time
from pathlib import Path

os.environ |= {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}  # before numpy, whose threads would outlive the walls

from cases.deid.sandbox import walls
from cases.deid.text.model.client import HEAD, LONGEST_ASKED, reachable
from cases.deid.text.model.engine import Engine

AT_ONCE = 32  # connections; one more is closed at once, and its page says that the words could not be read yet
SHORT = 4_000  # bytes: a field that somebody is typing in never waits behind a whole case
PATIENCE = 5.0  # seconds for a client to send its text, and for it to take the answer
MEMORY = 1 << 30  # bytes of address space
STACK = 2 << 20  # bytes a thread: with the usual eight, and a heap of 64 MB a thread, sixteen clients filled MEMORY
_PEER = struct.Struct("3i")  # pid, uid, gid


def main(arguments: list[str]) -> int:
    """Load the model, listen, shut in, and answer until the end; 2 when called wrongly, 1 when it cannot start, with a sentence."""
    place, *flags = arguments or [""]
    if not place or flags not in ([], ["--strict"]):
        _say("Usage: python -m cases.deid.text.model.server SOCKET [--strict]")
        return 2
    _quiet()
    parent = os.getppid()
    _end_with_parent(parent)
    engine = Engine()
    if flags and (missing := walls.KERNELS - walls.offered()):
        _say(f"The text model does not start: this kernel lacks {' and '.join(sorted(missing))}.")
        return 1
    if len(os.listdir("/proc/self/task")) != 1:
        _say("The text model does not start: a thread of it would stand outside the walls.")
        return 1
    try:
        listener = listen(Path(place))
    except BlockingIOError:
        _say("Another text model is listening there.")
        return 1
    owner = os.geteuid()
    _keep_threads_small()
    _only_keep(listener)
    walls.raise_around_service(MEMORY, parent)
    serve(listener, engine, owner)
    return 0


def listen(path: Path) -> socket.socket:
    """A listening socket at `path` that its owner alone may open; a stale one is replaced. Raises BlockingIOError when it is in use.

    A lock beside it, held for the life of this process, tells a stale socket from a live one.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise FileExistsError(path)
        path.unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        with reachable(str(path)) as address:
            listener.bind(address)
    finally:
        os.umask(before)
    listener.listen(AT_ONCE)
    _held.append(lock)
    return listener


_held: list[int] = []  # the lock's descriptor, never closed


def serve(listener: socket.socket, engine: Engine, owner: int) -> None:
    """Answer for ever: a thread a connection, and two turns at the model, one for short texts and one for long ones."""
    places = threading.Semaphore(AT_ONCE)
    turns = threading.Lock(), threading.Lock()
    while True:
        connection, _ = listener.accept()
        if _uid(connection) != owner or not places.acquire(blocking=False):
            connection.close()
            continue
        try:
            threading.Thread(target=_attend, args=(connection, engine, turns, places), daemon=True).start()
        except RuntimeError:  # no room for another thread: this client is told to come back, the others are answered
            connection.close()
            places.release()


def _attend(connection: socket.socket, engine: Engine, turns: tuple[threading.Lock, threading.Lock], places: threading.Semaphore) -> None:
    try:
        with connection:
            asked = _receive(connection.fileno())
            if asked is None:
                return
            with turns[len(asked) > SHORT]:
                if _hung_up(connection.fileno()):
                    return  # nobody waits for this any more
                said = engine.read(asked.decode("utf-8", "surrogatepass"))
            answer = json.dumps({"sha256": said.sha256, "spans": said.spans, "edition": said.edition}).encode()
            _send(connection, HEAD.pack(len(answer)) + answer)
    except (OSError, ValueError):
        pass  # a client that went away or sent what is no text
    finally:
        places.release()


# --- Bytes in and out, on a blocking descriptor: making it non-blocking is a call that the walls refuse -------------------------------


def _receive(descriptor: int) -> bytes | None:
    """One message, or None when it is too long, too slow or broken off."""
    ends = time.monotonic() + PATIENCE
    head = _exactly(descriptor, HEAD.size, ends)
    if head is None or not 0 < (length := HEAD.unpack(head)[0]) <= LONGEST_ASKED:
        return None
    return _exactly(descriptor, length, ends)


def _exactly(descriptor: int, count: int, ends: float) -> bytes | None:
    pieces = []
    while count:
        if not _ready(descriptor, select.POLLIN, ends) or not (piece := os.read(descriptor, min(count, 65536))):
            return None
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _send(connection: socket.socket, message: bytes) -> None:
    ends, rest = time.monotonic() + PATIENCE, memoryview(message)
    while rest and _ready(connection.fileno(), select.POLLOUT, ends):
        rest = rest[connection.send(rest, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL) :]


def _ready(descriptor: int, what: int, ends: float) -> bool:
    waiting = select.poll()
    waiting.register(descriptor, what)
    left = ends - time.monotonic()
    return left > 0 and bool(waiting.poll(left * 1000))


def _hung_up(descriptor: int) -> bool:
    waiting = select.poll()
    waiting.register(descriptor, 0)
    return bool(waiting.poll(0))


def _uid(connection: socket.socket) -> int:
    return _PEER.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size))[1]


# --- Being alone ------------------------------------------------------------------------------------------------------------------------


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _quiet() -> None:
    """No traceback: its last line could hold words. Signals end the process at once."""
    sys.excepthook = lambda kind, *_: _say(f"The text model ended: {kind.__name__}.")
    threading.excepthook = lambda _: None
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _end_with_parent(parent: int) -> None:
    """SIGTERM when the process that started this one dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)


def _keep_threads_small() -> None:
    """AT_ONCE threads fit into MEMORY: small stacks, and one heap for all of them instead of one each."""
    threading.stack_size(STACK)
    ctypes.CDLL(None).mallopt(-8, 1)  # M_ARENA_MAX


def _only_keep(listener: socket.socket) -> None:
    """Nothing is read from the terminal, and no other descriptor stays open than the socket, its lock and standard error."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    keep = {0, 1, 2, listener.fileno(), *_held}
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in keep:
            with contextlib.suppress(OSError):
                os.close(int(name))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3 * AT_ONCE, 3 * AT_ONCE))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
