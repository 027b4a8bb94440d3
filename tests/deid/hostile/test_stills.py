"""Every hostile picture ends in a clean file or a clean refusal, in time, and the next picture is served."""

import numpy as np
import pytest

from cases.deid import REFUSALS
from tests.deid.hostile import stills
from tests.deid.hostile.judging import goes_on, looked, outcome

FILES = stills.polyglots() | stills.bombs()
CARRIERS = stills.carriers()
ENDS = set(REFUSALS) - {"unverified", "crashed", "time", "memory"} | {"clean"}  # of a file that is merely broken


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_picture(sandbox, exiftool, tmp_path, name):
    expected, raw = FILES[name]
    expected = {expected} if isinstance(expected, str) else expected

    assert outcome(sandbox, exiftool, tmp_path, raw, "image") in expected
    if "megapixels" not in name:  # looking for identifiers in that one takes four seconds and shows nothing new
        assert looked(sandbox, raw, "image") in expected


@pytest.mark.parametrize("name", CARRIERS)
def test_a_picture_cut_anywhere(sandbox, exiftool, tmp_path, name):
    raw = CARRIERS[name]

    ends = [outcome(sandbox, exiftool, tmp_path, raw[: len(raw) * part // 16], "image") for part in range(16)]

    assert set(ends) <= ENDS
    assert ends[0] == "empty"
    assert outcome(sandbox, exiftool, tmp_path, raw, "image") == "clean"


@pytest.mark.parametrize("name", CARRIERS)
def test_a_picture_with_bits_flipped(sandbox, exiftool, tmp_path, name):
    raw, noise = CARRIERS[name], np.random.default_rng(len(name))
    for _ in range(4):
        broken = bytearray(raw)
        for place in noise.integers(0, len(raw), 8):
            broken[place] ^= 1 << int(noise.integers(0, 8))
        assert outcome(sandbox, exiftool, tmp_path, bytes(broken), "image") in ENDS
    assert goes_on(sandbox)


@pytest.mark.parametrize("name", CARRIERS)
def test_a_picture_with_something_behind(sandbox, exiftool, tmp_path, name):
    assert outcome(sandbox, exiftool, tmp_path, CARRIERS[name] + stills.MARK * 50 + bytes(9), "image") == "clean"
