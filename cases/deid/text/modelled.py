"""What the text model adds to the rules: its spans as soft hits, without those that only name something clinical.

The classifier knows no medicine: it takes "Bosniak", "Humira" and "dolor abdominal" for people and "T4N2M0" for a passport. What
it says is believed where the words look like what it says they are: names and places by their capitals or by the lists, numbers
by their length, and never a word that ends as diseases, medicines and adjectives do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from cases.deid.text.folding import Folded
from cases.deid.text.introduced import introduced
from cases.deid.text.model import ModelSpan, Read
from cases.deid.text.persons import acts
from cases.deid.text.records import REFERENCE, UNIT
from cases.deid.text.runs import PARTICLES, dotted, is_given
from cases.deid.text.spans import Hit
from cases.deid.text.strange import stranger, thing
from cases.deid.text.strangers import coordinated
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import CLINICAL_CODES, EPONYM_AFTER, EPONYM_BEFORE, NOT_NAMES, ROLES
from cases.deid.text.words.eponyms import EPONYMS, FULL_EPONYMS
from cases.deid.text.words.given import AMBIGUOUS
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.places import AMBIGUOUS_PLACES, COUNTRIES, TOWNS, VILLAGES
from cases.deid.text.words.surnames import SURNAMES
from cases.deid.text.words.trade import TRADE
from cases.deid.text.words.vocabulary import ordinary

_DOUBTFUL, _LIKELY, _SURE = 0.45, 0.6, 0.93
_FAMILY = listed("""
wife husband partner son daughter mother father brother sister aunt uncle cousin niece nephew grandmother grandfather neighbour
neighbor colleague friend carer baby twin épouse époux mari femme conjoint conjointe fils fille mère père frère sœur tante oncle nièce
neveu grand-mère grand-père voisin voisine bébé esposa esposo marido mujer pareja hijo hija madre padre hermano hermana tía tío prima
primo sobrina sobrino abuela abuelo vecina vecino bebé anapath biopsia specimen
""")
_STREETS = listed("""
street road avenue lane close crescent drive court terrace way place square gardens grove hill row rue avenue boulevard chemin impasse
allée place quai cours route résidence calle avenida plaza paseo camino carretera urbanización barrio colonia edificio portal apartado
""")
_PLACES = frozenset(["address", "postcode", "town", "region", "hospital", "country"])
_POSTCODE = re.compile(r"\d{4,6}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
_CODE = re.compile(r"(?=(?:[^\d]*\d){5})[A-Z\d][A-Z\d ./-]{5,30}[A-Z\d]")
_ROMAN = re.compile("[IVX]{1,5}")
_PIECE = re.compile(r"[^\W\d_]+")


def find(words: Words, folded: Folded, read: Read, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield soft hits of the folded text for the model's spans; `hits` is what the rules found there."""
    edges = {hit.start for hit in hits if hit.kind in _PLACES} | {hit.end for hit in hits if hit.kind in _PLACES}
    for span in read.spans:
        start, end = _folded(folded, span)
        named = span.kind in ("name", "town", "region")
        if start >= end or (span.score < (_DOUBTFUL if span.kind == "name" else _LIKELY) and not named):
            continue
        if named:
            for first, last in _runs(words, start, end, span):
                if piece := _named(words, first, last, span):
                    yield Hit(*piece, span.kind, False, "model", 0)
            continue
        if span.kind in ("address", "postcode"):
            piece = _placed(words, start, end, span, edges)
        else:
            piece = _numbered(words.text, start, end, span)
        if piece:
            yield Hit(*piece, "record" if span.kind in ("national_id", "account") else span.kind, False, "model", 0)


def _runs(words: Words, start: int, end: int, span: ModelSpan) -> Iterator[tuple[int, int]]:
    """The first and last words of what a span holds between words that no name has: "Peña saw marta ruiz" holds two."""
    first, stop = bisect_left(words.starts, start), bisect_left(words.starts, end)
    for i in range(first, stop):
        if not (_bears(words, i, span) or words.lower[i] in PARTICLES or words.initial(i)):
            if i > first:
                yield first, i - 1
            first = i + 1
    if first < stop:
        yield first, stop - 1


def _named(words: Words, first: int, last: int, span: ModelSpan) -> tuple[int, int] | None:
    """The part of words first to last that can be a person or a place; None when nothing of it can."""
    while first <= last and not _bears(words, first, span):
        first += 1
    while first <= last and not _bears(words, last, span):
        last -= 1
    while first < last and _ROMAN.fullmatch(words.words[last]) and words.lower[last - 1] in TOWNS:
        last -= 1  # "Tokio III"
    # "Sospecho Münchhausen": a word that has a capital for the sentence alone is none of a name.
    while first < last and words.opens_sentence(first) and ordinary(words.lower[first]) and not _known(words.lower[first]):
        first += 1
    if last < first or words.eponym(first, last):
        return None
    inner = range(first, last + 1)
    telling = [i for i in inner if words.lower[i] not in PARTICLES and not words.initial(i)]
    lower = " ".join(words.lower[first : last + 1])
    if not telling or lower in COUNTRIES or lower in FULL_EPONYMS or all(_unnamed(words, i) for i in telling):
        return None
    known = any(_known(words.lower[i]) for i in telling) or lower in VILLAGES or lower in TOWNS
    if len(telling) == 1:
        i = telling[0]
        low = words.lower[i]
        if words.result(last) or len(words.words[i]) < 3 or (words.upper(i) and low not in SURNAMES):
            return None  # a score with its value, an abbreviation or the name of a trial
        if coordinated(words, i):
            return None  # "Ilizarov or Taylor"
        if thing(low) and (not known or low in TRADE):
            return None
        opened = words.opens_sentence(i) and ordinary(low)
        if opened and not (acts(words, i, i + 1, sure=True) or introduced(words, i) or words.gaps[i + 1 : i + 2] in ([", "], ["'"])):
            return None  # "Dolores abdominales"
        if words.capital(i) and stranger(low):
            return words.starts[first], words.ends[last] + (words.initial(last) and dotted(words, last))
        if not known and words.opens_sentence(i) and span.score < _SURE and not acts(words, i, i + 1, sure=True):
            return None
    if span.score < (_DOUBTFUL if span.kind == "name" else _LIKELY):
        return None
    # What the model only half believes is a name where the words around it say so too.
    if span.score < _LIKELY and not (known and (acts(words, first, last + 1, sure=True) or introduced(words, first))):
        return None
    return words.starts[first], words.ends[last] + (words.initial(last) and dotted(words, last))


