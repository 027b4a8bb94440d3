# ruff: noqa: E501 - lists are read as one line
"""Names by structure alone: a given name and a surname, "Sarah P.", "DUPONT Marie", "J. Smith", a given name by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.runs import PARTICLES, barred, dotted, is_given, is_place, known, run, span
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, thing
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.eponyms import EPONYMS, FULL_EPONYMS
from cases.deid.text.words.given import AMBIGUOUS, COMMON
from cases.deid.text.words.places import TOWNS
from cases.deid.text.words.surnames import SURNAMES
from cases.deid.text.words.vocabulary import ordinary

_BEFORE_NAME = listed("et y e and by par por with avec con to from pour para")
# What bears a letter of its own, so that the next sentence's first word is no surname: "vitamin A. Young patients".
_LETTERED = listed("""
vitamin vitamins vitamine vitamines vitamina vitaminas hepatitis hépatite hépatites type types tipo group groups groupe
grupo grade grado class classe clase stage stade estadio category catégorie categoría influenza influenzavirus grippe
gripe figure fig figura panel panels plan option options opción opciones arm bras brazo cohort cohorte section sección
part partie parte appendix annexe anexo table tableau tabla protein protéine proteína factor facteur score child phase
fase antigen antigène antígeno serogroup sérogroupe haemophilia hemophilia hémophilie hemofilia patients pacientes case
cases cas caso casos box unit lead lobe segment point punto level niveau nivel zone zona
""")


# Contraceptives and the like that bear women's names, behind what is done with a medicine.
_PILLS = listed(
    "yasmin yaz diane mercilon belara angeliq kyleena mirena jaydess nora clara alessia elvina lucette gedarel marvelon yasminelle jasmine jasminelle melodia diana carlin"
)
_TAKES = listed(
    "on starting started start taking took takes taken stopped stopping stop prescribed using uses with off restarted sous prend prenait arrêté débuté commencé con toma tomaba tomando inició iniciar suspendió usaba usa"
)
_ADJECTIVES = listed(
    "segundo segunda clara justa severo severa modesto modesta primitivo benigno benigna plácido perfecto perfecta feliciano reina claire reine prima placida primo serena serrano constante"
)


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "name" in folded words, unless an eponym stands there."""
    i = 0
    while i < len(words):
        stop = _end(words, i)
        if stop == i:
            i += 1
            continue
        if words.lower[i] + " " + words.lower[stop - 1] in FULL_EPONYMS:
            i = stop
            continue
        if not words.eponym(i, stop - 1) and not all(
            words.lower[k] in EPONYMS or words.lower[k] in ("y", "et", "and", "de") for k in range(i, stop)
        ):
            yield Hit(*span(words, i, stop), "name", False, "name_structure", 3)
        i = stop


def _end(words: Words, i: int) -> int:
    """Return the index after a name that begins at word i; i when there is none."""
    low = words.lower[i]
    if not words.words[i][0].isupper():
        return i
    if not words.initial(i) and is_given(low) and (low not in NOT_NAMES or low in AMBIGUOUS):
        return _given_first(words, i)
    if i + 1 >= len(words):
        return i
    if words.initial(i):
        return _initial_first(words, i)
    if barred(words, i):
        return i
    return _surname_first(words, i) if words.gaps[i + 1] == " " else i


def _given_first(words: Words, i: int) -> int:
    low = words.lower[i]
    sure = low not in AMBIGUOUS
    stop = run(words, i, 5, lax=True)
    if stop <= i + 1:
        sure = (
            sure
            and not (low in _ADJECTIVES and words.opens_sentence(i))
            and (low in COMMON or not words.opens_sentence(i))
            and not words.result(i)
        )
        if i and words.gaps[i] == " " and low in _PILLS and words.lower[i - 1] in _TAKES:
            return i
        # A given name by itself: not in capitals, where "ANA" and "ELISA" are tests, and not after "St.", which is a place.
        # "un Bentall, no un David": one of many is an operation, not a person.
        if i and words.gaps[i] == " " and words.lower[i - 1] in ("un", "una", "une", "unos", "unas", "an"):
            return i
        saint = i and words.lower[i - 1] in ("st", "saint", "san", "santa", "sainte")
        return i + 1 if stop > i and sure and words.capital(i) and len(low) > 2 and not saint and not is_place(words, i, stop) else i
    if is_place(words, i, stop):
        return i
    inner = [words.words[k] for k in range(i, stop)]
    if len(inner) == 3 and words.lower[i + 1] in PARTICLES and inner[0].isupper() and inner[2].isupper() and max(map(len, inner)) < 6:
        return i  # "ANA y FR": tests
    last = words.lower[stop - 1]
    sure = sure or any(words.lower[k] in SURNAMES for k in range(i + 1, stop)) or (is_given(last) and last not in AMBIGUOUS)
    sure = sure or (words.initial(i + 1) and dotted(words, i + 1)) or (words.capital(i) and words.upper(stop - 1) and len(last) > 3)
    return stop if sure or (not words.opens_sentence(i) and words.capital(i) and words.capital(stop - 1)) else i


