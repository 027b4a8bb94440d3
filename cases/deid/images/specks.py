"""Small things that stand alone on even ground, found by their edges: letters that the network did not see may be among them.

It loses a lone digit of ten pixels beside an ultrasound's fan, dark grey on black, and the names of the leads on graph paper.
"""

from __future__ import annotations

import cv2
import numpy as np

from cases.deid.images.shapes import Shape

EDGES = 60, 14  # levels of brightness between neighbours: on graph paper, and on a ground of one colour
APART = 9, 5  # pixels of the map, across and down: nearer edges belong to one thing
LEAST, MOST = 4, 40  # pixels of the map: how high things may be, whichever way they run
DASH = 6, 2.5  # pixels high, times as long: a mark of a scale
LONGEST = 400  # pixels of the map: a line that long was seen
RIM = 6  # pixels around a thing that must be empty
EMPTY = 0.04  # of the rim may be edges
CROWD = 150  # things: so many are the ground's own grain
BESIDE = 2  # pixels of the map on each side of a thing that are masked with it
SLIM = 0.4  # of a thing's height is taken off each way: the network draws the middle of a line, not its outline


def specks(image: np.ndarray, known: np.ndarray) -> list[Shape]:
    """Kernels of things on even ground in `image` (height, width, 3; uint8), without those that touch `known` (boolean).

    Their score tells how much they stand out, 0 to 1; the clearest come first.
    """
    # Ruled lines are pale: in the brightest channel on paper, in the darkest on black, coloured ones are nearly gone.
    grey = image.max(axis=2) if image.mean() > 128 else image.min(axis=2)
    square = np.ones((3, 3), np.uint8)
    rise = np.maximum(cv2.dilate(grey, square) - cv2.erode(grey, square), 0)
    taken, found = cv2.integral(known.astype(np.uint8)), list[Shape]()
    for level in EDGES:
        edges = (rise > level).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones(APART[::-1], np.uint8)))
        total, here = cv2.integral(edges), list[Shape]()
        for x, y, wide, high, _ in stats[1:]:
            if not LEAST <= min(wide, high) <= MOST or max(wide, high) > LONGEST or (high < DASH[0] and wide > DASH[1] * high):
                continue
            if _sum(taken, x, y, x + wide, y + high):
                continue
            x0, y0, x1, y1 = max(0, x - RIM), max(0, y - RIM), x + wide + RIM, y + high + RIM
            x1, y1 = min(x1, grey.shape[1]), min(y1, grey.shape[0])
            rim = _sum(total, x0, y0, x1, y1) - _sum(total, x, y, x + wide, y + high)
            if rim <= EMPTY * ((x1 - x0) * (y1 - y0) - wide * high):
                less = SLIM * min(wide, high)
                clear = float(rise[y : y + high, x : x + wide].max()) / 255
                here.append(Shape((x + wide / 2, y + high / 2), (max(3.0, wide - less), max(3.0, high - less)), 0.0, clear))
        if len(here) <= CROWD:
            found += [shape for shape in here if not any(_same(shape, other) for other in found)]
    return sorted(found, key=lambda shape: -shape.score)


def extent(speck: Shape) -> list[float]:
    """The upright box (x0, y0, x1, y1, score) of a whole speck, of which the edges are known, and a little of its ground."""
    less = SLIM / (1 - SLIM) * min(speck.sides) + 2 * BESIDE
    (x, y), (wide, high) = speck.middle, (side + less for side in speck.sides)
    return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, speck.score]


def _same(one: Shape, other: Shape) -> bool:
    return all(abs(a - b) <= side / 2 for a, b, side in zip(one.middle, other.middle, one.sides, strict=True))


def _sum(table: np.ndarray, x0: int, y0: int, x1: int, y1: int) -> int:
    return int(table[y1, x1] - table[y0, x1] - table[y1, x0] + table[y0, x0])
