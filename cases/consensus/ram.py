"""Statistics of one option by the RAND/UCLA Appropriateness Method, in whole numbers only.

Source: Fitch et al. 2001, The RAND/UCLA Appropriateness Method User's Manual; percentiles after Hyndman and Fan 1996.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LOWEST, HIGHEST = 1, 9
RATINGS = range(LOWEST, HIGHEST + 1)
# The third each rating lies in, by the rating; place 0 is nobody's.
THIRDS = (-1, 0, 0, 0, 1, 1, 1, 2, 2, 2)
PERCENTILE_TYPE = 7
SENSITIVITY_TYPES = (2, 6)

APPROPRIATE, UNCERTAIN, INAPPROPRIATE = "A", "U", "I"

# IPRAS = 2.35 + 1.5 * AI, times 200, with AI taken twenty times its value.
IPRAS_AT_CENTRE, IPRAS_SLOPE, IPRAS_SCALE = 470, 15, 200


def quotient(numerator: int, denominator: int) -> float:
    """Return the nearest float to numerator / denominator, for printing: nothing is ever decided on it."""
    return numerator / denominator


def third_of(rating: int) -> int:
    """Return the third of the scale a rating from 1 to 9 lies in: 0 for 1-3, 1 for 4-6, 2 for 7-9."""
    return THIRDS[rating]


def agreement_limit(n: int) -> int:
    """Return how many of `n` ratings may lie outside the median's third for classic agreement.

    Reproduces the printed table (2 for 8-10, 3 for 11-13, 4 for 14-16 raters) and extends it to every panel size.
    """
    return max(0, (n - 2) // 3)


def disagreement_limit(n: int) -> int:
    """Return how many of `n` ratings in 1-3, and as many in 7-9, make classic disagreement (3, 4, 5 in the printed table)."""
    return max(1, (n + 1) // 3)


def percentile_x10(cumulative: Sequence[int], tenths: int, kind: int = PERCENTILE_TYPE) -> int:
    """Return ten times a percentile of ratings that are given by their cumulative counts.

    cumulative: nine numbers, how many ratings are at most 1, 2, ... 9; the last is n and must be at least 1.
    tenths: 3 for p30, 7 for p70. kind: 7, 2 or 6 of Hyndman and Fan 1996; any other is a ValueError.
    """
    n = cumulative[-1]
    if kind == 7:
        at, part = divmod(tenths * (n - 1), 10)
    elif kind == 6:
        at, part = divmod(tenths * (n + 1), 10)
        if at < 1:
            at, part = 0, 0
        elif at >= n:
            at, part = n - 1, 0
        else:
            at -= 1
    elif kind == 2:
        at, part = divmod(tenths * n, 10)
        if part == 0:
            at, part = at - 1, 5
        else:
            part = 0
    else:
        raise ValueError("The percentile type must be 7, 2 or 6.")
    below = bisect_right(cumulative, at) + LOWEST
    if part == 0:
        return 10 * below
    return 10 * below + part * (bisect_right(cumulative, at + 1) + LOWEST - below)


def spread_disagrees(p30_x10: int, p70_x10: int) -> bool:
    """Say whether IPR > IPRAS, strictly, from the two percentiles, each ten times its value."""
    return 20 * (p70_x10 - p30_x10) > IPRAS_AT_CENTRE + IPRAS_SLOPE * abs(100 - p30_x10 - p70_x10)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What `n` >= 1 ratings of one option say. Made by `statistics_of`; names end in the factor a number carries.

    counts: how many rated 1, 2, ... 9. low, middle, high: how many rated 1-3, 4-6, 7-9.
    region: the third of the median (A, U or I); a median of 3.5 or 6.5 goes to the higher one.
    """

    counts: tuple[int, ...]
    n: int
    low: int
    middle: int
    high: int
    median_x2: int
    p30_x10: int
    p70_x10: int
    region: str
    ipras_disagreement: bool
    classic_agreement: bool
    classic_disagreement: bool

    @property
    def ipr_x10(self) -> int:
        """Ten times the interpercentile range."""
        return self.p70_x10 - self.p30_x10

    @property
    def ipras_x200(self) -> int:
        """Two hundred times the interpercentile range adjusted for symmetry."""
        return IPRAS_AT_CENTRE + IPRAS_SLOPE * abs(100 - self.p30_x10 - self.p70_x10)

    @property
    def rating_class(self) -> str:
        """A, U or I: the median's region, and U whenever IPR > IPRAS."""
        return UNCERTAIN if self.ipras_disagreement else self.region

    @property
    def disagreement(self) -> bool:
        """Disagreement by either definition."""
        return self.ipras_disagreement or self.classic_disagreement

    @property
    def interpolated_median(self) -> tuple[int, int]:
        """The interpolated median as numerator and denominator: m + (above - below) / (2 * equal), and m where nobody rated m.

        Printed, never deciding. Source: Fabre, Tie-breaking the highest median.
        """
        median, half = divmod(self.median_x2, 2)
        equal = 0 if half else self.counts[median - LOWEST]
        if not equal:
            return self.median_x2, 2
        below = sum(self.counts[: median - LOWEST])
        return 2 * equal * median + (self.n - equal - below) - below, 2 * equal

    def sensitivity(self, kind: int) -> tuple[int, int, str]:
        """Return ten times p30, ten times p70 and the class that percentile type 2 or 6 would have given."""
        cumulative = tuple(accumulate(self.counts))
        p30, p70 = percentile_x10(cumulative, 3, kind), percentile_x10(cumulative, 7, kind)
        return p30, p70, UNCERTAIN if spread_disagrees(p30, p70) else self.region

    @property
    def boundary(self) -> bool:
        """Whether percentile type 2 or 6 would have changed the class: such a result is printed as a boundary result."""
        return any(self.sensitivity(kind)[2] != self.rating_class for kind in SENSITIVITY_TYPES)


def statistics_of(counts: Sequence[int]) -> Statistics | None:
    """Return the statistics of one option, or None when nobody rated it.

    counts: nine whole numbers, how many rated 1, 2, ... 9.
    """
    cumulative = tuple(accumulate(counts))
    n = cumulative[-1]
    if n == 0:
        return None
    low, high = cumulative[2], n - cumulative[5]
    median_x2 = bisect_right(cumulative, (n - 1) // 2) + bisect_right(cumulative, n // 2) + 2 * LOWEST
    if median_x2 >= 13:
        region, inside = APPROPRIATE, high
    elif median_x2 < 7:
        region, inside = INAPPROPRIATE, low
    else:
        region, inside = UNCERTAIN, n - low - high
    p30, p70 = percentile_x10(cumulative, 3), percentile_x10(cumulative, 7)
    return Statistics(
        counts=tuple(counts),
        n=n,
        low=low,
        middle=n - low - high,
        high=high,
        median_x2=median_x2,
        p30_x10=p30,
        p70_x10=p70,
        region=region,
        ipras_disagreement=spread_disagrees(p30, p70),
        classic_agreement=n - inside <= agreement_limit(n),
        classic_disagreement=min(low, high) >= disagreement_limit(n),
    )
