"""Files to send: a good photograph-like picture and film, and one of each kind that must be refused."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw


def lettered(format="JPEG", size=(800, 600), words="JOHN SMITH 1956", marker=b""):
    """A grey picture with one burned-in line; `marker` goes into the comment and EXIF where the format has them."""
    image = Image.new("RGB", size, (120, 130, 140))
    ImageDraw.Draw(image).text((40, 40), words, fill="white", font_size=40)
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = marker.decode() or "a description"
    exif[0x013B] = "Dr Camera"
    image.save(file, format, exif=exif, **({"comment": marker} if format == "JPEG" and marker else {}))
    return file.getvalue()


def pages(count=3):
    """A TIFF of several pages."""
    images = [Image.new("RGB", (320, 240), (40 * n, 80, 120)) for n in range(count)]
    file = io.BytesIO()
    images[0].save(file, "TIFF", save_all=True, append_images=images[1:])
    return file.getvalue()


def film(seconds=1, fps=10, size=(320, 240), codec="libx264", container="mp4", marker="", pixels="yuv420p"):
    """A film of a moving square."""
    import av
    import numpy as np

    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        if marker:
            output.metadata["comment"] = marker
        stream = output.add_stream(codec, rate=fps)
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        for number in range(int(seconds * fps)):
            picture = np.full((size[1], size[0], 3), 90, np.uint8)
            picture[60:120, (number * 4) % 200 : (number * 4) % 200 + 60] = 200
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                output.mux(packet)
        for packet in stream.encode():
            output.mux(packet)
    return file.getvalue()


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
