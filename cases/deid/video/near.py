"""Looks at full size where a small face may be: at what is new in a picture, along each small or unsure face, and back in time.

A face of 30 pixels in 1280 is 15 in a close look and 7 in a glance. At full size it is seen, but a whole picture at that size costs
four close looks. So only places are looked at: those that changed, on the very picture on which they did; a part of the whole in turn;
and the place of each small face, from picture to picture, forth as long as it is there and back to where it came from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import hypot

import numpy as np

from cases.deid.video.changes import CELL, QUARTER, Place, places
from cases.deid.video.frames import Picture
from cases.deid.video.looking import THRESHOLD, Found, Seen, look, settled, together
from cases.deid.video.tracks import Box

SMALL = 64  # pixels of the longer side: a face no larger may be missed in a close look
WEAK = 0.4  # a face less sure than that is one that is missed now and then
PER_PICTURE = 60_000  # pixels looked at on average; the network takes about .2 CPU s for a million
MOST_SAVED = 1_600_000  # that may be looked at in one go after a quiet time
MOST_LATER = 100  # places that wait to be looked at in other turns; what is more is let go, the largest first
NEWS_KEPT = 8  # pictures for which a place that was looked at is no news again
AT_ONCE = 2.0  # thresholds by which it is, and by which it is looked at in other turns too
RESTLESS = 0.15  # thresholds below which a face stays where it was
REST = 3  # pictures for which that is believed, once it was seen on more
MOST_FOLLOWED = 12  # faces followed at once, and looked for on a picture
LOST = 4  # pictures without a face after which it is followed no more
GONE = 2  # pictures without a face after which it is not looked for further back
AROUND = 3.2  # sides of a box about its middle that are looked at
IDEAL = 40  # pixels: larger faces are made so small for a look at their place
TILES = 3  # the picture is looked at in so many by so many parts, one a second


@dataclass
class Face:
    """A face that is followed: where it was seen last and in which turn, how it moves in pixels a frame, how often it was
    seen, how often it was missed since.

    Until it was seen with THRESHOLD it is not `sure`: it is followed, and nothing is covered. From then on a SUSPECT will do.
    """

    index: int
    box: Box
    turn: int
    sure: bool = False
    speed: tuple[float, float] = (0.0, 0.0)
    times: int = 1
    missed: int = 0

    def at(self, index: int) -> Box:
        x, y = (side * (index - self.index) for side in self.speed)
        return self.box[0] + x, self.box[1] + y, self.box[2] + x, self.box[3] + y

    def seen(self, index: int, box: Seen) -> None:
        steps = index - self.index
        if steps:
            x, y = ((box[side] + box[side + 2] - self.box[side] - self.box[side + 2]) / 2 / steps for side in (0, 1))
            self.speed = x, y
        self.index, self.box, self.times, self.missed = index, box[:4], self.times + 1, 0


class NearWatch:
    """Shown each fresh picture with what was seen on it from afar; gives what is seen from near, on earlier pictures too."""

    def __init__(self, detector: Callable[..., Found], size: tuple[int, int], second: int):
        """size: (width, height) of the pictures; second: fresh pictures that are kept, to look back in time."""
        self._detector = detector
        self._size = size
        self._past: deque[Picture] = deque(maxlen=second + 1)
        self._known: dict[int, Found] = {}  # what was found on each of these, from afar and near
        self._faces: list[Face] = []
        self._pixels = MOST_SAVED
        self._later: list[tuple[Picture, Place, int]] = []
        self._looked: deque[np.ndarray] = deque(maxlen=NEWS_KEPT)
        self._tile = 0
        self._added: dict[int, Found] = {}

    def show(self, picture: Picture, news: np.ndarray, far: dict[int, Found], turns: Iterable[int], *, tile: bool) -> dict[int, Found]:
        """Look at the places that are due, in these turns. `far` is what was found from afar in each turn, suspects too.

        `news` is what `Changes` says. With `tile` a part of the whole is due as well. Gives boxes by picture, earlier ones too.
        """
        self._pixels = min(MOST_SAVED, self._pixels + PER_PICTURE)
        self._past.append(picture)
        self._known = {one.index: self._known.get(one.index, []) for one in self._past}
        self._known[picture.index] = [box for boxes in far.values() for box in boxes if box[4] >= THRESHOLD]
        self._added = {}
        for turn, boxes in far.items():
            self._note(picture, turn, [box for box in boxes if _side(box) <= SMALL or box[4] < WEAK])
        for place in self._due(news.copy(), tile):
            for turn in turns:
                self._pixels -= _area(place)
                self._note(picture, turn, self._at_place(picture, place, turn))
            if _cells(news, place).max() >= AT_ONCE:
                self._later += [(picture, place, turn) for turn in range(4) if turn not in turns]
        for face in self._faces:
            rests = face.sure and face.times > REST and picture.index - face.index < REST and not stirs(news, face.at(picture.index))
            if face.index < picture.index and not rests:
                self._follow(face, picture)
        self._faces = [face for face in self._faces if face.missed < LOST]
        self._look_later()
        return self._added

    def _due(self, news: np.ndarray, tile: bool) -> Iterator[Place]:
        """The places that are new, the newest first, as far as there is time for them."""
        width, height = self._size
        if self._looked:
            news[np.any(self._looked, axis=0) & (news < AT_ONCE)] = 0
        looked = np.zeros(news.shape, bool)
        for _, place in sorted(((float(_cells(news, place).max()), place) for place in places(news > 1, self._size)), reverse=True):
            if _area(place) <= self._pixels:
                _cells(looked, place)[:] = True
                yield place
        self._looked.append(looked)
        if tile and self._pixels > 0:
            self._tile = (self._tile + 1) % TILES**2
            x, y = self._tile % TILES * width // TILES, self._tile // TILES * height // TILES
            yield max(0, x - SMALL), max(0, y - SMALL), min(width, x + width // TILES + SMALL), min(height, y + height // TILES + SMALL)

    def _look_later(self) -> None:
        """Look in the other turns at what was new, on the picture on which it was: the smallest places first."""
        waiting, self._later = sorted(self._later, key=lambda one: _area(one[1])), []
        for picture, place, turn in waiting:
            if picture.index < self._past[0].index or len(self._later) >= MOST_LATER:
                continue
            if _area(place) > self._pixels:
                self._later.append((picture, place, turn))
                continue
            self._pixels -= _area(place)
            known = self._known[picture.index]
            self._note(picture, turn, [box for box in self._at_place(picture, place, turn) if not settled([box], known)])

    def _note(self, picture: Picture, turn: int, found: Found) -> None:
        """Cover what is sure, and follow each face that is not followed yet, forth to the picture of now."""
        for box in found:
            sure = box[4] >= THRESHOLD
            if sure:
                self._add(picture.index, box)
            same = [face for face in self._faces if _near(face.at(picture.index), box)]
            for face in same:
                if face.index < picture.index:
                    face.seen(picture.index, box)
                if sure and not face.sure:
                    self._become_sure(face)
            if same or len(self._faces) >= MOST_FOLLOWED:
                continue
            face = Face(picture.index, box[:4], turn)
            self._faces.append(face)
            if sure:
                self._become_sure(face)
            for later in self._past:
                if later.index > picture.index and face.missed < LOST:
                    self._follow(face, later)

    def _become_sure(self, face: Face) -> None:
        """Follow a face back to where it came from."""
        face.sure = True
        back = Face(face.index, face.box, face.turn, sure=True)
        for earlier in reversed(self._past):
            if earlier.index < face.index and back.missed < GONE:
                self._follow(back, earlier)
        if back.index < face.index and face.speed == (0.0, 0.0):
            face.speed = back.speed

    def _follow(self, face: Face, picture: Picture) -> None:
        """Look for a followed face at its place on a picture."""
        expected = face.at(picture.index)
        known = [box for box in self._known[picture.index] if _near(expected, box)]
        if known:
            face.seen(picture.index, min(known, key=lambda box: _apart(expected, box)))
            return
        side, place = _side(expected), self._about(expected)
        boxes = self._at_place(picture, place, face.turn, min(1.0, IDEAL / side)) if place else []
        boxes = [box for box in boxes if _near(expected, box)]
        if not boxes:
            face.missed += 1
            return
        best = min(boxes, key=lambda box: _apart(expected, box) / side - box[4])
        face.seen(picture.index, best)
        if face.sure or best[4] >= THRESHOLD:
            self._add(picture.index, best)
        if best[4] >= THRESHOLD and not face.sure:
            self._become_sure(face)

    def _add(self, index: int, box: Seen) -> None:
        """Take a box, but for a larger one that is known from afar: from near its chin is cut off."""
        if _side(box) > SMALL and settled([box], [one for one in self._known[index] if _side(one) > SMALL]):
            return
        self._known[index] = together([self._known[index], [box]])
        self._added.setdefault(index, []).append(box)

    def _about(self, box: Box) -> Place | None:
        """The part of the picture about a box; None where there is none."""
        (width, height), x, y, reach = self._size, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, _side(box) * AROUND / 2
        place = max(0, int(x - reach)), max(0, int(y - reach)), min(width, int(x + reach)), min(height, int(y + reach))
        return place if place[2] - place[0] >= 8 and place[3] - place[1] >= 8 else None

    def _at_place(self, picture: Picture, place: Place, turn: int, scale: float = 1.0) -> Found:
        """What is found in a part of a picture, in pixels of the whole; `scale` makes the part smaller first."""
        x0, y0, x1, y1 = even(place)
        rgb = picture.part_rgb((x0, y0, x1, y1), scale)
        found = look(self._detector, rgb, turn, max(rgb.shape[:2]), ((x1 - x0) / rgb.shape[1], (y1 - y0) / rgb.shape[0]))
        return [(box[0] + x0, box[1] + y0, box[2] + x0, box[3] + y0, box[4]) for box in found]


def even(place: Place) -> Place:
    """The place grown to even sides, as the planes of colour have them; sides of a picture are even."""
    return place[0] // 2 * 2, place[1] // 2 * 2, -(-place[2] // 2) * 2, -(-place[3] // 2) * 2


def stirs(news: np.ndarray, box: Box) -> bool:
    """Whether anything is new where a face was, or beside it."""
    x, y, reach = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, _side(box) * AROUND / 2
    cells = _cells(news, (max(0, int(x - reach)), max(0, int(y - reach)), max(0, int(x + reach)), max(0, int(y + reach))))
    return bool(cells.size == 0 or cells.max() > RESTLESS)


def _cells(news: np.ndarray, place: Place) -> np.ndarray:
    side = QUARTER * CELL
    return news[place[1] // side : -(-place[3] // side), place[0] // side : -(-place[2] // side)]


def _area(place: Place) -> int:
    return (place[2] - place[0]) * (place[3] - place[1])


def _side(box: tuple[float, ...]) -> float:
    return max(box[2] - box[0], box[3] - box[1], 1.0)


def _apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return hypot(one[0] + one[2] - other[0] - other[2], one[1] + one[3] - other[1] - other[3]) / 2


def _near(expected: Box, box: Seen) -> bool:
    """Whether a box may be the face that was expected there."""
    return _apart(expected, box) < max(_side(expected), _side(box)) and 0.5 <= _side(box) / _side(expected) <= 2
