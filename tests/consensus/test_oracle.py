"""The engine against a slow second implementation, on panels of every shape."""

import json
import random
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest

from cases.consensus import PROFILES, decide, statistics_of

from . import oracle


def as_numbers(value):
    """Fractions as the nearest float, everything else as it is."""
    if isinstance(value, Fraction):
        return value.numerator / value.denominator
    if isinstance(value, dict):
        return {key: as_numbers(each) for key, each in value.items()}
    return [as_numbers(each) for each in value] if isinstance(value, list) else value


def without_nulls(printed):
    """The oracle leaves an empty option's statistics out; the command prints them as null."""
    options = {}
    for name, option in printed["options"].items():
        empty = option["n"] == 0
        assert not empty or all(value is None for key, value in option.items() if key not in ("n", "state"))
        options[name] = {key: option[key] for key in ("n", "state", "label")} if empty else option
    return {**printed, "options": options}


def panel(draw):
    """One random panel: tilted options, abstentions, sometimes a round before with other rows, sometimes eligible seats."""
    k, m = draw.randint(1, 6), draw.choice([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 31])
    tilt = [draw.choice([1, 2, 3, 5, 7, 8, 8, 8, 9]) for _ in range(k)]
    spread, absent = draw.choice([0.5, 1, 1.5, 3, 6]), draw.choice([0, 0, 0.05, 0.3, 1])

    def rows(count):
        return [
            [None if draw.random() < absent else min(9, max(1, round(draw.gauss(centre, spread)))) for centre in tilt] for _ in range(count)
        ]

    ratings = rows(m)
    previous = rows(max(0, m + draw.randint(-2, 2))) if draw.random() < 0.5 else None
    eligible = m + draw.randint(0, m + 1) if draw.random() < 0.4 else None
    return [f"option {i}" for i in range(k)], ratings, {"previous": previous, "eligible": eligible, "profile": draw.choice(list(PROFILES))}


@pytest.mark.parametrize("seed", range(8))
def test_random_panels_end_as_the_second_opinion_says(seed):
    draw = random.Random(seed)
    for _ in range(250):
        names, ratings, settings = panel(draw)

        got = json.loads(json.dumps(decide(names, ratings, **settings).as_json()))
        assert without_nulls(got) == as_numbers(oracle.decide(names, ratings, **settings)), (names, ratings, settings)


def test_the_random_panels_meet_every_outcome_and_state():
    draw = random.Random(0)
    results = [decide(names, ratings, **settings) for names, ratings, settings in (panel(draw) for _ in range(2000))]

    assert len({result.outcome for result in results}) == 6
    assert len({option.state for result in results for option in result.options}) == 6
    assert len({option.label for result in results for option in result.options}) == 5


def test_cyclic_preferences_end_as_the_second_opinion_says():
    draw = random.Random(45)
    cyclic = 0
    for _ in range(400):
        names = [f"option {i}" for i in range(draw.choice((3, 4, 5)))]
        rows = [[draw.choice((7, 8, 9)) for _ in names] for _ in range(draw.randint(5, 9))]

        result = decide(names, rows)
        expected = oracle.decide(names, rows)
        assert [list(row) for row in result.schulze] == expected["schulze"]
        assert (result.outcome, list(result.recommended)) == (expected["outcome"], expected["recommended"])
        cyclic += len(result.recommended) > 1
    assert cyclic > 20


@pytest.mark.parametrize("kind", [7, 2, 6])
def test_every_small_panel_has_the_percentiles_of_the_definition(kind):
    for n in range(1, 7):
        for ratings in combinations_with_replacement(range(1, 10), n):
            option = statistics_of([ratings.count(value) for value in range(1, 10)])
            p30, p70 = (option.p30_x10, option.p70_x10) if kind == 7 else option.sensitivity(kind)[:2]

            assert p30 == 10 * oracle.percentile(ratings, Fraction(3, 10), kind)
            assert p70 == 10 * oracle.percentile(ratings, Fraction(7, 10), kind)
