"""What every tool of the peers bench is given: seeded files with metadata, markers, burned-in words and a face, and where they lie."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, PngImagePlugin

from tests.deid.images.heic import heic
from tests.deid.images.pictures import font, picture, portrait, saved
from tests.deid.video.films import FACE, film
from tests.deid.video.films import MARKER as FILM_MARKER

Box = tuple[int, int, int, int]
PLACE = "+48.8582+002.2945/"  # in a film's own box, as phones write it
FRAMES = 30  # of the film, at 25 a second
NAMES = ("HOLLOWAY MARGARET", "BORN 14/03/1961", "MRN 4471902"), ("OKAFOR BENEDICT",), ("LINDQVIST ASTRID",)


@dataclass(frozen=True)
class Line:
    """Words burned in, and the box of their ink in pixels of the upright picture."""

    words: tuple[str, ...]
    box: Box


@dataclass(frozen=True)
class Input:
    """One file. `lines` and `faces` have an entry for each frame or page; `upright` shows one as a viewer should (RGB uint8)."""

    name: str
    file: str
    raw: bytes
    markers: tuple[str, ...]
    parts: str  # "pages", "frames", or "" for a single picture
    lines: tuple[tuple[Line, ...], ...]
    faces: tuple[Box | None, ...]
    upright: Callable[[int], np.ndarray]


def inputs(only: str = "") -> Iterator[Input]:
    """Every input whose name holds `only`, the same bytes on each call."""
    for name, make in MAKERS.items():
        if only.lower() in name.lower():
            yield make(name)


def _marker(number: int) -> str:
    return f"Zqm{number:02d}kestrel{number * 7919 % 1000:03d}"


def _markers(count: int) -> tuple[str, ...]:
    return tuple(_marker(number) for number in range(count))


def _photo(width: int, height: int, seed: int) -> tuple[Image.Image, Box]:
    """A room out of focus with grain, a bright corner at the top left and a portrait near the bottom right; the box of its face."""
    noise = np.random.default_rng(seed)
    small = noise.integers(60, 150, (7, 5, 3), dtype=np.uint8)
    small[0, 0] = (235, 120, 60)  # asymmetric: which way up it is can be told from far
    values = np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)).astype(np.int16)
    values += noise.integers(-4, 5, (height, width, 1), dtype=np.int16)
    image = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    side = round(0.62 * min(width, height))
    at = width - side - side // 12, height - side - side // 12
    image.paste(portrait().resize((side, side), Image.Resampling.BICUBIC), at)
    return image, tuple(round(edge * side / 512) + at[number % 2] for number, edge in enumerate(FACE))


def _written(image: Image.Image, names: tuple[str, ...], size: int) -> tuple[Image.Image, tuple[Line, ...]]:
    """The picture with a line of white letters for each name near the top, and where they are."""
    image, lines = image.copy(), []
    draw = ImageDraw.Draw(image)
    for number, words in enumerate(names):
        at = size, size + number * round(1.8 * size)
        draw.text(at, words, fill="white", font=font(size))
        lines.append(Line(tuple(words.split()), tuple(round(edge) for edge in draw.textbbox(at, words, font=font(size)))))
    return image, tuple(lines)


def _exif(marks: tuple[str, ...], orientation: int) -> Image.Exif:
    """Who, where, when and with what, as phones and consoles write it; `marks` are six."""
    tags = Image.Exif()
    tags[0x010E], tags[0x013B], tags[0x8298], tags[0x010F] = marks[:4]  # description, artist, copyright, maker
    tags[0x0112], tags[0x0132] = orientation, "2026:01:02 03:04:05"
    tags.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6), 3: "E", 4: (2.0, 17.0, 40.2), 29: "2026:01:02"})
    tags.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0x9286: marks[4].encode(), 0xA431: marks[5]})
    return tags


def _xmp(mark: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>{mark}</dc:source></rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def _iptc(mark: str) -> bytes:
    """An APP13 segment with a by-line (IPTC-IIM 2:80) in a Photoshop resource block."""
    record = b"\x1c\x02\x50" + struct.pack(">H", len(mark)) + mark.encode()
    record += b"\x00" * (len(record) % 2)
    body = b"Photoshop 3.0\x00" + b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def _jpeg(name: str) -> Input:
    image, face = _photo(3000, 4000, 1)
    image, lines = _written(image, NAMES[0], 90)
    marks = _markers(9)
    raw = saved(image.rotate(90, expand=True), "JPEG", quality=90, exif=_exif(marks, 6), xmp=_xmp(marks[6]), comment=marks[7].encode())
    raw = raw[:2] + _iptc(marks[8]) + raw[2:]
    return Input(name, "photo.jpg", raw, marks, "", (lines,), (face,), lambda _: np.asarray(image))


def _png(name: str) -> Input:
    image, lines = _written(picture(1280, 960, seed=5), NAMES[0], 30)
    marks = _markers(10)
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", marks[6])
    texts.add_itxt("XML:com.adobe.xmp", _xmp(marks[7]).decode())
    texts.add_text("Author", marks[8], zip=True)
    raw = saved(image, "PNG", pnginfo=texts, exif=_exif(marks, 1)) + marks[9].encode()
    return Input(name, "scan.png", raw, marks, "", (lines,), (None,), lambda _: np.asarray(image))


def _webp(name: str) -> Input:
    image, face = _photo(1200, 1600, 2)
    image, lines = _written(image, NAMES[0], 44)
    marks = _markers(7)
    raw = saved(image.rotate(90, expand=True), "WEBP", quality=90, exif=_exif(marks, 6), xmp=_xmp(marks[6]))
    return Input(name, "photo.webp", raw, marks, "", (lines,), (face,), lambda _: np.asarray(image))


def _heic(name: str) -> Input:
    image, face = _photo(960, 1280, 3)
    image, lines = _written(image, NAMES[0], 40)
    marks = _markers(8)
    exif = _exif(marks, 1).tobytes()[6:]
    # The turn is told by the box irot, a quarter to the left a count, so the picture lies turned three quarters the other way.
    raw = heic(image.rotate(90, expand=True), exif=exif, xmp=_xmp(marks[6]), quarters=3, hidden=marks[7].encode())
    return Input(name, "photo.heic", raw, marks, "", (lines,), (face,), lambda _: np.asarray(image))


def _stack(size: tuple[int, int], seed: int) -> tuple[list[Image.Image], tuple[tuple[Line, ...], ...]]:
    """Three scans, each with a name of its own."""
    made = [_written(picture(*size, seed=seed + number), NAMES[number], 28) for number in range(3)]
    return [image for image, _ in made], tuple(lines for _, lines in made)


def _tiff(name: str) -> Input:
    pages, lines = _stack((800, 600), 11)
    marks = _markers(4)
    tags = {270: marks[0], 315: marks[1], 305: marks[2], 33432: marks[3], 306: "2026:01:02 03:04:05"}
    raw = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], tiffinfo=tags)
    return Input(name, "stack.tif", raw, marks, "pages", lines, (None,) * 3, lambda number: np.asarray(pages[number]))


def _apng(name: str) -> Input:
    frames, lines = _stack((640, 480), 21)
    marks = _markers(2)
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", marks[0])
    texts.add_text("Author", marks[1])
    raw = saved(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=200, pnginfo=texts)
    return Input(name, "loop.png", raw, marks, "frames", lines, (None,) * 3, lambda number: np.asarray(frames[number]))


def _gif(name: str) -> Input:
    frames, lines = _stack((640, 480), 31)
    marks = _markers(1)
    raw = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=200, comment=marks[0].encode())
    return Input(name, "loop.gif", raw, marks, "frames", lines, (None,) * 3, lambda number: np.asarray(frames[number]))


def _mp4(name: str) -> Input:
    """A phone's clip held upright: stored lying, turned by its matrix, a walking face, two lines, a place and dates, a subtitle."""
    ground, face = _photo(720, 1280, 4)
    side, at = round(0.62 * 720), (720 - round(0.62 * 720) - round(0.62 * 720) // 12, 1280 - round(0.62 * 720) - round(0.62 * 720) // 12)
    walker = np.asarray(ground)[at[1] : at[1] + side, at[0] : at[0] + side].copy()
    empty = np.asarray(ground).copy()
    empty[at[1] : at[1] + side, at[0] : at[0] + side] = empty[at[1] - side : at[1], at[0] : at[0] + side]
    room, lines = _written(Image.fromarray(empty), NAMES[0][:2], 34)
    room = np.asarray(room)
    grain = np.random.default_rng(4).integers(0, 7, (1280 + 32, 720 + 32, 1), dtype=np.uint8)

    def steps(number: int) -> tuple[int, int]:
        return -round(1.6 * number), -round(120 * np.sin(number / 12) ** 2)

    def upright(number: int) -> np.ndarray:
        x, y = (edge + step for edge, step in zip(at, steps(number), strict=True))
        shown = room.copy()
        shown[y : y + side, x : x + side] = walker
        dx, dy = number * 7 % 32, number * 13 % 32
        return cv2.add(shown, np.broadcast_to(grain[dy : dy + 1280, dx : dx + 720], shown.shape))

    marks = _markers(4)
    told = {"title": marks[0], "artist": marks[1], "comment": marks[2], "make": marks[3], "creation_time": "2026-01-02T03:04:05Z"}
    told["com.apple.quicktime.location.ISO6709"] = PLACE
    options = {"preset": "ultrafast", "crf": "20"}
    stored = (np.ascontiguousarray(np.rot90(upright(number))) for number in range(FRAMES))
    raw = film(stored, metadata=told, rotation=-90, crowded=True, options=options).getvalue()
    boxes = tuple(tuple(edge + steps(number)[i % 2] for i, edge in enumerate(face)) for number in range(FRAMES))
    return Input(name, "clip.mp4", _placed(raw), (*marks, PLACE, FILM_MARKER), "frames", (lines,) * FRAMES, boxes, upright)


def _placed(raw: bytes) -> bytes:
    """The film with a second user-data box that says where it was taken; its last box is the one with all headers."""
    words = PLACE.encode()
    place = struct.pack(">I4sHH", 12 + len(words), b"\xa9xyz", len(words), 0x15C7) + words
    more = struct.pack(">I4s", 8 + len(place), b"udta") + place
    at = 0
    while raw[at + 4 : at + 8] != b"moov":
        at += int.from_bytes(raw[at : at + 4], "big")
    size = int.from_bytes(raw[at : at + 4], "big")
    if at + size != len(raw):
        raise AssertionError("The headers are not the last box of the film.")
    return raw[:at] + struct.pack(">I", size + len(more)) + raw[at + 4 :] + more


MAKERS: dict[str, Callable[[str], Input]] = {
    "12 MP JPEG": _jpeg,
    "PNG 1280x960": _png,
    "WebP 1200x1600": _webp,
    "TIFF, 3 pages": _tiff,
    "APNG, 3 frames": _apng,
    "GIF, 3 frames": _gif,
    "HEIC 960x1280": _heic,
    "MP4, 1.2 s of 720p": _mp4,
}
