"""The one gate for ratings: everything behind it is a whole number from 1 to 9, or no rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .ram import RATINGS

Row = Sequence[int | None]
_CELL_TYPES = frozenset((int, type(None)))


class BadPanel(ValueError):
    """The panel cannot be evaluated. Its text is one sentence for a person, and quotes nothing of the input."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """One round's ballots, turned to one column an option.

    columns: options x seats, None where the seat abstained or sent no ballot. counts: options x 9. submitted: ballots sent.
    """

    columns: tuple[tuple[int | None, ...], ...]
    counts: tuple[tuple[int, ...], ...]
    submitted: int


def checked_options(options: Sequence[str]) -> tuple[str, ...]:
    """Return the option names as a tuple; BadPanel unless they are one or more different names with something in them."""
    if not isinstance(options, (list, tuple)) or not options:
        raise BadPanel("The options must be a list of one or more names.")
    for place, name in enumerate(options, 1):
        if not isinstance(name, str) or not name.strip():
            raise BadPanel(f"Option {place} must be a name that is not empty.")
    if len(set(options)) != len(options):
        raise BadPanel("Two options have the same name; each must have its own.")
    return tuple(options)


def checked_eligible(eligible: int | None, submitted: int) -> int | None:
    """Return the number of eligible seats; BadPanel unless it is None or a whole number that holds all submitted ballots."""
    if eligible is None:
        return None
    if type(eligible) is not int or eligible < 0:
        raise BadPanel("The number of eligible seats must be a whole number, 0 or more.")
    if eligible < submitted:
        raise BadPanel(f"There are {submitted} ballots but fewer eligible seats, so seats or ballots were miscounted.")
    return eligible


def checked_ballots(rows: Sequence[Row | None], width: int, *, called: str) -> Ballots:
    """Turn rows of ratings into columns; BadPanel names the first place that is wrong.

    rows: seats x options, None for an abstention; a row that is None is a seat without a ballot.
    width: the number of options. called: what a sentence calls these rows.
    """
    if not isinstance(rows, (list, tuple)):
        raise BadPanel(f"The {called} must be a list of rows, one row a rater.")
    nothing: Row = (None,) * width
    filled: list[Row] = []
    for place, row in enumerate(rows, 1):
        if row is None:
            filled.append(nothing)
            continue
        if not isinstance(row, (list, tuple)):
            raise BadPanel(f"Row {place} of the {called} must be a list with one rating for each option.")
        if len(row) != width:
            raise BadPanel(f"Row {place} of the {called} has {len(row)} ratings for {width} options.")
        filled.append(row)
    columns = tuple(zip(*filled, strict=True)) if filled else ((),) * width
    counts = []
    for column in columns:
        # Types first, because True equals 1 and 7.0 equals 7. Then one count tells both the distribution and the range.
        if not _CELL_TYPES.issuperset(map(type, column)):
            raise _bad_cell(columns, called)
        present = [rating for rating in column if rating is not None]
        try:
            tally = tuple(map(bytes(present).count, RATINGS))
        except ValueError:
            raise _bad_cell(columns, called) from None
        if sum(tally) != len(present):
            raise _bad_cell(columns, called)
        counts.append(tally)
    return Ballots(columns=columns, counts=tuple(counts), submitted=len(rows) - rows.count(None))


def _bad_cell(columns: Sequence[Row], called: str) -> BadPanel:
    """Return the refusal that names the first wrong rating, in reading order."""
    for place, row in enumerate(zip(*columns, strict=True), 1):
        for option, cell in enumerate(row, 1):
            if cell is not None and (type(cell) is not int or cell not in RATINGS):
                where = f"Row {place} of the {called}, option {option}"
                return BadPanel(f"{where}: a rating is a whole number from 1 to 9, or null to abstain.")
    raise AssertionError("every rating is sound")
