"""Lone letters, lines that run upwards and lines across tiles are found; graphs and rows of round things are left alone."""

import time
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image

from cases.deid.images import TEXT_GROW, tiles
from cases.deid.images.lettering import LetteringDetector
from tests.bench.deid import grounds
from tests.deid.images.pictures import lettered, picture


@pytest.fixture(scope="module")
def detector():
    return LetteringDetector()


def covered(boxes, ink):
    cover = np.zeros_like(ink)
    for x0, y0, x1, y1, _ in boxes:
        cover[max(0, y0 - TEXT_GROW) : y1 + TEXT_GROW, max(0, x0 - TEXT_GROW) : x1 + TEXT_GROW] = True
    return (ink & cover).sum() / ink.sum()


def area(boxes, rgb):
    return covered(boxes, np.ones(rgb.shape[:2], bool))


def test_a_lone_letter_does_not_drown_in_a_large_picture(detector):
    image = Image.fromarray(grounds.xray(np.random.default_rng(4), 1600, 1200))
    image, ink = lettered(image, "L", at=(1400, 90), size=24)

    assert covered(detector(np.asarray(image)), ink) > 0.9


def test_small_lines_that_run_upwards_are_found(detector):
    image, ink = lettered(picture(480, 640), "14:32:07 DUPONT", at=(300, 12), size=12)

    assert covered(detector(np.rot90(np.asarray(image)).copy()), np.rot90(ink)) > 0.9


def test_a_line_across_every_tile_is_covered_whole(detector):
    image, ink = lettered(
        Image.new("RGB", (1900, 500), "#102030"), "DUPONT Jean 12/03/1961 MRN 00482913 Hospital " * 3, at=(9, 240), size=26
    )

    assert covered(detector(np.asarray(image)), ink) > 0.97


@pytest.mark.parametrize("length", [32, 448, 576, 736, 992, 1280, 1600, 2208])
def test_tiles_cover_a_side_and_share_their_edges(length):
    spans = tiles.spans(length)

    assert (spans[0][0], spans[-1][1]) == (0, length)
    assert all(before[1] - after[0] >= 30 for before, after in pairwise(spans))
    assert max(end - start for start, end in spans) <= 560


@pytest.mark.parametrize("ground", ["grid", "discs"])
def test_what_only_looks_like_lettering_is_left_alone(detector, ground):
    rgb = grounds.MISLEADING[ground](np.random.default_rng(2), 800, 600)

    assert area(detector(rgb), rgb) < 0.02


@pytest.mark.parametrize(("words", "at", "size"), [("DUPONT", (-120, 150), 330), ("8801234", (-60, 120), 300)])
def test_a_huge_word_cut_at_the_border_is_masked_or_told(detector, words, at, size):
    image, ink = lettered(Image.new("RGB", (800, 600), "#203040"), words, at=at, size=size)

    boxes, unsure = detector.look(np.asarray(image))

    assert covered(boxes, ink) > 0.9 or unsure > 0


def rows_of_discs():
    rgb = np.full((600, 800, 3), 30, np.uint8)
    for x in range(70, 800, 110):
        cv2.circle(rgb, (x, 300), 45, (220, 210, 200), -1, cv2.LINE_AA)
    return rgb


@pytest.mark.parametrize(
    "rgb",
    [
        np.asarray(picture(320, 240)),
        np.asarray(Image.linear_gradient("L").resize((320, 240)).convert("RGB")),
        grounds.photo(np.random.default_rng(7), 800, 600),
        grounds.teeth(np.random.default_rng([7, 0]), 800, 600),
        rows_of_discs(),
    ],
    ids=["picture", "shade", "wall", "teeth", "discs"],
)
def test_no_colleague_is_asked_to_look_where_nothing_is_like_lettering(detector, rgb):
    assert detector.look(rgb)[1] == 0


@pytest.mark.parametrize("colour", [(7, 7, 7), (200, 60, 20)])
def test_empty_ground_costs_next_to_nothing_whatever_its_colour(detector, colour):
    rgb = np.full((1920, 2560, 3), colour, np.uint8)
    start = time.process_time()

    assert detector.look(rgb) == ([], 0)
    assert time.process_time() - start < 1  # 0.13 were measured; to look for lettering took 1.7
