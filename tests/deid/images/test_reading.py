"""Lines are read in every direction, light on dark and dark on light, with the accents of three languages, inside the walls too."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cases.deid.images.reading import Reader
from tests.deid.images.pictures import saved

# A machine without any of these fonts reads with Pillow's own, which has no accented letters.
FONTS = [path for path in sorted(Path("/usr/share/fonts").rglob("*.ttf")) if path.stem in ("DejaVuSans", "LiberationSerif-Regular")]
PLAIN = ["DUPONT Jean 12/03/1961", "MRN 00482913", "SMITH, John A.", "R"]
ACCENTED = ["Nom : Lefèvre, Françoise", "García Muñoz, José María", "Née le 3 février 1961", "Müller-Lüdenscheidt"]


@pytest.fixture(scope="module")
def reader():
    return Reader()


def drawn(words, *, size=20, font=None, light=True, turns=0):
    """A picture with one line, and its box with a little ground around it."""
    font = ImageFont.truetype(str(font), size) if font else ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(words)
    image = Image.new("RGB", (right + 60, bottom + 60), "#141414" if light else "#ebebe6")
    ImageDraw.Draw(image).text((30, 30), words, fill="#dddddd" if light else "#20202c", font=font)
    margin, (width, height) = size // 3, image.size
    box = 30 + left - margin, 30 + top - margin, 30 + right + margin, 30 + bottom + margin
    for _ in range(turns):
        box, (width, height) = (box[1], width - box[2], box[3], width - box[0]), (height, width)
    return np.rot90(np.asarray(image), turns), (*box, 1.0)


def distance(one, other):
    """How many letters must be added, taken or changed; blanks do not count."""
    one, other = one.replace(" ", ""), other.replace(" ", "")
    before = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        row = [number]
        for place, wanted in enumerate(other):
            row.append(min(before[place] + (letter != wanted), before[place + 1] + 1, row[-1] + 1))
        before = row
    return before[-1]


@pytest.mark.parametrize("light", [True, False], ids=["light on dark", "dark on light"])
@pytest.mark.parametrize("turns", [0, 1, 3])
@pytest.mark.parametrize("size", [11, 32])
def test_lines_are_read_whichever_way_they_run(reader, size, turns, light):
    wrong = [distance(reader(*_one(drawn(words, size=size, light=light, turns=turns)))[0], words) for words in PLAIN]

    assert sum(wrong) <= 1


def test_a_line_upside_down_is_read(reader):
    assert reader(*_one(drawn("DUPONT Jean 1961", turns=2))) == ["DUPONT Jean 1961"]


@pytest.mark.skipif(not FONTS, reason="no font with accented letters on this machine")
@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [14, 40])
def test_accents_are_read(reader, font, size):
    wrong = [distance(reader(*_one(drawn(words, size=size, font=font)))[0], words) for words in ACCENTED]

    assert sum(wrong) <= 2


def test_every_box_has_its_answer_and_only_so_many_are_read(reader):
    rgb, box = drawn("MRN 00482913", size=24)
    ground = (0, 0, 24, 12, 0.4)

    assert reader(rgb, [ground, box, box], most=2) == ["", "MRN 00482913", ""]
    assert reader(rgb, []) == []


@pytest.mark.parametrize("box", [(0, 0, 2, 2, 1.0), (30, 30, 30, 30, 1.0), (-9, -9, 4000, 4000, 1.0), (500, 500, 600, 520, 1.0)])
def test_a_box_that_holds_no_line_is_no_error(reader, box):
    assert len(reader(drawn("R", size=24)[0], [box])) == 1


def test_a_line_of_twenty_letters_costs_less_than_a_fifth_of_a_second(reader):
    rgb, box = drawn("DUPONT Jean 12/03/61", size=24)
    start = time.process_time()
    reader(rgb, [box] * 4)

    assert (time.process_time() - start) / 4 < 0.2  # 0.02 were measured


def test_words_are_read_behind_the_walls(sandbox):
    rgb, box = drawn("DUPONT Jean", size=24)
    answer = sandbox.drill("read_line", raw=saved(Image.fromarray(rgb), "PNG"), box=list(box))

    assert answer["words"] == ["DUPONT Jean"]
    assert answer["imported"] == []
    assert answer["pid"] != os.getpid()


def _one(pair):
    rgb, box = pair
    return rgb, [box]
