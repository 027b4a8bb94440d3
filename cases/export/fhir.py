"""A concluded decision as a FHIR R4B bundle, whose every code is one of its value set: `fhir.resources` would accept any.

It is imported on use: it takes 26 MB that no other page needs.
"""

from django.utils.translation import get_language

from cases.export.resources import FLAGS, KINDS, MEASURES, OURS, RATINGS, STATES, resources_of

# Every element of type code that we write, and what we may write there: subsets of the value sets of hl7.org/fhir/R4B.
ALLOWED = {
    "Bundle.type": {"collection"},
    "Bundle.language": {"en", "fr", "es"},
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
    "Coding.code": {"appropriateness", "masked", *MEASURES, *FLAGS, *RATINGS, *KINDS, *STATES},
    "Extension.valueCode": {"strong", "conditional"},
}


class WrongCode(ValueError):
    """An element of the bundle holds a code that its value set does not have, or none was set down for it."""


def bundle_of(report, sha256):
    """Return the bundle's bytes (JSON), its words in the active language, as those of the PDF are. Raises WrongCode.

    report: `report_of` a concluded decision; sha256: of its canonical JSON.
    """
    from fhir.resources.R4B.bundle import Bundle

    entries = [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources_of(report, sha256)]
    stamp = {"timestamp": report["concluded_at"], "identifier": {"system": f"{OURS}:decision", "value": report["decision"]}}
    language = (get_language() or "en").partition("-")[0]
    bundle = Bundle(type="collection", language=language, entry=entries, **stamp)
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
