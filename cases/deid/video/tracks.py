"""From face boxes on single frames to a few masks that follow each face and never lose it between two frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor, hypot

from cases.deid.clean import Mask

Box = tuple[float, float, float, float]

ALIVE = 8  # frames a track lives before its first and after its last detection
BESIDE = 3  # frames from one detection to the next: each is covered on the other's frame too, as one may be too small
GAP = 2 * ALIVE  # frames without a detection after which a track has ended
WIDER = 1.5  # the detected box is tight: hair, chin and ears lie outside it
REACH = 1.2  # sides of the larger box by which a face may move from one frame to the next, more after a gap
MOST_REACH = 3.0
LOOSE = 2.0  # a mask may be so many times as large as the largest box it stands for, before a new one is begun


@dataclass
class Track:
    """One face: its box on each frame where it was found, the best score."""

    boxes: dict[int, Box] = field(default_factory=dict)
    score: float = 0.0

    @property
    def last(self) -> int:
        return next(reversed(self.boxes))

    def expected(self, frame: int) -> Box:
        """Where the face is at `frame` if it goes on as in its last two boxes."""
        recent = list(self.boxes.items())[-2:]
        (before, old), (last, box) = recent[0], recent[-1]
        if last == before:
            return box
        x, y = ((box[side] + box[side + 2] - old[side] - old[side + 2]) / 2 / (last - before) for side in (0, 1))
        return _shifted(box, (x, y), frame - last)


def linked(detections: Sequence[tuple[int, Sequence[tuple[float, float, float, float, float]]]]) -> list[Track]:
    """Tracks from (frame, boxes with score) in order of frames; each box goes to the nearest track in reach, or begins one.

    The reach is generous: two faces taken for one are both covered, one face taken for two is lost in the gap between.
    """
    done: list[Track] = []
    live: list[Track] = []
    for frame, found in detections:
        done += [track for track in live if frame - track.last > GAP]
        live = [track for track in live if frame - track.last <= GAP]
        pairs = sorted(
            ((_nearness(track, frame, box[:4]), t, b) for t, track in enumerate(live) for b, box in enumerate(found)),
            reverse=True,
        )
        taken_tracks: set[int] = set()
        taken_boxes: set[int] = set()
        for quality, t, b in pairs:
            if quality <= 0 or t in taken_tracks or b in taken_boxes:
                continue
            taken_tracks.add(t)
            taken_boxes.add(b)
            live[t].boxes[frame] = found[b][:4]
            live[t].score = max(live[t].score, found[b][4])
        for b, box in enumerate(found):
            if b not in taken_boxes:
                live.append(Track({frame: box[:4]}, box[4]))
    return done + live


def _nearness(track: Track, frame: int, box: Box) -> float:
    """1 where the face was or was expected, 0 and below out of reach or when the sizes differ more than twofold."""
    here = track.boxes[track.last]
    if not 0.25 <= area(here) / max(area(box), 1e-6) <= 4:
        return 0.0
    side = max(here[2] - here[0], here[3] - here[1], box[2] - box[0], box[3] - box[1])
    reach = side * min(MOST_REACH, REACH * (1 + 0.25 * (frame - track.last - 1)))
    return 1 - min(_distance(here, box), _distance(track.expected(frame), box)) / max(reach, 1e-6)


def _distance(one: Box, other: Box) -> float:
    return hypot(one[0] + one[2] - other[0] - other[2], one[1] + one[3] - other[1] - other[3]) / 2


def overlap(one: Box, other: Box) -> float:
    """Intersection over union, 0 to 1."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = wide * high
    return both / (area(one) + area(other) - both)


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def union(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def wider(box: Box, by: float) -> Box:
    """The box about the same middle with sides `by` times as long."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    wide, high = (box[2] - box[0]) * by / 2, (box[3] - box[1]) * by / 2
    return x - wide, y - high, x + wide, y + high


def followed(track: Track, frames: int) -> dict[int, Box]:
    """What to cover on every frame of the track's life, `frames` being the length of the film.

    Where it was found also the boxes BESIDE it, before and after, as one detection may be too small; between two detections the union of
    both; before the first and after the last the box is held and also moved on as the face was moving, both covered.
    """
    at = list(track.boxes)
    cover = {frame: wider(box, WIDER) for frame, box in track.boxes.items()}
    single = dict(cover)
    for before, after in pairwise(at):
        both = union(single[before], single[after])
        cover.update((frame, both) for frame in range(before + 1, after))
        if after - before <= BESIDE:
            cover[before], cover[after] = union(cover[before], both), union(cover[after], both)
    for end, other, steps in (
        (at[0], at[min(len(at), 5) - 1], range(-1, -ALIVE - 1, -1)),
        (at[-1], at[-min(len(at), 5)], range(1, ALIVE + 1)),
    ):
        speed = _speed(track, end, other)
        for step in steps:
            if 0 <= end + step < frames:
                cover[end + step] = union(cover[end], _shifted(cover[end], speed, step))
    return dict(sorted(cover.items()))


def _speed(track: Track, end: int, other: int) -> tuple[float, float]:
    if end == other:
        return 0.0, 0.0
    a, b = track.boxes[end], track.boxes[other]
    return (a[0] + a[2] - b[0] - b[2]) / 2 / (end - other), (a[1] + a[3] - b[1] - b[3]) / 2 / (end - other)


def _shifted(box: Box, speed: tuple[float, float], steps: int) -> Box:
    x, y = speed[0] * steps, speed[1] * steps
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def masks_of(tracks: Sequence[Track], size: tuple[int, int], frames: int) -> list[Mask]:
    """Face masks: for each track rectangles one after the other, each still for as long as it stays tight enough.

    On every frame a mask covers the whole box of that frame and of the frames beside it, so nothing shows between two.
    """
    masks: list[Mask] = []
    for track in tracks:
        cover = followed(track, frames)
        at = list(cover)
        start, whole, largest = 0, cover[at[0]], area(cover[at[0]])
        for i in range(1, len(at)):
            grown, most = union(whole, cover[at[i]]), max(largest, area(cover[at[i]]))
            if area(grown) > LOOSE * most:
                masks += _mask(whole, at[start], at[i], track.score, size)
                start, whole, largest = i - 1, union(cover[at[i - 1]], cover[at[i]]), most
                largest = max(area(cover[at[i - 1]]), area(cover[at[i]]))
            else:
                whole, largest = grown, most
        masks += _mask(whole, at[start], at[-1], track.score, size)
    return without_hidden(masks)


def _mask(box: Box, first: int, last: int, score: float, size: tuple[int, int]) -> list[Mask]:
    x0, y0 = max(0, floor(box[0])), max(0, floor(box[1]))
    x1, y1 = min(size[0], ceil(box[2])), min(size[1], ceil(box[3]))
    if x0 >= x1 or y0 >= y1:
        return []
    return [Mask(x0, y0, x1, y1, "face", round(float(score), 3), first=first, last=last)]


def without_hidden(masks: Sequence[Mask]) -> list[Mask]:
    """The masks without those that lie wholly under another one for all their time, in order of appearance."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda m: (m.x1 - m.x0) * (m.y1 - m.y0) * ((m.last or 0) - (m.first or 0) + 1), reverse=True):
        if not any(_hides(other, mask) for other in kept):
            kept.append(mask)
    return sorted(kept, key=lambda m: (m.first or 0, m.y0, m.x0))


def _hides(big: Mask, small: Mask) -> bool:
    return (
        big.x0 <= small.x0
        and big.y0 <= small.y0
        and big.x1 >= small.x1
        and big.y1 >= small.y1
        and (big.first or 0) <= (small.first or 0)
        and (big.last or 0) >= (small.last or 0)
    )
