"""The engine against printed tables and vectors computed elsewhere."""

from collections import Counter
from itertools import repeat

import pytest

from cases.consensus import decide, statistics_of
from cases.consensus.ram import agreement_limit, disagreement_limit, quotient
from cases.consensus.ranking import borda_x2, kendall_w, preferences, strongest_paths, winners
from cases.consensus.rounds import stability_between

from .vectors import CASES, INTERPOLATED_MEDIAN, KENDALL_W, RAM, STABILITY, THRESHOLDS, VOTING


def counted(ratings):
    tally = Counter(ratings)
    return statistics_of([tally[value] for value in range(1, 10)])


def by_id(table):
    return {"argvalues": [row[1:] for row in table], "ids": [row[0] for row in table]}


@pytest.mark.parametrize(("ratings", "expected", "sensitivity"), **by_id(RAM))
def test_an_option_has_the_statistics_of_its_vector(ratings, expected, sensitivity):
    printed = decide(["A"], [[rating] for rating in ratings]).as_json()["options"]["A"]

    median, p30, p70, ipr, ipras, di, rating_class, agreement, disagreement, ipras_disagreement, pct_high, pct_low, state = expected
    numbers = [printed[key] for key in ("median", "p30", "p70", "ipr", "ipras", "di")]
    assert numbers == pytest.approx([median, p30, p70, ipr, ipras, di], abs=1e-6)
    assert [printed["pct_7_9"], printed["pct_1_3"]] == pytest.approx([pct_high, pct_low], abs=5e-5)
    verdicts = [printed[key] for key in ("class", "classic_agreement", "classic_disagreement", "ipras_disagreement", "state")]
    assert verdicts == [rating_class, agreement, disagreement, ipras_disagreement, state]


@pytest.mark.parametrize(("ratings", "expected", "sensitivity"), **by_id(RAM))
def test_percentile_types_2_and_6_are_those_of_the_vector(ratings, expected, sensitivity):
    option = counted(ratings)

    for kind, (p30, p70, disagreement) in zip((2, 6), sensitivity, strict=True):
        got30, got70, rating_class = option.sensitivity(kind)
        assert (got30, got70) == (round(10 * p30), round(10 * p70))
        assert rating_class == ("U" if disagreement else option.region)


def test_a_result_that_another_percentile_type_would_change_is_a_boundary_result():
    assert counted((1, 1, 2, 7, 7, 7, 7, 7, 7)).boundary
    assert not counted((6, 7, 7, 7, 7, 7, 8, 8, 9)).boundary


@pytest.mark.parametrize(("n", "most_outside", "fewest_each"), THRESHOLDS)
def test_classic_thresholds_are_those_of_the_printed_table(n, most_outside, fewest_each):
    assert (agreement_limit(n), disagreement_limit(n)) == (most_outside, fewest_each)


@pytest.mark.parametrize(("rows", "expected"), **by_id(KENDALL_W))
def test_kendalls_w_is_corrected_for_ties(rows, expected):
    columns = list(zip(*[[sorted(row).index(value) for value in row] for row in rows], strict=True))
    got = kendall_w(columns, preferences(columns))

    assert (got and quotient(*got)) == (expected if expected is None else pytest.approx(expected, abs=1e-6))


@pytest.mark.parametrize(("candidates", "ballots", "pairwise", "paths", "won", "borda"), **by_id(VOTING))
def test_elections_end_as_published(candidates, ballots, pairwise, paths, won, borda):
    rows = [[9 - rank for rank in ranks] for count, ranks in ballots for _ in repeat(None, count)]
    d = preferences(list(zip(*rows, strict=True)))

    assert d == pairwise
    assert strongest_paths(d) == paths
    assert "".join(candidates[winner] for winner in winners(paths)) == won
    assert borda_x2(d, len(rows)) == borda


@pytest.mark.parametrize(("ratings", "expected"), INTERPOLATED_MEDIAN)
def test_interpolated_median(ratings, expected):
    assert quotient(*counted(ratings).interpolated_median) == pytest.approx(expected, abs=1e-6)


def test_interpolated_median_is_the_median_where_nobody_rated_it():
    assert quotient(*counted((5, 6, 8, 9)).interpolated_median) == 7


@pytest.mark.parametrize(("before", "now", "changed", "shift", "stable"), **by_id(STABILITY))
def test_stability_counts_the_seats_that_changed_their_third(before, now, changed, shift, stable):
    moved = stability_between(before, now)

    assert moved.changed == changed
    assert shift is None or moved.median_shift_x2 == 2 * shift
    assert stable is None or moved.stable == stable


@pytest.mark.parametrize(("ratings", "options", "outcome", "recommended", "alternatives"), **by_id(CASES))
def test_whole_rounds_end_as_computed(ratings, options, outcome, recommended, alternatives):
    result = decide(["A", "B", "C"], ratings)

    assert {option.name: (option.state, option.n, option.statistics.median_x2 / 2) for option in result.options} == options
    assert (result.outcome, result.recommended) == (outcome, recommended)
    assert alternatives is None or result.alternatives == alternatives
