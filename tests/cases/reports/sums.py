"""The arithmetic of RAND/UCLA as a colleague does it with fractions, from one row of ratings. Imports nothing of ours."""

import math
from fractions import Fraction

CLASSES = {"A": (7, 9), "U": (4, 6), "I": (1, 3)}


def percentile(x, p, kind=7):
    n = len(x)
    if kind == 2:
        h = n * p
        return Fraction(x[int(h) - 1] + x[int(h)], 2) if h.denominator == 1 else Fraction(x[math.floor(h)])
    h = (n - 1) * p if kind == 7 else (n + 1) * p - 1
    if not 0 <= h < n - 1:
        return Fraction(x[0] if h < 0 else x[-1])
    k = math.floor(h)
    return x[k] + (h - k) * (x[k + 1] - x[k])


def median(x):
    return Fraction(x[(len(x) - 1) // 2] + x[len(x) // 2], 2)


class Numbers:
    """What one row of the distribution gives."""

    def __init__(self, counts):
        self.counts = counts
        self.x = x = [rating for rating, count in enumerate(counts, 1) for _each in range(count)]
        self.n, self.median = len(x), median(x)
        self.low, self.middle, self.high = sum(counts[:3]), sum(counts[3:6]), sum(counts[6:])
        self.p30, self.p70 = percentile(x, Fraction(3, 10)), percentile(x, Fraction(7, 10))
        self.ipr = self.p70 - self.p30
        self.ipras = self._ipras(self.p30, self.p70)
        self.third = "A" if self.median >= Fraction(13, 2) else "I" if self.median < Fraction(7, 2) else "U"
        self.spread = self.ipr > self.ipras
        low, high = CLASSES[self.third]
        self.agreement = sum(not low <= rating <= high for rating in x) <= (self.n - 2) // 3
        self.polar = min(self.low, self.high) >= (self.n + 1) // 3

    @staticmethod
    def _ipras(p30, p70):
        return Fraction(235, 100) + Fraction(3, 2) * abs(5 - (p30 + p70) / 2)

    @property
    def rated_class(self):
        return "U" if self.spread else self.third

    def class_by(self, kind):
        p30, p70 = (percentile(self.x, Fraction(tenths, 10), kind) for tenths in (3, 7))
        return "U" if p70 - p30 > self._ipras(p30, p70) else self.third

    @property
    def interpolated(self):
        equal = self.x.count(self.median)
        if not equal:
            return self.median
        return self.median + Fraction(sum(r > self.median for r in self.x) - sum(r < self.median for r in self.x), 2 * equal)

    def state(self, rule, may_rate):
        if self.n < max(5, math.ceil(Fraction(may_rate, 2))):
            return "few"
        if self.spread or self.polar:
            return "disagreement"
        return "for" if self._asked(rule, "A") else "against" if self._asked(rule, "I") else "uncertain"

    def _asked(self, rule, end):
        near, far = (self.high, self.low) if end == "A" else (self.low, self.high)
        near, far = Fraction(near, self.n), Fraction(far, self.n)
        if rule in ("ram_strict", "quick"):
            return near >= Fraction(75, 100) and far < Fraction(15, 100)
        if rule == "comet_70_15":
            return near >= Fraction(70, 100) and far < Fraction(15, 100)
        if rule == "delphi_80":
            return near >= Fraction(80, 100)
        return self.rated_class == end and self.agreement

    def badge(self, state):
        words = {"few": "Too few ratings", "disagreement": "Uncertain, with disagreement"}
        words |= {"for": "Appropriate, with agreement", "against": "Inappropriate, with agreement"}
        if state in words:
            return words[state]
        if self.name(state) == "agreed to be uncertain":
            return "Uncertain, with agreement"
        leaning = {"A": "Leaning appropriate, no consensus", "I": "Leaning inappropriate, no consensus"}
        return leaning.get(self.rated_class, "Uncertain, no consensus")

    def name(self, state):
        if state in ("for", "against"):
            return "–"
        if self.spread or self.polar:
            return "disagreement"
        if self.agreement and self.third == "U":
            return "agreed to be uncertain"
        return "majority" if 2 * max(self.low, self.middle, self.high) >= self.n else "plurality"
