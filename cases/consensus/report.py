"""The record of a round: canonical bytes that anyone can compute again, and their hash."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from .panel import Row
from .profiles import DEFAULT_PROFILE
from .publishing import published
from .result import Result
from .rounds import decide

# Raised whenever the same ballots could give other bytes; stored with every result.
ENGINE = "casecircle-consensus/2"


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a result depends on; the arguments of `decide`, as one value.

    Rows of `previous` beyond those of `ratings` are of seats that rated only the round before: they are in no number, and what was
    told of that round is not told again without them.
    """

    options: Sequence[str]
    ratings: Sequence[Row | None]
    previous: Sequence[Row | None] | None = None
    eligible: int | None = None
    profile: str = DEFAULT_PROFILE


@dataclass(frozen=True, slots=True)
class Record:
    """A result as canonical JSON, and the SHA-256 of those bytes in hexadecimal."""

    body: bytes
    sha256: str


def result_of(question: Question) -> Result:
    """Return the question's result; raises BadPanel as `decide` does."""
    return decide(
        question.options,
        question.ratings,
        previous=question.previous,
        eligible=question.eligible,
        profile=question.profile,
    )


def canonical(value: object) -> bytes:
    """Return the one JSON spelling of a value: sorted keys, no spaces, ASCII; NaN and infinities are a ValueError."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def record_of(question: Question) -> Record:
    """Return the publishable record of a round and its hash; the same question gives the same bytes under the same ENGINE.

    The record holds no ballot, only what may be printed (`publishing.published`): seats in any order give the same bytes, and an
    option with fewer than five ratings shows its number of ratings and its state, nothing else.
    """
    body = canonical({"engine": ENGINE, **published(result_of(question), question.ratings, question.previous)})
    return Record(body=body, sha256=sha256(body).hexdigest())
