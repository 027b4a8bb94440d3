"""Harvested identifiers: what metadata or a file name gave away (see `cases.deid.known`), looked for again in the words, then forgotten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from cases.deid.text import dates
from cases.deid.text.folding import fold
from cases.deid.text.spans import Hit
from cases.deid.text.words.clinical import EPONYM_AFTER, EPONYM_BEFORE, NOT_NAMES
from cases.deid.text.words.given import AMBIGUOUS
from cases.deid.text.words.ordinary import is_both, is_no_name

_LEAST_LETTERS, _LEAST_DIGITS = 3, 4
_NEAR = 0.0015  # degrees: about 150 metres
_CLOSE = re.compile(r"[ ,.'^-]{1,3}")  # between two words of one name
_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d\d?)([ ]?[-./ ][ ]?)(\d\d?)\2(\d{4}|\d\d)(?![\d/-])|(?<![\d/.-])(\d{4})([-./: ])(\d\d?)\6(\d\d?)(?!\d)"
)
_DECIMAL = re.compile(r"(?<![\d.,])(\d{1,3})[.,](\d{4,8})(?!\d)")
_SEXAGESIMAL = re.compile(r"(?<!\d)(\d{1,3})\s?[°ºd]\s?(\d{1,2})\s?['m]\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:\"|''|s))?")


def kind_of(item: str) -> str:
    """What a harvested string is: "day", "position", "number" (a code is one too) or "word"."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", item):
        return "day"
    if re.fullmatch(r"\d{1,3}\.\d{4}", item):
        return "position"
    return "number" if any(char.isdigit() for char in item) else "word"


def find(text: str, values: Iterable[str], language: str) -> Iterator[Hit]:
    """Yield hits for every word, number, position and day of `values` in folded text; the forms of raw metadata are understood too.

    They are hard, but for words that may be ordinary (marked "?") and names that are words of every day: those are soft, and hard
    only beside another harvested word. "Wilson" in "Wilson disease" is no hit.
    """
    words: dict[str, bool] = {}
    patterns: set[str] = set()
    days: set[date] = set()
    positions: list[float] = []
    for value in values:
        doubt, value = value.startswith("?"), value.strip().removeprefix("?")
        if re.fullmatch(r"\d{1,3}\.\d{4}", value):
            positions.append(float(value))
            continue
        if day := dates.read(re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", value)[:10], language):
            days.add(day)
            patterns |= {day.strftime(form) for form in ("%Y%m%d", "%d%m%Y", "%m%d%Y")}
        plain = _plain(fold(value).text).strip()
        if number := _number(plain):
            patterns.add(number)
        else:
            for part in re.findall(r"[^\W\d_]+", plain.replace("^", " ")):
                if len(part) >= _LEAST_LETTERS and (is_both(part) or not (is_no_name(part) or part in NOT_NAMES)):
                    words[part] = words.get(part, True) and doubt
    plain = _plain(text) if words or patterns else ""
    yield from _named(text, plain, words)
    if patterns:
        for match in re.finditer(rf"(?<![^\W_])(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![^\W_])", plain):
            yield _hit(*match.span())
    for position in positions:
        yield from (_hit(*span) for span in _places(text, position))
    if days:
        yield from (_hit(hit.start, hit.end) for hit in dates.find(text) if days_in(text[hit.start : hit.end], language) & days)
        yield from (_hit(*match.span()) for match in _NUMERIC.finditer(text) if _readings(match) & days)


def days_in(text: str, language: str | None = None) -> set[date]:
    """Every day that a folded text may name, in any order and both centuries."""
    found = set().union(*(_readings(match) for match in _NUMERIC.finditer(text)))
    for match in re.finditer(r"(?<!\d)\d{8}(?!\d)", text):
        digits = match[0]
        found |= _valid((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]), (digits[4:], digits[:2], digits[2:4]))
    for hit in dates.find(text):
        found |= dates.possible(text[hit.start : hit.end], language or "en")
    return found


