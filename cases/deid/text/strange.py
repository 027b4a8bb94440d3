"""Strange words: on no list of ordinary, clinical or trade words in three languages, so that with a capital they are names or places."""

from __future__ import annotations

import re

from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.runs import is_given
from cases.deid.text.words.clinical import CLINICAL_CODES, EPONYM_AFTER, EPONYM_BEFORE, NOT_NAMES, ROLES
from cases.deid.text.words.eponyms import EPONYMS, LESSER
from cases.deid.text.words.given import COMMON
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.ordinary import CLINICAL, TECHNICAL
from cases.deid.text.words.people import DOES, DONE, MOVES, NOBODY, SPEAKS, TITLES
from cases.deid.text.words.places import COUNTRIES
from cases.deid.text.words.recognisable import RARE_CONDITIONS
from cases.deid.text.words.surnames import SURNAMES
from cases.deid.text.words.trade import TRADE
from cases.deid.text.words.verbs import PERFECT, PERSONAL, THINGS_DO
from cases.deid.text.words.vocabulary import medicine, ordinary, plain

_THINGS = (
    NOT_NAMES
    | EPONYMS
    | (LESSER - COMMON)
    | NOBODY
    | COUNTRIES
    | DEPARTMENTS
    | ROLES
    | EPONYM_AFTER
    | EPONYM_BEFORE
    | CLINICAL_CODES
    | TECHNICAL
    | CLINICAL
    | TRADE
    | TITLES
    | SPEAKS
    | MOVES
    | DOES
    | DONE
    | PERSONAL
    | PERFECT
    | THINGS_DO
    | frozenset(part for condition in RARE_CONDITIONS for part in condition.split())
)
_GERM = re.compile(r"(?:virus|viruses|coccus|coccos|cocos|cocci|bacter|bactérie|plasmosis)s?\Z")
_FOLDED = frozenset(plain(word) for word in _THINGS)


def listed_name(low: str) -> bool:
    """Whether a lower-case word is on the lists of given and family names, even if it is a word as well."""
    return is_given(low) or low in SURNAMES


def thing(low: str) -> bool:
    """Whether a lower-case word, or each part of a hyphenated one, is an eponym, a medicine, a trade name or clinical by its ending."""
    return _thing(low) or ("-" in low and all(_thing(part) and part not in COMMON for part in low.split("-") if len(part) > 2))


def _thing(low: str) -> bool:
    return plain(low) in _FOLDED or clinical(low) or medicine(low) or _GERM.search(low) is not None


def stranger(low: str) -> bool:
    """Whether a lower-case word is no word at all but, with a capital, a name."""
    return len(low) > 2 and not thing(low) and not ordinary(low) and not any(part in EPONYMS for part in low.split("-"))
