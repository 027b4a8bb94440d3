"""Pictures the tests make: with metadata in every place, with words burned in, with a face, and broken ones."""

import io
import struct
import zlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageDraw, ImageFont, PngImagePlugin

from tests.deid.images.heic import heic

MARKER = "Zmarkerz7731"  # planted in every place; must not be in any output
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>{MARKER}</rdf:li></x:xmpmeta>'.encode()


def picture(width=320, height=240, seed=3):
    """Ultrasound-like: a bright fan of speckle on black."""
    noise = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    angle, depth = np.arctan2(x - width / 2, y + height * 0.1), np.hypot(x - width / 2, y + height * 0.1)
    fan = (abs(angle) < 0.6) & (depth > height * 0.2) & (depth < height * 0.95)
    speckle = noise.rayleigh(45, (height, width)) * (1.2 - depth / height / 1.2)
    return Image.fromarray((fan * speckle.clip(0, 255)).astype(np.uint8)).convert("RGB")


def four_corners(width=64, height=48):
    """Red, green, blue and white quarters: shows which way up a picture is."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    half_w, half_h = width // 2, height // 2
    for (x, y), colour in zip(((0, 0), (half_w, 0), (0, half_h), (half_w, half_h)), ("red", "lime", "blue", "white"), strict=True):
        draw.rectangle((x, y, x + half_w, y + half_h), fill=colour)
    return image


def portrait():
    """A public-domain portrait (NASA, Eileen Collins) from the test-only wheel scikit-image, 512 x 512."""
    folder = Path(find_spec("skimage").submodule_search_locations[0])
    return Image.open(folder / "data" / "astronaut.png").convert("RGB")


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x010E] = tags[0x013B] = tags[0x8298] = MARKER  # description, artist, copyright
    tags[0x0112] = orientation
    tags.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6), 3: "E", 4: (2.0, 17.0, 40.2), 29: MARKER})
    tags.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0x9286: MARKER.encode(), 0xA431: MARKER})
    return tags


def font(size):
    return ImageFont.load_default(size)


def saved(image, format, **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def laden():
    """Each accepted format with the marker in all its places: name -> bytes."""
    plain, tail = picture(), b"\x00" * 9 + MARKER.encode() * 3
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", MARKER)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add_text("zipped", MARKER * 9, zip=True)
    jpeg = saved(plain, "JPEG", exif=exif(), xmp=XMP, comment=MARKER.encode(), icc_profile=profile())
    app13 = b"\xff\xed" + struct.pack(">H", 2 + 14 + len(MARKER)) + b"Photoshop 3.0\x00" + MARKER.encode()
    tiff_tags = {270: MARKER, 315: MARKER, 305: MARKER, 33432: MARKER}
    return {
        "jpeg": jpeg[:2] + app13 + jpeg[2:] + tail,
        "jpeg with a zip behind": jpeg + b"PK\x03\x04" + MARKER.encode(),
        "mpo": saved(plain, "MPO", save_all=True, append_images=[_words(MARKER)], exif=exif()),
        "png": saved(plain, "PNG", pnginfo=texts, exif=exif(), icc_profile=profile()) + tail,
        "apng": saved(plain, "PNG", save_all=True, append_images=[_words(MARKER)], pnginfo=texts),
        "gif": saved(plain.quantize(64), "GIF", comment=MARKER.encode()) + tail,
        "animated gif": saved(plain, "GIF", save_all=True, append_images=[_words(MARKER)], comment=MARKER.encode()),
        "webp": saved(plain, "WEBP", exif=exif(), xmp=XMP, icc_profile=profile()),
        "tiff": saved(plain, "TIFF", tiffinfo=tiff_tags, compression="tiff_lzw", icc_profile=profile()) + tail,
        "bmp": saved(plain, "BMP") + tail,
        "avif": saved(plain, "AVIF", exif=exif(), xmp=XMP, icc_profile=profile()) + tail,
        "heic": heic(plain, exif=exif(6).tobytes()[6:], xmp=XMP, icc=profile(), hidden=MARKER.encode()) + tail,
        "heic of tiles": heic(plain, tiles=(2, 2), exif=exif().tobytes()[6:], xmp=XMP),
    }


def bomb(width, height):
    """A PNG of a few hundred bytes that says it is enormous."""
    rows = zlib.compress(bytes(2000))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")))


def animated(frames, width, height):
    """A GIF whose frames differ, so that none is merged with the one before it."""
    stack = []
    for number in range(frames):
        frame = Image.new("P", (width, height), number % 2)
        frame.putpalette([number % 256, 0, 0, 0, number % 256, 9])
        stack.append(frame)
    return saved(stack[0], "GIF", save_all=True, append_images=stack[1:], optimize=False)


def lettered(image, words, *, at, size, fill="white"):
    """The picture with words drawn on it, and the ink as a boolean array."""
    image = image.copy()
    ImageDraw.Draw(image).text(at, words, fill=fill, font=font(size))
    ink = Image.new("L", image.size)
    ImageDraw.Draw(ink).text(at, words, fill=255, font=font(size))
    return image, np.asarray(ink) > 96


def covered(masks, ink):
    """The part of the ink that lies under masks, 0 to 1."""
    cover = np.zeros_like(ink)
    for mask in masks:
        cover[mask.y0 : mask.y1, mask.x0 : mask.x1] = True
    return float((ink & cover).sum() / ink.sum())


def _words(words):
    image = Image.new("RGB", (320, 240), "navy")
    ImageDraw.Draw(image).text((10, 100), words, fill="white", font=font(24))
    return image


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