def near(text: str, position: float) -> bool:
    """Whether a coordinate (degrees, without its sign) stands in a folded text."""
    return any(True for _ in _places(text, position))


def _hit(start: int, end: int, hard: bool = True) -> Hit:
    # A soft one leaves the naming of what it is to the other rules.
    return Hit(start, end, "harvested", hard, "harvested", 12 if hard else 1)


def _plain(text: str) -> str:
    """Lower case without accents, one character for one, so that offsets stay."""
    return "".join(unicodedata.normalize("NFD", c)[0].lower()[:1] if c.isalpha() else c for c in text)


def _number(plain: str) -> str | None:
    """The pattern of a number or code, however it is spaced; None for what is words."""
    digits = re.sub(r"\D", "", plain)
    if len(digits) >= _LEAST_DIGITS and len(digits) >= len(plain.replace(" ", "")) / 2:
        return r"[ ./:_-]?".join(digits)
    return re.escape(plain) if len(digits) >= 2 and re.fullmatch(r"[a-z0-9]{5,80}", plain) else None


def _named(text: str, plain: str, words: dict[str, bool]) -> Iterator[Hit]:
    if not words:
        return
    pattern = rf"(?<![^\W_])(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})(?![^\W_])"
    matches = list(re.finditer(pattern, plain))
    for number, match in enumerate(matches):
        beside = [
            other for other in (*matches[max(0, number - 1) : number], *matches[number + 1 : number + 2]) if _beside(plain, match, other)
        ]
        if beside:
            yield _hit(*match.span())
        elif is_both(match[0]) or len(match[0]) <= _LEAST_LETTERS:
            if _is_written_as_name(text[match.start() : match.end()]) and not _is_eponym(plain, match):
                yield _hit(*match.span(), hard=False)
        elif not _is_eponym(plain, match):
            yield _hit(*match.span(), hard=not words[match[0]])


def _beside(plain: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one.span(), other.span()))
    return one[0] != other[0] and _CLOSE.fullmatch(plain[first[1] : second[0]]) is not None


def _is_written_as_name(word: str) -> bool:
    """With a capital; three capitals are more often a test ("ANA")."""
    return word[0].isupper() and (len(word) > _LEAST_LETTERS or not word.isupper())


def _is_eponym(plain: str, match: re.Match[str]) -> bool:
    """A name that medicine uses, where it is used so: "Wilson disease", "maladie de Wilson"."""
    if match[0] not in AMBIGUOUS and match[0] not in NOT_NAMES:
        return False
    after = re.match(r"(?:'s)?[ -]([^\W\d_]+)", plain[match.end() :])
    before = re.search(r"([^\W\d_]+) (?:de |d'|du |of )?\Z", plain[: match.start()])
    return bool(after and after[1] in EPONYM_AFTER) or bool(before and before[1] in EPONYM_BEFORE)


def _places(text: str, position: float) -> Iterator[tuple[int, int]]:
    for match in _DECIMAL.finditer(text):
        if abs(float(f"{match[1]}.{match[2]}") - position) <= _NEAR:
            yield match.span()
    for match in _SEXAGESIMAL.finditer(text):
        degrees = int(match[1]) + int(match[2]) / 60 + float((match[3] or "0").replace(",", ".")) / 3600
        if abs(degrees - position) <= (_NEAR if match[3] else 10 * _NEAR):
            yield match.span()


def _readings(match: re.Match[str]) -> set[date]:
    a, _, b, year, first, _, month, day = match.groups()
    if first:
        return _valid((first, month, day))
    years = [year] if len(year) == 4 else [f"19{year}", f"20{year}"]
    return _valid(
        *(parts for long in years for parts in ((long, b, a), (long, a, b))),
        *([(f"20{a}", b, year), (f"19{a}", b, year)] if len(year) == 2 else []),
    )


def _valid(*parts: tuple[str, str, str]) -> set[date]:
    found = set()
    for year, month, day in parts:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found
