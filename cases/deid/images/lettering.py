"""Finds burned-in lettering: the detection network of RapidOCR (PP-OCRv6, a DBNet) run directly, without its package."""

from __future__ import annotations

import os
from collections.abc import Sequence

# The wheel sends telemetry from a thread it starts on import; this must be said before. No request ever leaves this program.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import cv2
import numpy as np
import onnxruntime

from cases.deid.images import boxes, weights
from cases.deid.images.reading import SURE, Reader
from cases.deid.images.shapes import UNCLIP, Shape, inside, shapes

REVISION = "4"  # in every receipt: change it when the rules below change, so that `manage.py redetect` looks again
SHORT_SIDE = 736  # pixels: smaller pictures are enlarged to this, at most MOST_ENLARGED times
MOST_ENLARGED = 3.0
BOTH_WAYS_PIXELS = 1_600_000  # of tiles with something on them: up to here each is looked at again, as its negative and turned
TILE = 448  # pixels: what the network looks at at once. It weighs the whole of what it sees: a lone "L" drowns in two megapixels
OVERLAP = 48  # pixels that neighbouring tiles share, so that a letter on a seam is seen whole in one of them
SEAM = 12  # pixels at a tile's inner edges that are left to its neighbour
EVEN = 12  # levels from darkest to brightest: a tile within them is empty ground
LOOKED_AT = 28, 18  # pixels: how high big lettering is made for the second looks
READABLE = 0.7  # certainty with which big lettering must be read: .92 and more; rows of teeth are read as zeros with .6
BIG_SURE = 1.25  # that certainty and the mean of the second looks: lettering has 1.31 and more, graphs and discs less
BIG_SEEN = 0.2  # in either second look: a curve of beats is read as a row of m, but seen in one of them only
SQUARE_SURE = 0.45  # the worst second look at a shape about as high as wide, which may be a letter that cannot be read on its own
LONG = 1.6  # a shape that many times as long as thick is more than one letter
LARGEST = 0.3  # of the picture's short side: no single letter is as high, but teeth seen together are
COARSE = 480  # pixels: the long side of the whole picture when big lettering is looked for
COARSE_THICKEST = 0.3  # of the short side, as high as a line may be there
COVERED = 0.9  # of a line's kernel in a box that was found: it need not be found once more
MOST_BIG = 12  # thick shapes looked at again in one picture, the surest first
BROAD = 0.01  # of the picture: a line that covers more is looked at again before it is masked
NOWHERE = 0.25  # mean probability in a second look, below which a broad line must at least be readable
TOLD = 0.3  # mean of the second looks from which something dropped may be lettering: huge letters have .33 and more, walls and skin 0
HALF_READ = 0.5  # certainty with which a dropped line must be read, besides, to be told
READ_INTO_ROUNDS = frozenset("01Ool|Imnru…—一 ")  # what is read into teeth, discs, marks of rulers and beats of a curve
MOST_PIXELS = 1_900_000  # looked at in one pass; the network takes about .6 CPU s and 0.3 GB per megapixel


