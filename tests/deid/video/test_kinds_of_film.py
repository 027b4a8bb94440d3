"""What phones, camcorders and old recorders write: high dynamic range, fields, palettes, edit lists, lost clocks, single frames."""

import io
import os
import struct
from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

from cases.deid import Limits
from cases.deid import video as deid
from cases.deid.video import boxes
from cases.deid.video.source import Source
from tests.deid.video.films import decoded, film
from tests.deid.video.test_shape import corners, letters

LIMITS = Limits()
PQ, HLG, BT2020 = 16, 18, 9
# Coded values (0 to 1) of light in nits: SMPTE ST 2084, and ITU-R BT.2100 HLG on a display of 1000 nits.
CODED = {PQ: {0: 0.0, 10: 0.3035, 100: 0.5081, 203: 0.5807, 1000: 0.7518}, HLG: {0: 0.0, 10: 0.2542, 100: 0.6296, 203: 0.7497, 1000: 1.0}}


def burned(raw):
    target = io.BytesIO()
    facts = deid.burn(io.BytesIO(raw), target, io.BytesIO(), masks=[], limits=LIMITS, progress=lambda done, total: None)
    return facts, decoded(target)


def planar(luma, blue=512, red=512):
    """A 10-bit 4:2:0 picture with the luma given by columns."""
    height, width = luma.shape
    chroma = [np.full(height * width // 4, value, np.uint16) for value in (blue, red)]
    return np.concatenate([luma.reshape(-1), *chroma]).astype(np.uint16).reshape(-1, width)


def phone(pictures, transfer):
    """HEVC, 10 bit, BT.2020, as a phone writes it."""
    file = io.BytesIO()
    with av.open(file, "w", format="mov") as container:
        stream = container.add_stream("libx265", rate=10, options={"x265-params": "log-level=none"})
        stream.height, stream.width, stream.pix_fmt = pictures[0].shape[0] * 2 // 3, pictures[0].shape[1], "yuv420p10le"
        context = stream.codec_context
        context.color_trc, context.color_primaries, context.colorspace, context.color_range = transfer, BT2020, BT2020, 1
        for picture in pictures:
            container.mux(stream.encode(VideoFrame.from_ndarray(picture, format="yuv420p10le")))
        container.mux(stream.encode())
    return file.getvalue()


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_a_phones_high_dynamic_range_is_shown_with_the_contrast_it_had(transfer):
    steps = [64 + 876 * value for value in CODED[transfer].values()]
    luma = np.repeat(np.round(steps), 48)[None].repeat(96, 0)

    _, frames = burned(phone([planar(luma)] * 3, transfer))

    black, dim, skin, white, glare = (int(frames[1][48, 24 + 48 * step].mean()) for step in range(5))
    # On a display of 203 nits for white, gamma 2.4: 10 nits are 73 and 100 nits 190 of 255; what is above white is still told apart.
    assert black < 6 and abs(dim - 73) < 10 and abs(skin - 190) < 10 and 205 < white < 240 and white + 12 < glare


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_colours_of_high_dynamic_range_stay_grey_where_grey_and_red_where_red(transfer):
    white = round(64 + 876 * CODED[transfer][100])
    grey, red = planar(np.full((96, 128), white)), planar(np.full((96, 128), white - 200), 450, 800)

    _, frames = burned(phone([grey, grey, red, red], transfer))

    assert np.ptp(frames[0][48, 64].astype(int)) < 10
    assert frames[3][48, 64, 0] > frames[3][48, 64, 1:].max() + 60


def test_an_ordinary_film_is_not_taken_for_high_dynamic_range():
    _, frames = burned(film([corners()] * 3, codec="libx265", pixels="yuv420p10le", form="mov").getvalue())

    assert letters(frames[1]) == "rgwb"


def fields(count):
    """A bar that moves from field to field, woven: every second line is half a step later, as a camcorder writes it."""
    woven = []
    for number in range(count):
        picture = np.full((96, 128, 3), 20, np.uint8)
        for parity in (0, 1):
            at = 10 + 8 * number + 4 * parity
            picture[parity::2, at : at + 16] = 230
        woven.append(picture)
    return woven


@pytest.mark.parametrize("codec", ["mpeg2video", "libx264"])
def test_fields_are_put_right(codec):
    options = {"flags": "+ildct+ilme", "field_order": "tt", "crf": "10", "b": "3M"} | (
        {"x264-params": "tff=1"} if codec == "libx264" else {}
    )
    raw = film(fields(8), codec=codec, form="mpegts", options=options).getvalue()
    with av.open(io.BytesIO(raw)) as container:
        combed = list(container.decode(video=0))
    assert combed[4].interlaced_frame and _combing(combed[4].to_ndarray(format="rgb24")) > 30

    facts, frames = burned(raw)

    assert facts["frames"] == 8 and max(_combing(frame) for frame in frames[1:7]) < 12


def _combing(rgb):
    """Mean difference between neighbouring lines where the next but one is the same."""
    luma = rgb.mean(axis=2)
    near, far = np.abs(luma[1:-1] - luma[:-2]), np.abs(luma[2:] - luma[:-2])
    return float((near * (far < 20))[:, 20:110].max(axis=1).mean())


@pytest.mark.parametrize(
    ("codec", "pixels", "form"),
    [
        ("mjpeg", "yuvj422p", "mov"),
        ("mjpeg", "yuvj444p", "mov"),
        ("libx264", "yuv422p", "mov"),
        ("libx264", "yuv420p10le", "mp4"),
        ("libx265", "yuv422p10le", "mov"),
        ("libx265", "yuv444p", "mp4"),
        ("prores_ks", "yuva444p10le", "mov"),
        ("libsvtav1", "yuv420p10le", "webm"),
        ("libvpx-vp9", "yuv444p", "webm"),
        ("rawvideo", "rgb24", "mov"),
        ("rawvideo", "yuyv422", "avi"),
        ("rawvideo", "gray", "avi"),
    ],
)
def test_every_layout_of_pixels_is_read_right(codec, pixels, form):
    _, frames = burned(film([corners()] * 4, codec=codec, pixels=pixels, form=form).getvalue())

    if pixels == "gray":
        assert abs(int(frames[1][24, 40].mean()) - 80) < 12 and frames[1][72, 120].min() > 200
    else:
        assert letters(frames[1]) == "rgwb" and np.abs(frames[1][10:40, 10:70].astype(int) - (200, 30, 30)).mean() < 12


def test_full_range_is_not_stretched():
    grey = np.full((48, 64, 3), 100, np.uint8)

    for pixels in ("yuvj420p", "yuv420p"):
        _, frames = burned(film([grey] * 2, pixels=pixels, form="matroska").getvalue())
        assert abs(int(frames[0].mean()) - 100) < 6


def test_a_film_of_one_frame():
    for form, codec in (("mp4", "libx264"), ("mov", "mjpeg"), ("webm", "libvpx")):
        facts, frames = burned(film([corners()], form=form, codec=codec, pixels="yuvj420p" if codec == "mjpeg" else "yuv420p").getvalue())
        assert facts["frames"] == 1 == len(frames) and letters(frames[0]) == "rgwb"


def test_frames_that_an_edit_list_hides_are_not_brought_back():
    shades = [np.full((48, 64, 3), 40 if number < 10 else 200, np.uint8) for number in range(20)]
    raw = bytearray(film(shades, fps=10, options={"bf": "0", "g": "10"}).getvalue())
    at = raw.index(b"elst") + 4  # version and flags, count, duration in the film's clock, start in the track's clock
    scale = struct.unpack(">I", raw[raw.index(b"mdhd") + 16 :][:4])[0]
    raw[at + 8 : at + 16] = struct.pack(">Ii", 1000, scale)

    facts, frames = burned(bytes(raw))

    assert facts["frames"] == 10 and min(int(frame.mean()) for frame in frames) > 150


def test_frames_without_a_clock_follow_each_other_at_the_films_rate():
    raw = film([np.full((48, 64, 3), 20 * number, np.uint8) for number in range(10)], fps=10).getvalue()
    with Source(io.BytesIO(raw), LIMITS) as source:
        decode = source._decoded

        def unclocked():
            for frame in decode():
                frame.pts = None
                yield frame

        source._decoded = unclocked
        times = [time for time, _ in source.frames()]

    assert times == pytest.approx([number / 10 for number in range(10)])


def test_pixels_that_are_not_square_keep_a_circle_round():
    rgb = np.zeros((96, 72, 3), np.uint8)
    y, x = np.mgrid[0:96, 0:72]
    rgb[np.hypot((x - 36) * 4 / 3, y - 48) < 30] = 255

    facts, frames = burned(film([rgb] * 2, anamorphic=Fraction(4, 3)).getvalue())

    bright = frames[1].mean(axis=2) > 128
    assert facts["size"] == (96, 96) and abs(int(bright.any(axis=0).sum()) - int(bright.any(axis=1).sum())) <= 3


def test_a_film_whose_size_changes_half_way_keeps_its_first_size():
    small, large = (film([corners(size)] * 6, fps=10, form="mpegts", options={"bf": "0"}).getvalue() for size in ((160, 96), (320, 192)))

    facts, frames = burned(small + large)

    assert facts["size"] == (160, 96) and {frame.shape for frame in frames} == {(96, 160, 3)} and letters(frames[-1]) == "rgwb"


def test_odd_sizes_are_stored_whole_and_checked():
    target = io.BytesIO()
    raw = film([corners((163, 99))] * 3, codec="mjpeg", pixels="yuvj444p", form="mov").getvalue()

    facts = deid.burn(io.BytesIO(raw), target, io.BytesIO(), masks=[], limits=LIMITS, progress=lambda done, total: None)

    film_of_ours = boxes.check(target)
    assert facts["size"] == (164, 100) == (film_of_ours.width, film_of_ours.height)


def test_an_encoder_of_the_tests_leaves_the_process_its_priority():
    before = {task: os.sched_getscheduler(int(task)) for task in os.listdir("/proc/self/task")}

    film([corners()] * 2, codec="libsvtav1", form="mp4")

    assert before.items() <= {task: os.sched_getscheduler(int(task)) for task in os.listdir("/proc/self/task")}.items()
