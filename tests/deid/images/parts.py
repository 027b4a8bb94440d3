"""A small parser of image files, written apart from the program's: what parts a file has, and what exiftool sees in it."""

import json
import shutil
import struct
import subprocess

JPEG_PARTS = {"SOI", "APP0", "DQT", "SOF", "DHT", "SOS", "EOI"}
PNG_PARTS = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}
_NAMES = {0xD8: "SOI", 0xD9: "EOI", 0xDA: "SOS", 0xDB: "DQT", 0xC4: "DHT", 0xC0: "SOF", 0xC1: "SOF", 0xC2: "SOF", 0xFE: "COM"}


def parts(data):
    """The names of a file's parts in order, and the bytes after its end."""
    return _png(data) if data[:1] == b"\x89" else _jpeg(data)


def _jpeg(data):
    found, at = [], 0
    while at < len(data):
        assert data[at] == 0xFF
        code = data[at + 1]
        name = _NAMES.get(code) or (f"APP{code - 0xE0}" if 0xE0 <= code <= 0xEF else f"{code:02X}")
        found.append(name)
        at += 2
        if name == "EOI":
            break
        if name == "SOI":
            continue
        at += struct.unpack(">H", data[at : at + 2])[0]
        if name == "SOS":
            while not (data[at] == 0xFF and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7):
                at += 1
    return found, data[at:]


def _png(data):
    found, at = [], 8
    while at < len(data) and found[-1:] != ["IEND"]:
        length, name = struct.unpack(">I4s", data[at : at + 8])
        found.append(name.decode())
        at += 12 + length
    return found, data[at:]


def exiftool_sees(data, tmp_path):
    """Everything exiftool reads out of the picture itself: {} for a clean one; None where exiftool is not installed."""
    if not shutil.which("exiftool"):
        return None
    file = tmp_path / "seen"
    file.write_bytes(data)
    told = json.loads(subprocess.run(["exiftool", "-json", "-G", "-a", "-u", str(file)], capture_output=True, check=True).stdout)[0]
    plain = {"PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter", "PNG:Interlace"}
    jfif = {"JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution"}
    return {key: value for key, value in told.items() if key.split(":")[0] not in ("SourceFile", "ExifTool", "File", "Composite")
            and key not in plain | jfif}  # fmt: skip