class LetteringDetector:
    """Lines of text in an image. One instance serves one thread; weights are loaded once, about 70 ms."""

    def __init__(self, reader: Reader | None = None) -> None:
        self.reader = reader or Reader()
        cv2.setNumThreads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # The arena saves a third of the CPU time on page faults; a child dies with it after one file.
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights.path(weights.LETTERING), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._chances(np.zeros((64, 64, 3), np.uint8))  # what is loaded at the first use is in memory before the walls stand

    def __call__(self, rgb: np.ndarray, *, glance: str | None = None) -> list[boxes.Box]:
        """Upright boxes (x0, y0, x1, y1, score) in pixels of `rgb` (height, width, 3; uint8) that hold lines of text.

        `glance` "positive" or "negative" looks once, at the picture's own size, as it is or as its negative, and leaves out
        what is too thick for a line: for films, which look often (see `cases.deid.video.lettering`).
        """
        return self.look(rgb)[0] if glance is None else self._glance(rgb, negative=glance == "negative")

    def _glance(self, rgb: np.ndarray, *, negative: bool) -> list[boxes.Box]:
        height, width = rgb.shape[:2]
        size = max(32, round(width / 32) * 32), max(32, round(height / 32) * 32)
        image = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)
        fine, _ = shapes(self._chances(255 - image if negative else image), width, height)
        if not fine:
            return []
        scale = [width / size[0], height / size[1], width / size[0], height / size[1], 1]
        return boxes.whole(np.array([shape.upright(UNCLIP) for shape in fine]) * scale, width, height)

    def look(self, rgb: np.ndarray) -> tuple[list[boxes.Box], int]:
        """The boxes, and how many shapes were dropped that may yet be lettering, most of them huge (for a person to look at)."""
        height, width = rgb.shape[:2]
        chances = self.chances(rgb)
        high, wide = chances.shape
        scale = wide / width, high / height
        fine, thick = shapes(chances, width, height)
        kept = [shape for shape in fine if not self._is_no_line(rgb, shape, scale)]
        looks = [(shape, self._looks(rgb, shape, scale)) for shape in thick[:MOST_BIG]]
        big = [shape for shape, seen in looks if self._is_big_lettering(rgb, shape, scale, seen)]
        found = [shape.upright(UNCLIP) for shape in kept] + [shape.upright(UNCLIP / 2) for shape in big]
        found = [[*np.divide(box[:4], [*scale, *scale]), box[4]] for box in found]
        if len(big) < len(thick):  # tissue, or lines that grew together: seen small, they are lines of their own
            found += self._coarse(rgb, found)
        masked = _outermost(boxes.whole(np.array(found), width, height) if found else [])
        dropped = [(shape, self._looks(rgb, shape, scale), HALF_READ) for shape in fine if shape not in kept]
        dropped += [(shape, seen, READABLE) for shape, seen in looks if shape not in big]
        dropped = [
            (shape, sure) for shape, seen, sure in dropped if sum(seen) / len(seen) >= TOLD and not _lies_in(masked, shape, scale, 0.5)
        ]
        return masked, sum(self._may_be_read(rgb, shape, scale, sure) for shape, sure in dropped)

    def _may_be_read(self, rgb: np.ndarray, shape: Shape, scale: tuple[float, float], sure: float) -> bool:
        """Whether letters of a dropped shape can be read, in any direction.

        What is dropped is mostly wall, skin and tissue, of which nothing is seen in the second looks: a colleague who is asked
        to look at each of them soon looks at none.
        """
        level = self._level(rgb, shape, scale)
        read = (self.reader.line(np.rot90(level, turn)) for turn in range(4))
        return any(certainty >= sure and not READ_INTO_ROUNDS.issuperset(words) for words, certainty in read)

    def _coarse(self, rgb: np.ndarray, known: list[list[float]]) -> list[list[float]]:
        """Boxes of big lettering, in pixels of `rgb`, found in a small copy of the whole picture and not within a `known` box."""
        height, width = rgb.shape[:2]
        ratio = COARSE / max(height, width)
        size = max(32, round(width * ratio / 32) * 32), max(32, round(height * ratio / 32) * 32)
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        scale = size[0] / width, size[1] / height
        chances = np.maximum(self._chances(small), self._chances(255 - small))
        found = []
        lines = [shape for part in shapes(chances, width, height) for shape in part][: 2 * MOST_BIG]
        for shape in lines:
            if not 12 <= min(shape.grown(UNCLIP)) <= COARSE_THICKEST * min(size) or _lies_in(known, shape, scale, COVERED):
                continue
            if self._is_big_lettering(rgb, shape, scale, self._looks(rgb, shape, scale)):
                box = shape.upright(UNCLIP)
                found.append([*np.divide(box[:4], [*scale, *scale]), box[4]])
        return found

    def chances(self, rgb: np.ndarray) -> np.ndarray:
        """The map of text probabilities, float32, some multiple of 32 pixels either way.

        The network was taught dark print on paper: small light letters on a dark ground (11 pixels on an ultrasound) are found
        only in the negative. So a dark tile is looked at as its negative, and where that is cheap enough again the other way.
        """
        height, width = rgb.shape[:2]
        ratio = min(max(1.0, SHORT_SIDE / min(height, width)), MOST_ENLARGED)
        ratio = min(ratio, (MOST_PIXELS / (height * width)) ** 0.5)
        size = max(32, round(width * ratio / 32) * 32), max(32, round(height * ratio / 32) * 32)
        image = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
        chances = np.zeros(image.shape[:2], np.float32)
        tiles = [(y0, y1, x0, x1) for y0, y1 in _spans(size[1]) for x0, x1 in _spans(size[0])]
        tiles = [(y0, y1, x0, x1) for y0, y1, x0, x1 in tiles if not _is_even(image[y0:y1, x0:x1])]
        both = sum((y1 - y0) * (x1 - x0) for y0, y1, x0, x1 in tiles) <= BOTH_WAYS_PIXELS
        for y0, y1, x0, x1 in tiles:
            seen = self._tile(image[y0:y1, x0:x1], both=both)
            top, left = SEAM if y0 else 0, SEAM if x0 else 0
            bottom, right = y1 - y0 - (SEAM if y1 < size[1] else 0), x1 - x0 - (SEAM if x1 < size[0] else 0)
            known = chances[y0 + top : y0 + bottom, x0 + left : x0 + right]
            np.maximum(known, seen[top:bottom, left:right], out=known)
        return chances if both else np.maximum(chances, self._halved(image))

    def _halved(self, image: np.ndarray) -> np.ndarray:
        """The map of the picture at half its size and the other way round: a lone letter of 30 pixels and more is seen there."""
        high, wide = image.shape[:2]
        size = max(32, round(wide / 64) * 32), max(32, round(high / 64) * 32)
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        chances = np.zeros(small.shape[:2], np.float32)
        for y0, y1, x0, x1 in [(y0, y1, x0, x1) for y0, y1 in _spans(size[1]) for x0, x1 in _spans(size[0])]:
            tile = small[y0:y1, x0:x1]
            if not _is_even(tile):
                known = chances[y0:y1, x0:x1]
                np.maximum(known, self._chances(tile if tile.mean() < 128 else 255 - tile), out=known)
        return cv2.resize(chances, (wide, high), interpolation=cv2.INTER_LINEAR)

    def _tile(self, tile: np.ndarray, *, both: bool) -> np.ndarray:
        print_like, other = (255 - tile, tile) if tile.mean() < 128 else (tile, 255 - tile)
        seen = self._chances(print_like)
        if not both:
            return seen
        # The second look is turned as well: small lines that run up or down are seen only when laid level.
        return np.maximum(seen, np.rot90(self._chances(np.ascontiguousarray(np.rot90(other))), -1))

    def _is_no_line(self, rgb: np.ndarray, shape: Shape, scale: tuple[float, float]) -> bool:
        """Whether what seemed to be a line, and covers much, is neither seen again when smaller nor can be read: marks of a ruler.

        Neither alone is enough: small print is lost when it is made smaller, and an odd hand cannot be read.
        """
        one, other = shape.grown(UNCLIP)
        if one * other < BROAD * rgb.shape[0] * rgb.shape[1] * scale[0] * scale[1] or max(one, other) < LONG * min(one, other):
            return False
        return min(self._looks(rgb, shape, scale)) < NOWHERE and self._read(rgb, shape, scale) < READABLE

    def _is_big_lettering(self, rgb: np.ndarray, shape: Shape, scale: tuple[float, float], looks: list[float]) -> bool:
        """Whether a thick shape is still read as lettering when the picture is small enough for it to be a line.

        A row of coins, the bars of a test picture, tissue and sky are taken for lettering only while they are large.
        """
        one, other = shape.grown(UNCLIP / 2)
        if max(one, other) < LONG * min(one, other):
            least = min(rgb.shape[0] * scale[1], rgb.shape[1] * scale[0])
            return min(looks) >= SQUARE_SURE and min(one, other) <= LARGEST * least
        read = self._read(rgb, shape, scale) if min(looks) >= BIG_SEEN else 0.0
        return read >= READABLE and read + sum(looks) / len(looks) >= BIG_SURE

    def _looks(self, rgb: np.ndarray, shape: Shape, scale: tuple[float, float]) -> list[float]:
        """The mean probability of a shape in each of the second looks. `scale`: pixels of the map per pixel of the picture."""
        height, width = rgb.shape[:2]
        thick = min(shape.grown(UNCLIP / 2)) / scale[1]
        points = cv2.boxPoints((shape.middle, shape.grown(0.2), shape.angle)) / scale
        left, top = (int(max(0, edge - thick)) for edge in points.min(axis=0))  # lettering needs a ground to stand on
        right, bottom = (int(edge + thick) + 1 for edge in points.max(axis=0))
        part, seen = rgb[top : min(bottom, height), left : min(right, width)], []
        for looked_at in LOOKED_AT:
            ratio = looked_at / thick
            size = max(32, round(part.shape[1] * ratio / 32) * 32), max(32, round(part.shape[0] * ratio / 32) * 32)
            small = cv2.resize(part, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
            placed = (points - [left, top]) * [size[0] / part.shape[1], size[1] / part.shape[0]]
            chances = np.maximum(self._chances(small), self._chances(255 - small))
            seen.append(inside(chances, placed.astype(np.float32)))
        return seen

    def _read(self, rgb: np.ndarray, shape: Shape, scale: tuple[float, float]) -> float:
        """How surely the letters of a shape can be read when it is laid level, either way up."""
        level = self._level(rgb, shape, scale)
        read = self.reader.line(level)[1]
        return read if read >= SURE else max(read, self.reader.line(level[::-1, ::-1])[1])

    def _level(self, rgb: np.ndarray, shape: Shape, scale: tuple[float, float]) -> np.ndarray:
        """The part of `rgb` in a shape, its long side laid level."""
        (wide, high), angle = np.divide(shape.grown(UNCLIP / 2), scale), shape.angle
        if wide < high:
            wide, high, angle = high, wide, angle - 90
        x, y = np.divide(shape.middle, scale)
        turn = cv2.getRotationMatrix2D((x, y), angle, 1)
        turn[:, 2] += wide / 2 - x, high / 2 - y
        return cv2.warpAffine(rgb, turn, (max(8, round(wide)), max(8, round(high))))

    def _chances(self, image: np.ndarray) -> np.ndarray:
        # RapidOCR feeds BGR; mean and deviation are .5 for each channel.
        blob = cv2.dnn.blobFromImage(image, 1 / 127.5, None, (127.5, 127.5, 127.5), swapRB=True, crop=False)
        return self._session.run(None, {self._input: blob})[0][0, 0]


def _outermost(found: list[boxes.Box]) -> list[boxes.Box]:
    """Without the boxes that lie wholly inside another: the same is covered, and a line counts once."""
    kept: list[boxes.Box] = []
    for box in sorted(found, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1])):
        if not any(box[0] >= one[0] and box[1] >= one[1] and box[2] <= one[2] and box[3] <= one[3] for one in kept):
            kept.append(box)
    return kept


def _lies_in(found: Sequence[Sequence[float]], shape: Shape, scale: tuple[float, float], much: float) -> bool:
    """Whether more than that much (0 to 1) of a shape lies in one of the boxes."""
    x0, y0, x1, y1 = np.divide(shape.upright(0)[:4], [*scale, *scale])
    shared = [max(0, min(x1, box[2]) - max(x0, box[0])) * max(0, min(y1, box[3]) - max(y0, box[1])) for box in found]
    return max(shared, default=0) > (x1 - x0) * (y1 - y0) * much


def _is_even(tile: np.ndarray) -> bool:
    """Whether a tile is of one colour, which need not be grey."""
    return all(int(colour.max()) - int(colour.min()) < EVEN for colour in cv2.split(tile))


def _spans(length: int) -> list[tuple[int, int]]:
    """Where tiles begin and end along a side of `length` pixels: the fewest of about TILE, all alike, in steps of 32."""
    if length <= TILE * 1.25:
        return [(0, length)]
    count = -(-(length - OVERLAP) // (TILE - OVERLAP))
    tile = -(-((length - OVERLAP) // count + OVERLAP) // 32) * 32
    return [(start, start + tile) for start in (round((length - tile) * number / (count - 1) / 32) * 32 for number in range(count))]
