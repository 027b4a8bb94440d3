"""The resources of a FHIR R4B bundle: a care plan that proposes, a request for each option, the statistics, and where it came from.

The patient is a pseudonym with sex and age band; nobody is named.
"""

from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from cases import consensus
from cases.export.plain import notes_of
from cases.export.printed import printed
from cases.export.report import closed, standing
from cases.export.wording import badge_of, grade

OURS = "urn:casecircle"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
MEASURES = ("n", "median", "p30", "p70", "ipr", "ipras", "di", "pct_7_9", "pct_1_3", "interpolated_median")
FLAGS = ("classic_agreement", "classic_disagreement", "ipras_disagreement")
STATES = consensus.STATES  # what is said of an option, as a code; its words are those of the page
RATINGS = tuple(f"rated_{rating}" for rating in range(1, 10))
KINDS = ("procedure", "waiting", "work-up")  # the categories of a service request; a medicine is another resource
GENDERS = {"female": "female", "male": "male", "intersex": "other"}
# State of an option -> (status, do not perform). Draft: not ready for action; such an option is in no plan.
REQUESTS = {"consensus_for": ("active", None), "consensus_against": ("active", True)}
UNDECIDED = ("draft", None)


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
    plan = _plan(report, result, requests, group, printed(report, sha256))
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


def _plan(report, result, requests, group, words):
    """Only what the panel agreed on is in the plan: what it advises, what else is appropriate, and what it advises against."""
    agreed = [code for code in (*result["recommended"], *result["alternatives"]) if not (group and code in result["recommended"])]
    against = [code for code, request in requests.items() if request.get("doNotPerform")]
    conclusion = report["conclusion"]
    notes = [words["sentence"]]
    if conclusion["strength"]:
        strength, meaning = grade(conclusion["strength"], result["outcome"])
        notes.append(f"{strength}. {meaning} (GRADE)")
    if conclusion["conditions"]:
        notes.append(_("Conditions and stop rules: %(words)s") % {"words": conclusion["conditions"]})
    notes += [_("Minority report: %(words)s") % {"words": minority["text"]} for minority in report["minority_reports"]]
    notes += notes_of(words)
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
    plan["note"] = [{"text": note} for note in notes]
    if conclusion["strength"]:
        plan["extension"] = [{"url": f"{OURS}:grade-strength", "valueCode": conclusion["strength"]}]
    return plan


def _request(report, option, agreed, alternative):
    """One option: a service, or a medicine where the option says so."""
    medicine = option["kind"] == "medicine"
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
    if medicine:
        request["dosageInstruction"] = [{"text": option["title"]}]
    elif option["kind"] in KINDS:
        request["category"] = [{"coding": [{"system": f"{OURS}:kind", "code": option["kind"]}]}]
    if against:
        request["doNotPerform"] = True
    undecided = _("No consensus: neither advised nor advised against.") if agreed == UNDECIDED else ""
    evidence = _("Evidence: %(words)s") % {"words": option["evidence"]} if option["evidence"] else ""
    notes = [words for words in (option["details"], evidence, undecided) if words]
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
        "code": _coded("appropriateness") | {"text": _("Appropriateness, 1 to 9: %(title)s") % {"title": option["title"]}},
        "subject": _subject(report),
        "focus": [_link(request)],
        "effectiveDateTime": closed(report)[-1]["closed_at"],
        "interpretation": [{"coding": [{"system": f"{OURS}:state", "code": of["state"]}], "text": badge_of(of)[0]}],
        "component": [{"code": _coded("n"), "valueInteger": of["n"]}],
    }
    if of["median"] is None:
        observation["dataAbsentReason"] = {"coding": [{"system": ABSENT, "code": "masked"}]}
        return observation
    observation["valueQuantity"] = {"value": of["median"]}
    observation["component"] += [
        *({"code": _coded(name), "valueQuantity": {"value": of[name]}} for name in MEASURES[1:] if of.get(name) is not None),
        *({"code": _coded(name), "valueBoolean": of[name]} for name in FLAGS),
        *({"code": _coded(name), "valueInteger": count} for name, count in zip(RATINGS, of["counts"], strict=True)),
    ]
    return observation


def _provenance(report, plan, sha256):
    return {
        "resourceType": "Provenance",
        "id": _named(report, "provenance"),
        "target": [_link(plan)],
        "recorded": report["concluded_at"],
        "agent": [
            {"who": {"identifier": {"system": f"{OURS}:decision", "value": report["decision"]}, "display": _("The panel of this decision")}}
        ],
        "entity": [{"role": "source", "what": {"identifier": {"system": f"{OURS}:record-sha256", "value": sha256}}}],
    }
