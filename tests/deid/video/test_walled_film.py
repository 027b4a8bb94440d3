"""The same work inside the sandbox, and a parent that checks it without a decoder."""

import subprocess
import sys
from dataclasses import replace

import av
import numpy as np
import pytest

from cases.deid import Limits, Mask, Refused
from tests.deid.video.films import MARKER, NAME_LINE, decoded, film, scans
from tests.deid.video.test_kinds_of_film import PQ, fields, phone, planar


def test_a_film_is_inspected_and_burned_inside_the_walls(sandbox):
    raw = film(scans(5, name=NAME_LINE), fps=5, metadata={"title": MARKER}, crowded=True).getvalue()

    seen = sandbox.inspect(raw, kind="video")
    done = sandbox.burn(raw, kind="video", masks=seen.masks)

    assert any(mask.kind == "text" for mask in seen.masks) and seen.facts["frames"] == 5 == done.receipt.facts["frames"]
    assert MARKER.encode() in raw and MARKER.encode() not in seen.previews[0].file.read() + done.value.file.read()


@pytest.mark.parametrize(
    ("codec", "pixels", "form"),
    [
        ("libx265", "yuv420p10le", "mov"),
        ("libvpx", "yuv420p", "webm"),
        ("libvpx-vp9", "yuv420p", "webm"),
        ("libsvtav1", "yuv420p", "mp4"),
        ("mpeg4", "yuv420p", "avi"),
        ("mjpeg", "yuvj420p", "avi"),
        ("mpeg2video", "yuv420p", "mpegts"),
        ("prores_ks", "yuv422p10le", "mov"),
    ],
)
def test_every_kind_of_film_is_made_anew_inside_the_walls(sandbox, codec, pixels, form):
    raw = film(scans(5), fps=5, codec=codec, pixels=pixels, form=form).getvalue()

    done = sandbox.burn(raw, kind="video", masks=[Mask(0, 0, 100, 40, "hand")])

    frames = decoded(done.value.file)
    assert len(frames) == 5 and all(frame[:40, :100].max() <= 40 for frame in frames)


def test_a_mask_outside_the_film_is_refused_inside_the_walls(sandbox):
    with pytest.raises(Refused, match="masks"):
        sandbox.burn(film(scans(3), fps=5).getvalue(), kind="video", masks=[Mask(0, 0, 400, 20, "hand", first=0, last=1)])


def test_the_parents_reader_needs_no_decoder():
    code = "import sys; from cases.deid.video import boxes; sys.exit(bool({'av', 'cv2', 'numpy', 'onnxruntime'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0


def test_sound_is_kept_inside_the_walls_when_it_is_asked_for_and_allowed(sandbox):
    raw = film(scans(5), fps=5, crowded=True).getvalue()
    allowed = replace(Limits(), audio=True)

    seen = sandbox.inspect(raw, kind="video", limits=allowed)
    kept = sandbox.burn(raw, kind="video", limits=allowed, audio=True)
    never = sandbox.burn(raw, kind="video", audio=True)

    assert seen.facts["audio"] == 1 == kept.receipt.facts["audio"] and never.receipt.facts["audio"] == 0
    for file, sounds in ((seen.previews[0].file, 1), (kept.value.file, 1), (never.value.file, 0)):
        with av.open(file) as container:
            assert len(container.streams.audio) == sounds
            assert sounds == 0 or sum(frame.samples for frame in container.decode(audio=0)) > 40_000


def test_fields_and_high_dynamic_range_are_put_right_inside_the_walls(sandbox):
    woven = film(fields(5), codec="mpeg2video", form="mpegts", options={"flags": "+ildct+ilme", "field_order": "tt", "b": "3M"}).getvalue()
    bright = phone([planar(np.full((96, 128), 600))] * 3, PQ)

    for raw, count in ((woven, 5), (bright, 3)):
        assert sandbox.burn(raw, kind="video").receipt.facts["frames"] == count
