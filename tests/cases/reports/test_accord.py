"""Every item that readers of a consensus need (after ACCORD), in each of the four forms a report has: page, PDF, JSON and FHIR."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Decision, MinorityReport
from tests.cases.decisions.conftest import FOR_FIRST, vote_all
from tests.cases.reports.pdftext import text_of

URLS = {"page": "decision-report", "pdf": "decision-pdf", "json": "decision-earlier-record", "fhir": "decision-fhir"}

# Item -> what a person reads of it (page, PDF and the words in FHIR), and what a program finds in the JSON.
ITEMS = {
    "question": ("Which treatment first?", lambda r: r["question"] == "Which treatment first?"),
    "method": ("RAND/UCLA Appropriateness Method: each option is rated", lambda r: r["method"]["name"].startswith("RAND/UCLA")),
    "its modifications": ("it was validated for panels", lambda r: "one_live_case" in r["method"]["modifications"]),
    "settings as locked": ("ram_strict", lambda r: r["settings"]["profile"] == "ram_strict" and r["settings"]["round_hours"] == 72),
    "when they were locked": ("Settings locked", lambda r: r["frozen_at"].startswith("20")),
    "quorum": ("2/3 of the seats that may rate", lambda r: r["settings"]["quorum"] == "2/3"),
    "percentile type": ("type 7 of Hyndman and Fan", lambda r: r["settings"]["percentile_type"] == 7),
    "size of the panel": ("Seats 9", lambda r: r["panel"]["seats"] == 9),
    "specialties": ("Specialties (named from three members)", lambda r: sum(r["panel"]["specialties"].values()) == 9),
    "conflicts": ("An interest declared; rates 1", lambda r: r["panel"]["conflicts"] == {"none": 7, "declared": 1, "recused": 1}),
    "the interest itself": ("Fees for talks.", lambda r: r["panel"]["interests"] == ["Fees for talks."]),
    "why somebody recused themselves": ("A maker of devices pays me.", lambda r: r["panel"]["recusals"] == ["A maker of devices pays me."]),
    "version of the case": ("Version of the case (SHA-256)", lambda r: re.fullmatch("[0-9a-f]{64}", r["case"]["sha256"])),
    "seats that may rate": ("May rate", lambda r: [one["result"]["eligible"] for one in r["rounds"]] == [8, 8]),
    "ballots submitted": ("Submitted", lambda r: [one["result"]["submitted"] for one in r["rounds"]] == [8, 8]),
    "abstentions": ("Abstained", lambda r: set(r["rounds"][0]["abstained"].values()) == {0}),
    "ratings of each option": ("Statistics of round 1", lambda r: {of["n"] for of in r["rounds"][0]["result"]["options"].values()} == {8}),
    "spread of each option": ("IPRAS", lambda r: all(of["ipras"] >= 2.35 for of in r["rounds"][1]["result"]["options"].values())),
    "class of each option": ("A, appropriate", lambda r: {of["class"] for of in last(r)["options"].values()} <= {"A", "U", "I"}),
    "distribution": ("How many gave each rating in round 2", lambda r: all(sum(of["counts"]) == 8 for of in last(r)["options"].values())),
    "an option that changed": ("Bisoprolol 5 mg and review on day 30", lambda r: changes(r)[0]["title"].startswith("Bisoprolol 5 mg")),
    "why it changed": ("Heart rate still above 80.", lambda r: changes(r)[0]["reason"] == "Heart rate still above 80."),
    "its evidence": ("One trial of 40.", lambda r: "One trial of 40." in [option["evidence"] for option in r["options"]]),
    "evidence that changed": ("Evidence before: No trial.", lambda r: changes(r)[0]["evidence"] == "No trial."),
    "kind of each option": ("Further work-up", lambda r: {option["kind"] for option in r["options"]} == {"other", "waiting", "work-up"}),
    "stability": ("Stability from round 1 to round 2", lambda r: all(move["stable"] for move in last(r)["stability"].values())),
    "result": ("The panel agrees: “Implantable defibrillator” is appropriate", lambda r: last(r)["outcome"] == "consensus_single"),
    "strength": ("Strong recommendation", lambda r: r["conclusion"]["strength"] == "strong"),
    "conclusion": ("Implant a defibrillator.", lambda r: r["conclusion"]["statement"] == "Implant a defibrillator."),
    "conditions and stop rules": ("Not before day 12.", lambda r: r["conclusion"]["conditions"] == "Not before day 12."),
    "minority report, verbatim": ("The gradient comes first.", lambda r: r["minority_reports"][0]["text"] == "The gradient comes first."),
    "an option dropped": ("It waited already.", lambda r: codes(r)[0] == "standing_option_dropped"),
    "a round that was extended": ("was extended once", lambda r: "round_extended" in codes(r)),
    "a setting departed from": ("Surgery is on day 20.", lambda r: "setting_departed_from" in codes(r)),
    "sensitivity": ("By type 6", lambda r: {of["sensitivity"]["type_6"] for of in last(r)["options"].values()} == {"unchanged"}),
    "limits": ("agreement among peers is not evidence that a treatment works", lambda r: "not_validated_for_one_case" in r["limits"]),
    "follow-up plan": ("Asked for on", lambda r: r["outcome"]["follow_up_on"] > "2020"),
}  # fmt: skip


def last(report):
    return report["rounds"][-1]["result"]


def changes(report):
    return [change for option in report["options"] for change in option["changes"]]


def codes(report):
    return [deviation["code"] for deviation in report["deviations"]]


@pytest.fixture
def eventful(proposed, nine, amara, clean):
    """A concluded decision in which everything happened that a report must tell."""
    bisoprolol = proposed.options.get(position=5)
    words = {"title": clean("Bisoprolol 10 mg and review on day 30"), "details": clean("As in the guideline.")}
    bisoprolol.evidence = "No trial."
    bisoprolol.save(update_fields=["evidence"])
    bisoprolol.edit(**words, evidence=clean("One trial of 40."), reason=clean("Heart rate still above 80."), by=amara)
    proposed.options.get(standing="waiting").drop(reason=clean("It waited already."), by=amara)
    proposed.freeze(panel=nine, by=amara)
    for member in nine:
        stated = {nine[0]: ("declared", clean("Fees for talks.")), nine[8]: ("recused", clean("A maker of devices pays me."))}
        conflict, interest = stated.get(member, ("none", None))
        proposed.seats.get(membership=member).declare(conflict, **({"interest": interest} if interest else {}), by=member)
    proposed.deviate(setting="round_hours", hours=48, reason=clean("Surgery is on day 20."), by=amara)
    rows = [row[1:] for row in FOR_FIRST[:7]] + [(3, 3, 4, 6)]
    for number in (1, 2):
        proposed.advance(by=amara)
        if number == 1:
            proposed.last_round.extend(by=amara)
        vote_all(proposed, nine[:8], rows)
        proposed.last_round.close(by=amara)
    follow_up = timezone.localdate() + timedelta(days=30)
    signed = {"statement": clean("Implant a defibrillator."), "conditions": clean("Not before day 12.")}
    proposed.conclude(**signed, strength="strong", follow_up_on=follow_up, by=amara)
    MinorityReport.write(proposed, text=clean("The gradient comes first."), by=nine[7])
    return Decision.unscoped.get(pk=proposed.pk)


@pytest.fixture
def taken(eventful, as_user, bose):
    """The bytes of one form, as a member gets them."""

    def of(form):
        kwargs = {"circle": "cardio", "case": eventful.case_id, "decision": eventful.pk}
        return as_user(bose).get(reverse(URLS[form], kwargs=kwargs)).content

    return of


def missing_from(words):
    plain = " ".join(words.split())
    return [item for item, (expected, _found) in ITEMS.items() if expected not in plain]


def test_every_item_is_on_the_page(taken):
    assert missing_from(unescape(re.sub(r"<[^>]+>", " ", taken("page").decode()))) == []


def test_every_item_is_in_the_pdf(taken):
    assert missing_from(text_of(taken("pdf"))) == []


def test_every_item_is_in_the_json(taken):
    report = json.loads(taken("json"))

    assert [item for item, (_words, found) in ITEMS.items() if not found(report)] == []


def test_every_item_is_in_the_bundle(taken):
    """As words in the notes of the care plan; the numbers of the last round as observations too."""
    bundle = json.loads(taken("fhir"))
    plan = bundle["entry"][0]["resource"]
    words = "\n".join([plan["title"], plan["description"], *(note["text"] for note in plan["note"])])
    table_cells = re.sub(r"\s*\|\s*", " ", words)

    assert missing_from(words + table_cells) == []
    observations = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Observation"]
    parts = [{part["code"]["coding"][0]["code"] for part in observation["component"]} for observation in observations]
    numbers = {"n", "median", "p30", "p70", "ipr", "ipras", "di", "pct_7_9", "pct_1_3", "interpolated_median"}
    flags = {"classic_agreement", "classic_disagreement", "ipras_disagreement"}
    assert parts == [numbers | flags | {f"rated_{rating}" for rating in range(1, 10)}] * 4
