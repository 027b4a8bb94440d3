"""Harvests what a still's metadata tells of people: EXIF, TIFF tags, XMP, IPTC, comments and text chunks. In the sandboxed child only.

It never raises and never ends a job: a broken block gives what could be read of it. Everything is bounded.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Final

from PIL import Image

from cases.deid import known
from cases.deid.images import blocks
from cases.deid.images.blocks import Field
from cases.deid.kinds import HEAD, sniff

MOST_BLOCKS: Final = 64
MOST_INFLATED: Final = 1 << 18  # bytes of one compressed chunk

# Keywords of PNG text chunks, lower case: their role, "" for what programs write.
_PNG_ROLES: Final = {
    "author": "person",
    "artist": "person",
    "copyright": "person",
    "creation time": "day",
    "date:create": "day",
    "date:modify": "day",
    "date:timestamp": "day",
    "software": "",
    "source": "",
    "disclaimer": "",
}


def identifiers(source: BinaryIO) -> tuple[str, ...]:
    """The known identifiers (see `cases.deid.known`) in the metadata of an image; () where nothing can be read."""
    try:
        source.seek(0)
        return known.gathered(_fields(source.read()))
    except Exception:
        return ()


def _fields(data: bytes) -> Iterator[Field]:
    readers = {"JPEG": _jpeg, "PNG": _png, "WEBP": _riff, "GIF": _gif, "TIFF": blocks.tiff, "HEIF": _opened, "AVIF": _opened}
    kind = sniff(data[:HEAD]).format
    yield from blocks.quietly(readers[kind](data) if kind in readers else iter(()))
    yield from blocks.quietly(_scattered(data, exif=kind != "JPEG"))


def _jpeg(data: bytes) -> Iterator[Field]:
    """The segments of each picture in the file: a phone hides a second one behind the first."""
    at, extended = data.find(b"\xff\xd8"), b""
    for _ in range(4):
        if at < 0:
            break
        at += 2
        while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            code, body = data[at + 1], data[at + 4 : at + 2 + length]
            if code == 0xE1 and body.startswith(b"http://ns.adobe.com/xmp/extension/\0"):
                extended += body[75:]
            else:
                yield from blocks.quietly(_segment(code, body))
            at += 2 + max(2, length)
        at = data.find(b"\xff\xd8\xff", at)
    yield from blocks.quietly(blocks.xmp(extended))


def _segment(code: int, body: bytes) -> Iterator[Field]:
    if code == 0xE1 and body.startswith(b"Exif\0"):
        yield from blocks.tiff(body[6:])
    elif code == 0xE1:
        yield from blocks.xmp(body.partition(b"\0")[2])
    elif code == 0xED:
        yield from blocks.photoshop(body)
    elif code == 0xFE:
        yield "free", blocks.words(body)


def _png(data: bytes) -> Iterator[Field]:
    at, texts = 8, 0
    while at + 8 <= len(data) and texts < MOST_BLOCKS:
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if name in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"):
            texts += 1
            yield from blocks.quietly(_chunk(name, body))
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> Iterator[Field]:
    if name == b"eXIf":
        yield from blocks.tiff(body.removeprefix(b"Exif\0\0"))
        return
    if name == b"tIME":
        yield "day", f"{int.from_bytes(body[:2], 'big'):04}-{body[2]:02}-{body[3]:02}"
        return
    keyword, _, rest = body.partition(b"\0")
    if name == b"zTXt":
        rest = inflated(rest[1:])
    elif name == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        rest = inflated(rest) if packed else rest
    key = keyword.decode("latin-1").lower()
    if key.startswith("raw profile type"):  # ImageMagick: a block in hexadecimal, after a name and a length
        raw = bytes.fromhex("".join(rest.decode("latin-1").split("\n", 3)[3].split()))
        read = {"exif": blocks.tiff, "app1": blocks.tiff, "iptc": blocks.photoshop, "8bim": blocks.photoshop, "xmp": blocks.xmp}
        yield from read.get(key.split()[-1], blocks.nothing)(raw.removeprefix(b"Exif\0\0"))
    elif "xmp" in key:
        yield from blocks.xmp(rest)
    elif role := _PNG_ROLES.get(key, "free"):
        yield role, blocks.words(rest)


def inflated(data: bytes) -> bytes:
    """At most MOST_INFLATED bytes of what was compressed."""
    return zlib.decompressobj().decompress(data, MOST_INFLATED)


def _riff(data: bytes) -> Iterator[Field]:
    at = 12
    while at + 8 <= len(data):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + length]
        if name == b"EXIF":
            yield from blocks.quietly(blocks.tiff(body.removeprefix(b"Exif\0\0")))
        elif name == b"XMP ":
            yield from blocks.quietly(blocks.xmp(body))
        at += 8 + length + length % 2


def _gif(data: bytes) -> Iterator[Field]:
    """Comment and plain-text extensions, wherever their marker stands."""
    for match in islice(re.finditer(rb"\x21(?:\xfe|\x01\x0c.{12})", data, re.DOTALL), MOST_BLOCKS):
        at, body = match.end(), b""
        while at < len(data) and data[at] and len(body) < 4096:
            body += data[at + 1 : at + 1 + data[at]]
            at += 1 + data[at]
        text = blocks.words(body)
        if text and sum(char.isprintable() or char.isspace() for char in text) == len(text):
            yield "free", text


def _opened(data: bytes) -> Iterator[Field]:
    """HEIC and AVIF: their decoder finds the blocks."""
    with contextlib.closing(Image.open(BytesIO(data), formats=["HEIF", "AVIF"])) as image:
        exif, xmp = image.info.get("exif") or b"", image.info.get("xmp") or b""
        other = [item.get("data", b"") for item in image.info.get("metadata") or () if isinstance(item, dict)]
    yield from blocks.quietly(blocks.tiff(exif[max(0, exif.find(b"Exif\0\0")) :].removeprefix(b"Exif\0\0")))
    for block in [xmp, *other[:8]]:
        yield from blocks.quietly(blocks.xmp(block))


def _scattered(data: bytes, *, exif: bool) -> Iterator[Field]:
    """Blocks that stand where no reader looks: behind the end, in an application block, in a second picture."""
    for match in islice(re.finditer(rb"<(?:x:xmpmeta|rdf:RDF)", data), 8):
        end = data.find(b"</rdf:RDF>", match.start())
        if end > 0:
            yield from blocks.quietly(blocks.xmp(data[match.start() : end]))
    for match in islice(re.finditer(rb"Exif\0\0(?=II\*\0|MM\0\*)", data) if exif else (), 8):
        yield from blocks.quietly(blocks.tiff(data[match.end() : match.end() + (1 << 20)]))
