"""The parent's own parser accepts what we write and nothing more."""

import struct
import zlib

import pytest

from cases.deid import Refused
from cases.deid.headers import still_size
from tests.deid.images.pictures import MARKER, exif, picture, saved

JPEG, PNG = saved(picture(), "JPEG", quality=92, subsampling=0), saved(picture(), "PNG")


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_clean_files_are_accepted():
    assert still_size(JPEG, "jpg") == still_size(PNG, "png") == (320, 240)
    assert still_size(saved(picture(), "JPEG", progressive=True), "jpg") == (320, 240)


DIRTY = {
    "jpeg with a tail": ("jpg", JPEG + b"x"),
    "jpeg after a jpeg": ("jpg", JPEG + JPEG),
    "jpeg with exif": ("jpg", saved(picture(), "JPEG", exif=exif())),
    "jpeg with a comment": ("jpg", saved(picture(), "JPEG", comment=MARKER)),
    "jpeg with a profile": ("jpg", saved(picture(), "JPEG", icc_profile=b"x" * 300)),
    "jpeg with a long jfif header": ("jpg", JPEG[:4] + struct.pack(">H", 26) + JPEG[6:20] + MARKER[:10].encode() + JPEG[20:]),
    "jpeg with a jfif thumbnail": ("jpg", JPEG[:18] + b"\x01\x01" + JPEG[20:]),
    "jpeg without its end": ("jpg", JPEG[:-2]),
    "png called jpeg": ("jpg", PNG),
    "png with a tail": ("png", PNG + b"x"),
    "png with text": ("png", PNG[:33] + chunk(b"tEXt", b"Comment\x00" + MARKER.encode()) + PNG[33:]),
    "png with a time": ("png", PNG[:33] + chunk(b"tIME", bytes(7)) + PNG[33:]),
    "png with animation": ("png", PNG[:33] + chunk(b"acTL", bytes(8)) + PNG[33:]),
    "png with a private chunk": ("png", PNG[:33] + chunk(b"prVt", MARKER.encode()) + PNG[33:]),
    "png with a wrong checksum": ("png", PNG[:-1] + b"\x00"),
    "png without its end": ("png", PNG[:-12]),
    "nothing": ("png", b""),
}


@pytest.mark.parametrize("name", DIRTY)
def test_anything_more_is_refused(name):
    extension, data = DIRTY[name]

    with pytest.raises(Refused, match="unverified"):
        still_size(data, extension)
