"""CPU seconds of `manage.py consensus` on many panels, start included, beside an empty start.

Run by hand: .venv/bin/python tests/bench/consensus.py [PANELS] [RATERS] [OPTIONS]; the budget is 10 CPU seconds for 10000 30 8.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"


def panels(count, raters, options, *, with_previous):
    """Yield panels as lines: every option tilted its own way, 3 % abstentions."""
    draw = random.Random(1)

    def rows(tilt):
        return [[None if draw.random() < 0.03 else min(9, max(1, round(draw.gauss(t, 1.5)))) for t in tilt] for _ in range(raters)]

    for _ in range(count):
        tilt = [draw.choice((2, 5, 7, 8)) for _ in range(options)]
        panel = {"options": [f"option {place}" for place in range(options)], "ratings": rows(tilt)}
        if with_previous:
            panel |= {"previous": rows(tilt), "eligible": raters + raters // 4}
        yield json.dumps(panel)


def cpu_seconds(path):
    """Return the CPU seconds of one run over a file, and how many lines it answered."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([sys.executable, MANAGE, "consensus", path], capture_output=True, check=True, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, run.stdout.count(b"\n")


def main(count=10_000, raters=30, options=8):
    with tempfile.TemporaryDirectory() as folder:
        for name, lines, with_previous in (
            ("one panel", 1, False),
            ("ratings", count, False),
            ("ratings, previous, eligible", count, True),
        ):
            path = Path(folder, "panels.jsonl")
            path.write_text("\n".join(panels(lines, raters, options, with_previous=with_previous)))
            seconds, answered = cpu_seconds(path)
            assert answered == lines
            print(
                f"{name}: {answered} panels of {raters} raters x {options} options in {seconds:.2f} CPU s (load {os.getloadavg()[0]:.1f})"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
