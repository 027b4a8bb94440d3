"""Sifts what metadata and file names hold: names, days, numbers and places are kept, what cameras and programs write is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Final

from cases.deid.known import naming
from cases.deid.text import dates
from cases.deid.text.folding import fold

MOST: Final = 200  # identifiers of one file
LONGEST: Final = 80  # characters of one identifier
MOST_FIELDS: Final = 2000
LONGEST_FIELD: Final = 2000  # characters of one field that are looked at
MOST_CHARACTERS: Final = 40_000  # of all fields: about a third of a CPU second
DOUBT: Final = "?"  # marks a word that may be ordinary

ROLES: Final = ("name", "person", "place", "free", "day", "serial", "position")
# Where the clock of a device starts: says nothing of anybody.
_STARTS: Final = frozenset(("1900-01-01", "1904-01-01", "1970-01-01", "1980-01-01", "2000-01-01", "2036-02-07", "1979-12-31", "1999-12-31"))
_CAMERA: Final = (
    r"(?:img|image|dsc[nfi]?|imgp|cimg|pict?|photo|pxl|mvi(?:mg)?|vid|mov|gopr|g[hpx]|dji|sam|scan|wa|doc|page|frame|slice|series)"
)

_YEAR = r"((?:19|20)\d\d)"
_APART = re.compile(rf"(?<!\d){_YEAR}([-:./ ])(\d\d?)\2(\d\d?)(?!\d)|(?<!\d)(\d\d?)([-:./ ])(\d\d?)\6(\d{{4}}|\d\d)(?!\d)")
# After a day stands the time of the day, in one piece or with marks between.
_TIME = re.compile(
    r"(?:[ T_-]{1,3}(?:at|a las|à)?[ ]?)?[ T_-]?([01]\d|2[0-3])[:.h-]?([0-5]\d)(?:[:.m-]?([0-5]\d)(?:[.,]?\d{1,6})?)?(?!\d)"
    r"\s?(?:Z|[AP]M|[+-]\d\d:?\d\d)?"
)
_RUN = re.compile(r"(?<!\d)\d{8}(?:\d{4}|\d{6}|\d{9})?(?!\d)")
_LABELLED = re.compile(
    r"\b(?:mrn|nhc|ipp|nip|pid|nda|id|uid|patient|paciente|pat|pt|dossier|historia|hist|nhs|nss|nir|ssn|dni|nie|record|chart|accession|acc)"
    r"(?:\W|_){0,3}(?:(?:id|number|num|no|nr|n)\b\W{0,3})?([a-z]{0,3}[ -]?\d{4,}[a-z]?)\b",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<![\w.,])\+?\d(?:[ .\-/]?\d){7,20}(?![\w])")
_CODE = re.compile(
    r"(?<![^\W_])(?=[a-z]*\d)(?:[a-z]{0,3}\d{6,24}[a-z]{0,2}|(?=(?:\w*?\d){3})(?=\w*[a-z])[a-z0-9]{12,64})(?![^\W_])", re.IGNORECASE
)
_SERIAL = re.compile(r"[a-z0-9]{5,40}", re.IGNORECASE)
_POSITION = re.compile(r"([-+]?\d{1,3}\.\d{2,})")


def of_name(name: str) -> tuple[str, ...]:
    """The identifiers in a file's name; folders before it and the ending after it are left out."""
    stem = re.split(r"[/\\]", name)[-1]
    return gathered([("name", re.sub(r"(?:\.[A-Za-z][A-Za-z0-9]{0,4}){1,2}$", "", stem) or stem)])


