"""Hostile films, each made by a few lines: name -> (what may come of it, bytes)."""

import io
import struct
import zlib

import av

from cases.deid.video import boxes, tidying
from tests.deid.hostile.stills import MARK
from tests.deid.video.films import film, scans

SECRET = b"file:///etc/passwd#" + MARK
PICTURES = scans(6, size=(64, 48))
HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts"}
BROKEN = {"truncated", "codec", "no_picture", "too_long", "too_many_pixels"}
ANY = BROKEN | {"clean"}


def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def edited(raw, path, change):
    """A film whose boxes at `path` were changed: `change(body)` gives the new body. Its index must be behind its pictures."""
    made, there = b"", [kind for kind, _, _ in boxes.boxes(raw)]
    assert path[0] in there, there
    for kind, start, end in boxes.boxes(raw):
        body = raw[start + 8 : end]
        if kind == path[0]:
            body = change(body) if len(path) == 1 else edited(body, path[1:], change)
        made += box(kind, body)
    return made


def plain(form="mp4", **options):
    return film(PICTURES, fps=6, form=form, **options).getvalue()


TRAK = (b"moov", b"trak")
STBL = (*TRAK, b"mdia", b"minf", b"stbl")
DREF = (*TRAK, b"mdia", b"minf", b"dinf", b"dref")


