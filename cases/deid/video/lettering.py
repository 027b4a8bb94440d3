"""Burned-in text over a film: looked for once a second and at cuts, covered from the first frame to the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from cases.deid.clean import Mask
from cases.deid.video.frames import Picture, split
from cases.deid.video.tracks import Box, overlap, union, without_hidden

Found = list[tuple[float, float, float, float, float]]

CUT = 24  # mean change of brightness (of 255) on a thumbnail that makes a new scene
SAME = 0.3  # intersection over union of a line of text in two looks
MARGIN = 4  # pixels about a line


class LetteringWatch:
    """Looks at pictures of a film where it is due; `masks` tells what to cover when all have been shown."""

    def __init__(self, detector: Callable[..., Found], size: tuple[int, int], second: int):
        self._detector = detector
        self._size = size
        self._second = second
        self._looks: list[Found] = []
        self._looked = -1
        self._thumb: np.ndarray | None = None
        self._last: Picture | None = None

    def show(self, picture: Picture) -> None:
        """Look if a second has passed or the scene changed (at most four times a second)."""
        if picture.repeated:
            return
        thumb = cv2.resize(split(picture.yuv)[0][::4], (64, 64), interpolation=cv2.INTER_AREA)
        cut = self._thumb is None or float(cv2.absdiff(thumb, self._thumb).mean()) > CUT
        self._thumb = thumb
        since = picture.index - self._looked
        if self._looked < 0 or since >= self._second or (cut and since * 4 >= self._second):
            self._look(picture)
            self._last = None
        else:
            self._last = picture

    def finish(self) -> None:
        """Look at the last picture, unless that was just done."""
        if self._last is not None:
            self._look(self._last)
            self._last = None

    def masks(self, frames: int) -> list[Mask]:
        """Text masks for the whole film of `frames` frames; a line that moved is covered all along its way."""
        width, height = self._size
        masks = []
        for x0, y0, x1, y1, score in lines_of(self._looks):
            box = max(0, int(x0) - MARGIN), max(0, int(y0) - MARGIN), min(width, int(x1) + 1 + MARGIN), min(height, int(y1) + 1 + MARGIN)
            if box[0] < box[2] and box[1] < box[3]:
                masks.append(Mask(*box, "text", round(float(score), 3), first=0, last=frames - 1))
        return without_hidden(masks)

    def _look(self, picture: Picture) -> None:
        self._looked = picture.index
        self._looks.append(list(self._detector(picture.rgb())))


def lines_of(looks: Sequence[Found]) -> Found:
    """Boxes that cover every line of every look: the same line united over looks, a moving line with the way between."""
    united: list[list[float]] = []
    before: Found = []
    for found in looks:
        moved = [box for box in found if not any(overlap(box[:4], old[:4]) >= SAME for old in before)]
        gone = [old for old in before if not any(overlap(box[:4], old[:4]) >= SAME for box in found)]
        for box in [*found, *(_way(box, old) for box in moved for old in gone if _may_be_one(box, old))]:
            _add(united, box)
        before = found
    return [tuple(box) for box in united]  # type: ignore[misc]


def _add(united: list[list[float]], box: tuple[float, ...]) -> None:
    score = box[4]
    whole: Box = box[:4]  # type: ignore[assignment]
    for other in [o for o in united if overlap(tuple(o[:4]), box[:4]) >= SAME]:  # type: ignore[arg-type]
        united.remove(other)
        whole, score = union(whole, tuple(other[:4])), max(score, other[4])  # type: ignore[arg-type]
    united.append([*whole, score])


def _way(box: tuple[float, ...], old: tuple[float, ...]) -> tuple[float, ...]:
    return *union(box[:4], old[:4]), min(box[4], old[4])  # type: ignore[arg-type]


def _may_be_one(box: tuple[float, ...], old: tuple[float, ...]) -> bool:
    """Whether a line that came may be a line that went: about as high, and moved along one axis."""
    high, was = box[3] - box[1], old[3] - old[1]
    if not 0.6 <= high / max(was, 1) <= 1 / 0.6:
        return False
    level = min(box[3], old[3]) - max(box[1], old[1]) > 0.5 * min(high, was)
    above = min(box[2], old[2]) - max(box[0], old[0]) > 0.5 * min(box[2] - box[0], old[2] - old[0])
    return level or above
