# ruff: noqa: E501 - patterns and lists are read as one line
"""Dates more exact than a year, dates of birth, and ages over 89."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cases.deid.text import ages, days
from cases.deid.text.seasons import LAST_MONTH, SEASON, SEASONS, TURNS, WEEKDAY, WEEKDAY_PARTIAL
from cases.deid.text.spans import Hit
from cases.deid.text.worded import MONTHS, NAMES, WORDED

# Only English puts the month before the day: "Mayo 2" is a score.
_MONTH_EN = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
_MONTH = rf"(?P<month>{NAMES})\b\.?"
# "may" and "mar" are words as well: as months they carry a capital, a preposition or a year.
_WEAK = {"may", "mar", "mars", "ago", "dec", "sep", "jun", "jul", "jan", "ene", "dic", "mai", "march"}
_ANY_MONTH = re.compile(rf"(?<![^\W\d_])(?:{NAMES})\b", re.IGNORECASE)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"

_NUMERIC = re.compile(
    r"(?<![\w.,/|-])(?P<a>\d{1,2})(?P<s> ?[/.|-] ?| - )(?P<b>\d{1,2})(?P=s)(?P<c>(?:19|20)\d\d|\d\d)(?![\d%]|[/|-]\d|[.,]\d)(?! ?(?:mg|ml|mcg|µg|ui|iu|units|mm|cm|g)\b)"
)
_ISO = re.compile(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)(?P<s>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?=\D|$|T\d)")
_COMPACT = re.compile(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w%]|[.,]\d)")
_ROMAN = re.compile(
    r"(?<![\w.,/-])(?:0?[1-9]|[12]\d|3[01])(?P<s>[ ]?[./-][ ]?)(?:x?i{1,3}|i?[vx]|vi{1,3})(?P=s)(?:19|20)?\d\d(?![\w/-])", re.IGNORECASE
)
_SPACED = re.compile(r"(?<![\w.,/-])(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d(?![\w%]|[.,/-]\d| \d)")
_PARTIAL = re.compile(
    r"\b(?P<p>on|since|until|till|by|dated|from|le|du|au|depuis le|jusqu'au|dès le|el|del|al|desde el|hasta el|día)[ \n]+(?P<a>0?[1-9]|[12]\d|3[01])(?P<s>[/-])(?P<b>0?[1-9]|[12]\d|3[01])"
    r"(?![\d%/-]|\.\d|[ ]?(?:mmhg|tablets?|comprim|of\b|de\b|strength|force|fuerza|power|pain|mrc|right|left|droit|gauche|derech|izquierd|in the|in both|scale|intensity|mg|ml|visual|vision))",
    re.IGNORECASE,
)
_MONTH_YEAR_NUMERIC = re.compile(r"(?<![\w.,/-])(?:0[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])", re.IGNORECASE)
# A day and a month without a word before them: a fraction or a score has no zero in front and is no larger than one.
_BARE = re.compile(
    r"(?<![\w.,/+>-])(?P<a>0?[1-9]|[12]\d|3[01])/(?P<b>0?[1-9]|1[0-2])(?=[,;:)\n]|\.(?!\d)|\Z|[ ](?!(?:mmhg|cmhg|cmh|mg|mcg|ml|g|mm|%|po|bd|tds|od)\b))",
    re.IGNORECASE,
)
_PRESSURE = re.compile(
    r"(?:\b(?:ta|pa|bp|tas|tad|av|va|mavc|bcva|od|og|oi|os|os|tension|tensión|presión|pression|blood pressure|visual acuity|acuité|agudeza|bipap|cpap|ipap|vni|niv|peep|pep|aide|ps|ratio|apgar|score|scored?|pain|douleur|dolor|eva|en|evn|strength|power|force|fuerza)\b[^.;\n]{0,14}|[/+-] ?)\Z",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w-]){_MONTH_EN}[ \n]{{0,2}}(?:the )?(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w/%]|[.-]\d|,(?!(?:19|20)\d\d)\d)(?:(?:,? ?(?:of )?|,?\n)(?P<year>(?:19|20)\d\d|'\d\d))?(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.,/-])(?:{_DAY})(?:st|nd|rd|th|er|º|°|o)?[ \n-]{{0,2}},?[ ]?(?:(?:of|de|del)[ \n])?{_MONTH}(?:[ \n,.-]{{0,3}}(?:(?:de|del|of)[ \n](?:año[ ])?)?(?P<year>(?:19|20)\d\d|'\d\d)(?!\d))?(?![\w'])",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?<![\w-]){_MONTH}(?:,?[ \n]|-|[ \n](?:de|del|of)[ \n](?:l'année |año )?)(?P<year>(?:19|20)\d\d)(?![\w-])", re.IGNORECASE
)

_YEAR_MONTH = re.compile(rf"(?<![\w/-])(?P<year>(?:19|20)\d\d)[ -]{_MONTH}(?![\w-])", re.IGNORECASE)
_SHORT_YEAR = re.compile(
    rf"\b(?:in|en|since|depuis|desde|de|del)[ \n]{_MONTH}[ \n'](?P<year>'?\d\d)(?![\w.,/%-]|[ ](?:ans|años|years|mg|ml|g|jours|días|days))",
    re.IGNORECASE,
)
_FIRST_OF_TWO = re.compile(
    rf"(?<![\w.,/-])((?:{_DAY})(?:st|nd|rd|th|er|º|°)?)[ \n]?(?:-|–|to|and|until|through|au|et|et le|al|y|y el|hasta el)[ \n]?(?:the[ ])?\Z",
    re.IGNORECASE,
)
# The first day of "18 au 29/03/2020" and "18 et 19/01/2018".
_FIRST_NUMERIC = re.compile(r"(?<![\w.,/-])(0?[1-9]|[12]\d|3[01])[ ]?(?:-|–|to|and|au|et|et le|al|y|y el|hasta el)[ ]?\Z", re.IGNORECASE)
_AFTER_ON = re.compile(r"\b(?:on|since|until|till|by|dated|from|le|du|au|dès le|el|del|al|desde|hasta)[ \n](?:the |el )?\Z", re.IGNORECASE)
_DAYS = re.compile(
    rf"(?<![\w.,/-])(?:[12]?\d|3[01])[ ]?[-–][ ]?(?:[12]?\d|3[01])[ ](?:(?:of|de)[ ])?{_MONTH}(?:[ ,]{{1,2}}(?:de )?(?:19|20)\d\d)?(?![\w'])",
    re.IGNORECASE,
)
# A field that says it is a date holds one, however it is written ("Fecha de Ingreso: 23/082016").
_FIELD = re.compile(
    r"\b(?:fecha|date|fec\.)\b(?:[ ](?:de|of|d'|du|del)?[ ]?[^\W\d_]{1,15}){0,3}[ ]?[:=][ ]{0,3}(\d[\d/.|-]{5,10})(?![\w])", re.IGNORECASE
)

_ORDINAL = re.compile(
    r"\b(?:till|until|by|on|since|before|after) (the (?:[12]?\d|3[01])(?:st|nd|rd|th))(?! (?:day|week|month|year|time|visit|dose|cycle|percentile|centile|decade|rib|nerve|toe|finger|metatarsal|metacarpal|century|floor))",
    re.IGNORECASE,
)
_APGAR = re.compile(r"\bapgar[ :à]{0,4}\Z", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?:\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born|b\.|née?s?|date de naissance|ddn|d\.d\.n\.?|naissance|mise? au monde|anniversaire|fecha de nac(?:imiento|\.)?|f\.? ?nac(?:imiento)?\.?|fdn|f\.n\.|nacid[oa]s?|naci[óo]|nacimiento|cumpleaños)\b|né\(e\)|\(né)"
    r"[ ]?(?:\((?:e|dd|jj|mm|aaaa|yyyy|/| ){1,14}\))?[ .:=,(-]{0,4}(?:(?:on|le|el|in|the|was|is|est|es|día|fue|:|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi)[ :]{1,2}){0,3}(?:[a-zà-ÿ'-]{2,20}[ ](?:on|le|el)[ ])?\n?$",
    re.IGNORECASE,
)
# After such a label a date may be as short as "3.3.51".
_BORN_SHORT = re.compile(
    r"(?:\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|née?(?: le)?|ddn|d\.d\.n\.?|date de naissance|fecha de nacimiento|f\.? ?nac\.?|fdn|nacid[oa](?: el)?))[ .:=]{1,3}(\d{1,2}([./ -])\d{1,2}\2\d{2}(?:\d\d)?)(?![\w%])",
    re.IGNORECASE,
)
_LONE_AGE = re.compile(r"(?:, | \(|,)(9\d|1[01]\d)(?=[,;)]|\.(?!\d)|\Z)")
_DAY_AFTER = re.compile(
    r",?[ \n](?:(?:le|el|du|del)[ ](?:día[ ])?(?:1er|[12]?\d|3[01])(?=[.,;:)!?\n]|\Z|[ ](?:pour|por|para|à|a|en|con|avec|et|y|puis)\b)|(?:on[ ])?the[ ]\d{1,2}(?:st|nd|rd|th)\b)"
)


def find(text: str) -> Iterator[Hit]:
    """Yield hits of kind "birth_date" (hard), "date" and "age" (soft) in folded text. A year alone is no hit."""
    for start, end, weight in _dates(text):
        if weekday := WEEKDAY.search(text, max(0, start - 20), start):
            start = weekday.start()
        if _BIRTH.search(text, max(0, start - 70), start):
            yield Hit(start, end, "birth_date", True, "birth_label", 8)
        else:
            yield Hit(start, end, "date", False, "date", weight)
    for match in _BORN_SHORT.finditer(text):
        yield Hit(*match.span(1), "birth_date", True, "birth_label", 8)
    yield from ages.find(text)


def beside(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield what stands right behind a person or place that was found: an age over 89 (", 92,"), a day without a month (" le 30")."""
    for hit in hits:
        if hit.kind in ("name", "clinician") and (match := _LONE_AGE.match(text, hit.end)):
            yield Hit(*match.span(1), "age", False, "age_over_89", 3)
        if hit.kind in ("name", "clinician", "town", "hospital") and (match := _DAY_AFTER.match(text, hit.end)):
            start = match.end() - len(match[0].lstrip(", \n"))
            yield Hit(start, match.end(), "date", False, "date", 2)


