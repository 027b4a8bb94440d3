"""A newcomer adds a detector by one file and one row."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cases.deid import Mask
from cases.deid.images import registry
from cases.deid.images.boxes import Found
from cases.deid.sandbox import Sandbox
from tests.deid.images.pictures import picture, saved


@pytest.fixture(scope="module")
def with_toy():
    with Sandbox(drills="tests.deid.images.toy") as sandbox:
        yield sandbox


def test_a_detector_in_the_registry_is_asked_and_named_in_the_receipt(with_toy):
    image = Image.new("RGB", (640, 480), (90, 90, 90))
    ImageDraw.Draw(image).rectangle((100, 200, 131, 231), fill=(0, 255, 0))
    raw = saved(image, "PNG")

    seen = with_toy.inspect(raw)
    clean = with_toy.burn(raw, kind="image", masks=seen.masks)

    # a fifth of its side around it, then out to the grid of 8; what the lettering makes of a green square does not matter
    assert Mask(88, 192, 144, 240, "face") in seen.masks
    assert clean.receipt.engines["green"] == "7"
    assert clean.receipt.masks == seen.masks
    assert Image.open(clean.value.file).convert("RGB").getpixel((110, 210)) == (0, 0, 0)


def test_films_ask_a_newcomer_beside_the_house_s_own_detector():
    class Corner:
        edition = "1"

        def __call__(self, rgb):
            return Found([(1, 2, 3, 4, 0.9)])

    loaded = [(row, row.load()) for row in (registry.Row("faces", "face", registry.Faces), registry.Row("corner", "face", Corner))]

    ask = registry.joined(loaded, "face")
    found = ask(np.asarray(picture(320, 240)), views=1, threshold=0.2, long_side=640, thorough=False)

    assert (1, 2, 3, 4, 0.9) in found


def test_every_detector_is_named_in_the_receipt(sandbox):
    engines = sandbox.inspect(saved(picture(), "PNG")).engines

    assert {"faces", "lettering"} <= set(engines)
    assert "green" not in engines
