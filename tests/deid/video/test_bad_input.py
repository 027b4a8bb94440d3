"""What is refused, with which code, and that nothing comes out."""

import io
from dataclasses import replace
from fractions import Fraction

import av
import pytest

from cases.deid import Limits, Refused
from cases.deid import video as deid
from cases.deid.kinds import HEAD, sniff
from cases.deid.video import tidying
from cases.deid.video.source import demuxer
from tests.deid.video.films import film, scans, sound_only

LIMITS = Limits()


@pytest.fixture(scope="module")
def good():
    return film(scans(24), fps=12, options={"g": "6"}).getvalue()


def refusal(raw, limits=LIMITS):
    """The code `burn` refuses with; it reads a file as `inspect` does, without the detectors' work."""
    target, poster = io.BytesIO(), io.BytesIO()
    with pytest.raises(Refused) as caught:
        deid.burn(io.BytesIO(raw), target, poster, masks=[], limits=limits, progress=lambda done, total: None)
    assert target.getvalue() == b"" == poster.getvalue()
    return caught.value.code


def test_an_empty_file():
    assert refusal(b"") == "empty"


def test_a_film_cut_in_its_index(good):
    assert refusal(good[: len(good) - 300]) == "truncated"


def test_a_film_cut_in_its_pictures():
    fast = film(scans(24), fps=12, options={"g": "6"}).getvalue()
    index = fast.index(b"moov") - 4
    tidy = tidying.tidy(fast)  # index first, so the cut falls into the pictures

    assert index > 0 and refusal(tidy[: len(tidy) * 2 // 3]) == "truncated"


def test_a_film_that_lost_only_its_last_frames_is_accepted():
    tidy = tidying.tidy(film(scans(60, size=(64, 48)), fps=30, options={"bf": "0"}).getvalue())
    target = io.BytesIO()

    facts = deid.burn(io.BytesIO(tidy[:-200]), target, io.BytesIO(), masks=[], limits=Limits(), progress=lambda done, total: None)

    assert 54 <= facts["frames"] < 60


def test_a_transport_stream_cut_in_half_still_is_what_it_shows():
    raw = film(scans(24, size=(64, 48)), fps=12, form="mpegts").getvalue()

    facts = deid.burn(io.BytesIO(raw[: len(raw) // 2]), io.BytesIO(), io.BytesIO(), masks=[], limits=Limits(), progress=lambda d, t: None)

    assert 0 < facts["frames"] < 24


@pytest.mark.parametrize(
    "raw",
    [
        b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nfile:///etc/passwd\n",
        b"\xef\xbb\xbf\n#EXTM3U\nhttp://127.0.0.1/x.ts\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
    ],
)
def test_a_playlist_whatever_its_name(raw):
    assert refusal(raw) == "playlist"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7 x", "document"),
        (b"<svg/>", "vector"),
        (b"<html>", "document"),
        (b"PK\x03\x04", "document"),
        (b"GIF89a" + b"\0" * 99, "unsupported"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "unsupported"),
    ],
)
def test_what_is_no_film(raw, reason):
    assert refusal(raw) == reason


def test_a_film_of_nothing_but_a_signature():
    assert refusal(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom") == "truncated"


def test_noise_behind_a_signature():
    assert refusal(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * 64) == "truncated"


@pytest.mark.parametrize(
    ("codec", "pixels", "form"), [("huffyuv", "yuv422p", "avi"), ("ffv1", "yuv420p", "matroska"), ("flv", "yuv420p", "avi")]
)
def test_a_codec_that_is_not_on_the_list(codec, pixels, form):
    assert refusal(film(scans(3), codec=codec, pixels=pixels, form=form).getvalue()) == "codec"


def test_a_codec_nobody_knows(good):
    assert refusal(good.replace(b"avc1", b"xyz9")) == "codec"


@pytest.mark.parametrize("form", ["mp4", "mov", "matroska"])
def test_sound_without_a_picture(form):
    assert refusal(sound_only(form).getvalue()) == "no_picture"


def test_a_declared_length_over_the_limit(good):
    assert refusal(good, replace(Limits(), video_seconds=1.0)) == "too_long"


def test_a_length_over_the_limit_that_is_not_declared():
    raw = film(scans(36, size=(64, 48)), fps=12, form="mpegts").getvalue()
    assert refusal(raw, replace(Limits(), video_seconds=1.5)) == "too_long"


def test_a_jump_of_the_clock_does_not_make_a_million_frames():
    times = [number / 10 for number in range(10)] + [100_000.0]
    assert refusal(film(scans(11, size=(64, 48)), fps=10, times=times, form="matroska").getvalue()) == "too_long"


def test_a_length_over_the_limit_in_a_live_recording_that_declares_none():
    raw = film(scans(36, size=(64, 48)), fps=12, form="matroska", live=True).getvalue()
    with av.open(io.BytesIO(raw)) as container:
        assert container.duration is None and container.streams.video[0].duration is None

    assert refusal(raw, replace(Limits(), video_seconds=1.5)) == "too_long"


def test_too_many_pixels():
    raw = film([scans(1)[0].repeat(9, axis=0).repeat(9, axis=1)], options={"preset": "ultrafast"}).getvalue()
    assert refusal(raw) == "too_many_pixels"


def test_a_frame_too_small_to_be_a_picture():
    assert refusal(film(scans(3, size=(8, 8)), fps=Fraction(10)).getvalue()) == "no_picture"


def test_each_container_has_one_demuxer():
    assert demuxer(b"\0\0\0\x14ftypqt  ") == "mov"
    assert demuxer(b"\x1aE\xdf\xa3....") == "matroska"
    assert demuxer(b"RIFF....AVI LIST") == "avi"
    assert demuxer((b"G" + b"\0" * 187) * 3) == "mpegts"


@pytest.mark.parametrize(("form", "name"), [("mp4", "mov"), ("mov", "mov"), ("matroska", "matroska"), ("avi", "avi"), ("mpegts", "mpegts")])
def test_what_the_door_lets_in_is_what_a_demuxer_is_forced_on(form, name):
    raw = film(scans(3, size=(64, 48)), fps=12, form=form).getvalue()

    assert sniff(raw[:HEAD]) == ("video", name)
    assert demuxer(raw[:HEAD]) == name


def test_a_camcorders_transport_stream_is_let_in():
    plain = film(scans(3, size=(64, 48)), fps=12, form="mpegts").getvalue()
    timed = b"".join(bytes(4) + plain[at : at + 188] for at in range(0, len(plain), 188))

    assert sniff(timed[:HEAD]) == ("video", "mpegts")
    deid.burn(io.BytesIO(timed), io.BytesIO(), io.BytesIO(), masks=[], limits=LIMITS, progress=lambda done, total: None)


@pytest.mark.parametrize(
    "words", ["#EXTM3U\nhttp://a.example/b.ts", "ffconcat version 1.0\nfile x", "[playlist]\nFile1=x", "[Reference]", "v=0\r\n"]
)
def test_the_door_knows_every_playlist(words):
    with pytest.raises(Refused, match="playlist"):
        sniff(words.encode())
