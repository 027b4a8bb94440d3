"""Whole rounds at their edges: states, labels, outcomes, quorum."""

import pytest

from cases.consensus import PROFILES, decide

ABSTAIN = None


def one(*ratings, **settings):
    """The single option of a panel with these ratings."""
    return decide(["A"], [[rating] for rating in ratings], **settings)["A"]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ((), "no_ratings"),
        ((ABSTAIN, ABSTAIN, ABSTAIN, ABSTAIN, ABSTAIN), "no_ratings"),
        ((9, 9, 9, 9), "insufficient_panel"),
        ((9, 9, 9, 9, ABSTAIN), "insufficient_panel"),
        ((9, 9, 9, 9, 9), "consensus_for"),
        ((7, 7, 7, 7, 6), "consensus_for"),
        ((7, 7, 7, 6, 6), "uncertain"),
        ((7, 7, 7, 7, 3), "uncertain"),
        ((1, 1, 1, 1, 1), "consensus_against"),
        ((3, 3, 3, 3, 4), "consensus_against"),
        ((3, 3, 3, 3, 7), "uncertain"),
        ((1, 1, 5, 9, 9), "disagreement"),
        ((7,) * 6 + (6, 6), "consensus_for"),
        ((7,) * 5 + (6, 6, 6), "uncertain"),
        ((7,) * 16 + (3,) * 3 + (6,), "uncertain"),
        ((7,) * 16 + (3,) * 2 + (6,) * 2, "consensus_for"),
    ],
)
def test_an_option_has_the_first_state_that_holds(ratings, expected):
    assert one(*ratings).state == expected


def test_exactly_75_percent_in_7_to_9_is_enough():
    assert one(*(7,) * 9, *(6,) * 3).state == "consensus_for"


def test_exactly_15_percent_in_1_to_3_is_too_much():
    seventeen_of_twenty = (7,) * 17
    assert one(*seventeen_of_twenty, 3, 3, 3).state == "uncertain"
    assert one(*seventeen_of_twenty, 3, 3, 4).state == "consensus_for"


def test_a_dispersion_index_of_exactly_1_is_no_disagreement_by_ipras():
    option = one(1, 2, 3, 3, 6, 6, 6, 6, 7, 8, 9, 9)

    assert option.as_json()["di"] == 1.0
    assert option.as_json()["ipras_disagreement"] is False


@pytest.mark.parametrize(
    ("ratings", "median", "expected"),
    [((6, 6, 6, 7, 7, 7), 6.5, "A"), ((3, 3, 3, 4, 4, 4), 3.5, "U"), ((3, 3, 3, 3, 4, 4), 3.0, "I"), ((5, 6, 6, 6, 6, 7), 6.0, "U")],
)
def test_a_median_between_two_thirds_goes_to_the_higher_one(ratings, median, expected):
    printed = one(*ratings).as_json()

    assert (printed["median"], printed["class"]) == (median, expected)


def test_disagreement_by_ipras_makes_the_class_uncertain_and_classic_disagreement_alone_does_not():
    assert one(1, 1, 2, 7, 7, 7, 7, 7, 7).as_json()["class"] == "A"
    assert one(1, 2, 3, 3, 6, 7, 8, 8, 9, 9).as_json()["class"] == "U"


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ((9, 9, 9, 9, 9), None),
        ((1, 1, 1, 1, 1), None),
        ((), None),
        ((1, 1, 5, 9, 9), "disagreement"),
        ((4, 5, 5, 6, 7), "agreed_uncertain"),
        ((4, 4, 5, 7, 8), "majority"),
        ((4, 4, 5, 7, 7, 7), "majority"),
        ((3, 4, 5, 6, 6, 7, 7, 7, 7), "plurality"),
        ((9, 9), "majority"),
        ((3, 7, 8), "disagreement"),
    ],
)
def test_an_option_without_consensus_carries_a_label(ratings, expected):
    assert one(*ratings).label == expected


def test_an_option_nobody_rated_has_no_statistics_and_not_zero():
    printed = decide(["A", "B"], [[9, ABSTAIN]] * 5).as_json()["options"]["B"]

    assert printed.pop("n") == 0
    assert printed.pop("state") == "no_ratings"
    assert len(printed) == 13
    assert set(printed.values()) == {None}


