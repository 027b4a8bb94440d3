# ruff: noqa: E501 - patterns are read as one line
"""Days told without a month ("martes 19", "opéré le 3", "desde el 8", "the 5th of this month") or with its short name ("27/ago").

A weekday or a month by itself is no hit, as a year is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.words import listed

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_COUNTED = r"(?:h\b|hs\b|hrs?\b|heures?\b|horas?\b|hours?\b|am\b|pm\b|[ap]\.m|o'clock|mg|mcg|ml|ui\b|iu\b|units?\b|unidades|unités|patients?\b|pacientes|cas(?:es|os)?\b|doses?\b|dosis|tablets?|comprim|sessions?|sesiones|séances?|min(?:utes?|utos)?\b|times\b|veces|fois|days\b|jours|días|weeks\b|semaines|semanas|years\b|ans\b|años|mmol|people|personnes|personas|[gl]\b|[cm]m\b|kg\b|[%°€])"
_WEEKDAY = re.compile(
    rf"\b(?:(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo)|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?),?[ ](?:(?:the|le|el|día)[ ])?(?P<day>{_DAY})(?:st|nd|rd|th)?(?![\w%]|[.,:/-]\d|[ ]?{_COUNTED}|[ ]a[ ]\d)"
)
_NEXT = re.compile(r"[ \n]([^\W\d_]+)")
# Behind a small number a thing may be counted ("Monday 2 biopsies"): only such words go on about the day.
_GOES_ON = listed("""
at in on with for from to by and or she he they we i it his her the was is came had after before when while because but about as without
à au aux en dans avec pour par chez et ou mais où il elle on je nous le la les l' puis pendant après avant car qui que d d' de du sur sans
a al en con por para desde y e o pero donde cuando el los las se lo que del tras ya no me nos su sin
""")
_NUMBER = re.compile(
    rf"\b(?:[Ll]e|[Ee]l|du|au|al|del)[ \n](?:día[ ])?(?P<day>1er|{_DAY})(?=[.,;:)!?](?!\d)|\n|\Z|[ ](?P<after>[^\W\d_]+)(?:[ ](?P<of>\d))?)"
)
_TOLD = re.compile(
    r"(?:\b(?:depuis|dès|avant|après|partir|jusqu'?|desde|hasta|antes|después|partir|para|rendez-vous|rdv|contrôle|consultation|séance|intervention|opération|chirurgie|visite|cita|control|consulta|intervención|cirugía|revisión|ingreso|alta|sesión|visita|viene|vuelve|revient|vient|est[ ]né|fue)"
    r"|[^\W\d_]{2,}(?:ées?|és?|ites?|ises?|ertes?|intes?|rtie?s?|ues?|ient|era|ira|ó|aron|ieron|[ai]mos|[aiu]d[oa]s?|uesto|isto|echo|[aei]rán?))[ \n](?:d[ \n])?\Z"
)
# Something was done, and a sentence ends with the day: "a clipé un ulcère le 12."
_SINCE = re.compile(
    r"(?:\b(?:a|ai|ont|avait|avons)[ ][^\W\d_]{2,}(?:é|i|u|is|it|ert)|[^\W\d_]{2,}(?:ó|aron|ieron|imos|amos)|puso|vio|hizo|dejó)[ ][^.;:\n\d]{3,40}[ \n]\Z"
)
# Behind these "el día 12" counts the days of a life, a stay or a treatment.
_COURSE = re.compile(
    r"\b(?:recién nacid|rn\b|neonat|prematur|a término|semanas de gestación|pos?t-?(?:operatori|quirúrgic|trasplante|parto|iq\b)|trasplant|ciclo|quimio|antibiótic|tratamiento|día \d|d[ií]as de vida|inducción|c[12]d|cultivo|incubación|evolución)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:sous|sur|vers|entre|de|à|que|con|sobre|bajo|por|a|en)[ \n]\Z")
_OF_MONTH = re.compile(
    rf"\b(?:(?:the[ ])?{_DAY}(?:st|nd|rd|th)[ ](?:of[ ](?:this|last|next|the[ ]same)[ ]month|inst\b|ult\b)|le[ ](?:1er|{_DAY})[ ](?:de[ ]ce|du[ ](?:même|présent))[ ]mois|le[ ](?:1er|{_DAY})[ ]courant|el[ ](?:día[ ])?{_DAY}[ ](?:de(?:l)?[ ](?:este|mismo|presente)(?:[ ]mes)?|del[ ](?:corriente|actual|mes[ ]pasado))\b)",
    re.IGNORECASE,
)
# "27/ago", "3-sept-24"
_NAMED = re.compile(
    rf"(?<![\w.,/-]){_DAY}[/-](?:jan|janv|ene|feb|fév|fev|févr|mar|mars|apr|avr|abr|may|mai|mayo|jun|juin|jul|juil|aug|août|aout|ago|sept?|oct|nov|dec|déc|dic)\.?(?:[/-](?:(?:19|20)\d\d|\d\d))?(?![\w/-])",
    re.IGNORECASE,
)
# "Admitted 11-09", "alta 03-05": with a nought, for "seen 10-12 times" has none.
_EVENT = re.compile(
    r"\b(?:admitted|admission|discharged?|seen|reviewed|operated|surgery|home|dated|ingres(?:o|ó|ad[oa])|alta|operad[oa]|intervenid[oa]|vist[oa]|derivad[oa]|admise?|entrée?|sortie?|hospitalisée?|opérée?|vue?|revue?|transférée?|transferred|trasladad[oa])[ :]{1,2}(?P<day>(?=0|\d\d-0)(?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|[12]\d|3[01]))(?![\w%/.-])",
    re.IGNORECASE,
)
# Until or since when something counts: "active through 06/30", "hasta 06/30".
_UNTIL = re.compile(
    r"\b(?:through|thru|until|till|since|before|after|from|due|expir(?:es|ed|y)|exp\.?|valid(?: to| until)?|active(?: to| until)?|desde|hasta|antes de|después de|vence|caduca|avant|après|dès|jusqu'à|depuis|valable|expire)[ :]{1,2}(?P<a>0[1-9]|[12]\d|3[01])(?P<s>[/-])(?P<b>0[1-9]|[12]\d|3[01])(?![\w%/-]|\.\d|[ ]?(?:mmhg|mg|ml|mm|strength|force|fuerza|power))",
    re.IGNORECASE,
)
# "for 10/7", "x 5/7": days, weeks and months as English notes count them.
DURATION = re.compile(
    r"(?:\b(?:for|x|in|after|over|past|last|within|about|further|another|every|next)|\d/7[ ]?(?:to|-))[ ]?\Z", re.IGNORECASE
)


def find(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, weight) of the days in a folded text."""
    if any(c.isdigit() for c in text):
        for match in _WEEKDAY.finditer(text):
            after = _NEXT.match(text, match.end())
            if int(match["day"]) > 12 or after is None or after[1].lower() in _GOES_ON or after[1][0].isupper():
                yield *match.span(), 4
        for match in _NUMBER.finditer(text):
            if "día" in match[0] and _COURSE.search(text, max(0, match.start() - 120), match.start()):
                continue
            following = match["after"] is None or (match["after"].lower() in _GOES_ON and not match["of"])
            if following and _TOLD.search(text, max(0, match.start() - 24), match.start()):
                yield *match.span(), 2
            elif (
                match["after"] is None
                and match[0][0] in "lLeE"
                and _SINCE.search(text, max(0, match.start() - 60), match.start())
                and not _COMPARED.search(text, max(0, match.start() - 8), match.start())
            ):
                yield *match.span(), 1
        for pattern in (_OF_MONTH, _NAMED):
            for match in pattern.finditer(text):
                yield *match.span(), 4
        for match in _EVENT.finditer(text):
            if min(int(match["day"][:2]), int(match["day"][3:])) <= 12:
                yield *match.span("day"), 3
        for match in _UNTIL.finditer(text):
            if min(int(match["a"]), int(match["b"])) <= 12 and (match["s"] == "/" or "0" in (match["a"][0], match["b"][0])):
                yield match.start("a"), match.end(), 2
