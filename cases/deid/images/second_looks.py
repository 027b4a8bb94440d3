"""Second looks at what the lettering network found or nearly found: enlarged or made smaller, on its own, and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from cases.deid.images import ink, strokes
from cases.deid.images.reading import SURE, Reader
from cases.deid.images.shapes import UNCLIP, Shape, inside, shapes

LOOKED_AT = 28, 18  # pixels: how high lettering is made for the second looks
READABLE = 0.7  # certainty with which big lettering must be read: .92 and more; rows of teeth are read as zeros with .6
BIG_SURE = 1.25  # that certainty and the mean of the second looks: lettering has 1.31 and more, graphs and discs less
BIG_SEEN = 0.2  # in either second look: a curve of beats is read as a row of m, but seen in one of them only
SQUARE_SURE = 0.45  # the worst second look at a shape about as high as wide, which may be a letter that cannot be read on its own
LONG = 1.6  # a shape that many times as long as thick is more than one letter
LARGEST = 0.3  # of the picture's short side: no single letter is as high, but teeth seen together are
BROAD = 0.01  # of the picture: a line that covers more is looked at again before it is masked
ALONE = 0.3  # of a ring's thickness: so much about it is empty
NOWHERE = 0.25  # mean probability in a second look, below which a broad line must at least be readable
READ_IN_CURVE = 0.5  # certainty with which two letters must be read in a curve so that it is taken for lettering
UNSEEN = 0.1  # mean probability in the smaller second look, below which a line must at least be readable: every script has .5 and more
AROUND = 0.5  # of a thickness: so much ground about a shape is looked at for strokes
LETTER_READ = 0.95  # certainty with which a lone letter must be read that is not drawn in strokes: C and D are read into petals
LETTERS_READ = 0.8  # two letters and more
MANY_READ = 6, 0.7  # so many letters, with that: of the blackest faces a digit is often misread, but never is so much read into teeth
READ_INTO_ROUNDS = frozenset("01Ool|Imnru…—一 ")  # what is read into teeth, discs, marks of rulers and beats of a curve
READ_INTO_BEATS = READ_INTO_ROUNDS | frozenset("MNWVAwvhLJ-_~^")  # and into a whole curve

Chances = Callable[[np.ndarray], np.ndarray]


class SecondLooks:
    """Looks again at shapes of one picture `rgb` (height, width, 3; uint8).

    `chances` is the network; `scale` tells the pixels of the probability map, in which shapes are given, per pixel of the picture.
    """

    def __init__(self, chances: Chances, reader: Reader, rgb: np.ndarray, scale: tuple[float, float]) -> None:
        self._chances, self._reader, self._rgb, self._scale = chances, reader, rgb, scale

    def at(self, scale: tuple[float, float]) -> SecondLooks:
        """The same for shapes of a map of another scale."""
        return SecondLooks(self._chances, self._reader, self._rgb, scale)

    def is_no_line(self, shape: Shape) -> bool:
        """Whether what seemed to be a line, and covers much, is neither seen again when smaller nor can be read: marks of a ruler.

        Neither alone is enough: small print is lost when it is made smaller, and an odd hand cannot be read.
        """
        one, other = shape.grown(UNCLIP)
        if not self.is_broad(shape) or max(one, other) < LONG * min(one, other):
            return False
        return min(self.seen(shape)) < NOWHERE and self._read(shape) < READABLE

    def is_broad(self, shape: Shape) -> bool:
        """Whether a mask of the shape would cover much of the picture."""
        one, other = shape.grown(UNCLIP)
        return one * other >= BROAD * self._rgb.shape[0] * self._rgb.shape[1] * self._scale[0] * self._scale[1]

    def is_drawing(self, shape: Shape) -> bool:
        """Whether a shape is by its pixels surely no lettering: a grey wedge, a curve that runs on, an empty ring."""
        level = self.level(shape)
        if strokes.is_wedge(level) or (strokes.is_curve(level) and not self.may_be_read(shape, READ_IN_CURVE, 2, READ_INTO_BEATS)):
            return True
        one, other = shape.grown(UNCLIP)
        if max(one, other) > LONG * min(one, other):
            return False
        points = cv2.boxPoints((shape.middle, (one, other), shape.angle)) / self._scale
        return strokes.is_ring(self._part(points, ALONE * min(one, other) / self._scale[0])[0])

    def is_blank(self, shape: Shape, *, seen: bool = False) -> bool:
        """Whether nothing is drawn in strokes where lettering seemed to be, or it is gone once it is made smaller, and nothing is read.

        `seen`: the second looks were made. A script nobody can read is in strokes and is seen again; only what is neither goes.
        """
        if ink.has_strokes(self.level(shape, UNCLIP, AROUND)) and (seen or self._seen(shape, LOOKED_AT[1]) >= UNSEEN):
            return False
        level = self.level(shape)
        read = (self._reader.line(np.rot90(level, turn)) for turn in range(4))
        return not any(certainty >= _enough(words) and not READ_INTO_ROUNDS.issuperset(words) for words, certainty in read)

    def is_big_lettering(self, shape: Shape, seen: list[float]) -> bool:
        """Whether a thick shape is still read as lettering when the picture is small enough for it to be a line.

        A row of coins, the bars of a test picture, tissue and sky are taken for lettering only while they are large.
        """
        one, other = shape.grown(UNCLIP / 2)
        if max(one, other) < LONG * min(one, other):
            least = min(self._rgb.shape[0] * self._scale[1], self._rgb.shape[1] * self._scale[0])
            return min(seen) >= SQUARE_SURE and min(one, other) <= LARGEST * least and not self.is_drawing(shape)
        read = self._read(shape) if min(seen) >= BIG_SEEN else 0.0
        return read >= READABLE and read + sum(seen) / len(seen) >= BIG_SURE and not self.is_drawing(shape)

    def may_be_read(self, shape: Shape, sure: float, least: int = 1, idle: frozenset[str] = READ_INTO_ROUNDS) -> bool:
        """Whether `least` letters of a doubtful shape can be read, in any direction, and not only what is read into drawings (`idle`).

        What is dropped is mostly wall, skin and tissue, of which nothing is seen in the second looks: a colleague who is asked
        to look at each of them soon looks at none.
        """
        level = self.level(shape)
        read = (self._reader.line(np.rot90(level, turn)) for turn in range(4))
        return any(certainty >= sure and len(words) >= least and not idle.issuperset(words) for words, certainty in read)

    def seen(self, shape: Shape) -> list[float]:
        """The mean probability of a shape in each of the second looks."""
        return [self._seen(shape, high) for high in LOOKED_AT]

    def is_seen(self, shape: Shape, least: float) -> bool:
        """Whether a shape has that mean probability in each of the second looks, and is not drawn."""
        return all(self._seen(shape, high) >= least for high in reversed(LOOKED_AT)) and not self.is_drawing(shape)

    def _seen(self, shape: Shape, looked_at: int) -> float:
        thick = min(shape.grown(UNCLIP / 2)) / self._scale[1]
        points = cv2.boxPoints((shape.middle, shape.grown(0.2), shape.angle)) / self._scale
        part, (left, top) = self._part(points, thick)  # lettering needs a ground to stand on
        ratio = looked_at / thick
        size = max(32, round(part.shape[1] * ratio / 32) * 32), max(32, round(part.shape[0] * ratio / 32) * 32)
        small = cv2.resize(part, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
        placed = (points - [left, top]) * [size[0] / part.shape[1], size[1] / part.shape[0]]
        return inside(np.maximum(self._chances(small), self._chances(255 - small)), placed.astype(np.float32))

    def closer(self, shape: Shape, around: float, ratio: float) -> list[list[float]]:
        """The boxes of the line that a shape is part of, seen enlarged with `around` pixels of the map on each side of it."""
        points = cv2.boxPoints((shape.middle, shape.sides, shape.angle)) / self._scale
        part, (left, top) = self._part(points, around / self._scale[1])
        size = (
            max(32, round(part.shape[1] * self._scale[0] * ratio / 32) * 32),
            max(32, round(part.shape[0] * self._scale[1] * ratio / 32) * 32),
        )
        image = cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)
        chances = np.maximum(self._chances(image), self._chances(255 - image))
        fine, _ = shapes(chances, part.shape[1], part.shape[0])
        there = self.at((size[0] / part.shape[1], size[1] / part.shape[0]))
        boxes = [there.box(line, UNCLIP) for line in fine]
        boxes = [[x0 + left, y0 + top, x1 + left, y1 + top, score] for x0, y0, x1, y1, score in boxes]
        return [box for box in boxes if self.lies_in([box], shape, 0.2)]

    def _part(self, points: np.ndarray, around: float) -> tuple[np.ndarray, tuple[int, int]]:
        """The picture about some points, and where its upper left corner is."""
        height, width = self._rgb.shape[:2]
        left, top = (int(max(0, edge - around)) for edge in points.min(axis=0))
        right, bottom = (int(edge + around) + 1 for edge in points.max(axis=0))
        return self._rgb[top : min(bottom, height), left : min(right, width)], (left, top)

    def lies_in(self, found: Sequence[Sequence[float]], shape: Shape, much: float) -> bool:
        """Whether more than that much (0 to 1) of a shape lies in one of the boxes, which are in pixels of the picture."""
        x0, y0, x1, y1 = np.divide(shape.upright(0)[:4], [*self._scale, *self._scale])
        shared = [max(0, min(x1, box[2]) - max(x0, box[0])) * max(0, min(y1, box[3]) - max(y0, box[1])) for box in found]
        return max(shared, default=0) > (x1 - x0) * (y1 - y0) * much

    def box(self, shape: Shape, unclip: float) -> list[float]:
        """The upright box of a shape in pixels of the picture, and its score."""
        box = shape.upright(unclip)
        return [*np.divide(box[:4], [*self._scale, *self._scale]), box[4]]

    def level(self, shape: Shape, unclip: float = UNCLIP / 2, around: float = 0.0) -> np.ndarray:
        """The part of the picture in a shape, its long side laid level, and `around` times its thickness more."""
        (wide, high), angle = np.divide(shape.grown(unclip), self._scale), shape.angle
        if wide < high:
            wide, high, angle = high, wide, angle - 90
        wide, high = wide + around * high, high * (1 + around)
        x, y = np.divide(shape.middle, self._scale)
        turn = cv2.getRotationMatrix2D((x, y), angle, 1)
        turn[:, 2] += wide / 2 - x, high / 2 - y
        return cv2.warpAffine(self._rgb, turn, (max(8, round(wide)), max(8, round(high))), borderMode=cv2.BORDER_REPLICATE)

    def _read(self, shape: Shape) -> float:
        """How surely the letters of a shape can be read when it is laid level, either way up."""
        level = self.level(shape)
        read = self._reader.line(level)[1]
        return read if read >= SURE else max(read, self._reader.line(level[::-1, ::-1])[1])


def _enough(words: str) -> float:
    """The certainty from which letters count that were read in something blank."""
    if len(words) >= MANY_READ[0]:
        return MANY_READ[1]
    return LETTERS_READ if len(words) > 1 else LETTER_READ
