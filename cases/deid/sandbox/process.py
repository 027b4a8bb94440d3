"""Keeps the zygote and watches one child at a time: its words, its clock and its memory."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cases.deid.clean import Refused
from cases.deid.sandbox import answers, bubblewrap
from cases.deid.sandbox.bubblewrap import ROOT
from cases.deid.sandbox.walls import KERNELS, Budget, offered

START_SECONDS = 60
BEAT_SECONDS = 0.25  # between two looks at a child's memory
# One thread everywhere, or a fork could inherit a closed lock; onnxruntime's wheel has a telemetry thread that must not start.
QUIET = {**{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}, "ORT_DISABLE_TELEMETRY": "1"}


class SandboxUnavailable(Exception):
    """The sandbox cannot be started on this machine. The words say why, and come from no upload."""


@dataclass
class Ended:
    """How a child ended: wait status, CPU seconds, peak resident bytes, its pid."""

    status: int
    cpu: float
    peak: int
    pid: int


def chosen() -> frozenset[str]:
    """The walls to raise on this machine: "landlock", "seccomp", "bubblewrap"."""
    return choose(offered(), lambda: bubblewrap.command() is not None)


def choose(kernels: frozenset[str], wrapped: Callable[[], bool]) -> frozenset[str]:
    """The walls to raise where the kernel offers `kernels`: bubblewrap joins where Landlock or seccomp is missing, and it works."""
    return kernels | {"bubblewrap"} if kernels != KERNELS and wrapped() else kernels


def enough(walls: frozenset[str]) -> bool:
    """Whether real patients' files may be decoded behind them: system calls filtered, and no file in reach."""
    return "seccomp" in walls and bool({"landlock", "bubblewrap"} & walls)


class Zygote:
    """The warm process that forks once a file. Not for two threads at once: `Sandbox` holds a lock."""

    def __init__(self, walls: frozenset[str], drills: str | None = None):
        self.walls = walls
        self._control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-P", "-m", "cases.deid.sandbox.zygote", str(other.fileno()), ",".join(sorted(self.walls & KERNELS))]
        if drills:
            command.append(drills)
        if "bubblewrap" in self.walls:
            command = (bubblewrap.command((drills.partition(".")[0],) if drills else ()) or ["/nowhere"]) + command
        # Nothing of our environment goes in: settings and secrets are no business of a decoder.
        environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", **QUIET}
        with other:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd="/",
                pass_fds=[other.fileno()],
                start_new_session=True,
            )
        self.ready = self._await_ready()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """End the zygote and the child it may have."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)  # bubblewrap and what it holds; a child of ours is killed by its pidfd
            self._process.wait()

    def run(self, budget: Budget, files: list[int], hear: Callable[[int, int], None], beat: Callable[[], None]) -> tuple[Any, Ended]:
        """Fork for one file and return the child's result and how it ended. `files`: request, source, target, second.

        Raises Refused: "time", "memory", "crashed", or what the child says. Any exception of `hear` or `beat` kills the child.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with ours:
            with theirs:
                try:
                    socket.send_fds(self._control, [json.dumps(asdict(budget)).encode()], [theirs.fileno(), *files])
                except OSError:
                    raise Refused("crashed") from None
            message, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
            if not message or not descriptors:
                raise Refused("crashed")
            process = descriptors[0]
            pid = _pid_of(process)
            try:
                words = _Words(ours, hear)
                killed = _watch(process, pid, words, budget, beat)
            finally:
                _kill(process)
                os.close(process)
                ended = Ended(**json.loads(self._control.recv(4096) or b'{"status": 9, "cpu": 0, "peak": 0}'), pid=pid)
            return _verdict(words, killed, ended), ended

    def _await_ready(self) -> dict[str, Any]:
        self._control.settimeout(START_SECONDS)
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 1)
            said = json.loads(message or b"{}")
        except (TimeoutError, ValueError, OSError):
            said, descriptors = {}, []
        self._control.settimeout(None)
        if "ready" not in said:
            self.close()
            raise SandboxUnavailable(f"The sandbox did not start: {said.get('failed', 'no answer')} {said.get('why', '')}".strip())
        pid = _pid_of(descriptors[0])
        os.close(descriptors[0])
        return {**said["ready"], "pid": pid, "bubblewrap": "bubblewrap" in self.walls}


class _Words:
    """The lines of one child. Progress is passed on; one result or refusal is kept."""

    def __init__(self, channel: socket.socket, hear: Callable[[int, int], None]):
        self._channel, self._hear, self._rest = channel, hear, bytearray()
        self.result: Any = None
        self.refused: str | None = None
        self.broken = False

    def fileno(self) -> int:
        return self._channel.fileno()

    def read(self) -> bool:
        """Take what is there; False at the end."""
        data = self._channel.recv(1 << 18)
        self._rest += data
        while (end := self._rest.find(b"\n")) >= 0:
            line = bytes(self._rest[:end])
            del self._rest[: end + 1]
            self._take(line)
        self.broken |= len(self._rest) > answers.MOST_LINE
        return bool(data) and not self.broken

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            if "progress" in said:
                done, total = (int(answers.number(part)) for part in said["progress"])
            elif self.result is not None or self.refused is not None:
                raise ValueError("a second answer")
            elif "refused" in said:
                self.refused = answers.refused(said["refused"]).code
            else:
                self.result = said["result"]
        except (ValueError, TypeError, KeyError, RecursionError):
            self.broken = True
            return
        if "progress" in said and 0 <= done <= total:
            self._hear(done, total)


def _watch(process: int, pid: int, words: _Words, budget: Budget, beat: Callable[[], None]) -> str | None:
    """Listen until the child is gone; the code of the refusal when it had to be killed."""
    deadline, next_beat = time.monotonic() + budget.wall, 0.0
    poll = select.poll()
    poll.register(process, select.POLLIN)
    poll.register(words.fileno(), select.POLLIN)
    while True:
        now = time.monotonic()
        if now > deadline:
            return "time"
        if now >= next_beat:
            next_beat = now + BEAT_SECONDS
            if _resident(pid) > budget.resident:
                return "memory"
            beat()
        ready = {descriptor for descriptor, _ in poll.poll(min(deadline - now, BEAT_SECONDS) * 1000)}
        if words.fileno() in ready and not words.read():
            if words.broken:
                return "crashed"
            poll.unregister(words.fileno())
        elif process in ready and words.fileno() not in ready:
            return None


def _verdict(words: _Words, killed: str | None, ended: Ended) -> Any:
    if killed:
        raise Refused(killed)
    if os.WIFSIGNALED(ended.status):
        raise Refused("time" if os.WTERMSIG(ended.status) == signal.SIGXCPU else "crashed")
    if words.refused:
        raise Refused(words.refused)
    if words.broken or words.result is None or os.WEXITSTATUS(ended.status) != 0:
        raise Refused("crashed")
    return words.result


def _pid_of(process: int) -> int:
    """The number, as we see it, of the process behind a pidfd; -1 when it is gone."""
    told = Path(f"/proc/self/fdinfo/{process}").read_text()
    return int(told.partition("\nPid:")[2].split()[0])


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(process, signal.SIGKILL)
