"""A second, small parser of clean files in pure Python: allowed parts only, whole, and nothing after the end."""

from __future__ import annotations

import zlib
from typing import Final

from cases.deid.clean import Refused

_SOF: Final = frozenset((0xC0, 0xC1, 0xC2))  # baseline, extended, progressive
_PLAIN: Final = frozenset((0xE0, 0xDB, 0xC4, 0xDD))  # APP0 (JFIF only), DQT, DHT, DRI


def still_size(data: bytes, extension: str) -> tuple[int, int]:
    """The (width, height) of a clean "jpg" or "png". Raises Refused("unverified") for anything a clean file does not hold."""
    try:
        return _jpeg(data) if extension == "jpg" else _png(data)
    except (IndexError, ValueError):
        raise Refused("unverified") from None


def _jpeg(data: bytes) -> tuple[int, int]:
    if data[:2] != b"\xff\xd8":
        raise ValueError
    at, size, scans = 2, None, 0
    while True:
        if data[at] != 0xFF:
            raise ValueError
        marker = data[at + 1]
        if marker == 0xD9:
            if at + 2 != len(data) or size is None or not scans:
                raise ValueError
            return size
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            raise ValueError
        if marker in _SOF and size is None:
            size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
        elif marker == 0xE0:
            # Version, units, density and a thumbnail of 0 x 0: the fourteen bytes of a bare JFIF header.
            if at != 2 or body[:5] != b"JFIF\x00" or length != 16 or body[12:14] != b"\x00\x00":
                raise ValueError
        elif marker == 0xDA:
            scans += 1
        elif marker not in _PLAIN:
            raise ValueError
        at += 2 + length
        if marker == 0xDA:
            at = _after_scan(data, at)


def _after_scan(data: bytes, at: int) -> int:
    """Where the marker after entropy-coded data begins; stuffed zeros and restart markers belong to the data."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _png(data: bytes) -> tuple[int, int]:
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError
    at, seen, size = 8, [], (0, 0)
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if len(body) != length or int.from_bytes(data[at + 8 + length : at + 12 + length], "big") != zlib.crc32(kind + body):
            raise ValueError
        if kind not in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            raise ValueError
        if kind == b"IHDR":
            size = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        seen.append(kind)
        at += 12 + length
        if kind == b"IEND":
            break
    if at != len(data) or seen[:1] != [b"IHDR"] or seen[-1:] != [b"IEND"] or seen.count(b"IHDR") != 1 or b"IDAT" not in seen:
        raise ValueError
    return size
