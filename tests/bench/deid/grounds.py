"""Made pictures without any lettering: like ultrasound, X-ray, screenshot, photograph, and like what detectors mistake for lettering."""

import itertools
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

# Pictures of scikit-image's wheel on which nothing is written.
PUBLIC = ["brick", "camera", "cell", "chelsea", "chessboard_GRAY", "chessboard_RGB", "coffee", "coins", "grass", "gravel", "horse",
          "ihc", "microaneurysms", "moon", "phantom", "retina"]  # fmt: skip


def public():
    """name -> picture (height, width, 3)."""
    folder = Path(find_spec("skimage").submodule_search_locations[0]) / "data"
    found = {name: next(iter(sorted(folder.glob(f"{name}.*"))), None) for name in PUBLIC}
    return {name: np.asarray(Image.open(file).convert("RGB")) for name, file in found.items() if file}


def clouds(noise, width, height, *, finest=4, fall=0.55):
    """Noise of many sizes, 0 to 1: skin, tissue, walls."""
    total, weight, cells = np.zeros((height, width), np.float32), 1.0, 3
    while min(width, height) / cells > finest:
        small = noise.random((cells + 1, max(2, cells * width // height) + 1)).astype(np.float32)
        total += weight * cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
        weight, cells = weight * fall, cells * 2
    return (total - total.min()) / (np.ptp(total) + 1e-6)


def _rgb(values):
    values = np.clip(values, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(values[..., None], 3, axis=2) if values.ndim == 2 else values)


def ultrasound(noise, width, height):
    """A fan of speckle on black with a grey wedge, depth marks and a curve below."""
    y, x = np.mgrid[:height, :width]
    angle, depth = np.arctan2(x - width * noise.uniform(0.4, 0.6), y + height * 0.1), np.hypot(x - width / 2, y + height * 0.1)
    fan = (abs(angle) < noise.uniform(0.4, 0.8)) & (depth > height * 0.2) & (depth < height * 0.9)
    image = _rgb(fan * noise.rayleigh(45, (height, width)) * (0.3 + 1.2 * clouds(noise, width, height)))
    edge = width // 40
    cv2.rectangle(image, (edge, height // 5), (2 * edge, height // 2), (90, 90, 90), 1)
    image[height // 5 : height // 2, edge : 2 * edge] = np.linspace(255, 0, height // 2 - height // 5)[:, None, None]
    for mark in range(height // 5, height - height // 8, max(6, height // 24)):
        cv2.line(image, (width - 2 * edge, mark), (width - edge - edge // 2, mark), (150, 150, 150), 1)
    return image


def xray(noise, width, height):
    """Soft shadows, ribs, grain, dark edges beyond the collimator."""
    y, x = np.mgrid[:height, :width] / float(max(width, height))
    field = 60 + 120 * clouds(noise, width, height, finest=30)
    for number in range(int(noise.integers(5, 11))):
        middle = 0.1 + number * 0.09
        field += 28 * np.exp(-(((y - middle - 0.35 * (x - noise.uniform(0.3, 0.6)) ** 2) / 0.012) ** 2))
    field += noise.normal(0, noise.uniform(2, 9), (height, width))
    edge = int(noise.uniform(0, 0.09) * width)
    if edge:
        field[:, :edge] = field[:, -edge:] = noise.uniform(0, 14)
    return _rgb(field if noise.random() < 0.8 else 255 - field)


def screenshot(noise, width, height):
    """Panels, buttons, table lines and icons, with nothing written on them."""
    light = noise.random() < 0.6
    image = np.full((height, width, 3), noise.integers(225, 250) if light else noise.integers(15, 45), np.uint8)
    ink = (170, 175, 180) if light else (85, 90, 95)
    for _ in range(int(noise.integers(4, 10))):
        x, y = int(noise.integers(0, width * 3 // 4)), int(noise.integers(0, height * 3 // 4))
        wide, high = int(noise.integers(60, width // 3)), int(noise.integers(24, height // 3))
        shade = tuple(int(value) for value in (noise.integers(195, 255, 3) if light else noise.integers(25, 80, 3)))
        cv2.rectangle(image, (x, y), (x + wide, y + high), shade, -1)
        cv2.rectangle(image, (x, y), (x + wide, y + high), ink, 1)
        for line in range(y, y + high, int(noise.integers(18, 40))):
            cv2.line(image, (x, line), (x + wide, line), ink, 1)
    for _ in range(int(noise.integers(0, 6))):
        middle = int(noise.integers(0, width)), int(noise.integers(0, height // 6))
        cv2.circle(image, middle, int(noise.integers(5, 12)), ink, 2)
    return image


def photo(noise, width, height):
    """Coloured clouds with grain: skin, a wall, cloth."""
    base, other = noise.integers(40, 230, 3), noise.integers(40, 230, 3)
    mix = clouds(noise, width, height, fall=noise.uniform(0.4, 0.7))[..., None]
    return _rgb(base * mix + other * (1 - mix) + noise.normal(0, noise.uniform(1, 6), (height, width, 1)))


def paper(noise, width, height):
    """A sheet with a shadow across it."""
    y, x = np.mgrid[:height, :width]
    shade = 1 - noise.uniform(0, 0.25) * (x / width * noise.uniform(0, 1) + y / height * noise.uniform(0, 1))
    return _rgb(noise.integers(205, 250, 3) * shade[..., None] + noise.normal(0, 2, (height, width, 1)))


def discs(noise, width, height):
    """Rows of round things: coins, tablets, cells in wells."""
    image, side = photo(noise, width, height), int(noise.integers(14, 90))
    gap, shade = int(side * noise.uniform(1.1, 1.7)), noise.integers(0, 255, 3)
    for y in range(side, height - side, gap):
        for x in range(side, width - side, gap):
            colour = tuple(int(value) for value in (shade + noise.integers(-20, 20, 3)).clip(0, 255))
            cv2.circle(image, (x, y), side // 2 - int(noise.integers(0, 3)), colour, -1 if side % 3 else 2, cv2.LINE_AA)
    return image


def teeth(noise, width, height):
    """Two arches of pale blunt shapes on red or on grey."""
    grey = noise.random() < 0.5
    image = xray(noise, width, height) if grey else _rgb(clouds(noise, width, height)[..., None] * [90, 40, 40] + [90, 30, 35])
    count, rows = int(noise.integers(6, 15)), int(noise.integers(1, 3))
    for row in range(rows):
        for number in range(count):
            across = (number + 0.5) / count
            x, y = int(width * (0.08 + 0.84 * across)), int(height * (0.3 + 0.3 * row + 0.35 * (across - 0.5) ** 2))
            wide, high = int(width * 0.36 / count * noise.uniform(0.85, 1)), int(height * noise.uniform(0.07, 0.1))
            shade = int(noise.integers(190, 245))
            colour = (shade, shade, shade) if grey else (shade, shade - 8, shade - 35)
            cv2.ellipse(image, (x, y), (wide, high), 0, 0, 360, colour, -1, cv2.LINE_AA)
    return cv2.GaussianBlur(image, (0, 0), 1.2)


def vessels(noise, width, height):
    """An orange disc with branching dark lines."""
    image, middle, far = np.zeros((height, width, 3), np.uint8), (width // 2, height // 2), min(width, height) // 2 - 4
    cv2.circle(image, middle, far, (190, 95, 45), -1, cv2.LINE_AA)
    image = _rgb(image * (0.75 + 0.4 * clouds(noise, width, height)[..., None]))
    for _ in range(int(noise.integers(10, 24))):
        angle, thick = noise.uniform(0, 2 * np.pi), noise.uniform(2, 6)
        points = [np.array(middle, float)]
        for _ in range(int(noise.integers(20, 60))):
            angle += noise.normal(0, 0.25)
            points.append(points[-1] + far / 35 * np.array([np.cos(angle), np.sin(angle)]))
        for number, (one, two) in enumerate(itertools.pairwise(points)):
            if np.hypot(*(two - middle)) < far - 6:
                line = [tuple(int(value) for value in point) for point in (one, two)]
                cv2.line(image, *line, (115, 35, 25), max(1, round(thick * (1 - number / 60))), cv2.LINE_AA)
    return cv2.GaussianBlur(image, (0, 0), 0.8)


def grid(noise, width, height):
    """Graph paper with a curve: an electrocardiogram without labels."""
    image, step = np.full((height, width, 3), (255, 246, 244), np.uint8), int(noise.integers(6, 14))
    for place in range(0, max(width, height), step):
        colour = (235, 150, 150) if place % (5 * step) == 0 else (248, 214, 212)
        cv2.line(image, (place, 0), (place, height), colour, 1)
        cv2.line(image, (0, place), (width, place), colour, 1)
    for middle in range(height // 8, height, height // 5):
        x = np.arange(width)
        beat = (x % int(width * 0.11)) / (width * 0.11)
        curve = 0.7 * np.exp(-(((beat - 0.4) / 0.012) ** 2)) + 0.12 * np.exp(-(((beat - 0.65) / 0.05) ** 2)) + noise.normal(0, 0.006, width)
        cv2.polylines(image, [np.column_stack((x, middle - curve * height / 7)).astype(np.int32)], False, (25, 25, 40), 2, cv2.LINE_AA)
    return image


def ruler(noise, width, height):
    """A wound-like patch and a ruler with marks, but no digits."""
    image = photo(noise, width, height)
    cv2.ellipse(image, (width // 2, height // 2), (width // 7, height // 9), 20, 0, 360, (120, 30, 35), -1, cv2.LINE_AA)
    top, step = int(height * noise.uniform(0.7, 0.85)), max(4, width // 140)
    cv2.rectangle(image, (width // 20, top), (width - width // 20, top + height // 14), (238, 238, 232), -1)
    for number, x in enumerate(range(width // 20, width - width // 20, step)):
        long = height // 24 if number % 10 == 0 else height // 34 if number % 5 == 0 else height // 60
        cv2.line(image, (x, top), (x, top + long), (20, 20, 20), 1)
    return cv2.GaussianBlur(image, (0, 0), 0.7)


WRITTEN_ON = {"ultrasound": ultrasound, "x-ray": xray, "screenshot": screenshot, "photo": photo, "paper": paper}
MISLEADING = {"discs": discs, "teeth": teeth, "vessels": vessels, "grid": grid, "ruler": ruler}
