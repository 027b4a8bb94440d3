"""How the decisions of a circle went, counted so that no number tells what one person did."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from cases.models.decision import Decision
from cases.models.outcome import Outcome
from cases.models.round import Round

FEWEST = 3  # decisions behind a number that tells how owners behaved
FEWEST_FOR_RATES = 5  # decisions behind a response rate
AGREED, NO_CONSENSUS, NO_QUORUM = "agreed", "no_consensus", "no_quorum"
RECORDED, MISSING, AWAITED, UNKNOWABLE = "recorded", "missing", "awaited", "unknowable"


@dataclass(frozen=True)
class Tally:
    """Numbers of one circle. None stands for a number that is withheld: too few decisions lie behind it.

    endings: how concluded decisions ended, a panel's result and no person's; outcomes and actions: what their owners told.
    """

    concluded: int
    under_way: int
    withdrawn: int | None
    endings: dict
    days: float | None
    response: tuple | None
    outcomes: dict
    actions: dict


def tally_of(circle):
    """The Tally of a circle's posted cases that are neither hidden nor removed: the same for every reader. Three queries."""
    there = {"case__circle": circle, "case__posted_at__isnull": False, "case__hidden_at": None, "case__removed_at": None}
    decisions = list(Decision.unscoped.filter(**there).select_related("outcome").order_by("opened_at"))
    concluded = {decision.pk: decision for decision in decisions if decision.concluded_at and not decision.withdrawn_at}
    rounds = {}
    for round in Round.unscoped.held().filter(decision__in=list(concluded), closed_at__isnull=False):
        rounds.setdefault(round.decision_id, []).append(round)
    endings = Counter(_ending(rounds[pk][-1].outcome) for pk in concluded if pk in rounds)
    replaced = {decision.supersedes_id for decision in concluded.values()}
    outcomes = [decision.outcome for pk, decision in concluded.items() if pk not in replaced and hasattr(decision, "outcome")]
    withdrawn = sum(decision.withdrawn_at is not None for decision in decisions)
    return Tally(
        concluded=len(concluded),
        under_way=sum(decision.is_under_way for decision in decisions),
        withdrawn=withdrawn if withdrawn >= FEWEST else None,
        endings={code: endings[code] for code in (AGREED, NO_CONSENSUS, NO_QUORUM)},
        days=_days(concluded.values()),
        response=_response(rounds.values()),
        outcomes=withheld(Counter(map(_stand, outcomes)), (RECORDED, AWAITED, MISSING, UNKNOWABLE)),
        actions=withheld(Counter(outcome.done for outcome in outcomes if outcome.is_recorded), Outcome.Done.values),
    )


def withheld(counts, codes):
    """code -> number, or None for all of them while one is from 1 to FEWEST - 1: told in part, it could be worked out from the rest."""
    few = any(0 < counts[code] < FEWEST for code in codes)
    return {code: None if few else counts[code] for code in codes}


def _ending(outcome):
    return outcome if outcome in (NO_CONSENSUS, NO_QUORUM) else AGREED


def _stand(outcome):
    if outcome.is_recorded:
        return RECORDED
    return UNKNOWABLE if outcome.unknowable else MISSING if outcome.is_missing else AWAITED


def _days(decisions):
    """The median of days from opening to conclusion, to half a day."""
    took = [(decision.concluded_at - decision.opened_at).total_seconds() / 86_400 for decision in decisions]
    return round(2 * median(took)) / 2 if len(took) >= FEWEST else None


def _response(rounds_of_decisions):
    """(ballots submitted, ballots that could be, decisions) over every round that was held; None below FEWEST_FOR_RATES decisions."""
    held = [[round.result for round in rounds] for rounds in rounds_of_decisions]
    if len(held) < FEWEST_FOR_RATES:
        return None
    results = [result for of_one in held for result in of_one]
    return sum(result["submitted"] for result in results), sum(result["eligible"] for result in results), len(held)
