"""Masks become solid rectangles, and a film whose masks are not solid is refused."""

import io
from fractions import Fraction

import cv2
import numpy as np
import pytest

from cases.deid import Limits, Mask, Refused
from cases.deid import video as deid
from cases.deid.video import boxes, burning, tidying
from cases.deid.video.burning import filled
from cases.deid.video.encoding import Film
from cases.deid.video.frames import split
from cases.deid.video.lines import Look, lines_of
from cases.deid.video.tracks import followed, linked, masks_of, without_hidden
from tests.deid.video.films import decoded, film, scans


@pytest.fixture(scope="module")
def bright():
    rng = np.random.default_rng(7)
    return film([rng.integers(90, 255, (96, 128, 3), np.uint8).repeat(2, 0).repeat(2, 1) for _ in range(12)], fps=12).getvalue()


def burn(raw, masks):
    target, poster = io.BytesIO(), io.BytesIO()
    deid.burn(io.BytesIO(raw), target, poster, masks=masks, limits=Limits(), progress=lambda done, total: None)
    return target, poster


def test_a_mask_is_black_on_its_frames_and_only_there(bright):
    frames = decoded(burn(bright, [Mask(31, 21, 90, 77, "hand", first=3, last=7)])[0])

    inside = [int(frame[21:77, 31:90].max()) for frame in frames]
    assert [number for number, value in enumerate(inside) if value <= 40] == [3, 4, 5, 6, 7]
    assert all(frame[120:180, 150:240].mean() > 100 for frame in frames)


def test_a_mask_without_frames_covers_the_whole_film_and_the_poster(bright):
    target, poster = burn(bright, [Mask(0, 0, 256, 40, "hand")])
    still = cv2.imdecode(np.frombuffer(poster.getvalue(), np.uint8), cv2.IMREAD_COLOR)
    assert max(int(frame[:40].max()) for frame in decoded(target)) <= 40
    assert still.shape == (192, 256, 3) and still[:38].max() <= 40 and still[60:].mean() > 100


