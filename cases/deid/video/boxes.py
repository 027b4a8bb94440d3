"""A small strict reader of the MP4 files this package writes; pure Python, so that a process without a decoder can check one.

It knows ISO 14496-12, -14 and -15 only as far as our own output goes, and refuses everything else: an unknown box, a track too
many, a date, a name, a user-data or metadata box, a byte of the media data that no sample accounts for, a NAL unit that is
not a coded slice (so no SEI, where encoders and cameras leave clocks, places and settings). One track of sound, AAC as we encode
it and as long as the pictures, is accepted only when it is asked for, and then it must be there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cases.deid.clean import Refused

_TREE = {
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
_OPTIONAL = {"vmhd", "smhd", "stss", "colr", "pasp", "btrt"}
_PICTURES, _SOUND = b"vide", b"soun"
_HANDLERS = {_PICTURES: b"VideoHandler\0", _SOUND: b"SoundHandler\0"}
_MEDIA_HEADERS = {_PICTURES: ("vmhd", b"\0\0\0\1" + b"\0" * 8), _SOUND: ("smhd", b"\0" * 8)}
_DREF = bytes.fromhex("00000000 00000001 0000000c 75726c20 00000001")
_BRANDS = b"isom\0\0\2\0isomiso2avc1mp41"
_MOST_FRAMES = 1 << 20
_MOST_MOOV = 4 << 20
_SOUND_RATE = 48_000
_SOUND_LAG = 0.1  # seconds by which the sound may be shorter or longer than the pictures
_MOST_SOUND = 768  # bytes of one AAC frame and channel (ISO 14496-3)
# The descriptor of AAC-LC at 48 kHz for one and for two channels, as ISO 14496-1 writes it; rates of bits lie between the parts.
_ESDS = (
    bytes.fromhex("00000000 03808080 25 0002 00 04808080 17 40 15"),
    {1: bytes.fromhex("05808080 05 118856e500 06808080 01 02"), 2: bytes.fromhex("05808080 05 119056e500 06808080 01 02")},
)
_SLICES = {1, 5}  # NAL unit types (ITU-T H.264, table 7-1): coded slice, coded slice of an IDR picture


@dataclass(frozen=True)
class Film:
    """What an MP4 file of ours declares: picture size in pixels, number of frames, seconds, whether it has sound."""

    width: int
    height: int
    frames: int
    seconds: float
    audio: bool = False


@dataclass(frozen=True)
class _Track:
    """One track: its handler, its picture size (0, 0 for sound), seconds, bytes of each sample, (offset, samples) of each chunk."""

    kind: bytes
    size: tuple[int, int]
    channels: int
    seconds: float
    sizes: list[int]
    chunks: list[tuple[int, int]]


class _Wrong(Exception):
    """The file is not exactly what this package writes."""


def check(file: BinaryIO, *, audio: bool = False) -> Film:
    """Read a whole seekable MP4 file and return what it declares. Raises Refused("unverified") unless it holds one H.264
    video track, one AAC track if and only if `audio` says so, `moov` before `mdat`, and nothing more."""
    try:
        return _check(file, audio)
    except (_Wrong, struct.error, IndexError, ValueError):
        raise Refused("unverified") from None


def _require(true: bool) -> None:
    if not true:
        raise _Wrong


def _check(file: BinaryIO, audio: bool) -> Film:
    size = file.seek(0, 2)
    tops, offset = [], 0
    while offset < size:
        file.seek(offset)
        length, kind = struct.unpack(">I4s", file.read(8))
        _require(8 <= length <= size - offset)
        tops.append((kind, offset, length))
        offset += length
    _require([kind for kind, _, _ in tops] == [b"ftyp", b"moov", b"mdat"])
    (_, at, length), moov_place, mdat_place = tops
    file.seek(at + 8)
    _require(file.read(length - 8) == _BRANDS)
    _require(moov_place[2] <= _MOST_MOOV)
    file.seek(moov_place[1] + 8)
    tracks = _moov(file.read(moov_place[2] - 8))
    _require([track.kind for track in tracks] == ([_PICTURES, _SOUND] if audio else [_PICTURES]))
    _require(all(abs(track.seconds - tracks[0].seconds) <= _SOUND_LAG for track in tracks))
    _media(file, mdat_place[1] + 8, mdat_place[1] + mdat_place[2], tracks)
    pictures = tracks[0]
    return Film(*pictures.size, len(pictures.sizes), pictures.seconds, audio)


def _moov(data: bytes) -> list[_Track]:
    places = list(boxes(data))
    _require([kind for kind, _, _ in places] in ([b"mvhd", b"trak"], [b"mvhd", b"trak", b"trak"]))
    header, *tracks = (data[start + 8 : end] for _, start, end in places)
    _dates(header)
    return [_track(track) for track in tracks]


def _track(data: bytes) -> _Track:
    trak = _children(data, "trak")
    _dates(trak["tkhd"])
    mdia = _children(trak["mdia"], "mdia")
    _dates(mdia["mdhd"])
    _require(mdia["mdhd"][20:] == b"\x55\xc4\0\0")  # the language is "und"
    kind = mdia["hdlr"][8:12]
    _require(kind in _HANDLERS and mdia["hdlr"] == b"\0" * 8 + kind + b"\0" * 12 + _HANDLERS[kind])
    minf = _children(mdia["minf"], "minf")
    name, header = _MEDIA_HEADERS[kind]
    _require(minf.keys() == {name, "dinf", "stbl"} and minf[name] == header)
    _require(_children(minf["dinf"], "dinf")["dref"] == _DREF)
    stbl = _children(minf["stbl"], "stbl")
    size, channels = (_entry(stbl["stsd"]), 0) if kind == _PICTURES else ((0, 0), _sound_entry(stbl["stsd"]))
    sizes = _sizes(stbl["stsz"])
    count = len(sizes)
    times = _table(stbl["stts"], 2)
    _require(sum(number for number, _ in times) == count)
    scale, length = struct.unpack(">II", mdia["mdhd"][12:20])
    _require(scale > 0 and length == sum(number * step for number, step in times))
    if "stss" in stbl:
        _require(kind == _PICTURES and all(0 < key <= count for (key,) in _table(stbl["stss"], 1)))
    return _Track(kind, size, channels, length / scale, sizes, _chunks(stbl, count))


def _children(data: bytes, parent: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for kind, start, end in boxes(data):
        name = kind.decode("latin-1")
        _require(name in _TREE[parent] and name not in found)
        found[name] = data[start + 8 : end]
    _require(found.keys() >= _TREE[parent] - _OPTIONAL)
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


def _dates(header: bytes) -> None:
    """Version 0 headers begin with flags, creation time, modification time."""
    _require(header[0] == 0 and header[4:12] == b"\0" * 8)


def _sizes(stsz: bytes) -> list[int]:
    """Bytes of each sample; a single number stands for all where they are equal, as in a film of one frame."""
    uniform, count = struct.unpack(">II", stsz[4:12])
    _require(stsz[:4] == b"\0" * 4 and 0 < count <= _MOST_FRAMES)
    if uniform:
        _require(len(stsz) == 12)
        return [uniform] * count
    return list(struct.unpack(f">{count}I", stsz[12:]))


def _table(data: bytes, columns: int) -> list[tuple[int, ...]]:
    (rows,) = struct.unpack(">I", data[4:8])
    _require(data[:4] == b"\0" * 4 and len(data) == 8 + 4 * columns * rows)
    return list(struct.iter_unpack(f">{columns}I", data[8:]))


def _entry(stsd: bytes) -> tuple[int, int]:
    _require(stsd[:8] == b"\0\0\0\0\0\0\0\1")
    ((kind, start, end),) = boxes(stsd[8:])
    _require(kind == b"avc1")
    entry = stsd[8 + start + 8 : 8 + end]
    width, height = struct.unpack(">HH", entry[24:28])
    _require(entry[:24] == b"\0" * 7 + b"\1" + b"\0" * 16)
    _require(entry[42:74] == b"\0" * 32)  # the encoder's name
    avcc = _children(entry[78:], "avc1")["avcC"]
    _require(avcc[0] == 1 and avcc[4] & 3 == 3)  # lengths of four bytes
    offset = 5
    for mask, nal in ((0x1F, 7), (0xFF, 8)):  # sequence, then picture parameter sets
        sets = avcc[offset] & mask
        offset += 1
        _require(sets == 1)
        (length,) = struct.unpack(">H", avcc[offset : offset + 2])
        _require(avcc[offset + 2] & 0x1F == nal)
        offset += 2 + length
    _require(len(avcc) - offset in {0, 4})  # the high profiles add four bytes: format and depth
    return width, height


def _sound_entry(stsd: bytes) -> int:
    """The channels of our AAC."""
    _require(stsd[:8] == b"\0\0\0\0\0\0\0\1")
    ((kind, start, end),) = boxes(stsd[8:])
    _require(kind == b"mp4a")
    entry = stsd[8 + start + 8 : 8 + end]
    (channels,) = struct.unpack(">H", entry[16:18])
    _require(channels in _ESDS[1] and entry[:16] == b"\0" * 7 + b"\1" + b"\0" * 8)
    _require(entry[18:28] == b"\0\x10\0\0\0\0" + struct.pack(">I", _SOUND_RATE << 16))
    esds = _children(entry[28:], "mp4a")["esds"]
    head, tail = _ESDS[0], _ESDS[1][channels]
    _require(esds[: len(head)] == head and esds[len(head) + 11 :] == tail)  # buffer size, most and mean bits a second
    return channels


def _chunks(stbl: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    """(offset in the file, samples) of each chunk."""
    offsets = [offset for (offset,) in _table(stbl["stco"], 1)]
    runs = _table(stbl["stsc"], 3)
    _require(bool(runs) and runs[0][0] == 1)
    chunks = []
    for number, (first, samples, entry) in enumerate(runs):
        last = runs[number + 1][0] if number + 1 < len(runs) else len(offsets) + 1
        _require(first < last <= len(offsets) + 1 and entry == 1 and samples > 0)
        chunks += [(offset, samples) for offset in offsets[first - 1 : last - 1]]
    _require(sum(samples for _, samples in chunks) == count and len(chunks) == len(offsets))
    return chunks


def _media(file: BinaryIO, start: int, end: int, tracks: list[_Track]) -> None:
    """Every byte between start and end belongs to one sample; every sample of pictures is slices and nothing else."""
    at, done = start, [0] * len(tracks)
    for offset, number, samples in sorted(
        (offset, number, samples) for number, track in enumerate(tracks) for offset, samples in track.chunks
    ):
        _require(offset == at)
        file.seek(offset)
        track, first = tracks[number], done[number]
        for size in track.sizes[first : first + samples]:
            if track.kind == _PICTURES:
                _slices(file.read(size), size)
            else:
                _require(0 < size <= _MOST_SOUND * track.channels and len(file.read(size)) == size)
            at += size
        done[number] += samples
    _require(at == end)


def _slices(data: bytes, size: int) -> None:
    _require(len(data) == size and size > 5)
    offset = 0
    while offset < size:
        (length,) = struct.unpack(">I", data[offset : offset + 4])
        _require(length > 0 and offset + 4 + length <= size and data[offset + 4] & 0x1F in _SLICES)
        offset += 4 + length
