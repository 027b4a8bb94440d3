"""Which frames with faces of 24 to 35 pixels in a 1280x720 film are covered, on seeded clips made here.

Run: python -m tests.bench.deid.small [--seeds 1 2 3] [--only WORD] [--more FOLDER]

A row for each clip and seed: face-frames covered, the part of the picture under masks, how many masks, CPU seconds a second of film.
`--more` is a folder with pictures of more people and `heads.json` {name: face box}, as `tests.bench.deid.heads` takes it.
"""

from __future__ import annotations

import argparse
import io
import time

import numpy as np

from cases.deid import Limits
from cases.deid import video as deid
from tests.bench.deid.clips import FPS, Shot
from tests.bench.deid.small_clips import SMALL, small_shots
from tests.bench.deid.video import COVERED, covered, part
from tests.deid.video.films import film


def row(name: str, seed: int, more: str | None, engines: object) -> tuple[int, int, str]:
    """One clip: face-frames covered, face-frames, and the words of the row."""
    shots, rotation = small_shots(name, seed, more)
    keep: list[Shot] = []

    def pictures():
        for shot in shots:
            keep.append(Shot(np.empty(0), shot.faces))
            yield np.ascontiguousarray(np.rot90(shot.rgb, -rotation // 90)) if rotation else shot.rgb

    source = film(pictures(), fps=FPS, options={"preset": "ultrafast", "crf": "20"}, rotation=rotation)
    start = time.process_time()
    seen = deid.inspect(source, io.BytesIO(), limits=Limits(), engines=engines, progress=lambda done, total: None)
    cpu = (time.process_time() - start) / seen.seconds
    good, every, area, missed = 0, 0, 0.0, []
    for index, shot in enumerate(keep):
        under = covered(seen.masks, index, seen.size)
        area += float(under.mean()) / len(keep)
        for box in shot.faces:
            hidden = part(under, box) >= COVERED
            good, every = good + hidden, every + 1
            if not hidden:
                missed.append(index)
    words = f"{name:26} {seed:>5} {f'{good}/{every}':>12} {100 * area:>7.2f} {len(seen.masks):>5} {cpu:>6.2f}  "
    return good, every, words + ",".join(map(str, missed[:14]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", default="")
    parser.add_argument("--more")
    options = parser.parse_args()
    engines = deid.load_engines()
    print(f"{'clip':26} {'seed':>5} {'face-frames':>12} {'area %':>7} {'masks':>5} {'CPU/s':>6}  missed")
    total = [0, 0]
    for name in (name for name in SMALL if options.only in name):
        for seed in options.seeds:
            good, every, words = row(name, seed, options.more, engines)
            print(words, flush=True)
            total = [total[0] + good, total[1] + every]
    print(f"faces {total[0]}/{total[1]} = {100 * total[0] / max(total[1], 1):.2f} %")


if __name__ == "__main__":
    main()
