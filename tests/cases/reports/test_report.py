"""What a report holds: every item that readers of a consensus need, nothing that points at a person, nothing of an open round."""

import json
from pathlib import Path

import pytest

from cases import consensus
from cases.consensus.report import canonical
from cases.export import byhand, process
from cases.export import report as reports
from cases.export.decision import record_from, record_of
from cases.export.report import report_of, specialties
from cases.models import MinorityReport
from tests.cases.decisions.conftest import FOR_FIRST, run_out, vote_all
from tests.cases.reports.sample import AGAINST, FOR, UNSURE, report_with
from tests.cases.reports.schema import faults

SCHEMA = json.loads((Path(reports.__file__).parent / "schema" / "decision-4.json").read_text())


def words_of(value):
    """Every string in a printed report, joined."""
    if isinstance(value, dict):
        return " ".join(words_of(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(words_of(one) for one in value)
    return str(value)


@pytest.mark.parametrize("state", ["proposed", "frozen", "rated", "decided", "concluded", "reported"])
def test_the_record_is_as_its_schema_says_in_every_stage(state, request):
    body = json.loads(record_of(request.getfixturevalue(state)).body)

    assert faults(body, SCHEMA) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.pop("limits"),
        lambda body: body.update(name="Dr Quist"),
        lambda body: body["options"][0].update(version="1"),
        lambda body: body["rounds"][1]["result"]["options"]["3@1"]["counts"].pop(),
        lambda body: body["rounds"][1].update(sha256="0"),
        lambda body: body["conclusion"].update(strength="very strong"),
        lambda body: body["panel"].update(seats=True),
    ],
)
def test_the_schema_refuses_a_record_that_is_otherwise(spoil, concluded):
    body = json.loads(record_of(concluded).body)
    spoil(body)

    assert faults(body, SCHEMA)


def test_a_result_that_an_earlier_engine_sealed_is_as_the_schema_says(concluded):
    body = json.loads(record_of(concluded).body)
    for round in body["rounds"]:
        round["result"]["engine"] = "casecircle-consensus/1"
        del round["result"]["withheld"]
        for of in round["result"]["options"].values():
            of["sensitivity"] = {key: {"p30": of["p30"], "p70": of["p70"], "class": of["class"]} for key in ("type_2", "type_6")}

    assert faults(body, SCHEMA) == []
    body["rounds"][0]["result"]["engine"] = "casecircle-consensus/2"
    assert faults(body, SCHEMA)


def test_a_word_of_the_schema_that_is_not_checked_is_an_error():
    with pytest.raises(ValueError, match="multipleOf"):
        faults(1, {"multipleOf": 1})


def test_the_same_decision_gives_the_same_bytes_in_every_language(reported, settings):
    first = record_of(reported)
    settings.LANGUAGE_CODE = "fr"
    again = record_from(json.loads(canonical(report_of(type(reported).unscoped.select_related("case").get(pk=reported.pk)))))

    assert first == again


def test_every_item_of_accord_is_printed(reported, show):
    report = show(reported)
    keys = [section["key"] for section in report["sections"]]
    words = words_of(report)

    assert keys == [
        *("result", "question", "method", "panel", "rounds", "round-1", "round-2", "stability", "sensitivity"),
        *("options", "deviations", "follow-up", "limits", "by-hand", "identity"),
    ]
    for expected in (
        *("Which treatment first?", "The panel agrees: “Implantable defibrillator” is appropriate for this patient."),
        *("Strong recommendation", "Not before day 12.", "The gradient comes first.", "GRADE"),
        *("validated for panels", "At least 75 %", "type 7 of Hyndman and Fan", "casecircle-consensus/"),
        *("8 of 9 in 7–9 (89 %), 1 in 1–3 (11 %)", "unchanged", "Classic agreement", "Kendall"),
        *(round.record_hash for round in reported.closed_rounds),
    ):
        assert expected in words, expected


def test_no_name_and_no_seat_stands_in_a_record_but_where_its_owner_signed(reported, nine, clean):
    body = record_of(reported).body.decode()

    assert not any(member.name in body or member.user.email in body for member in nine)
    MinorityReport.write(reported, text=clean("The gradient comes first."), named=True, by=nine[8])
    signed = json.loads(record_of(reported).body)["minority_reports"]
    assert [(report["name"], report["pseudonym"]) for report in signed] == [("Dr Quist", "")]


