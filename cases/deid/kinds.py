"""Sniffs what a file is from its bytes, never from its name: an accepted format, or the code of a refusal."""

from __future__ import annotations

from typing import Final, NamedTuple

from cases.deid.clean import Refused

HEAD: Final = 4096  # bytes: how much of the start `sniff` wants to see


class Kind(NamedTuple):
    """`kind` is "image" or "video"; `format` names the one decoder of Pillow or demuxer of FFmpeg that may read it."""

    kind: str
    format: str


_IMAGES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
)
_HEIF_BRANDS: Final = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_AVIF_BRANDS: Final = frozenset((b"avif", b"avis"))
_DOCUMENTS: Final = (
    b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"%!PS", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_PLAYLISTS: Final = (b"#extm3u", b"ffconcat", b"[playlist]", b"[reference]", b"rtsptext", b"v=0\r", b"v=0\n")


def sniff(head: bytes) -> Kind:
    """The kind of a file that begins with `head` (its first HEAD bytes). Raises Refused for anything not accepted."""
    if not head:
        raise Refused("empty")
    if head[128:132] == b"DICM" or _headless_dicom(head):
        raise Refused("dicom_not_yet")
    for magic, name in _IMAGES:
        if head.startswith(magic):
            return Kind("image", name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("image", "WEBP")
    if head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:15] in (b"\x0c", b"\x28", b"\x34", b"\x38", b"\x40", b"\x6c", b"\x7c"):
        return Kind("image", "BMP")
    if video := _video(head):
        return video
    if any(head.startswith(magic) for magic in _DOCUMENTS) or head[257:262] == b"ustar":
        raise Refused("document")
    raise Refused(_words(head) or "unsupported")


def _video(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        compatible = {head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4], "big"), len(head), 256), 4)}
        if brand in _AVIF_BRANDS or (brand in (b"mif1", b"msf1") and compatible & _AVIF_BRANDS):
            return Kind("image", "AVIF")
        return Kind("image", "HEIF") if brand in _HEIF_BRANDS else Kind("video", "mov")
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot") and _box(head):  # QuickTime without ftyp
        return Kind("video", "mov")
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return Kind("video", "matroska")
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Kind("video", "avi")
    if head[:4] == b"\x00\x00\x01\xba":
        return Kind("video", "mpeg")
    for first, packet in ((0, 188), (4, 192)):  # broadcast, and the camcorder's with a time before each packet
        if all(head[first + count * packet : first + count * packet + 1] == b"G" for count in range(3)):
            return Kind("video", "mpegts")
    return None


def _box(head: bytes) -> bool:
    size = int.from_bytes(head[:4], "big")
    return size == 0 or size == 1 or size >= 8


def _headless_dicom(head: bytes) -> bool:
    """A data set without preamble: it begins with group 2 or 8, element small, and then a VR or a plausible length."""
    group, element = int.from_bytes(head[:2], "little"), int.from_bytes(head[2:4], "little")
    if len(head) < 8 or group not in (2, 8) or element > 0x1155:
        return False
    if head[4:6] in (b"UL", b"UI", b"CS", b"DA", b"TM", b"SH", b"LO", b"OB", b"DT", b"PN"):
        return True
    return int.from_bytes(head[4:8], "little") <= 64 and (group, element) in ((2, 0), (8, 0), (8, 1), (8, 5), (8, 8), (8, 0x16), (8, 0x18))


def _words(head: bytes) -> str | None:
    """The refusal for a file that is text in disguise, looking past a byte-order mark and blank space."""
    for codec, mark in (("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"), ("utf-8", b"\xef\xbb\xbf")):
        if head.startswith(mark):
            head = head.decode(codec, "ignore").lstrip("\ufeff").encode()
    text = head.lstrip().lower()
    if text.startswith(_PLAYLISTS):
        return "playlist"
    if not text.startswith(b"<"):
        return None
    if b"<mpd" in text or b"<smil" in text or b"<asx" in text:
        return "playlist"
    return "vector" if b"<svg" in text or b"<!doctype svg" in text else "document"


def is_text(head: bytes) -> bool:
    """Whether a file that begins with `head` reads as UTF-8 text: no NUL and no control character but blank space."""
    if any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and error.reason == "unexpected end of data"
    return bool(head)
