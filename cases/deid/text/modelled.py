"""What the text model adds to the rules: its spans as soft hits, without those that only name something clinical."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from cases.deid.text.folding import Folded
from cases.deid.text.model import ModelSpan, Read
from cases.deid.text.spans import Hit
from cases.deid.text.tokens import Words
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.places import COUNTRIES

SURE = 0.6


def find(words: Words, folded: Folded, read: Read, hits: Sequence[Hit], language: str) -> Iterator[Hit]:
    """Yield soft hits of the folded text for the model's spans; `hits` is what the rules found there."""
    for span in read.spans:
        start, end = _folded(folded, span)
        if start < end and span.score >= SURE and _counts(words, start, end, span):
            yield Hit(start, end, span.kind, False, "model", 0)


def _counts(words: Words, start: int, end: int, span: ModelSpan) -> bool:
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end) - 1
    if last < first:
        return False
    lower = words.lower[first : last + 1]
    if all(word in NOT_NAMES for word in lower) or " ".join(lower) in COUNTRIES:
        return False
    return not words.eponym(first, last)


def _folded(folded: Folded, span: ModelSpan) -> tuple[int, int]:
    """The folded range that came from the original range of a span."""
    if folded.starts is None or folded.ends is None:
        return span.start, span.end
    return bisect_right(folded.ends, span.start), bisect_left(folded.starts, span.end)
