"""Pictures without a face, for the area that is masked in vain: public ones of test-only packages, and drawn ones."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.bench.deid.heads import opened

# Of scikit-image, all that show no person (camera and astronaut do).
PUBLIC = [
    "coffee.png", "chelsea.png", "rocket.jpg", "logo.png", "coins.png", "moon.png", "page.png", "text.png", "ihc.png", "retina.jpg",
    "cell.png", "hubble_deep_field.jpg", "motorcycle_left.png", "horse.png", "brick.png", "grass.png", "gravel.png", "color.png",
    "clock_motion.png", "phantom.png", "microaneurysms.png", "chessboard_RGB.png",
]  # fmt: skip


def ultrasound(noise, width=1024, height=768):
    y, x = np.mgrid[:height, :width]
    angle, depth = np.arctan2(x - width / 2, y + height * 0.1), np.hypot(x - width / 2, y + height * 0.1)
    fan = (abs(angle) < 0.6) & (depth > height * 0.2) & (depth < height * 0.95)
    tissue = (
        np.asarray(Image.fromarray(noise.integers(0, 256, (20, 26), dtype=np.uint8)).resize((width, height), Image.Resampling.BICUBIC))
        / 128
    )
    values = fan * noise.rayleigh(40, (height, width)) * tissue
    for _ in range(3):  # cysts and vessels are round and dark
        at, size = noise.uniform([0.35 * width, 0.3 * height], [0.65 * width, 0.8 * height]), noise.uniform(15, 90)
        values[np.hypot(x - at[0], (y - at[1]) * 1.3) < size] *= 0.15
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


def chest(noise, width=1000, height=1100):
    """X-ray-like: lungs, spine, heart, ribs."""
    image = Image.new("L", (width, height), 30)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((60, 40, width - 60, height), 200, fill=150)
    for left in (160, 540):
        draw.ellipse((left, 150, left + 300, 850), fill=60)
    draw.rectangle((460, 60, 540, height), fill=190)
    draw.ellipse((400, 480, 720, 820), fill=180)
    for rib in range(9):
        for left in (120, 500):
            box = left, 120 + 85 * rib, left + 380, 320 + 85 * rib
            draw.arc(box, *((190, 330) if left > 300 else (210, 350)), fill=int(noise.integers(110, 140)), width=22)
    values = np.asarray(image.filter(ImageFilter.GaussianBlur(9))) + noise.normal(0, 7, (height, width))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


def teeth(noise, width=1200, height=800):
    """A mouth held open: two rows of teeth on gums."""
    image = Image.new("RGB", (width, height), (150, 60, 62))
    draw = ImageDraw.Draw(image)
    for row, top in ((0, 170), (1, 430)):
        for place in range(10):
            wide, high = 96 - 5 * abs(place - 4.5), 190 - 16 * abs(place - 4.5)
            left = 120 + place * 96 + noise.uniform(-4, 4)
            shade = int(noise.integers(205, 240))
            above = top + (190 - high if row == 0 else 0)
            draw.rounded_rectangle((left, above, left + wide, above + high), 30, fill=(shade, shade - 8, shade - 40))
    values = np.asarray(image.filter(ImageFilter.GaussianBlur(4))) + noise.normal(0, 5, (height, width, 3))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def skin(noise, width=1000, height=750):
    """Skin with moles, lesions and hairs."""
    small = np.array([200, 150, 125]) + noise.normal(0, 10, (30, 40, 3))
    image = Image.fromarray(small.clip(0, 255).astype(np.uint8)).resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(noise.integers(2, 9)):
        at, size = noise.uniform([0, 0], [width, height]), noise.uniform(5, 90)
        shade = noise.uniform(0.35, 0.8)
        draw.ellipse((*(at - size), *(at + size * noise.uniform(0.7, 1.2, 2))), fill=tuple(int(value * shade) for value in (170, 100, 80)))
    for _ in range(40):
        at, way = noise.uniform([0, 0], [width, height]), noise.normal(0, 50, 2)
        draw.line((*at, *(at + way)), fill=(70, 45, 35), width=2)
    values = np.asarray(image.filter(ImageFilter.GaussianBlur(2))) + noise.normal(0, 6, (height, width, 3))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def axial(noise, width=768, height=768):
    """A slice through a trunk, as CT shows it: a ring of fat, organs, a vertebra."""
    image = Image.new("L", (width, height))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 130, 708, 640), fill=70)
    draw.ellipse((90, 160, 678, 610), fill=120)
    for _ in range(8):
        at, size = noise.uniform([200, 250], [560, 520]), noise.uniform(20, 95, 2)
        draw.ellipse((*(at - size), *(at + size)), fill=int(noise.integers(90, 190)))
    draw.ellipse((340, 480, 430, 560), fill=240)
    values = np.asarray(image.filter(ImageFilter.GaussianBlur(3))) + noise.normal(0, 9, (height, width))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


def cells(noise, width=900, height=700):
    """Stained tissue: hundreds of nuclei."""
    image = Image.new("RGB", (width, height), (228, 196, 214))
    draw = ImageDraw.Draw(image)
    for _ in range(450):
        at, size = noise.uniform([0, 0], [width, height]), noise.uniform(4, 22, 2)
        draw.ellipse((*(at - size), *(at + size)), fill=tuple(int(value) for value in noise.normal([120, 80, 150], 18).clip(0, 255)))
        draw.ellipse((*(at - size / 3), *(at + size / 3)), fill=(70, 40, 110))
    return image.filter(ImageFilter.GaussianBlur(1.5))


def blobs(noise, width=800, height=600):
    """Colours without form."""
    rough = noise.integers(3, 40)
    small = noise.integers(0, 256, (rough, rough * 4 // 3, 3), dtype=np.uint8)
    return Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)


def grain(noise, width=800, height=600):
    return Image.fromarray(noise.integers(0, 256, (height, width, 3), dtype=np.uint8))


def trace(noise, width=1400, height=900):
    """An ECG on its paper."""
    image = Image.new("RGB", (width, height), (252, 236, 232))
    draw = ImageDraw.Draw(image)
    for step in range(0, width, 20):
        draw.line((step, 0, step, height), fill=(240, 180, 180), width=2 if step % 100 == 0 else 1)
        draw.line((0, step, width, step), fill=(240, 180, 180), width=2 if step % 100 == 0 else 1)
    for row in range(4):
        x = np.arange(width)
        beat = np.exp(-(((x + noise.uniform(0, 200)) % 220 - 100) ** 2) / 40) * 90 + np.exp(-((x % 220 - 160) ** 2) / 500) * 25
        draw.line(
            [(int(a), int(150 + 200 * row - b + noise.normal(0, 1))) for a, b in zip(x, beat, strict=True)], fill=(20, 20, 30), width=2
        )
    return image


DRAWN = [ultrasound, chest, teeth, skin, axial, cells, blobs, grain, trace]


def faceless(seed, *, drawn=4, turned=True):
    """(name, RGB uint8) of each public picture, also turned and as a part, and `drawn` of each drawing."""
    noise = np.random.default_rng([seed, 77])
    for name in PUBLIC:
        picture = opened(name)
        yield name, np.asarray(picture)
        if turned:
            yield f"{name} turned", np.ascontiguousarray(np.rot90(np.asarray(picture), int(noise.integers(1, 4))))
            ratio, (wide, high) = noise.uniform(0.5, 2.2), picture.size
            part = picture.crop((int(wide * noise.uniform(0, 0.3)), int(high * noise.uniform(0, 0.3)), wide, high))
            part = part.resize((max(32, int(part.width * ratio)), max(32, int(part.height * ratio))))
            yield f"{name} part", np.asarray(part)[:, ::-1].copy()
    for make in DRAWN:
        for number in range(drawn):
            yield f"{make.__name__} {number}", np.asarray(make(noise))
