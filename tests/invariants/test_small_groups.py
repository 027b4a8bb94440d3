"""Nothing that is told lets one subtract one or two seats from the rest: I12, and with fewer than five, I11 (CONSENSUS.md section 4)."""

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.consensus import Question, decide, record_of
from cases.consensus.publishing import FEW, NEAR
from tests.invariants.test_order import names, rounds

RESULT = {
    *("engine", "profile", "percentile_type", "single_round", "eligible", "submitted", "option_order", "complete_raters", "withheld"),
    *("options", "outcome", "recommended", "alternatives", "schulze", "borda", "kendall_w", "stability"),
}
OPTION = {
    *("n", "state", "label", "counts", "median", "interpolated_median", "p30", "p70", "ipr", "ipras", "di", "class", "opponents"),
    *("classic_agreement", "classic_disagreement", "ipras_disagreement", "pct_7_9", "pct_1_3", "sensitivity", "boundary"),
}


def told(question):
    return json.loads(record_of(question).body)


def raters(rows, place):
    """The seats that rated an option. Written from the rows, not from the program."""
    return {seat for seat, row in enumerate(rows or []) if row is not None and row[place] is not None}


def aggregates(question, record):
    """Yield (what is told, of which ratings it is made: pairs of round and option, over which seats) for every number of a record."""
    options, now, before = list(record["options"].values()), question.ratings, question.previous
    of = [raters(now, place) for place in range(len(options))]
    chosen = [place for place, option in enumerate(options) if option["state"] == "consensus_for"]
    for place, option in enumerate(options):
        if any(value is not None for name, value in option.items() if name not in ("n", "state")):
            yield f"distribution of {place}", {("now", place)}, of[place]
    if record["schulze"] is not None:
        yield "schulze", {("now", place) for place in chosen}, set.intersection(*(of[place] for place in chosen))
    for name in ("borda", "kendall_w"):
        if record[name] is not None:
            yield name, {("now", place) for place in range(len(options))}, set.intersection(*of)
    for place, move in enumerate((record["stability"] or {}).values()):
        then = raters(before, place)
        if move is not None and (move["changed"], move["median_shift"]) != (None, None):
            yield f"movement of {place}", {("now", place), ("before", place)}, of[place] & then
        if len(then) >= 5:
            yield f"distribution of {place} in the round before", {("before", place)}, then


def unknown(record):
    """What a record tells that `aggregates` does not know of: a table without one seat, say, or of one specialty."""
    options, moves = record["options"].values(), (record["stability"] or {}).values()
    found = set(record) - RESULT
    found |= {name for option in options for name in set(option) - OPTION}
    return found | {name for move in moves if move is not None for name in set(move) - {"n", "changed", "median_shift", "stable"}}


def breaches(question, record):
    """Every two numbers of the same ratings whose seats differ by one or two, and every number over fewer than five seats."""
    found = list(aggregates(question, record))
    near = [(a, b) for (a, of, seats), (b, other, more) in combinations(found, 2) if of & other and 0 < len(seats ^ more) < 3]
    return [*near, *(name for name, _of, seats in found if len(seats) < 5), *unknown(record)]


@settings(max_examples=300, deadline=None)
@given(rounds())
def test_i12_no_two_published_numbers_differ_by_fewer_than_three_seats(question):
    assert breaches(question, told(question)) == []


@st.composite
def wide_rounds(draw):
    """Panels of up to 24 that call for everything: appropriate options, few abstentions, a round before with other seats."""
    seats, width = draw(st.integers(5, 24)), draw(st.integers(2, 4))
    cells = st.sampled_from([None, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9]) if draw(st.booleans()) else st.integers(7, 9)
    row = st.lists(cells, min_size=width, max_size=width)
    now = draw(st.lists(row, min_size=seats, max_size=seats))
    gone = draw(st.integers(0, 4))
    before = draw(st.lists(row, min_size=seats + gone, max_size=seats + gone))
    for seat in range(draw(st.integers(0, 4))):
        before[seat] = None
    return Question(names(width), now, before, seats)


@settings(max_examples=300, deadline=None)
@given(wide_rounds())
def test_i12_nor_in_panels_with_an_order_and_a_movement_to_tell(question):
    assert breaches(question, told(question)) == []


