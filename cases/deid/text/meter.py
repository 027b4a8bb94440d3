"""The re-identification meter: how few people a text may be about, from what no list of names can find.

A rare condition, a small town and an occupation name nobody and still point at one person. The meter adds up such indirect
identifiers and offers a coarser wording for each. It is an estimate of order, with the factors taken as independent; it never
clears a text, and the recognisability question stays the author's to answer.

Method: expected number of people who share all factors (k of k-anonymity; Sweeney 2002, doi:10.1142/S0218488502001648). Fewer than
11 is "high", the 0.09 risk at which the European Medicines Agency (Policy 0070) and Health Canada stop public release of clinical
data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cases.deid.text.words import recognisable as lists

ENOUGH = 1000  # people; above it the factors say little
FEW = 11
COUNTRY, REGION, TOWN = 60_000_000, 3_000_000, 50_000  # people, as orders of magnitude
SHARES = {"condition": 1 / 10_000, "occupation": 1 / 1_000, "event": 1 / 100_000, "circumstance": 1 / 1_000, "sex": 1 / 2}
YEARS = 80  # ages spread evenly over this many years
OLD = 90  # ages from here on: one person in 200, all of them together
OLD_SHARE = 1 / 200

_WORDS = {
    "condition": ("[rare condition]", "[maladie rare]", "[enfermedad rara]"),
    "occupation": ("[occupation]", "[profession]", "[profesión]"),
    "event": ("[event]", "[événement]", "[suceso]"),
    "circumstance": ("[circumstance]", "[circonstance]", "[circunstancia]"),
    "town": ("[town]", "[ville]", "[ciudad]"),
    "region": ("[region]", "[région]", "[región]"),
    "hospital": ("[hospital]", "[hôpital]", "[hospital]"),
}
_LANGUAGES = {"en": 0, "fr": 1, "es": 2}
_AS = {"said": "condition"}  # an author who says that it is rare
_PLACES = {"town": TOWN, "hospital": TOWN, "region": REGION}
# Years of a duration are no age.
_DURING = "".join(
    f"(?<!{word} )"
    for word in ["for", "since", "over", "after", "depuis", "pendant", "durant", "après", "hace", "desde", "durante", "tras", "il y a"]
)
_AGE = re.compile(
    rf"(?<![\w.,/]){_DURING}(?P<low>\d{{1,3}})(?:[-–](?P<high>\d{{1,3}}))?(?=[ -]?(?:years?[ -]olds?\b|y/?o\b|yrs?[ -]old\b"
    r"|ans\b(?! (?:de suivi|après|plus tard))|años\b(?! (?:de evolución|después|más tarde))))"
    r"|(?:\baged |\bâgée? d['e] ?|\bedad[: ]+(?:de )?|\bage[d: ]+|\bâge ?: ?)(?P<low2>\d{1,3})(?:[-–](?P<high2>\d{1,3}))?(?![\d%.,/]\d)"
)


@dataclass(frozen=True)
class Factor:
    """One indirect identifier. `field`, `start`, `end` say where it stands, in code points; a fact chosen from a list has no place.

    `share` is the part of people who have it, above 0 and at most 1; for a place `people` is how many live there. `coarser` is a
    wording that says less, "" where only the author can find one.
    """

    kind: str  # "age", "place", "sex" or a key of SHARES
    share: float = 1.0
    people: int = 0
    field: str = ""
    start: int = 0
    end: int = 0
    coarser: str = ""


@dataclass(frozen=True)
class Reading:
    """What the meter says: `level` is "low", "some" or "high"; `people` is how many may fit, at least 1."""

    level: str
    people: int
    factors: tuple[Factor, ...]


def measure(
    texts: Mapping[str, str],
    *,
    language: str,
    places: Sequence[tuple[str, int, int, str]] = (),
    ages: tuple[int, int] | None = None,
    sex: bool = False,
    band: int = 5,
) -> Reading:
    """Read the fields of one case.

    Arguments: `texts` field -> words; `language` "en", "fr" or "es"; `places` (field, start, end, kind) of towns, hospitals and
    regions that were found and kept; `ages` the (lowest, highest) age chosen from a list; `sex` whether it is stated; `band` years
    of the age band that a coarser wording uses. Each kind counts once, in its narrowest mention.
    """
    factors = [factor for field, text in texts.items() for factor in _found(field, text, language, band)]
    factors += [
        Factor("place", 1.0, _PLACES[kind], field, start, end, _WORDS[kind][_LANGUAGES[language]])
        for field, start, end, kind in places
        if kind in _PLACES
    ]
    if ages is not None:
        factors.append(Factor("age", _share_of_ages(*ages)))
    if sex:
        factors.append(Factor("sex", SHARES["sex"]))
    return Reading(*_judged(factors), tuple(sorted(factors, key=lambda factor: (factor.share, factor.people))))


def _judged(factors: Sequence[Factor]) -> tuple[str, int]:
    people: float = min((factor.people for factor in factors if factor.people), default=COUNTRY)
    narrowest: dict[str, float] = {}
    for factor in factors:
        narrowest[factor.kind] = min(factor.share, narrowest.get(factor.kind, 1.0))
    for share in narrowest.values():
        people *= share
    level = "low" if people >= ENOUGH else "some" if people >= FEW else "high"
    return level, max(1, round(people))


def _found(field: str, text: str, language: str, band: int) -> Iterator[Factor]:
    plain = "".join(unicodedata.normalize("NFC", character.lower())[:1] or " " for character in text)
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(plain):
            coarser = _WORDS[kind][_LANGUAGES[language]] if kind in _WORDS else ""
            yield Factor(_AS.get(kind, kind), SHARES[_AS.get(kind, kind)], 0, field, *match.span(), coarser)
    for match in _AGE.finditer(plain):
        group = "low" if match["low"] else "low2"
        low = int(match[group])
        high = int(match["high" if group == "low" else "high2"] or low)
        if low > high or high > 120:
            continue
        start, end = match.start(group), max(match.end(group), match.end("high" if group == "low" else "high2"))
        yield Factor(
            "age", _share_of_ages(low, high), 0, field, start, end, _banded(low, band) if high - low < band - 1 and low < OLD else ""
        )


def _share_of_ages(low: int, high: int) -> float:
    return OLD_SHARE if low >= OLD else min(1.0, (high - low + 1) / YEARS)


def _banded(age: int, band: int) -> str:
    """The band of an age: bands begin at multiples of their width, and children under two keep their age."""
    low = age // band * band
    return f"{low}–{low + band - 1}" if age >= 2 and band > 1 else ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {
        "condition": lists.RARE_CONDITIONS,
        "said": lists.SAID_RARE,
        "occupation": lists.OCCUPATIONS,
        "event": lists.EVENTS,
        "circumstance": lists.CIRCUMSTANCES,
    }
    return {
        kind: re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w-])")
        for kind, names in words.items()
    }
