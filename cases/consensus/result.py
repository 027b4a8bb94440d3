"""What a round says, as immutable values that print themselves as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .profiles import CONSENSUS_AGAINST, CONSENSUS_FOR, SMALLEST_PANEL
from .ram import IPRAS_SCALE, Statistics, quotient, third_of
from .ranking import Matrix

# All that is told of a result computed otherwise: without some seats, or by other percentiles.
UNCHANGED, CHANGED = "unchanged", "changed"


@dataclass(frozen=True, slots=True)
class OptionResult:
    """One option: its statistics (None when nobody rated it), its state (profiles.STATES) and its label (profiles.LABELS or None)."""

    name: str
    statistics: Statistics | None
    state: str
    label: str | None

    @property
    def n(self) -> int:
        return 0 if self.statistics is None else self.statistics.n

    @property
    def showable(self) -> bool:
        """Whether the numbers may be shown: with fewer than five ratings they would point at people."""
        return self.n >= SMALLEST_PANEL

    def opposed_by(self, rating: int | None) -> bool:
        """Whether a rating lies in the third opposite to this option's consensus, which opens a minority report."""
        if rating is None:
            return False
        return (self.state == CONSENSUS_FOR and third_of(rating) == 0) or (self.state == CONSENSUS_AGAINST and third_of(rating) == 2)

    @property
    def opponents(self) -> int:
        """How many ratings open a minority report."""
        if self.statistics is None:
            return 0
        return {CONSENSUS_FOR: self.statistics.low, CONSENSUS_AGAINST: self.statistics.high}.get(self.state, 0)

    def as_json(self) -> dict[str, Any]:
        """Return the option as the consensus command prints it; every statistic of an empty option is None, never 0."""
        of = self.statistics
        if of is None:
            return {**_EMPTY, "state": self.state, "label": self.label}
        ipras_x200 = of.ipras_x200
        return {
            "n": of.n,
            "median": quotient(of.median_x2, 2),
            "p30": quotient(of.p30_x10, 10),
            "p70": quotient(of.p70_x10, 10),
            "ipr": quotient(of.ipr_x10, 10),
            "ipras": quotient(ipras_x200, IPRAS_SCALE),
            "di": quotient(20 * of.ipr_x10, ipras_x200),
            "class": of.rating_class,
            "classic_agreement": of.classic_agreement,
            "classic_disagreement": of.classic_disagreement,
            "ipras_disagreement": of.ipras_disagreement,
            "pct_7_9": quotient(100 * of.high, of.n),
            "pct_1_3": quotient(100 * of.low, of.n),
            "state": self.state,
            "label": self.label,
        }


_STATISTICS = (
    *("median", "p30", "p70", "ipr", "ipras", "di", "class"),
    *("classic_agreement", "classic_disagreement", "ipras_disagreement", "pct_7_9", "pct_1_3"),
)
_EMPTY: dict[str, Any] = {"n": 0, **dict.fromkeys(_STATISTICS)}


@dataclass(frozen=True, slots=True)
class Stability:
    """How one option moved between two rounds, over the `n` seats that rated it in both; all but n is None when there are none."""

    n: int
    changed: int | None
    median_shift_x2: int | None
    stable: bool | None

    def as_json(self) -> dict[str, Any]:
        shift = self.median_shift_x2
        return {
            "changed": self.changed,
            "n": self.n,
            "median_shift": None if shift is None else quotient(shift, 2),
            "stable": self.stable,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """A round's result: a pure function of options, ratings, the round before, eligible seats and profile.

    options: in the order asked. outcome: rounds.OUTCOMES. recommended, alternatives: option names, in option order.
    schulze: strongest paths over the options that are FOR, in option order; None when fewer than two are, or without a quorum.
    kendall_w: numerator and denominator. borda_x2: twice the points, over the complete_raters who rated every option.
    stability: one for each option, None when no earlier round was given.
    """

    options: tuple[OptionResult, ...]
    outcome: str
    recommended: tuple[str, ...]
    alternatives: tuple[str, ...]
    schulze: Matrix | None
    kendall_w: tuple[int, int] | None
    borda_x2: tuple[int, ...] | None
    complete_raters: int
    stability: tuple[Stability, ...] | None
    submitted: int
    eligible: int | None
    profile: str

    def __getitem__(self, name: str) -> OptionResult:
        """Return the option of that name; KeyError when there is none."""
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)

    def as_json(self) -> dict[str, Any]:
        """Return exactly what `manage.py consensus` prints for this round."""
        return {
            "options": {option.name: option.as_json() for option in self.options},
            "outcome": self.outcome,
            "recommended": list(self.recommended),
            "alternatives": list(self.alternatives),
            "schulze": None if self.schulze is None else [list(row) for row in self.schulze],
            "kendall_w": None if self.kendall_w is None else quotient(*self.kendall_w),
            "stability": None
            if self.stability is None
            else {option.name: moved.as_json() for option, moved in zip(self.options, self.stability, strict=True)},
        }
