"""What video de-identification covers and costs, on seeded clips made here.

Run: python -m tests.bench.deid.video [--seconds 10] [--only WORD] [--noise 3]

First a row a clip: face-frames and line-frames covered, the part of the picture under masks, CPU seconds a second of film. Then
the budget clip through the sandbox (CPU seconds, peak memory, longest silence) and in this process (CPU seconds by part).
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import time
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from cases.deid import Limits, Mask
from cases.deid import video as deid
from tests.bench.deid.clips import CLIPS, FPS, SIZE, Box, Shot, budget, shots
from tests.deid.video.films import film

COVERED = 0.95  # of a box, for the frame to count
PARTS = {
    "faces": ("cv2.dnn.Net", "blobFromImage"),
    "text": ("onnxruntime_pybind11_state.run",),
    "decode": ("'decode' of",),
    "scale": ("'reformat' of", "cv2.resize", "cvtColor", "resize"),
    "encode": ("'encode' of",),
}


def encoded(frames: Iterable[Shot], keep: list[Shot]) -> io.BytesIO:
    """The film of a clip; what is on each frame goes into `keep`, without its pixels."""

    def pictures():
        for shot in frames:
            keep.append(Shot(np.empty(0), shot.faces, shot.lines))
            yield shot.rgb

    return film(pictures(), fps=FPS, options={"preset": "ultrafast", "crf": "20"})


def covered(masks: list[Mask], index: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Which pixels of frame `index` lie under a mask."""
    under = np.zeros((size[1], size[0]), bool)
    for mask in masks:
        if mask.first <= index <= mask.last:
            under[mask.y0 : mask.y1, mask.x0 : mask.x1] = True
    return under


def row(name: str, engines: object) -> list[object]:
    """One clip: how many of its face-frames and line-frames are covered, the area under masks, CPU seconds a second."""
    keep: list[Shot] = []
    source, preview = encoded(shots(name), keep), io.BytesIO()
    start = time.process_time()
    seen = deid.inspect(source, preview, limits=Limits(), engines=engines, progress=lambda done, total: None)
    cpu = (time.process_time() - start) / seen.seconds
    counts, area, missed = {"faces": [0, 0], "lines": [0, 0]}, 0.0, []
    for index, shot in enumerate(keep):
        under = covered(seen.masks, index)
        area += float(under.mean()) / len(keep)
        for kind in counts:
            for box in getattr(shot, kind):
                good = part(under, box) >= COVERED
                counts[kind][0] += good
                counts[kind][1] += 1
                if not good:
                    missed.append(index)
    told = [f"{good}/{all_}" if all_ else "-" for good, all_ in counts.values()]
    return [name, *told, f"{100 * area:.2f}", len(seen.masks), f"{cpu:.2f}", ",".join(map(str, missed[:12])), counts]


def part(under: np.ndarray, box: Box) -> float:
    return float(under[box[1] : box[3], box[0] : box[2]].mean())


def split(profile: cProfile.Profile) -> dict[str, float]:
    """CPU seconds by part: the time inside the functions of C that do the work, and the rest."""
    stats = pstats.Stats(profile).stats
    told = {part: sum(row[2] for key, row in stats.items() if any(name in key[2] for name in names)) for part, names in PARTS.items()}
    return told | {"other": sum(row[2] for row in stats.values()) - sum(told.values())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--only", default="")
    parser.add_argument("--noise", type=float, default=3.0)
    options = parser.parse_args()
    engines = deid.load_engines()
    print(f"{'clip':24} {'face-frames':>12} {'line-frames':>12} {'area %':>7} {'masks':>5} {'CPU/s':>6}  missed")
    totals = {"faces": [0, 0], "lines": [0, 0]}
    for name in (name for name in CLIPS if options.only in name):
        *cells, counts = row(name, engines)
        print("{:24} {:>12} {:>12} {:>7} {:>5} {:>6}  {}".format(*cells), flush=True)
        for kind, (good, all_) in counts.items():
            totals[kind][0] += good
            totals[kind][1] += all_
    print(", ".join(f"{kind} {good}/{all_} = {100 * good / max(all_, 1):.2f} %" for kind, (good, all_) in totals.items()))
    if options.seconds:
        costs(options.seconds, options.noise, engines)


def costs(seconds: int, noise: float, engines: object) -> None:
    """Print what the budget clip costs, through the sandbox and by part."""
    from cases.deid.sandbox import Sandbox

    source = encoded(budget(seconds, noise), []).getvalue()
    told: list[float] = []
    with Sandbox() as sandbox:
        seen = sandbox.inspect(source, progress=lambda done, total: told.append(time.monotonic()))
        looked = sandbox.last
        done = sandbox.burn(source, kind="video", masks=seen.masks)
        burned = sandbox.last
    print(f"\n{seconds} s of {SIZE[0]}x{SIZE[1]}, {len(source) / 1e6:.1f} MB: inspect {looked.cpu:.1f} + burn {burned.cpu:.1f}", end=" ")
    print(f"= {looked.cpu + burned.cpu:.1f} CPU s, peak {max(looked.peak, burned.peak) >> 20} MB", end=", ")
    print(f"longest silence {max(b - a for a, b in pairwise(told)):.2f} s")
    print(f"preview {seen.previews[0].length / 1e6:.1f} MB, film {done.value.size_bytes / 1e6:.1f} MB, {len(seen.masks)} masks")
    for name, job in {
        "inspect": lambda: deid.inspect(io.BytesIO(source), io.BytesIO(), limits=Limits(), engines=engines, progress=lambda d, t: None),
        "burn": lambda: deid.burn(
            io.BytesIO(source), io.BytesIO(), io.BytesIO(), masks=seen.masks, limits=Limits(), progress=lambda d, t: None
        ),
    }.items():
        profile = cProfile.Profile(time.process_time)
        profile.runcall(job)
        print(f"{name}: " + ", ".join(f"{part} {cpu:.1f}" for part, cpu in split(profile).items()))


if __name__ == "__main__":
    main()
