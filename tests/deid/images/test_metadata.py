"""Nothing of an image but its pixels reaches the clean file."""

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from tests.deid.images import pictures
from tests.deid.images.heic import heic
from tests.deid.images.parts import JPEG_PARTS, PNG_PARTS, exiftool_sees, parts
from tests.deid.images.pictures import MARKER, four_corners, picture, saved

LADEN = pictures.laden()


@pytest.mark.parametrize("name", LADEN)
def test_no_metadata_survives(sandbox, name, tmp_path):
    raw = LADEN[name]
    assert name == "bmp" or MARKER.encode() in raw or name in ("animated gif", "apng")

    clean = sandbox.burn(raw, kind="image")

    data = clean.value.file.read()
    found, after = parts(data)
    assert set(found) <= (JPEG_PARTS if clean.value.extension == "jpg" else PNG_PARTS)
    assert found[-1] in ("EOI", "IEND")
    assert after == b""
    assert MARKER.encode() not in data
    assert exiftool_sees(data, tmp_path) in ({}, None)


@pytest.mark.parametrize("name", ["jpeg", "png", "tiff", "webp", "avif", "heic"])
def test_metadata_is_counted_but_not_told(sandbox, name):
    seen = sandbox.inspect(LADEN[name])

    assert {finding.kind: finding.count for finding in seen.findings}["metadata"] >= 3
    assert MARKER not in repr(seen)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_orientation_is_applied(sandbox, format, orientation):
    turn = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip  # what a camera held that way would store
    stored = four_corners() if turn is None else four_corners().transpose(turn)
    options = {"quality": 95} if format in ("JPEG", "WEBP") else {}

    clean = sandbox.burn(saved(stored, format, exif=pictures.exif(orientation), **options), kind="image")

    upright = Image.open(clean.value.file).convert("RGB")
    assert upright.size == (64, 48)
    assert np.abs(np.asarray(upright).astype(int) - np.asarray(four_corners()).astype(int))[4:-4, 4:-4].mean() < 12


@pytest.mark.parametrize("tiles", [(1, 1), (2, 2)])
@pytest.mark.parametrize("mirror", [None, 0, 1])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_heic_is_turned_by_its_boxes_and_not_by_its_exif(sandbox, quarters, mirror, tiles):
    stored = four_corners(128, 96)
    if mirror is not None:  # undo what the reader will do last: first the mirror, then the turn
        stored = stored.transpose(Image.Transpose.FLIP_LEFT_RIGHT if mirror else Image.Transpose.FLIP_TOP_BOTTOM)
    stored = stored.rotate(-90 * quarters, expand=True)
    # ISO 23008-12, 6.6.2.6: EXIF says 6 here, as phones write it, and a reader that believes both turns twice.
    raw = heic(stored, quarters=quarters, mirror=mirror, tiles=tiles, exif=pictures.exif(6).tobytes()[6:])

    clean = sandbox.burn(raw, kind="image")

    upright = np.asarray(Image.open(clean.value.file).convert("RGB")).astype(int)
    assert upright.shape == (96, 128, 3)
    assert np.abs(upright - np.asarray(four_corners(128, 96)).astype(int)).mean() < 12


def test_every_page_of_a_tiff_is_a_still_of_its_own(sandbox):
    raw = saved(picture(), "TIFF", save_all=True, append_images=[four_corners(), picture(100, 80)])

    seen = sandbox.inspect(raw)
    clean = [sandbox.burn(raw, kind="image", page=page) for page in range(3)]

    assert [page.size for page in seen.pages] == [(320, 240), (64, 48), (100, 80)]
    assert [Image.open(one.value.file).size for one in clean] == [(320, 240), (64, 48), (100, 80)]
    assert [Image.open(preview.file).size for preview in seen.previews] == [(320, 240), (64, 48), (100, 80)]


@pytest.mark.parametrize("name", ["animated gif", "apng"])
def test_frames_that_are_not_kept_are_told(sandbox, name):
    counts = {finding.kind: finding.count for finding in sandbox.inspect(LADEN[name]).findings}

    assert counts["frames_dropped"] == 1


def test_pages_are_no_dropped_frames(sandbox):
    raw = saved(picture(), "TIFF", save_all=True, append_images=[picture(100, 80)])

    assert "frames_dropped" not in {finding.kind for finding in sandbox.inspect(raw).findings}


