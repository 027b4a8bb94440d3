"""Harvested identifiers: what metadata or a file name gave away, looked for again in the words, then forgotten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cases.deid.text import dates
from cases.deid.text.folding import fold
from cases.deid.text.spans import Hit
from cases.deid.text.words.clinical import NOT_NAMES

_LEAST_LETTERS, _LEAST_DIGITS = 3, 4


def _plain(text: str) -> str:
    """Lower case without accents, one character for one, so that offsets stay."""
    return "".join(unicodedata.normalize("NFD", c)[0].lower()[:1] if c.isalpha() else c for c in text)


def _patterns(values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for value in values:
        plain = _plain(fold(value).text).strip()
        digits = re.sub(r"\D", "", plain)
        if len(digits) >= _LEAST_DIGITS and len(digits) >= len(plain.replace(" ", "")) / 2:
            found.add(r"[ ./:_-]?".join(digits))
        for part in re.findall(r"[^\W\d_]+", plain.replace("^", " ")):
            if len(part) >= _LEAST_LETTERS and part not in NOT_NAMES:
                found.add(re.escape(part))
    return found


def find(text: str, values: Iterable[str], language: str) -> Iterator[Hit]:
    """Yield hard hits for every word of three letters, number of four digits and day of `values` in folded text."""
    values = [value for value in values if value and value.strip()]
    patterns = _patterns(values)
    if not patterns:
        return
    plain = _plain(text)
    for match in re.finditer(rf"(?<![^\W_])(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![^\W_])", plain):
        yield Hit(*match.span(), "harvested", True, "harvested", 12)
    days = {day for value in values if (day := dates.read(re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", value.strip())[:10], language))}
    if days:
        for hit in dates.find(text):
            if dates.possible(text[hit.start : hit.end], language) & days:
                yield hit._replace(kind="harvested", hard=True, reason="harvested", weight=12)
