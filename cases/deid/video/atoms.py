"""The boxes of an MP4 file (ISO 14496-12), read strictly: which may lie in which, and that they fill it to the byte. Pure Python."""

from __future__ import annotations

import struct
from collections.abc import Iterator

TREE = {
    "": {"ftyp", "moov", "mdat"},
    "moov": {"mvhd", "trak"},
    "trak": {"tkhd", "mdia"},
    "mdia": {"mdhd", "hdlr", "minf"},
    "minf": {"vmhd", "smhd", "dinf", "stbl"},
    "dinf": {"dref"},
    "stbl": {"stsd", "stts", "stss", "stsc", "stsz", "stco"},
    "avc1": {"avcC", "colr", "pasp", "btrt"},
    "mp4a": {"esds", "btrt"},
}
OPTIONAL = {"vmhd", "smhd", "stss", "colr", "pasp", "btrt"}


class Wrong(Exception):
    """The file is not exactly what this package writes."""


def require(true: bool) -> None:
    if not true:
        raise Wrong


def children(data: bytes, parent: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for kind, start, end in boxes(data):
        name = kind.decode("latin-1")
        require(name in TREE[parent] and name not in found)
        found[name] = data[start + 8 : end]
    require(found.keys() >= TREE[parent] - OPTIONAL)
    return found


def boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, end) of each box in `data`. Raises ValueError when they do not fill it exactly."""
    offset = 0
    while offset < len(data):
        length, kind = struct.unpack(">I4s", data[offset : offset + 8])
        if not 8 <= length <= len(data) - offset:
            raise ValueError("a box does not fit")
        yield kind, offset, offset + length
        offset += length


def table(data: bytes, columns: int) -> list[tuple[int, ...]]:
    """The rows of a table of 32-bit numbers behind version, flags and their count."""
    (rows,) = struct.unpack(">I", data[4:8])
    require(data[:4] == b"\0" * 4 and len(data) == 8 + 4 * columns * rows)
    return list(struct.iter_unpack(f">{columns}I", data[8:]))
