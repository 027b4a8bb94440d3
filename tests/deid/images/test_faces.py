"""Faces are found where they are hard to see, and what only resembles one stays in the picture."""

import numpy as np
import pytest
from PIL import Image

from cases.deid.images.faces import FaceDetector
from tests.bench.deid.faceless import axial
from tests.bench.deid.heads import opened, pasted, sharp_heads, small_heads


@pytest.fixture(scope="module")
def detector():
    return FaceDetector()


def share(found, face):
    """The part of a face's pixels that lies in the boxes, each grown by a fifth of its side as masks are."""
    cover = np.zeros_like(face)
    for x0, y0, x1, y1, _ in found:
        x, y = int(0.2 * (x1 - x0)), int(0.2 * (y1 - y0))
        cover[max(0, y0 - y) : y1 + y, max(0, x0 - x) : x1 + x] = True
    return (face & cover).sum() / face.sum()


@pytest.mark.parametrize("name", ["chelsea.png", "logo.png", "coins.png", "rocket.jpg"])
def test_what_resembles_a_face_only_faintly_is_left_alone(detector, name):
    assert detector(np.asarray(opened(name))) == []


def test_a_slice_through_a_trunk_is_no_face(detector):
    assert detector(np.asarray(axial(np.random.default_rng(0)))) == []


@pytest.mark.parametrize("turns", range(4))
def test_a_small_dark_and_grainy_face_is_covered(detector, turns):
    scene, faces, (head, face) = Image.new("RGB", (800, 600), (120, 110, 90)), [], sharp_heads()[0]
    pasted(scene, faces, head, face, wide=30, middle=(500, 300), angle=90 * turns)
    dark = np.asarray(scene) * 0.25 + np.random.default_rng(turns).normal(0, 3, (600, 800, 3))

    found = detector(dark.clip(0, 255).astype(np.uint8))

    assert share(found, faces[0]) > 0.9


def test_a_part_of_a_face_that_fills_the_picture_is_covered(detector):
    window = opened("astronaut.png").crop((177, 64, 240, 160)).resize((630, 960), Image.Resampling.BICUBIC)

    assert share(detector(np.asarray(window)), np.ones((960, 630), bool)) > 0.9


def test_people_side_by_side_are_all_covered(detector):
    scene, faces = Image.new("RGB", (1000, 420), (90, 100, 110)), []
    for place, (head, face) in enumerate(small_heads()[:20]):
        pasted(scene, faces, head, face, wide=44, middle=(60 + 96 * (place % 10), 110 + 180 * (place // 10)))

    found = detector(np.asarray(scene))

    assert [share(found, face) > 0.9 for face in faces] == [True] * 20
