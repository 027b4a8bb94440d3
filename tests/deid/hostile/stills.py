"""Hostile pictures, each made by a few lines: name -> (what must come of it, bytes). None of them needs a foreign file."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.deid.images.heic import heic
from tests.deid.images.pictures import _chunk, animated, picture, saved

MARK = b"Zq-hostile-7741"  # in everything that must not come out
SCRIPT = b"<script>alert('" + MARK + b"')</script>"
SMALL = picture(64, 48)
JPEG, PNG, GIF, TIFF = (saved(SMALL, form) for form in ("JPEG", "PNG", "GIF", "TIFF"))
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("META-INF/MANIFEST.MF", MARK)
    return buffer.getvalue()


def polyglots():
    """Files that are two things at once, and things that only pretend (SECURITY.md U1, U2)."""
    comment = lambda body: b"\xff\xfe" + struct.pack(">H", 2 + len(body)) + body  # noqa: E731
    script = GIF[:6] + b"/*\x08\x00" + GIF[10:-1] + b"\x21\xfe" + bytes([len(MARK) + 8]) + b"*/=1;//" + MARK + b" \x00\x3b"
    pdf = b"%PDF-1.4\n1 0 obj<</Length 9>>stream\n" + MARK + b"\nendstream endobj\n"
    dicom = bytes(100) + b"DICM" + b"\x02\x00\x10\x00UI\x14\x001.2.840.10008.1.2.1\x00" + MARK
    return {
        "gif and script": ("clean", script),
        "gif and script behind": ("clean", GIF + b"/*" + SCRIPT),
        "png and zip": ("clean", PNG + archive()),
        "png with html in a chunk": ("clean", PNG[:33] + _chunk(b"htMl", SCRIPT) + PNG[33:]),
        "jpeg with html in its comment": ("clean", JPEG[:2] + comment(SCRIPT) + JPEG[2:]),
        "jpeg and html behind": ("clean", JPEG + SCRIPT),
        "jpeg with pdf in its comment": ("clean", JPEG[:2] + comment(pdf) + JPEG[2:] + b"%%EOF"),
        "jpeg and shell": ("clean", JPEG + b"\n#!/bin/sh\necho " + MARK),
        "webp and elf": ("clean", saved(SMALL, "WEBP") + b"\x7fELF" + MARK),
        "tiff and pdf": ("clean", TIFF + pdf),
        "bmp and script": ("unsupported", b"BM=1;/*" + bytes(60) + MARK),
        "pdf and jpeg": ("document", pdf + JPEG),
        "html and jpeg": ("document", b"<html><!--" + JPEG + b"-->" + SCRIPT),
        "zip and png": ("document", archive() + PNG),
        "dicom and pe": ("dicom_not_yet", b"MZ" + bytes(26) + dicom),
        "dicom and elf": ("dicom_not_yet", b"\x7fELF" + bytes(24) + dicom),
        "dicom and jpeg": ("dicom_not_yet", b"\xff\xd8\xff\xe1" + bytes(24) + dicom),
        "dicom and tiff": ("dicom_not_yet", b"MM\x00*" + bytes(24) + dicom),
        "svg under a gif's name": ("truncated", b"GIF89a<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
        "script": ("unsupported", b"#!/bin/sh\necho " + MARK),
        "pe": ("unsupported", b"MZ\x90\x00" + bytes(400) + MARK),
        "elf": ("unsupported", b"\x7fELF\x02\x01\x01" + bytes(400) + MARK),
        "java class": ("unsupported", b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + MARK),
        "photoshop": ("unsupported", b"8BPS\x00\x01" + bytes(200)),
        "encapsulated postscript": ("unsupported", b"\xc5\xd0\xd3\xc6" + bytes(200)),
        "wave under a webp's roof": ("unsupported", b"RIFF\xff\x00\x00\x00WAVEfmt " + bytes(200)),
        "nothing": ("empty", b""),
        "one byte": ("unsupported", b"\xff"),
    }


def png(*chunks, size=(64, 48), bits=8, colour=0):
    width, height = size
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    rows = zlib.compress(bytes((1 + (width * bits + 7) // 8) * height)) if width * height < 70_000_000 else zlib.compress(bytes(99))
    return SIGNATURE + b"".join(_chunk(*part) for part in ((b"IHDR", head), *chunks, (b"IDAT", rows), (b"IEND", b"")))


def tiff(entries, *, following=0, count=None):
    """A little-endian TIFF: (tag, type, count, value) of 12 bytes each, the offset of the next directory, a strip of zeros at 4096."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    data = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries) if count is None else count) + body + struct.pack("<I", following)
    return data.ljust(4096, b"\x00") + bytes(64 * 48)


