"""Where something with edges has just appeared in a film: cheap enough for every frame, so that short-lived text gets a look."""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np

EDGE = 36  # difference of brightness between neighbours, at half size, that makes an edge
CELL = 8  # pixels at half size
DENSER = 0.2  # by how much the part of a cell that is edge must grow
BACK = ((2, 3), (8, 5))  # frames to look back, and the neighbourhood, in cells, in which an edge may have moved meanwhile
WIDE = 3  # cells; less is no line of text
BEYOND = 20  # pixels about what appeared

Place = tuple[int, int, int, int]


class Novelty:
    """Compares each picture's map of edges with those a few frames before."""

    def __init__(self) -> None:
        self._past: deque[np.ndarray] = deque(maxlen=max(back for back, _ in BACK))

    def show(self, luma: np.ndarray) -> list[Place]:
        """Rectangles (x0, y0, x1, y1) in pixels of `luma` (height, width; uint8) in which edges appeared, the largest first."""
        height, width = luma.shape
        half = cv2.resize(luma, (width // 2, height // 2), interpolation=cv2.INTER_LINEAR)
        edges = (cv2.morphologyEx(half, cv2.MORPH_GRADIENT, _SQUARE) > EDGE).astype(np.float32)
        cells = cv2.resize(edges, (max(1, width // 2 // CELL), max(1, height // 2 // CELL)), interpolation=cv2.INTER_AREA)
        new = np.zeros(cells.shape, np.uint8)
        for back, reach in BACK:
            if len(self._past) >= back:
                before = cv2.dilate(self._past[-back], np.ones((reach, reach), np.uint8))
                new |= (cells > before + DENSER).astype(np.uint8)
        self._past.append(cells)
        return _places(new, width, height) if new.any() else []


_SQUARE = np.ones((3, 3), np.uint8)


def _places(new: np.ndarray, width: int, height: int) -> list[Place]:
    joined = cv2.dilate(new, np.ones((3, 5), np.uint8))  # letters, words and the lines of a block become one place
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    across, down = width / new.shape[1], height / new.shape[0]
    places = []
    for x, y, wide, high, _ in stats[1:count]:
        part = new[y : y + high, x : x + wide]
        if max(part.any(axis=0).sum(), part.any(axis=1).sum()) < WIDE:
            continue
        x0, y0 = int(x * across) - BEYOND, int(y * down) - BEYOND
        x1, y1 = int((x + wide) * across) + BEYOND, int((y + high) * down) + BEYOND
        places.append((max(0, x0), max(0, y0), min(width, x1), min(height, y1)))
    return sorted(places, key=lambda place: (place[0] - place[2]) * (place[3] - place[1]))
