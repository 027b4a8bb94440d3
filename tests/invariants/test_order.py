"""What the order of raters, the direction of the scale and the order of options do: I14 and I15 (CONSENSUS.md section 4)."""

from itertools import combinations_with_replacement, permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.consensus import PROFILES, Question, decide, record_of, result_of
from cases.consensus.profiles import CONSENSUS_FOR
from cases.consensus.ranking import preferences, strongest_paths, winners
from tests.invariants.panels import MIRRORED, states

CELLS = (None, *range(1, 10))
OUTCOME_OF_ONE = {"consensus_single": "consensus_against_all", "consensus_against_all": "consensus_single"}


def names(width):
    return [f"option {place}" for place in range(width)]


@st.composite
def rounds(draw):
    """Two rounds of one panel, seat by seat, tilted so that every state occurs; abstentions, seats without a ballot, eligible seats."""
    width, seats = draw(st.integers(1, 5)), draw(st.integers(1, 16))
    tilts = [draw(st.sampled_from([(1, 9), (1, 3), (4, 6), (6, 9), (7, 9)])) for _ in range(width)]
    full, some = st.tuples(*(st.integers(*tilt) for tilt in tilts)), st.tuples(*(st.none() | st.integers(*tilt) for tilt in tilts))
    row = st.one_of(full, full, full, some, st.none()) if draw(st.booleans()) else full
    now = draw(st.lists(row, min_size=seats, max_size=seats))
    before = draw(st.none() | st.lists(row, min_size=seats, max_size=seats + 3))
    eligible = draw(st.none() | st.integers(seats, 2 * seats))
    return Question(names(width), now, before, eligible, draw(st.sampled_from(sorted(PROFILES))))


# --- I14 -------------------------------------------------------------------------------------------------------------


def test_i14_every_order_of_every_five_answers_gives_one_result():
    """All 100,000 ways in which five seats can rate one option or abstain, against the same answers sorted."""
    expected = {}
    for ratings in product(CELLS, repeat=5):
        same = tuple(sorted(ratings, key=CELLS.index))
        result = decide(["A"], [[rating] for rating in ratings])
        assert result == expected.setdefault(same, result), ratings
    assert len(expected) == 2002


