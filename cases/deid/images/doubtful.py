"""What the lettering network nearly found: weak traces, names grown together with tissue, specks. Each is looked at on its own.

Seen alone and enlarged, letters have .5 and more in both looks, tissue and graphs next to nothing.
"""

from __future__ import annotations

import cv2
import numpy as np

from cases.deid.images import shapes
from cases.deid.images.second_looks import LONG, SecondLooks
from cases.deid.images.shapes import UNCLIP
from cases.deid.images.specks import extent, specks
from cases.deid.images.tiles import Maps

SEEN = 0.5  # in both second looks at a weak trace or a speck
READ = 0.5  # certainty with which letters must be read, besides, in whatever is more than a weak trace of a lone letter
LETTERS = 2  # at least, in what is long
PIECE_SEEN = 0.3  # at a piece of a shape that was too thick; tissue and curves have less in one of them
LOOKS = 12  # of each kind, the surest first
FEW = 8  # where there is much in the picture
SMALL = 20  # pixels of the map: larger letters that stand alone are seen at first sight; coins and cells are seen here
CLOSER = 2.0  # times: how much the surroundings of a weak trace are enlarged
AROUND = 64  # pixels of the map on each side of it: the rest of its line
AT_ONCE = 0.7  # of a shape: in a box that is known already


def doubtful(rgb: np.ndarray, maps: Maps, looks: SecondLooks, known: list[list[float]]) -> list[list[float]]:
    """Boxes (x0, y0, x1, y1, score; pixels of `rgb`) of lettering that is not within a `known` box."""
    height, width = rgb.shape[:2]
    high, wide = maps.chances.shape
    most, found = FEW if maps.large else LOOKS, list[list[float]]()
    pieces = [(looks, shapes.pieces(maps.chances, width, height), PIECE_SEEN)]
    for one in maps.apart:
        pieces.append((looks.at((one.shape[1] / width, one.shape[0] / height)), shapes.shapes(one, width, height)[0], PIECE_SEEN))
    for there, candidates, least in [*pieces, (looks, shapes.weak(maps.chances, width, height), SEEN)]:
        grown_together = least < SEEN
        candidates = [shape for shape in candidates if not there.lies_in(known + found, shape, AT_ONCE)]
        for shape in sorted(candidates, key=lambda shape: -shape.score)[:most]:
            long = max(shape.sides) > LONG * min(shape.sides)
            if not long and min(shape.sides) > SMALL:
                continue
            enough = least if long else SEEN
            if not there.lies_in(found, shape, AT_ONCE) and there.is_seen(shape, enough):
                if (long or grown_together) and not there.may_be_read(shape, READ, LETTERS if long else 1):
                    continue  # from near, a beat looks like a 5, and the crossing of two rules like a T
                if there.is_broad(shape) and not there.is_big_lettering(shape, there.seen(shape)):
                    continue  # marks of a ruler, a row of discs: nothing of them was sure at first sight either
                if there.is_blank(shape, seen=True):
                    continue
                found += [there.box(shape, UNCLIP), *there.closer(shape, AROUND, CLOSER)]
    image = cv2.resize(rgb, (wide, high), interpolation=cv2.INTER_AREA if wide < width else cv2.INTER_LINEAR)
    taken = np.zeros((high, wide), bool)
    for box in known + found:
        x0, y0, x1, y1 = (max(0, round(edge)) for edge in np.multiply(box[:4], [wide / width, high / height] * 2))
        taken[y0:y1, x0:x1] = True
    alone = [shape for shape in specks(image, taken)[: 2 * most] if looks.is_seen(shape, SEEN) and not looks.is_blank(shape, seen=True)]
    per_pixel = [width / wide, height / high] * 2
    lone = [shape for shape in alone if max(shape.sides) <= LONG * min(shape.sides)]
    found += [looks.box(shape, UNCLIP) for shape in alone if shape not in lone]  # part of a line, whose other letters may be beside it
    return found + [[*np.multiply(extent(shape)[:4], per_pixel), shape.score] for shape in lone]
