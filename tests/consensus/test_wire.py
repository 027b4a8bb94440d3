"""Panels as JSON text: what is read, and what is refused with one sentence."""

import json

import pytest

from cases.consensus import BadPanel, decide
from cases.consensus.wire import answer

GOOD = {"options": ["A", "B"], "ratings": [[7, None], [8, 2], [9, 3], [7, 1], [7, 2]]}


def text(**changes):
    """GOOD as one line of JSON with keys changed; a value of ... leaves the key out."""
    return json.dumps({key: value for key, value in {**GOOD, **changes}.items() if value is not ...})


def refusal(raw):
    with pytest.raises(BadPanel) as caught:
        answer(raw if isinstance(raw, bytes) else raw.encode())
    return str(caught.value)


def test_a_panel_gives_one_line_with_exactly_the_documented_keys():
    printed = answer(text().encode())
    found = json.loads(printed)

    assert printed.endswith("}\n")
    assert printed.count("\n") == 1
    assert list(found) == ["options", "outcome", "recommended", "alternatives", "schulze", "kendall_w", "stability"]
    assert list(found["options"]["A"]) == [
        *("n", "median", "p30", "p70", "ipr", "ipras", "di", "class", "classic_agreement", "classic_disagreement"),
        *("ipras_disagreement", "pct_7_9", "pct_1_3", "state", "label"),
    ]
    assert list(found["options"]["B"]) == list(found["options"]["A"])


def test_every_setting_reaches_the_engine():
    raw = text(previous=[[1, 1], [2, 2]], eligible=12, profile="delphi_80")

    expected = decide(["A", "B"], GOOD["ratings"], previous=[[1, 1], [2, 2]], eligible=12, profile="delphi_80")
    assert json.loads(answer(raw.encode())) == expected.as_json()


def test_stability_has_exactly_the_documented_keys():
    found = json.loads(answer(text(previous=GOOD["ratings"]).encode()))

    assert list(found["stability"]["A"]) == ["changed", "n", "median_shift", "stable"]


def test_several_panels_give_one_line_each_in_their_order():
    lines = answer("\n".join([text(options=["A", "B"]), "", text(options=["C", "D"]), ""]).encode()).splitlines()

    assert [list(json.loads(line)["options"]) for line in lines] == [["A", "B"], ["C", "D"]]


@pytest.mark.parametrize("indent", [0, 1, 4, "\t"])
def test_one_panel_may_stretch_over_many_lines(indent):
    assert answer(json.dumps(GOOD, indent=indent).encode()) == answer(text().encode())


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf%s", b"\r\n%s\r\n", b"  %s", b"%s\n\n\n"])
def test_byte_order_mark_and_white_space_do_not_matter(raw):
    assert answer(raw % text().encode()) == answer(text().encode())


def test_null_means_that_an_optional_setting_is_not_given():
    assert answer(text(previous=None, eligible=None, profile=None).encode()) == answer(text().encode())


def test_names_of_any_alphabet_come_back_as_they_were():
    name = "Résection \U0001f9e0 “R0”"

    assert list(json.loads(answer(text(options=[name, "B"]).encode()))["options"]) == [name, "B"]


def test_half_a_surrogate_pair_does_not_break_the_answer():
    assert json.loads(answer(b'{"options": ["\\ud800"], "ratings": []}'))["options"].keys() == {"\ud800"}


def test_a_panel_without_ballots_is_a_panel():
    found = json.loads(answer(text(ratings=[]).encode()))

    assert (found["outcome"], found["options"]["A"]["state"], found["options"]["A"]["median"]) == ("no_consensus", "no_ratings", None)


