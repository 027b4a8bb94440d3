"""The method once more, written from the text with fractions, floats nowhere, and no regard for speed: a second opinion."""

import math
from fractions import Fraction
from itertools import pairwise, permutations
from statistics import median

HALF = Fraction(1, 2)


def percentile(ratings, p, kind=7):
    """Hyndman and Fan types by their definitions: 7 and 6 interpolate at h, 2 averages at a step of the distribution."""
    x, n = sorted(map(Fraction, ratings)), len(ratings)
    if kind == 2:
        whole = n * p
        return (x[int(whole) - 1] + x[int(whole)]) / 2 if whole.denominator == 1 else x[math.ceil(whole) - 1]
    h = (n - 1) * p + 1 if kind == 7 else (n + 1) * p
    h = min(max(h, Fraction(1)), Fraction(n))
    low = math.floor(h)
    return x[low - 1] + (h - low) * (x[min(low, n - 1)] - x[low - 1])


def region(value):
    return "A" if value >= Fraction(13, 2) else "I" if value < Fraction(7, 2) else "U"


def option(ratings, profile, fewest):
    """Return the statistics, state and label of one option's ratings, numbers as fractions."""
    n = len(ratings)
    if n == 0:
        return {"n": 0, "state": "no_ratings", "label": None}
    low, middle, high = (sum(first <= r <= first + 2 for r in ratings) for first in (1, 4, 7))
    m = median(map(Fraction, ratings))
    p30, p70 = percentile(ratings, Fraction(3, 10)), percentile(ratings, Fraction(7, 10))
    ipr, ipras = p70 - p30, Fraction("2.35") + Fraction("1.5") * abs(5 - (p30 + p70) / 2)
    outside = n - {"A": high, "U": middle, "I": low}[region(m)]
    agreement, disagreement = outside <= max(0, (n - 2) // 3), min(low, high) >= max(1, (n + 1) // 3)
    found = {
        "n": n,
        "median": m,
        "p30": p30,
        "p70": p70,
        "ipr": ipr,
        "ipras": ipras,
        "di": ipr / ipras,
        "class": "U" if ipr > ipras else region(m),
        "classic_agreement": agreement,
        "classic_disagreement": disagreement,
        "ipras_disagreement": ipr > ipras,
        "pct_7_9": Fraction(100 * high, n),
        "pct_1_3": Fraction(100 * low, n),
    }

    def consensus(near, far, end):
        near, far = Fraction(near, n), Fraction(far, n)
        if profile in ("ram_strict", "quick"):
            return near >= Fraction(75, 100) and far < Fraction(15, 100)
        if profile == "comet_70_15":
            return near >= Fraction(70, 100) and far < Fraction(15, 100)
        if profile == "delphi_80":
            return near >= Fraction(80, 100)
        return found["class"] == end and agreement

    if n < fewest:
        state = "insufficient_panel"
    elif ipr > ipras or disagreement:
        state = "disagreement"
    elif consensus(high, low, "A"):
        state = "consensus_for"
    elif consensus(low, high, "I"):
        state = "consensus_against"
    else:
        state = "uncertain"
    label = None
    if not state.startswith("consensus"):
        if ipr > ipras or disagreement:
            label = "disagreement"
        elif agreement and region(m) == "U":
            label = "agreed_uncertain"
        else:
            label = "majority" if Fraction(max(low, middle, high), n) >= HALF else "plurality"
    return {**found, "state": state, "label": label}


def paths(rows):
    """Return the strongest paths over complete rows, by trying every path there is."""
    k = len(rows[0]) if rows else 0
    d = [[sum(row[x] > row[y] for row in rows) for y in range(k)] for x in range(k)]
    link = [[d[x][y] if d[x][y] > d[y][x] else 0 for y in range(k)] for x in range(k)]
    best = [[0] * k for _ in range(k)]
    for length in range(2, k + 1):
        for path in permutations(range(k), length):
            strength = min(link[a][b] for a, b in pairwise(path))
            best[path[0]][path[-1]] = max(best[path[0]][path[-1]], strength)
    return best


def ranks(row):
    """Mid-ranks, the lowest rating first."""
    return [sum(other < value for other in row) + HALF * (row.count(value) + 1) for value in row]


def kendall_w(rows):
    m, k = len(rows), len(rows[0]) if rows else 0
    if m < 3 or k < 3:
        return None
    totals = [sum(column) for column in zip(*map(ranks, rows), strict=True)]
    s = sum((total - Fraction(m * (k + 1), 2)) ** 2 for total in totals)
    ties = sum(row.count(value) ** 3 - row.count(value) for row in rows for value in set(row))
    below = m * m * (k**3 - k) - m * ties
    return 12 * s / below if below else None


def decide(names, ratings, previous=None, eligible=None, profile="ram_strict"):
    """Return what the consensus command should print, numbers as fractions."""
    fewest = 5 if eligible is None else max(5, math.ceil(Fraction(eligible, 2)))
    columns = {name: [row[i] for row in ratings] for i, name in enumerate(names)}
    options = {name: option([r for r in column if r is not None], profile, fewest) for name, column in columns.items()}
    chosen = [name for name in names if options[name]["state"] == "consensus_for"]
    outcome, recommended, matrix = "no_consensus", [], None
    if eligible is not None and len(ratings) < math.ceil(Fraction(2, 3) * eligible):
        outcome, chosen = "no_quorum", []
    elif not chosen:
        if all(found["state"] == "consensus_against" for found in options.values()):
            outcome = "consensus_against_all"
    elif len(chosen) == 1:
        outcome, recommended = "consensus_single", chosen
    else:
        complete = [row for row in zip(*(columns[name] for name in chosen), strict=True) if None not in row]
        matrix = paths(complete) if complete else [[0] * len(chosen) for _ in chosen]
        everyone = range(len(chosen))
        won = [x for x in everyone if all(matrix[x][y] >= matrix[y][x] for y in everyone)]
        medians = [options[name]["median"] for name in chosen]
        recommended = [chosen[x] for x in everyone if x in won or all(medians[x] > medians[w] for w in won)]
        outcome = "consensus_preferred" if len(recommended) == 1 else "consensus_equivalent_alternatives"
    return {
        "options": options,
        "outcome": outcome,
        "recommended": recommended,
        "alternatives": [name for name in chosen if name not in recommended],
        "schulze": matrix,
        "kendall_w": kendall_w([list(row) for row in ratings if None not in row]),
        "stability": None if previous is None else {name: moved(i, previous, ratings) for i, name in enumerate(names)},
    }


def moved(place, previous, ratings):
    both = [(old[place], new[place]) for old, new in zip(previous, ratings, strict=False)]
    both = [pair for pair in both if None not in pair]
    if not both:
        return {"changed": None, "n": 0, "median_shift": None, "stable": None}
    changed = sum(region(old) != region(new) for old, new in both)
    shift = median(Fraction(new) for _, new in both) - median(Fraction(old) for old, _ in both)
    stable = changed <= max(1, math.floor(Fraction(15, 100) * len(both))) and abs(shift) <= 1
    return {"changed": changed, "n": len(both), "median_shift": shift, "stable": stable}
