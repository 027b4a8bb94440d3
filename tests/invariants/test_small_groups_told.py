"""I12 in what is stored, shown and taken away: the round, the report on its page, the JSON file and its schema (CONSENSUS.md section 4)."""

import json

import pytest
from django.urls import reverse

from cases.consensus.publishing import NEAR
from cases.export import figures
from cases.export.decision import record_from
from cases.export.printed import printed
from cases.export.report import report_of
from tests.cases.decisions.conftest import run_out, vote_all
from tests.cases.reports.sample import report_with
from tests.cases.reports.schema import faults
from tests.cases.reports.test_report import SCHEMA, words_of
from tests.invariants.test_small_groups import breaches

EIGHTS, SEVENS = [8] * 9, [7] * 9


@pytest.fixture
def told_apart(rated, nine, amara):
    """Two appropriate options of which one seat did not rate the second, then a round to which another seat sends nothing."""
    rows = [(5, 3, 8, 7, 6)] * 8 + [(5, 3, 8, None, 6)]
    vote_all(rated, nine, rows)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)
    vote_all(rated, nine[1:], rows[1:])
    run_out(rated.last_round)
    rated.last_round.close()
    return rated


def test_i12_no_stored_round_and_no_export_holds_what_differs_by_one_seat(told_apart):
    exported = json.loads(record_from(report_of(told_apart)).body)

    assert faults(exported, SCHEMA) == []
    for round, out in zip(told_apart.closed_rounds, exported["rounds"], strict=True):
        assert breaches(round.question(), round.result) == []
        assert out["result"] == round.result
        assert round.result["withheld"] == {"schulze": NEAR, "borda": NEAR, "kendall_w": NEAR}
        assert (round.result["recommended"], round.result["alternatives"]) == (["3@1"], ["4@1"])
    moves = told_apart.closed_rounds[1].result["stability"]
    assert {(move["n"], move["changed"], move["median_shift"], move["stable"]) for move in moves.values()} == {
        (8, None, None, True),
        (7, None, None, True),
    }


def test_i12_the_report_says_what_is_withheld_and_why(told_apart, as_user, bose):
    report = report_of(told_apart)
    sections = {section["key"]: section for section in printed(report, record_from(report).sha256)["sections"]}

    words = words_of(sections["sensitivity"])
    assert "The Schulze method put the appropriate options in order; its numbers are not told." in words
    assert "Borda points and Kendall’s W are not told." in words
    assert "Schulze method: strength" not in words and "full concordance" not in words
    assert "only whether it is stable is told" in words_of(sections["stability"])
    kwargs = {"circle": told_apart.case.circle.slug, "case": told_apart.case_id, "decision": told_apart.pk}
    page = as_user(bose).get(reverse("decision-report", kwargs=kwargs)).text
    assert "its numbers are not told" in page and "Schulze method: strength" not in page


def test_i12_the_report_tells_the_order_where_all_rated_all():
    report = report_with(EIGHTS, SEVENS, [2] * 9)
    numbers = {f"{place}@1": place for place in (1, 2, 3)}
    words = words_of(figures.sensitivity(report["rounds"], numbers, dict.fromkeys(numbers, "")))
    assert "Schulze method: strength" in words and "full concordance" in words and "not told" not in words


@pytest.mark.parametrize(
    "spoil",
    [
        lambda result: result.pop("withheld"),
        lambda result: result.update(without_each_seat=[8.0]),
        lambda result: result["options"]["3@1"].update(median_of_cardiology=8.0),
        lambda result: result["withheld"].update(schulze="because"),
        lambda result: result.update(schulze=[[0, -1], [0, 0]]),
        lambda result: result["options"]["3@1"]["sensitivity"].update(type_2={"p30": 7.0, "p70": 8.0, "class": "A"}),
        lambda result: result["options"]["3@1"]["sensitivity"].update(type_4="unchanged"),
        lambda result: result["stability"]["3@1"].update(n=4),
        lambda result: result["stability"]["3@1"].update(without="9"),
    ],
)
def test_i12_the_schema_refuses_numbers_where_a_word_belongs(told_apart, spoil):
    exported = json.loads(record_from(report_of(told_apart)).body)
    spoil(exported["rounds"][1]["result"])

    assert faults(exported, SCHEMA)


def test_i12_a_specialty_of_one_or_two_is_not_named_in_a_report(told_apart, nine):
    for member, specialty in zip(nine, ["Cardiology"] * 5 + ["Surgery"] * 2 + ["Anaesthesia"] + [""], strict=True):
        member.user.specialty = specialty
        member.user.save(update_fields=["specialty"])

    assert report_of(told_apart)["panel"]["specialties"] == {"Cardiology": 5, "other": 4}
