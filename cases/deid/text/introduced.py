# ruff: noqa: E501 - lists are read as one line
"""Whether what stands before a word says that a name follows: "spoke to X", "her son X", "according to X", a signature."""

from __future__ import annotations

import re

from cases.deid.text.runs import known, run
from cases.deid.text.tokens import WORD, Words
from cases.deid.text.words import listed
from cases.deid.text.words.people import BEFORE, BY, BY_THINGS, CLOSINGS, ELDER, OF, PATIENT, PEOPLE, RELATIONS, TALK, WHOSE

_CLAUSE = frozenset(["que", "como", "cuando", "donde", "según", "le", "lo", "la", "nos", "me", "les"])
_PAST = re.compile(r"[^\W\d_]{2,}(?:ó|aron|ieron)\Z|vio\Z|hizo\Z")
# What is given, put and shown is a thing: "le puso Nolotil", "se observó Candida".
_GAVE = listed("""
dio puso pautó recetó prescribió administró inició comenzó añadió suspendió retiró indicó aplicó inyectó colocó implantó observó objetivó apareció creció aisló detectó encontró mostró reveló produjo desarrolló presentó negativizó positivizó
asoció sustituyó cambió mantuvo aumentó redujo probó usó utilizó requirió precisó necesitó recibió tomó cultivó solicitó dieron pusieron pautaron administraron iniciaron añadieron suspendieron aislaron encontraron recetaron colocaron sospechó diagnosticó descartó confirmó
""")
DID = listed("""
operó vio atendió derivó remitió ingresó firmó exploró valoró intervino trató revisó propuso sugirió recomendó comentó dijo opinó informó
biopsió suturó escribió pidió prescribió indicó
""")
# By its last word, so that one look finds the phrases that can end there.
_BEFORE: dict[str, list[tuple[str, ...]]] = {}
for _phrase in BEFORE:
    _parts = tuple(WORD.findall(" ".join(_phrase)))
    _BEFORE.setdefault(_parts[-1], []).append(_parts)
DONE_BY = re.compile(
    r"(?:\w{2,}(?:ed|en|wn|rn)|done|made|put|read|seen|\w{2,}(?:ées?|és?|ies?|its?|ises?|ues?|us?)|fait|faite|vu|vue|\w{3,}(?:ad|id)[oa]s?|hech[oa]|vist[oa]|puest[oa]|escrit[oa])\Z"
)


def introduced(words: Words, i: int) -> bool:
    if not i:
        return False
    gap, before = words.gaps[i], words.lower[i - 1]
    if gap in (" ", ", ", ": ", " : ", ",\n", "\n", "\n\n", ",\n\n", ". ", ".\n", ".\n\n") and before in CLOSINGS:
        return gap == " " or _ends_line(words, i)
    if (gap in (" ", "") or (gap == "/ " and before in ("w", "c"))) and phrase_before(words, i):
        return True
    if gap == " " and (_inverted(words, i) or _undergoes(words, i)):
        return True
    if gap in (" ", "/ ") and before in ("with", "w", "avec", "ac", "con", "c"):
        back = [words.lower[k] for k in range(max(0, i - 4), i - 1) if "." not in words.gaps[k + 1]]
        if any(word.startswith(TALK) for word in back):
            return True
    if (
        gap == " "
        and before in BY
        and i > 1
        and DONE_BY.match(words.lower[i - 2])
        and words.lower[i - 2] not in BY_THINGS
        and words.gaps[i - 1] == " "
    ):
        return True
    if gap in (" ", ", ", " (", ": ", " : ", ", (") and (before in PEOPLE or (before in PATIENT and gap == ", ")):
        # "Nurse, Ward 4" is a list; "her nurse, Ama" is a person, and so is "the interpreter Hodan".
        if ":" in gap:
            stop = run(words, i, 4, lax=True)
            return not words.result(stop - 1) and (before not in RELATIONS or stop > i + 1 or known(words.lower[i]))
        return gap != ", " or _whose(words, i - 1) or set_off_after(words, i)
    if related(words, i):
        return set_off_after(words, i)
    if gap == " (" and i > 2 and words.lower[i - 3] in PEOPLE and words.gaps[i - 1] == words.gaps[i - 2] == " ":
        return True  # "l'auxiliaire de vie (X)"
    if gap in (" ", "") and before in OF and i > 1 and words.lower[i - 2] in RELATIONS:
        return True
    return gap in (" ", "") and before in ("of", "de", "d'") and i > 1 and words.lower[i - 2] in ("parents", "family", "familia", "famille")


