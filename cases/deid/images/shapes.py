"""Shapes in the probability map of the lettering network: what may be lines, as rectangles at an angle."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

THRESHOLD = 0.2  # of the probability map; low, because a missed name costs more than a covered background
BOX_THRESHOLD = 0.3  # mean probability inside a box
UNCLIP = 2.0  # the network draws the kernel of a line: grow it by UNCLIP x area / perimeter (DBNet, arXiv:1911.08947)
WEAK = 0.1  # of the probability map and mean inside a box: what is at least that may be a letter too small to be seen surely
LEVELS = 0.5, 0.75, 0.9, 0.97  # thresholds at which what grew together is taken apart
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
    most, fine, thick = thickest(chances, width, height), [], []
    for shape in _kernels(chances, chances > THRESHOLD):
        if min(shape.sides) >= 3 and shape.score >= BOX_THRESHOLD:
            (thick if min(shape.grown(UNCLIP)) > most else fine).append(shape)
    return fine, sorted(thick, key=lambda shape: -shape.score)


def weak(chances: np.ndarray, width: int, height: int) -> list[Shape]:
    """What is too small or too faint for `shapes`, the surest first."""
    most = thickest(chances, width, height)
    found = [shape for shape in _kernels(chances, chances > WEAK) if min(shape.grown(UNCLIP)) <= most and shape.score >= WEAK]
    return sorted(found, key=lambda shape: -shape.score)


def pieces(chances: np.ndarray, width: int, height: int) -> list[Shape]:
    """Lines in shapes that are too thick: a name that grew together with the tissue or the curve beside it, the surest first."""
    most, found = thickest(chances, width, height), []
    left = _filled(chances, [shape for shape in _kernels(chances, chances > THRESHOLD) if min(shape.grown(UNCLIP)) > most])
    for level in LEVELS:
        kernels = _kernels(chances, left & (chances > level))
        found += [shape for shape in kernels if min(shape.grown(UNCLIP)) <= most and min(shape.sides) >= 3]
        left &= _filled(chances, [shape for shape in kernels if min(shape.grown(UNCLIP)) > most])
    return sorted(found, key=lambda shape: -shape.score)


def thickest(chances: np.ndarray, width: int, height: int) -> float:
    """How thick a line may be, in pixels of the map."""
    high, wide = chances.shape
    return max(0.08 * min(width, height), 48) * min(wide / width, high / height)


def _kernels(chances: np.ndarray, bitmap: np.ndarray) -> list[Shape]:
    contours, _ = cv2.findContours(cv2.dilate(bitmap.astype(np.uint8), np.ones((2, 2), np.uint8)), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [cv2.minAreaRect(contour) for contour in contours]
    return [Shape(*box, inside(chances, cv2.boxPoints(box))) for box in boxes if min(box[1]) > 0]


def _filled(chances: np.ndarray, found: list[Shape]) -> np.ndarray:
    mask = np.zeros(chances.shape, np.uint8)
    for shape in found:
        cv2.fillPoly(mask, [np.round(cv2.boxPoints((shape.middle, shape.sides, shape.angle))).astype(np.int32)], 1)
    return mask > 0


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
