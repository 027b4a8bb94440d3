"""Every kind of bad input is refused with its own code, and by its bytes alone."""

import gzip
import io
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageFile

from cases.deid import Limits, Refused
from cases.deid.images import opening
from cases.deid.kinds import sniff
from tests.deid.images import pictures
from tests.deid.images.pictures import picture, saved


def _zip():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


JPEG, PNG = saved(picture(), "JPEG"), saved(picture(), "PNG")
TRUNCATED = {
    "jpeg in its data": JPEG[: len(JPEG) // 2],
    "jpeg in its header": JPEG[:200],
    "jpeg of three bytes": JPEG[:3],
    "jpeg without its end": JPEG[:-400],
    "png in its data": PNG[: len(PNG) // 2],
    "png in its header": PNG[:20],
    "png with a broken checksum": PNG[:60] + b"\xff\xff" + PNG[62:],
    "gif": saved(picture(), "GIF")[:300],
    "webp": saved(picture(), "WEBP")[:300],
    "tiff": saved(picture(), "TIFF")[:3000],
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64),
    "avif": saved(picture(), "AVIF")[:400],
}
REFUSED = {
    "empty": ("empty", b""),
    "text": ("unsupported", b"Patient: Jean Dupont, 12/03/1961\n" * 30),
    "noise": ("unsupported", np.random.default_rng(1).bytes(5000).replace(b"\x47", b"\x48")),
    "svg": ("vector", b'<svg xmlns="http://www.w3.org/2000/svg"><text>Jean</text></svg>'),
    "svg with a prologue": ("vector", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg/>'),
    "svg in utf-16": ("vector", "\ufeff<svg></svg>".encode("utf-16-le")),
    "html": ("document", b"<!doctype html><html><body>Jean</body></html>"),
    "html behind blank space": ("document", b"\n\n   <HTML>"),
    "xml": ("document", b"<?xml version='1.0'?><patient/>"),
    "pdf": ("document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "zip or docx": ("document", _zip()),
    "gzip": ("document", gzip.compress(b"words")),
    "7z": ("document", b"7z\xbc\xaf\x27\x1c" + bytes(40)),
    "rar": ("document", b"Rar!\x1a\x07\x01\x00" + bytes(40)),
    "old word file": ("document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "dicom": ("dicom_not_yet", bytes(128) + b"DICM" + bytes(100)),
    "dicom that begins like a tiff": ("dicom_not_yet", b"II*\x00" + bytes(124) + b"DICM" + bytes(100)),
    "dicom without preamble": ("dicom_not_yet", b"\x08\x00\x05\x00CS\x0a\x00ISO_IR 100" + bytes(100)),
    "playlist": ("playlist", b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"),
    "playlist behind a byte-order mark": ("playlist", b"\xef\xbb\xbf#EXTM3U\n/etc/passwd\n"),
    "100 megapixels": ("too_many_pixels", pictures.bomb(10_000, 10_000)),
    "3.6 gigapixels": ("too_many_pixels", pictures.bomb(60_000, 60_000)),
    "a side of zero": ("truncated", pictures.bomb(0, 10)),
    "400 frames": ("too_many_frames", pictures.animated(400, 8, 8)),
    "frames of 300 megapixels together": ("too_many_frames", pictures.animated(150, 1500, 1400)),
    "400 pages": ("too_many_frames", saved(Image.new("1", (8, 8)), "TIFF", save_all=True, append_images=[Image.new("1", (8, 8))] * 399)),
    "icon": ("unsupported", saved(picture(64, 64), "ICO")),
    "jpeg 2000": ("unsupported", saved(picture(64, 64), "JPEG2000")),
}


@pytest.mark.parametrize("name", TRUNCATED)
def test_damaged_image_is_refused(sandbox, name):
    with pytest.raises(Refused) as refused:
        sandbox.inspect(TRUNCATED[name])

    assert refused.value.code == "truncated"


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_with_its_code(sandbox, name):
    code, raw = REFUSED[name]

    with pytest.raises(Refused) as refused:
        sandbox.inspect(raw)

    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")


def test_too_many_bytes_are_refused(sandbox):
    with pytest.raises(Refused, match="too_large"):
        sandbox.inspect(JPEG + bytes(1000), limits=Limits(image_bytes=len(JPEG)))


def test_a_circle_may_allow_fewer_pixels(sandbox):
    with pytest.raises(Refused, match="too_many_pixels"):
        sandbox.burn(JPEG, kind="image", limits=Limits(image_pixels=320 * 240 - 1))


def test_an_image_is_refused_where_a_video_was_asked_for(sandbox):
    with pytest.raises(Refused, match="unsupported"):
        sandbox.inspect(JPEG, kind="video")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_format_is_told_from_the_bytes(format):
    assert sniff(saved(picture(), format)[:4096]) == ("image", format)


@pytest.mark.parametrize("seed", range(6))
def test_fuzzed_images_end_clean_or_refused(sandbox, seed):
    noise = np.random.default_rng(seed)
    for raw in (JPEG, PNG, saved(picture(), "TIFF", compression="tiff_lzw"), saved(picture(), "WEBP"), saved(picture(), "GIF")):
        broken = bytearray(raw)
        for place in noise.integers(0, len(raw), 12):
            broken[place] = noise.integers(0, 256)
        try:
            clean = sandbox.burn(bytes(broken), kind="image")
        except Refused as refused:
            assert refused.code != "unverified"
        else:
            assert clean.value.size_bytes > 0


@pytest.mark.parametrize(("status", "code"), [(-9, "memory"), (-2, "truncated")])
def test_what_a_decoder_could_not_allocate_is_no_damage(status, code):
    with pytest.raises(Refused) as refused, opening.refusing():
        raise ImageFile._get_oserror(status, encoder=False)

    assert refused.value.code == code