def test_i01_nothing_of_an_open_round_is_in_its_report(rated, nine, show):
    before, shown = record_of(rated).body, show(rated)
    vote_all(rated, nine[:8], [(9, 1, 9, 1, 9)] * 8)

    assert record_of(rated).body == before
    assert show(rated) == shown


def test_i11_under_five_ratings_a_report_tells_their_number_and_no_other(rated, nine, show):
    vote_all(rated, nine[:7], [(5, 3, 7, 4, 6)] * 4 + [(5, 3, None, 4, 6)] * 3)
    run_out(rated.last_round)
    rated.last_round.close()

    report = show(rated)
    strips = next(section for section in report["sections"] if section["key"] == "round-1")["blocks"]
    few = next(item for item in strips[0]["items"] if item["number"] == 3)
    assert (few["n"], few["counts"], few["share"], few["alt"]) == (4, None, "", "")
    assert "median" not in few
    statistics = {row[0]: row[3] for row in strips[1]["rows"]}
    assert {label: cell for label, cell in statistics.items() if cell != "–"} == {"n": "4", "Abstained": "3", "State": "Too few ratings"}
    assert "3" not in [row[0] for row in strips[2]["rows"]]


def test_an_upgrade_between_two_rounds_is_told():
    report = report_with(FOR, AGAINST, earlier=[[UNSURE, AGAINST]])
    report["rounds"][0]["result"]["engine"] = "casecircle-consensus/1"

    assert f"casecircle-consensus/1, {consensus.ENGINE}" in words_of(process.method(report))
    report["rounds"] = []
    assert consensus.ENGINE in words_of(process.method(report))


def test_only_unchanged_or_changed_is_printed_of_other_percentiles(reported, show):
    section = next(section for section in show(reported)["sections"] if section["key"] == "sensitivity")

    assert {cell for row in section["blocks"][0]["rows"] for cell in row[2:4]} == {"unchanged"}


def test_a_specialty_is_named_from_three_members_on():
    stated = ["Cardiology", "cardiology ", "CARDIOLOGY", "Surgery", "surgery", "", ""]

    assert specialties(stated) == {"CARDIOLOGY": 3, "other": 4}
    assert specialties(["Surgery", "Surgery"]) == {"other": 2}
    assert specialties([]) == {}


def test_deviations_are_printed_with_their_reasons(proposed, nine, amara, clean, show):
    proposed.options.get(standing="waiting").drop(reason=clean("It waited already."), by=amara)
    proposed.freeze(panel=nine, by=amara)
    for member in nine:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.advance(by=amara)
    proposed.last_round.extend(by=amara)
    vote_all(proposed, nine, [row[1:] for row in FOR_FIRST])
    proposed.last_round.close(by=amara)
    proposed.seats.get(membership=nine[4]).declare("recused", by=nine[4])

    codes = [deviation["code"] for deviation in report_of(proposed)["deviations"]]
    assert codes == ["standing_option_dropped", "round_extended", "round_voided"]
    section = next(section for section in show(proposed)["sections"] if section["key"] == "deviations")
    assert "It waited already." in words_of(section)
    assert "a panel member recused after its result was shown" in words_of(section)
    assert "Lund" not in words_of(show(proposed))


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        # 1 2 3 3 6 6 6 6 7 8 9 9: DI is exactly 1, which is no disagreement.
        (
            [1, 1, 2, 0, 0, 4, 1, 1, 2],
            ["p30: h = 11 × 0.3 = 3.3; x[3] + 0.3 × (6 − 3) = 3.9", "p70: h = 11 × 0.7 = 7.7; x[7] + 0.7 × (7 − 6) = 6.7"],
        ),
        ([0, 1, 0, 0, 0, 0, 0, 8, 0], ["p30: h = 8 × 0.3 = 2.4; x[2] + 0.4 × (8 − 8) = 8", "DI = 0 / 6.85 = 0: no disagreement"]),
    ],
)
def test_the_example_calculates_what_the_engine_does(counts, lines):
    worked = byhand.worked(1, {"counts": counts})

    assert set(lines) <= set(worked)


def test_the_example_with_a_disagreement_index_of_one_says_no_disagreement():
    worked = byhand.worked(1, {"counts": [1, 1, 2, 0, 0, 4, 1, 1, 2]})

    assert "IPR = 6.7 − 3.9 = 2.8" in worked
    assert "DI = 2.8 / 2.8 = 1: no disagreement" in worked
