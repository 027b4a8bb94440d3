"""Turning, scaling, timing: every kind of film comes out upright, even, steady and of the right colours."""

import io
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from cases.deid import Limits
from cases.deid import video as deid
from cases.deid.video.frames import output_rate
from tests.deid.video.films import decoded, film

LIMITS = Limits()


def corners(size=(160, 96)):
    """Red top left, green top right, blue bottom left, white bottom right."""
    width, height = size
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[: height // 2, : width // 2] = (200, 30, 30)
    rgb[: height // 2, width // 2 :] = (30, 200, 30)
    rgb[height // 2 :, : width // 2] = (30, 30, 200)
    rgb[height // 2 :, width // 2 :] = (220, 220, 220)
    return rgb


def letters(rgb):
    """The corners' colours read clockwise from the top left."""
    height, width = rgb.shape[:2]
    names = ""
    for y, x in ((1, 1), (1, 3), (3, 3), (3, 1)):
        r, g, b = rgb[height * y // 4, width * x // 4].astype(int)
        names += "w" if min(r, g, b) > 150 else "rgb"[int(np.argmax([r, g, b]))]
    return names


def burned(file, limits=LIMITS):
    target = io.BytesIO()
    facts = deid.burn(file, target, io.BytesIO(), masks=[], limits=limits, progress=lambda done, total: None)
    return SimpleNamespace(facts=facts, frames=decoded(target))


@pytest.mark.parametrize(
    ("rotation", "mirrored", "size", "seen"),
    [
        (0, False, (160, 96), "rgwb"),
        (90, False, (96, 160), "gwbr"),
        (180, False, (160, 96), "wbrg"),
        (270, False, (96, 160), "brgw"),
        (0, True, (160, 96), "grbw"),
        (90, True, (96, 160), "wgrb"),
    ],
)
def test_a_turned_film_is_shown_upright(rotation, mirrored, size, seen):
    done = burned(film([corners()] * 3, rotation=rotation, mirrored=mirrored))

    assert done.facts["size"] == size
    assert letters(done.frames[0]) == seen == letters(done.frames[-1])


@pytest.mark.parametrize(
    ("size", "out"),
    [
        ((1920, 1080), (1280, 720)),
        ((1080, 1920), (720, 1280)),
        ((1600, 1200), (960, 720)),
        ((1000, 1000), (720, 720)),
        ((322, 242), (322, 242)),
    ],
)
def test_it_fits_the_limits_in_its_own_orientation(size, out):
    assert burned(film([corners(size)], options={"preset": "ultrafast"})).facts["size"] == out


def test_odd_sides_become_even():
    assert burned(film([corners((161, 97))], codec="mjpeg", pixels="yuvj444p", form="matroska")).facts["size"] == (160, 96)


def test_anamorphic_samples_become_square():
    assert burned(film([corners((360, 288))], anamorphic=Fraction(16, 11))).facts["size"] == (524, 288)


@pytest.mark.parametrize(
    ("codec", "pixels", "form"),
    [
        ("libx265", "yuv420p", "mp4"),
        ("libx265", "yuv420p10le", "mov"),
        ("libvpx", "yuv420p", "webm"),
        ("libvpx-vp9", "yuv420p", "webm"),
        ("libsvtav1", "yuv420p", "mp4"),
        ("mpeg4", "yuv420p", "avi"),
        ("mpeg2video", "yuv420p", "mpeg"),
        ("mpeg2video", "yuv420p", "mpegts"),
        ("mjpeg", "yuvj420p", "avi"),
        ("prores_ks", "yuv422p10le", "mov"),
        ("rawvideo", "bgr24", "avi"),
        ("libx264", "yuvj420p", "matroska"),
        ("libx264", "yuv444p", "matroska"),
    ],
)
def test_colours_survive_from_every_accepted_encoding(codec, pixels, form):
    done = burned(film([corners()] * 6, codec=codec, pixels=pixels, form=form))

    assert letters(done.frames[0]) == "rgwb"
    assert np.abs(done.frames[0][10:40, 10:70].astype(int) - (200, 30, 30)).mean() < 12
    assert 5 <= len(done.frames) <= 7


@pytest.mark.parametrize(
    ("rate", "out"), [(60, 30), (50, 25), (30, 30), (25, 25), (120, 30), (Fraction(60000, 1001), Fraction(30000, 1001)), (8, 8)]
)
def test_rates_are_divided_by_whole_numbers(rate, out):
    assert output_rate(Fraction(rate), 30) == out


def test_sixty_frames_a_second_become_thirty():
    done = burned(film([np.full((48, 64, 3), shade, np.uint8) for shade in range(0, 240, 4)], fps=60))

    assert (done.facts["frames"], done.facts["fps"], done.facts["seconds"]) == (30, 30.0, 1.0)
    assert all(abs(int(frame.mean()) - 8 * number) < 8 for number, frame in enumerate(done.frames))


def test_a_variable_rate_keeps_its_time():
    shades, times = [0, 60, 120, 180], [0.0, 0.1, 0.9, 1.0]
    done = burned(film([np.full((48, 64, 3), shade, np.uint8) for shade in shades], fps=10, times=times, form="matroska"))
    step = done.facts["fps"]

    shown = {time: int(done.frames[round(time * step)].mean()) for time in (0.0, 0.1, 0.5, 0.8, 0.9, 1.0)}
    assert {time: round(value / 60) for time, value in shown.items()} == {0.0: 0, 0.1: 1, 0.5: 1, 0.8: 1, 0.9: 2, 1.0: 3}


def test_inspection_and_burning_make_the_same_frames(clean):
    times = [0, 0.04, 0.05, 0.2, 0.24, 0.5, 0.6]
    done = clean(film([corners()] * 7, fps=25, times=times, form="matroska", rotation=90))

    assert done.seen.frames == done.facts["frames"] == len(decoded(done.preview)) == len(decoded(done.film))
    assert done.seen.size == done.facts["size"] and done.seen.fps == done.facts["fps"]