def test_an_insufficient_panel_keeps_its_numbers_in_the_command_line():
    assert one(2, 3).as_json()["median"] == 2.5


PROFILE_TABLE = [
    ((7, 7, 7, 7, 7, 7, 7, 6, 6, 6), ("uncertain", "uncertain", "consensus_for", "uncertain")),
    ((7, 7, 7, 7, 7, 7, 7, 7, 6, 6), ("consensus_for", "consensus_for", "consensus_for", "consensus_for")),
    ((7, 7, 7, 7, 2), ("uncertain", "consensus_for", "uncertain", "consensus_for")),
    ((7, 7, 7, 7, 7, 7, 7, 6, 6, 1, 6), ("uncertain", "uncertain", "uncertain", "uncertain")),
    ((9, 9, 9, 9, 9, 9, 6, 6), ("consensus_for", "consensus_for", "consensus_for", "uncertain")),
    ((1, 1, 1, 1, 9), ("uncertain", "consensus_against", "uncertain", "consensus_against")),
]


@pytest.mark.parametrize(("ratings", "states"), PROFILE_TABLE)
def test_each_profile_applies_its_own_rule(ratings, states):
    assert tuple(one(*ratings, profile=code).state for code in ("ram_strict", "ram_agreement", "comet_70_15", "delphi_80")) == states


@pytest.mark.parametrize(("ratings", "states"), PROFILE_TABLE)
def test_quick_is_the_strict_rule_in_one_round_and_says_so(ratings, states):
    assert one(*ratings, profile="quick").state == states[0]
    assert [code for code, profile in PROFILES.items() if profile.single_round] == ["quick"]


@pytest.mark.parametrize("profile", PROFILES)
def test_no_profile_reaches_consensus_over_disagreement(profile):
    assert one(*(9,) * 8, *(1,) * 4, profile=profile).state == "disagreement"


def test_one_option_for_is_a_single_consensus():
    result = decide(["A", "B"], [[8, 2]] * 5)

    assert (result.outcome, result.recommended, result.alternatives, result.schulze) == ("consensus_single", ("A",), (), None)


def test_every_option_against_is_a_consensus_against_all():
    assert decide(["A", "B"], [[1, 2]] * 5).outcome == "consensus_against_all"
    assert decide(["A", "B"], [[1, ABSTAIN]] * 5).outcome == "no_consensus"


def test_the_preferred_option_leaves_the_others_as_alternatives():
    result = decide(["A", "B", "C"], [[8, 9, 7]] * 6)

    assert (result.outcome, result.recommended, result.alternatives) == ("consensus_preferred", ("B",), ("A", "C"))
    assert result.schulze == ((0, 0, 6), (6, 0, 6), (0, 0, 0))


def test_a_tie_gives_equivalent_alternatives_in_option_order():
    result = decide(["C", "A", "B"], [[8, 8, 7]] * 6)

    assert (result.outcome, result.recommended, result.alternatives) == ("consensus_equivalent_alternatives", ("C", "A"), ("B",))


def test_a_higher_median_than_the_winner_is_recommended_too():
    # Five put A above B, four put B above A, two see no difference: A wins, yet B has the higher median.
    result = decide(["A", "B"], [[8, 7]] * 4 + [[9, 8]] + [[7, 9]] * 4 + [[9, 9]] * 2)

    assert result.schulze == ((0, 5), (0, 0))
    assert [result[name].as_json()["median"] for name in "AB"] == [8.0, 9.0]
    assert (result.outcome, result.recommended, result.alternatives) == ("consensus_equivalent_alternatives", ("A", "B"), ())


def test_a_higher_median_than_every_tied_winner_is_recommended_too():
    # A and B are the same option twice; both beat C, whose median is higher.
    result = decide(["A", "B", "C"], [[8, 8, 7]] * 4 + [[9, 9, 8]] + [[7, 7, 9]] * 4 + [[9, 9, 9]] * 2)

    assert result.schulze == ((0, 0, 5), (0, 0, 5), (0, 0, 0))
    assert result.recommended == ("A", "B", "C")


