# ruff: noqa: E501 - a pattern is read as one line
"""Places: towns, regions and well-known hospitals of the lists, places someone lives, and what stands beside a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cases.deid.text import addresses, facilities
from cases.deid.text.addresses import ARTICLES, CAPITAL
from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.spans import Hit
from cases.deid.text.tokens import WORD, Words
from cases.deid.text.worded import MONTHS
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.eponyms import EPONYMS
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.people import NOBODY
from cases.deid.text.words.places import AMBIGUOUS_PLACES, CITIES, COUNTRIES, HOSPITALS, REGIONS, TOWNS, VILLAGES

_LIVES = re.compile(
    r"\b(?i:liv(?:es|ed|ing)(?: [a-z]{3,14}){0,2} in|resid(?:es|ed|ing|ent) (?:in|of|at)|resident of|(?:his|her|their) (?:home|house|flat|farm|cottage|bungalow) in|based in|raised in|hometown of|moved (?:here |over |down |up |back )?(?:from|to)|(?:holiday|holidays|vacation|honeymoon|pilgrimage|cruise) (?:in|to)|(?:trip|flight|flew|visit|visits|returned|returning) (?:in|to|from)|(?:village|town|city|hamlet|parish|suburb|port|island|mayor|vicar|outskirts) of|grew up in|commutes to|lives (?:at|near|outside)|travell?ed from|transferred from|(?:man|woman|male|female|patient|pt|boy|girl|student|farmer|teacher|nurse|carpenter|worker|builder|driver|lady|gentleman|child|resident|refugee|couple|family) from|habite(?: [a-zé]{3,14})?(?: à| dans)?|habitant(?: à)?|domiciliée? (?:à|au)|demeurant (?:à|au)|résid(?:e|ant) (?:à|au)|originaire d[eu] ?|natifs? d[eu]|native d[eu]|née? à|(?:sa|leur) (?:maison|ferme) (?:de|à)|(?:son|leur) (?:appartement|studio) (?:de|à)|(?:chez (?:lui|elle|eux|sa (?:fille|mère|sœur)|son (?:fils|père|frère))),? à|vit(?: [a-zé]{3,14})? à|vivant à|transférée? d[eu] ?|déménagée? (?:à|de|d'|pour)|(?:vacances|voyage|séjour|week-end|croisière) (?:à|en)|(?:village|ville|commune|maire|curé|port|hameau|banlieue|île) d[eu'] ?|grandi à|retour d[eu] ?|rentrée? d[eu] ?|travaille à|habite près de|"
    r"(?:su|la) (?:casa|finca) (?:de|en)|su piso (?:de|en)|vive(?: [a-zé]{3,14}){0,2} en|residente en|reside en|natural de|procedente de|vecin[oa] de|nacid[oa] en|domiciliad[oa] en|originari[oa] de|trasladad[oa] desde|se mud(?:ó|aron|a) (?:a|de|desde)|(?:vacaciones|viaje|estancia|excursión|crucero) (?:a|en)|(?:pueblo|aldea|ciudad|villa|alcalde|alcaldesa|párroco|puerto|afueras|isla|barrio|localidad|municipio) de|cri(?:ado|ada|ó) en|regres(?:ó|a|ado) de|volvió de|vive cerca de|llegad[oa] de|veranea en)[ \n]"
    rf"((?:(?:La|Le|Les|El|Los|Las|San|Santa|Saint|St\.?) )?[{CAPITAL}][\w'-]{{1,30}}(?:[ -](?:(?:de|del|la|sur|sous|en|upon|on) (?:la |los )?)?[{CAPITAL}][\w'-]{{1,30}}){{0,3}})"
)
_ISLE = re.compile(
    rf"\b(?:[Tt]he |[Ll]'|[Ll]a |[Ee]l )?(?:Isles? of|[îÎ]les? (?:de|d'|des|du)|[Ii]slas? (?:de|del)|[Vv]alley of|[Vv]allée (?:de|du|des|d')|[Vv]alle (?:de|del)|[Cc]omté (?:de|du|d')|County) ?(?:la |las |los |l')?[{CAPITAL}][\w'-]{{2,30}}"
)
_SAINT = re.compile(
    rf"(?<![\w-])(?:del|al|au|at|in|near|from|à|en|près de|vers|hasta|desde|organ at|église|church of|iglesia de|parroquia de|paroisse)[ ]((?:St|Ste|Saint|Sainte|San|Santa|Santo)\b[. -]{{1,2}}(?!Day)[{CAPITAL}][\w'-]{{2,30}}(?:[ -](?:(?:de|sur|en|la|les|sous)-)*[{CAPITAL}][\w'-]{{2,30}}){{0,2}})"
)
_CONTINENTS = listed("africa afrique áfrica asia asie europe europa america amérique américa oceania océanie oceanía")
_RIVER = re.compile(
    rf"\b[{CAPITAL}][a-zà-ÿ]+-(?:sur|sous|lès|les|upon|on)-(?:la-|le-)?[{CAPITAL}][a-zà-ÿ]+\b|(?<=[a-zà-ÿ] )[{CAPITAL}][a-zà-ÿ]+ (?:sur|sous|lès|upon) (?:la |le )?[{CAPITAL}][a-zà-ÿ]+\b"
)
_ONE_WORD = re.compile(
    rf"\b[{CAPITAL}][a-zà-ÿ]{{2,20}}(?:hospitalet|hospitaal|krankenhaus|klinikum|klinik|spital|sjukhuset|sykehus|ziekenhuis)\b"
)
_NEAR = listed("in at from near en à au desde cerca vers around outside hospital hôpital clinic clinique clínica")
# An article with a capital inside a sentence belongs to a name: "en La Ribera", "à La Teste".
_ARTICLED = re.compile(
    rf"(?<=[a-zà-ÿ,)\d] )(?:en|a|desde|hasta|por|cerca de|à|vers|sur|près de|depuis)[ ](?P<name>(?:El|La|Los|Las|Le|Les)[ ](?P<first>[{CAPITAL}][\w'-]{{2,30}})(?:[ -](?:(?:de|del|la|los|las|sur|en|du)[ -])?[{CAPITAL}][\w'-]{{2,30}}){{0,2}})"
)
# "outside the Lidl", "cayó el 11 en el Mercadona": an article before a capital inside a sentence, where somebody falls or shops.
_EVENT = re.compile(
    r"(?:\b(?:fell|fall|falling|collapsed|tripped|slipped|fainted|stumbled|shops?|shopping|bought|robbed|assaulted|cayó|caído|caída|resbaló|desmayó|tropezó|compra|comprar|compró|agredid[oa]|tombée?|chuté|chute|glissé|malaise|évanouie?|trébuché|acheté|courses|agressée?)\b[^.;\n]{0,30}|(?:outside|opposite|frente a|fuera de|junto a|devant) (?:the|el|la|le)?)\Z"
)
_NAMED = re.compile(
    rf"(?<=[a-zà-ÿ,)\d] )(?:(?:at|outside|inside|near|opposite|behind|into|past|en|frente a|fuera de|junto a|hasta|devant|derrière|près de|chez|dans) (?:the|el|la|le|l')|au|al)[ ]?(?P<name>[{CAPITAL}][a-zà-ÿ]{{3,20}}(?: [{CAPITAL}][a-zà-ÿ]{{2,20}})?)(?=[.,;)\n]|[ ](?:in|on|where|when|with|and|en|de|à|con|y|et|avec)\b)"
)
_SMALL = listed("de du des del la le les los las el sur sous en on upon y et à d' l' lès aux da do dos by the under with von am an der")
_GAPS = frozenset([" ", "-", "", "'", ". ", " & ", "' ", "\n"])
_GRADE = re.compile(r"\d|[IV]{1,3}")
# The first word of every place on the lists, as `Words` cuts it: most capital words begin none.
_FIRST = frozenset(match[0] for place in HOSPITALS | TOWNS | REGIONS | VILLAGES | CITIES if (match := WORD.match(place)))
_NO_TOWNS = NOBODY | frozenset(MONTHS)
_BESIDE = re.compile(r"[ ,.()\n/-]{1,4}\Z")


def find(words: Words, language: str) -> Iterator[Hit]:
    """Yield soft hits of kind "address", "postcode", "hospital", "institution", "town", "region" and "country" in folded words.

    A country by itself is no hit (every policy allows it); beside an address or a town it is part of it.
    """
    found = [*addresses.find(words.text), *facilities.find(words, language), *_listed(words), *_lived_in(words.text)]
    yield from found
    yield from _beside(words, found)


def near_people(words: Words, people: Iterable[Hit]) -> Iterator[Hit]:
    """Yield soft hits of kind "town": where somebody who was found is or works, "Ferreyra en Quilmes", "Grosjean à Pontarlier"."""
    ends = {hit.end for hit in people if hit.kind in ("name", "clinician")}
    for i in range(1, len(words) - 1):
        if words.lower[i] not in ("in", "en", "à") or words.ends[i - 1] not in ends or not words.words[i].islower():
            continue
        low, stop = words.lower[i + 1], i + 2
        named = words.gaps[i] == words.gaps[i + 1] == " " and words.capital(i + 1) and len(low) > 3
        if not named or low in NOT_NAMES or low in DEPARTMENTS or low in COUNTRIES or clinical(low) or low in _NO_TOWNS:
            continue
        while stop < len(words) and stop < i + 4 and words.gaps[stop] in (" ", "-") and words.capital(stop):
            stop += 1
        if not words.result(stop - 1) and not words.eponym(i + 1, stop - 1):
            yield Hit(words.starts[i + 1], words.ends[stop - 1], "town", False, "place_of_person", 1)


def _lived_in(text: str) -> Iterator[Hit]:
    for match in _LIVES.finditer(text):
        first = match[1].split()[0].lower()
        if (
            match[1].lower() not in COUNTRIES | _CONTINENTS
            and first not in DEPARTMENTS
            and (first not in NOT_NAMES or first in ARTICLES or first in TOWNS)
        ):
            yield Hit(*match.span(1), "town", False, "lives_in", 4)
    for match in _ONE_WORD.finditer(text):
        yield Hit(*match.span(), "hospital", False, "facility_word", 3)
    for match in _ISLE.finditer(text):
        yield Hit(*match.span(), "town", False, "place_isle", 3)
    for match in _SAINT.finditer(text):
        yield Hit(*match.span(1), "town", False, "place_saint", 2)
    for match in _ARTICLED.finditer(text):
        first = match["first"].lower()
        if first not in NOT_NAMES and first not in DEPARTMENTS and not clinical(first) and match["name"].lower() not in COUNTRIES:
            yield Hit(*match.span("name"), "town", False, "place_article", 2)
    for match in _NAMED.finditer(text):
        parts = match["name"].lower().split()
        place = _EVENT.search(text, max(0, match.start() - 45), match.start("name") - 1)
        if place and not any(
            part in NOT_NAMES or part in EPONYMS or part in DEPARTMENTS or part in _NO_TOWNS or clinical(part) for part in parts
        ):
            yield Hit(*match.span("name"), "institution", False, "place_article", 1)
    for match in _RIVER.finditer(text):
        if match[0].split()[0].lower() not in NOT_NAMES:
            yield Hit(*match.span(), "town", False, "town_on_river", 3)


def _listed(words: Words) -> Iterator[Hit]:
    """Towns, regions and hospitals of the lists: the longest phrase that begins at a capital word."""
    i = 0
    while i < len(words):
        hit = None
        if words.words[i][0].isupper() or words.words[i].isdigit():
            hit, width = _phrase(words, i)
        elif i and words.lower[i - 1] in _NEAR and words.lower[i] in ("la", "the", "st", "mount", "hôtel", "great"):
            hit, width = _lower_hospital(words, i)
        if hit:
            yield hit
            i += width
        else:
            i += 1


def _phrase(words: Words, i: int) -> tuple[Hit | None, int]:
    if words.lower[i] not in _FIRST:
        return None, 1
    phrases = [words.lower[i]]
    while len(phrases) < 6 and i + len(phrases) < len(words) and (gap := words.gaps[i + len(phrases)]) in _GAPS:
        phrases.append(phrases[-1] + gap.replace("\n", " ") + words.lower[i + len(phrases)])
    for width in range(len(phrases), 0, -1):
        phrase = phrases[width - 1]
        kind = "hospital" if phrase in HOSPITALS else "town" if phrase in TOWNS else "region" if phrase in REGIONS else ""
        if not kind and phrase in VILLAGES and _village(words, i, i + width - 1):
            kind = "town"
        if not kind and phrase in CITIES and _worded(words, i, i + width - 1):
            kind = "town"
        if kind and _counts(words, i, i + width - 1, phrase, kind):
            return Hit(words.starts[i], words.ends[i + width - 1], kind, False, "place_list", 2), width
    return None, 1


def _lower_hospital(words: Words, i: int) -> tuple[Hit | None, int]:
    """A hospital of the list in lower case, as people type it: "à la timone", "at the royal free"."""
    for width in (4, 3, 2):
        if i + width > len(words) or not all(word.islower() for word in words.words[i : i + width]):
            continue
        for first in (i, i + 1):
            phrase = " ".join(words.lower[first : i + width])
            if phrase in HOSPITALS and phrase not in AMBIGUOUS_PLACES:
                return Hit(words.starts[first], words.ends[i + width - 1], "hospital", False, "place_list", 2), width
    return None, 1


def _village(words: Words, first: int, last: int) -> bool:
    """Whether a place of the register stands there as a name does: with a capital, inside a sentence or after "in", "à", "en"."""
    if first == last and words.lower[first] in EPONYMS:
        return False
    named = all(words.capital(i) or words.lower[i] in _SMALL for i in range(first, last + 1)) and words.capital(first)
    if not named and not (words.upper(first) and words.ends[last] - words.starts[first] > 5):
        return False
    before, after = first - 1, last + 1
    if before >= 0 and words.gaps[first] == " " and (words.initial(before) or words.capital(before)) and not words.opens_sentence(first):
        return words.lower[before] in _NEAR  # the second word of a name
    if after < len(words) and words.gaps[after] == " " and words.capital(after) and words.lower[after] not in NOT_NAMES:
        return False  # the first word of a name
    return first < last or not words.opens_sentence(first)


def _worded(words: Words, first: int, last: int) -> bool:
    """Whether a place whose name is a word as well stands where only places do: "en Salta", ", de Salta,", ", Salta,"."""
    if not first or not all(words.capital(k) or words.lower[k] in _SMALL for k in range(first, last + 1)) or words.result(last):
        return False
    closed = last + 1 == len(words) or words.gaps[last + 1][:1] in (",", ")", ".", ";", "\n")
    before, gap = words.lower[first - 1], words.gaps[first]
    if gap == " " and before in _NEAR and words.words[first - 1].islower():
        return closed or first < last
    if gap == " " and first < last and before in ("de", "from", "to", "a") and words.words[first - 1].islower():
        return True  # "procede de Mar del Plata"
    whence = gap in (" ", "") and before in ("de", "d'", "from") and first > 1 and words.gaps[first - 1] in (", ", " (")
    return closed and whence


def _counts(words: Words, first: int, last: int, phrase: str, kind: str) -> bool:
    if words.eponym(first, last) or not any(words.words[k][0].isupper() for k in range(first, last + 1)):
        return False
    after = last + 1
    if after + 1 < len(words) and words.initial(after) and words.gaps[after + 1] == "" and words.words[after + 1].isdigit():
        return False  # "Montreal A2 L3 B1"
    near = first > 0 and words.gaps[first] == " " and words.lower[first - 1] in _NEAR
    set_off = first > 0 and words.gaps[first] == ", " and words.capital(first) and (after == len(words) or words.gaps[after][0] in ",.)\n")
    if after < len(words) and words.gaps[after] == " " and _GRADE.fullmatch(words.words[after]) and not near:
        return False  # "Bethesda III", "Nancy 3", "Chicago 4.0"
    if phrase in AMBIGUOUS_PLACES or (len(phrase) < 4 and kind != "hospital"):
        return (near or (set_off and kind != "region")) and not (words.upper(first) and len(phrase) < 4 and kind != "hospital")
    return True


def _beside(words: Words, found: list[Hit]) -> Iterator[Hit]:
    """Countries, regions and ambiguous towns right after an address, postcode, hospital, town or region."""
    ends = {hit.end for hit in found if hit.kind in ("address", "postcode", "hospital", "town", "region")}
    hospitals = {hit.end for hit in found if hit.kind == "hospital"}
    reach = 0
    for i in range(len(words)):
        if words.starts[i] < reach or not words.words[i][0].isupper():
            continue
        gap = _BESIDE.match(words.gaps[i]) and (words.ends[i - 1] in ends if i else False)
        of = i > 1 and words.lower[i - 1] in ("de", "of") and words.gaps[i] == words.gaps[i - 1] == " " and words.ends[i - 2] in hospitals
        if not gap and not of:
            continue
        for width in (3, 2, 1):
            if i + width > len(words):
                continue
            phrase = words.text[words.starts[i] : words.ends[i + width - 1]].lower()
            kind = "country" if phrase in COUNTRIES else "region" if phrase in REGIONS else "town" if phrase in TOWNS else ""
            if kind and not words.eponym(i, i + width - 1):
                yield Hit(words.starts[i], words.ends[i + width - 1], kind, False, "beside_place", 2)
                ends.add(words.ends[i + width - 1])
                reach = words.ends[i + width - 1]
                break
