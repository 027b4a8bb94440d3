"""That somebody took a decision out of the program: who, which decision, in which form, and nothing else."""

from django.db import transaction

from accounts import ledger

FORMS = ("json", "pdf", "fhir")


@transaction.atomic
def note(decision, form, *, by):
    """Write into the circle's ledger that `by` took the decision out as `form` (of FORMS). PermissionDenied once they have left."""
    if form not in FORMS:
        raise ValueError("unknown form of export")
    by.hold()
    ledger.record("decision.exported", actor=by, subject=decision, circle=decision.case.circle, form=form)
