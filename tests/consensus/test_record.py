"""The record that is printed, stored and hashed."""

import json
from hashlib import sha256

import pytest

from cases.consensus import BadPanel, Question, decide, record_of, result_of
from cases.consensus.report import canonical

ROWS = [[8, 2, 9], [7, 3, None], [8, 1, None], [7, 2, 8], [9, 1, None], [6, 3, None], [7, 2, None]]
QUESTION = Question(["Chirurgie", "Abstention", "Pose d’un drain"], ROWS, previous=ROWS, eligible=9)


def test_the_result_of_a_question_is_what_decide_says():
    assert result_of(QUESTION) == decide(QUESTION.options, ROWS, previous=ROWS, eligible=9)


def test_the_same_question_gives_the_same_bytes_whatever_holds_the_ratings():
    again = Question(tuple(QUESTION.options), tuple(map(tuple, ROWS)), previous=ROWS, eligible=9)

    assert record_of(again) == record_of(QUESTION)


def test_the_hash_is_that_of_the_bytes():
    record = record_of(QUESTION)

    assert record.sha256 == sha256(record.body).hexdigest()


def test_seats_in_another_order_give_the_same_bytes():
    other = Question(QUESTION.options, ROWS[::-1], previous=ROWS[::-1], eligible=9)

    assert record_of(other) == record_of(QUESTION)


@pytest.mark.parametrize("change", [{"eligible": 10}, {"profile": "delphi_80"}, {"previous": None}, {"options": ["A", "B", "C"]}])
def test_every_setting_is_in_the_hash(change):
    parts = {"options": QUESTION.options, "ratings": ROWS, "previous": ROWS, "eligible": 9, "profile": "ram_strict"}

    assert record_of(Question(**{**parts, **change})).sha256 != record_of(QUESTION).sha256


def test_one_changed_rating_changes_the_hash():
    changed = [[9, *ROWS[0][1:]], *ROWS[1:]]

    assert record_of(Question(QUESTION.options, changed, previous=ROWS, eligible=9)).sha256 != record_of(QUESTION).sha256


def test_the_record_is_canonical_json():
    body = record_of(QUESTION).body

    assert canonical(json.loads(body)) == body
    assert body.isascii()


def test_canonical_json_has_no_nan():
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_the_record_prints_what_the_command_prints_and_the_sensitivity():
    printed = json.loads(record_of(QUESTION).body)
    surgery = printed["options"]["Chirurgie"]

    assert surgery.items() >= result_of(QUESTION).as_json()["options"]["Chirurgie"].items()
    assert surgery["counts"] == [0, 0, 0, 0, 0, 1, 3, 2, 1]
    assert surgery["sensitivity"] == {"type_2": "unchanged", "type_6": "unchanged"}
    assert (surgery["boundary"], surgery["interpolated_median"], printed["percentile_type"]) == (False, 7 + 2 / 6, 7)


def test_an_option_with_fewer_than_five_ratings_shows_only_how_many_and_its_state():
    drain = json.loads(record_of(QUESTION).body)["options"]["Pose d’un drain"]

    assert (drain.pop("n"), drain.pop("state")) == (2, "insufficient_panel")
    assert set(drain.values()) == {None}


def test_movement_among_fewer_than_five_seats_is_not_shown():
    printed = json.loads(record_of(QUESTION).body)

    assert printed["stability"]["Chirurgie"]["n"] == 7
    assert printed["stability"]["Pose d’un drain"] is None
    few = Question(["A"], [[7]] * 7, previous=[[7]] * 4)
    assert json.loads(record_of(few).body)["stability"] == {"A": None}


def test_borda_points_of_fewer_than_five_raters_are_not_shown():
    assert json.loads(record_of(QUESTION).body)["borda"] is None
    assert json.loads(record_of(Question(["A", "B"], [[7, 8]] * 5)).body)["borda"] == [0.0, 5.0]


def test_a_single_round_says_so():
    assert json.loads(record_of(Question(["A"], [[7]] * 7, profile="quick")).body)["single_round"] is True
    assert json.loads(record_of(QUESTION).body)["single_round"] is False


def test_an_impossible_question_has_no_record():
    with pytest.raises(BadPanel):
        record_of(Question(["A"], [[10]]))
