"""Whether a part of a picture holds anything drawn in strokes, as letters of every script are, or nothing but shade, edges and blobs.

No language is known here: Arabic, a scribble and a tofu box are strokes; a tooth, a petal, a cell, a bar and the edge of a
collimator are none. Everything is tried in several ways, and one way in which strokes are seen is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from cases.deid.images.boxes import Box
from cases.deid.images.strokes import below

HIGH = 48  # pixels: a part is looked at at that height; the letters in it are about 20 high
LEAST_CONTRAST = 12  # levels: what differs less is one ground
SHIFTED = 0.35  # of the way from the threshold to the brightest and to the darkest: thin letters are paler than what is thick
MOST_INK = 0.6  # of the part: more than that is ground
RIM = 0.16  # of the height, taken off for one more look: a small label on another ground
LEAST_LONG = HIGH // 8  # pixels: what is shorter is grain, or the dot of an i
LEAST_PIXELS = 8
SOLID = 0.5  # a thing's greatest thickness as a part of its length: letters have .1 to .4, discs and teeth more
PLAIN = 0.28  # the same for what has no bend and no hole; the broadest I and 1 have .25
SLIM = 0.2  # the same for an oval: a slim tooth
OVAL = 0.87  # of the narrowest rectangle about it, that an oval fills at most; an I has .95
CONVEX = 0.85  # of the smallest outline without a bend, that a thing fills when it has none itself
HOLE = 0.01, 4  # of a thing, and pixels, at least, in one hole: so much is left open in the blackest 0, 8 and B; a tooth has none
RULE = 0.12  # of the height: what runs out of the part and is no thicker is a rule that letters may stand on
RULE_LONG = 1 / 3  # of the height, at least
LEAST_INK = 0.02  # of the part, in strokes: lines have .03 and more
LEAST_SHARE = 0.5  # of all things seen in one way
EVEN = 12  # levels from darkest to brightest: a strip within them is empty ground
KEPT = 2  # pixels of such a strip that stay beside what stopped it


def has_strokes(part: np.ndarray) -> bool:
    """Whether a part (height, width, 3; uint8), ground about it included and laid level, holds strokes."""
    rim = int(part.shape[0] * RIM)
    inner = part[rim : part.shape[0] - rim, rim : max(rim + 8, part.shape[1] - rim)]
    return any(_in_strokes(ink) for view in (part, inner) for grey in _greys(view) for ink in _inks(grey))


def trimmed(rgb: np.ndarray, box: Box) -> Box:
    """A box (pixels of `rgb`) without what is empty at its edges: strips of one colour, ink of any kind stops them."""
    x0, y0, x1, y1, score = box
    part = rgb[y0:y1, x0:x1]
    top, bottom = _empty(part), _empty(part[::-1])
    if top + bottom >= y1 - y0:
        return box
    left, right = _empty(part.transpose(1, 0, 2)), _empty(part[:, ::-1].transpose(1, 0, 2))
    if left + right >= x1 - x0:
        return box
    return x0 + left, y0 + top, x1 - right, y1 - bottom, score


def _empty(part: np.ndarray) -> int:
    """How many rows from the top are together of one colour, but for the last few."""
    bright = np.maximum.accumulate(part.max(axis=1), axis=0).astype(np.int16)
    dark = np.minimum.accumulate(part.min(axis=1), axis=0)
    return max(0, int((bright - dark < EVEN).all(axis=1).sum()) - KEPT)


def _greys(view: np.ndarray) -> Iterator[np.ndarray]:
    high, wide = view.shape[:2]
    view = cv2.resize(view, (max(8, round(wide * HIGH / high)), HIGH), interpolation=cv2.INTER_AREA if high > HIGH else cv2.INTER_LINEAR)
    yield cv2.cvtColor(view, cv2.COLOR_RGB2GRAY)
    yield from cv2.split(view)


def _inks(grey: np.ndarray) -> Iterator[np.ndarray]:
    """What may be ink (0 or 1): brighter or darker than one of three thresholds."""
    dark, bright = below(grey, 0.02), below(grey, 0.98)
    if bright - dark < LEAST_CONTRAST:
        return
    middle = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)[0]
    for threshold in (middle, middle + SHIFTED * (bright - middle), middle - SHIFTED * (middle - dark)):
        over = (grey > threshold).astype(np.uint8)
        yield from (over, 1 - over)


def _in_strokes(ink: np.ndarray) -> bool:
    high, wide = ink.shape
    if ink.mean() > MOST_INK:
        return False
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    thick = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    strokes = others = 0
    for number in range(1, count):
        x, y, long, tall, pixels = (int(value) for value in stats[number])
        if max(long, tall) < LEAST_LONG or pixels < LEAST_PIXELS:
            continue
        here = (labels[y : y + tall, x : x + long] == number).astype(np.uint8)
        thickest = 2 * float((thick[y : y + tall, x : x + long] * here).max()) - 1
        if x == 0 or y == 0 or x + long == wide or y + tall == high:
            if thickest <= RULE * high and max(long, tall) >= RULE_LONG * high:
                strokes += pixels  # whatever else runs out of the part is its ground
        elif _is_blob(here, thickest / max(long, tall), pixels):
            others += pixels
        else:
            strokes += pixels
    return strokes >= LEAST_INK * ink.size and strokes >= LEAST_SHARE * (strokes + others)


def _is_blob(here: np.ndarray, thickness: float, pixels: int) -> bool:
    if thickness > SOLID or thickness <= SLIM:
        return thickness > SOLID
    outline = max(cv2.findContours(here, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=len)
    around = cv2.contourArea(cv2.convexHull(outline)) + here.shape[0] + here.shape[1]  # a contour runs through the outermost pixels
    one, other = cv2.minAreaRect(outline)[1]
    plain = pixels > CONVEX * around and (thickness > PLAIN or pixels < OVAL * (one + 1) * (other + 1))
    return plain and not _is_open(here, outline, pixels)


def _is_open(here: np.ndarray, outline: np.ndarray, pixels: int) -> bool:
    """Whether a thing has a hole, and not only pores of grain."""
    holes = cv2.drawContours(np.zeros_like(here), [outline], -1, 1, cv2.FILLED) - here
    _, _, stats, _ = cv2.connectedComponentsWithStats(holes, connectivity=4)
    return max((int(one[cv2.CC_STAT_AREA]) for one in stats[1:]), default=0) >= max(HOLE[0] * pixels, HOLE[1])
