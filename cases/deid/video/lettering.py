"""Burned-in text over a film: looked for once a second, at cuts and wherever edges appear, covered from the first frame to the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from cases.deid.clean import Mask
from cases.deid.video.faces import CUT, thumbnail
from cases.deid.video.frames import Picture, split
from cases.deid.video.lines import Found, Look, lines_of
from cases.deid.video.novelty import Novelty, Place
from cases.deid.video.tracks import overlap, without_hidden

STILL = 1.0  # mean change of brightness on a thumbnail below which a picture is as at the last look
LONGEST = 4  # seconds between looks at a picture that stays as it is
MARGIN = 4  # pixels about a line
LARGE = 0.4  # of the picture: what appears over more than that is looked at as a whole
PART_PIXELS = 12_000  # of parts looked at per frame, on average; the network takes .5 CPU s for a million
MOST_SAVED = 900_000  # pixels that may be looked at in one go after a quiet time
AGAIN = 5  # frames after which a place where edges appeared is looked at once more: text may fade in
RECENT = 10  # frames for which a place stays new, because it is compared with pictures that far back
MOSTLY = 0.7  # of a place: inside one that has just been looked at
MOST_SEEN = 400  # lines whose pixels are kept for reading
SEEN_PIXELS = 200_000  # kept of one line


@dataclass(frozen=True)
class Seen:
    """Where a line of text is best read: its frame, its box in the pixels of the film, and the pixels about it.

    `rgb` (height, width, 3; uint8) has its upper left corner at `at` (x, y) of the film.
    """

    frame: int
    box: tuple[int, int, int, int]
    score: float
    at: tuple[int, int]
    rgb: np.ndarray


class LetteringWatch:
    """Looks at pictures of a film where it is due; `masks` tells what to cover when all have been shown."""

    def __init__(self, detector: Callable[..., Found], size: tuple[int, int], second: int):
        self._detector = detector
        self._size = size
        self._second = second
        self._novelty = Novelty()
        self._looks: list[Look] = []
        self._parts: list[Look] = []
        self._again: list[tuple[int, Place]] = []
        self._recent: list[tuple[int, Place]] = []
        self._pixels = MOST_SAVED
        self._thumb: np.ndarray | None = None
        self._looked_thumb: np.ndarray | None = None
        self._cut = False
        self._last: Picture | None = None
        self._seen: list[Seen] = []

    def show(self, picture: Picture) -> None:
        """Look at the whole when a second has passed or the scene changed (at most four times a second), else at what is new."""
        if picture.repeated:
            return
        thumb = thumbnail(picture)
        self._cut |= self._thumb is None or _changed(thumb, self._thumb) > CUT
        self._thumb = thumb
        new = self._novelty.show(split(picture.yuv)[0])
        self._pixels = min(MOST_SAVED, self._pixels + PART_PIXELS)
        since = picture.index - self._looks[-1].frame if self._looks else self._second
        large = any(_size(place) > LARGE * self._size[0] * self._size[1] for place in new)
        if (self._cut or large) and since * 4 >= self._second:
            self._look(picture, both=True)
        elif since >= self._second and (since >= LONGEST * self._second or _changed(thumb, self._looked_thumb) > STILL):
            self._look(picture, both=False)
        else:
            self._cut |= large
            self._look_at_parts(picture, new)
            self._last = picture

    def finish(self) -> None:
        """Look at the last picture, unless that was just done."""
        if self._last is not None:
            self._look(self._last, both=False)

    def masks(self, frames: int) -> list[Mask]:
        """Text masks for the whole film of `frames` frames; a line that moved is covered all along its way."""
        width, height = self._size
        masks = []
        for x0, y0, x1, y1, score in lines_of(self._looks, self._parts, self._size):
            box = max(0, int(x0) - MARGIN), max(0, int(y0) - MARGIN), min(width, int(x1) + 1 + MARGIN), min(height, int(y1) + 1 + MARGIN)
            if box[0] < box[2] and box[1] < box[3]:
                masks.append(Mask(*box, "text", round(float(score), 3), first=0, last=frames - 1))
        return without_hidden(masks)

    def best_seen(self, mask: Mask) -> list[Seen]:
        """Where each line under a text mask is best read, the surest first; none for a mask of another kind."""
        inside = [seen for seen in self._seen if mask.x0 <= _middle(seen)[0] < mask.x1 and mask.y0 <= _middle(seen)[1] < mask.y1]
        return sorted(inside, key=lambda seen: -seen.score) if mask.kind == "text" else []

    def _look(self, picture: Picture, *, both: bool) -> None:
        """Look at a whole picture: both as it is and as its negative, or in turn."""
        rgb = picture.rgb()
        ways = ("positive", "negative") if both else (("positive", "negative")[len(self._looks) % 2],)
        found = _joined([list(self._detector(rgb, glance=way)) for way in ways])
        self._looks.append(Look(picture.index, found))
        self._keep(picture.index, rgb, (0, 0), found)
        self._looked_thumb, self._cut, self._last = thumbnail(picture), False, None
        self._again = [(due, place) for due, place in self._again if due > picture.index]

    def _look_at_parts(self, picture: Picture, new: list[Place]) -> None:
        """Look at the places where edges have just appeared, or did a few frames ago, as far as there is time for it."""
        due = [place for when, place in self._again if when <= picture.index]
        self._again = [(when, place) for when, place in self._again if when > picture.index]
        self._recent = [(when, place) for when, place in self._recent if picture.index - when <= RECENT]
        new = [place for place in new if not any(_part_in(place, other) > MOSTLY for _, other in self._recent)]
        self._again += [(picture.index + AGAIN, place) for place in new]
        rgb: np.ndarray | None = None
        for place in [*new, *due]:
            if 2 * _size(place) > self._pixels:
                continue
            self._pixels -= 2 * _size(place)
            self._recent.append((picture.index, place))
            rgb = picture.rgb() if rgb is None else rgb
            x0, y0, x1, y1 = place
            part = np.ascontiguousarray(rgb[y0:y1, x0:x1])
            here = _joined([list(self._detector(part, glance=way)) for way in ("positive", "negative")])
            found = [(box[0] + x0, box[1] + y0, box[2] + x0, box[3] + y0, box[4]) for box in here]
            self._parts.append(Look(picture.index, found))
            self._keep(picture.index, rgb, (0, 0), found)

    def _keep(self, frame: int, rgb: np.ndarray, at: tuple[int, int], found: Found) -> None:
        """Keep the pixels of each line where it was surest so far."""
        for x0, y0, x1, y1, score in found:
            box = int(x0), int(y0), int(x1), int(y1)
            old = next((number for number, seen in enumerate(self._seen) if overlap(seen.box, box) > 0.5), None)
            if (old is None and len(self._seen) >= MOST_SEEN) or (old is not None and self._seen[old].score >= score):
                continue
            left, top = max(0, box[0] - 2 * MARGIN), max(0, box[1] - 2 * MARGIN)
            part = rgb[top : box[3] + 2 * MARGIN, left : box[2] + 2 * MARGIN].copy()
            if part.shape[0] * part.shape[1] > SEEN_PIXELS:
                continue
            seen = Seen(frame, box, float(score), (left, top), part)
            if old is None:
                self._seen.append(seen)
            else:
                self._seen[old] = seen


def _changed(thumb: np.ndarray, before: np.ndarray | None) -> float:
    return 255.0 if before is None else float(cv2.absdiff(thumb, before).mean())


def _size(place: Place) -> int:
    return (place[2] - place[0]) * (place[3] - place[1])


def _part_in(place: Place, other: Place) -> float:
    wide = min(place[2], other[2]) - max(place[0], other[0])
    high = min(place[3], other[3]) - max(place[1], other[1])
    return max(0, wide) * max(0, high) / _size(place)


def _middle(seen: Seen) -> tuple[float, float]:
    return (seen.box[0] + seen.box[2]) / 2, (seen.box[1] + seen.box[3]) / 2


def _joined(looks: list[Found]) -> Found:
    """The boxes of several looks at one picture, the surer one where two are nearly the same."""
    kept: Found = []
    for box in sorted((box for look in looks for box in look), key=lambda box: -box[4]):
        if not any(overlap(box[:4], other[:4]) > 0.8 for other in kept):
            kept.append(box)
    return kept
