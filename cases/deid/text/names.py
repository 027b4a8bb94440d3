# ruff: noqa: E501 - patterns and lists are read as one line
"""Names: by title ("Dr X"), by context ("named X", "Nombre: X") and by structure (given name and surname, "Sarah P.")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cases.deid.text import addressed, fields, persons, structure
from cases.deid.text.cues import person
from cases.deid.text.runs import PARTICLES, dotted, is_given, is_place, run, span
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, stranger, thing
from cases.deid.text.tokens import Words
from cases.deid.text.worded import MONTHS
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES, ROLES
from cases.deid.text.words.given import AMBIGUOUS
from cases.deid.text.words.people import CLINICIAN_TITLES, TITLES
from cases.deid.text.words.surnames import SURNAMES

# In lower case or capitals these mean something else: "MS", "MR imaging", "PR 160 ms", "don", "me".
_ONLY_CAPITALISED = listed("""
sister matron reverend rev father abbé père padre fray rabbi imam captain sergeant officer capitaine capitán sargento lord lady dame lieutenant teniente coronel colonel
pr prof ms mr miss sr don dn sir mx me sor hermana drs
""")
_ROLE_ENDINGS = ("logue", "logues", "logist", "logists", "istes", "ólogo", "óloga", "ólogos", "iatre", "iatres", "iatras")
_NAMED = listed("""
named called surnamed nicknamed llamado llamada llamados nombrado apellidado apodado nommé nommée nommes prénommé prénommée appelé
appelée dénommé dénommée surnommé signed signé signée firmado fdo
""")
_PATIENT = frozenset(["patient", "patiente", "paciente", "pt", "pte", "pcte"])
_FAMILY = listed("""
wife husband partner son daughter mother father brother sister aunt uncle cousin niece nephew grandmother grandfather neighbour neighbor colleague friend carer
épouse époux mari femme conjoint conjointe compagnon compagne fils fille mère père frère sœur soeur tante oncle cousin cousine nièce neveu grand-mère grand-père
voisin voisine esposa esposo marido mujer pareja hijo hija madre padre hermano hermana tía tío prima primo sobrina sobrino abuela abuelo vecina vecino
""")
_DENIES = frozenset(["no", "ne", "n'", "doesn't", "didn't", "isn't", "hasn't", "won't", "can't", "se", "ya", "todavía"])
_NAMED_GAPS = frozenset([" ", ": ", " : ", ":", ' "', " '", "\n", "  "])


def find(words: Words, language: str, cued: Iterable[Hit] = ()) -> Iterator[Hit]:
    """Yield soft hits of kind "clinician" and "name" in folded words, further mentions of a found or `cued` name included."""
    found = [*fields.find(words), *_titled(words, language), *_in_context(words), *structure.find(words), *addressed.find(words), *cued]
    found += persons.beside(words, found)
    yield from found
    yield from again(words, found)


def _titled(words: Words, language: str) -> Iterator[Hit]:
    for i in range(len(words) - 1):
        low, word = words.lower[i], words.words[i]
        kind = "clinician" if low in CLINICIAN_TITLES else "name"
        if low in TITLES:
            if (
                low in _ONLY_CAPITALISED
                and not words.capital(i)
                and not (low in ("don", "sor") and language == "es" and words.capital(i + 1))
            ):
                continue
        elif not ((word == "M" and (language == "fr" or dotted(words, i))) or (word == "D" and dotted(words, i))):
            continue
        j = i + 1
        if low == "me" and language != "fr":
            continue  # "Me la deriva Paco Lobato"
        if words.gaps[j] not in (" ", ". ", ".", "\n", ".\n", ".  ", "  ", ".ª ", "ª "):
            continue
        while j < min(i + 4, len(words) - 1) and words.lower[j] in TITLES and words.gaps[j + 1] in (" ", ". ", "."):
            kind = "clinician" if words.lower[j] in CLINICIAN_TITLES else kind
            j += 1
        if word == "M" and ((i and words.words[i - 1].isdigit()) or words.lower[j] in NOT_NAMES or "\n" in words.gaps[j]):
            continue
        if word == "D" and not (
            is_given(words.lower[j])
            and words.capital(j)
            and (i == 0 or words.lower[i - 1] not in ("vitamina", "vitamine", "vitamin", "hepatitis", "grupo", "factor"))
        ):
            continue
        while (
            j < min(i + 4, len(words) - 1)
            and (words.words[j].islower() or (words.words[j].isupper() and len(words.words[j]) > 1 and words.upper(j + 1)))
            and words.lower[j] in PARTICLES
            and words.gaps[j + 1] in (" ", "")
        ):
            j += 1  # "Mme de Saint-Exupéry"
        if words.lower[j - 1] in ("la", "le", "el") and j + 1 < len(words) and words.words[j].islower() and words.capital(j + 1):
            j += 1  # "Mme la conseillère Vitcombe"
        stop = run(words, j, 6, lax=True)
        if (
            stop == j
            and words.words[j].islower()
            and (is_given(words.lower[j]) or words.lower[j] in SURNAMES or stranger(words.lower[j]))
            and words.lower[j] not in NOT_NAMES | AMBIGUOUS
        ):
            stop = j + 1
            while (
                stop < len(words)
                and stop < j + 3
                and words.gaps[stop] == " "
                and words.lower[stop] in SURNAMES
                and words.lower[stop] not in NOT_NAMES
            ):
                stop += 1
        lettered = words.capital(i) and words.words[j] not in "IY" and words.words[j + 1 : j + 2] != ["s"]
        if stop == j or (stop == j + 1 and words.initial(j) and not dotted(words, j) and not lettered):
            continue
        start, end = words.starts[i], span(words, j, stop)[1]
        yield Hit(start, end, kind, False, "name_title", 6)


def _in_context(words: Words) -> Iterator[Hit]:
    for i in range(len(words) - 1):
        low = words.lower[i]
        if low in _NAMED or (low in ("is", "es", "est") and i and words.lower[i - 1] in ("name", "nombre", "nom", "prénom")):
            j = i + 1
            if words.gaps[j] not in _NAMED_GAPS and not (low in ("fdo", "signed", "signé", "firmado") and words.gaps[j] in (". ", ".")):
                continue
            if words.lower[j] in ("by", "por", "par") and j + 1 < len(words):
                j += 1
            stop = run(words, j, 5, lax=True)
            if stop > j and words.lower[j] not in TITLES and not words.eponym(j, stop - 1) and person(words, j, stop):
                yield Hit(*span(words, j, stop), "name", False, "name_context", 5)
            elif is_given(words.lower[j]) and words.lower[j] not in AMBIGUOUS and words.lower[j] not in NOT_NAMES:
                yield Hit(words.starts[j], words.ends[j], "name", False, "name_context", 5)
        elif low in _FAMILY and words.gaps[i + 1] in (" ", ", "):
            stop = run(words, i + 1, 3)
            if (
                stop > i + 1
                and words.capital(i + 1)
                and not words.eponym(i + 1, stop - 1)
                and not is_place(words, i + 1, stop)
                and not (thing(words.lower[i + 1]) and not listed_name(words.lower[i + 1]))
            ):
                yield Hit(*span(words, i + 1, stop), "name", False, "name_family", 4)
        elif low in _PATIENT and words.gaps[i + 1] in (" ", ", ", ": ", " : "):
            j = i + 1
            stop = run(words, j)
            if stop > j + 1 and words.capital(j) and not is_place(words, j, stop) and not words.eponym(j, stop - 1):
                yield Hit(*span(words, j, stop), "name", False, "name_context", 4)
        elif (low in ROLES or low.endswith(_ROLE_ENDINGS)) and ":" in words.gaps[i + 1]:
            yield from _listed(words, i + 1)


def _listed(words: Words, i: int) -> Iterator[Hit]:
    """Names in a list after a role ("Internes : ..."), lower case included, until a line holds none."""
    line_end = words.text.find("\n", words.ends[i - 1] + 4)
    limit = line_end if line_end != -1 else min(len(words.text), words.ends[i - 1] + 600)
    j = i
    while j < len(words) and words.starts[j] < limit:
        stop = run(words, j, 5)
        if stop > j and (stop > j + 1 or is_given(words.lower[j])):
            yield Hit(*span(words, j, stop), "clinician", False, "name_list", 3)
        elif is_given(words.lower[j]) and words.lower[j] not in NOT_NAMES:
            stop = j + 1
            while (
                stop < len(words)
                and stop < j + 3
                and words.gaps[stop] == " "
                and words.words[stop].islower()
                and words.lower[stop] not in NOT_NAMES
            ):
                stop += 1
            if stop > j + 1:
                yield Hit(words.starts[j], words.ends[stop - 1], "clinician", False, "name_list", 3)
        j = max(stop, j + 1)


def again(words: Words, found: Iterable[Hit]) -> Iterator[Hit]:
    """Further mentions of the surnames and given names of people already found, written with a capital.

    A name that is a word as well ("Remedios", "Rose") counts where it does or undergoes what people do, and one of three letters
    ("Ana", "Lee") when it is on a list.
    """
    known: dict[str, str] = {}
    for hit in found:
        for whole in re.findall(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*", words.text[hit.start : hit.end]):
            for part in {whole, *(piece for piece in whole.split("-") if len(piece) > 3)}:
                low = part.lower()
                short = len(low) < 4 and (not part[1:].islower() or not (is_given(low) or low in SURNAMES))
                if low not in NOT_NAMES and low not in TITLES and low not in PARTICLES and part[0].isupper() and not short:
                    known.setdefault(low, hit.kind)
    if not known:
        return
    for i, low in enumerate(words.lower):
        if low not in known or not (words.capital(i) or (words.upper(i) and len(low) > 3)) or words.eponym(i, i):
            continue
        if low in AMBIGUOUS and not _again_as_name(words, i):
            continue
        yield Hit(words.starts[i], words.ends[i], known[low], False, "name_again", 1)


def _again_as_name(words: Words, i: int) -> bool:
    """Whether a name that is a word as well is a name at word i: with a capital inside a sentence, or doing what people do."""
    if not words.capital(i) or words.lower[i] in MONTHS or words.result(i):
        return False
    after = words.lower[i + 1] if i + 1 < len(words) and words.gaps[i + 1] == " " else ""
    return not words.opens_sentence(i) or after in _DENIES or persons.acts(words, i, i + 1, sure=True)
