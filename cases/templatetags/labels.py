"""A label before what it names."""

from django import template

from cases.export.wording import labelled

register = template.Library()
register.filter("label", labelled)
