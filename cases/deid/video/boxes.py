"""A small strict reader of the MP4 files this package writes; pure Python, so that a process without a decoder can check one.

It knows ISO 14496-12, -14 and -15 only as far as our own output goes, and refuses everything else: an unknown box, a track too
many, a date, a name, a user-data or metadata box, a byte of the media data that no sample accounts for, a NAL unit that is
not a coded slice (so no SEI, where encoders and cameras leave clocks, places and settings). One track of sound, AAC as we encode
it and as long as the pictures, is accepted only when it is asked for, and then it must be there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from cases.deid.clean import Refused
from cases.deid.video.atoms import Wrong, boxes, children, require, table
from cases.deid.video.entries import picture_entry, sound_entry

__all__ = ["Film", "boxes", "check"]

_PICTURES, _SOUND = b"vide", b"soun"
_HANDLERS = {_PICTURES: b"VideoHandler\0", _SOUND: b"SoundHandler\0"}
_MEDIA_HEADERS = {_PICTURES: ("vmhd", b"\0\0\0\1" + b"\0" * 8), _SOUND: ("smhd", b"\0" * 8)}
_DREF = bytes.fromhex("00000000 00000001 0000000c 75726c20 00000001")
_BRANDS = b"isom\0\0\2\0isomiso2avc1mp41"
_MOST_FRAMES = 1 << 20
_MOST_MOOV = 4 << 20
_SOUND_LAG = 0.1  # seconds by which the sound may be shorter or longer than the pictures
_MOST_SOUND = 768  # bytes of one AAC frame and channel (ISO 14496-3)
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


def check(file: BinaryIO, *, audio: bool = False) -> Film:
    """Read a whole seekable MP4 file and return what it declares. Raises Refused("unverified") unless it holds one H.264
    video track, one AAC track if and only if `audio` says so, `moov` before `mdat`, and nothing more."""
    try:
        return _check(file, audio)
    except (Wrong, struct.error, IndexError, ValueError):
        raise Refused("unverified") from None


def _check(file: BinaryIO, audio: bool) -> Film:
    size = file.seek(0, 2)
    tops, offset = [], 0
    while offset < size:
        file.seek(offset)
        length, kind = struct.unpack(">I4s", file.read(8))
        require(8 <= length <= size - offset)
        tops.append((kind, offset, length))
        offset += length
    require([kind for kind, _, _ in tops] == [b"ftyp", b"moov", b"mdat"])
    (_, at, length), moov_place, mdat_place = tops
    file.seek(at + 8)
    require(file.read(length - 8) == _BRANDS)
    require(moov_place[2] <= _MOST_MOOV)
    file.seek(moov_place[1] + 8)
    tracks = _moov(file.read(moov_place[2] - 8))
    require([track.kind for track in tracks] == ([_PICTURES, _SOUND] if audio else [_PICTURES]))
    require(all(abs(track.seconds - tracks[0].seconds) <= _SOUND_LAG for track in tracks))
    _media(file, mdat_place[1] + 8, mdat_place[1] + mdat_place[2], tracks)
    pictures = tracks[0]
    return Film(*pictures.size, len(pictures.sizes), pictures.seconds, audio)


def _moov(data: bytes) -> list[_Track]:
    places = list(boxes(data))
    require([kind for kind, _, _ in places] in ([b"mvhd", b"trak"], [b"mvhd", b"trak", b"trak"]))
    header, *tracks = (data[start + 8 : end] for _, start, end in places)
    _dates(header)
    return [_track(track) for track in tracks]


def _track(data: bytes) -> _Track:
    trak = children(data, "trak")
    _dates(trak["tkhd"])
    mdia = children(trak["mdia"], "mdia")
    _dates(mdia["mdhd"])
    require(mdia["mdhd"][20:] == b"\x55\xc4\0\0")  # the language is "und"
    kind = mdia["hdlr"][8:12]
    require(kind in _HANDLERS and mdia["hdlr"] == b"\0" * 8 + kind + b"\0" * 12 + _HANDLERS[kind])
    minf = children(mdia["minf"], "minf")
    name, header = _MEDIA_HEADERS[kind]
    require(minf.keys() == {name, "dinf", "stbl"} and minf[name] == header)
    require(children(minf["dinf"], "dinf")["dref"] == _DREF)
    stbl = children(minf["stbl"], "stbl")
    size, channels = (picture_entry(stbl["stsd"]), 0) if kind == _PICTURES else ((0, 0), sound_entry(stbl["stsd"]))
    sizes = _sizes(stbl["stsz"])
    count = len(sizes)
    times = table(stbl["stts"], 2)
    require(sum(number for number, _ in times) == count)
    scale, length = struct.unpack(">II", mdia["mdhd"][12:20])
    require(scale > 0 and length == sum(number * step for number, step in times))
    if "stss" in stbl:
        require(kind == _PICTURES and all(0 < key <= count for (key,) in table(stbl["stss"], 1)))
    return _Track(kind, size, channels, length / scale, sizes, _chunks(stbl, count))


def _dates(header: bytes) -> None:
    """Version 0 headers begin with flags, creation time, modification time."""
    require(header[0] == 0 and header[4:12] == b"\0" * 8)


def _sizes(stsz: bytes) -> list[int]:
    """Bytes of each sample; a single number stands for all where they are equal, as in a film of one frame."""
    uniform, count = struct.unpack(">II", stsz[4:12])
    require(stsz[:4] == b"\0" * 4 and 0 < count <= _MOST_FRAMES)
    if uniform:
        require(len(stsz) == 12)
        return [uniform] * count
    return list(struct.unpack(f">{count}I", stsz[12:]))


def _chunks(stbl: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    """(offset in the file, samples) of each chunk."""
    offsets = [offset for (offset,) in table(stbl["stco"], 1)]
    runs = table(stbl["stsc"], 3)
    require(bool(runs) and runs[0][0] == 1)
    chunks = []
    for number, (first, samples, entry) in enumerate(runs):
        last = runs[number + 1][0] if number + 1 < len(runs) else len(offsets) + 1
        require(first < last <= len(offsets) + 1 and entry == 1 and samples > 0)
        chunks += [(offset, samples) for offset in offsets[first - 1 : last - 1]]
    require(sum(samples for _, samples in chunks) == count and len(chunks) == len(offsets))
    return chunks


def _media(file: BinaryIO, start: int, end: int, tracks: list[_Track]) -> None:
    """Every byte between start and end belongs to one sample; every sample of pictures is slices and nothing else."""
    at, done = start, [0] * len(tracks)
    for offset, number, samples in sorted(
        (offset, number, samples) for number, track in enumerate(tracks) for offset, samples in track.chunks
    ):
        require(offset == at)
        file.seek(offset)
        track, first = tracks[number], done[number]
        for size in track.sizes[first : first + samples]:
            if track.kind == _PICTURES:
                _slices(file.read(size), size)
            else:
                require(0 < size <= _MOST_SOUND * track.channels and len(file.read(size)) == size)
            at += size
        done[number] += samples
    require(at == end)


def _slices(data: bytes, size: int) -> None:
    require(len(data) == size and size > 5)
    offset = 0
    while offset < size:
        (length,) = struct.unpack(">I", data[offset : offset + 4])
        require(length > 0 and offset + 4 + length <= size and data[offset + 4] & 0x1F in _SLICES)
        offset += 4 + length
