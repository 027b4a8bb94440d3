"""Pictures with lines of text on them, of which the ink is known: every one comes from its seed."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.deid import grounds

PLAIN = [  # letters every font has
    "DUPONT Jean", "12/03/1961", "DOB 04-Jul-1958", "ID 00482913", "NHC: 7730021", "L", "R", "CHU Toulouse", "Dr A. Meyer", "14:32:07",
    "Hospital La Paz", "MRN 5530918", "F 62y", "TIS 0.4 MI 1.1", "SMITH^JOHN", "Room 12", "Acc# US-20261104", "Tel 06 12 34 56 78", "LAT",
    "Patient: Mary-Ann O'Neill", "2026-11-24 09:15", "PA ERECT", "5", "D", "Sala 3", "Ward 7B bed 2",
]  # fmt: skip
ACCENTED = [
    "Nom : Lefèvre, Françoise",
    "García Muñoz, M.ª José",
    "Née le 3 février 1961",
    "Hôpital Saint-Éloi",
    "Señora Ibáñez",
    "N° dossier 41",
]
SIZES = [(640, 480), (800, 600), (1024, 768), (1280, 960), (1600, 1200), (2560, 1920), (1080, 1920), (900, 300)]
LETTERS = [9, 10, 11, 12, 14, 16, 18, 22, 28, 36, 48, 64, 90]  # pixels, as fonts count them
FONTS = sorted(str(path) for path in Path("/usr/share/fonts").rglob("*.ttf"))
STROKES = [cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_PLAIN, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX]


@dataclass
class Line:
    """A line on a picture: its words, what it is like, and its ink (y, x) in pixels of the picture."""

    words: str
    likes: dict[str, object]
    ink: tuple[np.ndarray, np.ndarray]


def drawn(noise, words, size):
    """The words on their own, white on black, and the name of the font."""
    if noise.random() < 0.2 and words.isascii():
        number = int(noise.integers(len(STROKES)))
        scale, thick = size / 30 * (2 if STROKES[number] == cv2.FONT_HERSHEY_PLAIN else 1), 1 + size // 24
        (wide, high), base = cv2.getTextSize(words, STROKES[number], scale, thick)
        patch = np.zeros((high + base + 8, wide + 8), np.uint8)
        cv2.putText(patch, words, (4, high + 4), STROKES[number], scale, 255, thick, cv2.LINE_AA)
        return patch, "strokes"
    if FONTS and (not words.isascii() or noise.random() < 0.8):
        path = FONTS[int(noise.integers(len(FONTS)))]
        font, name = ImageFont.truetype(path, size), Path(path).stem
    else:
        font, name = ImageFont.load_default(size), "Pillow"
    left, top, right, bottom = font.getbbox(words)
    patch = Image.new("L", (right - left + 8, bottom - top + 8))
    ImageDraw.Draw(patch).text((4 - left, 4 - top), words, fill=255, font=font)
    return np.asarray(patch), name


def turned(noise, patch):
    """The words turned as lines on pictures are, and how: most not at all."""
    choice = noise.random()
    if choice < 0.66:
        return patch, "level"
    if choice < 0.8:
        return np.asarray(Image.fromarray(patch).rotate(float(noise.uniform(-9, 9)), Image.Resampling.BICUBIC, True)), "slanted"
    if choice < 0.93:
        return np.rot90(patch, int(noise.integers(1, 4))), "quarter turns"
    angle = float(noise.choice([-1, 1]) * noise.uniform(25, 65))
    return np.asarray(Image.fromarray(patch).rotate(angle, Image.Resampling.BICUBIC, True)), "diagonal"


def lettered(noise, ground):
    """A picture with up to eight lines on it: (height, width, 3) and the lines."""
    width, height = SIZES[int(noise.integers(len(SIZES)))]
    image, lines, taken = grounds.WRITTEN_ON[ground](noise, width, height), [], np.zeros((height, width), bool)
    for _ in range(int(noise.integers(3, 9))):
        size = int(noise.choice(LETTERS)) * (2 if min(width, height) > 1500 and noise.random() < 0.5 else 1)
        words = str(noise.choice(ACCENTED)) if FONTS and noise.random() < 0.2 else str(noise.choice(PLAIN))
        patch, font = drawn(noise, words, size)
        patch, turn = turned(noise, patch)
        high, wide = patch.shape
        if high >= height - 8 or wide >= width - 8:
            continue
        y, x = int(noise.integers(4, height - high - 4)), int(noise.integers(4, width - wide - 4))
        if taken[max(0, y - 9) : y + high + 9, max(0, x - 18) : x + wide + 18].any():
            continue
        taken[y : y + high, x : x + wide] = True
        part = image[y : y + high, x : x + wide]
        mean, rough = float(part.mean()), float(part.mean(axis=2).std())
        faint = noise.random() < 0.2 and rough < 15
        contrast = float(noise.uniform(35, 80) if faint else noise.uniform(min(205, max(90, 3 * rough)), 210))
        lighter = mean < 128
        colour = np.array([mean + (contrast if lighter else -contrast)] * 3)
        if noise.random() < 0.25 and not faint:
            colour[int(noise.integers(3))] *= 0.5 if lighter else 1.4  # yellow, cyan or magenta tints
        style = "faint" if faint else str(noise.choice(["plain", "plain", "plain", "outlined", "boxed"]))
        alpha = patch[..., None] / 255.0
        if style == "outlined":
            edge = cv2.dilate(patch, np.ones((3, 3), np.uint8))[..., None] / 255.0
            part[:] = (part * (1 - edge) + (0 if lighter else 255) * edge).astype(np.uint8)
        elif style == "boxed":
            part[:] = np.clip(mean + (-60 if lighter else 60), 0, 255)
        part[:] = (part * (1 - alpha) + colour.clip(0, 255) * alpha).astype(np.uint8)
        ys, xs = np.nonzero(patch > 128)
        if len(ys) > 10:
            likes = {"size": size, "turn": turn, "style": style, "ground": ground, "font": font, "picture": f"{width}x{height}"}
            lines.append(Line(words, likes, (ys + y, xs + x)))
    return stored(noise, image), lines


def stored(noise, image):
    """The picture after it was a JPEG, as nearly all are."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(noise.integers(70, 96))]
    return np.ascontiguousarray(cv2.imdecode(cv2.imencode(".jpg", image[..., ::-1], quality)[1], cv2.IMREAD_COLOR)[..., ::-1])


def with_lines(count, seed):
    names = list(grounds.WRITTEN_ON)
    for number in range(count):
        yield lettered(np.random.default_rng([seed, number]), names[number % len(names)])
