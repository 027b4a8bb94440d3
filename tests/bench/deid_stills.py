"""How many burned-in lines and faces are covered, at what cost: `python -m tests.bench.deid_stills [images] [seed]`.

Draws lines of text in many fonts, sizes, colours and grounds, and pastes the public-domain portrait in many sizes and turns.
A line counts as found when 90 % of its ink lies under masks. The pictures are made before the detectors are asked.
"""

import io
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cases.deid import Limits
from cases.deid import images as stills
from tests.deid.images.pictures import covered, picture, portrait

WORDS = [
    "DUPONT Jean", "Nom: Lefèvre, Marie", "12/03/1961", "DOB 04-Jul-1958", "ID 00482913", "NHC: 7730021", "García López, M.ª", "L", "R",
    "CHU Toulouse", "Dr A. Meyer", "14:32:07", "Hospital La Paz", "MRN 5530918", "F 62y", "TIS 0.4 MI 1.1", "SMITH^JOHN", "Room 12",
    "Acc# US-20261104", "Vue 2", "GE LOGIQ E9", "Tel 06 12 34 56 78",
]  # fmt: skip
SIZES = [(640, 480), (800, 600), (1024, 768), (1280, 960), (1600, 1200), (2560, 1920)]
FONTS = sorted(str(path) for path in Path("/usr/share/fonts").rglob("*.ttf"))


def grounds(noise, width, height):
    """A made ground: ultrasound, X-ray-like, paper, photograph-like."""
    choice = noise.integers(0, 4)
    if choice == 0:
        return picture(width, height, seed=int(noise.integers(1 << 30)))
    if choice == 1:
        y, x = np.mgrid[:height, :width] / max(width, height)
        values = 120 + 70 * np.sin(5 * x + 3 * y * y) + noise.normal(0, 6, (height, width))
        return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")
    if choice == 2:
        return Image.new("RGB", (width, height), tuple(int(value) for value in noise.integers(200, 250, 3)))
    small = noise.integers(0, 256, (12, 16, 3), dtype=np.uint8)
    return Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)


def lettered(noise):
    """A picture with a few lines on it, and the ink of each line with its size in pixels of the stored picture."""
    width, height = SIZES[noise.integers(0, len(SIZES))]
    image, lines, taken = grounds(noise, width, height), [], []
    for _ in range(noise.integers(3, 8)):
        size = int(noise.choice([9, 10, 11, 12, 14, 16, 18, 22, 28, 36, 48, 64, 90]) * (2 if width > 2000 else 1))
        words = WORDS[noise.integers(0, len(WORDS))]
        font = ImageFont.truetype(FONTS[noise.integers(0, len(FONTS))], size) if FONTS else ImageFont.load_default(size)
        x, y = int(noise.integers(0, max(1, width - size * len(words) * 0.6))), int(noise.integers(4, height - size - 4))
        box = ImageDraw.Draw(image).textbbox((x, y), words, font=font)
        if box[2] > width or any(box[0] < b[2] + 20 and b[0] < box[2] + 20 and box[1] < b[3] + 9 and b[1] < box[3] + 9 for b in taken):
            continue
        under = np.asarray(image.crop(box).convert("L")).mean() if box[2] > box[0] else 0
        shade = int(np.clip(under + (1 if under < 128 else -1) * noise.integers(90, 200), 0, 255))
        ImageDraw.Draw(image).text((x, y), words, fill=(shade, shade, min(255, shade + 10)), font=font)
        ink = Image.new("L", image.size)
        ImageDraw.Draw(ink).text((x, y), words, fill=255, font=font)
        ink = np.asarray(ink) > 128
        if ink.sum() > 10:
            taken.append(box)
            lines.append((size, words, ink))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=int(noise.integers(70, 95)))
    return Image.open(buffer).convert("RGB"), lines


def main(count=40, seed=1):
    engines, noise = stills.load_engines(), np.random.default_rng(seed)
    found, missed, spent, area = {}, [], 0.0, []
    for number in range(count):
        image, lines = lettered(noise)
        start = time.process_time()
        boxes = engines.lettering(np.asarray(image))
        spent += time.process_time() - start
        masks = [stills._mask(stills._grown(box, stills.TEXT_GROW, stills.TEXT_GROW), "text", 0, *image.size) for box in boxes]
        area.append(sum((m.x1 - m.x0) * (m.y1 - m.y0) for m in masks) / (image.width * image.height))
        for size, words, ink in lines:
            part = covered(masks, ink)
            hit = part >= 0.9
            found.setdefault(min(size, 99), []).append(hit)
            if not hit:
                missed.append((number, image.size, size, words, round(part, 2)))
    everything = [hit for hits in found.values() for hit in hits]
    print("text by size:", {size: f"{sum(hits)}/{len(hits)}" for size, hits in sorted(found.items())})
    share = sum(everything) / len(everything)
    print(f"text: {sum(everything)}/{len(everything)} = {share:.3f}, {spent / count:.2f} CPU s an image, masked {np.mean(area):.3f}")
    for line in missed:
        print("  missed", line)


def faces(count=24, seed=2):
    engines, noise = stills.load_engines(), np.random.default_rng(seed)
    crop, hits = portrait().crop((120, 10, 330, 260)), 0
    for _ in range(count):
        width, height = SIZES[noise.integers(0, len(SIZES))]
        side = int(noise.integers(36, height * 0.8))
        head = crop.resize((side, round(side * 250 / 210)))
        face = Image.new("L", head.size)
        ImageDraw.Draw(face).rectangle([v * side / 210 for v in (61, 56, 147, 168)], fill=255)
        angle = int(noise.integers(0, 360)) if noise.random() < 0.5 else 90 * int(noise.integers(0, 4))
        head, face = (part.rotate(angle, expand=True) for part in (head, face))
        solid = Image.new("L", crop.resize((side, round(side * 250 / 210))).size, 255).rotate(angle, expand=True)
        canvas, ink = grounds(noise, width, height), Image.new("L", (width, height))
        at = int(noise.integers(0, max(1, width - head.width))), int(noise.integers(0, max(1, height - head.height)))
        canvas.paste(head, at, solid)
        ink.paste(face, at)
        boxes = [
            stills._grown(b, stills.FACE_GROW * (b[2] - b[0]), stills.FACE_GROW * (b[3] - b[1])) for b in engines.faces(np.asarray(canvas))
        ]
        part = covered([stills._mask(box, "face", 0, width, height) for box in boxes], np.asarray(ink) > 128)
        hits += part > 0.9
        if part <= 0.9:
            print("  missed face", (width, height), side, angle, round(part, 2))
    print(f"faces: {hits}/{count}")


def cost():
    """CPU seconds of a 12-megapixel photograph, from bytes to a verified clean file, in one process."""
    engines, buffer = stills.load_engines(), io.BytesIO()
    portrait().resize((4000, 3000)).save(buffer, "JPEG", quality=92)
    for _ in range(2):
        start = time.process_time()
        page, _ = stills.inspect(buffer, lambda *_: None, limits=Limits(), engines=engines, progress=lambda *_: None)
        middle = time.process_time()
        stills.burn(buffer, io.BytesIO(), page=0, masks=page.masks, limits=Limits(), progress=lambda *_: None)
        print(f"12 MP: inspect {middle - start:.2f} + burn {time.process_time() - middle:.2f} CPU s")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    main(*numbers)
    faces()
    cost()
