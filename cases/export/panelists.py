"""The panel of a report in words: sizes and counts, interests and exclusions without names."""

from django.utils.translation import gettext as _

from cases.export.report import OTHER_SPECIALTY
from cases.export.wording import labelled


def panel(report):
    """The section of the panel. report: of `report_of`."""
    of = report["panel"]
    if not of["seats"]:
        return {"key": "panel", "heading": _("Panel"), "blocks": []}
    names = {
        "none": _("No conflict of interest"),
        "declared": _("An interest declared; rates"),
        "recused": _("Recused: discusses, does not rate"),
        "excluded": _("Excluded before any result"),
        "undeclared": _("Has not declared: cannot rate yet"),
    }
    rows = [[_("Seats"), str(of["seats"])]]
    rows += [[names[conflict], str(number)] for conflict, number in of["conflicts"].items()]
    rows.append([_("Treating clinician on the panel"), _("yes") if of["treating_clinician"] else _("no")])
    other = _("Other or not stated")
    fields = [f"{labelled(other if name == OTHER_SPECIALTY else name)} {n}" for name, n in of["specialties"].items()]
    rows.append([_("Specialties (named from three members)"), "; ".join(fields)])
    blocks = [{"kind": "facts", "rows": rows}]
    for label, words in (
        (_("Interests declared:"), of["interests"]),
        (_("Interests of those who recused themselves:"), of["recusals"]),
        (_("Reasons for exclusion:"), of["exclusions"]),
    ):
        if words:
            blocks += [{"kind": "text", "text": label}, {"kind": "items", "items": words}]
    return {"key": "panel", "heading": _("Panel"), "blocks": blocks}
