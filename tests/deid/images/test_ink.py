"""Strokes of every script are told from blobs, edges and shade; what is empty is cut off a mask; nothing that is in strokes is let go."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cases.deid.images import ink
from cases.deid.images.doubtful import doubtful
from cases.deid.images.lettering import LetteringDetector
from cases.deid.images.second_looks import SecondLooks
from cases.deid.images.shapes import Shape
from cases.deid.images.specks import extent, specks
from cases.deid.images.tiles import Maps
from tests.bench.deid import grounds
from tests.bench.deid.written import FONTS, SIZES
from tests.deid.images.pictures import covered
from tests.deid.images.test_strokes import Mask

FONT = next((path for path in FONTS if Path(path).stem == "DejaVuSans"), None)
OTHER = ["Иванова Мария", "Παπαδόπουλος", "سليمان أحمد", "Հակոբյան", "გიორგი"] if FONT else []
SCRIPTS = ["DUPONT Jean", "12/03/1961", "L", "Il 1", "5", *OTHER]


@pytest.fixture(scope="module")
def detector():
    return LetteringDetector()


def lettered(image, words, *, at, size, fill):
    """The picture with words in a font that has every script, and the ink."""
    font = ImageFont.truetype(FONT, size) if FONT else ImageFont.load_default(size)
    image, ink = image.copy(), Image.new("L", image.size)
    ImageDraw.Draw(image).text(at, words, fill=fill, font=font)
    ImageDraw.Draw(ink).text(at, words, fill=255, font=font)
    return image, np.asarray(ink) > 96


def strip(words, size, ground="#303840", fill="white"):
    """A line laid level with about half its height of ground around it."""
    image, drawn = lettered(Image.new("RGB", (16 * size, 5 * size), ground), words, at=(2 * size, 2 * size), size=size, fill=fill)
    ys, xs = np.nonzero(drawn)
    edge = max(3, (ys.max() - ys.min()) // 2)
    return np.asarray(image)[ys.min() - edge : ys.max() + edge, xs.min() - edge : xs.max() + edge]


@pytest.mark.parametrize("size", [9, 12, 18, 36, 90])
@pytest.mark.parametrize("words", SCRIPTS)
def test_every_script_is_drawn_in_strokes(words, size):
    assert ink.has_strokes(strip(words, size))
    assert ink.has_strokes(255 - strip(words, size))
    assert ink.has_strokes(strip(words, size, ground="#808080", fill="#a8a8a8"))


@pytest.mark.parametrize("face", [cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX])
def test_an_odd_hand_is_drawn_in_strokes(face):
    image = np.full((70, 240, 3), 236, np.uint8)
    cv2.putText(image, "Anna Roy", (20, 44), face, 1.2, (60, 40, 40), 2, cv2.LINE_AA)

    assert ink.has_strokes(image)


def test_letters_on_a_rule_and_on_a_small_label_are_strokes():
    on_rule = strip("DUPONT 12", 30).copy()
    on_rule[-18:-16] = 255
    on_label = cv2.copyMakeBorder(strip("HB WV", 14, "#202020", "#606060"), 2, 3, 3, 2, cv2.BORDER_CONSTANT, value=(235, 235, 235))

    assert ink.has_strokes(on_rule)
    assert ink.has_strokes(on_label)


def blobs(*axes, count=7, shade=220):
    image = np.full((120, 60 + 100 * count, 3), 60, np.uint8)
    for number in range(count):
        cv2.ellipse(image, (80 + 100 * number, 60), axes, 0, 0, 360, (shade,) * 3, -1, cv2.LINE_AA)
    return cv2.GaussianBlur(image, (0, 0), 1.2)


def scratched():
    image = blobs(30, 30)
    for x in (130, 330, 530):
        cv2.line(image, (x, 25), (x, 95), (220, 220, 220), 9, cv2.LINE_AA)
    return image


def joined(hole, count=2, ground=60, shade=220):
    """Ovals that touch, like noughts of the blackest faces, each with a hole of those radii."""
    image = np.full((96, 90 + 36 * count, 3), ground, np.uint8)
    for axes, fill in (((22, 24), shade), (hole, ground)):
        for number in range(count):
            cv2.ellipse(image, (50 + 36 * number, 48), axes, 0, 0, 360, (fill,) * 3, -1, cv2.LINE_AA)
    return image


@pytest.mark.parametrize(("count", "hole"), [(1, (3, 5)), (1, (4, 8)), (2, (3, 5)), (3, (3, 5))])
def test_the_blackest_letters_are_known_by_what_is_left_open_in_them(count, hole):
    assert ink.has_strokes(joined(hole, count))
    assert ink.has_strokes(255 - joined(hole, count))


def edge():
    image = np.zeros((90, 300, 3), np.uint8)
    image[50:] = 150
    return image


@pytest.mark.parametrize(
    "part",
    [
        blobs(30, 30),
        blobs(22, 38),
        blobs(14, 38),
        blobs(40, 25),
        255 - blobs(18, 30),
        scratched(),
        edge(),
        np.full((40, 200, 3), 99, np.uint8),
        joined((1, 1)),
    ],
    ids=["discs", "teeth", "slim teeth", "pills", "dark teeth", "scratched", "edge", "nothing", "pores"],
)
def test_blobs_edges_and_even_ground_are_no_strokes(part):
    assert not ink.has_strokes(part)


def test_only_what_is_empty_is_cut_off_a_mask():
    rgb = np.full((200, 400, 3), 40, np.uint8)
    rgb[90:110, 150:250] = 54  # faint, as letters may be
    rgb[100, 60:340] = 200  # a rule that runs through the box from side to side

    assert ink.trimmed(rgb, (100, 50, 300, 150, 0.5)) == (100, 88, 300, 112, 0.5)
    rgb[100, :] = 40
    assert ink.trimmed(rgb, (100, 50, 300, 150, 0.5)) == (148, 88, 252, 112, 0.5)
    rgb[:] = 40
    assert ink.trimmed(rgb, (100, 50, 300, 150, 0.5)) == (100, 50, 300, 150, 0.5)


def test_a_dash_as_broad_as_its_mask_stays_under_it():
    rgb = np.full((60, 100, 3), 250, np.uint8)
    rgb[20:24] = 10

    assert ink.trimmed(rgb, (10, 10, 90, 50, 0.5)) == (10, 18, 90, 26, 0.5)


def teeth():
    rgb = np.full((300, 500, 3), (120, 50, 50), np.uint8)
    for number in range(5):
        cv2.ellipse(rgb, (90 + 80 * number, 150), (28, 44), 0, 0, 360, (230, 222, 195), -1, cv2.LINE_AA)
    return rgb


def blank(detector, rgb, shape):
    sees_all = SecondLooks(lambda image: np.full(image.shape[:2], 0.9, np.float32), detector.reader, rgb, (1.0, 1.0))
    return sees_all.is_blank(shape)


@pytest.mark.parametrize(
    ("words", "sure", "gone"),
    [
        ("", 0, True),
        ("00", 0.99, True),
        ("C", 0.9, True),
        ("C", 0.96, False),
        ("Li", 0.75, True),
        ("Li", 0.85, False),
        ("0800 8", 0.65, True),
        ("0800 8", 0.72, False),
    ],
)
def test_blobs_are_let_go_only_while_nothing_is_read_in_them(detector, monkeypatch, words, sure, gone):
    monkeypatch.setattr(detector.reader, "line", lambda part: (words, sure))

    assert blank(detector, teeth(), Shape((250.0, 150.0), (380.0, 45.0), 0.0, 0.8)) == gone


@pytest.mark.parametrize("words", SCRIPTS)
def test_nothing_in_strokes_is_let_go_because_it_cannot_be_read(detector, monkeypatch, words):
    monkeypatch.setattr(detector.reader, "line", lambda part: ("", 0.0))
    image, drawn = lettered(Image.fromarray(grounds.paper(np.random.default_rng(5), 500, 200)), words, at=(60, 70), size=30, fill="black")
    ys, xs = np.nonzero(drawn)
    wide, high = float(xs.max() - xs.min()), float(ys.max() - ys.min())
    shape = Shape((float(xs.mean()), float(ys.min() + high / 2)), (max(high / 2, wide - high / 2), high / 2), 0.0, 0.6)
    looks = SecondLooks(detector._chances, detector.reader, np.asarray(image), (1.0, 1.0))

    assert not looks.is_blank(shape)


def test_what_is_gone_once_it_is_smaller_and_cannot_be_read_is_let_go(detector, monkeypatch):
    monkeypatch.setattr(detector.reader, "line", lambda part: ("", 0.0))
    rgb = np.asarray(lettered(Image.new("RGB", (400, 200), "#303840"), "HB WV", at=(60, 70), size=40, fill="white")[0])
    blind = SecondLooks(lambda image: np.zeros(image.shape[:2], np.float32), detector.reader, rgb, (1.0, 1.0))

    assert blind.is_blank(Shape((120.0, 90.0), (110.0, 16.0), 0.0, 0.4))


@pytest.mark.parametrize("words", ["Иванова Мария", "أحمد", "Հակոբյան"])
def test_a_line_that_cannot_be_read_is_masked(detector, monkeypatch, words):
    monkeypatch.setattr(detector.reader, "line", lambda part: ("", 0.0))
    sheet = Image.fromarray(grounds.xray(np.random.default_rng(8), 640, 480))
    image, drawn = lettered(sheet, words, at=(200, 180), size=24, fill="white")

    assert covered([Mask(*box) for box in detector(np.asarray(image))], drawn) > 0.95


def test_a_speck_is_masked_whole_and_little_more():
    image = np.zeros((300, 400, 3), np.uint8)
    cv2.putText(image, "R", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255), 2, cv2.LINE_AA)
    ys, xs = np.nonzero(image[..., 0] > 40)
    (speck,) = specks(image, np.zeros((300, 400), bool))

    x0, y0, x1, y1, _ = extent(speck)

    assert xs.min() - 5 <= x0 <= xs.min()
    assert ys.min() - 5 <= y0 <= ys.min()
    assert xs.max() + 1 <= x1 <= xs.max() + 6
    assert ys.max() + 1 <= y1 <= ys.max() + 6


def test_a_row_of_teeth_is_left_alone(detector):
    noise = np.random.default_rng([31, 1, 6])
    rgb = grounds.teeth(noise, *SIZES[int(noise.integers(len(SIZES)))])

    assert sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1, _ in detector(rgb)) < 0.01 * rgb.shape[0] * rgb.shape[1]


@pytest.mark.parametrize(("words", "least", "most"), [("R", 2, 8), ("DUPO", 12, 60)])
def test_what_may_be_a_part_of_a_line_is_masked_with_what_is_beside_it(detector, words, least, most):
    image = np.zeros((480, 640, 3), np.uint8)
    cv2.putText(image, words, (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (255, 255, 255), 1, cv2.LINE_AA)
    ys, xs = np.nonzero(image[..., 0])
    looks = SecondLooks(detector._chances, detector.reader, image, (1.0, 1.0))

    ((x0, y0, x1, y1, _),) = doubtful(image, Maps(np.zeros((480, 640), np.float32), (), False), looks, [])

    beside = max(x1 - x0 - np.ptp(xs), y1 - y0 - np.ptp(ys))
    assert least <= beside <= most
