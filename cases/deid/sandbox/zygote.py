"""The zygote: decoders imported, models loaded, no upload ever read. Every file gets a fork of it that dies with the file.

Started by `Sandbox` as `python -m cases.deid.sandbox.zygote DESCRIPTOR WALLS [DRILLS]` with one end of a socket pair; WALLS names, with
commas, those that each fork raises. A message on the socket is a budget as JSON with five descriptors: the job's own socket, the request,
the source, the output, and a second output. The zygote answers with the child's pidfd, and, when the child is gone, with its wait status.
Inside bubblewrap process numbers mean nothing outside, so only pidfds leave.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from types import ModuleType

from cases.deid.sandbox import child, walls

DESCRIPTORS = 5


def main(arguments: list[str]) -> int:
    """Load everything, say so, and fork for each message until the other end is closed."""
    control = socket.socket(fileno=int(arguments[0]))
    raised = frozenset(filter(None, arguments[1].split(",")))
    drills: ModuleType | None = None
    try:
        if len(arguments) > 2:  # only the project's own tests name a module of drills: attacks run inside the walls, toy detectors
            drills = importlib.import_module(arguments[2])
        engines = child.load_engines()
    except Exception as error:
        control.send(json.dumps({"failed": type(error).__name__, "why": str(error)[:200]}).encode())
        return 1
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:  # a fork of several threads may inherit a lock that nobody will open
        control.send(json.dumps({"failed": "threads", "why": str(threads)}).encode())
        return 1
    gc.collect()
    gc.freeze()
    ready = {"landlock": walls.landlock_abi() if "landlock" in raised else 0, "seccomp": "seccomp" in raised, "engines": engines.versions}
    own = os.pidfd_open(os.getpid())
    socket.send_fds(control, [json.dumps({"ready": ready}).encode()], [own])
    os.close(own)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, DESCRIPTORS)
        if not message:
            return 0
        if not _serve(control, walls.Budget(**json.loads(message)), descriptors, engines, raised, drills):
            return 0


def _serve(
    control: socket.socket,
    budget: walls.Budget,
    descriptors: list[int],
    engines: child.Engines,
    raised: frozenset[str],
    drills: ModuleType | None,
) -> bool:
    """Fork for one file and wait until the fork is gone; False when the parent is gone, and then the fork is killed."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = child.run(control, budget, descriptors, engines, raised, drills)
        finally:
            os._exit(code)
    for descriptor in descriptors:
        os.close(descriptor)
    process = os.pidfd_open(pid)
    try:
        socket.send_fds(control, [b"forked"], [process])
        waiting = select.poll()
        waiting.register(process, select.POLLIN)
        waiting.register(control, select.POLLHUP)
        while process not in (events := dict(waiting.poll())):
            if control.fileno() in events:
                return False
        _end_group(pid)
        _, status, usage = os.wait4(pid, 0)
        control.send(
            json.dumps({"status": status, "cpu": round(usage.ru_utime + usage.ru_stime, 3), "peak": usage.ru_maxrss << 10}).encode()
        )
    except (BrokenPipeError, ConnectionResetError):
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(process, signal.SIGKILL)
        os.close(process)
    return True


def _end_group(pid: int) -> None:
    """Kill what a child started where no wall forbade it. Before the child is waited for: until then its number is its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
