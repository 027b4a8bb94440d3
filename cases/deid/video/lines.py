"""From lines of text in single looks to boxes that cover each line all the time, and all along its way where it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cases.deid.video.tracks import Box, overlap, union

Line = tuple[float, float, float, float, float]
Found = list[Line]

SAME = 0.3  # intersection over union of a line of text in two looks
STILL = 0.85  # and of one that has not moved
SOON = 10  # frames


class Look(NamedTuple):
    """What a look at the whole picture of one frame found."""

    frame: int
    found: Found


def lines_of(looks: Sequence[Look], parts: Sequence[Look], size: tuple[int, int]) -> Found:
    """Boxes that cover every line of every look and every line found in parts of a picture of `size` (width, height).

    The same line is united over looks. One that moved is covered along the way between two looks, and before the first and after
    the last of them as far as it went in the time to the next look: it may have come in or gone out meanwhile.
    """
    united: list[list[float]] = []
    for look in [*looks, *parts]:
        for box in look.found:
            _add(united, box)
    for way in _short_ways(sorted([*looks, *parts]), size):
        _add(united, way)
    for number, (before, after) in enumerate(pairwise(looks)):
        moved = [box for box in after.found if not any(overlap(box[:4], old[:4]) >= SAME for old in before.found)]
        gone = [old for old in before.found if not any(overlap(box[:4], old[:4]) >= SAME for box in after.found)]
        steps = after.frame - before.frame
        earlier = before.frame - looks[number - 1].frame if number else before.frame
        later = looks[number + 2].frame - after.frame if number + 2 < len(looks) else steps
        for box in moved:
            for old in gone:
                if _may_be_one(box, old):
                    _add(united, _way(old, box, earlier / steps, later / steps, size))
    return [tuple(box) for box in united]  # type: ignore[misc]


def _short_ways(looks: list[Look], size: tuple[int, int]) -> Iterator[Line]:
    """Ways of lines seen twice within SOON frames and not at the same place, with as far again as SOON frames before and after."""
    for number, after in enumerate(looks):
        for before in looks[max(0, number - SOON) : number]:
            steps = after.frame - before.frame
            if not 0 < steps <= SOON:
                continue
            for box in after.found:
                for old in before.found:
                    near = overlap(box[:4], old[:4]) < STILL and _may_be_one(box, old) and max(_gap(box, old, 0), _gap(box, old, 1)) <= 0
                    if near and (_as_wide(old, box) or _at_edge(old, size) or _at_edge(box, size)):
                        yield _way(old, box, SOON / steps, SOON / steps, size)


def _gap(box: Line, old: Line, side: int) -> float:
    """How far two boxes are apart along one side, negative where they overlap."""
    return max(box[side], old[side]) - min(box[side + 2], old[side + 2])


def _add(united: list[list[float]], box: tuple[float, ...]) -> None:
    score = box[4]
    whole: Box = box[:4]  # type: ignore[assignment]
    for other in [o for o in united if overlap(tuple(o[:4]), box[:4]) >= SAME]:  # type: ignore[arg-type]
        united.remove(other)
        whole, score = union(whole, tuple(other[:4])), max(score, other[4])  # type: ignore[arg-type]
    united.append([*whole, score])


def _way(old: Line, box: Line, earlier: float, later: float, size: tuple[int, int]) -> Line:
    """The way from `old` to `box`, and where both are whole also that many times the step before and after it."""
    whole = union(old[:4], box[:4])
    if _as_wide(old, box) or _at_edge(old, size) or _at_edge(box, size):
        x, y = (box[0] + box[2] - old[0] - old[2]) / 2, (box[1] + box[3] - old[1] - old[3]) / 2
        if abs(x) < abs(y):
            x = 0.0
        else:
            y = 0.0
        whole = union(whole, (old[0] - x * earlier, old[1] - y * earlier, old[2] - x * earlier, old[3] - y * earlier))
        whole = union(whole, (box[0] + x * later, box[1] + y * later, box[2] + x * later, box[3] + y * later))
    cut = max(0.0, whole[0]), max(0.0, whole[1]), min(float(size[0]), whole[2]), min(float(size[1]), whole[3])
    return *cut, min(box[4], old[4])


def _as_wide(one: Line, other: Line) -> bool:
    return 0.8 <= (one[2] - one[0]) / max(other[2] - other[0], 1) <= 1.25


def _at_edge(box: Line, size: tuple[int, int]) -> bool:
    return box[0] <= 4 or box[1] <= 4 or box[2] >= size[0] - 4 or box[3] >= size[1] - 4


def _may_be_one(box: Line, old: Line) -> bool:
    """Whether a line that came may be a line that went: about as high, and moved along one axis."""
    high, was = box[3] - box[1], old[3] - old[1]
    if not 0.6 <= high / max(was, 1) <= 1 / 0.6:
        return False
    level = min(box[3], old[3]) - max(box[1], old[1]) > 0.5 * min(high, was)
    above = min(box[2], old[2]) - max(box[0], old[0]) > 0.5 * min(box[2] - box[0], old[2] - old[0])
    return level or above
