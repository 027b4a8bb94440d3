"""Faces for the bench: public pictures of test-only packages, changed and pasted in many ways; the inputs depend on the seed alone.

Every scene is (name, picture, faces): RGB uint8, and for each face the pixels that must be covered, as a boolean array.
"""

import io
import json
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

DATA = Path(find_spec("skimage").submodule_search_locations[0]) / "data"
# file, the part with head and hair, and in it the face from eyebrows to chin: marked by hand
PORTRAITS = [("astronaut.png", (100, 0, 345, 285), (181, 66, 267, 178)), ("camera.png", (140, 70, 330, 330), (205, 122, 258, 196))]
SIZES = [(640, 480), (800, 600), (1024, 768), (1280, 960), (1920, 1440), (2560, 1920)]


def opened(name, folder=DATA):
    return Image.open(Path(folder) / name).convert("RGB")


def sharp_heads(more=None):
    """(picture, face box) of portraits large enough to be scaled; `more` is a folder with pictures and `heads.json` {name: face box}."""
    heads = []
    for name, part, face in PORTRAITS:
        heads.append((opened(name).crop(part), tuple(np.subtract(face, part[:2] * 2))))
    for name, face in json.loads((Path(more) / "heads.json").read_text()).items() if more else ():
        picture, (x0, y0, x1, y1) = opened(name, more), face
        wide, high = x1 - x0, y1 - y0
        part = max(0, x0 - wide), max(0, y0 - high), min(picture.width, x1 + wide), min(picture.height, y1 + high)
        heads.append((picture.crop(part), tuple(np.subtract(face, part[:2] * 2))))
    return heads


def small_heads():
    """A hundred different people of Labeled Faces in the Wild, 25 x 25 pixels, grey and close-cropped, as scikit-image ships them."""
    faces = np.load(DATA / "lfw_subset.npy")[:100]
    return [(Image.fromarray((face * 255).astype(np.uint8)).convert("RGB"), (4, 5, 21, 24)) for face in faces]


def ground(noise, width, height):
    """Something without a face to stand before: ultrasound-like, X-ray-like, a wall, a room out of focus, or a texture."""
    choice = noise.integers(0, 5)
    y, x = np.mgrid[:height, :width] / max(width, height)
    if choice == 0:
        depth = np.hypot(x - 0.5, y + 0.1)
        values = (abs(np.arctan2(x - 0.5, y + 0.1)) < 0.6) * noise.rayleigh(45, (height, width)) * (1.3 - depth)
    elif choice == 1:
        values = 120 + 70 * np.sin(5 * x + 3 * y * y + noise.uniform(0, 6)) + noise.normal(0, 6, (height, width))
    elif choice == 2:
        return Image.new("RGB", (width, height), tuple(int(value) for value in noise.integers(60, 240, 3)))
    elif choice == 3:
        small = noise.integers(20, 236, (9, 12, 3), dtype=np.uint8)
        return Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    else:
        tile = opened(["brick.png", "grass.png", "gravel.png"][noise.integers(0, 3)])
        return tile.resize((width, height))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


