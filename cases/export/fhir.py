"""A concluded decision as a FHIR R4B bundle: a care plan that proposes, a request for each option, the statistics, and where it came from.

The patient is a pseudonym with sex and age band; nobody is named. `fhir.resources` accepts any code, so each is checked here.
It is imported on use: it takes 26 MB that no other page needs.
"""

from uuid import UUID, uuid5

from cases.export.report import closed, standing

OURS = "urn:casecircle"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
MEASURES = ("n", "median", "p30", "p70", "ipr", "ipras", "di", "pct_7_9", "pct_1_3", "interpolated_median")
GENDERS = {"female": "female", "male": "male", "intersex": "other"}
# State of an option -> (status, do not perform). Draft: not ready for action; such an option is in no plan.
REQUESTS = {"consensus_for": ("active", None), "consensus_against": ("active", True)}
UNDECIDED = ("draft", None)

# Every element of type code that we write, and what we may write there: subsets of the value sets of hl7.org/fhir/R4B.
ALLOWED = {
    "Bundle.type": {"collection"},
    "Patient.gender": {"male", "female", "other", "unknown"},
    "CarePlan.status": {"active", "revoked"},
    "CarePlan.intent": {"proposal"},
    "ServiceRequest.status": {"active", "draft", "revoked"},
    "ServiceRequest.intent": {"proposal", "option"},
    "MedicationRequest.status": {"active", "draft", "stopped"},
    "MedicationRequest.intent": {"proposal", "option"},
    "RequestGroup.status": {"active", "revoked"},
    "RequestGroup.intent": {"proposal"},
    "RequestGroupAction.selectionBehavior": {"exactly-one"},
    "Observation.status": {"final"},
    "ProvenanceEntity.role": {"source"},
    "Coding.code": {"appropriateness", "masked", *MEASURES},
    "Extension.valueCode": {"strong", "conditional"},
}


class WrongCode(ValueError):
    """An element of the bundle holds a code that its value set does not have, or none was set down for it."""


def bundle_of(report, sha256):
    """Return the bundle's bytes (JSON). report: `report_of` a concluded decision; sha256: of its canonical JSON. Raises WrongCode."""
    from fhir.resources.R4B.bundle import Bundle

    entries = [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources_of(report, sha256)]
    stamp = {"timestamp": report["concluded_at"], "identifier": {"system": f"{OURS}:decision", "value": report["decision"]}}
    bundle = Bundle(type="collection", entry=entries, **stamp)
    check(bundle)
    return bundle.model_dump_json().encode()


def check(element):
    """Raise WrongCode unless every code in `element` (of fhir.resources), at any depth, is one of ALLOWED."""
    from pydantic import BaseModel

    for name, field in type(element).model_fields.items():
        value = getattr(element, name, None)
        values = value if isinstance(value, list) else [value]
        coded = "Code" in str(field.annotation) and all(isinstance(one, str) for one in values)
        for one in values:
            if isinstance(one, BaseModel):
                check(one)
            elif coded and one not in ALLOWED.get(f"{type(element).__name__}.{name}", ()):
                raise WrongCode(f"{type(element).__name__}.{name}")


def resources_of(report, sha256):
    """The bundle's resources as dictionaries, the care plan first."""
    result = closed(report)[-1]["result"]
    options = [(option, result["options"][option["code"]]) for option in standing(report)]
    agreed = REQUESTS if result["outcome"] != "no_quorum" else {}  # states are told without a quorum, and decide nothing
    equivalent = result["outcome"] == "consensus_equivalent_alternatives"
    requests = {}
    for option, of in options:
        alternative = equivalent and option["code"] in result["recommended"]
        requests[option["code"]] = _request(report, option, agreed.get(of["state"], UNDECIDED), alternative)
    group = [_alternatives(report, [requests[code] for code in result["recommended"]])] if equivalent else []
    plan = _plan(report, result, requests, group)
    observations = [_observation(report, option, of, requests[option["code"]]) for option, of in options]
    return [plan, _patient(report), *group, *requests.values(), *observations, _provenance(report, plan, sha256)]


def _named(report, name):
    return str(uuid5(UUID(report["decision"]), name))


def _link(resource):
    return {"reference": f"urn:uuid:{resource['id']}"}


def _subject(report):
    return {"reference": f"urn:uuid:{_named(report, 'patient')}"}