def phrase_before(words: Words, i: int) -> bool:
    """Whether one of BEFORE ends right before word i, an article of a person's name between them or not."""
    for phrase in _BEFORE.get(words.lower[i - 1], ()):
        first = i - len(phrase)
        if first >= 0 and tuple(words.lower[first:i]) == phrase and all(words.gaps[k] in (" ", "", "\n", "/") for k in range(first + 1, i)):
            return True
    return False


def _inverted(words: Words, i: int) -> bool:
    """Whether the verb of a clause stands before its subject, word i: "la señora que operó X", "que l'a opérée X", "como dijo X"."""
    before, back = words.lower[i - 1], words.lower[max(0, i - 4) : i - 1]
    if before in DID:
        return any(word in _CLAUSE for word in back[-2:]) or known(words.lower[i])
    if operated(words, i):
        return True
    return i > 2 and back[-1:] == ["a"] and DONE_BY.match(before) is not None and any(word in ("qu'", "que") for word in back)


def operated(words: Words, i: int) -> bool:
    """Whether Spanish says before word i what word i did: "la vio X", "se lo quitó X"."""
    before, back = words.lower[i - 1], words.lower[max(0, i - 3) : i - 1]
    return _PAST.match(before) is not None and before not in _GAVE and any(word in _CLAUSE for word in back)


def _undergoes(words: Words, i: int) -> bool:
    """Whether Spanish takes word i up again: "A X le hicieron", "a X lo operaron"."""
    if words.lower[i - 1] != "a":
        return False
    stop = run(words, i, 4, lax=True)
    if stop + 1 >= len(words) or words.gaps[stop] != " " or words.gaps[stop + 1] != " ":
        return False
    low, after = words.lower[stop], words.lower[stop + 1]
    return (
        low in ("le", "lo", "la", "les", "los")
        and re.search(r"(?:[aei]ron|[ai]mos|ó|[aei]ba|[aei]ban|hemos|han|ha|e[nd]|dan|hago|duele|duelen)\Z", after) is not None
    )


def _whose(words: Words, k: int) -> bool:
    for back in range(k - 1, max(-1, k - 4), -1):
        if words.gaps[back + 1] not in (" ", ""):
            return False
        if words.lower[back] in WHOSE:
            return True
    return False


def _ends_line(words: Words, i: int) -> bool:
    """Whether no more than a name follows to the end of the line or text: a signature."""
    stop = run(words, i, 4, lax=True)
    return stop > i and (stop == len(words) or "\n" in words.gaps[stop] or words.gaps[stop] in (". ", ", ", " ("))


def set_off_after(words: Words, i: int) -> bool:
    """Whether the name that begins at word i is closed by a comma, a bracket or the end of the sentence."""
    stop = run(words, i, 4, lax=True)
    return stop == len(words) or words.gaps[stop][:1] in (",", ")", ".", ";")


def related(words: Words, i: int) -> bool:
    """Whether a relation stands right before word i, "elder" and the like between them or not."""
    if not i or words.gaps[i] not in (" ", ", ", " (", ": "):
        return False
    k = i - 1 - (words.lower[i - 1] in ELDER)
    return k >= 0 and words.lower[k] in RELATIONS
