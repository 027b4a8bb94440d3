"""The blocks of a printed report: plain data of a `kind`, and the reader's words for a time.

Kinds: text, note, items, hand (lines of calculation), facts, table, strips, dumbbell, voices.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def text(words, kind="text"):
    return {"kind": kind, "text": words}


def facts(*rows):
    """Label and value, of those that have a value."""
    return {"kind": "facts", "rows": [[label, value] for label, value in rows if value]}


def section(key, heading, *blocks):
    return {"key": key, "heading": heading, "blocks": [block for block in blocks if block]}


def moment(iso, style="DATETIME_FORMAT"):
    """An ISO time of the report in the reader's words and time zone; "" for none."""
    return date_format(timezone.localtime(datetime.fromisoformat(iso)), style) if iso else ""


def day(iso):
    return moment(iso, "DATE_FORMAT")
