"""What a fork a file costs: `python -m tests.bench.deid.sandbox [TIMES]` prints seconds and megabytes, warm, with every wall alone.

Wall seconds are those of an idle caller; CPU seconds are the child's own, as the kernel counts them.
"""

import os
import statistics
import sys
import time

from cases.deid.sandbox import Sandbox
from cases.deid.sandbox.process import chosen

SUITES = {
    "as here": None,
    "no wall": (),
    "landlock": ("landlock",),
    "seccomp": ("seccomp",),
    "seccomp, bubblewrap": ("seccomp", "bubblewrap"),
}


def memory(pid):
    """Megabytes of a process: resident, and its own share where pages are shared."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        told = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in file if line.startswith(("Rss", "Pss:", "Private"))}
    return told["Rss"], told["Private_Clean"] + told["Private_Dirty"]


def main(times):
    print(f"walls here: {', '.join(sorted(chosen()))}; load {os.getloadavg()[0]:.1f}; {times} forks each")
    print(f"{'walls':22}{'start s':>9}{'fork ms':>9}{'90 % ms':>9}{'CPU ms':>8}{'zygote MB':>11}{'its own':>9}{'child MB':>10}")
    for name, walls in SUITES.items():
        begun = time.monotonic()
        with Sandbox(drills="tests.deid.drills", walls=walls) as sandbox:
            started = time.monotonic() - begun
            took, cpu, peak = [], [], []
            for _ in range(times):
                begun = time.monotonic()
                sandbox.drill("who")
                took.append(1000 * (time.monotonic() - begun))
                cpu.append(1000 * sandbox.last.cpu)
                peak.append(sandbox.last.peak / (1 << 20))
            resident, own = memory(sandbox.status()["pid"])
            slow = sorted(took)[int(0.9 * (times - 1))]
            print(
                f"{name:22}{started:9.2f}{statistics.median(took):9.1f}{slow:9.1f}{statistics.median(cpu):8.1f}"
                f"{resident:11.0f}{own:9.0f}{statistics.median(peak):10.0f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
