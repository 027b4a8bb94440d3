"""Sound is dropped unless it is asked for and allowed; what is kept is heard, and nothing else of the track survives."""

import io
import struct
from dataclasses import replace

import av
import numpy as np
import pytest

from cases.deid import Limits, Refused
from cases.deid import video as deid
from cases.deid.video import boxes, tidying
from tests.deid.video.films import MARKER, decoded, film, scans, tone

ALLOWED = replace(Limits(), audio=True)


@pytest.fixture(scope="module")
def crowded():
    return film(scans(12), fps=12, crowded=True, metadata={"title": MARKER, "comment": MARKER}).getvalue()


def burned(raw, *, audio=True, limits=ALLOWED):
    target = io.BytesIO()
    facts = deid.burn(io.BytesIO(raw), target, io.BytesIO(), masks=[], limits=limits, progress=lambda done, total: None, audio=audio)
    return target, facts


def heard(file):
    """The sound of a film as float32 (channels, samples), and the stream's rate."""
    file.seek(0)
    with av.open(file) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate(blocks, axis=1), container.streams.audio[0].sample_rate


def pitch(samples, rate):
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples))


@pytest.mark.parametrize(("audio", "limits"), [(False, ALLOWED), (True, Limits()), (False, Limits())])
def test_sound_is_dropped_unless_it_is_asked_for_and_allowed(crowded, audio, limits):
    target, facts = burned(crowded, audio=audio, limits=limits)

    assert facts["audio"] == 0 and b"soun" not in target.getvalue()
    with av.open(target) as container:
        assert [stream.type for stream in container.streams] == ["video"]


def test_sound_that_is_kept_is_as_long_as_the_film_and_sounds_the_same(crowded):
    target, facts = burned(crowded)
    samples, rate = heard(target)

    assert facts["audio"] == 1 and facts["frames"] == 12 == len(decoded(target))
    assert rate == 48_000 and samples.shape[0] == 2 and abs(samples.shape[1] / rate - facts["seconds"]) < 0.05
    assert abs(pitch(samples[0], rate) - 16000 / (2 * np.pi * 12)) < 2


def test_nothing_of_the_original_track_but_what_is_heard_is_left(crowded):
    raw = burned(crowded)[0].getvalue()

    with av.open(io.BytesIO(crowded)) as container:
        packets = [bytes(packet) for packet in container.demux(audio=0) if packet.size > 16]
    assert len(packets) > 5 and not any(packet in raw for packet in packets)
    assert MARKER.encode() not in raw and b"Lavc" not in raw and b"Lavf" not in raw and raw.count(b"SoundHandler\0") == 1


@pytest.mark.parametrize("start", [0.0, 0.4])
def test_sound_and_picture_stay_together(start):
    """A click at half a second of the film is there in the copy, wherever the file's clock begins."""
    wave = np.zeros(48_000, np.float32)
    wave[24_000:24_200] = 0.8
    raw = film(scans(12, size=(64, 48)), fps=12, form="matroska", sound=wave, begins=start).getvalue()

    samples, rate = heard(burned(raw)[0])

    assert abs(float(np.argmax(np.abs(samples[0]) > 0.3)) / rate - 0.5) < 0.03


@pytest.mark.parametrize(
    ("codec", "form", "channels", "rate"),
    [
        ("libmp3lame", "mov", 2, 44_100),
        ("libopus", "webm", 2, 48_000),
        ("pcm_s16le", "avi", 1, 8_000),
        ("aac", "mp4", 6, 48_000),
        ("flac", "matroska", 1, 16_000),
    ],
)  # fmt: skip
def test_every_accepted_sound_becomes_at_most_two_channels_of_48_khz(codec, form, channels, rate):
    video = "libvpx" if form == "webm" else "libx264"
    raw = film(scans(10, size=(64, 48)), fps=10, form=form, codec=video, sound=tone(1, rate), voice=(codec, channels, rate)).getvalue()

    samples, now = heard(burned(raw)[0])

    assert now == 48_000 and samples.shape[0] == min(2, channels) and abs(pitch(samples[0], now) - 440) < 3


def test_sound_shorter_than_the_film_ends_in_silence():
    raw = film(scans(20, size=(64, 48)), fps=10, sound=tone(1)).getvalue()

    samples, rate = heard(burned(raw)[0])

    assert abs(samples.shape[1] / rate - 2) < 0.05 and np.abs(samples[0, int(1.2 * rate) :]).max() < 0.01


def test_a_film_without_sound_gets_none():
    target, facts = burned(film(scans(6, size=(64, 48)), fps=6).getvalue())

    assert facts["audio"] == 0 and boxes.check(target).audio is False


def test_the_author_hears_the_preview_where_sound_may_be_kept(crowded, engines):
    for limits, tracks in ((ALLOWED, ["video", "audio"]), (Limits(), ["video"])):
        preview = io.BytesIO()
        seen = deid.inspect(io.BytesIO(crowded), preview, limits=limits, engines=engines, progress=lambda done, total: None)
        with av.open(preview) as container:
            assert [stream.type for stream in container.streams] == tracks
        assert seen.facts["audio"] == 1


def test_the_reader_takes_sound_only_when_it_is_asked_for(crowded):
    with_sound, without = burned(crowded)[0], burned(crowded, audio=False)[0]

    assert boxes.check(with_sound, audio=True).audio and not boxes.check(without).audio
    with pytest.raises(Refused, match="unverified"):
        boxes.check(with_sound)
    with pytest.raises(Refused, match="unverified"):
        boxes.check(without, audio=True)


def tracks(raw):
    (_, start, end) = list(boxes.boxes(raw))[1]
    return raw[:start], raw[start:end], raw[end:]


def test_the_reader_refuses_a_second_sound_track_and_anything_odd_in_the_first(crowded):
    raw = burned(crowded)[0].getvalue()
    head, moov, media = tracks(raw)
    (sound,) = [moov[8 + start : 8 + end] for kind, start, end in boxes.boxes(moov[8:]) if b"soun" in moov[8 + start : 8 + end]]
    twice = struct.pack(">I4s", len(moov) + len(sound), b"moov") + tidying._moved(moov, len(sound))[8:] + sound
    at = raw.index(b"esds")
    odd = [
        head + twice + media,
        raw.replace(b"SoundHandler", b"Jane's phone"),
        raw[: at + 12] + b"\x7f" + raw[at + 13 :],
        raw.replace(b"smhd\0\0\0\0", b"smhd\0\0\0\1"),
        raw.replace(b"mp4a\0\0\0\0\0\0\0\1\0\0", b"mp4a\0\0\0\0\0\0\0\1\0\1"),
    ]

    for wrong in odd:
        assert wrong != raw
        with pytest.raises(Refused, match="unverified"):
            boxes.check(io.BytesIO(wrong), audio=True)
