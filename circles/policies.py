"""Jurisdiction profiles as data, and the rule that the strictest value wins. Not legal advice."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Policy:
    """What a jurisdiction asks of a case. Sources and review dates belong to the operator's own counsel."""

    code: str
    name: Promise  # words here are lazy: they are read in the reader's language
    age_cap: int  # ages above it are written as "cap+1 or over"
    age_bands_from: int  # from this age on, five-year bands
    places: Promise  # the finest place that may be named
    faces: Promise  # never, consent, consent and obscured
    voice: Promise  # never, consent
    retention_months: int
    breach_hours: int
    language: str


NEVER, CONSENT, OBSCURED = _("never"), _("with consent"), _("with consent, and obscured")

POLICIES = {
    policy.code: policy
    for policy in (
        Policy("international", _("International"), 89, 80, _("country"), OBSCURED, NEVER, 24, 72, "en"),
        Policy("france", _("France"), 89, 18, _("region"), OBSCURED, CONSENT, 24, 72, "fr"),
        Policy("spain", _("Spain"), 89, 18, _("autonomous community"), CONSENT, CONSENT, 24, 72, "es"),
        Policy("uk", _("United Kingdom"), 89, 18, _("nation"), CONSENT, CONSENT, 24, 72, "en"),
        Policy("us", _("United States"), 89, 90, _("state"), NEVER, NEVER, 24, 60 * 24, "en"),
        Policy("india", _("India"), 89, 18, _("state"), CONSENT, CONSENT, 24, 72, "en"),
        Policy("germany", _("Germany"), 89, 18, _("Land"), CONSENT, CONSENT, 24, 72, "de"),
    )
}
CHOICES = [(policy.code, policy.name) for policy in POLICIES.values()]