def tags(**changes):
    """The tags of a grey picture of 64 x 48, changed by name."""
    plain = {"width": (256, 4, 1, 64), "height": (257, 4, 1, 48), "bits": (258, 3, 1, 8), "packing": (259, 3, 1, 1),
             "photo": (262, 3, 1, 1), "offsets": (273, 4, 1, 4096), "rows": (278, 4, 1, 48), "counts": (279, 4, 1, 64 * 48)}  # fmt: skip
    return [entry for entry in (plain | changes).values() if entry]


def jpeg_saying(width, height):
    """A JPEG whose header claims another size."""
    at = JPEG.index(b"\xff\xc0") + 5
    return JPEG[:at] + struct.pack(">HH", height, width) + JPEG[at + 4 :]


def chunked_profile(chunks):
    """A JPEG with an ICC profile in that many pieces, each of which says there are 255."""
    piece = b"ICC_PROFILE\x00" + b"%c\xff" + bytes(60_000)
    pieces = (piece.replace(b"%c", bytes([number % 256])) for number in range(chunks))
    return JPEG[:2] + b"".join(b"\xff\xe2" + struct.pack(">H", 2 + len(body)) + body for body in pieces) + JPEG[2:]


def profile_of_many_tags():
    """An ICC profile that lists 90 million tags, all at one place."""
    head = struct.pack(">I4s", 4096, b"lcms") + b"\x04\x30\x00\x00mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(88)
    return (head + struct.pack(">I", 90_000_000) + b"rXYZ\x00\x00\x00\x80\x00\x00\xff\xff" * 300).ljust(4096, b"\x00")


def sized(data, box, width, height):
    """HEIF or AVIF whose every `ispe` claims another size."""
    at = data.find(box)
    while at >= 0:
        data = data[: at + 8] + struct.pack(">II", width, height) + data[at + 16 :]
        at = data.find(box, at + 4)
    return data


