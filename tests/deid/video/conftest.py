import io
from dataclasses import dataclass

import pytest

from cases.deid import Limits
from cases.deid import video as deid

LIMITS = Limits()


@dataclass
class Done:
    """A film that went all the way, and what was seen on it."""

    seen: deid.VideoInspection
    facts: dict
    film: io.BytesIO
    preview: io.BytesIO
    poster: bytes
    progress: list[tuple[int, int]]


@pytest.fixture(scope="session")
def engines():
    return deid.load_engines()


@pytest.fixture(scope="session")
def clean(engines):
    """clean(file, limits=Limits()) -> Done, every proposed mask accepted."""

    def run(file, limits=LIMITS):
        preview, target, poster, told = io.BytesIO(), io.BytesIO(), io.BytesIO(), []
        seen = deid.inspect(file, preview, limits=limits, engines=engines, progress=lambda done, total: told.append((done, total)))
        facts = deid.burn(file, target, poster, masks=seen.masks, limits=limits, progress=lambda done, total: None)
        return Done(seen, facts, target, preview, poster.getvalue(), told)

    return run
