"""Hits as a form shows and asks about them, what was decided about each, and how many were replaced on the way."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from django.core import signing

from cases.forms.kinds import name_of

AROUND = 48  # characters shown either side of a hit
MOST_REPLACED = 300  # replacements made while typing that are counted
KEEPS = {"keep-clinical": "clinical", "keep-not-identifying": "not-identifying"}


@dataclass(frozen=True)
class Kept:
    """A soft hit that the author keeps: what a verb stores as a row, never the words."""

    fingerprint: str
    kind: str
    reason: str  # "clinical" or "not-identifying"


@dataclass(frozen=True)
class Place:
    """Where a hit stands: its field's name and label, code points in its text, and the words around it, for the author's eyes only."""

    field: str
    label: object
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass
class Hit:
    """One identifier as a control of the form. `choice` is what the author answered, "" while undecided."""

    fingerprint: str
    kind: str
    hard: bool
    replacement: str
    choice: str = ""
    places: list = field(default_factory=list)

    @property
    def name(self):
        return f"hit-{self.fingerprint}"

    @property
    def what(self):
        """What the words look like, as a noun phrase."""
        return name_of(self.kind)


def carried(removed):
    """A mapping of kind to count, signed for a field of the form called "removed"; empty when there is nothing to tell."""
    return signing.dumps(dict(removed), salt="cases.removed", compress=True) if removed else ""


def spliced(text, spans):
    """The text with the replacement of each of its sorted, disjoint `spans`."""
    for span in reversed(spans):
        text = text[: span.start] + span.replacement + text[span.end :]
    return text


def carried_in(data):
    """Counter of what was replaced before this round: on the page that came back, and in the fields while they were typed in."""
    total, sent = Counter(), data.get("removed", "")
    for token in data.getlist("removed")[:MOST_REPLACED] if hasattr(data, "getlist") else [sent]:
        with suppress(signing.BadSignature):
            total.update(signing.loads(token, salt="cases.removed"))
    return total
