# ruff: noqa: E501 - patterns are read as one line
"""Initials that stand for a person, and names inside the names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.introduced import phrase_before
from cases.deid.text.runs import dotted, is_given, known
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, stranger
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.eponyms import EPONYMS
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.people import ABBREVIATED, DOES, RELATIONS, SPEAKS

_INITIALS = re.compile(r"(?<![\w.'-])[^\W\d_a-z]\. ?(?:[^\W\d_a-z]\. ?){0,2}[^\W\d_a-z]\.(?!\w)")
# "Lahcen E.-M.", "Marta R.G.,": a name shortened behind a given name.
_SHORTENED = re.compile(
    r"(?<![\w.'-])(?P<given>[^\W\d_a-z][a-zà-ÿ]{2,15}(?:-[^\W\d_a-z][a-zà-ÿ]{2,15})?)[ ](?P<who>[^\W\d_a-z]\.(?:[ ]?-?[^\W\d_a-z]\.){1,2})(?=[,;)\n]|[ ][(a-zà-ÿ]|\Z)"
)
_CASE = listed(
    "case caso cas patient patiente paciente parecido parecida otro otra autre another one usuario usuaria index índice sr sra señor señora don doña mr mrs ms mme monsieur madame señorita llamado llamada hijo hija"
)
_SIGNED = re.compile(
    r"\b(?i:thanks|thank you|regards|wishes|cheers|sincerely|merci|cordialement|confraternellement|amicalement|gracias|saludos?|atentamente|abrazo)[,.!]?[ \n]{1,3}(?P<who>[^\W\d_a-z]\.(?: ?[^\W\d_a-z]\.){0,2})(?=\s*\Z|\n)"
)
_FILE = re.compile(
    r"(?<![\w/])(?P<stem>[^\W\d_]{2,20}(?:[_.-][^\W_]{1,20}){1,8})\.(?:jpe?g|png|tiff?|heic|gif|bmp|pdf|docx?|dcm|mp4|mov|avi|zip|xlsx?|txt)\b",
    re.IGNORECASE,
)


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "name" in folded words."""
    yield from _initials(words)
    yield from _files(words.text)


def _files(text: str) -> Iterator[Hit]:
    """Names inside the name of a file: "dupuy_martine_OD.jpg"."""
    for match in _FILE.finditer(text) if "." in text else ():
        parts = list(re.finditer(r"[^\W\d_]{3,}", match["stem"]))
        names = [part for part in parts if known(part[0].lower()) and not clinical(part[0].lower())]
        if any(is_given(part[0].lower()) for part in names):
            start = match.start("stem")
            yield Hit(start + names[0].start(), start + names[-1].end(), "name", False, "name_file", 3)


def _initials(words: Words) -> Iterator[Hit]:
    """Initials that stand for a person: "J.M. asked", "J. M. K. is a 54-year-old", "Initials R.T."."""
    for match in _SIGNED.finditer(words.text):
        yield Hit(*match.span("who"), "name", False, "name_initials", 3)
    for match in _SHORTENED.finditer(words.text):
        low = match["given"].lower()
        if stranger(low) or (listed_name(low) and not clinical(low) and low not in EPONYMS and low not in NOT_NAMES):
            yield Hit(*match.span(), "name", False, "name_initials", 3)
    at = {start: n for n, start in enumerate(words.starts)}
    for match in _INITIALS.finditer(words.text):
        letters = "".join(c for c in match[0] if c.isalpha()).lower()
        first = at.get(match.start())
        if first is None or letters in ABBREVIATED or not dotted(words, first):
            continue
        stop = first
        while stop < len(words) and words.starts[stop] < match.end():
            stop += 1
        before = words.lower[first - 1] if first else ""
        after = words.lower[stop] if stop < len(words) else ""
        gap = words.gaps[stop] if stop < len(words) else ""
        told = before in ("initials", "initiales", "iniciales", "patient", "patiente", "paciente", "pt") or before in RELATIONS
        acts = gap in (". ", ".", " ", "") and (after in SPEAKS or (after in DOES and words.opens_sentence(first)))
        aged = gap.strip(" .") in (",", "(") and after.isdigit() and len(after) < 4
        # Three letters, who it is behind them: "Tengo otro parecido: R.S.T., guardia urbano".
        lone = len(letters) > 2 or "-" in match[0]
        pointed = (
            lone and (before in _CASE or words.opens_sentence(first)) and gap.strip(" .") in (",", "(") and words.words[stop].islower()
        )
        if told or pointed or acts or aged or (first and phrase_before(words, first) and before not in ("as", "per")):
            yield Hit(match.start(), match.end(), "name", False, "name_initials", 3)
