"""Readers of metadata blocks: TIFF and EXIF tags, XMP, and Photoshop's resources with IPTC. Pure, bounded, for foreign bytes.

Each yields (role, text) as `cases.deid.known.gathered` takes it, and may raise anything on a broken block: callers read `quietly`.
Sources: TIFF 6.0, Exif 3.0 (CIPA DC-008), XMP part 1 (ISO 16684-1), IPTC IIM 4.2.
"""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Iterator
from itertools import islice
from typing import Final

from cases.deid.images.maker import maker_note, words_of
from cases.deid.text.words import listed

Field = tuple[str, str]

MOST_TAGS: Final = 4000
MOST_FOLDERS: Final = 64  # image file directories
MOST_TEXT: Final = 2000  # characters of one value
MOST_XMP: Final = 1 << 18
MOST_FIELDS: Final = 1000  # of one block

# EXIF and TIFF tags; "" is what cameras and programs write. Text in any other tag is "free".
_TAGS: Final = {
    **dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430, 0xA437, 0xA438, 0xA439), "person"),
    **dict.fromkeys((0x010F, 0x0110, 0x0131, 0xA433, 0xA434, 0xA43A, 0xA43B, 0xA43C, 0xC614, 0xC615, 0x9290, 0x9291, 0x9292), ""),
    **dict.fromkeys((0x9010, 0x9011, 0x9012, 0x8824, 0xA004, 0xA420, 0x0151, 0x013C, 0x8769, 0x8825, 0xA005, 0x014A), ""),
    **dict.fromkeys((0x0132, 0x9003, 0x9004), "day"),
    **dict.fromkeys((0xA431, 0xA435, 0xC62F), "serial"),
}
_GPS_TAGS: Final = {29: "day", 28: "place"}
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 12: 8, 13: 4, 129: 1}
_DEVICE: Final = frozenset((0x010F, 0x0110, 0x0131, 0xA433, 0xA434, 0xC614))  # make, model, program, lens
_MAKER_NOTE, _USER_COMMENT, _XMP, _IPTC, _PHOTOSHOP, _WINDOWS = 0x927C, 0x9286, 0x02BC, 0x83BB, 0x8649, range(0x9C9B, 0x9CA0)

# Local names of XMP properties, lower case.
_XMP_ROLES: Final = {
    **dict.fromkeys(
        listed("""
        creator author authors artist byline ownername cameraownername owner rights copyright copyrightowner copyrightownername
        photographer personinimage personname patientname patientsname captionwriter credit source imagecreatorname physicianname
        referringphysicianname performingphysicianname operatorname ciemailwork contributor publisher licensorname
        """),
        "person",
    ),
    **dict.fromkeys(listed("city location sublocation ciadrcity ciadrextadr ciadrpcode locationname gpsareainformation"), "place"),
    **dict.fromkeys(listed("serialnumber bodyserialnumber lensserialnumber internalserialnumber cameraserialnumber"), "serial"),
    **dict.fromkeys(listed("gpslatitude gpslongitude gpsdestlatitude gpsdestlongitude"), "position"),
    **dict.fromkeys(listed("patientid patientsbirthdate patientdob studyid accessionnumber patientbirthdate"), "free"),
}
_XMP_TECHNICAL: Final = listed("""
xmlns x rdf xml crs xmpmm stevt stref stdim xmptpg gpano gcamera device hdrgm hdr tiff exif exifex aux xmpdm pdfx lr icc plus container
item ghdr apple_desktop camera mwg-rs starea stfnt xmpg
""")
_XMP_PERSONAL: Final = listed("usercomment imagedescription artist copyright")
_XMP_SILENT: Final = listed("creatortool format instanceid documentid lang webstatement")
# No value holds "<", so that what was never closed ends there and the whole costs its length once.
_XMP_PART = re.compile(r"<(/?)([\w.-]+(?::[\w.-]+)?)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>([^<]*)")
_XMP_ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")

# Data sets of IPTC record 2.
_IPTC_ROLES: Final = {
    **dict.fromkeys((80, 85, 110, 115, 116, 118, 122), "person"),
    **dict.fromkeys((90, 92), "place"),
    **dict.fromkeys((30, 37, 47, 55, 62), "day"),
    **dict.fromkeys((5, 7, 12, 22, 25, 26, 40, 103, 105, 120, 121, 221, 230), "free"),
}


