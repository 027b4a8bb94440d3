"""The words beside each rule for a consensus say what the engine does."""

from itertools import combinations_with_replacement

import pytest

from cases.consensus import Question, result_of
from circles.rules import RULES

EDGES = (1, 3, 4, 6, 7, 9)  # the ends of each third: within a third no rule looks


def thirds(ratings):
    return sum(value >= 7 for value in ratings), sum(value <= 3 for value in ratings)


def agreed(rule, ratings):
    question = Question(options=["a"], ratings=[[value] for value in ratings], previous=None, eligible=len(ratings), profile=rule.code)
    return result_of(question).options[0].state == "consensus_for"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_example_of_a_rule_is_what_the_engine_counts(rule):
    """Every panel of that size, with ratings at the ends of the thirds."""
    for ratings in combinations_with_replacement(EDGES, rule.raters):
        high, low = thirds(ratings)
        assert agreed(rule, ratings) == (high >= rule.high and low <= rule.low), ratings


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_example_names_its_numbers(rule):
    example = str(rule.example)

    assert example.startswith(f"{rule.raters} raters")
    assert f"{rule.high} or more in 7–9" in example


def test_the_strict_rule_asks_ten_raters_for_eight_as_the_example_of_comet_says():
    assert not agreed(RULES["ram_strict"], [8] * 7 + [5] * 3)
    assert agreed(RULES["ram_strict"], [8] * 8 + [5] * 2)


def test_each_choice_stands_beside_its_words(as_user, admin, circle):
    page = as_user(admin).get(f"/c/{circle.slug}/settings/").text

    for rule in RULES.values():
        assert f'aria-describedby="rule-{rule.code}"' in page
        assert f'id="rule-{rule.code}"' in page
        assert str(rule.example) in page
    assert "What is locked, and when" in page


@pytest.mark.parametrize(("profile", "days"), [("ram_strict", 10), ("quick", 5)])
def test_the_page_says_how_long_a_decision_takes(as_user, admin, circle, profile, days):
    circle.change(by=admin, profile=profile)

    assert f"it takes {days} days from opening" in as_user(admin).get(f"/c/{circle.slug}/settings/").text
