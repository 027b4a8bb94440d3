"""Files to send: a good photograph-like picture and film, and one of each kind that must be refused."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw


def lettered(format="JPEG", size=(800, 600), words="JOHN SMITH 1956", marker=b"", at=(40, 40), height=40):
    """A grey picture with one burned-in line; `marker` goes into every place of a JPEG that has words, else into EXIF."""
    image = Image.new("RGB", size, (120, 130, 140))
    ImageDraw.Draw(image).text(at, words, fill="white", font_size=height)
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = marker.decode() or "a description"
    exif[0x013B] = marker.decode() or "Dr Camera"
    if not marker or format != "JPEG":
        image.save(file, format, exif=exif)
        return file.getvalue()
    for tag in (0x8298, 0x010D, 0x013C):  # copyright, name of a document, computer
        exif[tag] = marker.decode()
    for tag in range(0x9C9B, 0x9CA0):  # title, comment, author, keywords, subject of Windows
        exif[tag] = marker.decode().encode("utf-16-le")
    exif.get_ifd(0x8769).update({0x9286: b"ASCII\0\0\0" + marker, 0x927C: marker, 0xA430: marker.decode(), 0xA431: marker.decode()})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6), 28: b"ASCII\0\0\0" + marker})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><dc:creator>%b</dc:creator></rdf:RDF></x:xmpmeta>' % marker
    image.save(file, format, exif=exif, comment=marker, xmp=xmp)
    iptc = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(marker)) + marker for number in (5, 25, 80, 90, 120))
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc
    data = file.getvalue()
    return data[:2] + b"\xff\xed" + struct.pack(">H", 2 + len(iptc)) + iptc + data[2:] + marker


def pages(count=3):
    """A TIFF of several pages."""
    images = [Image.new("RGB", (320, 240), (40 * n, 80, 120)) for n in range(count)]
    file = io.BytesIO()
    images[0].save(file, "TIFF", save_all=True, append_images=images[1:])
    return file.getvalue()


def film(seconds=1, fps=10, size=(320, 240), codec="libx264", container="mp4", marker="", pixels="yuv420p", sound=False):
    """A film of a moving square, with a low tone where `sound` is asked for."""
    import av
    import numpy as np

    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        if marker:
            output.metadata["comment"] = marker
        stream = output.add_stream(codec, rate=fps)
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        tone = output.add_stream("aac", rate=44100, layout="mono") if sound else None
        for number in range(int(seconds * fps)):
            picture = np.full((size[1], size[0], 3), 90, np.uint8)
            picture[60:120, (number * 4) % 200 : (number * 4) % 200 + 60] = 200
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                output.mux(packet)
        for packet in stream.encode():
            output.mux(packet)
        if tone:
            wave = np.sin(np.arange(int(44100 * seconds)) * (110 * 2 * np.pi / 44100)).astype("f4")[np.newaxis] * 0.3
            frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
            frame.sample_rate = 44100
            for packet in (*tone.encode(frame), *tone.encode()):
                output.mux(packet)
    return file.getvalue()


def streams(film):
    """The kinds of the streams of a film, in alphabetical order."""
    import av

    with av.open(io.BytesIO(film)) as container:
        return sorted(stream.type for stream in container.streams)


def huge_png(side=10_000):
    """A PNG of 100 megapixels in some kilobytes."""
    rows = zlib.compressobj(9)
    body = b"".join(rows.compress(bytes(1 + side // 8)) for _ in range(side)) + rows.flush()
    return png_of(struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0), body)


def png_of(header, body):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def animated_bomb(frames=301):
    """A GIF with more frames than are looked at."""
    images = [Image.new("P", (16, 16), n % 2) for n in range(frames)]
    file = io.BytesIO()
    images[0].save(file, "GIF", save_all=True, append_images=images[1:], duration=20, optimize=False)
    return file.getvalue()


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", lettered())
    return file.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>John Smith</text></svg>'
HTML = b"<!doctype html><title>John Smith</title>"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Title (John Smith) >>\nendobj\n"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\nfile:///etc/passwd\n"
DICOM = bytes(128) + b"DICM" + bytes(64)
