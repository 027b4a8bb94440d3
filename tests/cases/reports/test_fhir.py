"""The FHIR bundle: only codes of the value sets, requests as the panel agreed, nobody's name."""

import json

import pytest
from django.utils import translation
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.careplan import CarePlan

from cases.export import fhir, resources
from cases.models.option import Kind
from tests.cases.reports.sample import AGAINST, FOR, UNSURE, report_with

SHA = "ef" * 32


def bundle(*columns, **changes):
    return json.loads(fhir.bundle_of(report_with(*columns, **changes), SHA))


def of_kind(found, kind):
    return [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == kind]


def test_it_can_be_read_again_and_every_reference_leads_to_an_entry():
    found = bundle(FOR, AGAINST, UNSURE)
    Bundle.model_validate(found)
    addresses = {entry["fullUrl"] for entry in found["entry"]}

    def references(value):
        if isinstance(value, dict):
            yield from ([value["reference"]] if isinstance(value.get("reference"), str) else [])
            value = list(value.values())
        for one in value if isinstance(value, list) else []:
            yield from references(one)

    assert set(references(found)) <= addresses
    assert len(addresses) == len(found["entry"]) == 9


def test_each_option_is_a_request_as_the_panel_agreed():
    found = bundle(FOR, AGAINST, UNSURE)
    requests = of_kind(found, "ServiceRequest")

    assert [(one["status"], one["intent"], one.get("doNotPerform", False)) for one in requests] == [
        ("active", "proposal", False),
        ("active", "proposal", True),
        ("draft", "proposal", False),
    ]
    (plan,) = of_kind(found, "CarePlan")
    assert (plan["status"], plan["intent"]) == ("active", "proposal")
    assert [activity["reference"]["reference"] for activity in plan["activity"]] == [f"urn:uuid:{one['id']}" for one in requests[:2]]


def test_equivalent_alternatives_are_a_group_of_which_exactly_one_is_chosen():
    found = bundle(FOR, FOR, AGAINST)
    (group,), requests = of_kind(found, "RequestGroup"), of_kind(found, "ServiceRequest")

    (choice,) = group["action"]
    assert choice["selectionBehavior"] == "exactly-one"
    assert [one["resource"]["reference"] for one in choice["action"]] == [f"urn:uuid:{one['id']}" for one in requests[:2]]
    assert [one["intent"] for one in requests] == ["option", "option", "proposal"]


def test_without_a_quorum_nothing_is_proposed():
    """Nine of fourteen are too few for a quorum and enough for each option's state."""
    found = bundle(FOR, AGAINST, eligible=14, conclusion={"statement": "Ask again.", "strength": "", "conditions": ""})

    assert {(one["status"], one.get("doNotPerform", False)) for one in of_kind(found, "ServiceRequest")} == {("draft", False)}
    assert "activity" not in of_kind(found, "CarePlan")[0]


def test_a_superseded_decision_proposes_nothing_any_more():
    found = bundle(FOR, AGAINST, superseded=True)

    assert {one["status"] for kind in ("CarePlan", "ServiceRequest") for one in of_kind(found, kind)} == {"revoked"}


@pytest.mark.parametrize("kind", [*Kind.values])
def test_a_medicine_is_a_medication_request_and_everything_else_a_service_request(kind):
    report = report_with(FOR, AGAINST)
    for option in report["options"]:
        option["kind"] = kind
    found = json.loads(fhir.bundle_of(report, SHA))
    other, own = ("ServiceRequest", "MedicationRequest") if kind == "medicine" else ("MedicationRequest", "ServiceRequest")

    assert of_kind(found, other) == []
    advised, advised_against = of_kind(found, own)
    assert ("doNotPerform" in advised, advised_against["doNotPerform"]) == (False, True)
    categories = [one["coding"][0]["code"] for one in advised.get("category", [])]
    assert categories == ([kind] if kind not in ("medicine", "other") else [])


