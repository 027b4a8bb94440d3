"""Runs: how far a name goes once it has begun."""

from __future__ import annotations

from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.given import AMBIGUOUS, GIVEN
from cases.deid.text.words.ordinary import BOTH
from cases.deid.text.words.places import COUNTRIES, REGIONS, TOWNS
from cases.deid.text.words.surnames import SURNAMES

PARTICLES = listed("""
de del la las los da das do dos di du des le van von der den ter ten y e i el al bin ben ibn abu d' l' san santa
""")
_SUFFIXES = listed("""
md phd rn do dds pa np jr sr ii iii frcs mbbs
""")


def barred(words: Words, i: int, lax: bool = False) -> bool:
    low = words.lower[i]
    if low in NOT_NAMES or low in _SUFFIXES:
        return not (lax and (low in SURNAMES or low in GIVEN) and len(low) > 2)
    return False


def is_given(word: str) -> bool:
    """Whether a lower-case word, or each part of a hyphenated one, is on the list of given names."""
    if word in GIVEN:
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(part in GIVEN for part in parts)


def known(low: str) -> bool:
    """Whether a lower-case word is a name and no word of every day."""
    return (is_given(low) and low not in AMBIGUOUS and low not in BOTH) or (low in SURNAMES and low not in BOTH)


def run(words: Words, i: int, limit: int = 5, lax: bool = False) -> int:
    """Return the index after the last word of the name that begins at word i; i when none begins there."""
    stop = i
    count = 0
    j = i
    while j < len(words) and count < limit:
        if j > i:
            gap = words.gaps[j]
            after_initial = words.initial(j - 1)
            joined = (
                gap in (" ", "  ", "-", "")
                or (after_initial and gap in (". ", ".", ".-", "-"))
                or words.words[j - 1] == "ª"
                or (gap == "\n" and count == 1 and is_given(words.lower[j - 1]) and words.upper(j) == words.upper(j - 1))
            )
            if gap == "\n" and joined and j + 1 < len(words) and ":" in words.gaps[j + 1]:
                joined = False  # the next line is a label
            if not joined:
                break
        if words.words[j].isdigit():
            break
        if words.words[j] == "ª" and j > i:  # "M.ª Carmen"
            j += 1
            continue
        if words.initial(j):
            if j > i and words.gaps[j] == "" and not after_initial:
                break
            # "I" and "A" at the end of a name are the next clause, unless a full stop makes them an initial.
            stop = j + 1
            count += 1
        elif (words.capital(j) or words.upper(j)) and not (
            words.lower[j] in PARTICLES and j + 1 < len(words) and (j > i or words.lower[j] in NOT_NAMES)  # "La Bretesche"
        ):
            if barred(words, j, lax):
                break
            stop = j + 1
            count += 1
        elif words.lower[j] in PARTICLES and (j > i or words.capital(j)):
            pass  # counts only when a name word follows
        else:
            break
        j += 1
    while stop > i and words.initial(stop - 1) and not dotted(words, stop - 1) and stop - 1 > i and words.words[stop - 1] in "IAYEO":
        stop -= 1
    return stop


def dotted(words: Words, i: int) -> bool:
    end = words.ends[i]
    return words.text[end : end + 1] == "."


def span(words: Words, first: int, stop: int) -> tuple[int, int]:
    end = words.ends[stop - 1]
    if words.initial(stop - 1) and dotted(words, stop - 1):
        end += 1
    return words.starts[first], end


def is_place(words: Words, first: int, stop: int) -> bool:
    phrase = " ".join(words.lower[first:stop])
    return phrase in TOWNS or phrase in REGIONS or phrase in COUNTRIES
