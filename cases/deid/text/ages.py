# ruff: noqa: E501 - patterns are read as one line
"""Ages over 89: "93-year-old", "edad: 92", and what somebody reached without a word for years: "cumplió 92", "turned 95", "died at 101"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.spans import Hit

_AGE = re.compile(
    r"(?<![\w.,/+>-])(9\d|1[0-2]\d)(?=[ -]?(?:y(?:ea)?rs?[ -]?(?:old|of age)|years?[ ]of[ ]age|[ -]?year[ -]olds?|y/?o\b|yo[mf]?\b|años?\b(?!s)|ans\b)|(?:yo|y)?[MF]\b)|"
    r"(?:\b(?:aged?|(?:lady|man|woman|gentleman|patient|dame|homme|femme|monsieur|señora|señor|mujer|hombre|varón|anciana|anciano) (?:of|de)|age:|age is|âgée? de|âge ?:|edad ?:?|edad de)[ ]{0,2})(?P<n>9\d|1[0-2]\d)\b(?!\+|[ ]?%|[.,/]\d)",
    re.IGNORECASE,
)
_OLD = r"(?P<n>9\d|1[01]\d)(?!\w|[.,:/-]\d|[ ]?[%°]|[ ](?:mg|ml|mmhg|lpm|bpm|kg|cm|mm|min|minut|hours?|horas|heures|days|días|jours|weeks|semanas|semaines|months|meses|mois|times|sesiones|sessions|points?|puntos|ciclos|cycles|degrees))"
_REACHED = re.compile(
    rf"\b(?:cumpl(?:e|ió|irá|ía|iría|ir|iendo|ido|imos|a)(?: ya| ayer| hoy| los| sus| recién| mañana| casi){{0,2}}|(?:a|con) sus|tiene ya|ronda los|(?:just |recently |has |had |about to )?turn(?:ed|ing|s)|(?:pushing|celebrat(?:ed|es|ing) (?:her|his|their)|reached|past)|vient d'avoir|va (?:sur|avoir) (?:ses )?|fêt(?:é|e|er|ait) ses|à ses|dans ses) {_OLD}(?= ?(?:[,.;)!\n]|\Z| (?!h\b)[a-zà-ÿ]))",
    re.IGNORECASE,
)
# Somebody's life goes to it: "died at 96", "came back to clinic at 101".
_LIFE = re.compile(
    rf"\b(?:died|dies|death|dead|passed(?: away)?|liv(?:ed|es|ing)(?: alone| independently)?|alone|independent(?:ly)?|driving|widowed|clinic|retired|gardens|gardening|mother|father|grandmother|grandfather|murió|falleció|muere|vive(?: sola?)?|sola|décédée?|morte?|autonome)(?:,)?[ ](?:still[ ])?(?:at(?: the age of)?|a los|à|to)[ ]{_OLD}(?=[,.;)!\n]|\Z|[ ](?:with|w/|and|but|of|from|she|he|having|de|por|con|tras|y|et|d'|après)(?!\w))",
    re.IGNORECASE,
)
# "she's 97 and sharp", "Tiene 94 y vive sola".
_IS = re.compile(
    rf"\b(?:(?:she|he|who|mum|dad|gran)(?:'s| is| was)|tiene|tenía|(?:il|elle) a) {_OLD}(?=[,.;)!\n]|\Z|[ ](?:now|and (?:lives|living|still|very|sharp|fit|well|frail|independent|in|as|walks|cooks|drives|has|had|wants)|but|y (?:vive|vivía|está|estaba|sigue|es|camina|cocina|aún|todavía|no|se)|pero|et (?:vit|reste|marche|est)|mais)\b)",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    r"\b(?P<n>9\d|1[01]\d)(?:st|nd|rd|th|º|°|e|ème)?[ ](?:birthday|cumpleaños|anniversaire|printemps|primaveras|abriles)\b", re.IGNORECASE
)
# A value, not an age: "sats came back at 92".
_MEASURED = re.compile(
    r"\b(?:sats?|spo2|sao2|o2|hr|rate|pulse|bp|map|temp(?:erature)?|fever|febrile|glucose|bm|sugar|cap|weight|resting|systolic|diastolic|sodium|potassium|chloride|creatinine|ph|fc|ta|pa|tas|fr|sat|satur\w+|glucemia|glycémie|peso|poids|percentile|percentil|pam|pas|frecuencia|fréquence|temperatura|température|velocity|gradient|score|patients|pacientes|cases|casos|n)\b[^.;\n]{0,40}\Z",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:over|above|than|older|under|below|>|≥|<|plus de|moins de|más de|menos de|mayor(?:es)? de|menor(?:es)? de|until|jusqu'à|hasta|à|to|last|past|for|pendant|durant|durante|hace|il y a|depuis)[ ]?$",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Hit]:
    """Yield soft hits of kind "age" in folded text."""
    for match in _AGE.finditer(text):
        group = 1 if match[1] else "n"
        start = match.start(group)
        if not _RANGE.search(text, max(0, start - 12), start):
            yield Hit(start, match.end(group), "age", False, "age_over_89", 6)
    for pattern in (_REACHED, _LIFE, _IS, _BIRTHDAY):
        for match in pattern.finditer(text):
            if not _MEASURED.search(text, max(0, match.start() - 60), match.start()):
                yield Hit(*match.span("n"), "age", False, "age_reached", 3)
