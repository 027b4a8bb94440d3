"""Spans: where an identifier stands in a text, how sure we are, and how overlapping claims are settled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Hardness = Literal["hard", "soft"]


@dataclass(frozen=True)
class Span:
    """One identifier: code points start (inclusive) to end (exclusive) of the text as given, before any normalisation.

    `kind` is a key of replacing.WORDS, `reason` the code of the rule that found it. It never holds the words themselves.
    """

    start: int
    end: int
    kind: str
    hardness: Hardness
    replacement: str
    reason: str


@dataclass(frozen=True)
class Examined:
    """A text as given, the language it was read in ("en", "fr" or "es"), and its spans: sorted, never overlapping."""

    text: str
    language: str
    spans: tuple[Span, ...]


NUMERIC = frozenset({"record", "phone", "account", "device", "date", "birth_date", "postcode", "national_id", "plate"})


class Hit(NamedTuple):
    """What one rule claims, in code points of the folded text. A higher `weight` wins a dispute among equals in hardness."""

    start: int
    end: int
    kind: str
    hard: bool
    reason: str
    weight: int = 0


def settle(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Make claims disjoint: hard before soft, then weight, then length; what remains of a loser is kept if it holds a letter or digit."""
    settled: list[Hit] = []
    starts: list[int] = []  # of what is settled, sorted, so that each claim looks only at its neighbours
    for hit in sorted(set(hits), key=lambda h: (not h.hard, -h.weight, h.start - h.end, h.start, h.kind, h.reason)):
        pieces = []
        at = hit.start
        k = max(0, bisect_right(starts, hit.start) - 1)
        while k < len(settled) and settled[k].start < hit.end:
            if settled[k].end > at:
                if settled[k].start > at:
                    pieces.append((at, settled[k].start))
                at = settled[k].end
            k += 1
        if at < hit.end:
            pieces.append((at, hit.end))
        for start, end in pieces:
            start, end = _trimmed(text, start, end)
            piece = text[start:end]
            whole = (start, end) == (hit.start, hit.end)
            # Beside a number that won, only the rest of the number matters, not the label in front of it.
            telling = any(c.isdigit() for c in piece) if hit.kind in NUMERIC else any(c.isalpha() for c in piece) and end - start > 2
            if whole or telling:
                k = bisect_right(starts, start)
                starts.insert(k, start)
                settled.insert(k, hit._replace(start=start, end=end))
    return settled


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in " \n\t,;:-/" or (text[start] == "(" and ")" not in text[start:end])):
        start += 1
    while end > start and text[end - 1] in " \n\t,;:-(/":
        end -= 1
    return start, end
