"""What lies under a mask cannot be got back from the stored file: every frame, every plane, cuts, edges and poster."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest

from cases.deid import Limits, Mask
from cases.deid import video as deid
from cases.deid.video import burning
from cases.deid.video.frames import Frames, split
from tests.deid.video.films import NAME_LINE, film, portrait

LIMITS = Limits()
SHOWN = 0.05  # of what is under a mask may be told from the stored file
FACE = Mask(31, 33, 158, 171, "face", first=5, last=17)
LINE = Mask(17, 3, 243, 30, "text", first=0, last=23)


def shots(size=(282, 202), noise=0.0):
    """Two scenes, cut at 12: a coloured portrait that moves and a coloured name line that stays, bright grounds that blink."""
    rng = np.random.default_rng(5)
    head = cv2.resize(portrait()[20:300, 100:350], (140, 150), interpolation=cv2.INTER_AREA)
    for number in range(24):
        rgb = np.full((size[1], size[0], 3), (230, 190, 120) if number < 12 else (40, 90, 200), np.uint8)
        rgb[::2] += np.uint8(20)
        if 5 <= number <= 17:
            rgb[30:180, 20 + number % 12 // 2 : 160 + number % 12 // 2] = head
        cv2.putText(rgb, NAME_LINE, (20, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 40, 40) if number % 2 else (30, 255, 60), 2, cv2.LINE_AA)
        yield (rgb + rng.normal(0, noise, rgb.shape)).clip(0, 255).astype(np.uint8) if noise else rgb


def stored(raw, masks):
    """(planes before, planes in the stored file) of every frame, and the poster."""
    target, poster = io.BytesIO(), io.BytesIO()
    deid.burn(io.BytesIO(raw), target, poster, masks=masks, limits=LIMITS, progress=lambda done, total: None)
    with Frames(io.BytesIO(raw), LIMITS) as before, Frames(target, LIMITS) as after:
        pairs = [(split(one.yuv), split(other.yuv)) for one, other in zip(before, after, strict=True)]
    return pairs, cv2.imdecode(np.frombuffer(poster.getvalue(), np.uint8), cv2.IMREAD_COLOR), target


def recoverable(pairs, mask):
    """On the worst frame and plane: the part of the picture's variation under the mask that the stored pixels explain, however
    faint they are (R squared), or the part of the range by which a pixel differs from black or grey, whichever is more."""
    worst = 0.0
    for index, (before, after) in enumerate(pairs):
        if not mask.first <= index <= mask.last:
            continue
        for plane, (one, other) in enumerate(zip(before, after, strict=True)):
            step = 2 if plane else 1
            place = slice(mask.y0 // step, -(-mask.y1 // step)), slice(mask.x0 // step, -(-mask.x1 // step))
            was, now = one[place].astype(float).ravel(), other[place].astype(float).ravel()
            worst = max(worst, np.abs(now - (burning.GREY if plane else burning.BLACK)).max() / 219)
            if now.std() and was.std():
                worst = max(worst, np.corrcoef(was, now)[0, 1] ** 2)
    return float(worst)


@pytest.mark.parametrize(
    ("form", "codec", "pixels", "options"),
    [
        ("mp4", "libx264", "yuv420p", {"bf": "3", "g": "250", "crf": "14"}),  # B-frames, one key frame
        ("mov", "mjpeg", "yuvj444p", {"qscale": "2"}),
        ("webm", "libvpx-vp9", "yuv420p", {"crf": "10", "b": "2M"}),
    ],
)
def test_at_most_a_twentieth_of_what_is_under_a_mask_is_recoverable_on_any_frame(form, codec, pixels, options):
    pairs, _, _ = stored(film(shots(), fps=12, form=form, codec=codec, pixels=pixels, options=options).getvalue(), [FACE, LINE])

    assert len(pairs) == 24
    assert recoverable(pairs, FACE) <= SHOWN and recoverable(pairs, LINE) <= SHOWN


def test_nor_under_one_on_noise_nor_where_a_mask_comes_and_goes():
    masks = [replace(FACE, first=n, last=n) for n in (0, 11, 12, 23)] + [replace(LINE, y0=171, y1=202, x0=239, x1=282)]
    pairs, _, _ = stored(film(shots(noise=35), fps=12, options={"crf": "12"}).getvalue(), masks)

    assert max(recoverable(pairs, mask) for mask in masks) <= SHOWN
    assert split_mean(pairs, FACE, 6) > 40  # and a frame without its mask shows what is there


def split_mean(pairs, mask, index):
    return float(np.abs(pairs[index][1][0][mask.y0 : mask.y1, mask.x0 : mask.x1].astype(float) - burning.BLACK).mean())


def test_a_larger_film_scaled_down_is_covered_in_the_pixels_that_are_stored():
    big = [cv2.resize(rgb, (1410, 1010), interpolation=cv2.INTER_CUBIC) for rgb in list(shots())[::6]]
    raw = film(big, fps=12, options={"preset": "ultrafast", "crf": "16"}).getvalue()
    mask = Mask(101, 109, 560, 603, "face", first=0, last=3)

    pairs, _, _ = stored(raw, [mask])

    assert pairs[0][1][0].shape == (720, 1006) and recoverable(pairs, mask) <= SHOWN


def test_the_poster_and_the_only_picture_in_the_file_are_masked():
    pairs, poster, target = stored(film(shots(), fps=12).getvalue(), [FACE, LINE])

    assert poster[LINE.y0 : LINE.y1, LINE.x0 : LINE.x1].max() <= 12 and poster[FACE.y0 : FACE.y1, FACE.x0 : FACE.x1].max() <= 12
    raw = target.getvalue()
    assert not any(magic in raw for magic in (b"\xff\xd8\xff", b"\x89PNG", b"covr", b"thmb", b"uuid"))
    assert len(pairs) == 24


def test_the_measure_itself_sees_a_faint_picture_under_a_mask():
    pairs, _, _ = stored(film(shots(), fps=12).getvalue(), [FACE, LINE])
    before, after = pairs[9]
    place = slice(FACE.y0, FACE.y1), slice(FACE.x0, FACE.x1)
    after[0][place] = burning.BLACK + before[0][place] // 16

    assert recoverable(pairs, FACE) > SHOWN
