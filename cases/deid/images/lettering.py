"""Finds burned-in lettering: the detection network of RapidOCR (PP-OCRv6, a DBNet) run directly, without its package."""

from __future__ import annotations

import os
from dataclasses import dataclass

# The wheel sends telemetry from a thread it starts on import; this must be said before. No request ever leaves this program.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import cv2
import numpy as np
import onnxruntime

from cases.deid.images import boxes, weights

REVISION = "2"  # in every receipt: change it when the rules below change, so that `manage.py redetect` looks again
THRESHOLD = 0.2  # of the probability map; low, because a missed name costs more than a covered background
BOX_THRESHOLD = 0.3  # mean probability inside a box
UNCLIP = 2.0  # the network draws the kernel of a line: grow it by UNCLIP x area / perimeter (DBNet, arXiv:1911.08947)
SHORT_SIDE = 736  # pixels: smaller pictures are enlarged to this, at most MOST_ENLARGED times
MOST_ENLARGED = 3.0
BOTH_WAYS_PIXELS = 1_300_000  # up to here a picture is looked at as it is and as its negative
BIG_LOOKED_AT = 28  # pixels: how high big lettering is made for the second look
BIG_SURE = 0.45  # mean probability in the second look: lettering has .5 and more, colour bars and tissue next to nothing
MOST_BIG = 12  # thick shapes looked at again in one picture, the surest first
MOST_PIXELS = 1_900_000  # looked at in one pass; the network takes about .6 CPU s and 0.3 GB per megapixel


class LetteringDetector:
    """Lines of text in an image. One instance serves one thread; weights are loaded once, about 70 ms."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # The arena saves a third of the CPU time on page faults; a child dies with it after one file.
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights.path(weights.LETTERING), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

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
        """The boxes, and how many were dropped because no line of text is that thick (for a person to look at)."""
        height, width = rgb.shape[:2]
        chances = self.chances(rgb)
        high, wide = chances.shape
        fine, thick = shapes(chances, width, height)
        big = [shape for shape in thick[:MOST_BIG] if self._is_big_lettering(rgb, shape, wide / width)]
        found = np.array([shape.upright(UNCLIP) for shape in fine] + [shape.upright(UNCLIP / 2) for shape in big])
        if not len(found):
            return [], len(thick)
        scale = [width / wide, height / high, width / wide, height / high, 1]
        return boxes.whole(found * scale, width, height), len(thick) - len(big)

    def chances(self, rgb: np.ndarray) -> np.ndarray:
        """The map of text probabilities, float32, some multiple of 32 pixels either way.

        The network was taught dark print on paper: small light letters on a dark ground (11 pixels on an ultrasound) are found
        only in the negative. So a dark picture is looked at as its negative, and one that is cheap enough both ways.
        """
        height, width = rgb.shape[:2]
        ratio = min(max(1.0, SHORT_SIDE / min(height, width)), MOST_ENLARGED)
        ratio = min(ratio, (MOST_PIXELS / (height * width)) ** 0.5)
        size = max(32, round(width * ratio / 32) * 32), max(32, round(height * ratio / 32) * 32)
        image = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
        looks = [255 - image, image] if image.mean() < 128 else [image, 255 - image]
        if size[0] * size[1] > BOTH_WAYS_PIXELS:
            looks.pop()
        return np.maximum.reduce([self._chances(look) for look in looks])

    def _is_big_lettering(self, rgb: np.ndarray, shape: Shape, scale: float) -> bool:
        """Whether a thick shape is still read as lettering when the picture is small enough for it to be a line.

        A row of coins, the bars of a test picture, tissue and sky are taken for lettering only while they are large. `scale` is
        the size of the map over that of the picture.
        """
        height, width = rgb.shape[:2]
        sides = shape.grown(UNCLIP / 2)
        points = cv2.boxPoints((shape.middle, shape.grown(0.2), shape.angle)) / scale
        margin = min(sides) / scale  # around it, so that lettering has a ground to stand on
        left, top = (int(max(0, edge - margin)) for edge in points.min(axis=0))
        right, bottom = (int(edge + margin) + 1 for edge in points.max(axis=0))
        part = rgb[top : min(bottom, height), left : min(right, width)]
        ratio = BIG_LOOKED_AT * scale / min(sides)
        size = max(32, round(part.shape[1] * ratio / 32) * 32), max(32, round(part.shape[0] * ratio / 32) * 32)
        small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
        chances = np.maximum(self._chances(small), self._chances(255 - small))
        placed = (points - [left, top]) * [size[0] / part.shape[1], size[1] / part.shape[0]]
        return _inside(chances, placed.astype(np.float32)) >= BIG_SURE

    def _chances(self, image: np.ndarray) -> np.ndarray:
        # RapidOCR feeds BGR; mean and deviation are .5 for each channel.
        blob = cv2.dnn.blobFromImage(image, 1 / 127.5, None, (127.5, 127.5, 127.5), swapRB=True, crop=False)
        return self._session.run(None, {self._input: blob})[0][0, 0]


@dataclass(frozen=True)
class Shape:
    """The kernel of what may be a line: a rectangle at an angle, in pixels of the probability map, and its mean probability."""

    middle: tuple[float, float]
    sides: tuple[float, float]
    angle: float
    score: float

    def grown(self, unclip: float) -> tuple[float, float]:
        more = unclip * self.sides[0] * self.sides[1] / (self.sides[0] + self.sides[1])
        return self.sides[0] + more, self.sides[1] + more

    def upright(self, unclip: float) -> list[float]:
        points = cv2.boxPoints((self.middle, self.grown(unclip), self.angle))
        return [*points.min(axis=0), *points.max(axis=0), self.score]


def shapes(chances: np.ndarray, width: int, height: int) -> tuple[list[Shape], list[Shape]]:
    """Shapes in the probability map of a picture of `width` x `height` pixels: thin as lines, and too thick (surest first)."""
    high, wide = chances.shape
    bitmap = cv2.dilate((chances > THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(bitmap, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    thickest = max(0.08 * min(width, height), 48) * min(wide / width, high / height)
    fine, thick = [], []
    for contour in contours:
        middle, sides, angle = cv2.minAreaRect(contour)
        if min(sides) < 3:
            continue
        score = _inside(chances, cv2.boxPoints((middle, sides, angle)))
        if score < BOX_THRESHOLD:
            continue
        shape = Shape(middle, sides, angle, score)
        (thick if min(shape.grown(UNCLIP)) > thickest else fine).append(shape)
    return fine, sorted(thick, key=lambda shape: -shape.score)


def _inside(chances: np.ndarray, points: np.ndarray) -> float:
    """The mean probability inside a four-sided shape."""
    left, top = np.floor(points.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(points.max(axis=0)).astype(int) + 1
    part = chances[top:bottom, left:right]
    if not part.size:
        return 0.0
    shape = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(shape, [np.round(points - [left, top]).astype(np.int32)], 1)
    return cv2.mean(part, shape)[0]