@settings(max_examples=400, deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_i14_permuting_the_raters_changes_no_byte(question, random):
    """The seats of both rounds together, and those that rated only the round before; what the record withholds too."""
    order = list(range(len(question.ratings)))
    random.shuffle(order)
    before = question.previous
    if before is not None:
        surplus = list(before[len(order) :])
        random.shuffle(surplus)
        before = [before[seat] for seat in order] + surplus
    shuffled = Question(question.options, [question.ratings[seat] for seat in order], before, question.eligible, question.profile)

    assert record_of(shuffled) == record_of(question)
    assert result_of(shuffled) == result_of(question)


def test_i14_all_orders_of_a_panel_with_an_order_of_options_give_the_same_bytes():
    """Not only the counts: the Schulze paths, Borda points and Kendall's W of every permutation of seven raters."""
    rows = [(9, 8, 7), (8, 9, 7), (7, 9, 8), (9, 7, 8), (8, 7, 9), (7, 8, 9), (9, 9, 7)]

    assert len({record_of(Question(names(3), order)).sha256 for order in permutations(rows)}) == 1


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("n", range(5, 10))
def test_i14_a_mirrored_scale_mirrors_for_and_against_in_every_panel(n, profile):
    of = states(n)[profile]

    for counts, found in of.items():
        assert of[counts[::-1]] == MIRRORED.get(found, found), counts
    assert CONSENSUS_FOR in of.values()


@settings(max_examples=400, deadline=None)
@given(rounds())
def test_i14_a_mirrored_scale_mirrors_whole_rounds(question):
    def mirrored(rows):
        return None if rows is None else [row and [None if rating is None else 10 - rating for rating in row] for row in rows]

    def of(ratings, previous):
        return decide(question.options, ratings, previous=previous, eligible=question.eligible, profile=question.profile)

    here, there = of(question.ratings, question.previous), of(mirrored(question.ratings), mirrored(question.previous))
    assert [MIRRORED.get(option.state, option.state) for option in here.options] == [option.state for option in there.options]
    assert here.kendall_w == there.kendall_w
    if len(here.options) == 1:
        assert OUTCOME_OF_ONE.get(here.outcome, here.outcome) == there.outcome
    # The thirds of a median at x.5 are not mirrored, so `stable` is compared by what it counts.
    moves = [result.stability and [(move.n, move.changed) for move in result.stability] for result in (here, there)]
    assert moves[0] == moves[1]


# --- I15 -------------------------------------------------------------------------------------------------------------


def condorcet_winner(rows):
    """The place that beats every other by more of the rows than lose to it, or None. Written from the definition."""
    for place in range(len(rows[0])):
        margins = [
            sum(row[place] > row[other] for row in rows) - sum(row[other] > row[place] for row in rows)
            for other in range(len(rows[0]))
            if other != place
        ]
        if all(margin > 0 for margin in margins):
            return place
    return None


@pytest.mark.parametrize("raters", [5, 6])
def test_i15_every_electorate_over_three_appropriate_options_recommends_its_condorcet_winner(raters):
    """Every multiset of weak orders: with ratings from 7 to 9 all three options are FOR, and each weak order is a row of ratings."""
    orders = sorted({tuple(sorted(set(row), reverse=True).index(value) for value in row) for row in product((7, 8, 9), repeat=3)})
    met = 0
    for electorate in combinations_with_replacement([tuple(9 - place for place in order) for order in orders], raters):
        won = condorcet_winner(electorate)
        if won is None:
            continue
        met += 1
        result = decide(list("ABC"), electorate)
        higher = [option.name for option in result.options if option.statistics.median_x2 > result.options[won].statistics.median_x2]
        assert result.recommended == tuple(sorted(["ABC"[won], *higher])), electorate
        assert result.outcome == ("consensus_equivalent_alternatives" if higher else "consensus_preferred"), electorate
    assert met > 1000


def test_i15_every_election_of_four_by_three_is_won_by_its_condorcet_winner():
    """All 73,150 multisets of three weak orders over four candidates; a cycle or a tie has no such winner."""
    orders = sorted({tuple(sorted(set(row)).index(value) for value in row) for row in product(range(4), repeat=4)})
    met = 0
    for electorate in combinations_with_replacement(orders, 3):
        won = condorcet_winner(electorate)
        if won is not None:
            met += 1
            assert winners(strongest_paths(preferences(list(zip(*electorate, strict=True))))) == (won,), electorate
    assert met > 10_000


@st.composite
def panels_with_a_winner(draw):
    """Rows whose first options are rated 7-9 by nearly all, one of them above the rest by most; then an option that is not FOR."""
    options, seats = draw(st.integers(2, 6)), draw(st.integers(6, 15))
    won = draw(st.integers(0, options - 1))
    cell = st.integers(7, 9)
    rows = []
    for seat in range(seats):
        row = [draw(cell) for _ in range(options)]
        if seat <= seats // 2:
            row = [min(value, 8) for value in row]
            row[won] = 9
        if draw(st.integers(0, 9)) == 0:
            row[draw(st.integers(0, options - 1))] = draw(st.sampled_from([None, 5]))
        rows.append([*row, draw(st.sampled_from([None, 1, 5, 9]))])
    return rows


@settings(max_examples=500, deadline=None)
@given(panels_with_a_winner(), st.sampled_from(sorted(PROFILES)))
def test_i15_the_condorcet_winner_among_the_appropriate_options_is_recommended(rows, profile):
    """Among those who rated all of E and no others, whatever they said of options outside E."""
    result = decide(names(len(rows[0])), rows, profile=profile)
    chosen = [place for place, option in enumerate(result.options) if option.state == CONSENSUS_FOR]
    assume(len(chosen) > 1)
    complete = [[row[place] for place in chosen] for row in rows if None not in [row[place] for place in chosen]]
    assume(complete)
    won = condorcet_winner(complete)
    assume(won is not None)

    winner = result.options[chosen[won]]
    higher = {result.options[place].name for place in chosen if result.options[place].statistics.median_x2 > winner.statistics.median_x2}
    assert set(result.recommended) == {winner.name} | higher
    assert all(result.schulze[won][other] > result.schulze[other][won] for other in range(len(chosen)) if other != won)


@pytest.mark.parametrize("raters", [3, 4, 5])
def test_i15_somebody_always_wins_and_a_cycle_of_equals_is_a_tie(raters):
    """Every multiset of strict orders over three has at least one Schulze winner."""
    for electorate in combinations_with_replacement(list(permutations(range(3))), raters):
        assert winners(strongest_paths(preferences(list(zip(*electorate, strict=True))))), electorate
    cycle = [(2, 1, 0), (0, 2, 1), (1, 0, 2)]
    assert condorcet_winner(cycle) is None
    assert winners(strongest_paths(preferences(list(zip(*cycle, strict=True))))) == (0, 1, 2)
