"""Seeded clips of small faces, 24 to 35 pixels high in 1280x720: who, where, on what ground and how they move depends on the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, pi, sin

import cv2
import numpy as np

from tests.bench.deid.clips import SIZE, Shot, _cut, ground
from tests.bench.deid.heads import opened, sharp_heads

LEAST, MOST = 24, 35  # pixels from hair to chin
COUNT = 75  # frames of a clip
SEEN = 0.5  # of a face inside the picture, for the frame to count
TEXTURES = ("brick.png", "grass.png", "gravel.png")

Face = tuple[np.ndarray, tuple[int, int, int, int]]
Place = tuple[int, float, float, float, float]  # which face, the middle, the height, the roll in degrees


def people(more: str | None = None) -> list[Face]:
    """(picture, box of the face) of each person; `more` is a folder as `heads.sharp_heads` takes it."""
    return [(np.asarray(head), tuple(int(side) for side in face)) for head, face in sharp_heads(more)]


def put(shot: Shot, who: Face, place: Place) -> None:
    """Put one person's head in; the box is that of the face's oval, cut to the picture, and left out where less than SEEN is inside."""
    _, x, y, high, roll = place
    head, (x0, y0, x1, y1) = who
    middle, scale = ((x0 + x1) / 2, (y0 + y1) / 2), high / (y1 - y0)
    turn = cv2.getRotationMatrix2D(middle, roll, scale)
    turn[:, 2] += np.array((x, y)) - turn @ [*middle, 1]
    soft = cv2.GaussianBlur(head, (0, 0), 0.45 / scale) if scale < 1 else head  # or pixels would be picked, not averaged
    alpha = np.zeros(head.shape[:2], np.float32)
    cv2.ellipse(
        alpha, (int(middle[0]), int(middle[1] - 0.1 * (y1 - y0))), (int(0.85 * (x1 - x0)), int(0.85 * (y1 - y0))), 0, 0, 360, 1.0, -1
    )
    alpha = cv2.GaussianBlur(alpha, (0, 0), max(1.0, 0.6 / scale))
    size = shot.rgb.shape[1], shot.rgb.shape[0]
    cover = cv2.warpAffine(alpha, turn, size)[:, :, None]
    shot.rgb = (cv2.warpAffine(soft, turn, size).astype(np.float32) * cover + shot.rgb * (1 - cover)).astype(np.uint8)
    oval = [(middle[0] + (x1 - x0) / 2 * cos(a), middle[1] + (y1 - y0) / 2 * sin(a)) for a in np.linspace(0, 2 * pi, 40)]
    points = np.array([turn @ [px, py, 1] for px, py in oval])
    box = _cut(*points.min(axis=0), *points.max(axis=0), size)
    if box and (box[2] - box[0]) * (box[3] - box[1]) >= SEEN * np.prod(points.max(axis=0) - points.min(axis=0)):
        shot.faces.append(box)


def _anywhere(rng: np.random.Generator, size: tuple[int, int], edge: int = 40) -> tuple[float, float]:
    return float(rng.uniform(edge, size[0] - edge)), float(rng.uniform(edge, size[1] - edge))


def _high(rng: np.random.Generator) -> float:
    return float(rng.uniform(LEAST, MOST))


def brief(rng: np.random.Generator, size: tuple[int, int], who: int) -> Callable[[int], list[Place]]:
    """Somebody is there for three frames, again and again, never at the same place, moving a little or not at all."""
    starts = np.cumsum(rng.integers(9, 15, 8)) - 5
    seen = [(int(start), *_anywhere(rng, size), _high(rng), rng.uniform(-8, 8), *rng.uniform(-6, 6, 2)) for start in starts]
    whom = rng.integers(0, who, len(seen))

    def at(n: int) -> list[Place]:
        return [
            (int(face), x + dx * (n - first), y + dy * (n - first), high, roll)
            for face, (first, x, y, high, roll, dx, dy) in zip(whom, seen, strict=True)
            if first <= n < first + 3
        ]

    return at


def fast(rng: np.random.Generator, size: tuple[int, int], who: int) -> Callable[[int], list[Place]]:
    """Somebody runs to and fro, up to two thirds of the face's height to twice that from one frame to the next."""
    high, face, (x, y) = _high(rng), int(rng.integers(0, who)), (rng.uniform(0.4, 0.6, 2) * size)
    reach, pace, turn = rng.uniform(250, min(size[0] * 0.4, 480)), rng.uniform(7, 12), rng.uniform(0, 6)
    return lambda n: [(face, x + reach * sin(turn + n / pace), y + 0.4 * reach * sin(1.6 * n / pace), high, 5 * sin(n / 5))]