def _dates(text: str) -> Iterator[tuple[int, int, int]]:
    if any(c.isdigit() for c in text):
        for match in _NUMERIC.finditer(text):
            if _numeric(match) is not False and not _APGAR.search(text, max(0, match.start() - 12), match.start()):
                yield *match.span(), 5
                if first := _FIRST_NUMERIC.search(text, max(0, match.start() - 14), match.start()):
                    yield *first.span(1), 3
        for match in WEEKDAY_PARTIAL.finditer(text):
            if not match["b"] or (min(int(match["a"]), int(match["b"])) <= 12):
                yield match.start(), match.end(), 4
        for pattern in (_ISO, _COMPACT, _SPACED, _ROMAN):
            for match in pattern.finditer(text):
                yield *match.span(), 5
        for match in _PARTIAL.finditer(text):
            a, b = int(match["a"]), int(match["b"])
            if (
                min(a, b) <= 12
                and max(a, b) <= 31
                and not (
                    match["p"].lower() == "from" and ((match["s"] == "-" and a < b) or b == 10)  # "from 5-10", "from 7/10 to 3/10"
                )
            ):
                yield match.start("a"), match.end(), 3
        for match in _MONTH_YEAR_NUMERIC.finditer(text):
            yield match.end() - 7, match.end(), 4
        for match in _BARE.finditer(text):
            a, b = int(match["a"]), int(match["b"])
            if b in (7, 12) and days.DURATION.search(text, max(0, match.start() - 12), match.start()):
                continue
            padded = match["a"][0] == "0" or match["b"][0] == "0"
            if (padded or (a > b and a > 9)) and not _PRESSURE.search(text, max(0, match.start() - 30), match.start()):
                yield *match.span(), 2
        months = _ANY_MONTH.search(text)
        for match in _DAY_FIRST.finditer(text) if months else ():
            # The first day of "du 2 au 9 mai 2024" and of "3-9 March".
            if _month_counts(match) and (first := _FIRST_OF_TWO.search(text, max(0, match.start() - 20), match.start())):
                yield *first.span(1), 3
        for pattern in (_MONTH_FIRST, _DAY_FIRST, _DAYS, _MONTH_YEAR, _YEAR_MONTH, _SHORT_YEAR) if months else ():
            for match in pattern.finditer(text):
                if _month_counts(match) or _AFTER_ON.search(text, max(0, match.start() - 12), match.start()):
                    yield *match.span(), 5
        for match in _ORDINAL.finditer(text):
            yield *match.span(1), 2
        for match in _FIELD.finditer(text):
            yield *match.span(1), 4
    yield from days.find(text)
    low = text.lower()
    for pattern, tellers in ((SEASON, SEASONS), (LAST_MONTH, TURNS)):
        for match in pattern.finditer(text) if any(teller in low for teller in tellers) else ():
            yield *match.span(), 3
    for match in WORDED.finditer(text) if _ANY_MONTH.search(text) else ():
        if _month_counts(match) or match.end() - match.end("month") > 4:
            yield *match.span(), 6