def test_a_medicine_carries_its_words_as_what_to_take_and_how():
    report = report_with(FOR, AGAINST)
    report["options"][1]["kind"] = "medicine"

    (request,) = of_kind(json.loads(fhir.bundle_of(report, SHA)), "MedicationRequest")
    assert request["medicationCodeableConcept"] == {"text": "Bisoprolol 5 mg"}
    assert request["dosageInstruction"] == [{"text": "Bisoprolol 5 mg"}]


def test_a_superseded_medicine_is_stopped_and_a_service_revoked():
    report = report_with(FOR, AGAINST, superseded=True)
    report["options"][1]["kind"] = "medicine"
    found = json.loads(fhir.bundle_of(report, SHA))

    assert [one["status"] for one in of_kind(found, "MedicationRequest")] == ["stopped"]
    assert [one["status"] for one in of_kind(found, "ServiceRequest")] == ["revoked"]


def test_its_notes_are_in_the_readers_language_as_the_words_of_the_pdf_are():
    report = report_with(FOR, UNSURE, words="Attendre")
    with translation.override("fr"):
        found = json.loads(fhir.bundle_of(report, SHA))
    (plan,) = of_kind(found, "CarePlan")

    assert found["language"] == "fr"
    assert any(note["text"].startswith("## Méthode") for note in plan["note"])
    assert not any(words in json.dumps(found) for words in ("Settings locked", "The panel agrees", "What differs from"))


def test_every_word_of_ours_outside_the_report_is_for_the_translator_too(monkeypatch):
    monkeypatch.setattr(resources, "_", lambda words: f"«{words}»")
    report = report_with(FOR, UNSURE)
    report["options"][1]["evidence"] = "A small trial."
    found = json.loads(fhir.bundle_of(report, SHA))

    (plan,), (_advised, undecided) = of_kind(found, "CarePlan"), of_kind(found, "ServiceRequest")
    assert "«Conditions and stop rules: Not before day 12.»" in [note["text"] for note in plan["note"]]
    assert "«Minority report: It is early.»" in [note["text"] for note in plan["note"]]
    assert [note["text"] for note in undecided["note"]] == [
        "«Evidence: A small trial.»",
        "«No consensus: neither advised nor advised against.»",
    ]
    assert of_kind(found, "Observation")[0]["code"]["text"] == "«Appropriateness, 1 to 9: Septal reduction»"
    assert of_kind(found, "Provenance")[0]["agent"][0]["who"]["display"] == "«The panel of this decision»"


def test_i11_under_five_ratings_the_statistics_are_masked():
    few = of_kind(bundle(FOR, [8] * 4 + [None] * 5), "Observation")[1]

    assert few["dataAbsentReason"]["coding"][0]["code"] == "masked"
    assert "valueQuantity" not in few
    assert [(part["code"]["coding"][0]["code"], part["valueInteger"]) for part in few["component"]] == [("n", 4)]


def test_the_statistics_are_those_of_the_record():
    (observation,) = of_kind(bundle([7, 7, 7, 8, 8, 8, 9, 9, 2]), "Observation")
    values = {part["code"]["coding"][0]["code"]: part.get("valueQuantity", {}).get("value") for part in observation["component"]}

    assert observation["valueQuantity"]["value"] == 8
    assert (values["p30"], values["p70"], values["di"]) == (7.0 + 0.0, 8.0 + 0.0 + 0.0, pytest.approx(1 / 6.1, abs=0.05))


def test_what_is_said_of_an_option_is_a_code_for_programs_and_the_pages_own_words_for_people():
    columns = FOR, AGAINST, UNSURE, [1, 1, 1, 1, 5, 9, 9, 9, 9], [8] * 4 + [None] * 5
    said = [one["interpretation"] for one in of_kind(bundle(*columns), "Observation")]

    assert [(one["coding"][0]["system"], one["coding"][0]["code"], one["text"]) for (one,) in said] == [
        ("urn:casecircle:state", "consensus_for", "Appropriate, with agreement"),
        ("urn:casecircle:state", "consensus_against", "Inappropriate, with agreement"),
        ("urn:casecircle:state", "uncertain", "Uncertain, with agreement"),
        ("urn:casecircle:state", "disagreement", "Uncertain, with disagreement"),
        ("urn:casecircle:state", "insufficient_panel", "Too few ratings"),
    ]
    with translation.override("fr"):
        (french,) = of_kind(bundle(FOR), "Observation")[0]["interpretation"]
    assert french["coding"][0]["code"] == "consensus_for"
    assert french["text"] not in ("consensus_for", "Appropriate, with agreement")


