"""When to look for faces, how closely, and in which quarter turns: every fresh frame, every third closely, all turns once a second.

Small faces, and those that are unsure, are looked for at full size by `near`.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from cases.deid.video.changes import Changes
from cases.deid.video.frames import Picture, split
from cases.deid.video.looking import SAME, THRESHOLD, Found, look, settled, together
from cases.deid.video.near import SMALL, NearWatch
from cases.deid.video.tracks import Track, linked, overlap, wider

LONG_SIDE = 640  # pixels of a close look; about 57 CPU ms at 16:9
GLANCE_SIDE = 320  # pixels of a glance; about 16 CPU ms, and faces of 40 pixels in 1280 are still found
CLOSE_EVERY = 3  # frames between close looks while all is settled; the others get a glance
ALERT = 8  # frames looked at closely after anything that is not small came or went
CUT = 24  # mean change of brightness (of 255) on a thumbnail that makes a new scene
TURNED_THRESHOLD = 0.3  # a turned face that is followed for a second must be a little surer: each costs a look per frame
LARGE = 0.4  # of the picture's height: a face so near is missed in a close look and found in a glance
LARGER = 1.25
MOST_TURNS = 2  # quarter turns besides upright that are followed at once, the surest first


class FaceWatch:
    """Looks at each picture of a film in turn; `tracks` tells what was found when all have been shown."""

    def __init__(self, detector: Callable[..., Found], size: tuple[int, int], second: int):
        """size: (width, height) of the pictures; second: frames in a second, at least 1."""
        self._detector = detector
        self._second = second
        self._size = size
        self._close = looked_at(size, LONG_SIDE)
        self._glance = looked_at(size, GLANCE_SIDE)
        self._found: dict[int, Found] = {}
        self._turns: set[int] = set()
        self._past: list[tuple[int, np.ndarray]] = []  # pictures since the last look in all turns
        self._settled: Found = []  # what the last close look found
        self._looked = -CLOSE_EVERY  # when that was
        self._alert = 0
        self._thumb: np.ndarray | None = None
        self._changes = Changes()
        self._near = NearWatch(detector, size, second)

    def show(self, picture: Picture) -> None:
        """Look at one picture. A repeated one costs nothing, but once a second."""
        all_turns = picture.index % self._second == 0
        if picture.repeated and not all_turns:
            self._found[picture.index] = self._found[picture.index - 1]
            return
        close, news = picture.small_rgb(*self._close), self._changes.show(split(picture.yuv)[0])
        due = self._cut(picture) or self._alert > 0 or picture.index - self._looked >= CLOSE_EVERY
        far: dict[int, Found] = {}
        self._found[picture.index] = []
        if not all_turns and not due and (news.max() > 1 or _larger(self._settled)):
            small = self._small(close)
            far = {turn: self._look(small, turn, GLANCE_SIDE) for turn in (0, *sorted(self._turns))}
            found = together(far.values())
            due = not settled(found, self._settled)
            self._found[picture.index] = [_as_large(box, self._settled) for box in found if box[4] >= THRESHOLD]
        if all_turns or due:
            far = self._look_closely(picture.index, close, all_turns)
        turns = (0, *sorted(self._turns))
        for index, found in self._near.show(picture, news, far, turns, tile=all_turns and not picture.repeated).items():
            self._add(index, found)
        self._past.append((picture.index, close))

    def _add(self, index: int, found: Found) -> None:
        self._found[index][:] = together([self._found[index], found])  # in place: repeated pictures share the list

    def tracks(self) -> list[Track]:
        """Every face, followed. One that fills the picture is found without its chin, so its boxes are made larger."""
        large = LARGE * self._size[1]
        grown = {
            index: [(*wider(box[:4], LARGER), box[4]) if box[3] - box[1] > large else box for box in found]
            for index, found in self._found.items()
        }
        return linked(sorted(grown.items()))  # type: ignore[arg-type]

    def _look_closely(self, index: int, close: np.ndarray, all_turns: bool) -> dict[int, Found]:
        turns = {1, 2, 3} if all_turns else self._turns
        seen = {turn: self._look(close, turn, LONG_SIDE) for turn in sorted(turns)}
        upright = self._look(close, 0, LONG_SIDE)
        if all_turns or any(box[3] - box[1] > LARGE * self._size[1] for box in [*upright, *self._settled]):
            small = self._small(close)
            upright = together([upright, self._look(small, 0, GLANCE_SIDE)])
        found = together([upright, *(seen[turn] for turn in seen if turn in self._turns)])
        restless = not (settled(_larger(found), self._settled) and settled(_larger(self._settled), found))
        self._alert = ALERT if restless else max(0, self._alert - 1)
        self._settled, self._looked = found, index
        self._found[index] = [box for box in together([found, *seen.values()]) if box[4] >= THRESHOLD]
        if all_turns:
            self._change_turns(seen, upright)
            self._past = []
        return {0: upright, **seen}

    def _change_turns(self, seen: dict[int, Found], upright: Found) -> None:
        """Follow the turns in which a face was found that upright does not show; look again at the second before for new ones."""
        best = {
            turn: max((box[4] for box in found if not any(overlap(box[:4], up[:4]) > 0.3 and up[4] >= box[4] for up in upright)), default=0)
            for turn, found in seen.items()
        }
        wanted = sorted((turn for turn in best if best[turn] >= TURNED_THRESHOLD), key=lambda turn: -best[turn])[:MOST_TURNS]
        for turn in sorted(set(wanted) - self._turns):
            for index, close in self._past[1:]:
                again = [box for box in self._look(close, turn, LONG_SIDE) if box[4] >= THRESHOLD]
                self._add(index, again)
        self._turns = set(wanted)

    def _small(self, close: np.ndarray) -> np.ndarray:
        return cv2.resize(close, self._glance, interpolation=cv2.INTER_AREA) if self._glance != self._close else close

    def _cut(self, picture: Picture) -> bool:
        before, self._thumb = self._thumb, thumbnail(picture)
        return before is None or float(cv2.absdiff(self._thumb, before).mean()) > CUT

    def _look(self, small: np.ndarray, turn: int, long_side: int) -> Found:
        """Boxes in pixels of the film found in all of a picture that was made small."""
        high, wide = small.shape[:2]
        return look(self._detector, small, turn, long_side, (self._size[0] / wide, self._size[1] / high))


def thumbnail(picture: Picture) -> np.ndarray:
    """64 x 64 brightnesses of a picture, for telling scenes apart."""
    return cv2.resize(split(picture.yuv)[0][::4], (64, 64), interpolation=cv2.INTER_AREA)


def looked_at(size: tuple[int, int], long_side: int = LONG_SIDE) -> tuple[int, int]:
    """Even (width, height) of at most `long_side` for a picture of that size.

    The network works on multiples of 32, and pads: a side within 3 % of a multiple becomes that multiple (640x360: 640x352).
    """
    ratio = min(1.0, long_side / max(size))
    sides = []
    for side in (size[0] * ratio, size[1] * ratio):
        whole = max(32, round(side / 32) * 32)
        sides.append(whole if abs(whole - side) <= 0.03 * side else max(2, round(side / 2) * 2))
    return sides[0], sides[1]


def _larger(found: Found) -> Found:
    """The boxes that `near` does not look after."""
    return [box for box in found if max(box[2] - box[0], box[3] - box[1]) > SMALL and box[4] >= THRESHOLD]


def _as_large(box: tuple[float, ...], settled: Found) -> tuple[float, float, float, float, float]:
    """A box of a glance about its middle, at least as large as what the last close look saw there: a glance cuts chins off."""
    near = [old for old in settled if overlap(box[:4], old[:4]) > SAME]  # type: ignore[arg-type]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    wide, high = (max(other[side + 2] - other[side] for other in (box, *near)) / 2 for side in (0, 1))
    return x - wide, y - high, x + wide, y + high, box[4]
