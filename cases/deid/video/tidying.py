"""Makes of FFmpeg's MP4 what `boxes.check` accepts: the index first, and nothing that tells of times, places or programs."""

from __future__ import annotations

import struct

from cases.deid.clean import Refused
from cases.deid.video.boxes import boxes


def tidy(data: bytes) -> bytes:
    """FFmpeg's MP4 with `moov` moved before `mdat`, and user data, edit lists, sample groups and free space
    taken out (no byte of `mdat` changes).

    Raises Refused("unverified") when the file is not of the form FFmpeg writes.
    """
    try:
        tops = {kind: data[start:end] for kind, start, end in boxes(data)}
        old = next(start for kind, start, _ in boxes(data) if kind == b"mdat")
        moov = _without(tops[b"moov"], {b"udta", b"edts", b"meta", b"sgpd", b"sbgp"})
        new = len(tops[b"ftyp"]) + len(moov)
        return tops[b"ftyp"] + _moved(moov, new - old) + tops[b"mdat"]
    except (KeyError, ValueError, StopIteration, struct.error):
        raise Refused("unverified") from None


_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


def _without(box: bytes, unwanted: set[bytes]) -> bytes:
    body = b"".join(
        _without(box[8 + start : 8 + end], unwanted) if kind in _CONTAINERS else box[8 + start : 8 + end]
        for kind, start, end in boxes(box[8:])
        if kind not in unwanted
    )
    return struct.pack(">I4s", len(body) + 8, box[4:8]) + body


def _moved(box: bytes, by: int) -> bytes:
    """The box with every chunk offset below it shifted by that many bytes."""
    if box[4:8] == b"stco":
        (count,) = struct.unpack(">I", box[12:16])
        return box[:16] + struct.pack(f">{count}I", *(offset + by for offset in struct.unpack(f">{count}I", box[16:])))
    if box[4:8] not in _CONTAINERS:
        return box
    return box[:8] + b"".join(_moved(box[8 + start : 8 + end], by) for _, start, end in boxes(box[8:]))
