"""The promises of the rule itself: what consensus implies, and what cannot change it."""

from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.consensus import PROFILES, decide, statistics_of
from cases.consensus.profiles import CONSENSUS_AGAINST, CONSENSUS_FOR, state_of
from cases.consensus.ranking import preferences, strongest_paths, winners

STRICT = PROFILES["ram_strict"]
MIRRORED = {CONSENSUS_FOR: CONSENSUS_AGAINST, CONSENSUS_AGAINST: CONSENSUS_FOR}

panels = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.none() | st.integers(1, 9), min_size=width, max_size=width), min_size=1, max_size=14)
)
profiles = st.sampled_from(list(PROFILES))


def state(counts, profile=STRICT):
    return state_of(statistics_of(counts), profile, 5)


def counts_of(ratings):
    return [ratings.count(value) for value in range(1, 10)]


def names_for(rows):
    return [f"option {place}" for place in range(len(rows[0]))]


@pytest.mark.parametrize("n", [5, 6, 7, 8, 9])
def test_consensus_implies_ram_agreement_without_disagreement_for_every_panel(n):
    met = 0
    for ratings in combinations_with_replacement(range(1, 10), n):
        option = statistics_of(counts_of(ratings))
        reached_for = 4 * option.high >= 3 * n and 100 * option.low < 15 * n
        reached_against = 4 * option.low >= 3 * n and 100 * option.high < 15 * n
        if not reached_for and not reached_against:
            continue
        met += 1

        assert option.median_x2 >= 14 if reached_for else option.median_x2 <= 6
        assert option.rating_class == ("A" if reached_for else "I")
        assert option.classic_agreement
        assert not option.disagreement
        assert state_of(option, STRICT, 5) == (CONSENSUS_FOR if reached_for else CONSENSUS_AGAINST)
    assert met >= 132


@pytest.mark.parametrize("n", range(5, 61))
def test_consensus_implies_the_same_for_larger_panels_at_their_most_extreme(n):
    high = -(-3 * n // 4)
    for low in range(n - high + 1):
        if 100 * low >= 15 * n:
            break
        for nines in range(high + 1):
            option = statistics_of([low, 0, 0, n - high - low, 0, 0, high - nines, 0, nines])

            assert (option.rating_class, option.classic_agreement, option.disagreement) == ("A", True, False)
            assert option.median_x2 >= 14


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize("n", [5, 6, 7, 8])
def test_a_rating_raised_from_1_to_6_into_7_to_9_never_leaves_consensus_for(profile, n):
    for ratings in combinations_with_replacement(range(1, 10), n):
        counts = counts_of(ratings)
        if state(counts, profile) != CONSENSUS_FOR:
            continue
        for old in range(6):
            for new in range(6, 9):
                if counts[old]:
                    raised = list(counts)
                    raised[old] -= 1
                    raised[new] += 1

                    assert state(raised, profile) == CONSENSUS_FOR, (ratings, old + 1, new + 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([1, 4, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9]), min_size=5, max_size=60), profiles, st.data())
def test_raising_a_rating_never_leaves_consensus_for_in_a_large_panel(ratings, profile, data):
    counts = counts_of(ratings)
    reached = state(counts, PROFILES[profile]) == CONSENSUS_FOR
    below = [rating for rating in ratings if rating <= 6]
    if reached and below:
        counts[data.draw(st.sampled_from(below)) - 1] -= 1
        counts[data.draw(st.integers(7, 9)) - 1] += 1

        assert state(counts, PROFILES[profile]) == CONSENSUS_FOR


@settings(max_examples=80, deadline=None)
@given(panels, profiles, st.randoms(use_true_random=False))
def test_the_order_of_raters_changes_nothing(rows, profile, random):
    seats = list(zip(rows, reversed(rows), strict=True))
    random.shuffle(seats)
    shuffled, before = zip(*seats, strict=True)

    assert decide(names_for(rows), shuffled, previous=before, profile=profile) == decide(
        names_for(rows), rows, previous=rows[::-1], profile=profile
    )


@settings(max_examples=100, deadline=None)
@given(panels, profiles)
def test_a_mirrored_scale_mirrors_for_and_against(rows, profile):
    mirrored = [[None if rating is None else 10 - rating for rating in row] for row in rows]
    here, there = decide(names_for(rows), rows, profile=profile), decide(names_for(rows), mirrored, profile=profile)

    assert [MIRRORED.get(option.state, option.state) for option in here.options] == [option.state for option in there.options]
    assert here.kendall_w == there.kendall_w


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize("n", [5, 6, 8])
def test_every_small_panel_mirrors_for_and_against(profile, n):
    for ratings in combinations_with_replacement(range(1, 10), n):
        counts = counts_of(ratings)
        there = state(counts[::-1], profile)

        assert state(counts, profile) == MIRRORED.get(there, there)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 6).flatmap(lambda k: st.lists(st.lists(st.integers(1, 9), min_size=k, max_size=k), min_size=1, max_size=9)))
def test_schulze_picks_the_condorcet_winner_when_there_is_one(rows):
    d = preferences(list(zip(*rows, strict=True)))
    everyone = range(len(d))
    condorcet = tuple(x for x in everyone if all(d[x][y] > d[y][x] for y in everyone if y != x))

    won = winners(strongest_paths(d))
    assert won
    assert not condorcet or won == condorcet


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(7, 9), min_size=3, max_size=3), min_size=5, max_size=9))
def test_a_condorcet_winner_is_always_recommended(rows):
    result = decide(["A", "B", "C"], rows)
    for x, name in enumerate("ABC"):
        if all(sum(row[x] > row[y] for row in rows) > sum(row[y] > row[x] for row in rows) for y in range(3) if y != x):
            assert name in result.recommended
