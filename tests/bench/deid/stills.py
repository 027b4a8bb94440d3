"""The whole table for stills: lines, faces, false masks, a photograph's cost: `python -m tests.bench.deid.stills [pictures] [seed]`.

`python -m tests.bench.deid.stills cost` prints the last part alone. CPU seconds are of the sandbox's own children, so other
programs on the machine disturb them little; memory is the most that one child held.
"""

import runpy
import statistics
import sys
from importlib.util import find_spec

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cases.deid.sandbox import Sandbox
from tests.bench.deid import lettering, written
from tests.deid.images.pictures import portrait, saved

ROUNDS = 3


def photographs():
    """Twelve megapixels as JPEG: without and with lettering, and a dark one of the kind that consoles make."""
    plain = portrait().resize((4000, 3000))
    lettered = plain.copy()
    for number, words in enumerate(written.PLAIN[:12]):
        ImageDraw.Draw(lettered).text((120, 120 + 220 * number), words, fill="white", font=ImageFont.load_default(90))
    dark = Image.fromarray((np.asarray(lettered) * 0.25).astype(np.uint8))
    return {name: saved(image, "JPEG", quality=92) for name, image in (("plain", plain), ("12 lines", lettered), ("dark, 12 lines", dark))}


def cost():
    """CPU seconds and peak memory of a photograph from bytes to a verified clean file, in a warm sandbox."""
    with Sandbox() as sandbox:
        for name, raw in photographs().items():
            inspected, burned, peak = [], [], 0
            for _ in range(ROUNDS):
                seen = sandbox.inspect(raw)
                inspected.append(sandbox.last.cpu)
                peak = max(peak, sandbox.last.peak)
                sandbox.burn(raw, kind="image", masks=seen.masks)
                burned.append(sandbox.last.cpu)
                peak = max(peak, sandbox.last.peak)
            middle = statistics.median(one + other for one, other in zip(inspected, burned, strict=True))
            print(
                f"12 MP JPEG, {name}: inspect {min(inspected):.2f} + burn {min(burned):.2f} CPU s at best, {middle:.2f} in the middle"
                f" of {ROUNDS}; {len(seen.masks)} masks; peak {peak / 1e6:.0f} MB"
            )


def main(count=60, seed=1):
    lettering.main(count, seed)
    if find_spec("tests.bench.deid.faces"):
        sys.argv[1:] = []
        runpy.run_module("tests.bench.deid.faces", run_name="__main__")
    cost()


if __name__ == "__main__":
    if sys.argv[1:] == ["cost"]:
        cost()
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
