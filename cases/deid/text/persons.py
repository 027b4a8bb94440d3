"""Names on no list, by what is said around them: "according to X", "X says", "her son X", "X, 62,", "X's wife"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cases.deid.text.cues import person
from cases.deid.text.introduced import introduced, phrase_before, related, set_off_after
from cases.deid.text.runs import PARTICLES, is_given, is_place, known, run, span
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, stranger, thing
from cases.deid.text.tokens import Words
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.eponyms import EPONYMS, FULL_EPONYMS
from cases.deid.text.words.given import AMBIGUOUS, COMMON
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.ordinary import BOTH
from cases.deid.text.words.people import (
    ADVERBS,
    AGED,
    AND,
    ARTICLES,
    AUXILIARIES,
    BEARERS,
    BRIEF,
    CASES,
    CLITICS,
    DOES,
    DONE,
    HAVE,
    MOODS,
    MOVES,
    NOBODY,
    OCCUPATIONS,
    PATIENT,
    PEOPLE,
    POSSESSED,
    REFLEXIVES,
    RELATIONS,
    SPEAKS,
    TO,
    WHOSE,
    YEARS,
)
from cases.deid.text.words.surnames import SURNAMES
from cases.deid.text.words.verbs import PERFECT, personal

# Endings that only surnames have.
SURNAMED = re.compile(
    r"[^\W\d_]{2,}(?:[^aeiou]sk[aiy]|wicz|czyk|ovi[cć]|evi[cć]|enko|[^\W\d_][oe]v[a]?|[ayo]shvili|adze|sson|sdóttir|sdottir|opoulos|opoulou|iadis|akis|oğlu|oglu|escu|qvist|quist)"
)
_JOB = re.compile(r"(?:eur|euse|trice|ière|iste|isto|t?or|t?ora|ero|era|ista)\Z")


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "name" in folded words, each with something beside it that points at a person."""
    found = []
    i = 0
    while i < len(words):
        stop = _end(words, i)
        if stop == i:
            if hit := _lower(words, i):
                yield hit
            i += 1
            continue
        # "Selon Lestrade": where a sentence opens, its first word may be none of the name.
        for first in range(i, stop):
            if first and words.lower[first - 1] + " " + words.lower[first] in FULL_EPONYMS:
                break
            if (first == i or _end(words, first) == stop) and (reason := _reason(words, first, stop)):
                found.append(Hit(*span(words, first, stop), "name", False, reason, 2))
                break
        i = stop
    yield from found


def beside(words: Words, found: Iterable[Hit]) -> Iterator[Hit]:
    """Whoever is named in one breath with a person who was found: "Ivo and Tansy", "Tansy et Ivo"."""
    ends, starts = {hit.end for hit in found}, {hit.start for hit in found}
    for i in range(1, len(words) - 1):
        if words.lower[i] not in AND or words.gaps[i] != " " or words.gaps[i + 1] != " ":
            continue
        if words.ends[i - 1] in ends and words.starts[i + 1] not in starts:
            stop = _end(words, i + 1)
            if stop > i + 1:
                yield Hit(*span(words, i + 1, stop), "name", False, "name_beside", 1)
        elif words.starts[i + 1] in starts and words.ends[i - 1] not in ends and _end(words, i - 1) == i:
            yield Hit(words.starts[i - 1], words.ends[i - 1], "name", False, "name_beside", 1)


def _end(words: Words, i: int) -> int:
    """The index after what can be a name on no list, from word i; i when there is none."""
    word, low = words.words[i], words.lower[i]
    if not word[0].isupper() or len(word) < 3 or not (words.capital(i) or (len(word) > 3 and words.upper(i) and known(low))):
        return i
    if low in NOBODY or low in EPONYMS or _several(low) or (low in NOT_NAMES and low not in SURNAMES):
        # "her eldest daughter, Abril, 17"
        return i + 1 if low in COMMON and related(words, i) and set_off_after(words, i) else i
    stop = run(words, i, 4, lax=True)
    if stop == i + 1 and is_place(words, i, stop) and (is_given(low) or low in BEARERS) and acts(words, i, stop):
        return stop  # "Pau tenía 3 años"
    if stop == i or (words.eponym(i, stop - 1) and not (low in COMMON and related(words, i))) or not person(words, i, stop):
        return i
    return i if thing(low) and not listed_name(low) else stop


