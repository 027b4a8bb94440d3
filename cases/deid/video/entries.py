"""The sample descriptions of an MP4 file of ours: H.264 pictures (ISO 14496-15) and AAC sound (ISO 14496-14). Pure Python."""

from __future__ import annotations

import struct

from cases.deid.video.atoms import boxes, children, require

_SOUND_RATE = 48_000
# The descriptor of AAC-LC at 48 kHz for one and for two channels, as ISO 14496-1 writes it; rates of bits lie between the parts.
_ESDS = (
    bytes.fromhex("00000000 03808080 25 0002 00 04808080 17 40 15"),
    {1: bytes.fromhex("05808080 05 118856e500 06808080 01 02"), 2: bytes.fromhex("05808080 05 119056e500 06808080 01 02")},
)


def picture_entry(stsd: bytes) -> tuple[int, int]:
    """The width and height of our H.264."""
    require(stsd[:8] == b"\0\0\0\0\0\0\0\1")
    ((kind, start, end),) = boxes(stsd[8:])
    require(kind == b"avc1")
    entry = stsd[8 + start + 8 : 8 + end]
    width, height = struct.unpack(">HH", entry[24:28])
    require(entry[:24] == b"\0" * 7 + b"\1" + b"\0" * 16)
    require(entry[42:74] == b"\0" * 32)  # the encoder's name
    avcc = children(entry[78:], "avc1")["avcC"]
    require(avcc[0] == 1 and avcc[4] & 3 == 3)  # lengths of four bytes
    offset = 5
    for mask, nal in ((0x1F, 7), (0xFF, 8)):  # sequence, then picture parameter sets
        sets = avcc[offset] & mask
        offset += 1
        require(sets == 1)
        (length,) = struct.unpack(">H", avcc[offset : offset + 2])
        require(avcc[offset + 2] & 0x1F == nal)
        offset += 2 + length
    require(len(avcc) - offset in {0, 4})  # the high profiles add four bytes: format and depth
    return width, height


def sound_entry(stsd: bytes) -> int:
    """The channels of our AAC."""
    require(stsd[:8] == b"\0\0\0\0\0\0\0\1")
    ((kind, start, end),) = boxes(stsd[8:])
    require(kind == b"mp4a")
    entry = stsd[8 + start + 8 : 8 + end]
    (channels,) = struct.unpack(">H", entry[16:18])
    require(channels in _ESDS[1] and entry[:16] == b"\0" * 7 + b"\1" + b"\0" * 8)
    require(entry[18:28] == b"\0\x10\0\0\0\0" + struct.pack(">I", _SOUND_RATE << 16))
    esds = children(entry[28:], "mp4a")["esds"]
    head, tail = _ESDS[0], _ESDS[1][channels]
    require(esds[: len(head)] == head and esds[len(head) + 11 :] == tail)  # buffer size, most and mean bits a second
    return channels