def test_filling_reaches_beyond_odd_edges_to_whole_blocks_in_all_planes():
    yuv = np.full((48 * 3 // 2, 64), 200, np.uint8)

    luma, blue, red = split(filled(yuv, [Mask(11, 19, 21, 25, "hand")]))

    assert (luma[16:32, 8:24] == 16).all() and luma[15, 10] == 200 == luma[17, 7] == luma[32, 10] == luma[17, 24]
    assert (blue[8:16, 4:12] == 128).all() and (red[8:16, 4:12] == 128).all() and (yuv == 200).all()


@pytest.mark.parametrize(
    "mask",
    [
        Mask(0, 0, 257, 10, "hand"),
        Mask(-1, 0, 10, 10, "hand"),
        Mask(5, 5, 5, 10, "hand"),
        Mask(0, 0, 10, 10, "hand", first=4, last=3),
        Mask(0, 0, 10, 10, "hand", first=-1, last=3),
        Mask(0, 0, 10, 10, "hand", first=0, last=12),
        Mask(0, 0, 10, 10, "hand", first=12),
    ],
)
def test_a_mask_outside_the_film_is_refused(bright, mask):
    with pytest.raises(Refused, match="masks"):
        burn(bright, [mask])


def test_a_film_whose_mask_is_not_solid_is_refused(bright):
    target, _ = burn(bright, [Mask(30, 20, 90, 77, "hand", first=0, last=5)])

    with pytest.raises(Refused, match="unverified"):
        deid.verify(target, masks=[Mask(30, 20, 90, 77, "hand", first=0, last=6)])
    with pytest.raises(Refused, match="unverified"):
        deid.verify(target, frames=11)
    with pytest.raises(Refused, match="unverified"):
        deid.verify(target, size=(254, 192))
    assert deid.verify(target, masks=[Mask(30, 20, 90, 77, "hand", first=0, last=5)], frames=12).width == 256


def test_a_fault_in_filling_ends_in_a_refusal_not_in_a_film(bright, monkeypatch):
    monkeypatch.setattr(burning, "filled", lambda yuv, masks, grid: yuv)

    with pytest.raises(Refused, match="unverified"):
        burn(bright, [Mask(30, 20, 90, 77, "hand", first=0, last=11)])


@pytest.fixture(scope="module")
def ours():
    made, target = Film((64, 48), Fraction(12), quick=False, keys=12), io.BytesIO()
    for number in range(8):
        made.add(np.full((72, 64), 60 + number, np.uint8))
    made.finish(target)
    return target.getvalue()


def test_the_reader_reads_our_own_films(ours):
    assert boxes.check(io.BytesIO(ours)) == boxes.Film(64, 48, 8, pytest.approx(8 / 12))


def test_the_reader_refuses_what_a_camera_or_an_encoder_writes():
    with pytest.raises(Refused, match="unverified"):
        boxes.check(film(scans(3)))


def inserted(ours, after, box):
    """A box put at the end of the first box called `after`, all lengths and offsets set right again."""

    def grown(data):
        out = b""
        for kind, start, end in boxes.boxes(data):
            inner = data[start + 8 : end]
            if kind in {b"moov", b"trak", b"mdia", b"minf", b"stbl"}:
                inner = grown(inner)
            if kind == after:
                inner += box
            out += (len(inner) + 8).to_bytes(4, "big") + kind + inner
        return out

    tops = [ours[start:end] for _, start, end in boxes.boxes(ours)]
    moov = grown(tops[1])
    return tops[0] + tidying._moved(moov, len(moov) - len(tops[1])) + tops[2]


def box(kind, body=b"\0" * 8):
    return (len(body) + 8).to_bytes(4, "big") + kind + body


@pytest.mark.parametrize("after", [b"moov", b"trak", b"mdia", b"minf", b"stbl"])
@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid", b"free", b"trak", b"edts", b"sgpd"])
def test_the_reader_refuses_a_box_too_many(ours, after, kind):
    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(inserted(ours, after, box(kind, b""))))


@pytest.mark.parametrize("tail", [b"\0", b"PK\x03\x04", box(b"free"), box(b"uuid"), box(b"mdat")])
def test_the_reader_refuses_anything_after_the_end(ours, tail):
    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(ours + tail))


@pytest.mark.parametrize("header", [b"mvhd", b"tkhd", b"mdhd"])
def test_the_reader_refuses_a_date(ours, header):
    raw = bytearray(ours)
    raw[raw.index(header) + 8 + 3] = 1

    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(raw))


def test_the_reader_refuses_a_handler_name(ours):
    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(ours.replace(b"VideoHandler", b"Jane's phone")))


def test_the_reader_refuses_an_encoder_name(ours):
    at = ours.index(b"avc1", 64) + 4 + 42
    raw = ours[:at] + b"\x04Lavc" + ours[at + 5 :]

    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(raw))


def test_the_reader_refuses_a_message_among_the_pictures(ours):
    at = ours.index(b"mdat") + 4 + 4
    raw = ours[:at] + bytes([6]) + ours[at + 1 :]  # the first NAL unit becomes an SEI

    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(raw))


def test_the_reader_refuses_bytes_no_picture_uses(ours):
    (_, start, end) = list(boxes.boxes(ours))[2]
    raw = ours[:start] + (end - start + 5).to_bytes(4, "big") + ours[start + 4 :] + b"extra"

    with pytest.raises(Refused, match="unverified"):
        boxes.check(io.BytesIO(raw))


def test_the_reader_survives_any_damage(ours):
    rng = np.random.default_rng(3)
    refused = 0
    for _ in range(400):
        raw = bytearray(ours[: int(rng.integers(1, len(ours) + 1))])
        for at in rng.integers(0, len(raw), 3):
            raw[at] = int(rng.integers(0, 256))
        try:
            boxes.check(io.BytesIO(raw))
        except Refused:
            refused += 1

    assert refused > 350


