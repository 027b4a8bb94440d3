"""From one round's ballots to its result, and from a result to what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from .panel import BadPanel, Ballots, Row, checked_ballots, checked_eligible, checked_options
from .profiles import CONSENSUS_AGAINST, CONSENSUS_FOR, DEFAULT_PROFILE, PROFILES, fewest_ratings, label_of, state_of
from .ram import THIRDS, Statistics, statistics_of
from .ranking import Matrix, borda_x2, kendall_w, preferences, strongest_paths, winners
from .result import OptionResult, Result, Stability

NO_QUORUM = "no_quorum"
NO_CONSENSUS = "no_consensus"
AGAINST_ALL = "consensus_against_all"
SINGLE = "consensus_single"
PREFERRED = "consensus_preferred"
EQUIVALENT = "consensus_equivalent_alternatives"
OUTCOMES = (NO_QUORUM, NO_CONSENSUS, AGAINST_ALL, SINGLE, PREFERRED, EQUIVALENT)

NEXT_ROUND = "next_round"
CONCLUDE = "conclude"
CONCLUDE_UNSTABLE = "conclude_unstable"

_FEWEST_FOR_CONCORDANCE = 3


def decide(
    options: Sequence[str],
    ratings: Sequence[Row | None],
    *,
    previous: Sequence[Row | None] | None = None,
    eligible: int | None = None,
    profile: str = DEFAULT_PROFILE,
) -> Result:
    """Return the result of one round.

    options: one or more different names. ratings: seats x options, whole numbers 1-9, None to abstain; a row of
    abstentions is a submitted ballot, a row that is None is a seat that sent none. previous: the round before, row i being
    the same seat as row i of ratings; rows without a partner are left out of stability. eligible: seats entitled to rate,
    recused seats left out; the quorum applies only when it is given. profile: a key of PROFILES.
    Raises BadPanel, with one sentence, for anything else. Source: RAND/UCLA manual 2001, with the modifications the README states.
    """
    names = checked_options(options)
    if not isinstance(profile, str) or profile not in PROFILES:
        raise BadPanel(f"The profile must be one of {', '.join(PROFILES)}.")
    ballots = checked_ballots(ratings, len(names), called="ratings")
    eligible = checked_eligible(eligible, ballots.submitted)
    before = None if previous is None else checked_ballots(previous, len(names), called="previous ratings")

    rule, fewest = PROFILES[profile], fewest_ratings(eligible)
    statistics = [statistics_of(counts) for counts in ballots.counts]
    states = [state_of(option, rule, fewest) for option in statistics]
    outcome, recommended, schulze = _outcome(ballots, statistics, states, eligible)
    chosen = tuple(place for place, state in enumerate(states) if state == CONSENSUS_FOR and outcome != NO_QUORUM)

    complete = _complete(ballots, range(len(names)))
    raters, among = len(complete[0]), preferences(complete)
    return Result(
        options=tuple(
            OptionResult(name, option, state, label_of(option, state))
            for name, option, state in zip(names, statistics, states, strict=True)
        ),
        outcome=outcome,
        recommended=tuple(names[place] for place in recommended),
        alternatives=tuple(names[place] for place in chosen if place not in recommended),
        schulze=schulze,
        kendall_w=kendall_w(complete, among) if min(raters, len(names)) >= _FEWEST_FOR_CONCORDANCE else None,
        borda_x2=borda_x2(among, raters) if raters else None,
        complete_raters=raters,
        stability=None if before is None else tuple(map(stability_between, before.columns, ballots.columns)),
        submitted=ballots.submitted,
        eligible=eligible,
        profile=profile,
    )


def _complete(ballots: Ballots, places: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the columns of the options at `places`, of those seats only that rated every one of them."""
    rows = zip(*(ballots.columns[place] for place in places), strict=True)
    full = [cast("tuple[int, ...]", row) for row in rows if None not in row]
    return list(zip(*full, strict=True)) if full else [()] * len(places)


def _outcome(
    ballots: Ballots, statistics: Sequence[Statistics | None], states: Sequence[str], eligible: int | None
) -> tuple[str, tuple[int, ...], Matrix | None]:
    """Return the outcome over all options, the places of the recommended ones and the strongest paths."""
    if eligible is not None and 3 * ballots.submitted < 2 * eligible:
        return NO_QUORUM, (), None
    chosen = [place for place, state in enumerate(states) if state == CONSENSUS_FOR]
    if not chosen:
        return (AGAINST_ALL if all(state == CONSENSUS_AGAINST for state in states) else NO_CONSENSUS), (), None
    if len(chosen) == 1:
        return SINGLE, tuple(chosen), None
    paths = strongest_paths(preferences(_complete(ballots, chosen)))
    first = [chosen[winner] for winner in winners(paths)]
    medians = {place: option.median_x2 for place in chosen if (option := statistics[place]) is not None}
    # A higher median than every winner's contradicts the order, whether one option won or several tied.
    best = max(medians[place] for place in first)
    recommended = tuple(place for place in chosen if place in first or medians[place] > best)
    return (PREFERRED if len(recommended) == 1 else EQUIVALENT), recommended, paths


def stability_between(before: Sequence[int | None], now: Sequence[int | None]) -> Stability:
    """Return how one option moved, over the seats that rated it both times.

    before, now: one option's ratings in seat order; a longer one's surplus has no partner and is left out.
    Stable: at most max(1, 15 % of n, rounded down) seats changed their third, and the median moved by at most 1.
    """
    pairs = [(old, new) for old, new in zip(before, now, strict=False) if old is not None and new is not None]
    n = len(pairs)
    if not n:
        return Stability(n=0, changed=None, median_shift_x2=None, stable=None)
    changed = sum([THIRDS[old] != THIRDS[new] for old, new in pairs])
    shift = _median_x2([new for _, new in pairs]) - _median_x2([old for old, _ in pairs])
    return Stability(n=n, changed=changed, median_shift_x2=shift, stable=changed <= max(1, n * 15 // 100) and abs(shift) <= 2)


def _median_x2(ratings: list[int]) -> int:
    ratings.sort()
    return ratings[(len(ratings) - 1) // 2] + ratings[len(ratings) // 2]


def next_step(result: Result, round_number: int) -> str:
    """Return NEXT_ROUND, CONCLUDE or CONCLUDE_UNSTABLE for the result of round `round_number`, counted from 1.

    Two rounds always (one under `quick`); a third only while there is no consensus, or no quorum, and ratings still move.
    Movement that cannot be seen (no earlier round given, or an option nobody rated twice) counts as movement.
    """
    if round_number < 1:
        raise ValueError("Rounds are counted from 1.")
    profile = PROFILES[result.profile]
    if round_number < profile.fewest_rounds:
        return NEXT_ROUND
    if profile.single_round or result.outcome not in (NO_CONSENSUS, NO_QUORUM):
        return CONCLUDE
    settled = all_stable(result)
    if settled and result.outcome == NO_CONSENSUS:
        return CONCLUDE
    if round_number < profile.most_rounds:
        return NEXT_ROUND
    return CONCLUDE if settled else CONCLUDE_UNSTABLE


def all_stable(result: Result) -> bool:
    """Say whether no option moves any more. An option that nobody rated has nothing that could move."""
    if result.stability is None:
        return False
    return all(moved.stable or option.n == 0 for option, moved in zip(result.options, result.stability, strict=True))