@pytest.mark.parametrize("eligible", [5, 7])
def test_as_many_eligible_seats_as_ballots_or_more_are_accepted(eligible):
    assert json.loads(answer(text(eligible=eligible).encode()))["outcome"] == "consensus_single"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"options": ...}, "has no options"),
        ({"ratings": ...}, "has no ratings"),
        ({"options": [], "ratings": []}, "one or more names"),
        ({"options": "AB"}, "one or more names"),
        ({"options": {"A": 1}}, "one or more names"),
        ({"options": None}, "one or more names"),
        ({"options": ["A", ""]}, "Option 2 must be a name"),
        ({"options": ["A", "  "]}, "Option 2 must be a name"),
        ({"options": ["A", 2]}, "Option 2 must be a name"),
        ({"options": ["A", None]}, "Option 2 must be a name"),
        ({"options": ["A", ["B"]]}, "Option 2 must be a name"),
        ({"options": ["A", "A"]}, "same name"),
        ({"ratings": None}, "must be a list of rows"),
        ({"ratings": "77"}, "must be a list of rows"),
        ({"ratings": {"A": [7]}}, "must be a list of rows"),
        ({"ratings": 7}, "must be a list of rows"),
        ({"ratings": [7, 8]}, "Row 1 of the ratings must be a list"),
        ({"ratings": [[7, 8], "78"]}, "Row 2 of the ratings must be a list"),
        ({"ratings": [[7, 8], None]}, "row of nulls"),
        ({"ratings": [[7, 8], {"A": 7, "B": 8}]}, "Row 2 of the ratings must be a list"),
        ({"ratings": [[7, 8], [7]]}, "Row 2 of the ratings has 1 ratings for 2 options"),
        ({"ratings": [[7, 8], []]}, "Row 2 of the ratings has 0"),
        ({"ratings": [[7, 8, 9]]}, "Row 1 of the ratings has 3"),
        ({"ratings": [[7, 8], [0, 8]]}, "Row 2 of the ratings, option 1"),
        ({"ratings": [[7, 10]]}, "Row 1 of the ratings, option 2"),
        ({"ratings": [[7, -1]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, 10**30]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, 7.5]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, 7.0]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, 1e400]]}, "infinity"),
        ({"ratings": [[7, True]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, False]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, "7"]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, [7]]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, {}]]}, "a whole number from 1 to 9"),
        ({"ratings": [[7, float("nan")]]}, "NaN"),
        ({"previous": [[7]]}, "Row 1 of the previous ratings has 1"),
        ({"previous": [[7, 8, 9]]}, "Row 1 of the previous ratings has 3"),
        ({"previous": [[7, 11]]}, "Row 1 of the previous ratings, option 2"),
        ({"previous": [None]}, "row of nulls"),
        ({"previous": 7}, "previous ratings must be a list"),
        ({"eligible": -1}, "0 or more"),
        ({"eligible": 12.0}, "whole number"),
        ({"eligible": "12"}, "whole number"),
        ({"eligible": True}, "whole number"),
        ({"eligible": [12]}, "whole number"),
        ({"eligible": 4}, "fewer eligible seats"),
        ({"eligible": 0}, "fewer eligible seats"),
        ({"profile": "ram"}, "must be one of ram_strict"),
        ({"profile": ""}, "must be one of ram_strict"),
        ({"profile": 7}, "must be one of ram_strict"),
        ({"profile": ["quick"]}, "must be one of ram_strict"),
        ({"elegible": 12}, "a key other than"),
    ],
)
def test_a_wrong_panel_is_refused_with_a_sentence(changes, words):
    sentence = refusal(text(**changes))

    assert words in sentence
    assert sentence.startswith("Line 1: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"\xc3", "UTF-8"),
        (b"hello", "Line 1: this is not JSON"),
        (b"{", "not JSON"),
        (b'{"options": ["A"], "ratings": [[7],]}', "not JSON"),
        (b'{"options": ["A"], "ratings": [[07]]}', "not JSON"),
        (b"{'options': ['A'], 'ratings': []}", "not JSON"),
        (b'{"options": ["A\x00"], "ratings": []}', "not JSON"),
        (b"[]", "must be a JSON object"),
        (b'[{"options": ["A"], "ratings": []}]', "must be a JSON object"),
        (b"7", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"A"', "must be a JSON object"),
        (b"NaN", "NaN"),
        (b'{"options": ["A"], "ratings": [[NaN]]}', "NaN"),
        (b'{"options": ["A"], "ratings": [[-Infinity]]}', "infinity"),
        (b'{"options": ["A"], "ratings": [[1e999]]}', "a whole number"),
        (b'{"options": ["A"], "ratings": [[' + b"7" * 5000 + b"]]}", "not a panel"),
        (b"[" * 200_000, "not a panel"),
        (b'{"options": ["A"], "options": ["B"], "ratings": []}', "given twice"),
        (text().encode() + b" " + text().encode(), "begins on its own line"),
        (text().encode() + b",\n" + text().encode(), "begins on its own line"),
        (text().encode() + b"\n]", "Line 2: this is not JSON"),
    ],
    ids=range(25),
)
def test_text_that_holds_no_panel_is_refused_with_a_sentence(raw, words):
    assert words in refusal(raw)


def test_one_wrong_panel_among_many_leaves_no_answer_and_is_named():
    lines = [text(), text(), text(ratings=[[10, 1]]), text()]

    sentence = refusal("\n".join(lines))
    assert sentence == "Line 3: Row 1 of the ratings, option 1: a rating is a whole number from 1 to 9, or null to abstain."


def test_a_refusal_quotes_nothing_of_the_input():
    for changes in ({"options": ["Zebra", "Zebra"]}, {"profile": "Zebra"}, {"Zebra": 1}, {"ratings": [["Zebra", 1]]}):
        assert "Zebra" not in refusal(text(**changes))
    assert "Zebra" not in refusal(b'{"options": [Zebra')
