"""Writes HEIC files as phones do: HEVC tiles by PyAV's encoder in an ISO 14496-12 box structure (ISO 23008-12) of our own."""

import io
import struct

import av
import numpy as np
from av.video.frame import VideoFrame


def heic(image, *, exif=b"", xmp=b"", icc=b"", quarters=0, mirror=None, tiles=(1, 1), hidden=b""):
    """A HEIC of `image`, whose sides must divide into even `tiles` (columns, rows).

    `quarters` turns counter-clockwise for display (irot), after which `mirror` 0 or 1 flips it (imir). `exif` is a TIFF block, `hidden`
    the payload of a free box and of a uuid box. A second picture, which phones call a thumbnail, is `image` again.
    """
    columns, rows = tiles
    width, height = image.width // columns, image.height // rows
    parts = [image.crop((c * width, r * height, (c + 1) * width, (r + 1) * height)) for r in range(rows) for c in range(columns)]
    coded = [_hevc(np.asarray(part.convert("RGB"))) for part in parts]
    items = [(b"hvc1", sample) for _, sample in coded]  # items count from 1
    whole = 1
    if len(parts) > 1:
        items.append((b"grid", struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, image.width, image.height)))
        whole = len(items)
    items.append((b"hvc1", coded[0][1]))
    thumb = len(items)
    about = []
    if exif:
        items.append((b"Exif", struct.pack(">I", 0) + exif))
        about.append(len(items))
    if xmp:
        items.append((b"mime", xmp))
        about.append(len(items))
    properties = [_box(b"hvcC", coded[0][0]), _box(b"ispe", bytes(4) + struct.pack(">II", width, height))]
    properties += [_box(b"ispe", bytes(4) + struct.pack(">II", image.width, image.height))]
    shown = [1, 2] if whole == 1 else [3]
    for kind, body in ((b"colr", b"prof" + icc if icc else b""), (b"irot", bytes([quarters]) if quarters else b"")):
        if body:
            properties.append(_box(kind, body))
            shown.append(len(properties))
    if mirror is not None:
        properties.append(_box(b"imir", bytes([mirror])))
        shown.append(len(properties))
    owned = {number: [1, 2] for number in [*range(1, len(parts) + 1), thumb]} | {whole: shown}
    references = _box(b"thmb", struct.pack(">HHH", thumb, 1, whole))
    references += b"".join(_box(b"cdsc", struct.pack(">HHH", number, 1, whole)) for number in about)
    if whole > 1:
        references += _box(b"dimg", struct.pack(">HH", whole, len(parts)) + b"".join(struct.pack(">H", n + 1) for n in range(len(parts))))
    kind = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    loose = (_box(b"free", hidden) + _box(b"uuid", bytes(16) + hidden)) if hidden else b""

    def meta(start):
        return _box(
            b"meta",
            bytes(4)
            + _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
            + _box(b"pitm", bytes(4) + struct.pack(">H", whole))
            + _places(items, start)
            + _kinds(items)
            + _box(b"iref", bytes(4) + references)
            + _box(b"iprp", _box(b"ipco", b"".join(properties)) + _owners(owned)),
        )

    start = len(kind) + len(loose) + len(meta(0)) + 8
    return kind + loose + meta(start) + _box(b"mdat", b"".join(data for _, data in items))


def _hevc(rgb):
    """(decoder configuration, one intra picture), as the MP4 writer of FFmpeg stores them."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as film:
        stream = film.add_stream("libx265", rate=1, options={"x265-params": "log-level=none:pools=none:info=0:crf=12"})
        stream.height, stream.width, stream.pix_fmt = *rgb.shape[:2], "yuv420p"
        frame = VideoFrame.from_ndarray(rgb, format="rgb24")
        frame.pts = 0
        for packet in [*stream.encode(frame), *stream.encode()]:
            packet.pts = packet.dts = 0  # libx265 leaves them unset at times, and the writer then gives up
            film.mux(packet)
    data = buffer.getvalue()
    at = data.index(b"hvcC")
    configuration = data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")]
    at = data.index(b"mdat")
    return configuration, data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")]


def _box(kind, body):
    return struct.pack(">I", 8 + len(body)) + kind + body


def _places(items, start):
    body = bytes(4) + b"\x44\x00" + struct.pack(">H", len(items))
    for number, (_, data) in enumerate(items, 1):
        body += struct.pack(">HHHII", number, 0, 1, start, len(data))
        start += len(data)
    return _box(b"iloc", body)


def _kinds(items):
    body = bytes(4) + struct.pack(">H", len(items))
    for number, (kind, _) in enumerate(items, 1):
        entry = b"\x02\x00\x00\x00" + struct.pack(">HH", number, 0) + kind + b"\x00"
        body += _box(b"infe", entry + (b"application/rdf+xml\x00" if kind == b"mime" else b""))
    return _box(b"iinf", body)


def _owners(owned):
    body = bytes(4) + struct.pack(">I", len(owned))
    for number, properties in sorted(owned.items()):
        body += struct.pack(">HB", number, len(properties)) + bytes(0x80 | place for place in properties)
    return _box(b"ipma", body)
