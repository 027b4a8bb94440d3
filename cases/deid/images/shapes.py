"""Shapes in the probability map of the lettering network: what may be lines, as rectangles at an angle."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

THRESHOLD = 0.2  # of the probability map; low, because a missed name costs more than a covered background
BOX_THRESHOLD = 0.3  # mean probability inside a box
UNCLIP = 2.0  # the network draws the kernel of a line: grow it by UNCLIP x area / perimeter (DBNet, arXiv:1911.08947)
ENDS = 0.8  # of a line's thickness, added to its length: first and last letters are seen least


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
        one, other = self.grown(unclip)
        more = ENDS * min(one, other)
        sides = (one + more, other) if one > other else (one, other + more)
        points = cv2.boxPoints((self.middle, sides, self.angle))
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
        score = inside(chances, cv2.boxPoints((middle, sides, angle)))
        if score < BOX_THRESHOLD:
            continue
        shape = Shape(middle, sides, angle, score)
        (thick if min(shape.grown(UNCLIP)) > thickest else fine).append(shape)
    return fine, sorted(thick, key=lambda shape: -shape.score)


def inside(chances: np.ndarray, points: np.ndarray) -> float:
    """The mean probability inside a four-sided shape."""
    left, top = np.floor(points.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(points.max(axis=0)).astype(int) + 1
    part = chances[top:bottom, left:right]
    if not part.size:
        return 0.0
    shape = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(shape, [np.round(points - [left, top]).astype(np.int32)], 1)
    return cv2.mean(part, shape)[0]
