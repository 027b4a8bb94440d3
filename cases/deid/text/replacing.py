"""Replacements: typed words in square brackets, the same person or day getting the same word throughout a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cases.deid.text import dates
from cases.deid.text.spans import Hit, Span
from cases.deid.text.words import listed

# kind -> words in English, French, Spanish. Every token here is known to folding, where it stops rules from matching.
WORDS: dict[str, tuple[str, str, str]] = {
    "name": ("[patient]", "[patient]", "[paciente]"),
    "person": ("[person {}]", "[personne {}]", "[persona {}]"),
    "clinician": ("[Dr {}]", "[Dr {}]", "[Dr {}]"),
    "hospital": ("[hospital]", "[hôpital]", "[hospital]"),
    "institution": ("[institution]", "[institution]", "[institución]"),
    "town": ("[town]", "[ville]", "[ciudad]"),
    "region": ("[region]", "[région]", "[región]"),
    "country": ("[country]", "[pays]", "[país]"),
    "address": ("[address]", "[adresse]", "[dirección]"),
    "postcode": ("[postcode]", "[code postal]", "[código postal]"),
    "date": ("[date]", "[date]", "[fecha]"),
    "day": ("day {}", "jour {}", "día {}"),
    "birth_date": ("[date of birth]", "[date de naissance]", "[fecha de nacimiento]"),
    "age": ("90+", "90+", "90+"),
    "phone": ("[phone]", "[téléphone]", "[teléfono]"),
    "email": ("[e-mail]", "[e-mail]", "[correo]"),
    "url": ("[link]", "[lien]", "[enlace]"),
    "ip": ("[network address]", "[adresse réseau]", "[dirección de red]"),
    "record": ("[id]", "[id]", "[id]"),
    "national_id": ("[national id]", "[identifiant national]", "[id nacional]"),
    "account": ("[account]", "[compte]", "[cuenta]"),
    "plate": ("[plate]", "[plaque]", "[matrícula]"),
    "device": ("[device]", "[appareil]", "[dispositivo]"),
    "harvested": ("[removed]", "[retiré]", "[retirado]"),
}
_LANGUAGES = {"en": 0, "fr": 1, "es": 2}
_PART = re.compile(r"[^\W\d_]{2,}")
_TITLES = listed("""
dr dra prof pr mr mrs ms mme mlle sr sra don doña dña docteur doctor doctora monsieur madame miss professeur professor de la del
los y du des le
""")


def word(kind: str, language: str, filling: str | int = "") -> str:
    """Return the replacement for a kind in a language; `filling` is the letter of a person or the number of a day."""
    return WORDS[kind][_LANGUAGES[language]].format(filling)


class _People:
    """Tells people apart by the words of their names: sharing one is being the same person."""

    def __init__(self) -> None:
        self.known: list[set[str]] = []

    def number(self, name: str) -> int:
        parts = {part.lower() for part in _PART.findall(name)} - _TITLES or {name.lower()}
        for index, others in enumerate(self.known):
            if parts & others:
                others |= parts
                return index
        self.known.append(parts)
        return len(self.known) - 1


def letter(number: int) -> str:
    """Return A, B, ... Z, AA, AB, ... for 0, 1, ..."""
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def choose(hits: Sequence[Hit], text: str, language: str) -> list[str]:
    """Return one replacement a hit, in order; days are counted from the earliest full date when a text holds two or more."""
    clinicians, people = _People(), _People()
    days = [dates.read(text[h.start : h.end], language) if h.kind == "date" else None for h in hits]
    known = {day for day in days if day}
    origin = min(known) if len(known) > 1 else None
    chosen = []
    for hit, day in zip(hits, days, strict=True):
        words = text[hit.start : hit.end]
        if hit.kind == "clinician":
            chosen.append(word("clinician", language, letter(min(clinicians.number(words), 701))))
        elif hit.kind == "name":
            number = people.number(words)
            chosen.append(word("person", language, letter(min(number, 701))) if number else word("name", language))
        elif day and origin:
            chosen.append(word("day", language, (day - origin).days))
        else:
            chosen.append(word(hit.kind, language))
    return chosen


def apply(text: str, spans: Sequence[Span], language: str, *, bracketed: bool = False) -> str:
    """Put each span's replacement into `text`; `bracketed` uses no word that a rule could read again."""
    pieces = []
    last = 0
    for span in spans:
        pieces += [text[last : span.start], word("harvested", language) if bracketed else span.replacement]
        last = span.end
    return "".join([*pieces, text[last:]])
