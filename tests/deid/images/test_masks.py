"""Faces and burned-in words are found, and what was under a mask cannot be had back."""

import io

import numpy as np
import pytest
from PIL import Image

from cases.deid import Finding, Mask, Refused
from tests.deid.images.pictures import covered, lettered, picture, portrait, saved

FACE = (181, 66, 267, 178)  # of the portrait, eyebrows to chin: marked by hand


@pytest.mark.parametrize("turns", range(4))
def test_a_face_is_covered_whichever_way_it_is_turned(sandbox, turns):
    face = np.zeros((512, 512), bool)
    face[FACE[1] : FACE[3], FACE[0] : FACE[2]] = True
    turned = Image.fromarray(np.rot90(np.asarray(portrait()), turns).copy())

    seen = sandbox.inspect(saved(turned, "JPEG", quality=90))

    faces = [mask for mask in seen.masks if mask.kind == "face"]
    assert covered(faces, np.rot90(face, turns)) == 1
    assert Finding("face", len(faces)) in seen.findings


@pytest.mark.parametrize("size", [60, 1200])
def test_a_face_is_covered_at_any_size(sandbox, size):
    canvas = Image.new("RGB", (1300, 1600), (90, 100, 90))
    canvas.paste(portrait().crop((150, 30, 300, 220)).resize((size, round(size * 190 / 150))), (60, 40))
    face = np.zeros((1600, 1300), bool)
    scale = size / 150
    face[40 + round(36 * scale) : 40 + round(148 * scale), 60 + round(31 * scale) : 60 + round(117 * scale)] = True

    seen = sandbox.inspect(saved(canvas, "JPEG", quality=90))

    assert covered([mask for mask in seen.masks if mask.kind == "face"], face) > 0.97


@pytest.mark.parametrize(
    ("size", "fill"), [(11, "white"), (12, "#8a8a8a"), (16, "yellow"), (28, "#8a8a8a"), (60, "white"), (120, "yellow")]
)
def test_burned_in_words_are_covered(sandbox, size, fill):
    image, ink = lettered(picture(800, 600), "DUPONT Jean 12/03/1961"[: 1200 // size], at=(20, 18), size=size, fill=fill)

    seen = sandbox.inspect(saved(image, "PNG"))

    assert covered([mask for mask in seen.masks if mask.kind == "text"], ink) > 0.97


def test_words_of_a_document_photograph_are_covered(sandbox):
    paper = Image.new("RGB", (1200, 900), (228, 224, 214))
    lines, inks = ["Nombre: María García López", "NHC 00482913", "Fecha de nacimiento 03-04-1958", "Hospital Universitario"], []
    for number, line in enumerate(lines):
        paper, ink = lettered(paper, line, at=(80, 90 + 120 * number), size=30, fill=(40, 40, 60))
        inks.append(ink)

    seen = sandbox.inspect(saved(paper, "JPEG", quality=80))

    assert all(covered(seen.masks, ink) > 0.97 for ink in inks)


def test_a_plain_picture_keeps_its_pixels(sandbox):
    image = picture(640, 480)

    seen = sandbox.inspect(saved(image, "PNG"))
    clean = sandbox.burn(saved(image, "PNG"), kind="image", masks=seen.masks)

    assert seen.masks == ()
    assert (np.asarray(Image.open(clean.value.file).convert("RGB")) == np.asarray(image)).all()


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_nothing_under_a_mask_can_be_had_back(sandbox, format):
    # Two different secrets under the same mask: the clean files must be the very same.
    mask = Mask(101, 67, 203, 131, "hand")
    clean = []
    for secret in (1, 2):
        image = np.asarray(picture(400, 300)).copy()
        image[67:131, 101:203] = np.random.default_rng(secret).integers(0, 256, (64, 102, 3))
        raw = saved(Image.fromarray(image), "PNG")
        clean.append(sandbox.burn(raw, kind="image", masks=[mask], extension="jpg" if format == "JPEG" else "png").value.file.read())

    assert clean[0] == clean[1]


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_a_mask_is_solid_after_encoding(sandbox, extension):
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, (300, 400, 3), np.uint8))

    clean = sandbox.burn(saved(noise, "PNG"), kind="image", masks=[Mask(101, 67, 203, 131, "hand")], extension=extension)

    (mask,) = clean.receipt.masks
    assert (mask.x0, mask.y0, mask.x1, mask.y1) == (96, 64, 208, 136)
    under = np.asarray(Image.open(clean.value.file).convert("RGB"))[mask.y0 : mask.y1, mask.x0 : mask.x1]
    assert under.max() <= 2


def test_found_words_are_gone_from_the_clean_file(sandbox):
    image, ink = lettered(picture(960, 720), "GARCIA Maria 00482913", at=(30, 640), size=22)
    raw = saved(image, "JPEG", quality=92)
    clean = sandbox.burn(raw, kind="image", masks=sandbox.inspect(raw).masks)

    left = np.asarray(Image.open(clean.value.file).convert("L"))
    assert (left[ink] > 60).mean() <= 0.05


@pytest.mark.parametrize("box", [(-1, 0, 10, 10), (0, 0, 401, 10), (10, 10, 10, 20), (0, 290, 10, 301), (20, 0, 10, 10)])
def test_a_mask_outside_the_picture_is_refused(sandbox, box):
    with pytest.raises(Refused, match="masks"):
        sandbox.burn(saved(picture(400, 300), "PNG"), kind="image", masks=[Mask(*box, "hand")])


def test_masks_are_proposed_in_pixels_of_the_stored_picture(sandbox):
    image, ink = lettered(Image.new("RGB", (4000, 3000), "black"), "DUPONT Jean", at=(200, 200), size=110)
    turned = image.transpose(Image.Transpose.ROTATE_90)
    tags = Image.Exif()
    tags[0x0112] = 6

    seen = sandbox.inspect(saved(turned, "JPEG", exif=tags))

    assert seen.pages[0].size == (2560, 1920)
    stored = np.asarray(Image.fromarray(ink).resize((2560, 1920)))
    assert covered(seen.masks, stored) > 0.97
    assert Image.open(io.BytesIO(seen.previews[0].file.read())).size == (2560, 1920)


def test_colour_bars_are_not_taken_for_lettering(sandbox):
    bars = Image.new("RGB", (640, 480))
    for number, colour in enumerate(("white", "yellow", "cyan", "lime", "magenta", "red", "blue")):
        bars.paste(colour, (number * 92, 0, number * 92 + 92, 480))

    assert sandbox.inspect(saved(bars, "PNG")).masks == ()


@pytest.mark.parametrize("size", [60, 110])
def test_big_lettering_is_covered(sandbox, size):
    image, ink = lettered(picture(640, 480), "DUPONT", at=(12, 140), size=size, fill="yellow")

    assert covered(sandbox.inspect(saved(image, "PNG")).masks, ink) > 0.9
