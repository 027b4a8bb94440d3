"""What the templates of a decision need and Django has not."""

from django import template

register = template.Library()


@register.filter
def of(mapping, key):
    """The value of a key, or nothing."""
    return mapping.get(key) if mapping else None