def pasted(scene, masks, head, face, *, wide, middle, angle=0.0):
    """Paste a head so that its face is `wide` pixels wide, turned by `angle` degrees, its middle at `middle`; add the face's pixels."""
    ratio = wide / (face[2] - face[0])
    size = max(4, round(head.width * ratio)), max(4, round(head.height * ratio))
    solid, oval = Image.new("L", size), Image.new("L", size)
    ImageDraw.Draw(solid).rectangle((0, 0, *size), fill=255)
    box = [value * ratio for value in face]
    ImageDraw.Draw(oval).ellipse((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
    head = head.resize(size, Image.Resampling.LANCZOS if ratio < 1 else Image.Resampling.BICUBIC)
    head, solid, oval = (part.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC) for part in (head, solid, oval))
    rows, columns = np.nonzero(np.asarray(oval) > 128)
    at = round(middle[0] - columns.mean()), round(middle[1] - rows.mean())
    scene.paste(head, at, solid)
    ink = Image.new("L", scene.size)
    ink.paste(oval, at)
    masks.append(np.asarray(ink) > 128)


def _anywhere(noise, size, wide):
    """A middle for a face of that width such that all of it is in the picture."""
    edge = 0.8 * wide
    return [noise.uniform(min(edge, side / 2), max(side - edge, side / 2)) for side in size]


def _one(noise, heads, *, wide=None, angle=0.0, size=None, change=None):
    head, face = heads[noise.integers(0, len(heads))]
    size = size or SIZES[noise.integers(0, len(SIZES))]
    wide = wide or float(np.exp(noise.uniform(np.log(max(24, min(size) / 40)), np.log(min(size) * 0.55))))
    scene, masks = ground(noise, *size), []
    if change:
        head = change(noise, head, face)
    pasted(scene, masks, head, face, wide=wide, middle=_anywhere(noise, size, wide), angle=angle)
    return scene, masks


def upright(noise, heads):
    return _one(noise, heads, angle=noise.uniform(-12, 12))


def quarter(noise, heads):
    return _one(noise, heads, angle=90 * int(noise.integers(1, 4)) + noise.uniform(-8, 8))


def any_angle(noise, heads):
    return _one(noise, heads, angle=noise.uniform(0, 360))


def small(noise, heads):
    """24 to 40 pixels wide where the long side is at most 1024, in proportion where it is longer: it is looked at scaled down."""
    size = SIZES[noise.integers(0, len(SIZES))]
    return _one(noise, heads, size=size, wide=noise.uniform(24, 40) * max(1, max(size) / 1024), angle=90 * int(noise.integers(0, 4)))


def filling(noise, heads):
    """The face fills the picture."""
    size = SIZES[noise.integers(0, 4)]
    scene, masks = ground(noise, *size), []
    head, face = heads[noise.integers(0, len(heads))]
    middle = np.array(size) * noise.uniform(0.4, 0.6, 2)
    pasted(scene, masks, head, face, wide=min(size) * noise.uniform(0.6, 0.9), middle=middle, angle=90 * int(noise.integers(0, 4)))
    return scene, masks


def close_up(noise, heads):
    """The picture is a window on a part of the face, as a photograph of an eye, a cheek or a mouth is: 50 to 80 % of it either way."""
    head, (x0, y0, x1, y1) = heads[noise.integers(0, len(heads))]
    part = noise.uniform(0.5, 0.8, 2) * (x1 - x0, y1 - y0)
    left, top = (noise.uniform(low, high - side) for low, high, side in ((x0, x1, part[0]), (y0, y1, part[1])))
    shown = head.crop((int(left), int(top), int(left + part[0]), int(top + part[1])))
    size = SIZES[noise.integers(0, 4)]
    shown = shown.resize((round(shown.width * size[1] / shown.height), size[1]), Image.Resampling.BICUBIC)
    turned = shown.rotate(90 * int(noise.integers(0, 4)), expand=True)
    return turned, [np.ones((turned.height, turned.width), bool)]


def half_out(noise, heads):
    """The edge of the picture cuts the face in two (40 to 60 % are left)."""
    size = SIZES[noise.integers(0, len(SIZES))]
    scene, masks = ground(noise, *size), []
    head, face = heads[noise.integers(0, len(heads))]
    wide, left = noise.uniform(60, min(size) * 0.5), noise.uniform(-0.1, 0.1)
    middle = _anywhere(noise, size, wide)
    side = noise.integers(0, 3)  # left, right, below; above is a face without eyes
    middle[1 if side == 2 else 0] = (left * wide, size[0] - left * wide, size[1] - left * wide)[side]
    pasted(scene, masks, head, face, wide=wide, middle=middle)
    return scene, masks


def _mouth(noise, head, face):
    head, (x0, y0, x1, y1) = head.copy(), face
    middle, cloth = y0 + 0.52 * (y1 - y0), [(190, 215, 230), (240, 240, 240), (60, 110, 120), (30, 30, 34)][noise.integers(0, 4)]
    points = [(x0, middle), ((x0 + x1) / 2, middle - 0.06 * (y1 - y0)), (x1, middle), (x1 - 3, y1), ((x0 + x1) / 2, y1 + 4), (x0 + 3, y1)]
    ImageDraw.Draw(head).polygon(points, fill=cloth)
    return head


def _glasses(noise, head, face):
    head, (x0, y0, x1, y1) = head.copy(), face
    draw, wide, high, dark_ones = ImageDraw.Draw(head), x1 - x0, y1 - y0, noise.random() < 0.5
    thick = max(1, round(wide / 24))
    for side in (0.24, 0.74):
        box = [x0 + (side - 0.2) * wide, y0 + 0.08 * high, x0 + (side + 0.2) * wide, y0 + 0.34 * high]
        draw.ellipse(box, fill=(20, 20, 24) if dark_ones else None, outline=(20, 20, 20), width=thick)
    draw.line([(x0 + 0.44 * wide, y0 + 0.2 * high), (x0 + 0.54 * wide, y0 + 0.2 * high)], fill=(20, 20, 20), width=thick)
    return head


def masked_mouth(noise, heads):
    return _one(noise, heads, angle=90 * int(noise.integers(0, 4)), change=_mouth)


def with_glasses(noise, heads):
    return _one(noise, heads, angle=90 * int(noise.integers(0, 4)), change=_glasses)


def darkened(noise, values):
    return values * noise.uniform(0.12, 0.3) + noise.normal(0, 2, values.shape)


def grained(noise, values):
    return values + noise.normal(0, noise.uniform(20, 40), values.shape)


def flattened(noise, values):
    return noise.uniform(60, 170) + (values - 128) * noise.uniform(0.2, 0.4)


def softened(noise, values):
    return cv2.GaussianBlur(values, None, noise.uniform(1.5, 4) * values.shape[1] / 1024)


def greyed(noise, values):
    return np.repeat(values.mean(axis=2, keepdims=True), 3, axis=2)


def squeezed(noise, values):
    """A JPEG of low quality."""
    buffer = io.BytesIO()
    Image.fromarray(values.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=int(noise.integers(8, 25)))
    return np.asarray(Image.open(buffer)).astype(np.float32)


def _worsened(name, *ways):
    def make(noise, heads):
        scene, masks = _one(noise, heads, angle=90 * int(noise.integers(0, 4)))
        values = np.asarray(scene).astype(np.float32)
        for worse in ways:
            values = worse(noise, values)
        return values, masks

    make.__name__ = name
    return make


dark, noisy, blurred = _worsened("dark", darkened), _worsened("noisy", grained), _worsened("blurred", softened)
low_contrast, grey, low_jpeg = _worsened("low_contrast", flattened), _worsened("grey", greyed), _worsened("low_jpeg", squeezed)


def hard(noise, heads):
    """Small, turned anyhow, often half covered, and made worse in two ways at once."""
    half = [None, None, _mouth, _glasses][noise.integers(0, 4)]
    wide, size = noise.uniform(26, 70), SIZES[noise.integers(0, 4)]
    angle = 90 * int(noise.integers(0, 4)) + noise.uniform(-35, 35)
    scene, masks = _one(noise, heads, size=size, wide=wide, angle=angle, change=half)
    values = np.asarray(scene).astype(np.float32)
    for way in noise.permutation(5)[:2]:
        values = [darkened, grained, flattened, softened, squeezed][way](noise, values)
    return values, masks


def several(noise, heads):
    """Three to eight people of many sizes, upright."""
    size = SIZES[noise.integers(2, len(SIZES))]
    scene, masks, number = ground(noise, *size), [], int(noise.integers(3, 9))
    for place in range(number):
        head, face = heads[noise.integers(0, len(heads))]
        column = size[0] / number
        wide = (
            noise.uniform(max(24, 24 * max(size) / 1024), column * 0.38) if column * 0.38 > 24 * max(1, max(size) / 1024) else column * 0.38
        )
        pasted(scene, masks, head, face, wide=wide, middle=((place + 0.5) * column, noise.uniform(0.3, 0.7) * size[1]))
    return scene, masks


def strangers(noise, heads):
    """One of a hundred people, enlarged from 25 pixels to a face of 32 to 80: soft, grey, cropped close."""
    size = SIZES[noise.integers(0, 3)]
    return _one(noise, heads, size=size, wide=noise.uniform(32, 80), angle=90 * int(noise.integers(0, 4)))


SHARP = [
    upright, quarter, any_angle, small, filling, close_up, half_out, masked_mouth, with_glasses, dark, noisy, low_contrast, blurred, grey,
    low_jpeg, several, hard,
]  # fmt: skip


def scenes(count, seed, more=None):
    """`count` scenes of each sort, in turn."""
    sharp, soft = sharp_heads(more), small_heads()
    for number, make in enumerate([*SHARP, strangers]):
        noise = np.random.default_rng([seed, number])
        for _ in range(count):
            scene, masks = make(noise, soft if make is strangers else sharp)
            pixels = np.asarray(scene)
            yield make.__name__, pixels.clip(0, 255).astype(np.uint8), masks