def _reason(words: Words, i: int, stop: int) -> str | None:
    """What tells that words i to stop (exclusive) are a person; None when nothing does."""
    if introduced(words, i):
        return "name_introduced"
    if _set_off(words, i, stop):
        return "name_set_off"
    if acts(words, i, stop):
        return "name_acts"
    return None


# --- What stands behind -------------------------------------------------------------------------------------------------------


def _set_off(words: Words, i: int, stop: int) -> bool:
    """Who it is stands behind a comma or in brackets: "X, her neighbour", "X (daughter)", "X, 62 ans", "X aged 7"."""
    if stop >= len(words):
        return False
    gap, low = words.gaps[stop], words.lower[stop]
    if gap in (", ", " (", ",", ": ") or (gap == " " and low in AGED):
        k = stop
        if low in ("de", "aged", "age", "âgé", "âgée") and k + 1 < len(words):
            k += 1 + (low in ("âgé", "âgée") and k + 2 < len(words) and words.lower[k + 1] == "de")
        if words.opens_sentence(i) and _JOB.search(words.lower[i]) and not known(words.lower[i]):
            return False  # "Agriculteur, 61 ans"
        if words.words[k].isdigit() and 0 < len(words.words[k]) < 4 and int(words.words[k]) < 120:
            listed = any(known(words.lower[n]) for n in range(i, stop))
            if words.opens_sentence(i) and stop == i + 1 and not (_named(words.lower[i]) or is_given(words.lower[i])):
                return low in AGED  # "Sats, 92, then 94"
            return low in AGED or _age(words, k, gap == ", " or listed, listed)
    after = stop + 1
    if gap == ", " and low in ("de", "d'", "from", "du") and after < len(words) and words.capital(after):
        return any(_named(words.lower[n]) for n in range(i, stop)) and not thing(words.lower[after])  # "Sotelo, de Verín,"
    if gap in (", ", " (", ","):
        k = stop
        for _ in range(2):
            if words.lower[k] in PEOPLE and (k > stop or gap == " (" or not words.opens_sentence(i)):
                return True
            if words.lower[k] not in WHOSE or k + 1 >= len(words) or words.gaps[k + 1] not in (" ", ""):
                return False
            k += 1
        return words.lower[k] in PEOPLE
    if gap == " " and low in AND and stop + 2 < len(words) and words.lower[stop + 1] in WHOSE:
        return words.lower[stop + 2] in PEOPLE
    if gap == " " and low in CASES and i and words.lower[i - 1] == "the":
        return True  # "the Ferreira case"
    if gap == "'" and words.words[stop] == "s" and stop + 1 < len(words) and words.gaps[stop + 1] == " ":
        return words.lower[stop + 1] in POSSESSED
    return False


def _age(words: Words, k: int, bare: bool, listed: bool) -> bool:
    """Whether the number at word k is an age: a word for years behind it, or when `bare` a comma or bracket.

    Weeks and months are an age only behind a name that is `listed`: "Daily, 4 weeks" is a dose.
    """
    if k + 1 >= len(words):
        return False
    if words.gaps[k + 1] in (" ", "-", "") and words.lower[k + 1] in YEARS | {"y", "m", "f"}:
        return listed or words.lower[k + 1] not in BRIEF
    return bare and words.gaps[k + 1] in (", ", "), ", ") ", ")") and len(words.words[k]) == 2


