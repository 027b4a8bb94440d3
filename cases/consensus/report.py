"""The record of a round: canonical bytes that anyone can compute again, and their hash."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from .panel import Row
from .profiles import DEFAULT_PROFILE, PROFILES, SMALLEST_PANEL
from .ram import PERCENTILE_TYPE, SENSITIVITY_TYPES, quotient
from .result import OptionResult, Result, Stability
from .rounds import decide

# Raised whenever the same ballots could give other bytes; stored with every result.
ENGINE = "casecircle-consensus/1"


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a result depends on; the arguments of `decide`, as one value."""

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

    The record holds no ballot, only what may be printed: seats in any order give the same bytes, and an option with
    fewer than five ratings shows its number of ratings and its state, nothing else.
    """
    body = canonical(_published(result_of(question)))
    return Record(body=body, sha256=sha256(body).hexdigest())


def _published(result: Result) -> dict[str, Any]:
    moved = result.stability or (None,) * len(result.options)
    borda = result.borda_x2 if result.complete_raters >= SMALLEST_PANEL else None
    return {
        **result.as_json(),
        "engine": ENGINE,
        "percentile_type": PERCENTILE_TYPE,
        "profile": result.profile,
        "single_round": PROFILES[result.profile].single_round,
        "eligible": result.eligible,
        "submitted": result.submitted,
        "option_order": [option.name for option in result.options],
        "options": {option.name: _published_option(option) for option in result.options},
        "borda": None if borda is None else [quotient(points, 2) for points in borda],
        "complete_raters": result.complete_raters,
        "stability": None
        if result.stability is None
        else {option.name: _published_move(option, move) for option, move in zip(result.options, moved, strict=True)},
    }


def _published_option(option: OptionResult) -> dict[str, Any]:
    """Return what may be printed of one option: the command's numbers, the distribution, and the sensitivity to percentile types."""
    of = option.statistics
    if of is None or not option.showable:
        return {**dict.fromkeys(option.as_json()), "n": option.n, "state": option.state}
    sensitivity = {}
    for kind in SENSITIVITY_TYPES:
        p30, p70, rating_class = of.sensitivity(kind)
        sensitivity[f"type_{kind}"] = {"p30": quotient(p30, 10), "p70": quotient(p70, 10), "class": rating_class}
    return {
        **option.as_json(),
        "counts": list(of.counts),
        "interpolated_median": quotient(*of.interpolated_median),
        "opponents": option.opponents,
        "sensitivity": sensitivity,
        "boundary": of.boundary,
    }


def _published_move(option: OptionResult, move: Stability | None) -> dict[str, Any] | None:
    if move is None or not option.showable or move.n < SMALLEST_PANEL:
        return None
    return move.as_json()