@pytest.mark.parametrize("name", ["animated gif", "apng", "mpo"])
def test_only_the_first_frame_is_kept(sandbox, name):
    clean = sandbox.burn(LADEN[name], kind="image")

    kept = np.asarray(Image.open(clean.value.file).convert("RGB")).astype(int)
    assert np.abs(kept - np.asarray(picture()).astype(int)).mean() < 6


def test_preview_carries_no_metadata(sandbox):
    for name in ("jpeg", "png"):
        data = sandbox.inspect(LADEN[name]).previews[0].file.read()

        found, after = parts(data)
        assert set(found) <= JPEG_PARTS | PNG_PARTS
        assert after == b""
        assert MARKER.encode() not in data


def test_colour_under_transparency_is_gone(sandbox):
    hidden = np.zeros((40, 60, 4), np.uint8)
    hidden[:, :30] = (200, 30, 30, 0)  # invisible red
    hidden[:, 30:] = (10, 20, 30, 255)

    clean = sandbox.burn(saved(Image.fromarray(hidden, "RGBA"), "PNG"), kind="image")

    seen = np.asarray(Image.open(clean.value.file).convert("RGB"))
    assert (seen[:, :30] == 255).all()
    assert (seen[:, 30:] == (10, 20, 30)).all()


@pytest.mark.parametrize("top", [4095, 65535])
def test_grey_of_12_or_16_bits_keeps_its_range(sandbox, top):
    ramp = np.linspace(0, top, 256 * 64).reshape(64, 256).round().astype(np.uint16)

    clean = sandbox.burn(saved(Image.fromarray(ramp), "PNG"), kind="image")

    seen = np.asarray(Image.open(clean.value.file))
    assert seen.shape == (64, 256)
    assert (seen.min(), seen.max()) == (0, 255)
    assert len(np.unique(seen)) > 200


def test_colours_of_another_profile_become_srgb(sandbox):
    # sRGB with its red and green exchanged: whoever ignores it shows red where green is meant.
    odd = pictures.profile().replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    red = Image.new("RGB", (32, 32), (200, 40, 40))

    clean = sandbox.burn(saved(red, "PNG", icc_profile=odd), kind="image")

    assert np.abs(np.asarray(Image.open(clean.value.file)).astype(int) - (40, 200, 40)).max() <= 3


def test_broken_profile_is_ignored(sandbox):
    clean = sandbox.burn(saved(four_corners(), "PNG", icc_profile=b"not a profile"), kind="image")

    assert (np.asarray(Image.open(clean.value.file)) == np.asarray(four_corners())).all()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I", "F", "I;16"])
def test_every_pixel_mode_of_a_tiff_is_read(sandbox, mode):
    image = four_corners().convert("L").convert(mode) if mode in ("I", "F", "I;16") else four_corners().convert(mode)

    clean = sandbox.burn(saved(image, "TIFF"), kind="image")

    assert Image.open(clean.value.file).size == (64, 48)


def test_large_pictures_are_stored_at_2560_pixels(sandbox):
    clean = sandbox.burn(saved(Image.new("RGB", (5000, 2500), "gray"), "JPEG"), kind="image")

    assert clean.receipt.size == Image.open(clean.value.file).size == (2560, 1280)


def test_receipt_is_of_the_very_bytes(sandbox):
    clean = sandbox.burn(LADEN["jpeg"], kind="image")

    data = clean.value.file.read()
    assert clean.receipt.sha256 == hashlib.sha256(data).hexdigest()
    assert clean.value.size_bytes == len(data)
    assert Image.open(io.BytesIO(data)).size == clean.receipt.size


@pytest.mark.parametrize("format", ["PNG", "BMP"])
def test_large_lossless_photographs_are_stored_as_jpeg_and_charts_as_they_were(sandbox, format):
    # Above two megapixels colours are counted; what counts them must be in memory before the walls stand.
    noise = np.random.default_rng(4).integers(0, 256, (1500, 1400, 3), np.uint8)
    chart = np.repeat(np.arange(1400, dtype=np.uint8)[None, :, None], 1500, axis=0).repeat(3, axis=2)

    endings = [sandbox.burn(saved(Image.fromarray(one), format), kind="image").value.extension for one in (noise, chart)]

    assert endings == ["jpg", "png"]