def bombs():
    """Small files that want to be large, directories that turn in circles (SECURITY.md U4)."""
    large = zlib.compress(bytes(100 << 20), 9)
    frames = [Image.new("RGB", (8, 8), (number % 256, number // 256 * 90, 9)) for number in range(400)]
    screen = GIF[:6] + struct.pack("<HH", 8, 8) + GIF[10:]
    plain = struct.pack("<BHHHH", 0x2C, 0, 0, 64, 48)
    outgrown = screen.replace(plain, struct.pack("<BHHHH", 0x2C, 0, 0, 60_000, 60_000))
    small_heic, avif = heic(SMALL), saved(SMALL, "AVIF")
    bmp = saved(SMALL, "BMP")
    many = {"clean", "truncated", "memory", "too_many_pixels"}  # as the decoder of the day takes it
    return {
        "60000 x 60000 in sixty bytes": ("too_many_pixels", png(size=(60_000, 60_000), bits=1)[:60]),
        "12000 x 12000": ("too_many_pixels", png(size=(12_000, 12_000), bits=1)),
        "63 megapixels of nothing, just allowed": ("clean", png(size=(9_000, 7_000), bits=1)),
        "65500 x 65500 in a jpeg": ("too_many_pixels", jpeg_saying(65_500, 65_500)),
        "a jpeg of no height": ("truncated", jpeg_saying(64, 0)),
        "65535 x 65535 in a gif": ("too_many_pixels", GIF[:6] + b"\xff" * 4 + GIF[10:]),
        "a gif's frame that outgrows its screen": ("too_many_pixels", outgrown),
        "400 frames of a gif": ("too_many_frames", animated(400, 8, 8)),
        "400 frames of a webp": ("too_many_frames", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)),
        "a million frames of a png": ("too_many_frames", png((b"acTL", struct.pack(">II", 1_000_000, 0)))),
        "16383 x 16383 in a webp": ("too_many_pixels", _webp_saying(16_383, 16_383)),
        "30000 x 30000 in a bmp": ("too_many_pixels", bmp[:18] + struct.pack("<ii", 30_000, 30_000) + bmp[26:]),
        "a bmp of the least height": ("too_many_pixels", bmp[:18] + struct.pack("<ii", 64, -(1 << 31)) + bmp[26:]),
        "60000 x 60000 in a heic": ({"too_many_pixels", "truncated"}, sized(small_heic, b"ispe", 60_000, 60_000)),
        "60000 x 60000 in an avif": ({"too_many_pixels", "truncated"}, sized(avif, b"ispe", 60_000, 60_000)),
        "text of 100 MB in a png": ("truncated", png((b"zTXt", b"Comment\x00\x00" + large))),
        "a profile of 100 MB in a png": ({"clean", "truncated"}, png((b"iCCP", b"icc\x00\x00" + large))),
        "international text of 100 MB": ("truncated", png((b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + large))),
        "a hundred texts of 1 MB": ("truncated", png(*[(b"zTXt", b"k\x00\x00" + zlib.compress(bytes(1_000_000), 9))] * 100)),
        "pixels of 100 MB for a small png": ("clean", SIGNATURE + b"".join(_chunk(*part) for part in (
            (b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)), (b"IDAT", large), (b"IEND", b"")))),
        "ten thousand pieces of a png": ("clean", _in_pieces()),
        "a profile in 200 pieces": ("clean", chunked_profile(200)),
        "a profile of 90 million tags": ("clean", saved(SMALL, "JPEG", icc_profile=profile_of_many_tags())),
        "a tiff that is its own next page": ("clean", tiff(tags(), following=8)),
        "two pages of a tiff in a circle": ("clean", _circle()),
        "a tiff of 65535 tags": ("clean", tiff(tags(), count=65_535)),
        "a tag of four thousand million values": (many, tiff(tags(words=(270, 2, 0xFFFFFFFF, 16)))),
        "strips without end": (many, tiff(tags(offsets=(273, 4, 0x0FFFFFFF, 16), counts=(279, 4, 0x0FFFFFFF, 16)))),
        "a strip of four gigabytes": (many, tiff(tags(counts=(279, 4, 1, 0xFFFFFFFF)))),
        "a strip far outside": (many, tiff(tags(offsets=(273, 4, 1, 0xFFFFFF00)))),
        "a tiff as wide as it gets": ("too_many_pixels", tiff(tags(width=(256, 4, 1, 0x7FFFFFFF)))),
        "a tiff without pixels": ("truncated", tiff(tags(offsets=None, counts=None))),
        "a tiff of a deflate bomb": (many, tiff(tags(packing=(259, 3, 1, 8), counts=(279, 4, 1, len(large))))[:4096] + large),
        "a big tiff of 2**60 tags": ("truncated", b"II+\x00\x08\x00\x00\x00" + struct.pack("<QQ", 16, 1 << 60) + bytes(64)),
        "exif that points at itself": ("clean", saved(SMALL, "JPEG", exif=_turning_exif())),
        "a thumbnail in a thumbnail in a thumbnail": ("clean", thumbnails(3)),
        "a catalogue of pictures that names itself": ("clean", _own_catalogue()),
    }  # fmt: skip


def thumbnails(depth):
    """A JPEG whose EXIF holds a JPEG whose EXIF holds another, the innermost with the mark in its comment."""
    inner = saved(Image.new("RGB", (16, 12), "red"), "JPEG", comment=MARK)
    for _ in range(depth):
        first = struct.pack("<HHHII", 1, 0x0112, 3, 1, 1) + struct.pack("<I", 26)
        second = struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, 56) + struct.pack("<HHII", 0x0202, 4, 1, len(inner)) + bytes(4)
        exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + first + second
        body = exif + inner
        inner = JPEG[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + JPEG[2:]
    return inner


def carriers():
    """A good file of every format, for cutting and flipping."""
    return {
        "jpeg": JPEG, "png": PNG, "gif": GIF, "tiff": saved(SMALL, "TIFF", compression="tiff_lzw"), "webp": saved(SMALL, "WEBP"),
        "bmp": saved(SMALL, "BMP"), "avif": saved(SMALL, "AVIF"), "heic": heic(SMALL),
        "mpo": saved(SMALL, "MPO", save_all=True, append_images=[SMALL]),
        "apng": saved(SMALL, "PNG", save_all=True, append_images=[picture(64, 48, 5)]), "animated gif": animated(3, 64, 48),
        "animated webp": saved(SMALL, "WEBP", save_all=True, append_images=[picture(64, 48, 5)]),
        "pages": saved(SMALL, "TIFF", save_all=True, append_images=[picture(64, 48, 5)]),
    }  # fmt: skip


def _webp_saying(width, height):
    extended = struct.pack("<4sIBBH", b"VP8X", 10, 0, 0, 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + extended + saved(SMALL, "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _in_pieces():
    rows = zlib.compress(bytes(65 * 48), 0)
    head = struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)
    pieces = [(b"IDAT", b"")] * 10_000 + [(b"IDAT", rows[at : at + 1]) for at in range(len(rows))]
    return SIGNATURE + b"".join(_chunk(*part) for part in ((b"IHDR", head), *pieces, (b"IEND", b"")))


def _circle():
    first = tiff(tags(), following=2048)
    return first[:2048] + first[8:2044].replace(struct.pack("<I", 2048), struct.pack("<I", 8), 1).ljust(2048, b"\x00") + first[4096:]


def _turning_exif():
    """IFD0 names itself as the Exif directory and as the next one."""
    return b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + struct.pack("<HHHII", 1, 0x8769, 4, 1, 8) + struct.pack("<I", 8)


def _own_catalogue():
    """A multi-picture file whose every entry is the file itself."""
    raw = saved(SMALL, "MPO", save_all=True, append_images=[SMALL])
    at = raw.index(b"MPF\x00")
    return raw[: at + 40] + raw[at + 40 : at + 120].replace(struct.pack("<I", len(raw) // 2), bytes(4)) + raw[at + 120 :]
