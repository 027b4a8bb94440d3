"""When to look for faces and in which quarter turns: upright on every frame, all four once a second."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cases.deid.video.frames import Picture
from cases.deid.video.tracks import Track, linked, overlap

Found = list[tuple[float, float, float, float, float]]

LONG_SIDE = 640  # pixels looked at
THRESHOLD = 0.2
TURNED_THRESHOLD = 0.3  # a turned face that is followed for a second must be a little surer: each costs a look per frame
MOST_TURNS = 2  # quarter turns besides upright that are followed at once, the surest first


class FaceWatch:
    """Looks at each picture of a film in turn; `tracks` tells what was found when all have been shown."""

    def __init__(self, detector: Callable[..., Found], size: tuple[int, int], second: int):
        """size: (width, height) of the pictures; second: frames in a second, at least 1."""
        self._detector = detector
        self._second = second
        self._small = looked_at(size)
        self._scale = size[0] / self._small[0], size[1] / self._small[1]
        self._found: dict[int, Found] = {}
        self._turns: set[int] = set()
        self._past: list[tuple[int, np.ndarray]] = []  # pictures since the last look in all turns

    def show(self, picture: Picture) -> None:
        """Look at one picture. A repeated one costs nothing, but once a second."""
        all_turns = picture.index % self._second == 0
        if picture.repeated and not all_turns:
            self._found[picture.index] = self._found[picture.index - 1]
            return
        small = picture.small_rgb(*self._small)
        turns = {1, 2, 3} if all_turns else self._turns
        seen = {turn: self._look(small, turn) for turn in sorted(turns)}
        upright = self._look(small, 0)
        self._found[picture.index] = _together([upright, *seen.values()])
        if all_turns:
            self._change_turns(seen, upright)
            self._past = []
        self._past.append((picture.index, small))

    def tracks(self) -> list[Track]:
        return linked(sorted(self._found.items()))

    def _change_turns(self, seen: dict[int, Found], upright: Found) -> None:
        """Follow the turns in which a face was found that upright does not show; look again at the second before for new ones."""
        best = {
            turn: max((box[4] for box in found if not any(overlap(box[:4], up[:4]) > 0.3 and up[4] >= box[4] for up in upright)), default=0)
            for turn, found in seen.items()
        }
        wanted = sorted((turn for turn in best if best[turn] >= TURNED_THRESHOLD), key=lambda turn: -best[turn])[:MOST_TURNS]
        for turn in sorted(set(wanted) - self._turns):
            for index, small in self._past[1:]:
                self._found[index] = _together([self._found[index], self._look(small, turn)])
        self._turns = set(wanted)

    def _look(self, small: np.ndarray, turn: int) -> Found:
        """Boxes in output pixels found in `small` turned counter-clockwise by `turn` quarters."""
        picture = np.ascontiguousarray(np.rot90(small, turn)) if turn else small
        width, height = self._small
        found = self._detector(picture, views=1, threshold=THRESHOLD, long_side=LONG_SIDE, thorough=False)
        return [(*self._back(box[:4], turn, width, height), float(box[4])) for box in found]

    def _back(self, box: tuple[float, ...], turn: int, width: int, height: int) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = box
        if turn == 1:  # a point (x, y) went to (y, width - x)
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        elif turn == 2:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        elif turn == 3:  # a point (x, y) went to (height - y, x)
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
        return x0 * self._scale[0], y0 * self._scale[1], x1 * self._scale[0], y1 * self._scale[1]


def looked_at(size: tuple[int, int]) -> tuple[int, int]:
    """Even (width, height) of at most LONG_SIDE for a picture of that size.

    The network works on multiples of 32, and pads: a side within 3 % of a multiple becomes that multiple (640x360: 640x352).
    """
    ratio = min(1.0, LONG_SIDE / max(size))
    sides = []
    for side in (size[0] * ratio, size[1] * ratio):
        whole = max(32, round(side / 32) * 32)
        sides.append(whole if abs(whole - side) <= 0.03 * side else max(2, round(side / 2) * 2))
    return sides[0], sides[1]


def _together(looks: list[Found]) -> Found:
    """All boxes of several looks, the surer one where two are nearly the same."""
    kept: Found = []
    for box in sorted((box for look in looks for box in look), key=lambda box: -box[4]):
        if not any(overlap(box[:4], other[:4]) > 0.5 for other in kept):
            kept.append(box)
    return kept
