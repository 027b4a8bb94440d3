"""A member's own ratings beside what the panel said and what happened: read for that member, and for nobody else."""

from collections import Counter
from dataclasses import dataclass

from django.db import models

from cases.models.outcome import Outcome
from cases.models.rating import Ballot
from cases.models.round import Round

REGIONS = {"A": "7–9", "U": "4–6", "I": "1–3"}


@dataclass(frozen=True)
class Compared:
    """One rating of the member's own. `panel` is the third the panel's median lies in, None where it disagreed: it has none then."""

    option: models.Model
    own: int
    median: float
    panel: str | None

    @property
    def region(self):
        return REGIONS["A"] if self.own >= 7 else REGIONS["I"] if self.own <= 3 else REGIONS["U"]

    @property
    def agrees(self):
        """Whether both lie in the same third; None where the panel has none."""
        return None if self.panel is None else self.region == self.panel


@dataclass(frozen=True)
class Looked:
    """One decision with a recorded outcome in whose deciding round the member's ballot was counted."""

    decision: models.Model
    outcome: models.Model
    ratings: tuple


@dataclass(frozen=True)
class Calibration:
    decisions: tuple

    @property
    def compared(self):
        """How many of the member's ratings had a panel's third to be compared with."""
        return sum(self._counted().values())

    @property
    def agreeing(self):
        return sum(number for (_done, agrees), number in self._counted().items() if agrees)

    def by_action(self):
        """(what was done, ratings compared, those in the panel's third) for each kind of action."""
        counted = self._counted()
        rows = [(label, counted[code, True] + counted[code, False], counted[code, True]) for code, label in Outcome.Done.choices]
        return [row for row in rows if row[1]]

    def _counted(self):
        return Counter(
            (looked.outcome.done, rating.agrees) for looked in self.decisions for rating in looked.ratings if rating.agrees is not None
        )


def calibration_of(membership):
    """The Calibration of an active member in their circle, newest outcome first: three queries, however many decisions there are.

    Only the published result of a closed, deciding round and the member's own counted ballot are read.
    """
    later = Round.unscoped.held().filter(decision=models.OuterRef("round__decision"), number__gt=models.OuterRef("round__number"))
    ballots = (
        Ballot.unscoped.filter(
            seat__in=membership.seats.rating(),
            counted_at__isnull=False,
            round__voided_at=None,
            round__closed_at__isnull=False,
            round__decision__outcome__recorded_at__isnull=False,
            round__decision__case__in=membership.circle.cases.shown_to(membership),
        )
        .exclude(models.Exists(later))
        .select_related("round__decision__case", "round__decision__outcome")
        .prefetch_related("ratings__option")
        .order_by("-round__decision__outcome__recorded_at", "-pk")
    )
    return Calibration(tuple(_looked(ballot) for ballot in ballots))


def _looked(ballot):
    decision, of = ballot.round.decision, ballot.round.result["options"]
    rated = sorted(ballot.ratings.all(), key=lambda rating: rating.option.position)
    ratings = [
        Compared(rating.option, rating.value, sealed["median"], None if sealed["state"] == "disagreement" else REGIONS[sealed["class"]])
        for rating in rated
        if rating.value is not None and rating.option_version == rating.option.version
        if (sealed := of.get(rating.option.code)) and sealed["median"] is not None
    ]
    return Looked(decision, decision.outcome, tuple(ratings))