def references():
    """Films that name other files, and lists of files under a film's name (SECURITY.md U8)."""
    good = plain()
    reference = lambda kind, body: lambda _: struct.pack(">II", 0, 1) + box(kind, bytes(4), body)  # noqa: E731
    alias = struct.pack(">4sHH", b"", 150, 2) + bytes(142) + struct.pack(">HH", 18, len(SECRET)) + SECRET + b"\xff\xff\x00\x00"
    playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + SECRET + b"\n#EXT-X-ENDLIST\n"
    return {
        "a reference by url": (ANY, edited(good, DREF, reference(b"url ", SECRET + b"\x00"))),
        "a reference by name": (ANY, edited(good, DREF, reference(b"urn ", SECRET + b"\x00"))),
        "a reference by alias": (ANY, edited(good, DREF, reference(b"alis", alias))),
        "a reference of another track's": (ANY, edited(good, (*STBL, b"stsd"), lambda body: body[:22] + b"\x00\x63" + body[24:])),
        "a movie that is elsewhere": (BROKEN, box(b"ftyp", b"qt  " + bytes(4)) + box(b"moov", box(b"rmra", box(b"rmda", box(
            b"rdrf", struct.pack(">I4sI", 0, b"url ", len(SECRET)), SECRET))))),
        "a list for streaming": ({"playlist"}, playlist),
        "a list behind blank space": ({"playlist"}, b"\n\t \n" + playlist),
        "a list in a transport stream": (BROKEN, _as_stream(playlist)),
        "a list in a film's data": (BROKEN, box(b"ftyp", b"isom" + bytes(4)) + box(b"mdat", playlist)),
        "a list in a matroska's head": (BROKEN, b"\x1a\x45\xdf\xa3\x84" + bytes(4) + playlist),
        "a list in an avi": (BROKEN, b"RIFF" + struct.pack("<I", 4096) + b"AVI " + playlist),
        "a script that joins files": ({"playlist"}, b"ffconcat version 1.0\nfile '/etc/passwd'\nfile '" + SECRET + b"'\n"),
        "a description of a session": ({"playlist"}, b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=" + MARK + b"\r\n"),
        "a manifest": ({"playlist"}, b"<?xml version='1.0'?><MPD><BaseURL>" + SECRET + b"</BaseURL></MPD>"),
        "html in a film": ({"clean"}, good + box(b"free", b"<script>" + MARK + b"</script>")),
        "an archive behind a film": (ANY, good + b"PK\x03\x04" + MARK),
    }  # fmt: skip


def passengers():
    """Films that carry more than pictures."""
    crowded = {"metadata": {"title": MARK.decode(), "comment": MARK.decode(), "location": "+48.85+002.35/"}, "crowded": True}
    return {
        "sound, words and chapters in mp4": ({"clean"}, plain("mp4", **crowded)),
        "sound, words and chapters in mov": ({"clean"}, plain("mov", **crowded)),
        "sound, words and chapters in matroska": ({"clean"}, plain("matroska", **crowded)),
        "attached files": ({"clean"}, _attached()),
        "user data": ({"clean"}, edited(plain(), (b"moov",), lambda body: body + box(b"udta", box(b"\xa9xyz", MARK), box(b"meta", MARK)))),
        "user data of 4 MB": (ANY, edited(plain(), (b"moov",), lambda body: body + box(b"udta", box(b"\xa9nam", MARK * 280_000)))),
        "one of its own": ({"clean"}, plain() + box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", MARK)),
    }


def clocks():
    """Edit lists, times that do not fit, films of no length."""
    good = plain()
    edit = lambda *rows: box(b"edts", box(b"elst", struct.pack(">II", 0, len(rows)), *(struct.pack(">Iihh", *row) for row in rows)))  # noqa: E731
    listed = lambda *rows: edited(good, TRAK, lambda body: _without(body, b"edts") + edit(*rows))  # noqa: E731
    every = lambda step: lambda body: body[:4] + struct.pack(">III", 1, 6, step)  # noqa: E731
    media = (*TRAK, b"mdia", b"mdhd")
    ages = b"\x00\x00\x00\x01\xff\xff\xff\xff"
    late = struct.pack(">II", 0x01000000, 1) + struct.pack(">Ii", 6, -90_000)
    return {
        "an edit that begins before the film": (ANY, listed((1000, -5, 1, 0))),
        "an edit of nothing but waiting": (ANY, listed((0x7FFFFFFF, -1, 1, 0), (1000, 0, 1, 0))),
        "an edit at the end of time": (ANY, listed((0x7FFFFFFF, 0x7FFFFFFF, 1, 0))),
        "an edit that stands still": (ANY, listed((1000, 0, 0, 0))),
        "an edit backwards": (ANY, listed((1000, 0, -1, 0))),
        "a thousand edits": (ANY, listed(*[(1, number % 7, 1, 0) for number in range(1000)])),
        "frames of no duration": (ANY, edited(good, (*STBL, b"stts"), every(0))),
        "frames of a day each": ({"too_long", "truncated"}, edited(good, (*STBL, b"stts"), every(0x7FFFFFFF))),
        "times before zero": (ANY, edited(good, STBL, lambda body: _without(body, b"ctts") + box(b"ctts", late))),
        "a length of zero": (ANY, edited(good, media, lambda body: body[:16] + bytes(4) + body[20:])),
        "no clock at all": (ANY, edited(good, media, lambda body: body[:12] + bytes(4) + body[16:])),
        "a length of 136 years": (ANY, edited(good, media, lambda body: body[:12] + ages + body[20:])),
        "one frame": ({"clean"}, film(PICTURES[:1], fps=6).getvalue()),
        "one frame of a live recording": ({"clean"}, film(PICTURES[:1], fps=6, form="matroska", live=True).getvalue()),
        "no frame": (BROKEN, edited(good, (*STBL, b"stsz"), lambda body: bytes(12))),
    }  # fmt: skip


def bombs():
    """Indexes that promise more than there is (SECURITY.md U4, U8)."""
    good = plain()
    squeezed = zlib.compress(bytes(100 << 20), 9)
    deep = b""
    for _ in range(3000):
        deep = box(b"moov", deep)
    tags = b""
    for _ in range(400):
        tags = _ebml(b"\x67\xc8", tags)  # SimpleTag in SimpleTag
    head = _ebml(b"\x1a\x45\xdf\xa3", _ebml(b"\x42\x82", b"matroska"))
    compressed = box(b"cmov", box(b"dcom", b"zlib"), box(b"cmvd", struct.pack(">I", 100 << 20), squeezed))
    table = lambda kind, body: edited(good, (*STBL, kind), lambda _: body)  # noqa: E731
    return {
        "four thousand million sizes": (ANY, table(b"stsz", struct.pack(">III", 0, 0, 0xFFFFFFFF))),
        "four thousand million frames of one size": (ANY, table(b"stsz", struct.pack(">III", 0, 99, 0xFFFFFFFF))),
        "frames of two gigabytes": (ANY, table(b"stsz", struct.pack(">III", 0, 0x7FFFFFFF, 6))),
        "four thousand million durations": (ANY, table(b"stts", struct.pack(">IIII", 0, 1, 0xFFFFFFFF, 1))),
        "four thousand million places": (ANY, table(b"stco", struct.pack(">II", 0, 0xFFFFFFFF))),
        "places outside": (ANY, table(b"stco", struct.pack(">III", 0, 1, 0xFFFFFFF0))),
        "runs that do not rise": (ANY, table(b"stsc", struct.pack(">II", 0, 3) + struct.pack(">III", 1, 0xFFFFFFFF, 1) * 3)),
        "sixty thousand descriptions": (ANY, edited(good, (*STBL, b"stsd"), lambda body: body[:4] + struct.pack(">I", 60_000) + body[8:])),
        "five thousand tracks": (ANY, edited(good, (b"moov",), lambda body: body + box(b"trak") * 5000)),
        "a box in a box, three thousand deep": (BROKEN, box(b"ftyp", b"isom" + bytes(4)) + deep),
        "a box of no size": (ANY, good + struct.pack(">I4s", 0, b"moov")),
        "a box of nine million terabytes": (ANY, good + struct.pack(">I4sQ", 1, b"free", 1 << 63)),
        "an index of 100 MB of nothing, squeezed": (BROKEN, box(b"ftyp", b"qt  " + bytes(4)) + box(b"moov", compressed)),
        "65535 x 65535": (ANY, edited(good, (*STBL, b"stsd"), lambda body: body[:40] + b"\xff" * 4 + body[44:])),
        "an avi of 65535 x 65535": (ANY, _avi_saying(65_535)),
        "tags in tags in tags": (BROKEN, head + _ebml(b"\x18\x53\x80\x67", _ebml(b"\x12\x54\xc3\x67", _ebml(b"\x73\x73", tags)))),
        "a segment without end": (BROKEN, head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + bytes(4096)),
        "a void of all there is": (BROKEN, head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"\xec\x08\xff\xff\xff\xff\xff\xff\xfe"),
        "hevc with a broken head": (ANY, _hevc(lambda body: body[:23] + bytes(byte ^ 0x55 for byte in body[23:60]) + body[60:])),
        "hevc with an empty head": (ANY, _hevc(lambda body: body[:22] + b"\x00")),
        "h264 with a broken head": (ANY, good.replace(b"avcC\x01", b"avcC\x07")),
        "packets in another order": (ANY, _shuffled()),
    }  # fmt: skip


def carriers():
    """A good film of every container, for cutting and flipping."""
    return {
        "mp4": tidying.tidy(plain()), "mov": plain("mov"), "matroska": plain("matroska"), "webm": plain("webm", codec="libvpx"),
        "avi": plain("avi", codec="mpeg4"), "mpegts": plain("mpegts"),
    }  # fmt: skip


def _without(body, unwanted):
    return b"".join(body[start:end] for kind, start, end in boxes.boxes(body) if kind != unwanted)


def _ebml(kind, body):
    return kind + b"\x01" + len(body).to_bytes(7, "big") + body


def _as_stream(words):
    """Packets that begin as a transport stream's do, with words in them."""
    return b"".join(b"G" + words[at : at + 187].ljust(187, b"\n") for at in range(0, 187 * 24, 187))


def _attached():
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=6)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.add_attachment("patient.ttf", "application/x-truetype-font", MARK * 99)
        for picture in PICTURES:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return file.getvalue()


def _avi_saying(side):
    raw = plain("avi", codec="mjpeg", pixels="yuvj420p")
    at = raw.index(b"strf") + 12
    return raw[:at] + struct.pack("<II", side, side) + raw[at + 8 :]


def _hevc(change):
    raw = plain("mp4", codec="libx265", options={"x265-params": "log-level=none"})
    at = raw.index(b"hvcC") - 4
    size = int.from_bytes(raw[at : at + 4], "big")
    new = change(raw[at + 8 : at + size])
    return raw[: at + 8] + new.ljust(size - 8, b"\x00") + raw[at + size :]


def _shuffled():
    raw = plain("mpegts")
    packets = [raw[at : at + 188] for at in range(0, len(raw), 188)]
    return b"".join(packets[:3] + packets[:2:-1] + [b"G\x1f\xff\x10" + MARK.ljust(184)] * 20)
