"""Seeded clips that the video bench makes itself: RGB frames with the boxes of the faces and lines that are on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import cos, pi, sin

import cv2
import numpy as np

from tests.deid.video.films import FACE, portrait, scan

SIZE, FPS = (1280, 720), 30
Box = tuple[int, int, int, int]
_HEAD = (100, 10, 350, 300)  # of the portrait: head and shoulders, x0, y0, x1, y1
_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX)


@dataclass
class Shot:
    """One frame of a clip with what must be covered on it."""

    rgb: np.ndarray
    faces: list[Box] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)


def ground(name: str, number: int, seed: int = 1) -> np.ndarray:
    """A frame of `SIZE` without any identifier: "scan", "tissue" (drifting), "room" (a panned photo-like picture)."""
    width, height = SIZE
    if name == "scan":
        return cv2.resize(scan(number, size=(width // 2, height // 2)), SIZE, interpolation=cv2.INTER_LINEAR)
    big = _grounds(name, seed)
    x, y = (int(40 + 35 * sin(number / 25)), int(40 + 30 * cos(number / 31))) if name == "tissue" else (number % 160, number // 3 % 80)
    return big[y : y + height, x : x + width].copy()


_MADE: dict[tuple[str, int], np.ndarray] = {}


def _grounds(name: str, seed: int) -> np.ndarray:
    if (name, seed) in _MADE:
        return _MADE[name, seed]
    rng = np.random.default_rng(seed)
    width, height = SIZE[0] + 160, SIZE[1] + 100
    layers = [cv2.resize(rng.normal(0, 1, (height // s, width // s, 3)).astype(np.float32), (width, height)) * w for s, w in
              ((180, 40), (60, 18), (16, 7))]  # fmt: skip
    picture = sum(layers) + (np.float32([150, 70, 60]) if name == "tissue" else np.float32([140, 135, 125]))
    picture = picture.clip(0, 255).astype(np.uint8)
    if name == "room":  # edges of furniture, no lettering, nothing like a face
        for _ in range(14):
            x, y, w, h = (int(v) for v in rng.integers(20, 500, 4))
            cv2.rectangle(picture, (2 * x, y), (2 * x + w, y + h), [int(v) for v in rng.integers(40, 220, 3)], -1)
    else:  # wet highlights and vessels
        for _ in range(60):
            a, b = rng.integers(0, width, 2), rng.integers(0, width, 2)
            cv2.line(picture, tuple(int(v) for v in a), tuple(int(v) for v in (a + b) // 2), (130, 40, 40), 2, cv2.LINE_AA)
    _MADE[name, seed] = picture
    return picture


def put_face(shot: Shot, middle: tuple[float, float], high: float, *, roll: float = 0, squeeze: float = 1.0) -> None:
    """The portrait's head with its face `high` pixels high about `middle`, rolled by degrees, its width times `squeeze` (a turn
    of the head); the box is that of the turned face, cut to the picture, and left out when less than a third of it is seen."""
    x0, y0, x1, y1 = _HEAD
    head = portrait()[y0:y1, x0:x1]
    face = np.float32([FACE[0] - x0, FACE[1] - y0, FACE[2] - x0, FACE[3] - y0])
    scale = high / (face[3] - face[1])
    centre = ((face[0] + face[2]) / 2, (face[1] + face[3]) / 2)
    turn = cv2.getRotationMatrix2D(centre, roll, scale)
    turn[:, 0] *= squeeze
    turn[:, 2] += np.array(middle) - turn @ [*centre, 1]
    small = min(1.0, 1.6 * scale)  # or the pixels of a small face would be picked, not averaged
    if small < 1:
        head = cv2.GaussianBlur(head, (0, 0), 0.45 / small)
    alpha = np.zeros(head.shape[:2], np.float32)
    cv2.ellipse(alpha, (int(centre[0]), int(centre[1]) + 12), (92, 125), 0, 0, 360, 1.0, -1)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 4)
    warped = cv2.warpAffine(head, turn, SIZE, flags=cv2.INTER_LINEAR).astype(np.float32)
    cover = cv2.warpAffine(alpha, turn, SIZE)[:, :, None]
    shot.rgb = (warped * cover + shot.rgb * (1 - cover)).astype(np.uint8)
    oval = [
        (centre[0] + (face[2] - face[0]) / 2 * cos(a), centre[1] + (face[3] - face[1]) / 2 * sin(a)) for a in np.linspace(0, 2 * pi, 40)
    ]
    points = np.array([turn @ [px, py, 1] for px, py in oval])
    box = _cut(*points.min(axis=0), *points.max(axis=0))
    whole = np.prod(points.max(axis=0) - points.min(axis=0))
    if box and (box[2] - box[0]) * (box[3] - box[1]) > whole / 3:
        shot.faces.append(box)


def put_line(shot: Shot, text: str, at: tuple[float, float], high: int, *, shade: int = 255, font: int = 0, alpha: float = 1.0) -> None:
    """A line of capitals `high` pixels high with its top left at `at`; its box is that of its ink, cut to the picture."""
    face = _FONTS[font]
    scale = cv2.getFontScaleFromHeight(face, high, 1)
    thick = max(1, round(high / 11))
    (width, tall), _ = cv2.getTextSize(text, face, scale, thick)
    x, y = round(at[0]), round(at[1])
    drawn = shot.rgb.copy()
    cv2.putText(drawn, text, (x, y + tall), face, scale, (shade,) * 3, thick, cv2.LINE_AA)
    shot.rgb = cv2.addWeighted(drawn, alpha, shot.rgb, 1 - alpha, 0)
    box = _cut(x, y, x + width, y + tall)
    if box and alpha > 0.3 and (box[2] - box[0]) >= high:  # less than a letter of it tells nothing
        shot.lines.append(box)


def _cut(x0: float, y0: float, x1: float, y1: float, size: tuple[int, int] = SIZE) -> Box | None:
    box = max(0, round(x0)), max(0, round(y0)), min(size[0], round(x1)), min(size[1], round(y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _clip(place: str, count: int, draw: Callable[[Shot, int], None], noise: float = 3.0) -> Iterator[Shot]:
    rng = np.random.default_rng(count)
    grain = rng.normal(0, noise, (SIZE[1] + 64, SIZE[0] + 64, 3)).astype(np.float32)
    for number in range(count):
        shot = Shot(ground(place, number))
        draw(shot, number)
        x, y = (int(v) for v in rng.integers(0, 64, 2))
        shot.rgb = (shot.rgb + grain[y : y + SIZE[1], x : x + SIZE[0]]).clip(0, 255).astype(np.uint8)
        yield shot


def _nothing(shot: Shot, number: int) -> None: ...


def _moves(shot: Shot, n: int) -> None:
    put_face(shot, (200 + 9 * n, 300 + 60 * sin(n / 9)), 150)


def _fast(shot: Shot, n: int) -> None:
    put_face(shot, (640 + 480 * sin(n / 6), 330 + 120 * sin(n / 4)), 110)


def _grows(shot: Shot, n: int) -> None:
    put_face(shot, (500 + n, 360), 30 * 1.035**n)


def _turns(shot: Shot, n: int) -> None:
    put_face(shot, (640, 360), 170, roll=35 * sin(n / 14), squeeze=0.78 + 0.22 * cos(n / 11))


def _lies(shot: Shot, n: int) -> None:
    put_face(shot, (500 + 2 * n, 360), 150, roll=90)


def _comes_and_goes(shot: Shot, n: int) -> None:
    if 20 <= n < 45 or n >= 68:
        put_face(shot, (-80 + 13 * (n - 20) if n < 45 else 1340 - 12 * (n - 68), 320), 140)


def _small(shot: Shot, n: int) -> None:
    put_face(shot, (300 + 2.5 * n, 250), 26)
    put_face(shot, (900 - 2 * n, 420), 34)


def _cuts(shot: Shot, n: int) -> None:
    scene = n // 13
    shot.rgb = ground("room" if scene % 2 else "tissue", n, seed=scene + 2)
    if scene % 3 != 2:
        put_face(shot, (250 + 190 * (scene * 7 % 5), 250 + 40 * (scene % 4)), 90 + 25 * (scene % 4))


def _static(shot: Shot, n: int) -> None:
    put_line(shot, "DOE JANE 12/03/1961", (24, 18), 18)
    put_line(shot, "HOPITAL NORD  MRN 4471902", (24, 52), 12, shade=210, font=1)
    put_line(shot, "DR A MARTIN", (1060, 18), 14)
    put_line(shot, "24/11/2026 09:41:07", (1010, 690), 10, shade=190)


def _ticker(shot: Shot, n: int) -> None:
    put_line(shot, "GARCIA LOPEZ MARIA  H 55120", (1280 - 14 * n, 640), 24)


def _credits(shot: Shot, n: int) -> None:
    for row, name in enumerate(("OPERATOR J SMITH", "PATIENT ANN LEE", "CLINICA DEL SUR")):
        put_line(shot, name, (420, 730 + 60 * row - 9 * n), 26)


def _flashes(shot: Shot, n: int) -> None:
    """Four lines for 4 to 16 frames, none of them on a whole second."""
    for first, last, at, text in (
        (5, 21, (600, 120), "JOHN PEREZ"), (34, 44, (200, 500), "ID 8841 207"), (50, 58, (800, 600), "BORN 03/07/1984"),
        (70, 74, (100, 300), "MARIE DUPONT"),
    ):  # fmt: skip
        if first <= n < last:
            put_line(shot, text, at, 24)


def _fades(shot: Shot, n: int) -> None:
    put_line(shot, "LEE ANN 1961", (300, 200), 28, alpha=min(1.0, max(0.0, 1 - abs(n - 47) / 12)))


def _budget(shot: Shot, n: int) -> None:
    """As the old bench: a pan over a face that fills a fifth of the picture, a burned-in line."""
    big = _MADE.setdefault(("portrait", 0), cv2.resize(portrait(), (1600, 1600)))
    x, y = n % 300, 2 * n % 600 if n < 300 else 600
    shot.rgb = big[y : y + SIZE[1], x : x + SIZE[0]].copy()
    face = _cut(*(FACE[i] * 3.125 - (x, y)[i % 2] for i in range(4)))
    if face and face[3] - face[1] > 150:
        shot.faces.append(face)
    put_line(shot, "DOE JANE 12/03/1961", (20, 20), 22)


# name: (the ground, the drawing, what it is about)
CLIPS: dict[str, tuple[str, Callable[[Shot, int], None]]] = {
    "face moves": ("room", _moves),
    "face fast": ("room", _fast),
    "face grows": ("tissue", _grows),
    "face turns": ("room", _turns),
    "face lies": ("room", _lies),
    "face comes and goes": ("tissue", _comes_and_goes),
    "faces small": ("room", _small),
    "faces and cuts": ("room", _cuts),
    "text static": ("scan", _static),
    "text ticker": ("tissue", _ticker),
    "text credits": ("tissue", _credits),
    "text flashes on a scan": ("scan", _flashes),
    "text flashes on a pan": ("room", _flashes),
    "text fades": ("tissue", _fades),
    "clean scan": ("scan", _nothing),
    "clean tissue": ("tissue", _nothing),
    "clean room": ("room", _nothing),
}


def shots(name: str, count: int = 90) -> Iterator[Shot]:
    """The frames of a clip of CLIPS."""
    place, draw = CLIPS[name]
    return _clip(place, count, draw)


def budget(seconds: int, noise: float = 3.0) -> Iterator[Shot]:
    """The clip whose cost is the budget of PERFORMANCE: every frame fresh, a face all along, a line of text."""
    return _clip("room", seconds * FPS, _budget, noise)