def test_the_bundle_names_nobody_and_dates_nothing_of_the_patient():
    found = bundle(FOR, AGAINST)
    (patient,) = of_kind(found, "Patient")

    assert set(patient) == {"resourceType", "id", "identifier", "gender", "extension"}
    assert (patient["gender"], patient["extension"][0]["valueString"]) == ("other", "40-49")
    assert "Signed" not in json.dumps(found)


def test_where_it_came_from_carries_the_hash_of_the_record():
    (provenance,) = of_kind(bundle(FOR, AGAINST), "Provenance")

    assert provenance["entity"][0]["what"]["identifier"]["value"] == SHA


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ("CarePlan.status", "activ"),
        ("CarePlan.intent", "order"),
        ("ServiceRequest.status", "done"),
        ("Patient.gender", "intersex"),
        ("Bundle.type", "document"),
        ("ProvenanceEntity.role", "origin"),
        ("Observation.status", "finale"),
    ],
)
def test_a_code_outside_its_value_set_is_refused(element, code, monkeypatch):
    """The library takes any code: were the wrong one written, our own table must stop it."""
    kind, _dot, name = element.rpartition(".")
    right = fhir.resources_of

    def wrong(report, sha256):
        found = right(report, sha256)
        for resource in found:
            target = resource["entity"][0] if kind == "ProvenanceEntity" and "entity" in resource else resource
            if resource["resourceType"] == kind or target is not resource:
                target[name] = code
        return found

    monkeypatch.setattr(fhir, "resources_of", wrong)
    if kind == "Bundle":
        with pytest.raises(fhir.WrongCode):
            fhir.check(Bundle(type=code))
    else:
        with pytest.raises(fhir.WrongCode, match=element):
            fhir.bundle_of(report_with(FOR, AGAINST), SHA)


def test_an_element_that_the_table_does_not_know_is_refused():
    plan = CarePlan(status="active", intent="proposal", subject={"reference": "urn:uuid:x"}, language="en")

    with pytest.raises(fhir.WrongCode, match=r"CarePlan\.language"):
        fhir.check(plan)


def test_every_code_of_the_table_is_one_of_the_value_sets_of_r4b():
    """Literal copies of hl7.org/fhir/R4B: request-status, request-intent (service, medication, group, plan), and the others we write."""
    request = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
    medication = {"active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown"}
    intent = {"proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"}
    published = {
        "Bundle.language": {"en", "fr", "es", "de", "it", "pt", "nl"},  # of the common languages
        "Bundle.type": {
            *("document", "message", "transaction", "transaction-response", "batch", "batch-response", "history", "searchset", "collection")
        },
        "Patient.gender": {"male", "female", "other", "unknown"},
        "CarePlan.status": request,
        "CarePlan.intent": {"proposal", "plan", "order", "option"},
        "ServiceRequest.status": request,
        "ServiceRequest.intent": intent,
        "MedicationRequest.status": medication,
        "MedicationRequest.intent": intent - {"directive"},
        "RequestGroup.status": request,
        "RequestGroup.intent": intent,
        "RequestGroupAction.selectionBehavior": {"any", "all", "all-or-none", "exactly-one", "at-most-one", "one-or-more"},
        "Observation.status": {*("registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown")},
        "ProvenanceEntity.role": {"derivation", "revision", "quotation", "source", "removal"},
    }

    for element, codes in published.items():
        assert fhir.ALLOWED[element] <= codes, element
    assert set(fhir.ALLOWED) - set(published) == {"Coding.code", "Extension.valueCode"}
