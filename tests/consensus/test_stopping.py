"""Movement between rounds, and whether another round follows."""

import pytest

from cases.consensus import all_stable, decide, next_step


def round_of(before, now, *, profile="ram_strict", **settings):
    return decide(["A"], [[rating] for rating in now], previous=[[rating] for rating in before], profile=profile, **settings)


def moved(before, now):
    return round_of(before, now).as_json()["stability"]["A"]


def test_one_seat_may_change_its_third_in_a_small_panel():
    assert moved([5] * 9, [5] * 8 + [7]) == {"changed": 1, "n": 9, "median_shift": 0.0, "stable": True}
    assert moved([5] * 9, [5] * 7 + [7] * 2) == {"changed": 2, "n": 9, "median_shift": 0.0, "stable": False}


@pytest.mark.parametrize(("n", "changed", "stable"), [(13, 2, False), (14, 2, True), (19, 2, True), (19, 3, False), (20, 3, True)])
def test_fifteen_percent_rounded_down_may_change_in_a_larger_panel(n, changed, stable):
    assert moved([6] * n, [7] * changed + [6] * (n - changed))["stable"] is stable


def test_a_median_may_move_by_one_point_and_not_by_one_and_a_half():
    assert moved([4, 4, 4, 4, 5, 5], [5] * 6) == {"changed": 0, "n": 6, "median_shift": 1.0, "stable": True}
    assert moved([4, 4, 4, 5, 5, 5], [6] * 6) == {"changed": 0, "n": 6, "median_shift": 1.5, "stable": False}


def test_a_falling_median_is_a_negative_shift():
    assert moved([6] * 5, [4] * 5) == {"changed": 0, "n": 5, "median_shift": -2.0, "stable": False}


def test_movement_is_measured_over_seats_that_rated_both_times():
    assert moved([9, None, 1, 5, 5], [None, 9, 1, 5, 6]) == {"changed": 0, "n": 3, "median_shift": 0.0, "stable": True}


def test_rows_without_a_partner_are_left_out():
    assert moved([5] * 5 + [9, 9, 9], [5] * 5)["n"] == 5
    assert moved([5] * 5, [5] * 5 + [9, 9, 9]) == {"changed": 0, "n": 5, "median_shift": 0.0, "stable": True}


def test_a_row_is_a_seat_and_not_a_place_in_an_order():
    assert moved([1, 9], [9, 1]) == {"changed": 2, "n": 2, "median_shift": 0.0, "stable": False}


@pytest.mark.parametrize("before", [[], [None] * 5])
def test_an_option_nobody_rated_twice_has_no_movement_and_not_zero(before):
    assert moved(before, [5] * 5) == {"changed": None, "n": 0, "median_shift": None, "stable": None}


FOR, AGAINST, SPLIT = [8] * 9, [2] * 9, [2, 2, 2, 5, 5, 5, 8, 8, 8]
MOVED = SPLIT[::-1]


@pytest.mark.parametrize(
    ("before", "now", "round_number", "expected"),
    [
        (FOR, FOR, 1, "next_round"),
        (FOR, FOR, 2, "conclude"),
        (SPLIT, FOR, 2, "conclude"),
        (SPLIT, AGAINST, 2, "conclude"),
        (SPLIT, SPLIT, 2, "conclude"),
        (SPLIT, MOVED, 2, "next_round"),
        (SPLIT, MOVED, 3, "conclude_unstable"),
        (SPLIT, SPLIT, 3, "conclude"),
        (SPLIT, FOR, 3, "conclude"),
    ],
)
def test_what_follows_a_round(before, now, round_number, expected):
    assert next_step(round_of(before, now), round_number) == expected


def test_quick_concludes_after_one_round():
    assert next_step(round_of(SPLIT, MOVED, profile="quick"), 1) == "conclude"


def test_a_missed_quorum_asks_for_a_third_round_and_then_ends():
    result = round_of(FOR, FOR, eligible=20)

    assert [next_step(result, number) for number in (1, 2, 3)] == ["next_round", "next_round", "conclude"]


def test_one_option_in_consensus_is_enough_to_conclude():
    moving = decide(["A", "B"], [[8, rating] for rating in MOVED], previous=[[8, rating] for rating in SPLIT])

    assert next_step(moving, 2) == "conclude"


def test_one_moving_option_keeps_the_round_going():
    moving = decide(["A", "B"], [[5, rating] for rating in MOVED], previous=[[5, rating] for rating in SPLIT])

    assert next_step(moving, 2) == "next_round"


def test_movement_that_cannot_be_seen_counts_as_movement():
    assert next_step(decide(["A"], [[5]] * 9), 2) == "next_round"
    assert next_step(decide(["A"], [[5]] * 9, previous=[[None]] * 9), 2) == "next_round"


def test_an_option_nobody_ever_rated_does_not_keep_the_round_going():
    result = decide(["A", "B"], [[5, None]] * 9, previous=[[5, None]] * 9)

    assert all_stable(result)
    assert next_step(result, 2) == "conclude"


@pytest.mark.parametrize("round_number", [0, -1])
def test_rounds_are_counted_from_one(round_number):
    with pytest.raises(ValueError, match="from 1"):
        next_step(round_of(FOR, FOR), round_number)