def test_a_track_lives_eight_frames_either_side_and_bridges_gaps():
    (track,) = linked([(frame, [(100, 100, 140, 140, 0.9)] if frame in {20, 30} else []) for frame in range(60)])

    assert list(followed(track, 60)) == list(range(12, 39))
    assert list(followed(track, 33)) == list(range(12, 33))


def test_a_moving_face_is_held_and_moved_on_at_both_ends():
    (track,) = linked([(frame, [(100 + 10 * frame, 100, 200 + 10 * frame, 200, 0.9)]) for frame in range(5)])

    x0, _, x1, _ = followed(track, 20)[12]
    assert x0 <= 140 - 25 and x1 >= 240 + 80


def test_masks_of_a_track_leave_no_frame_and_no_box_uncovered():
    found = [(frame, [(20.5 * frame, 50, 20.5 * frame + 60, 120, 0.8)]) for frame in range(40)]
    tracks = linked(found)
    masks = masks_of(tracks, (900, 300), 40)

    assert len(tracks) == 1 and 3 <= len(masks) <= 25
    for frame, [(x0, y0, x1, y1, _)] in found:
        shown = [m for m in masks if m.first <= frame <= m.last]
        assert any(m.x0 <= x0 and m.y0 <= y0 and m.x1 >= x1 and m.y1 >= y1 for m in shown)


def test_a_small_face_that_moves_fast_is_one_track_even_when_half_of_it_is_missed():
    found = [(n, [(10.0 * n, 50, 10.0 * n + 16, 72, 0.4)] if n % 4 in {0, 3} else []) for n in range(32)]

    (track,) = linked(found)
    shown = followed(track, 32)
    assert all(shown[n][0] <= 10 * n and shown[n][2] >= 10 * n + 16 for n in range(32))


def test_two_faces_are_two_tracks_even_when_they_come_close():
    found = [(n, [(10 + 3 * n, 10, 50 + 3 * n, 60, 0.9), (200 - 3 * n, 15, 240 - 3 * n, 65, 0.7)]) for n in range(20)]

    assert sorted(track.score for track in linked(found)) == [0.7, 0.9]


def test_a_mask_under_another_one_is_left_out():
    big, small = Mask(0, 0, 50, 50, "face", first=0, last=20), Mask(10, 10, 20, 20, "face", first=5, last=9)
    late = Mask(10, 10, 20, 20, "face", first=5, last=21)

    assert without_hidden([small, big, late]) == [big, late]


def looks(*found):
    return [Look(30 * number, boxes) for number, boxes in enumerate(found)]


def test_a_scrolling_line_is_covered_all_along_its_way_and_to_the_edge_it_came_from():
    passing = [[(300 - 80 * n, 200, 400 - 80 * n, 216, 0.8), (10, 10, 90, 24, 0.9)] for n in range(4)]

    lines = lines_of(looks([(10, 10, 90, 24, 0.9)], *passing), [], (480, 240))

    under = [line for line in lines if line[1] > 100]
    assert all(any(line[0] <= x and line[2] >= x + 1 for line in under) for x in range(480))
    assert [line[:4] for line in lines if line[1] < 100] == [(10, 10, 90, 24)]


def test_two_lines_of_different_length_are_no_scrolling_one():
    (left, right) = (40, 200, 90, 216, 0.8), (300, 200, 420, 216, 0.8)

    assert max(line[2] for line in lines_of(looks([left], [right]), [], (1280, 720))) == 420


def test_a_line_seen_only_in_a_part_of_a_picture_is_covered():
    assert lines_of(looks([], []), [Look(9, [(5, 5, 50, 20, 0.7)])], (320, 240)) == [(5, 5, 50, 20, 0.7)]


def test_a_line_that_is_seen_to_move_between_two_parts_is_covered_as_far_again():
    parts = [Look(5, [(300, 50, 400, 70, 0.7)]), Look(8, [(240, 50, 340, 70, 0.7)])]

    line = max(lines_of([], parts, (640, 360)), key=lambda line: line[2] - line[0])

    assert line[0] <= 240 - 200 and line[2] >= 400 + 200 - 1