def still(rng: np.random.Generator, size: tuple[int, int], who: int) -> Callable[[int], list[Place]]:
    """Somebody stands there all the time, swaying."""
    high, face, (x, y) = _high(rng), int(rng.integers(0, who)), _anywhere(rng, size, 60)
    return lambda n: [(face, x + 3 * sin(n / 9), y + 2 * cos(n / 7), high, 6 * sin(n / 13))]


def several(rng: np.random.Generator, size: tuple[int, int], who: int) -> Callable[[int], list[Place]]:
    """Seven people who walk, each in a lane, one or two coming after a while."""
    lanes = [(*_anywhere(rng, (size[0], size[1] // 7), 30), rng.uniform(-4, 4), _high(rng), int(rng.integers(0, who)),
              int(rng.choice([0, 0, 0, 20, 33]))) for _ in range(7)]  # fmt: skip
    return lambda n: [
        (face, x + speed * (n - first), y + number * size[1] / 7, high, 4 * sin(n / 8 + number))
        for number, (x, y, speed, high, face, first) in enumerate(lanes)
        if n >= first
    ]


def lying(rng: np.random.Generator, size: tuple[int, int], who: int) -> Callable[[int], list[Place]]:
    """Two people who lie on their left or right side; one comes after a while."""
    seen = [(*_anywhere(rng, size, 60), _high(rng), int(rng.integers(0, who)), float(rng.choice([-90, 90])), first) for first in (0, 26)]
    return lambda n: [(face, x + 1.5 * (n - first) / 2, y, high, roll) for x, y, high, face, roll, first in seen if n >= first]


def border(rng: np.random.Generator, size: tuple[int, int], who: int) -> Callable[[int], list[Place]]:
    """Somebody looks in over each side of the picture for a while, a half to the whole of the face."""
    looks = []
    for number, first in enumerate(range(4, 68, 16)):
        side, along, high = number, rng.uniform(0.15, 0.85), _high(rng)
        looks.append((first, side, along, high, int(rng.integers(0, who)), int(rng.integers(6, 14))))

    def at(n: int) -> list[Place]:
        places = []
        for first, side, along, high, face, lasts in looks:
            if first <= n < first + lasts:
                inside = high * 0.5 * sin(pi * (n - first + 0.5) / lasts)
                x, y = along * size[0], along * size[1]
                middle = ((inside, y), (size[0] - inside, y), (x, size[1] - inside), (x, inside))[side]
                places.append((face, *middle, high, 0.0))
        return places

    return at


# name: (the movement, the grounds, quarter turns of the film)
SMALL: dict[str, tuple[Callable[..., Callable[[int], list[Place]]], tuple[str, ...], int]] = {
    "three frames only": (brief, ("room", "tissue", "still room"), 0),
    "fast": (fast, ("room", "tissue", "still room"), 0),
    "among texture": (still, TEXTURES, 0),
    "three frames, texture": (brief, TEXTURES, 0),
    "several": (several, ("room", "still room"), 0),
    "lying, film turned": (lying, ("room", "still room"), 1),
    "three frames, film turned": (brief, ("room", "tissue"), 1),
    "at the border": (border, ("room", "tissue", "still room"), 0),
}


def _ground(name: str, number: int, seed: int, size: tuple[int, int]) -> np.ndarray:
    if name in TEXTURES:  # a slow pan over it
        texture = np.asarray(opened(name))
        tiled = np.tile(texture, (-(-(size[1] + 160) // texture.shape[0]), -(-(size[0] + 160) // texture.shape[1]), 1))
        return tiled[number : number + size[1], number : number + size[0]].copy()
    seen = ground(name.removeprefix("still "), 0 if name.startswith("still") else number, seed)
    return seen if size == SIZE else np.ascontiguousarray(np.rot90(seen))


def small_shots(name: str, seed: int, more: str | None = None, noise: float = 3.0) -> tuple[Iterator[Shot], int]:
    """The frames of a clip of SMALL as they are shown, and the degrees by which the film is to be turned for that (0 or 90)."""
    move, grounds, turned = SMALL[name]
    rng = np.random.default_rng([seed, list(SMALL).index(name)])
    size = SIZE[::-1] if turned else SIZE
    whom, place = people(more), grounds[int(rng.integers(0, len(grounds)))]
    at = move(rng, size, len(whom))
    grain = rng.normal(0, noise, (size[1] + 64, size[0] + 64, 3)).astype(np.float32)

    def shots() -> Iterator[Shot]:
        for number in range(COUNT):
            shot = Shot(_ground(place, number, seed, size))
            for one in at(number):
                put(shot, whom[one[0]], one)
            x, y = (int(v) for v in rng.integers(0, 64, 2))
            shot.rgb = (shot.rgb + grain[y : y + size[1], x : x + size[0]]).clip(0, 255).astype(np.uint8)
            yield shot

    return shots(), 90 * turned
