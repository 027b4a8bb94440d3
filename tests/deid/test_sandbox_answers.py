"""A child that was taken over can say anything; the parent believes only what fits."""

import math

import pytest

from cases.deid import Finding, Mask
from cases.deid.sandbox import answers

MASK = [0, 0, 10, 10, "text", 0.5, 0, None, None, "known"]
PAGE = {"size": [20, 10], "masks": [MASK], "findings": [["face", 2]]}


def test_an_honest_page_is_read():
    page = answers.page(PAGE, 0)

    assert page.size == (20, 10)
    assert page.masks == (Mask(0, 0, 10, 10, "text", 0.5, 0, label="known"),)
    assert page.findings == (Finding("face", 2),)


@pytest.mark.parametrize(
    "change",
    [
        {"size": [0, 10]}, {"size": [20]}, {"size": [20, 70000]}, {"size": [20.5, 10]}, {"size": [True, 10]}, {"size": None},
        {"masks": [[0, 0, 21, 10, "text", 0.5, 0, None, None, ""]]}, {"masks": [[-1, 0, 10, 10, "text", 0.5, 0, None, None, ""]]},
        {"masks": [[5, 0, 5, 10, "text", 0.5, 0, None, None, ""]]}, {"masks": [[0, 0, 10, 10, "Jean Dupont", 0.5, 0, None, None, ""]]},
        {"masks": [[0, 0, 10, 10, "text", math.nan, 0, None, None, ""]]}, {"masks": [[0, 0, 10, 10, "text", 2, 0, None, None, ""]]},
        {"masks": [[0, 0, 10, 10, "text", 0.5, 1, None, None, ""]]}, {"masks": [[0, 0, 10, 10, "text", 0.5, 0, 5, 4, ""]]},
        {"masks": [[0, 0, 10, 10, "text", 0.5, 0, 5, None, ""]]}, {"masks": [MASK[:8]]}, {"masks": [MASK] * 50_001}, {"masks": {"a": 1}},
        {"masks": [[*MASK[:9], "Jean Dupont"]]}, {"masks": [[*MASK[:9], None]]}, {"masks": [[*MASK[:9], 7]]},
        {"findings": [["Jean Dupont", 1]]}, {"findings": [["face", -1]]}, {"findings": [["face", 10**12]]}, {"findings": [["face"]]},
        {"note": "Jean"},
    ],
)  # fmt: skip
def test_a_page_that_does_not_fit_is_not_believed(change):
    with pytest.raises((ValueError, TypeError)):
        answers.page({**PAGE, **change}, 0)


@pytest.mark.parametrize(
    "value", [[["image/jpeg", 99]], [["text/html", 100]], [["image/png", 50], ["image/png", 50]], [], [["image/png", -1]]]
)
def test_a_preview_must_fill_its_place(value):
    assert answers.preview([["image/png", 100]], 40, 140) == ("image/png", 40, 100)

    with pytest.raises((ValueError, TypeError)):
        answers.preview(value, 40, 140)


@pytest.mark.parametrize(
    "value",
    [[[5, 3, "name", "hard"]], [[0, 11, "name", "hard"]], [[0, 3, "Jean!", "hard"]], [[0, 3, "name", "certain"]],
     [[4, 6, "name", "soft"], [5, 8, "name", "soft"]], "spans"],
)  # fmt: skip
def test_spans_must_lie_in_the_text_and_apart(value):
    assert answers.spans([[0, 3, "name", "hard"]], 10) == [[0, 3, "name", "hard"]]

    with pytest.raises((ValueError, TypeError)):
        answers.spans(value, 10)


@pytest.mark.parametrize("value", [{"a": "Jean"}, {"a": True}, {"a": math.inf}, {"Jean Dupont": 1}, [1], {str(n): n for n in range(30)}])
def test_facts_are_numbers(value):
    assert answers.facts({"fps": 25.0, "frames": 3}) == {"fps": 25.0, "frames": 3}

    with pytest.raises((ValueError, TypeError)):
        answers.facts(value)


@pytest.mark.parametrize("value", [["a" * 81], ["line\nbreak"], ["\ud800"], [""], [7], ["Jean"] * 201, "Jean", None, {"Jean": 1}])
def test_known_identifiers_are_few_short_and_printable(value):
    assert answers.known(["Dupont", "1956-03-12"]) == ("Dupont", "1956-03-12")

    with pytest.raises((ValueError, TypeError)):
        answers.known(value)
