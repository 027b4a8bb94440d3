"""Looks of the lettering network at a whole picture, tile by tile, as maps of text probabilities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

SHORT_SIDE = 736  # pixels: smaller pictures are enlarged to this, at most MOST_ENLARGED times
MOST_ENLARGED = 3.0
MOST_PIXELS = 1_900_000  # looked at in one pass; the network takes about .6 CPU s and 0.3 GB per megapixel
LARGE_PIXELS = 1_600_000  # of tiles with something on them: more are looked at at half the size as well
TILE = 448  # pixels: what the network looks at at once. It weighs the whole of what it sees: a lone "L" drowns in two megapixels
OVERLAP = 48  # pixels that neighbouring tiles share, so that a letter on a seam is seen whole in one of them
SEAM = 12  # pixels at a tile's inner edges that are left to its neighbour
EVEN = 12  # levels from darkest to brightest: a tile within them is empty ground

Tile = tuple[int, int, int, int]  # y0, y1, x0, x1
Look = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Maps:
    """Maps of text probabilities, float32, each some multiple of 32 pixels either way.

    `chances` is the highest of the first looks. In it a line may grow together with what is beside it; `apart` has the looks
    one by one, of any size. `large`: there is so much in the picture that little CPU time is left for what is doubtful.
    """

    chances: np.ndarray
    apart: tuple[np.ndarray, ...]
    large: bool


def maps(rgb: np.ndarray, network: Look) -> Maps:
    """Looks at `rgb` (height, width, 3; uint8) with `network`, which makes a map of a picture.

    The network was taught dark print on paper: small light letters on a dark ground (11 pixels on an ultrasound) are found
    only in the negative. So a dark tile is looked at as its negative, and then again the other way.
    """
    height, width = rgb.shape[:2]
    ratio = min(max(1.0, SHORT_SIDE / min(height, width)), MOST_ENLARGED)
    ratio = min(ratio, (MOST_PIXELS / (height * width)) ** 0.5)
    image = _resized(rgb, ratio)
    tiles = _tiles(image)

    def print_like(tile: np.ndarray) -> np.ndarray:
        return network(255 - tile if tile.mean() < 128 else tile)

    def other(tile: np.ndarray) -> np.ndarray:
        return network(tile if tile.mean() < 128 else 255 - tile)

    def other_turned(tile: np.ndarray) -> np.ndarray:  # small lines that run up or down are seen only when laid level
        return np.rot90(other(np.ascontiguousarray(np.rot90(tile))), -1)

    seen = [_tiled(image, tiles, print_like), _tiled(image, tiles, other_turned)]
    chances, apart, large = np.maximum(*seen), seen, _pixels(tiles) > LARGE_PIXELS
    if large:  # a lone letter of 30 pixels and more is seen at half the size
        half = _resized(image, 0.5)
        apart.append(_tiled(half, _tiles(half), other, seam=0))
        chances = np.maximum(chances, cv2.resize(apart[-1], (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR))
    return Maps(chances, tuple(apart), large)


def _resized(rgb: np.ndarray, ratio: float) -> np.ndarray:
    size = max(32, round(rgb.shape[1] * ratio / 32) * 32), max(32, round(rgb.shape[0] * ratio / 32) * 32)
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)


def _tiles(image: np.ndarray) -> list[Tile]:
    """The tiles of a picture that are not empty ground."""
    high, wide = image.shape[:2]
    tiles = [(y0, y1, x0, x1) for y0, y1 in spans(high) for x0, x1 in spans(wide)]
    return [(y0, y1, x0, x1) for y0, y1, x0, x1 in tiles if not _is_even(image[y0:y1, x0:x1])]


def _pixels(tiles: list[Tile]) -> int:
    return sum((y1 - y0) * (x1 - x0) for y0, y1, x0, x1 in tiles)


def _tiled(image: np.ndarray, tiles: list[Tile], look: Look, *, seam: int = SEAM) -> np.ndarray:
    """The map of a picture from looks at its tiles."""
    high, wide = image.shape[:2]
    chances = np.zeros((high, wide), np.float32)
    for y0, y1, x0, x1 in tiles:
        seen = look(image[y0:y1, x0:x1])
        top, left = seam if y0 else 0, seam if x0 else 0
        bottom, right = y1 - y0 - (seam if y1 < high else 0), x1 - x0 - (seam if x1 < wide else 0)
        known = chances[y0 + top : y0 + bottom, x0 + left : x0 + right]
        np.maximum(known, seen[top:bottom, left:right], out=known)
    return chances


def _is_even(tile: np.ndarray) -> bool:
    """Whether a tile is of one colour, which need not be grey."""
    return all(int(colour.max()) - int(colour.min()) < EVEN for colour in cv2.split(tile))


def spans(length: int) -> list[tuple[int, int]]:
    """Where tiles begin and end along a side of `length` pixels: the fewest of about TILE, all alike, in steps of 32."""
    if length <= TILE * 1.25:
        return [(0, length)]
    count = -(-(length - OVERLAP) // (TILE - OVERLAP))
    tile = -(-((length - OVERLAP) // count + OVERLAP) // 32) * 32
    return [(start, start + tile) for start in (round((length - tile) * number / (count - 1) / 32) * 32 for number in range(count))]
