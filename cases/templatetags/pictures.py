"""What the gallery needs and Django has not."""

from django import template

from cases.forms import kinds

register = template.Library()


@register.filter
def counted(found):
    """(label, count) for (kind, count) pairs of a receipt."""
    return kinds.counted(dict(found))


@register.filter
def removable_by(media, membership):
    return media.removable_by(membership)


@register.filter
def reportable_by(media, membership):
    return media.reportable_by(membership)
