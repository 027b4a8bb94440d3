"""A face is covered on every frame on which it is, moving or turned, by few masks."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from cases.deid.video.faces import FaceWatch
from cases.deid.video.frames import Picture
from tests.deid.video.films import FACE, decoded, film, portrait, scan

SIZE = (320, 176)


def walk(places, *, scale=0.5, turns=0):
    """Frames on which the portrait's head stands with its top left corner at each place (None: an empty scan), and the box of
    the face on each frame."""
    head = portrait()[20:300, 100:350]
    head = np.ascontiguousarray(np.rot90(cv2.resize(head, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), turns))
    x0, y0, x1, y1 = (round(scale * side) for side in (FACE[0] - 100, FACE[1] - 20, FACE[2] - 100, FACE[3] - 20))
    for _ in range(turns):
        width = round(scale * 250) if _ % 2 == 0 else round(scale * 280)
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
    pictures, faces = [], []
    for number, place in enumerate(places):
        canvas = scan(number, size=SIZE)
        if place is None:
            pictures.append(canvas)
            faces.append(None)
            continue
        x, y = place
        left, top, right, bottom = max(0, x), max(0, y), min(SIZE[0], x + head.shape[1]), min(SIZE[1], y + head.shape[0])
        canvas[top:bottom, left:right] = head[top - y : bottom - y, left - x : right - x]
        pictures.append(canvas)
        faces.append((max(0, x + x0), max(0, y + y0), min(SIZE[0], x + x1), min(SIZE[1], y + y1)))
    return pictures, faces


def covered(done, faces):
    """The part of the face's box that is black, for each frame that has a face."""
    parts = []
    for frame, face in zip(decoded(done.film), faces, strict=True):
        if face is not None:
            x0, y0, x1, y1 = face
            parts.append(float((frame[y0:y1, x0:x1].max(axis=2) <= 12).mean()))
    return parts


PATHS = {
    "still": [(60, 20)] * 6,
    "pan": [(10 + 11 * n, 10 + 3 * n) for n in range(12)],
    "fast and back": [(int(90 + 85 * np.sin(n / 2)), 20) for n in range(14)],
    "jump": [(5, 5)] * 6 + [(190, 30)] * 6,
    "comes late": [None] * 5 + [(150, 25)] * 6,
}


@pytest.mark.parametrize("path", PATHS)
def test_a_face_is_covered_on_every_frame(clean, path):
    pictures, faces = walk(PATHS[path])

    done = clean(film(pictures, fps=12, options={"crf": "18"}))

    assert min(covered(done, faces)) >= 0.95
    assert len([mask for mask in done.seen.masks if mask.kind == "face"]) <= 10


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_face_that_lies_on_its_side_is_covered_on_every_frame(clean, turns):
    pictures, faces = walk([(60 + 5 * n, 20) for n in range(8)], turns=turns)

    assert min(covered(clean(film(pictures, fps=10, options={"crf": "18"})), faces)) >= 0.95


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_turned_face_that_comes_between_two_looks_in_all_turns_is_found_from_its_first_frame(turn):
    def detector(rgb, **options):
        """Sees a white square as a face only where it lies in the upper left of the picture it is shown, and in none of its parts."""
        ys, xs = np.nonzero(rgb[:, :, 1] > 200)
        if max(rgb.shape) < SIZE[0] or not xs.size or xs.mean() > rgb.shape[1] / 2 or ys.mean() > rgb.shape[0] / 2:
            return []
        return [(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1), 0.9)]

    # Where the square stands, so that turned counter-clockwise by that many quarters it lies in the upper left.
    x, y = {1: (260, 20), 2: (260, 120), 3: (20, 120)}[turn]
    watch = FaceWatch(detector, SIZE, 10)
    for index in range(14):
        yuv = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
        yuv[: SIZE[1]] = 16
        if index >= 4:
            yuv[y : y + 30, x : x + 40] = 235
        watch.show(Picture(index, yuv, repeated=False))

    (track,) = watch.tracks()
    assert min(track.boxes) == 4 and max(b - a for a, b in pairwise([*track.boxes, 14])) <= 3
    assert all(np.abs(np.subtract(box, (x, y, x + 40, y + 30))).max() <= 1 for box in track.boxes.values())


def test_one_still_face_is_one_mask_for_as_long_as_it_is_there(clean):
    pictures, _ = walk([(60, 20)] * 5 + [None] * 11)

    faces = [mask for mask in clean(film(pictures, fps=20)).seen.masks if mask.kind == "face"]

    assert [(mask.first, mask.last) for mask in faces] == [(0, 12)]  # eight frames more than it was seen


def watched(detector, count, *, repeated=False, lively=False):
    """The long sides asked for on each of so many equal pictures, ten a second; in `lively` ones something comes and goes all the time."""
    asked = []
    watch = FaceWatch(lambda rgb, **options: asked[-1].append(options["long_side"]) or detector(len(asked) - 1), SIZE, 10)
    for index in range(count):
        asked.append([])
        yuv = np.zeros((264, 320), np.uint8)
        yuv[40:80, 100:140] = 200 * (lively and index % 2)
        watch.show(Picture(index, yuv, repeated=repeated and index > 0))
    return asked


def test_a_repeated_picture_is_looked_at_once_a_second_only():
    asked = watched(lambda index: [], 30, repeated=True)

    assert [index for index, looks in enumerate(asked) if looks] == [0, 10, 20]


@pytest.mark.parametrize("lively", [False, True])
def test_every_third_picture_is_looked_at_closely_and_in_all_turns_once_a_second(lively):
    asked = watched(lambda index: [], 30, lively=lively)

    assert [index for index in range(30) if asked[index].count(640) > 1] == [0, 10, 20]
    close = [index for index in range(30) if 640 in asked[index]]
    assert max(b - a for a, b in pairwise([*close, 30])) <= 3


def test_a_picture_gets_at_least_a_glance_where_anything_is_new():
    assert all(watched(lambda index: [], 30, lively=True))


def test_a_picture_gets_at_least_a_glance_while_there_is_a_larger_face():
    assert all(watched(lambda index: [(100.0, 50.0, 180.0, 150.0, 0.9)], 30))


@pytest.mark.parametrize("score", [0.15, 0.3])
def test_the_place_of_an_unsure_face_is_looked_at_on_every_picture(score):
    asked = watched(lambda index: [(100.0, 50.0, 130.0, 90.0, score)] if index == 6 else [], 16)

    assert all(any(side < 320 for side in asked[index]) for index in range(7, 11))


def test_a_face_that_only_a_glance_shows_gets_a_close_look_on_the_same_picture():
    asked = watched(lambda index: [(100.0, 50.0, 130.0, 90.0, 0.9)] if index == 5 else [], 7, lively=True)

    assert asked[5][:2] == [320, 640]


def test_a_face_of_which_nothing_is_sure_enough_is_no_mask():
    watch = FaceWatch(lambda rgb, **options: [(100.0, 50.0, 130.0, 90.0, 0.15)], SIZE, 10)
    for index in range(12):
        watch.show(Picture(index, np.zeros((264, 320), np.uint8), repeated=False))

    assert watch.tracks() == []
