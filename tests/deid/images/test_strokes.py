"""A wedge, a curve and a ring are told by their pixels; letters on, in or beside them are not taken for one."""

import cv2
import numpy as np
import pytest
from PIL import Image

from cases.deid.images import strokes
from cases.deid.images.lettering import LetteringDetector
from cases.deid.images.second_looks import SecondLooks
from cases.deid.images.shapes import Shape
from tests.bench.deid import grounds
from tests.deid.images.pictures import covered, lettered


@pytest.fixture(scope="module")
def detector():
    return LetteringDetector()


def wedge(dark=0, bright=255):
    shade = np.linspace(bright, dark, 260).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(shade[None, :, None], (48, 260, 3)))


def beats(wide=600, high=80, *, step=120, broad=3, lower=1.0):
    x = np.arange(wide)
    peak = 55 * np.where(x // step == 2, lower, 1)  # the third beat may be lower
    y = high - 14 - peak * np.exp(-(((x % step - step * 0.42) / broad) ** 2)) - 10 * np.exp(-(((x % step - step * 0.71) / 9) ** 2))
    image = np.full((high, wide, 3), (255, 246, 244), np.uint8)
    cv2.polylines(image, [np.column_stack((x, y)).astype(np.int32)], False, (25, 25, 40), 2, cv2.LINE_AA)
    return image


def ring(side=60, radius=18, thick=3):
    image = np.full((side, side, 3), 235, np.uint8)
    cv2.circle(image, (side // 2, side // 2), radius, (90, 95, 100), thick, cv2.LINE_AA)
    return image


def written(ground, words, at, size, fill="black"):
    return np.asarray(lettered(Image.fromarray(ground), words, at=at, size=size, fill=fill)[0])


def test_each_drawing_is_told():
    assert strokes.is_wedge(wedge())
    assert strokes.is_curve(beats())
    assert strokes.is_curve(255 - beats())
    assert strokes.is_curve(np.ascontiguousarray(beats()[::-1, ::-1]))
    assert strokes.is_ring(ring())
    assert strokes.is_ring(255 - ring())


@pytest.mark.parametrize("size", [12, 20, 34])
@pytest.mark.parametrize("shade", [0, 200])
def test_a_word_on_a_wedge_is_no_wedge(size, shade):
    assert not strokes.is_wedge(written(wedge(60, 190), "DUPONT Jean", (20, 8), size, (shade,) * 3))


def test_a_name_over_a_curve_is_no_curve():
    assert not strokes.is_curve(written(beats(), "DUPONT Jean 12/03/1961 MRN 00482913", (8, 20), 22))


@pytest.mark.parametrize(
    "words", ["DUPONT Jean 12/03/1961", "Iliya Till", "mmmmmmmm", "1111 1111", "L", "IIII IIII", "I", "Il 1", "L T I F", "12/03"]
)
def test_a_line_on_a_rule_is_no_curve(words):
    image = np.full((60, 460, 3), 255, np.uint8)
    cv2.line(image, (0, 44), (459, 44), (0, 0, 0), 2)

    assert not strokes.is_curve(written(image, words, (10, 8), 36))


@pytest.mark.parametrize("letters", ["1111", "IIII", "lll", "T711", "1714"])
@pytest.mark.parametrize("apart", [45, 80, 110])
def test_letters_far_apart_on_a_rule_are_no_curve(letters, apart):
    image = np.full((60, 460, 3), 255, np.uint8)
    cv2.line(image, (0, 44), (459, 44), (0, 0, 0), 2)
    for number, letter in enumerate(letters):
        image = written(image, letter, (20 + apart * number, 8), 36)

    assert not strokes.is_curve(image)


@pytest.mark.parametrize("unlike", [{"lower": 0.7}, {"broad": 16}, {"step": 36}])
def test_what_is_too_low_too_broad_or_too_close_is_no_beat(unlike):
    assert strokes.is_curve(beats())
    assert not strokes.is_curve(beats(**unlike))


@pytest.mark.parametrize(("words", "at", "size"), [("Li", (62, 30), 14), ("R", (185, 20), 16), ("Jean", (68, 20), 12)])
def test_a_word_beside_a_curve_is_no_curve(words, at, size):
    assert strokes.is_curve(beats())
    assert not strokes.is_curve(written(beats(), words, at, size))


def test_small_letters_that_stand_on_a_curve_are_no_curve():
    image = written(written(beats(), "NHC 83", (58, 52), 18), "egon", (182, 52), 18)

    assert not strokes.is_curve(image)


@pytest.mark.parametrize("size", [9, 10, 11, 12, 14, 18])
@pytest.mark.parametrize("letter", ["D", "Q", "0", "9", "A"])
def test_small_round_letters_are_no_ring(letter, size):
    assert not strokes.is_ring(written(np.zeros((40, 40, 3), np.uint8), letter, (14, 12), size, "white"))


@pytest.mark.parametrize("words", ["L", "R", "D", "5", "A"])
def test_a_marker_in_a_ring_is_no_ring(words):
    assert not strokes.is_ring(written(ring(80, 30), words, (30, 24), 26))


@pytest.mark.parametrize("words", ["OO", "O2", "0", "D", "C", "Q", "6", "ÖL"])
def test_round_letters_are_no_ring(words):
    assert not strokes.is_ring(written(np.full((90, 120, 3), 240, np.uint8), words, (30, 20), 40))


@pytest.mark.parametrize("ground", ["ultrasound", "grid"])
def test_clean_pictures_with_wedges_curves_and_rings_are_left_nearly_whole(detector, ground):
    made = {**grounds.WRITTEN_ON, **grounds.MISLEADING}[ground]
    parts = []
    for seed in range(2):
        rgb = made(np.random.default_rng([40, seed]), 640, 480)
        cover = np.zeros(rgb.shape[:2], bool)
        for x0, y0, x1, y1, _ in detector(rgb):
            cover[y0:y1, x0:x1] = True
        parts.append(float(cover.mean()))

    assert np.mean(parts) < 0.01


def test_a_name_on_an_electrocardiogram_is_masked_though_its_curves_are_not(detector):
    sheet = Image.fromarray(grounds.grid(np.random.default_rng(9), 1000, 700))
    image, ink = lettered(sheet, "DUPONT Jean 1961", at=(30, 8), size=18, fill="black")
    boxes = [Mask(*box) for box in detector(np.asarray(image))]

    assert covered(boxes, ink) > 0.9


def test_buttons_are_left_alone_though_the_network_takes_them_for_letters(detector, monkeypatch):
    image = np.full((480, 640, 3), 229, np.uint8)
    for number in range(4):
        cv2.circle(image, (80 + 150 * number, 60), 8 + number, (170, 175, 180), 2)
    assert detector(image) == []

    monkeypatch.setattr("cases.deid.images.second_looks.SecondLooks.is_drawing", lambda looks, shape: False)
    assert detector(image) != []


def test_a_curve_is_left_alone_only_as_long_as_nothing_is_read_in_it(detector, monkeypatch):
    looks = SecondLooks(detector._chances, detector.reader, beats(), (1.0, 1.0))
    shape = Shape((300.0, 40.0), (560.0, 60.0), 0.0, 0.5)
    assert looks.is_drawing(shape)

    monkeypatch.setattr(detector.reader, "line", lambda part: ("Jean", 0.9))
    assert not looks.is_drawing(shape)


class Mask:
    """What `covered` asks of a mask."""

    def __init__(self, x0, y0, x1, y1, _):
        self.x0, self.y0, self.x1, self.y1 = max(0, x0 - 3), max(0, y0 - 3), x1 + 3, y1 + 3