def gathered(fields: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The identifiers in fields (role, text): at most MOST, each at most LONGEST characters, the certain ones first.

    Roles: "name" of a file, "person" (author, owner), "place", "free" (a description), "day" (written by a device), "serial", "position".
    """
    found: dict[str, None] = {}
    left = MOST_CHARACTERS
    for role, text in dict.fromkeys(islice(fields, MOST_FIELDS)):
        text = tidied(text)
        left -= len(text)
        if text and left >= 0:
            found |= dict.fromkeys(_sifted(role, text))
    return joined(found)


def joined(*lists: Iterable[str]) -> tuple[str, ...]:
    """Several lists as one, each identifier once: a word of which one list is certain is certain."""
    every = dict.fromkeys(item for items in lists for item in items if 0 < len(item) <= LONGEST and item.isprintable())
    certain = [item for item in every if not item.startswith(DOUBT)]
    doubtful = [item for item in every if item.startswith(DOUBT) and item[1:] not in every]
    return tuple([*certain, *doubtful][:MOST])


def tidied(text: str) -> str:
    """Folded to plain letters and digits, NUL and other controls as spaces, at most LONGEST_FIELD characters."""
    text = "".join(char if char.isprintable() else " " for char in text[:LONGEST_FIELD])
    return fold(unicodedata.normalize("NFC", re.sub(r"%20|\+(?!\d)", " ", text))).text.strip()


def _sifted(role: str, text: str) -> Iterable[str]:
    if role == "serial":
        yield from (word.lower() for word in _SERIAL.findall(re.sub(r"[-_ ]", "", text)) if _telling(word))
    elif role == "position":
        yield from (f"{abs(float(number)):.4f}" for number in _POSITION.findall(text)[:2] if abs(float(number)) <= 180)
    elif role == "day":
        yield from (day for day in days(text)[0] if day not in _STARTS)
    elif role == "place":
        yield from naming.places(text)
    else:
        found, rest = days(text.replace("_", " "))
        yield from found
        yield from numbers(rest)
        yield from naming.names(rest if role == "name" else text, role)


def days(text: str) -> tuple[list[str], str]:
    """(every day that is named, in ISO form; both readings of 03/04/1956), and the text without them and the times behind them."""
    found: list[str] = []

    for pattern in (_RUN, _APART):
        at = 0
        while match := pattern.search(text, at):
            at = match.end()
            if read := _readings(match):
                found += read
                at = behind.end() if (behind := _TIME.match(text, at)) else at
                text = text[: match.start()] + " " * (at - match.start()) + text[at:]
    if re.search(r"\d[^\W\d_]{3,10}\d", text):  # "12mars1956"
        spaced = re.sub(r"(?<=\d)(?=[^\W\d_]{3,10})|(?<=[^\W\d_]{3})(?=\d)", " ", text)
        found += [day.isoformat() for hit in dates.find(spaced) for day in dates.possible(spaced[hit.start : hit.end], "en")]
    for hit in dates.find(text):
        named = sorted(dates.possible(text[hit.start : hit.end], "en"))
        found += [day.isoformat() for day in named]
        if named:
            end = behind.end() if (behind := _TIME.match(text, hit.end)) else hit.end
            text = text[: hit.start] + " " * (end - hit.start) + text[end:]
    return list(dict.fromkeys(found)), text


def _readings(match: re.Match[str]) -> list[str]:
    if match.re is _RUN:
        digits = match[0]
        if first := _days([(digits[:4], digits[4:6], digits[6:8])]):
            return first
        return _days([(digits[4:], digits[2:4], digits[:2]), (digits[4:], digits[:2], digits[2:4])]) if len(digits) == 8 else []
    year, _, month, day, a, mark, b, short = match.groups()
    if year:
        return _days([(year, month, day)])
    if len(short) == 2 and (mark == " " or mark == ":"):
        return []
    years = [short] if len(short) == 4 else [f"19{short}", f"20{short}"]
    return _days([part for long in years for part in ((long, b, a), (long, a, b))])


def _days(parts: Iterable[tuple[str, str, str]]) -> list[str]:
    found = []
    for year, month, day in parts:
        try:
            read = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if 1900 <= read.year <= 2099:
            found.append(read.isoformat())
    return found


def numbers(text: str) -> Iterable[str]:
    """Numbers of records, telephones and documents: of six digits and more, of four where a label says so. Not a camera's counters."""
    for match in _LABELLED.finditer(text):
        yield re.sub(r"[ -]", "", match[1]).lower()
    for match in _GROUPED.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _telling(digits):
            yield digits
    for match in _CODE.finditer(text):
        word = match[0].lower()
        if _telling(word) and not re.fullmatch(rf"{_CAMERA}\d+", word):
            yield word
            digits = re.sub(r"\D", "", word)
            if len(digits) >= 6 and len(word) - len(digits) <= 4 and digits != word:
                yield digits


def _telling(word: str) -> bool:
    """Whether a number can be somebody's: not round, not one digit over and over."""
    digits = re.sub(r"\D", "", word)
    return len(digits) >= 3 and len(set(digits)) > 1 and not digits.endswith("0000")