def nothing(data: bytes) -> Iterator[Field]:
    """The reader of what is not read."""
    return iter(())


def quietly(fields: Iterator[Field]) -> Iterator[Field]:
    """What a reader gives until it breaks."""
    for _ in range(MOST_FIELDS):
        try:
            field = next(fields)
        except Exception:  # StopIteration, or whatever foreign bytes do to a parser
            return
        yield field


def words(data: bytes) -> str:
    """Bytes of an unknown encoding as text: UTF-16 by its mark or its zeros, UTF-8, else Latin-1."""
    data = data[: 4 * MOST_TEXT]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "ignore")[:MOST_TEXT]
    head = data[:200]
    if len(head) >= 4 and head[1::2].count(0) > len(head) // 3:
        return data.decode("utf-16-le", "ignore")[:MOST_TEXT]
    if len(head) >= 4 and head[0::2].count(0) > len(head) // 3:
        return data.decode("utf-16-be", "ignore")[:MOST_TEXT]
    try:
        return data.decode("utf-8").strip("\0")[:MOST_TEXT]
    except UnicodeDecodeError as error:
        cut = error.start >= len(data) - 3
        return data.decode("utf-8" if cut else "latin-1", "ignore").strip("\0")[:MOST_TEXT]


def tiff(data: bytes) -> Iterator[Field]:
    """The tags of a TIFF file or an EXIF block, sub-directories and further pages included."""
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    big = struct.unpack(order + "H", data[2:4])[0] == 43
    waiting = [(struct.unpack(order + ("Q" if big else "I"), data[8:16] if big else data[4:8])[0], False)]
    seen: set[int] = set()
    left = MOST_TAGS
    device: set[str] = set()
    while waiting and len(seen) < MOST_FOLDERS and left > 0:
        start, gps = waiting.pop(0)
        if start in seen or not 0 < start < len(data):
            continue
        seen.add(start)
        count = struct.unpack_from(order + ("Q" if big else "H"), data, start)[0]
        at, step = start + (8 if big else 2), 20 if big else 12
        position: dict[int, list[float]] = {}
        notes: list[bytes] = []
        for number in range(min(count, left)):
            left -= 1
            tag, kind, values = struct.unpack_from(order + ("HHQ" if big else "HHI"), data, at + number * step)
            value = _value(data, at + number * step + (12 if big else 8), kind, values, order, big)
            if tag in (0x8769, 0xA005, 0x014A, 0x8825):
                waiting += [(offset, tag == 0x8825) for offset in _numbers(value, kind, order)[:16]]
            elif gps and tag in (2, 4, 20, 22):
                position[tag] = _rationals(value, order)
            elif tag == _MAKER_NOTE:
                notes.append(value)
            else:
                device |= words_of(words(value)) if tag in _DEVICE else set()
                yield from quietly(_tag(tag, kind, value, gps))
        for note in notes[:4]:  # after the tags that name the camera and the lens
            yield from quietly(maker_note(note, device))
        yield from (("position", f"{sum(part / 60**place for place, part in enumerate(parts[:3])):.6f}") for parts in position.values())
        with_next = at + count * step
        if with_next + (8 if big else 4) <= len(data):
            waiting.append((struct.unpack_from(order + ("Q" if big else "I"), data, with_next)[0], False))


def _value(data: bytes, at: int, kind: int, count: int, order: str, big: bool) -> bytes:
    length, inline = _SIZES.get(kind, 0) * count, 8 if big else 4
    if length > inline:
        at = struct.unpack_from(order + ("Q" if big else "I"), data, at)[0]
    return data[at : at + min(length, MOST_XMP)]


def _numbers(value: bytes, kind: int, order: str) -> list[int]:
    form, size = {3: ("H", 2), 4: ("I", 4), 13: ("I", 4), 16: ("Q", 8), 18: ("Q", 8)}.get(kind, ("I", 4))
    return [struct.unpack_from(order + form, value, place)[0] for place in range(0, len(value) - size + 1, size)]


def _rationals(value: bytes, order: str) -> list[float]:
    pairs = [struct.unpack_from(order + "II", value, place) for place in range(0, min(len(value), 24) - 7, 8)]
    return [above / below if below else 0.0 for above, below in pairs]


