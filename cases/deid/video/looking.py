"""One look for faces at a picture of a film or at a part of it, upright or in a quarter turn, and what several looks found together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from cases.deid.video.tracks import Box, overlap

Seen = tuple[float, float, float, float, float]  # a box and its score
Found = list[Seen]

THRESHOLD = 0.2
SUSPECT = 0.12  # what may be a face: no mask yet, but it is looked at again
SAME = 0.15  # overlap of what lies at the same place


def look(detector: Callable[..., Found], rgb: np.ndarray, turn: int, long_side: int, scale: tuple[float, float]) -> Found:
    """Boxes found in `rgb` turned counter-clockwise by `turn` quarters, suspects too, in pixels of `rgb` times `scale` (x, y)."""
    turned = np.ascontiguousarray(np.rot90(rgb, turn)) if turn else rgb
    high, wide = rgb.shape[:2]
    found = detector(turned, views=1, threshold=SUSPECT, long_side=long_side, thorough=False)
    return [(*_back(box[:4], turn, (wide, high), scale), float(box[4])) for box in found]


def _back(box: tuple[float, ...], turn: int, size: tuple[int, int], scale: tuple[float, float]) -> Box:
    """A box of a picture turned by `turn` quarters in the pixels of the film; `size` is that of the picture before it was turned."""
    x0, y0, x1, y1 = box
    width, height = size
    if turn == 1:  # a point (x, y) went to (y, width - x)
        x0, y0, x1, y1 = width - y1, x0, width - y0, x1
    elif turn == 2:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    elif turn == 3:  # a point (x, y) went to (height - y, x)
        x0, y0, x1, y1 = y0, height - x1, y1, height - x0
    return x0 * scale[0], y0 * scale[1], x1 * scale[0], y1 * scale[1]


def settled(found: Found, before: Found) -> bool:
    """Whether each of these boxes lies on one that was known before."""
    return all(any(overlap(box[:4], old[:4]) > SAME for old in before) for box in found)


def together(looks: Iterable[Found]) -> Found:
    """All boxes of several looks, the surer one where two are nearly the same."""
    kept: Found = []
    for box in sorted((box for look in looks for box in look), key=lambda box: -box[4]):
        if not any(overlap(box[:4], other[:4]) > 0.5 for other in kept):
            kept.append(box)
    return kept
