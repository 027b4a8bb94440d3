"""Jurisdiction profiles as data, and the rule that the strictest value wins. Not legal advice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """What a jurisdiction asks of a case. Sources and review dates belong to the operator's own counsel."""

    code: str
    name: str
    age_cap: int  # ages above it are written as "cap+1 or over"
    age_bands_from: int  # from this age on, five-year bands
    places: str  # the finest place that may be named
    faces: str  # "never", "consent", "consent and obscured"
    voice: str  # "never", "consent"
    retention_months: int
    breach_hours: int
    language: str


POLICIES = {
    policy.code: policy
    for policy in (
        Policy("international", "International", 89, 80, "country", "consent and obscured", "never", 24, 72, "en"),
        Policy("france", "France", 89, 18, "region", "consent and obscured", "consent", 24, 72, "fr"),
        Policy("spain", "Spain", 89, 18, "autonomous community", "consent", "consent", 24, 72, "es"),
        Policy("uk", "United Kingdom", 89, 18, "nation", "consent", "consent", 24, 72, "en"),
        Policy("us", "United States", 89, 90, "state", "never", "never", 24, 60 * 24, "en"),
        Policy("india", "India", 89, 18, "state", "consent", "consent", 24, 72, "en"),
        Policy("germany", "Germany", 89, 18, "Land", "consent", "consent", 24, 72, "de"),
    )
}
CHOICES = [(policy.code, policy.name) for policy in POLICIES.values()]
