"""What 10 s of 720p cost: CPU seconds of inspection and burning, by part. Run: python -m tests.bench.deid_video [SECONDS]

The film pans over a face, with noise and a burned-in line: every frame is fresh, one face is followed, text is there.
"""

import cProfile
import io
import pstats
import resource
import sys
import time
from itertools import pairwise

import cv2
import numpy as np

from cases.deid import Limits
from cases.deid import video as deid
from tests.deid.video.films import NAME_LINE, film, portrait

SIZE, FPS = (1280, 720), 30
PARTS = {"faces": "cv2.dnn.Net", "text": "onnxruntime_pybind11_state.run", "encode": "encode", "decode": "decode"}


def pan(seconds: int):
    big = cv2.resize(portrait(), (1600, 1600))
    rng = np.random.default_rng(0)
    for number in range(seconds * FPS):
        x, y = (round(300 * number / (seconds * FPS)), round(600 * number / (seconds * FPS)))
        picture = cv2.add(big[y : y + SIZE[1], x : x + SIZE[0]], rng.integers(0, 25, (SIZE[1], SIZE[0], 3), np.uint8))
        cv2.putText(picture, NAME_LINE, (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255), 2)
        yield picture


def main(seconds: int = 10) -> None:
    source = film(pan(seconds), fps=FPS, options={"preset": "ultrafast", "crf": "20"})
    engines, preview, target, poster = deid.load_engines(), io.BytesIO(), io.BytesIO(), io.BytesIO()
    told: list[float] = []
    profile = cProfile.Profile(time.process_time)
    start = time.process_time()
    seen = profile.runcall(
        deid.inspect, source, preview, limits=Limits(), engines=engines, progress=lambda done, total: told.append(time.monotonic())
    )
    middle = time.process_time()
    deid.burn(source, target, poster, masks=seen.masks, limits=Limits(), progress=lambda done, total: None)
    end = time.process_time()
    stats = pstats.Stats(profile).stats
    print(f"{seen.frames} frames: inspect {middle - start:.1f} + burn {end - middle:.1f} = {end - start:.1f} CPU s")
    for part, name in PARTS.items():
        print(f"  {part} {sum(row[2] for key, row in stats.items() if name in key[2]):.1f}")
    print(f"longest silence {max(b - a for a, b in pairwise(told)):.2f} s, {len(seen.masks)} masks")
    print(f"source {len(source.getvalue())}, preview {len(preview.getvalue())}, film {len(target.getvalue())} bytes")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