def _bears(words: Words, i: int, span: ModelSpan) -> bool:
    """Whether a span may begin or end with word i."""
    word, low = words.words[i], words.lower[i]
    last = i + 1 == len(words) or words.starts[i + 1] >= span.end
    if span.score > _SURE and not last and is_given(low) and words.gaps[i + 1] == " " and words.capital(i) and words.capital(i + 1):
        return True  # "Abril Montenegro", "April Jones"
    if word.isdigit() or low in PARTICLES or low in ROLES or low in _FAMILY or (low in NOT_NAMES and low not in SURNAMES):
        return False
    if words.initial(i):
        return dotted(words, i)
    if words.capital(i) or words.upper(i):
        # "Ousmane Diakité": after a given name the ending of a word says nothing.
        surname = i > 0 and words.starts[i - 1] >= span.start and words.gaps[i] == " " and words.capital(i - 1) and words.capital(i)
        return not clinical(low) or _known(low) or (surname and span.score > _SURE and not clinical(words.lower[i - 1]))
    # In lower case only names that are nothing else, and what follows one directly: "fatoumata ouedraogo".
    if not word.islower() or len(word) < 4 or clinical(low) or span.score < 0.8:
        return False
    return _known(low) or (
        i > 0 and len(word) > 4 and words.starts[i - 1] >= span.start and _known(words.lower[i - 1]) and words.words[i - 1].islower()
    )


def _unnamed(words: Words, i: int) -> bool:
    low = words.lower[i]
    if low in EPONYM_BEFORE or low in EPONYM_AFTER or _ROMAN.fullmatch(words.words[i]):
        return True
    return low in NOT_NAMES or low in EPONYMS or all(part in EPONYMS for part in low.split("-")) or (clinical(low) and not _known(low))


def _known(low: str) -> bool:
    return (is_given(low) and low not in AMBIGUOUS) or low in SURNAMES or low in VILLAGES or (low in TOWNS and low not in AMBIGUOUS_PLACES)


def _placed(words: Words, start: int, end: int, span: ModelSpan, edges: set[int]) -> tuple[int, int] | None:
    """Streets have a capital and a number; numbers and postcodes alone count only beside a place that was found."""
    text = words.text
    piece = text[start:end]
    if piece.split()[-1].islower() and piece.split()[-1] not in _STREETS:
        return None
    beside = any(edge in edges for edge in (*range(start - 3, start + 1), *range(end, end + 4)))
    if span.kind == "postcode":
        return (start, end) if beside and _POSTCODE.fullmatch(piece) and not UNIT.match(text, end) else None
    parts = [(part, part.lower()) for part in _PIECE.findall(piece) if part[0].isupper() and len(part) > 2]
    proper = [low for part, low in parts if not part.isupper() and not clinical(low) and low not in NOT_NAMES and low not in EPONYMS]
    if proper and span.score > 0.8 and (beside or (len(parts) > 1 and piece[0].isdigit()) or _STREETS.intersection(_lowered(piece))):
        return start, end
    return (start, end) if beside and piece.isdigit() and not UNIT.match(text, end) and len(piece) < 5 and start - 1 in edges else None


def _lowered(piece: str) -> list[str]:
    return [part.lower() for part in _PIECE.findall(piece)]


def _numbered(text: str, start: int, end: int, span: ModelSpan) -> tuple[int, int] | None:
    piece = text[start:end]
    digits = sum(c.isdigit() for c in piece)
    if span.score < 0.8 or UNIT.match(text, end):
        return None
    if span.kind == "email":
        return (start, end) if "@" in piece else None
    if span.kind == "url":
        return (start, end) if "@" in piece or ("/" in piece.strip("/") and "." in piece) else None
    if span.kind == "phone":
        return (start, end) if 8 <= digits <= 15 else None
    letters = _PIECE.match(piece)
    if REFERENCE.search(text, max(0, start - 14), start):
        return None
    if not _CODE.fullmatch(piece) or (letters and letters[0].lower() in CLINICAL_CODES) or (" " in piece and len(set(piece)) < 5):
        return None
    return start, end


def _folded(folded: Folded, span: ModelSpan) -> tuple[int, int]:
    """The folded range that came from the original range of a span."""
    if folded.starts is None or folded.ends is None:
        return span.start, span.end
    return bisect_right(folded.ends, span.start), bisect_left(folded.starts, span.end)
