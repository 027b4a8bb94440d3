"""Pictures as strangers bring them: what consoles, X-ray rooms, cameras, dark screens and labels write, where they write it."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.deid import grounds
from tests.bench.deid.faceless import axial, cells, chest, skin
from tests.bench.deid.written import FONTS, PLAIN, STROKES, Line, stored

LATIN = [*PLAIN, "Müller, Jürgen", "Nowák Łukasz", "Çelik Ayşe", "Sjöström Åsa", "Ångström", "João Gonçalves", "Ó Briain, Seán", "N.N."]
OTHER = ["Иванова Мария", "дата 14.02.1961", "Пациент: Орлов", "Παπαδόπουλος Γ.", "Ημερομηνία 3/2/61", "Шевченко О.", "Όνομα: Ελένη"]
DATES = ["2024/11/03 14:22", "'98 12 31", "03.11.2024 08:05", "11/03/2024 2:22 PM", "NOV 3 2024", "2024-11-03", "14:22", "03-11-24"]
MARKS = ["L", "R", "L", "R", "RT", "LT", "D", "I", "G", "PA", "AP", "ERECT", "SUPINE", "L JM", "R 12"]
SEGMENTS = {"0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc", "8": "abcdefg",
            "9": "abcdfg", " ": "", "/": "g", "-": "g", ":": "d", ".": "d", "'": "a"}  # fmt: skip
CORNERS = {"a": ((0, 0), (1, 0)), "b": ((1, 0), (1, 1)), "c": ((1, 1), (1, 2)), "d": ((0, 2), (1, 2)), "e": ((0, 1), (0, 2)),
           "f": ((0, 0), (0, 1)), "g": ((0, 1), (1, 1))}  # fmt: skip


class Sheet:
    """A picture that is written on; remembers the ink of each line."""

    def __init__(self, noise, image, scene, font=None):
        self.noise, self.image, self.scene, self.lines = noise, image, scene, []
        self.height, self.width = image.shape[:2]
        self.taken = np.zeros((self.height, self.width), bool)
        self.font = font or (FONTS[int(noise.integers(len(FONTS)))] if FONTS and noise.random() < 0.75 else None)

    def words(self, words, size, *, strokes=False):
        """The words, white on black."""
        if strokes and words.isascii():
            face, scale, thick = STROKES[int(self.noise.integers(3))], size / 30, 1 + size // 24
            (wide, high), base = cv2.getTextSize(words, face, scale, thick)
            patch = np.zeros((high + base + 4, wide + 4), np.uint8)
            cv2.putText(patch, words, (2, high + 2), face, scale, 255, thick, cv2.LINE_AA)
            return patch
        font = ImageFont.truetype(self.font or FONTS[0], size) if FONTS else ImageFont.load_default(size)
        left, top, right, bottom = font.getbbox(words)
        patch = Image.new("L", (right - left + 4, bottom - top + 4))
        ImageDraw.Draw(patch).text((2 - left, 2 - top), words, fill=255, font=font)
        return np.asarray(patch)

    def put(self, patch, x, y, colour, *, what, words, opacity=1.0):
        """Ink at x, y (negative: from the right, from below), if nothing is written there yet."""
        high, wide = patch.shape
        x, y = (int(x) if x >= 0 else self.width + int(x) - wide), (int(y) if y >= 0 else self.height + int(y) - high)
        if x < 2 or y < 2 or x + wide > self.width - 2 or y + high > self.height - 2 or self.taken[y : y + high, x : x + wide].any():
            return False
        self.taken[max(0, y - 4) : y + high + 4, max(0, x - 8) : x + wide + 8] = True
        part, alpha = self.image[y : y + high, x : x + wide], patch[..., None] / 255.0 * opacity
        part[:] = (part * (1 - alpha) + np.clip(colour, 0, 255) * alpha).astype(np.uint8)
        ys, xs = np.nonzero(patch > 128)
        if len(ys) > 10:
            likes = {"size": what[0], "turn": what[1], "style": what[2], "ground": self.scene, "font": Path(self.font or "own").stem}
            self.lines.append(Line(words, {**likes, "picture": f"{self.width}x{self.height}"}, (ys + y, xs + x)))
        return True

    def write(self, words, x, y, size, colour, style="plain", **more):
        patch = self.words(words, size, strokes=style == "strokes")
        return self.put(patch, x, y, colour, what=(size, "level", style), words=words, **more)


def _any(noise, choices):
    return choices[int(noise.integers(len(choices)))]


def _size(noise, choices=((640, 480), (1024, 768), (1280, 960), (1600, 1200))):
    return _any(noise, choices)


def console(noise):
    """Ultrasound: name and hospital on top, settings in yellow or cyan, a depth scale, a measurement."""
    width, height = _size(noise)
    sheet = Sheet(noise, grounds.ultrasound(noise, width, height), "console")
    size, way = int(noise.choice([9, 10, 11, 12, 14, 16, 18])), _any(noise, ["plain", "plain", "strokes"])
    colours = [(255, 255, 255), (190, 190, 190), (255, 230, 60), (80, 230, 240), (110, 235, 110), (255, 160, 60), (120, 120, 120)]
    top = _any(noise, colours)
    sheet.write(_any(noise, LATIN + OTHER), 12, 6, size, top, way)
    sheet.write(_any(noise, ["CHU Toulouse", "St. Mary's", "Charité Berlin"]), -14, 6, size, top, way)
    for row in range(int(noise.integers(2, 6))):
        words = _any(noise, ["2D", "G 52", "DR 65 dB", "FR 31Hz", "TIS 0.4 MI 1.1", "C5-1", "Res", "P", "D 12.3 mm", "THI", "Map F"])
        sheet.write(words, 60 + width // 40, height * 0.25 + row * 1.7 * size, size, _any(noise, colours), way)
    for row in range(5):
        sheet.write(str(row * 5 or 1), -(2.3 * width // 40) - 2, height // 5 + row * height // 7, size, top, way)
    return sheet


def marker(noise):
    """X-ray: a lead letter, bare or in a ring, and words at the border, some run upwards."""
    width, height = _size(noise, ((640, 800), (1000, 1200), (1500, 1800), (1280, 960)))
    image = grounds.xray(noise, width, height) if noise.random() < 0.6 else np.array(chest(noise).resize((width, height)))
    sheet = Sheet(noise, image, "marker")
    for _ in range(int(noise.integers(1, 4))):
        words, size = _any(noise, MARKS), int(min(width, height) * noise.uniform(0.02, 0.07))
        patch = sheet.words(words, max(10, size))
        if noise.random() < 0.2:
            patch = np.rot90(patch, int(noise.integers(1, 4)))
        x, y = int(noise.choice([1, -1]) * noise.uniform(0.03, 0.3) * width), int(noise.choice([1, -1]) * noise.uniform(0.03, 0.3) * height)
        ring = noise.random() < 0.25
        if sheet.put(patch, x, y, [noise.uniform(200, 255)] * 3, what=(size, "level", "ring" if ring else "lead"), words=words) and ring:
            ys, xs = sheet.lines[-1].ink if sheet.lines else ([0], [0])
            middle = int(np.mean(xs)), int(np.mean(ys))
            cv2.circle(image, middle, int(0.8 * max(patch.shape)), (225, 225, 225), max(1, size // 12), cv2.LINE_AA)
    if noise.random() < 0.6:
        sheet.write(_any(noise, LATIN), 10, 10, int(noise.choice([11, 14, 18, 24])), [noise.uniform(160, 255)] * 3)
    return sheet


def stamp(noise):
    """A photograph with the camera's date, orange or white, in segments or in a font."""
    width, height = _size(noise, ((800, 600), (1600, 1200), (2560, 1920), (1080, 1920)))
    image = np.array(skin(noise).resize((width, height))) if noise.random() < 0.5 else grounds.photo(noise, width, height)
    sheet = Sheet(noise, image, "stamp")
    words, size = _any(noise, DATES), max(10, int(height * noise.uniform(0.014, 0.035)))
    colour = _any(noise, [(255, 150, 40), (255, 90, 30), (255, 255, 255), (255, 235, 90)])
    if noise.random() < 0.5:
        digits, high, wide = [], size, int(size * 0.55)
        for letter in words if not any(letter.isalpha() for letter in words) else "2024 11 03":
            cell = np.zeros((high + 6, wide + 6 + max(2, size // 8)), np.uint8)
            for segment in SEGMENTS[letter]:
                ends = [(3 + x * wide, 3 + y * high // 2) for x, y in CORNERS[segment]]
                cv2.line(cell, *ends, 255, max(1, size // 10), cv2.LINE_AA)
            digits.append(cell)
        words, patch, style = words, np.hstack(digits), "segments"
    else:
        patch, style = sheet.words(words, size), "plain"
    back = cv2.dilate(patch, np.ones((3, 3), np.uint8))
    x, y = -int(width * noise.uniform(0.02, 0.08)), -int(height * noise.uniform(0.02, 0.08))
    if noise.random() < 0.5:  # a dark rim, as cameras draw it
        top, left = height + y - patch.shape[0], width + x - patch.shape[1]
        part, alpha = image[top : top + patch.shape[0], left : left + patch.shape[1]], back[..., None] / 255.0
        part[:] = (part * (1 - alpha)).astype(np.uint8)
    ground = image[y - patch.shape[0] : y, x - patch.shape[1] : x].reshape(-1, 3).mean(axis=0)
    if abs(ground @ [0.3, 0.6, 0.1] - np.array(colour) @ [0.3, 0.6, 0.1]) < 45:
        colour = (255, 255, 255) if ground.mean() < 140 else (20, 20, 20)
    sheet.put(patch, x, y, colour, what=(size, "level", style), words=words)
    return sheet


def screen(noise):
    """A screen in light or dark: rows of a table, links, grey hints, in three scripts."""
    width, height = _size(noise, ((1280, 800), (1600, 900), (1080, 1920), (800, 600)))
    dark, sheet = noise.random() < 0.65, Sheet(noise, np.zeros((height, width, 3), np.uint8), "screen")
    ground = int(noise.integers(8, 40) if dark else noise.integers(235, 256))
    sheet.image[:] = ground
    size = int(noise.choice([10, 11, 12, 13, 14, 16, 20]))
    step, column = int(size * noise.uniform(1.8, 3.2)), width // int(noise.integers(2, 5))
    inks = [(230, 230, 230), (138, 180, 248), (129, 201, 149), (242, 139, 130), (120, 120, 120), (85, 85, 85)]
    inks = inks if dark else [(20, 20, 20), (26, 115, 232), (24, 128, 56), (197, 34, 31), (130, 130, 130), (175, 175, 175)]
    for number in range(int(noise.integers(6, 12))):
        if number % 3 == 0:
            top = 20 + number * step
            cv2.line(sheet.image, (10, top - 6), (width - 10, top - 6), (ground + (25 if dark else -25),) * 3, 1)
        words = _any(noise, LATIN if noise.random() < 0.7 else OTHER)
        x, y = 16 + column * (number % 3), 20 + step * int(noise.integers(0, (height - 60) // step))
        sheet.write(words, x, y, size, _any(noise, inks), "dark" if dark else "light")
    return sheet


def strip(noise):
    """An electrocardiogram with its leads, speed and name."""
    width, height = _size(noise)
    sheet = Sheet(noise, grounds.grid(noise, width, height), "strip")
    size = int(noise.choice([11, 13, 16, 20, 26]))
    for number, words in enumerate(("I", "II", "III", "aVR", "V1", "V6")):
        sheet.write(words, 20 + (number % 2) * width // 2, height // 8 - 2 * size + (number // 2) * height // 5, size, (20, 20, 30))
    sheet.write("25 mm/s 10 mm/mV 0.05-150 Hz", 20, -10, size, (30, 30, 40))
    sheet.write(_any(noise, LATIN), -20, 4, size, (20, 20, 30))
    return sheet


def slice_(noise):
    """A slice of CT or MR, small, with words in its four corners."""
    side = int(noise.choice([512, 512, 640, 768, 1024]))
    sheet = Sheet(noise, np.array(axial(noise).resize((side, side))), "slice")
    size, grey = int(noise.choice([9, 10, 11, 12, 14, 18])), noise.uniform(130, 255)
    corners = [(6, 6), (-6, 6), (6, -6), (-6, -6)]
    for x, y in corners:
        for row in range(int(noise.integers(1, 4))):
            words = _any(noise, [*LATIN, "W 400 L 40", "kV 120", "mA 250", "Im: 41/120", "Se: 3", "FFS", "A", "P", "R", "L", "5.0 mm"])
            sheet.write(words, x, y + (1 if y > 0 else -1) * row * int(1.5 * size), size, [grey] * 3, _any(noise, ["plain", "strokes"]))
    return sheet


def label(noise):
    """A sticker on a photograph, turned a little: a name, a number, a barcode, digits of a ruler beside it."""
    width, height = _size(noise, ((800, 600), (1280, 960), (2560, 1920)))
    image = np.array(skin(noise).resize((width, height))) if noise.random() < 0.5 else grounds.ruler(noise, width, height)
    sheet, size = Sheet(noise, image, "label"), int(height * noise.uniform(0.018, 0.04))
    flat = Sheet(noise, np.full((size * 7, size * 15, 3), 243, np.uint8), "label")
    for row in range(3):
        flat.write(_any(noise, LATIN + OTHER), size // 2, int(size * (0.5 + 1.4 * row)), size, (25, 25, 25))
    for x in range(size, size * 11, max(2, size // 6)):
        cv2.line(flat.image, (x, size * 5), (x, int(size * 6.4)), (20, 20, 20), int(noise.integers(1, 1 + max(2, size // 8))))
    turn = cv2.getRotationMatrix2D((size * 7.5, size * 3.5), float(noise.uniform(-12, 12)), 1)
    turn[:, 2] += noise.uniform(size * 2, width - size * 17), noise.uniform(size * 3, height - size * 10)
    ground = cv2.warpAffine(np.full(flat.image.shape[:2], 255, np.uint8), turn, (width, height))
    placed = cv2.warpAffine(flat.image, turn, (width, height))
    image[:] = np.where(ground[..., None] > 128, placed, image)
    for line in flat.lines:
        ink = np.zeros(flat.image.shape[:2], np.uint8)
        ink[line.ink] = 255
        ys, xs = np.nonzero(cv2.warpAffine(ink, turn, (width, height)) > 128)
        if len(ys) > 10:
            sheet.lines.append(Line(line.words, {**line.likes, "turn": "slanted", "picture": f"{width}x{height}"}, (ys, xs)))
    return sheet


def watermark(noise):
    """Pale words across tissue, half transparent, and a small line in a corner."""
    width, height = _size(noise, ((900, 700), (1280, 960)))
    sheet = Sheet(noise, np.array(cells(noise).resize((width, height))), "watermark")
    size = int(noise.choice([24, 36, 48, 64]))
    dark = noise.random() < 0.5
    sheet.write(
        _any(noise, LATIN), width * 0.1, height * 0.4, size, (10, 10, 40) if dark else (255, 255, 255), opacity=noise.uniform(0.6, 1)
    )
    sheet.write(_any(noise, LATIN), -10, -10, int(noise.choice([12, 16, 20])), (15, 15, 15))
    return sheet


SCENES = [console, marker, stamp, screen, strip, slice_, label, watermark]


def pictures(count, seed):
    """`count` pictures and the lines on each, one scene after the other."""
    for number in range(count):
        noise = np.random.default_rng([seed, 2, number])
        sheet = SCENES[number % len(SCENES)](noise)
        yield stored(noise, np.ascontiguousarray(sheet.image)), sheet.lines