def _initial_first(words: Words, i: int) -> int:
    j = i + 1
    if not dotted(words, i) or words.gaps[j] not in (". ", ".", ".-", ".\n"):
        return i
    stop = run(words, j, 4)
    if stop == j or words.initial(stop - 1):
        return i
    gap = words.gaps[i]
    if (i and gap == "" and words.words[i - 1].isdigit()) or (stop < len(words) and ":" in words.gaps[stop][:2] and words.upper(stop - 1)):
        return i  # "10F.", and a label: "F. INGRESO:"
    if _enumerated(words, i) and (
        "\n" in gap or not (known(words.lower[j]) and not ordinary(words.lower[j]) and not thing(words.lower[j]))
    ):
        return i
    before = words.lower[i - 1] if i else ""
    if before in _LETTERED and gap in (" ", "-", "\n"):
        return i
    # "Vitamin D. Calcium" is no name: the initial must follow a mark, a line break or a linking word.
    apart = i == 0 or any(c in gap for c in ",:;(\n-|/") or before in _BEFORE_NAME
    if words.words[i] in "AEIOY":  # a word of its own, or the letter of a list: "A. Lateral view"
        apart = apart and i > 0 and "\n" not in gap and gap != "-"
    surnamed = any(words.lower[k] in SURNAMES for k in range(j, stop)) and (apart or words.words[i] != "I")
    low = words.lower[j]
    # "lecture S. Deshayes", but not "E. Coli" and not the next sentence after "vitamin D."
    surnamed = surnamed or (
        words.gaps[i] == " "
        and words.words[j][0].isupper()
        and len(low) > 5
        and words.words[i - 1].islower()
        and words.words[i] not in "AEIOY"
        and not thing(low)
    )
    return (
        stop
        if surnamed
        or (apart and len(words.words[j]) > 3 and not (thing(low) and not listed_name(low)))
        or (words.upper(stop - 1) and len(words.words[stop - 1]) > 3)
        else i
    )


def _enumerated(words: Words, i: int) -> bool:
    """Whether the letter at word i counts an answer of a list: its neighbour in the alphabet begins another near by."""
    letter = words.words[i]
    near = words.text[max(0, words.starts[i] - 200) : words.ends[i] + 200]
    return any(
        re.search(rf"(?:^|[\n.,;:?!(]|\b(?:or|ou|o|ni|nor|and|et|y)\b)[ ]*{re.escape(other)}[.)][ ]", near)
        for other in (chr(ord(letter[0]) - 1), chr(ord(letter[0]) + 1))
    )


def _surname_first(words: Words, i: int) -> int:
    stop = run(words, i, 5)
    if stop < i + 2 or is_place(words, i, stop):
        return i
    names = [k for k in range(i + 1, stop) if is_given(words.lower[k]) and len(words.words[k]) > 3]
    sure = [k for k in names if words.lower[k] not in AMBIGUOUS]
    # "DUPONT Marie", "DUPONT MARIE", as French and Spanish lists have it.
    if words.upper(i) and len(words.words[i]) > 2 and (sure or (names and len(words.words[i]) > 4)):
        return stop
    if words.capital(i) and stop == i + 2 and words.capital(i + 1) and words.lower[i + 1] in SURNAMES and words.lower[i] not in TOWNS:
        # "Tamika Washington called", even where a sentence begins, but not "Bedside Spurling"
        return i if thing(words.lower[i + 1]) and ordinary(words.lower[i]) else stop
    opened = words.opens_sentence(i) and "|" not in words.gaps[i] and ":" not in words.gaps[i]
    if opened or not words.capital(i):
        # ", Kvothe R.," and "| Azila Marie |" are names; where a sentence begins a capital means nothing.
        return i
    if words.lower[stop - 1] in SURNAMES and words.capital(stop - 1):
        return stop
    if sure:
        return stop
    return stop if i and words.gaps[i].endswith(", ") and stop == i + 2 and words.initial(i + 1) and dotted(words, i + 1) else i
