"""Every hostile film ends in a clean file or a clean refusal, in time, and the next picture is served."""

import numpy as np
import pytest

from cases.deid.batch import Wishes, clean_file
from tests.deid.hostile import films
from tests.deid.hostile.judging import goes_on, looked, outcome

FILES = films.references() | films.passengers() | films.clocks() | films.bombs()
CARRIERS = films.carriers()
ENDS = films.ANY | {"empty", "unsupported"}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_film(sandbox, exiftool, tmp_path, name):
    expected, raw = FILES[name]

    assert outcome(sandbox, exiftool, tmp_path, raw, "video") in expected
    assert looked(sandbox, raw, "video") in expected


@pytest.mark.parametrize("name", CARRIERS)
def test_a_film_cut_anywhere(sandbox, exiftool, tmp_path, name):
    raw = CARRIERS[name]

    ends = [outcome(sandbox, exiftool, tmp_path, raw[: len(raw) * part // 16], "video") for part in range(16)]

    assert set(ends) <= ENDS
    assert outcome(sandbox, exiftool, tmp_path, raw, "video") == "clean"


@pytest.mark.parametrize("name", CARRIERS)
def test_a_film_with_bits_flipped(sandbox, exiftool, tmp_path, name):
    raw, noise = CARRIERS[name], np.random.default_rng(len(name))
    for _ in range(3):
        broken = bytearray(raw)
        for place in noise.integers(0, len(raw), 8):
            broken[place] ^= 1 << int(noise.integers(0, 8))
        assert outcome(sandbox, exiftool, tmp_path, bytes(broken), "video") in ENDS
    assert goes_on(sandbox)


@pytest.mark.parametrize("ending", ["mp4", "ts", "mkv", "mov", "jpg", "m3u8", "txt"])
@pytest.mark.parametrize("name", ["a list for streaming", "a script that joins files", "a manifest"])
def test_no_name_makes_a_list_of_files_a_film(sandbox, tmp_path, name, ending):
    (tmp_path / f"film.{ending}").write_bytes(FILES[name][1])

    line = clean_file(sandbox, tmp_path / f"film.{ending}", tmp_path / "out", Wishes())

    # Under a text's name it is read as words, and no demuxer ever sees it.
    assert (line["reason"], line["kind"]) == ((None, "text") if ending == "txt" else ("playlist", None))
