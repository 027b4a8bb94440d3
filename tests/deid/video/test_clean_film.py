"""What is stored holds pictures and nothing else."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest

from tests.deid.video.films import MARKER, NAME_LINE, decoded, film, scans

METADATA = {"title": MARKER, "artist": MARKER, "location": "+48.8566+002.3522/", "creation_time": "2024-01-02T03:04:05Z", "comment": MARKER}
BLOCK = 16  # pixels: masks grow to the encoder's blocks
NAME_BOX = slice(7, 23), slice(7, 169)  # rows, columns where NAME_LINE is drawn at 320x240


@pytest.fixture(scope="module")
def crowded():
    return film(scans(24, name=NAME_LINE), metadata=METADATA, crowded=True, fps=12)


@pytest.fixture(scope="module")
def done(clean, crowded):
    return clean(crowded)


def test_the_input_really_carries_what_must_go(crowded):
    raw = crowded.getvalue()

    assert raw.count(MARKER.encode()) >= 4 and b"x264 - core" in raw
    with av.open(crowded) as container:
        assert {stream.type for stream in container.streams} >= {"video", "audio", "subtitle"}
        assert len(container.chapters()) == 1 and container.metadata["creation_time"].startswith("2024-01-02")


@pytest.mark.parametrize("name", ["film", "preview"])
def test_no_metadata_sound_subtitle_or_chapter_is_left(done, name):
    file = getattr(done, name)
    raw = file.getvalue()

    assert MARKER.encode() not in raw and b"48.85" not in raw and b"x264" not in raw and b"Lavf" not in raw and b"Lavc" not in raw
    file.seek(0)
    with av.open(file) as container:
        assert [stream.type for stream in container.streams] == ["video"]
        assert container.metadata.keys() == {"major_brand", "minor_version", "compatible_brands"} and not container.chapters()
        assert container.streams[0].metadata.keys() <= {"language", "handler_name", "vendor_id"}
        assert container.streams[0].metadata["handler_name"] == "VideoHandler"


def test_the_film_is_h264_with_its_index_first(done):
    raw = done.film.getvalue()

    assert 0 < raw.index(b"moov") < raw.index(b"mdat")
    with av.open(io.BytesIO(raw)) as container:
        assert (container.streams[0].codec.name, container.streams[0].pix_fmt) == ("h264", "yuv420p")


def test_the_poster_is_a_jpeg_without_metadata(done):
    markers, at = [], 2
    while done.poster[at + 1] != 0xDA:
        markers.append(done.poster[at + 1])
        at += 2 + int.from_bytes(done.poster[at + 2 : at + 4], "big")

    assert done.poster[:2] == b"\xff\xd8" and done.poster[-2:] == b"\xff\xd9"
    assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC4}


def test_the_name_line_is_solid_in_every_frame(done):
    frames = decoded(done.film)

    assert len(frames) == 24
    assert all(frame[NAME_BOX].max() <= 10 for frame in frames)


def test_the_preview_shows_the_name_line_on_the_same_frames(done):
    frames = decoded(done.preview)

    assert len(frames) == done.seen.frames == done.facts["frames"] == 24
    assert all(frame[NAME_BOX].max() > 150 for frame in frames)


def test_what_is_not_masked_looks_as_before(done):
    before, after = decoded(done.preview), decoded(done.film)
    shown = np.ones(before[0].shape[:2], bool)
    for mask in done.seen.masks:  # the noise of the scan is now and then taken for a line: another processor, another mask
        shown[max(0, mask.y0 - BLOCK) : mask.y1 + BLOCK, max(0, mask.x0 - BLOCK) : mask.x1 + BLOCK] = False

    assert shown.mean() > 0.5
    assert all(np.abs(a[shown].astype(int) - b[shown]).mean() < 4 for a, b in zip(before, after, strict=True))


def test_findings_count_metadata_text_and_streams(done):
    counts = {finding.kind: finding.count for finding in done.seen.findings}

    assert counts["metadata"] >= 5 and counts["text"] >= 1 and "face" not in counts
    assert done.seen.facts["audio"] == 1 and done.seen.facts["streams_dropped"] >= 2
    assert counts["tracks_dropped"] == done.seen.facts["streams_dropped"] - 1  # all but the sound, which its author is asked about


def test_progress_counts_frames_up_to_the_end(done):
    numbers = [number for number, _ in done.progress]

    assert numbers == sorted(numbers) and set(range(1, 25)) <= set(numbers) and done.progress[-1] == (24, 24)


def test_the_preview_has_a_key_frame_each_second(clean, done):
    done.preview.seek(0)
    with av.open(done.preview) as container:
        keys = [packet.pts * packet.time_base for packet in container.demux(video=0) if packet.size and packet.is_keyframe]

    assert keys[0] == 0 and all(b - a <= 1 for a, b in zip(keys, [*keys[1:], Fraction(2)], strict=True))
