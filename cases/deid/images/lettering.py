"""Finds burned-in lettering: the detection network of RapidOCR (PP-OCRv6, a DBNet) run directly, without its package."""

from __future__ import annotations

import os

# The wheel sends telemetry from a thread it starts on import; this must be said before. No request ever leaves this program.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import cv2
import numpy as np
import onnxruntime

from cases.deid.images import boxes, ink, weights
from cases.deid.images.doubtful import doubtful
from cases.deid.images.reading import Reader
from cases.deid.images.second_looks import READABLE, SecondLooks
from cases.deid.images.shapes import UNCLIP, shapes
from cases.deid.images.tiles import maps

REVISION = "8"  # in every receipt: change it when the rules below change, so that `manage.py redetect` looks again
COARSE = 480  # pixels: the long side of the whole picture when big lettering is looked for
COARSE_THICKEST = 0.3  # of the short side, as high as a line may be there
COVERED = 0.9  # of a line's kernel in a box that was found: it need not be found once more
MOST_BIG = 12  # thick shapes looked at again in one picture, the surest first
TOLD = 0.3  # mean of the second looks from which something dropped may be lettering: huge letters have .33 and more, walls and skin 0
HALF_READ = 0.5  # certainty with which a dropped line must be read, besides, to be told


class LetteringDetector:
    """Lines of text in an image. One instance serves one thread; weights are loaded once, about 70 ms."""

    def __init__(self, reader: Reader | None = None) -> None:
        self.reader = reader or Reader()
        cv2.setNumThreads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # The arena saves a third of the CPU time on page faults; a child dies with it after one file.
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights.path(weights.LETTERING), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._chances(np.zeros((64, 64, 3), np.uint8))  # what is loaded at the first use is in memory before the walls stand

    def __call__(self, rgb: np.ndarray, *, glance: str | None = None) -> list[boxes.Box]:
        """Upright boxes (x0, y0, x1, y1, score) in pixels of `rgb` (height, width, 3; uint8) that hold lines of text.

        `glance` "positive" or "negative" looks once, at the picture's own size, as it is or as its negative, and leaves out
        what is too thick for a line: for films, which look often (see `cases.deid.video.lettering`).
        """
        return self.look(rgb)[0] if glance is None else self._glance(rgb, negative=glance == "negative")

    def _glance(self, rgb: np.ndarray, *, negative: bool) -> list[boxes.Box]:
        height, width = rgb.shape[:2]
        size = max(32, round(width / 32) * 32), max(32, round(height / 32) * 32)
        image = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)
        fine, _ = shapes(self._chances(255 - image if negative else image), width, height)
        if not fine:
            return []
        scale = [width / size[0], height / size[1], width / size[0], height / size[1], 1]
        return boxes.whole(np.array([shape.upright(UNCLIP) for shape in fine]) * scale, width, height)

    def look(self, rgb: np.ndarray) -> tuple[list[boxes.Box], int]:
        """The boxes, and how many shapes were dropped that may yet be lettering, most of them huge (for a person to look at)."""
        height, width = rgb.shape[:2]
        seen_in = maps(rgb, self._chances)
        chances = seen_in.chances
        looks = SecondLooks(self._chances, self.reader, rgb, (chances.shape[1] / width, chances.shape[0] / height))
        fine, thick = shapes(chances, width, height)
        kept = [shape for shape in fine if not looks.is_no_line(shape) and not looks.is_drawing(shape) and not looks.is_blank(shape)]
        again = [(shape, looks.seen(shape)) for shape in thick[:MOST_BIG]]
        big = [shape for shape, seen in again if looks.is_big_lettering(shape, seen) and not looks.is_blank(shape, seen=True)]
        found = [looks.box(shape, UNCLIP) for shape in kept] + [looks.box(shape, UNCLIP / 2) for shape in big]
        if len(big) < len(thick):  # tissue, or lines that grew together: seen small, they are lines of their own
            found += self._coarse(rgb, looks, found)
        found += doubtful(rgb, seen_in, looks, found)
        masked = boxes.whole(np.array(found), width, height) if found else []
        masked = _outermost([ink.trimmed(rgb, box) for box in masked])
        dropped = [(shape, looks.seen(shape), HALF_READ) for shape in fine if shape not in kept]
        dropped += [(shape, seen, READABLE) for shape, seen in again if shape not in big]
        dropped = [
            (shape, sure) for shape, seen, sure in dropped if sum(seen) / len(seen) >= TOLD and not looks.lies_in(masked, shape, 0.5)
        ]
        return masked, sum(looks.may_be_read(shape, sure) for shape, sure in dropped)

    def _coarse(self, rgb: np.ndarray, looks: SecondLooks, known: list[list[float]]) -> list[list[float]]:
        """Boxes of big lettering, in pixels of `rgb`, found in a small copy of the whole picture and not within a `known` box."""
        height, width = rgb.shape[:2]
        ratio = COARSE / max(height, width)
        size = max(32, round(width * ratio / 32) * 32), max(32, round(height * ratio / 32) * 32)
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        looks = looks.at((size[0] / width, size[1] / height))
        chances = np.maximum(self._chances(small), self._chances(255 - small))
        lines = [shape for part in shapes(chances, width, height) for shape in part][: 2 * MOST_BIG]
        lines = [shape for shape in lines if 12 <= min(shape.grown(UNCLIP)) <= COARSE_THICKEST * min(size)]
        lines = [shape for shape in lines if not looks.lies_in(known, shape, COVERED)]
        lines = [shape for shape in lines if looks.is_big_lettering(shape, looks.seen(shape)) and not looks.is_blank(shape, seen=True)]
        return [looks.box(shape, UNCLIP) for shape in lines]

    def _chances(self, image: np.ndarray) -> np.ndarray:
        # RapidOCR feeds BGR; mean and deviation are .5 for each channel.
        blob = cv2.dnn.blobFromImage(image, 1 / 127.5, None, (127.5, 127.5, 127.5), swapRB=True, crop=False)
        return self._session.run(None, {self._input: blob})[0][0, 0]


def _outermost(found: list[boxes.Box]) -> list[boxes.Box]:
    """Without the boxes that lie wholly inside another: the same is covered, and a line counts once."""
    kept: list[boxes.Box] = []
    for box in sorted(found, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1])):
        if not any(box[0] >= one[0] and box[1] >= one[1] and box[2] <= one[2] and box[3] <= one[3] for one in kept):
            kept.append(box)
    return kept