def test_only_raters_of_all_options_in_consensus_order_them():
    rows = [[9, 7], [9, 7], [7, 8], [7, 8], [7, 8], [9, ABSTAIN], [9, ABSTAIN]]
    result = decide(["A", "B"], rows)

    assert result.schulze == ((0, 0), (3, 0))
    assert result.complete_raters == 5


def test_options_that_nobody_rated_together_are_equivalent():
    rows = [[9, ABSTAIN]] * 5 + [[ABSTAIN, 9]] * 5
    result = decide(["A", "B"], rows)

    assert (result.outcome, result.schulze) == ("consensus_equivalent_alternatives", ((0, 0), (0, 0)))
    assert (result.kendall_w, result.borda_x2) == (None, None)


@pytest.mark.parametrize(("width", "raters", "exists"), [(3, 3, True), (2, 3, False), (3, 2, False)])
def test_kendalls_w_needs_three_options_and_three_complete_raters(width, raters, exists):
    names = ["A", "B", "C"][:width]
    incomplete = [[ABSTAIN, *[5] * (width - 1)]]

    result = decide(names, [[7, 5, 3][:width]] * raters + incomplete)
    assert (result.kendall_w is not None) == exists


def test_concordance_is_none_when_every_rater_ties_every_option():
    assert decide(["A", "B", "C"], [[5, 5, 5], [7, 7, 7], [1, 1, 1]]).as_json()["kendall_w"] is None


@pytest.mark.parametrize(
    ("eligible", "ballots", "reached"),
    [(9, 6, True), (9, 5, False), (10, 7, True), (10, 6, False), (8, 6, True), (8, 5, False), (7, 5, True)],
)
def test_quorum_is_two_thirds_of_the_eligible_seats(eligible, ballots, reached):
    assert (decide(["A"], [[9]] * ballots, eligible=eligible).outcome != "no_quorum") == reached


def test_a_ballot_of_abstentions_counts_for_the_quorum_and_not_for_n():
    result = decide(["A", "B"], [[9, ABSTAIN]] * 5 + [[ABSTAIN, ABSTAIN]], eligible=9)

    assert (result.submitted, result["A"].n, result.outcome) == (6, 5, "consensus_single")


def test_a_seat_without_a_ballot_counts_for_nothing():
    result = decide(["A"], [[9]] * 5 + [None], eligible=8)

    assert (result.submitted, result.outcome) == (5, "no_quorum")


def test_without_a_quorum_options_keep_their_statistics_and_nothing_is_recommended():
    result = decide(["A", "B"], [[9, 8]] * 5, eligible=9)

    assert (result.outcome, result.recommended, result.alternatives, result.schulze) == ("no_quorum", (), (), None)
    assert result["A"].as_json()["median"] == 9.0


@pytest.mark.parametrize(("eligible", "expected"), [(12, "consensus_for"), (13, "insufficient_panel"), (14, "insufficient_panel")])
def test_an_option_needs_ratings_from_half_of_the_eligible_seats(eligible, expected):
    rows = [[9, 8]] * 6 + [[ABSTAIN, 8]] * 5

    assert decide(["A", "B"], rows, eligible=eligible)["A"].state == expected


def test_without_eligible_seats_there_is_no_quorum_to_miss():
    assert decide(["A"], [[9]] * 5).outcome == "consensus_single"


@pytest.mark.parametrize(
    ("ratings", "rating", "opens"),
    [((9,) * 7, 3, True), ((9,) * 7, 4, False), ((1,) * 7, 7, True), ((1,) * 7, 6, False), ((5,) * 7, 1, False), ((9,) * 7, None, False)],
)
def test_a_rating_in_the_opposite_third_opens_a_minority_report(ratings, rating, opens):
    assert one(*ratings).opposed_by(rating) == opens


def test_the_number_of_opponents_is_counted():
    assert one(*(8,) * 7, 2).opponents == 1
    assert one(*(2,) * 7, 8).opponents == 1
    assert one(*(5,) * 7, 8).opponents == 0
