"""A result without some of its seats, told in one word: more would let readers subtract one result from the other (CONSENSUS.md I12)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from .report import Question, result_of
from .result import CHANGED, UNCHANGED, Result

EFFECTS = (UNCHANGED, CHANGED)


def effect_of(question: Question, places: AbstractSet[int], *, absent: int = 0) -> str:
    """Return whether the result stays the same without some seats: UNCHANGED or CHANGED.

    places: the rows of question.ratings that those seats wrote. absent: how many seats more, eligible but without a ballot, go.
    Compared are the outcome, what is recommended, its alternatives and the state of every option. Raises BadPanel as `decide` does.
    """
    rows = [row for place, row in enumerate(question.ratings) if place not in places]
    eligible = None if question.eligible is None else max(question.eligible - len(places) - absent, len(rows))
    without = replace(question, ratings=rows, previous=None, eligible=eligible)
    return UNCHANGED if _said(result_of(without)) == _said(result_of(question)) else CHANGED


def _said(result: Result) -> tuple[object, ...]:
    return result.outcome, result.recommended, result.alternatives, tuple(option.state for option in result.options)