def _tag(tag: int, kind: int, value: bytes, gps: bool) -> Iterator[Field]:
    if tag == _USER_COMMENT or (gps and tag in (27, 28)):
        mark, body = value[:8], value[8:]
        if mark[:7] == b"UNICODE":
            text = words(body)
        else:
            text = words(body if mark[:5] in (b"ASCII", b"\0\0\0\0\0") or mark[:3] == b"JIS" else value)
        if tag != 27:
            yield ("place" if gps else "free"), text
    elif tag == _XMP:
        yield from xmp(value)
    elif tag == _IPTC:
        yield from iptc(value)
    elif tag == _PHOTOSHOP:
        yield from photoshop(value)
    elif tag in _WINDOWS:
        yield _TAGS.get(tag, "free"), value[: 2 * MOST_TEXT].decode("utf-16-le", "ignore").strip("\0")
    elif kind in (2, 129):
        role = _GPS_TAGS.get(tag, "") if gps else _TAGS.get(tag, "free")
        if role:
            yield role, words(value)


def xmp(data: bytes) -> Iterator[Field]:
    """The properties of an XMP packet: by pattern, not by an XML parser, so that no entity and no broken end can do anything."""
    head = data[:200]
    wide = head.count(0) > len(head) // 3
    text = words(data) if wide else data[:MOST_XMP].decode("utf-8", "replace")
    name = ""
    for match in islice(_XMP_PART.finditer(text), MOST_TAGS):
        closing, element, attributes, _, content = match.groups()
        prefix = element.partition(":")[0].lower()
        if not closing and prefix not in ("rdf", "x"):
            name = element
        for key, double, single in _XMP_ATTRIBUTE.findall(attributes):
            yield from _property(key, double or single)
        if content.strip() and name:
            yield from _property(name, content)
        elif content.strip() and not closing:
            yield "free", html.unescape(content)[:MOST_TEXT]  # a list without a name


def _property(name: str, text: str) -> Iterator[Field]:
    prefix, _, local = name.lower().rpartition(":")
    text = html.unescape(text).strip()[:MOST_TEXT]
    if not text:
        return
    if local in _XMP_ROLES:
        role = _XMP_ROLES[local]
        yield role, _degrees(text) if role == "position" else text
    elif prefix not in ("stevt", "xmlns") and ("date" in local or local in ("when", "gpstimestamp")):
        yield "day", text
    elif local in _XMP_PERSONAL or (
        prefix not in _XMP_TECHNICAL and local not in ("creatortool", "format", "instanceid", "documentid", "lang")
    ):
        yield "free", text


def _degrees(text: str) -> str:
    """XMP writes "48,51.493N" and "48,51,29N"."""
    parts = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", text)[:3]]
    return f"{sum(part / 60**place for place, part in enumerate(parts)):.6f}" if parts else ""


def photoshop(data: bytes) -> Iterator[Field]:
    """Photoshop's image resources: IPTC, and the EXIF and XMP blocks that may lie in them."""
    readers = {0x0404: iptc, 0x0422: tiff, 0x0423: tiff, 0x0424: xmp}
    for match in islice(re.finditer(rb"8BIM(..)", data, re.DOTALL), 200):
        at = match.end()
        named = data[at] if at < len(data) else 0
        at += 1 + named + (named + 1) % 2
        length = int.from_bytes(data[at : at + 4], "big")
        yield from quietly(readers.get(int.from_bytes(match[1], "big"), nothing)(data[at + 4 : at + 4 + length]))
    if b"8BIM" not in data:
        yield from quietly(iptc(data.partition(b"\0")[2] if data.startswith(b"Photoshop") else data))


def iptc(data: bytes) -> Iterator[Field]:
    """The data sets of records 1 and 2."""
    at = data.find(b"\x1c")
    while at >= 0 and at + 5 <= len(data) and data[at] == 0x1C:
        record, number, length = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        if length & 0x8000:  # an extended length takes that many bytes
            size = length & 0x7FFF
            length, at = int.from_bytes(data[at + 5 : at + 5 + min(size, 4)], "big"), at + size
        if record == 2 and number in _IPTC_ROLES:
            yield _IPTC_ROLES[number], words(data[at + 5 : at + 5 + length])
        at += 5 + length
