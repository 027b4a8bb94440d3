"""Harvests what a film's container tells of people: names, comments, dates, places, the names of tracks and chapters.

In the sandboxed child only. It never raises and never ends a job: a broken container gives what could be read of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

import av

from cases.deid import known
from cases.deid.images import blocks
from cases.deid.images.blocks import Field
from cases.deid.kinds import HEAD
from cases.deid.text.words import listed
from cases.deid.video.source import TECHNICAL, _no_second_file, demuxer

MOST_BOXES: Final = 2000
MOST_BOX: Final = 1 << 18  # bytes of one box that are read
DEEP: Final = 8

# The last part of a field's name, lower case: its role, "" for what programs write. Anything else is a description.
_ROLES: Final = {
    **dict.fromkeys(
        listed("""
        artist author album_artist composer performer copyright director producer publisher writer owner photographer cinematographer
        operator actor creator narrator conductor lyricist editor original_artist patient encoded_by
        """),
        "person",
    ),
    **dict.fromkeys(
        listed("date creation_time year created modified date_recorded date_encoded date_tagged creationdate day date-eng"), "day"
    ),
    **dict.fromkeys(listed("location iso6709 location-eng gps_coordinates xyz"), "position"),
    **dict.fromkeys(listed("city recording_location place"), "place"),
    **dict.fromkeys(listed("serial serial_number serialnumber camera_serial"), "serial"),
    **dict.fromkeys(
        listed("""
        make model software encoder encoding_tool encoder_options mimetype filetype version track disc compilation gapless_playback
        hw_model bps number_of_frames number_of_bytes _statistics_writing_app _statistics_tags rotate timecode codec fps media_type
        """),
        "",
    ),
}
_FOLDERS: Final = (b"moov", b"trak", b"udta", b"meta", b"ilst", b"mdia", b"minf", b"edts", b"moof", b"traf", b"----")
_FREE_BOXES: Final = (b"name", b"data", b"mean", b"titl", b"auth", b"dscp", b"cprt", b"perf", b"gnre", b"albm", b"kywd", b"loci", b"chpl")
# Of QuickTime's text atoms, without their first byte.
_PROGRAMS: Final = (b"too", b"swr", b"mak", b"mod", b"enc", b"fmt")
_PEOPLE: Final = (b"ART", b"aut", b"wrt", b"cpy", b"dir", b"prd", b"prf")


def identifiers(source: BinaryIO) -> tuple[str, ...]:
    """The known identifiers (see `cases.deid.known`) in the metadata of a film; () where nothing can be read."""
    try:
        source.seek(0)
        form = demuxer(source.read(HEAD))
        return known.gathered([*blocks.quietly(_told(source, form)), *blocks.quietly(_boxes(source) if form == "mov" else iter(()))])
    except Exception:
        return ()


def _told(source: BinaryIO, form: str) -> Iterator[Field]:
    """What FFmpeg's demuxer finds."""
    source.seek(0)
    options = {"protocol_whitelist": "none"}
    with av.open(source, "r", format=form, io_open=_no_second_file, container_options=options, metadata_errors="replace") as container:
        tables = [container.metadata, *(stream.metadata for stream in islice(container.streams, 64))]
        tables += [chapter.get("metadata", {}) for chapter in container.chapters()[:200]]
        for table in tables:
            for name, text in islice(table.items(), 200):
                yield from _named(name, text)


def _named(name: str, text: str) -> Iterator[Field]:
    local = name.lower().rpartition(".")[2]
    if local in TECHNICAL and local != "handler_name":
        return
    role = _ROLES.get(local, "free")
    if role == "position":
        yield role, " ".join(coordinates(text))
    elif role:
        yield role, text


def _boxes(source: BinaryIO) -> Iterator[Field]:
    """Text in the user data of an ISO or QuickTime file (ISO 14496-12, 8.10) that the demuxer does not know; XMP wherever it lies."""
    size = source.seek(0, 2)
    waiting, seen = [(0, size, 0, False)], 0
    while waiting and seen < MOST_BOXES:
        at, end, depth, told = waiting.pop()
        while at + 8 <= end and seen < MOST_BOXES:
            seen += 1
            source.seek(at)
            head = source.read(16)
            length, kind, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
            if length == 1:
                length, body = int.from_bytes(head[8:16], "big"), at + 16
            stop = end if length == 0 else min(end, at + length)
            if stop < body:
                break
            if kind in _FOLDERS and depth < DEEP:
                source.seek(body)
                # "meta" is a full box in ISO files, a plain one in QuickTime.
                body += 4 if kind == b"meta" and source.read(8)[4:8] not in (b"hdlr", b"keys") else 0
                waiting.append((body, stop, depth + 1, told or kind in (b"udta", b"ilst", b"----")))
            elif kind in (b"XMP_", b"uuid") or (told and (kind[:1] == b"\xa9" or kind in _FREE_BOXES)):
                source.seek(body)
                yield from blocks.quietly(_box(kind, source.read(min(stop - body, MOST_BOX))))
            elif told and depth < DEEP and kind not in (b"hdlr", b"keys", b"free", b"skip"):  # an item of ilst, or a maker's own box
                waiting.append((body, stop, depth + 1, True))
            at = stop


def _box(kind: bytes, data: bytes) -> Iterator[Field]:
    if b"<rdf:RDF" in data or b"<x:xmpmeta" in data:
        yield from blocks.xmp(data)
    elif kind == b"data" and data[:4] == b"\0\0\0\1":  # UTF-8 text after a type and a locale
        yield "free", blocks.words(data[8:])
    elif kind[:1] == b"\xa9":  # a length and a language before the text
        text = blocks.words(data[4:])
        if kind == b"\xa9xyz":
            yield "position", " ".join(coordinates(text))
        elif kind == b"\xa9day":
            yield "day", text
        elif kind not in (b"\xa9too", b"\xa9swr", b"\xa9mak", b"\xa9mod", b"\xa9enc", b"\xa9fmt"):
            yield (
                ("person" if kind in (b"\xa9ART", b"\xa9aut", b"\xa9wrt", b"\xa9cpy", b"\xa9dir", b"\xa9prd", b"\xa9prf") else "free"),
                text,
            )
    elif kind in _FREE_BOXES and kind != b"mean":
        yield ("person" if kind in (b"auth", b"perf", b"cprt") else "free"), blocks.words(data[6:] if kind != b"name" else data[4:])


def coordinates(text: str) -> list[str]:
    """Latitude and longitude of ISO 6709, as phones write it: "+48.8582+002.2945+035/"."""
    return [f"{float(part):.6f}" for part in re.findall(r"[-+]\d{1,3}\.\d+", text)[:2]]
