"""What is surely no lettering, by its pixels alone: a grey wedge, a curve that runs on, a ring with nothing in it.

Each needs positive evidence; whatever is not plainly one of them stays masked.
"""

from __future__ import annotations

import cv2
import numpy as np

SHADE = 60  # levels from one end of a wedge to the other
STEP = 0.12  # of that: nothing inside changes more within two pixels; letters do
INK = 0.45  # of the strongest contrast with the ground
LONGEST_RUN = 0.93  # of a shape's length that a curve runs through
STRAY = 0.12  # of a shape's thickness, and 6 pixels at least: what stands beside the curve and is larger may be a letter
TWICE = 0.06  # of the columns may be crossed twice: a curve has one height at each place, letters on a line do not
FLAT = 2.5  # times as long as thick: a curve is looked for in such shapes only
BEATS = 3  # at least; a lone letter on a rule rises once
NARROW = 0.4  # of a curve's height, as wide as a beat may be half way up; T and 7 are wider
ALIKE = 0.85  # of the highest beat, as high as each must be
BUMP = 0.05  # of that height, and 2 pixels at least, by which a curve bends between two beats; a rule with stems on it does not
RING = 13  # pixels across, at least: in a smaller one neither D nor Q can be told from a circle
ROUND = 0.06  # deviation of a ring's radii, and of its length from its height, as a part


def is_wedge(level: np.ndarray) -> bool:
    """Whether a shape laid level (height, width, 3; uint8) holds an even shade from dark to bright: no stroke anywhere in it."""
    high, wide = level.shape[:2]
    core = level[int(high * 0.35) : max(int(high * 0.35) + 1, int(high * 0.65)), int(wide * 0.15) : int(wide * 0.85)]
    if core.shape[1] < 24 or high < 12:
        return False
    line = core.astype(np.float32).mean(axis=(0, 2))
    line = cv2.blur(line[None], (3, 1))[0]
    range_ = float(abs(line[-3:].mean() - line[:3].mean()))
    steps = abs(core[:, 2:].astype(np.float32) - core[:, :-2]).mean(axis=2)
    across = np.ptp(core.astype(np.float32).mean(axis=2), axis=0)
    return range_ >= SHADE and below(steps, 0.99) <= STEP * range_ and below(across, 0.9) <= 2 * STEP * range_


def is_curve(level: np.ndarray) -> bool:
    """Whether a long shape laid level holds one line that runs through it from end to end, single-valued like beats of a heart."""
    high, wide = level.shape[:2]
    if wide < FLAT * high:
        return False
    ink = _ink(level)
    if ink is None:
        return False
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, np.ones((3, 3), np.uint8)))
    longest = max(range(1, count), key=lambda number: stats[number][cv2.CC_STAT_WIDTH], default=0)
    if not longest or stats[longest][cv2.CC_STAT_WIDTH] < LONGEST_RUN * wide:
        return False
    stray = max(6, STRAY * high)
    for number in range(1, count):
        if number != longest and max(stats[number][cv2.CC_STAT_WIDTH], stats[number][cv2.CC_STAT_HEIGHT]) > stray:
            return False
    curve = (labels == longest) & (ink > 0)
    whole = cv2.morphologyEx(curve.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8)) > 0  # a steep rise is drawn in steps
    starts = (whole[1:] & ~whole[:-1]).sum(axis=0) + whole[0]
    return bool((starts > 1).mean() <= TWICE and _beats(curve))


def _beats(curve: np.ndarray) -> bool:
    """Whether what rises from a curve (boolean) is like heart beats, thrice at least, or nothing rises.

    Beats are narrow, of one height, further apart than half of it, and the curve bends between them. Stems of letters are
    closer together, as in "Till", or stand on a rule, which is straight.
    """
    rows = np.flatnonzero(curve.any(axis=1))
    rule = int(below(curve[:, curve.any(axis=0)].argmax(axis=0), 0.5))  # where most of it runs
    if rows[-1] - rule > rule - rows[0]:  # the shape was laid level upside down
        curve, rule = curve[::-1], int(below(curve[::-1][:, curve.any(axis=0)].argmax(axis=0), 0.5))
    top = int(np.flatnonzero(curve.any(axis=1))[0])
    high = rule - top
    risen = curve[: top + high // 2].any(axis=0).astype(np.int8)
    edges = np.diff(risen, prepend=0, append=0)
    starts, ends = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)
    if not starts.size:
        return True
    if starts.size < BEATS or (ends - starts > NARROW * high).any():
        return False
    tops, foot = np.where(curve.any(axis=0), curve.argmax(axis=0), rule), round(high / 4)
    if any(rule - tops[start:end].min() < ALIKE * high for start, end in zip(starts, ends, strict=True)):
        return False
    between = [tops[end + foot : start - foot] for start, end in zip(starts[1:], ends[:-1], strict=True)]
    return all(len(part) > 1 and np.ptp(part - np.linspace(part[0], part[-1], len(part))) >= max(2, BUMP * high) for part in between)


def is_ring(part: np.ndarray) -> bool:
    """Whether a part of a picture, ground all around included, holds one circle of even width and nothing else: a button, a hole."""
    ink = _ink(part)
    if ink is None:
        return False
    contours, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if len(contours) != 2 or tree is None or min(len(contour) for contour in contours) < 16:
        return False
    outer, inner = contours if tree[0][0][3] < 0 else contours[::-1]
    if not (tree[0][0][3] >= 0 or tree[0][1][3] >= 0):
        return False
    x, y, wide, high = cv2.boundingRect(outer)
    at_edge = x == 0 or y == 0 or x + wide == part.shape[1] or y + high == part.shape[0]
    if at_edge or min(wide, high) < RING or abs(wide - high) > max(2, ROUND * max(wide, high)):
        return False
    middle = np.array([x + (wide - 1) / 2, y + (high - 1) / 2])
    radii = [np.hypot(*(contour[:, 0] - middle).T) for contour in (outer, inner)]
    return all(float(radius.std()) <= max(0.6, ROUND * float(radius.mean())) for radius in radii)


def _ink(part: np.ndarray) -> np.ndarray | None:
    """What stands out from the ground (0 or 1), pale rulings of graph paper left out; None where nothing does."""
    light = below(part, 0.5) > 128
    grey = (part.max(axis=2) if light else 255 - part.min(axis=2)).astype(np.int16)
    away = below(grey, 0.5) - grey
    most = below(away, 0.995)
    return (away > INK * most).astype(np.uint8) if most >= 30 else None


def below(values: np.ndarray, part: float) -> float:
    """The value below which that part of all lie. (numpy's own percentile imports at its first use, which the sandbox forbids.)"""
    values, place = values.ravel(), int(part * (values.size - 1))
    return float(np.partition(values, place)[place])