def _month_counts(match: re.Match[str]) -> bool:
    name = match["month"]
    return name.lower() not in _WEAK or name[0].isupper() or bool(match.groupdict().get("year")) or name in ("mars", "mai", "march")


def _numeric(match: re.Match[str]) -> date | bool | None:
    """Read a numeric date: a date when the order is certain, None when it is not, False when it is no date at all."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["c"])
    separator = match["s"].strip()
    if not (1 <= min(a, b) <= 12 and max(a, b) <= 31 and min(a, b)):
        return False
    if len(match["c"]) == 2:
        if separator == "." and not (len(match["a"]) == 2 and (len(match["b"]) == 2 or a > 12)):
            return False
        if separator == "-" and (len(match["a"]) != 2 or len(match["b"]) != 2 or (a in (10, 20) and b == 10)):
            return False
        year += 1900 if year > 40 else 2000
    if a > 12:
        day, month = a, b
    elif b > 12:
        day, month = b, a
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return False


def read(words: str, language: str) -> date | None:
    """Return the day a folded date span names, or None when it is partial or its order uncertain (English 03/04/2022)."""
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(words):
            return _safe(int(match["year"]), int(match["m"]), int(match["d"]))
    if match := _NUMERIC.match(words):
        found = _numeric(match)
        if found is None and language != "en" and len(match["c"]) == 4:
            return _safe(int(match["c"]), int(match["b"]), int(match["a"]))
        return found if isinstance(found, date) else None
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        if (match := pattern.match(words)) and match.end() == len(words) and match["year"] and len(match["year"]) == 4:
            return _safe(int(match["year"]), MONTHS[match["month"].lower()], int(match["day"]))
    return None


def possible(words: str, language: str) -> set[date]:
    """Return every day a folded date span may name: both orders of 03/04/2022."""
    days = {day for order in (language, "fr") if (day := read(words, order))}
    if (match := _NUMERIC.match(words)) and len(match["c"]) == 4 and (day := _safe(int(match["c"]), int(match["a"]), int(match["b"]))):
        days.add(day)
    return days


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
