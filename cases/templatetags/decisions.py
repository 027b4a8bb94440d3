"""What the templates of a decision need and Django has not."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

RULES = {  # a percent sign before a word is no placeholder: xgettext is told so
    # xgettext:no-python-format
    "ram_strict": _("RAND/UCLA, strict: 75 % in 7–9 and under 15 % in 1–3"),
    "ram_agreement": _("RAND/UCLA: class A or I with classic agreement"),
    # xgettext:no-python-format
    "comet_70_15": _("COMET: 70 % in 7–9 and under 15 % in 1–3"),
    # xgettext:no-python-format
    "delphi_80": _("Delphi: 80 % in 7–9"),
    "quick": _("Single-round rating, not RAM"),
}


@register.filter
def rule_name(profile):
    """What a consensus profile asks for, in words."""
    return RULES.get(profile, profile)


@register.filter
def of(mapping, key):
    """The value of a key, or nothing."""
    return mapping.get(key) if mapping else None
