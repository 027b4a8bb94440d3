"""A result in words: each outcome and each state has one plain sentence."""

import json

import pytest
from django.utils import translation

from cases import consensus
from cases.views.decisions import reading

A, B, C = "1@1", "2@1", "3@1"
TITLES = {A: "Device", B: "Ablation", C: "Waiting"}
FOR, MORE, AGAINST, SPLIT = [7] * 9, [9] * 9, [1] * 9, [1, 2, 3, 2, 5, 8, 9, 8, 7]


def result(columns, eligible=9):
    """The record of a round, from one list of ratings an option."""
    rows = [list(row) for row in zip(*columns, strict=True)]
    question = consensus.Question(options=[A, B, C][: len(columns)], ratings=rows, eligible=eligible)
    return json.loads(consensus.record_of(question).body)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ([FOR, AGAINST], "The panel agrees: “Device” is appropriate for this patient."),
        ([FOR, MORE], "The panel agrees: “Ablation” is appropriate for this patient and comes first; “Device” is appropriate too."),
        ([FOR, FOR], "The panel agrees: “Device” and “Ablation” are equally appropriate for this patient; none comes before the other."),
        ([AGAINST, AGAINST], "The panel agrees: none of these options is appropriate for this patient."),
        ([SPLIT, [5] * 9], "There is no consensus. The panel disagrees on 1 option; 1 option stays uncertain."),
        ([SPLIT, AGAINST], "There is no consensus. The panel disagrees on 1 option; 1 option is agreed to be inappropriate."),
    ],
)
def test_each_outcome_has_a_sentence(columns, sentence):
    assert reading.sentence_of(result(columns), TITLES) == sentence


def test_too_few_ratings_are_no_disagreement():
    few = [8] * 3 + [None] * 6

    assert reading.sentence_of(result([few, few]), TITLES) == "No result: every option has too few ratings."
    assert reading.sentence_of(result([few, [5] * 9]), TITLES) == (
        "There is no consensus. 1 option stays uncertain; 1 option has too few ratings."
    )


def test_a_missing_quorum_is_said_with_its_numbers():
    assert reading.sentence_of(result([FOR], eligible=20), TITLES) == (
        "No result: 9 of 20 panel members submitted a ballot, and two thirds are needed."
    )


@pytest.mark.parametrize(
    ("ratings", "badge"),
    [
        (FOR, ("Appropriate, with agreement", "clean")),
        (AGAINST, ("Inappropriate, with agreement", "oppose")),
        (SPLIT, ("Uncertain, with disagreement", "leaning")),
        ([5] * 9, ("Uncertain, with agreement", "leaning")),
        ([7, 7, 7, 7, 7, 7, 5, 4, 4], ("Leaning appropriate, no consensus", "leaning")),
        ([8] * 4 + [None] * 5, ("Too few ratings", "quiet")),
        ([None] * 9, ("Too few ratings", "quiet")),
    ],
)
def test_each_state_of_an_option_has_a_badge(ratings, badge):
    assert reading.badge_of(result([ratings])["options"][A]) == badge


@pytest.mark.parametrize(("part", "whole", "percent"), [(7, 9, 78), (0, 9, 0), (9, 9, 100), (1, 8, 13), (1, 3, 33)])
def test_percentages_are_whole_and_rounded_half_up(part, whole, percent):
    assert reading.percent(part, whole) == percent


def test_numbers_are_shown_without_superfluous_zeros_in_the_readers_language():
    assert [reading.shown(number) for number in (8.0, 7.4, 2.0)] == ["8", "7.4", "2"]
    with translation.override("fr"):
        assert reading.shown(0.315, 2) == "0,32"
