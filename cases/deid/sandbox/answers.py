"""Reads what a child says as what it is: words of a process that may have been taken over by the file it read."""

from __future__ import annotations

import re
from typing import Any, Final

from cases.deid import known as identifiers
from cases.deid.clean import REFUSALS, Finding, Mask, Refused
from cases.deid.results import Page

MOST_LINE: Final = 8 << 20  # bytes of one line; the longest honest one lists the masks of a video or the spans of a text
MOST_PAGES: Final = 1000
MOST_MASKS: Final = 50_000
MOST_COUNT: Final = 10_000_000
_WORD: Final = re.compile(r"[a-z][a-z_]{0,39}")
_CONTENT_TYPES: Final = ("image/jpeg", "image/png", "video/mp4")


def refused(code: object) -> Refused:
    """The refusal a child asks for; an unknown code counts as a crash."""
    return Refused(code if isinstance(code, str) and code in REFUSALS else "crashed")


def page(value: object, place: int) -> Page:
    """A page numbered `place` with masks inside its size. Raises ValueError for anything else, as all of these do."""
    _need(isinstance(value, dict) and set(value) == {"size", "masks", "findings"})
    extent = size(value["size"])  # type: ignore[index]
    masks = tuple(_mask(item, extent, place) for item in _list(value["masks"], MOST_MASKS))  # type: ignore[index]
    findings = tuple(Finding(_word(kind), _count(count)) for kind, count in _list(value["findings"], 100))  # type: ignore[index]
    return Page(extent, masks, findings)


def page_count(value: object) -> int:
    """How many pages an upload has."""
    _need(0 < _count(value) <= MOST_PAGES)
    return value  # type: ignore[return-value]


def preview(value: object, start: int, end: int) -> tuple[str, int, int]:
    """(content type, start, length) of the one preview between two places of the previews' file."""
    ((content_type, length),) = _list(value, 1)
    _need(content_type in _CONTENT_TYPES and _count(length) > 0 and start + length == end)
    return content_type, start, length


def size(value: object) -> tuple[int, int]:
    """Width and height, 1 to 65535 pixels."""
    width, height = _list(value, 2)
    _need(0 < _count(width) < 65536 and 0 < _count(height) < 65536)
    return width, height


def facts(value: object) -> dict[str, float]:
    """A few numbers by name."""
    _need(isinstance(value, dict) and len(value) <= 20)
    return {_word(name): number(item) for name, item in value.items()}  # type: ignore[union-attr]


def known(value: object) -> tuple[str, ...]:
    """Identifiers that the file gave away: few, short, and printable."""
    strings = _list(value, identifiers.MOST)
    _need(all(isinstance(item, str) and 0 < len(item) <= identifiers.LONGEST and item.isprintable() for item in strings))
    return tuple(strings)


def spans(value: object, characters: int) -> list[list[Any]]:
    """[start, end, kind, "hard" | "soft"] inside a text, in order and without overlap."""
    at, found = 0, []
    for start, end, kind, hardness in _list(value, MOST_MASKS):
        _need(at <= _count(start) < _count(end) <= characters and hardness in ("hard", "soft"))
        found.append([start, end, _word(kind), hardness])
        at = end
    return found


def number(value: object) -> float:
    """A finite number."""
    # A comparison holds for whole numbers of any length, where isfinite() would raise OverflowError; it is false for NaN.
    _need(isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e12)
    return value  # type: ignore[return-value]


def _mask(value: object, extent: tuple[int, int], place: int) -> Mask:
    x0, y0, x1, y1, kind, score, page, first, last, label = _list(value, 10)
    for edge in (x0, y0, x1, y1):
        _count(edge)
    _need(page == place and 0 <= number(score) <= 1 and (first is None) == (last is None))
    if first is not None:
        _need(_count(first) <= _count(last))
    mask = Mask(x0, y0, x1, y1, _word(kind), score, place, first, last, "" if label == "" else _word(label))
    _need(mask.inside(*extent))
    return mask


def _list(value: object, most: int) -> list[Any]:
    _need(isinstance(value, list) and len(value) <= most)
    return value  # type: ignore[return-value]


def _count(value: object) -> int:
    _need(isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNT * 100)
    return value  # type: ignore[return-value]


def _word(value: object) -> str:
    _need(isinstance(value, str) and _WORD.fullmatch(value) is not None)
    return value  # type: ignore[return-value]


def _need(true: bool) -> None:
    if not true:
        raise ValueError("not an answer")
