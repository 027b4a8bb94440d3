"""What of a round may leave the program: nothing from which, beside what else is told, the ratings of one or two seats could be worked out.

Every option's distribution is told from five ratings on. A number over other seats than a distribution's is told only if it leaves
out none of them, or three and more: with one or two, the difference would be those seats' ratings (CONSENSUS.md I11, I12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .panel import Row
from .profiles import CONSENSUS_FOR, PROFILES, SMALLEST_PANEL
from .ram import PERCENTILE_TYPE, SENSITIVITY_TYPES, quotient
from .result import CHANGED, UNCHANGED, OptionResult, Result, Stability

Seats = frozenset[int]

FEWEST_APART = 3
FEW, NEAR = "few_raters", "near_other_seats"
REASONS = (FEW, NEAR)


def why_withheld(seats: Seats, beside: Iterable[Seats]) -> str | None:
    """Return why a number over `seats` may not be told beside numbers over those other seats, one of REASONS; None where it may."""
    if len(seats) < SMALLEST_PANEL:
        return FEW
    return NEAR if any(0 < len(seats ^ other) < FEWEST_APART for other in beside) else None


def published(result: Result, rows: Sequence[Row | None], before: Sequence[Row | None] | None) -> dict[str, Any]:
    """Return a result as it may be told: the command's keys, those of the report, and why a number is missing.

    rows, before: this round's ratings and the round before's, seat by seat, as `decide` had them; whoever rated only the round
    before stands at the end of `before`. `withheld` says of schulze, kendall_w and borda why one is None though it was computed.
    """
    places = range(len(result.options))
    raters = [_raters(rows, place) for place in places]
    withheld = _withheld(result, raters)
    borda = None if result.borda_x2 is None else [quotient(points, 2) for points in result.borda_x2]
    told: dict[str, Any] = {**result.as_json(), "borda": borda} | dict.fromkeys(withheld)
    moved = None
    if result.stability is not None and before is not None:
        moved = {
            option.name: _move(option, move, same_seats=raters[place] == _raters(before, place))
            for place, option, move in zip(places, result.options, result.stability, strict=True)
        }
    return {
        **told,
        "withheld": withheld,
        "percentile_type": PERCENTILE_TYPE,
        "profile": result.profile,
        "single_round": PROFILES[result.profile].single_round,
        "eligible": result.eligible,
        "submitted": result.submitted,
        "option_order": [option.name for option in result.options],
        "options": {option.name: _option(option) for option in result.options},
        "complete_raters": result.complete_raters,
        "stability": moved,
    }


def _raters(rows: Sequence[Row | None], place: int) -> Seats:
    return frozenset(seat for seat, row in enumerate(rows) if row is not None and row[place] is not None)


def _withheld(result: Result, raters: Sequence[Seats]) -> dict[str, str]:
    """Return the name of every number over several options that may not be told -> why. raters: of each option."""
    why: dict[str, str | None] = {}
    # The deciding order goes first, and is told of where both would be too near each other.
    beside = [seats for seats in raters if len(seats) >= SMALLEST_PANEL]
    if result.schulze is not None:
        chosen = [seats for seats, option in zip(raters, result.options, strict=True) if option.state == CONSENSUS_FOR]
        compared = frozenset.intersection(*chosen)
        why["schulze"] = why_withheld(compared, chosen)
        if why["schulze"] is None:
            beside.append(compared)
    if result.complete_raters:
        over_all = why_withheld(frozenset.intersection(*raters), beside)
        why["borda"] = over_all
        if result.kendall_w is not None:
            why["kendall_w"] = over_all
    return {name: reason for name, reason in why.items() if reason is not None}


def _option(option: OptionResult) -> dict[str, Any]:
    """Return what may be told of one option: the command's numbers, the distribution, and whether other percentiles change the class."""
    of = option.statistics
    if of is None or not option.showable:
        return {**dict.fromkeys(option.as_json()), "n": option.n, "state": option.state}
    return {
        **option.as_json(),
        "counts": list(of.counts),
        "interpolated_median": quotient(*of.interpolated_median),
        "opponents": option.opponents,
        "sensitivity": {f"type_{kind}": UNCHANGED if of.sensitivity(kind)[2] == of.rating_class else CHANGED for kind in SENSITIVITY_TYPES},
        "boundary": of.boundary,
    }


def _move(option: OptionResult, move: Stability, *, same_seats: bool) -> dict[str, Any] | None:
    """Return how an option moved; only whether it was stable where not the same seats rated it both times.

    The medians of both rounds are told, each over all who rated: a shift over fewer would give the median without the others.
    """
    if not option.showable or move.n < SMALLEST_PANEL:
        return None
    return move.as_json() if same_seats else {**dict.fromkeys(move.as_json()), "n": move.n, "stable": move.stable}