def test_i12_the_check_itself_finds_what_the_command_would_give_away():
    """The control: the command's full output of the same panel, which is for its own user, is a breach."""
    rows = [[8, 7, 2]] * 8 + [[8, None, 2]]
    question = Question(names(3), rows, [[8, 7, 2]] * 8 + [None], 9)
    full = told(question) | {key: decide(names(3), rows, previous=question.previous).as_json()[key] for key in ("schulze", "stability")}

    assert breaches(question, told(question)) == []
    assert [pair for pair in breaches(question, full) if "schulze" in pair]
    assert [pair for pair in breaches(question, full) if "movement of 0" in pair]


BOTH, FIRST, SECOND = [8, 7], [8, None], [None, 7]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([BOTH] * 9, None),
        ([BOTH] * 8 + [SECOND], NEAR),
        ([BOTH] * 7 + [FIRST] * 2, NEAR),
        ([BOTH] * 9 + [FIRST] * 3 + [SECOND] * 2, NEAR),
        ([BOTH] * 6 + [SECOND] * 3, None),
        ([BOTH] * 5 + [FIRST] * 3 + [SECOND] * 4, None),
        ([BOTH] * 4 + [FIRST] * 4 + [SECOND] * 4, FEW),
        ([BOTH] + [FIRST] * 4 + [SECOND] * 4, FEW),
    ],
)
def test_i12_the_schulze_numbers_are_withheld_beside_one_or_two_other_seats_and_the_order_is_told(rows, reason):
    record = told(Question(["A", "B"], rows))

    assert record["withheld"].get("schulze") == record["withheld"].get("borda") == reason
    assert (record["schulze"] is None) == (record["borda"] is None) == (reason is not None)
    assert (record["outcome"], record["recommended"], record["alternatives"]) == ("consensus_preferred", ["A"], ["B"])
    assert decide(["A", "B"], rows).as_json()["schulze"] is not None, "the command keeps its full output"


def test_i12_the_deciding_order_is_told_before_what_only_decides_nothing():
    """Borda over 8 of the 12 that Schulze compares may be told, over 10 of them not."""
    for third, borda in ((8, True), (10, False)):
        rows = [[8, 7, 2 if seat < third else None] for seat in range(12)]
        record = told(Question(["A", "B", "C"], rows))
        assert record["schulze"] == [[0, 12], [0, 0]]
        assert (record["borda"] is not None, record["kendall_w"] is not None) == (borda, borda)


def test_i12_what_decides_nothing_is_withheld_beside_the_deciding_order():
    """Nine rated A and B, eight of them C: both are three or more from every distribution, and one from each other."""
    rows = [[8, None, 2]] * 3 + [[8, 7, 2]] * 8 + [[8, 7, None]] + [[None, 7, None]] * 3
    record = told(Question(["A", "B", "C"], rows))

    assert [option["n"] for option in record["options"].values()] == [12, 12, 11]
    assert (record["schulze"], record["borda"], record["kendall_w"]) == ([[0, 9], [0, 0]], None, None)
    assert record["withheld"] == {"borda": NEAR, "kendall_w": NEAR}


@pytest.mark.parametrize("few", [3, 4])
def test_i11_concordance_of_fewer_than_five_is_not_told(few):
    rows = [[8, 5, 2]] * few + [[8, None, 2]] * 5
    record = told(Question(names(3), rows))

    assert decide(names(3), rows).as_json()["kendall_w"] == 1.0
    assert (record["kendall_w"], record["withheld"]) == (None, {"borda": FEW, "kendall_w": FEW})


@pytest.mark.parametrize("before", [[[8]] * 8 + [None], [[8]] * 10, [[8]] * 6 + [[None]] * 3])
def test_i12_a_move_is_told_in_numbers_only_of_the_same_seats(before):
    """One seat fewer, one more and three fewer in the round before: with both medians told, the shift would tell theirs."""
    move = told(Question(["A"], [[8]] * 9, before, 10))["stability"]["A"]

    assert (move["changed"], move["median_shift"], move["stable"]) == (None, None, True)
    assert told(Question(["A"], [[8]] * 9, [[7]] * 9, 10))["stability"]["A"]["median_shift"] == 1.0


@settings(max_examples=100, deadline=None)
@given(rounds())
def test_i12_of_other_percentiles_one_word_is_told(question):
    for option in told(question)["options"].values():
        words = option.get("sensitivity")
        assert words is None or (set(words) == {"type_2", "type_6"} and set(words.values()) <= {"unchanged", "changed"})


def test_i12_other_percentiles_that_would_change_the_class_say_changed():
    option = told(Question(["A"], [[rating] for rating in (1, 1, 2, 7, 7, 7, 7, 7, 7)]))["options"]["A"]

    assert (option["sensitivity"], option["boundary"]) == ({"type_2": "changed", "type_6": "changed"}, True)