def _patient(report):
    case = report["case"]
    patient = {
        "resourceType": "Patient",
        "id": _named(report, "patient"),
        "identifier": [{"system": f"{OURS}:case", "value": case["reference"]}],
        "gender": GENDERS.get(case["sex"], "unknown"),
    }
    if case["age_band"]:
        patient["extension"] = [{"url": f"{OURS}:age-band", "valueString": case["age_band"]}]
    return patient


def _plan(report, result, requests, group):
    """Only what the panel agreed on is in the plan: what it advises, what else is appropriate, and what it advises against."""
    agreed = [code for code in (*result["recommended"], *result["alternatives"]) if not (group and code in result["recommended"])]
    against = [code for code, request in requests.items() if request.get("doNotPerform")]
    conclusion = report["conclusion"]
    notes = [f"Conditions and stop rules: {conclusion['conditions']}"] if conclusion["conditions"] else []
    notes += [f"Minority report: {minority['text']}" for minority in report["minority_reports"]]
    plan = {
        "resourceType": "CarePlan",
        "id": _named(report, "plan"),
        "status": "revoked" if report["superseded"] else "active",
        "intent": "proposal",
        "title": report["question"],
        "description": conclusion["statement"],
        "subject": _subject(report),
        "created": report["concluded_at"],
    }
    activities = [*group, *(requests[code] for code in (*agreed, *against))]
    if activities:
        plan["activity"] = [{"reference": _link(resource)} for resource in activities]
    if notes:
        plan["note"] = [{"text": note} for note in notes]
    if conclusion["strength"]:
        plan["extension"] = [{"url": f"{OURS}:grade-strength", "valueCode": conclusion["strength"]}]
    return plan


def _request(report, option, agreed, alternative):
    """One option: a service, or a medicine where the option says so."""
    medicine = option["medicine"]
    status, against = agreed
    if report["superseded"] and status == "active":
        status = "stopped" if medicine else "revoked"
    request = {
        "resourceType": "MedicationRequest" if medicine else "ServiceRequest",
        "id": _named(report, f"request {option['code']}"),
        "status": status,
        "intent": "option" if alternative else "proposal",
        "medicationCodeableConcept" if medicine else "code": {"text": option["title"]},
        "subject": _subject(report),
        "authoredOn": report["concluded_at"],
    }
    if against:
        request["doNotPerform"] = True
    undecided = "No consensus: neither advised nor advised against." if agreed == UNDECIDED else ""
    notes = [words for words in (option["details"], undecided) if words]
    if notes:
        request["note"] = [{"text": note} for note in notes]
    return request


def _alternatives(report, requests):
    """Equivalent alternatives: exactly one of them is to be chosen."""
    return {
        "resourceType": "RequestGroup",
        "id": _named(report, "alternatives"),
        "status": "revoked" if report["superseded"] else "active",
        "intent": "proposal",
        "subject": _subject(report),
        "action": [{"selectionBehavior": "exactly-one", "action": [{"resource": _link(request)} for request in requests]}],
    }


def _coded(code):
    return {"coding": [{"system": f"{OURS}:consensus", "code": code}]}


def _observation(report, option, of, request):
    """The statistics of an option in the last round; under five ratings their number, and that the rest is masked."""
    observation = {
        "resourceType": "Observation",
        "id": _named(report, f"statistics {option['code']}"),
        "status": "final",
        "code": _coded("appropriateness") | {"text": f"Appropriateness, 1 to 9: {option['title']}"},
        "subject": _subject(report),
        "focus": [_link(request)],
        "effectiveDateTime": closed(report)[-1]["closed_at"],
        "interpretation": [{"text": of["state"]}],
        "component": [{"code": _coded("n"), "valueInteger": of["n"]}],
    }
    if of["median"] is None:
        observation["dataAbsentReason"] = {"coding": [{"system": ABSENT, "code": "masked"}]}
        return observation
    observation["valueQuantity"] = {"value": of["median"]}
    observation["component"] += [
        {"code": _coded(name), "valueQuantity": {"value": of[name]}} for name in MEASURES[1:] if of.get(name) is not None
    ]
    return observation


def _provenance(report, plan, sha256):
    return {
        "resourceType": "Provenance",
        "id": _named(report, "provenance"),
        "target": [_link(plan)],
        "recorded": report["concluded_at"],
        "agent": [
            {"who": {"identifier": {"system": f"{OURS}:decision", "value": report["decision"]}, "display": "The panel of this decision"}}
        ],
        "entity": [{"role": "source", "what": {"identifier": {"system": f"{OURS}:record-sha256", "value": sha256}}}],
    }