def acts(words: Words, i: int, stop: int, *, sure: bool = False) -> bool:
    """Whether what follows words i to stop is said of people only; of what is no `sure` name and opens a sentence, more is asked."""
    if stop >= len(words) or words.gaps[stop] not in (" ", " (", ""):
        return False
    k = stop
    if words.lower[k] in ADVERBS and k + 1 < len(words) and words.gaps[k + 1] == " ":
        k += 1
    low = words.lower[k] if not words.words[k].isupper() or len(words.words[k]) == 1 else ""
    article = i > 0 and words.lower[i - 1] in ARTICLES
    sure = sure or (stop > i + 1 and not thing(words.lower[stop - 1])) or any(_named(words.lower[n]) for n in range(i, stop))
    inside = not words.opens_sentence(i)
    if low in SPEAKS:
        return True
    after = words.lower[k + 1] if k + 1 < len(words) and words.gaps[k + 1] in (" ", "") else ""
    if low in ("is", "was", "a", "avait", "tiene", "tenía", "had", "turned") and after.isdigit() and len(after) < 4:
        further = words.lower[k + 2] if k + 2 < len(words) else ""
        return further in YEARS or (low in ("is", "was", "turned") and len(after) == 2 and words.gaps[k + 2 : k + 3] != ["."])
    if low in ("is", "was", "est", "était", "está", "estaba") and after in MOODS and not article:
        further = words.lower[k + 2] if k + 2 < len(words) else ""
        return {"al": "tanto", "au": "courant"}.get(after, further) == further
    if low in CLITICS and not article:
        if after in AUXILIARIES and low in ("m'", "l'", "nous", "lui", "t'"):
            return sure or inside or low in ("m'", "nous")
        if after in SPEAKS or after in REFLEXIVES:
            return True
        if low in ("me", "nos", "le", "lo", "la") and after in MOVES and (sure or inside or low in ("me", "nos")):
            return True
        return sure and (personal(after, "") or after in DOES or after in AUXILIARIES)
    if article:
        return False
    if low in HAVE and any(word in DONE for word in words.lower[k + 1 : k + 4]):
        return True
    if low == "no" and (after in SPEAKS or after in MOVES):
        return True
    if sure and low in HAVE and any(word in PERFECT for word in words.lower[k + 1 : k + 4]):
        return True
    if sure and low in ("no", "ne", "n'", "y", "en"):
        return personal(after, "") or after in DOES or after in AUXILIARIES
    if low in MOVES and (inside or sure):
        return True
    if not sure:
        return False
    if low in DOES and (inside or is_given(words.lower[i]) or SURNAMED.fullmatch(words.lower[i]) is not None or stop > i + 1):
        return True
    return personal(low, after)


def _several(low: str) -> bool:
    """Whether a word is more than one of an eponym: "Apgars"."""
    return low.endswith("s") and low[:-1] in EPONYMS and low not in SURNAMES


def _named(low: str) -> bool:
    return known(low) or SURNAMED.fullmatch(low) is not None or stranger(low)


# --- Lower case ----------------------------------------------------------------------------------------------------


def _lower(words: Words, i: int) -> Hit | None:
    """A given name in lower case right behind a relation: "son stavros"; it is on the list and nothing else."""
    low = words.lower[i]
    if not i or len(low) < 4 or not words.words[i].islower() or words.gaps[i] not in (" ", ", ", ": ", " (", "/ "):
        return None
    before = words.lower[i - 1]
    worker = before in OCCUPATIONS and len(low) > 5 and words.gaps[i] == " " and low in SURNAMES
    if len(low) > 5 and low in SURNAMES and low not in BOTH and low not in NOT_NAMES and phrase_before(words, i) and before in TO:
        return None if clinical(low) or low in NOBODY else Hit(words.starts[i], words.ends[i], "name", False, "name_lower_cue", 2)
    if not worker and ((before not in RELATIONS and before not in PATIENT and before not in ("pt", "pte")) or not is_given(low)):
        return None
    if low in AMBIGUOUS or low in BOTH or low in NOT_NAMES or low in NOBODY or clinical(low) or low in PARTICLES:
        return None
    if low in DOES or low in SPEAKS or low in MOVES:
        return None
    return Hit(words.starts[i], words.ends[i], "name", False, "name_lower_relation", 2)
