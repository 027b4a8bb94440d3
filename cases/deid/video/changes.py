"""Where a film shows what it did not show before: cheap enough for every frame, so that a face that comes gets a look at full size."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import cv2
import numpy as np

QUARTER = 4  # pixels to one at which pictures are compared; noise is averaged away
CELL = 8  # of those to a cell: 32 pixels, about a small face
BACK = 8  # frames; each picture is compared with the last one
SLOWLY = 4  # and one in so many with the one BACK before, for what comes slowly
LEAST = 3.0  # mean unexplained brightness (of 255) in a cell that makes it new
RESTLESS = 1.5  # times what a cell, or the middle one of all, always shows: grain, speckle, a texture that moves
FORGETS = 0.9  # of what a cell has always shown, from frame to frame
LEARNS = 0.2  # brightness by which that grows at most: what comes once or twice is not usual
STEADY = 0.1  # least response of the phase correlation
SPREAD = 0.1  # of all cells must have changed before it may be the camera that moved
FULL = 0.5  # part of a rectangle that is new, or else it is cut in two

Place = tuple[int, int, int, int]


class Changes:
    """Compares each picture with earlier ones, moved as the camera moved. What its neighbourhood explains is no news."""

    def __init__(self) -> None:
        self._past: deque[tuple[np.ndarray, np.ndarray]] = deque(maxlen=BACK)  # at a quarter and at an eighth of the size
        self._usual: dict[bool, np.ndarray] = {}
        self._count = 0

    def show(self, luma: np.ndarray) -> np.ndarray:
        """How new each cell is, in thresholds: above 1 it is news. `luma` is (height, width) uint8; all is news on the first picture."""
        height, width = luma.shape
        quarter = cv2.resize(luma, (max(CELL, width // QUARTER), max(CELL, height // QUARTER)), interpolation=cv2.INTER_AREA)
        eighth = cv2.resize(quarter, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float32)
        cells = -(-height // (QUARTER * CELL)), -(-width // (QUARTER * CELL))
        news = np.zeros(cells, np.float32) if self._past else np.full(cells, np.inf, np.float32)
        for far in (False, True) if self._past and self._count % SLOWLY == 0 else (False,) if self._past else ():
            left = self._unexplained(quarter, eighth, self._past[0 if far else -1], cells)
            usual = self._usual.get(far, np.zeros_like(left))
            news = np.maximum(news, left / (LEAST + RESTLESS * np.maximum(usual, np.median(left))))
            self._usual[far] = np.minimum(FORGETS * usual + (1 - FORGETS) * left, usual + LEARNS)
        self._past.append((quarter, eighth))
        self._count += 1
        return news

    def _unexplained(
        self, quarter: np.ndarray, eighth: np.ndarray, before: tuple[np.ndarray, np.ndarray], cells: tuple[int, int]
    ) -> np.ndarray:
        """The mean brightness in each cell beyond what stood there or beside it on an earlier picture."""
        left = _beyond(quarter, before[0])
        still = cv2.resize(left.astype(np.float32), cells[::-1], interpolation=cv2.INTER_AREA)
        if (still > LEAST).mean() < SPREAD:  # something moved, and the camera did not
            return still
        (x, y), response = cv2.phaseCorrelate(before[1], eighth, cv2.createHanningWindow(eighth.shape[::-1], cv2.CV_32F))
        if response < STEADY:
            return still
        matrix = np.float32([[1, 0, 2 * x], [0, 1, 2 * y]])
        moved = _beyond(quarter, cv2.warpAffine(before[0], matrix, quarter.shape[::-1], borderMode=cv2.BORDER_REPLICATE))
        panned = cv2.resize(moved.astype(np.float32), cells[::-1], interpolation=cv2.INTER_AREA)
        return panned if panned.mean() < still.mean() else still


def _beyond(quarter: np.ndarray, before: np.ndarray) -> np.ndarray:
    """By how much each pixel is brighter or darker than all about that place before."""
    return cv2.max(cv2.subtract(quarter, cv2.dilate(before, _SQUARE)), cv2.subtract(cv2.erode(before, _SQUARE), quarter))


_SQUARE = np.ones((3, 3), np.uint8)


def _ready() -> None:
    """Go through everything once: OpenCV sets up its Fourier transform on first use, and behind the walls it could not."""
    changes = Changes()
    for shade in (20, 200):
        changes.show(np.tile(np.arange(128, dtype=np.uint8), (128, 1)) // 2 + np.uint8(shade // 2))


_ready()


def places(new: np.ndarray, size: tuple[int, int]) -> Iterator[Place]:
    """Rectangles (x0, y0, x1, y1) in pixels of a picture of `size` (width, height) that hold all new cells and the cells about them."""
    wide = cv2.dilate(new.astype(np.uint8), _SQUARE)
    side = QUARTER * CELL
    for x0, y0, x1, y1 in _rectangles(wide, 0, 0):
        yield x0 * side, y0 * side, min(size[0], x1 * side), min(size[1], y1 * side)


def _rectangles(new: np.ndarray, left: int, top: int) -> Iterator[Place]:
    rows, columns = np.flatnonzero(new.any(axis=1)), np.flatnonzero(new.any(axis=0))
    if not rows.size:
        return
    y0, y1, x0, x1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    inside = new[y0:y1, x0:x1]
    high, wide = inside.shape
    if inside.mean() >= FULL or max(high, wide) <= 3:
        yield int(left + x0), int(top + y0), int(left + x1), int(top + y1)
    elif wide >= high:
        half = wide // 2
        yield from _rectangles(inside[:, :half], left + x0, top + y0)
        yield from _rectangles(inside[:, half:], left + x0 + half, top + y0)
    else:
        half = high // 2
        yield from _rectangles(inside[:half], left + x0, top + y0)
        yield from _rectangles(inside[half:], left + x0, top + y0 + half)
