"""Places: addresses, postcodes, hospitals and institutions, towns and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.spans import Hit
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.places import AMBIGUOUS_PLACES, COUNTRIES, HOSPITALS, REGIONS, TOWNS

_U = "A-ZÀ-ÖØ-ÞŒŠŽŁŚĞİ"
_CAP = rf"[{_U}][\w'.-]*"
_STREET_EN = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[A-Za-z]?,? (?:(?:[NSEW]|North|South|East|West)\.? )?(?:(?:{_CAP}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,4}}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Close|Crescent|Parkway|Pkwy|Highway|Hwy|Row|Gardens|Mews|Circle)\b\.?"
    r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|#)\.? ?\w{1,6})?|\bP\.? ?O\.? Box \d{1,7}|\b(?:Flat|Apartment|Apt)\.? \d{1,4}[A-Z]?,"
)
_STREET_FR = re.compile(
    r"(?<![\w.,/])(?:\d{1,4}(?:[ -]{1,3}\d{1,4})?(?:[ ]?(?:bis|ter|quater|[A-D]\b))?,?|(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente)(?:-\w+)?)[ \n]"
    r"(?:rue|r\.|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|bvd\.?|chemin|ch\.|place|pl\.|allées?|impasse|imp\.|route|rte|quai|cours|square|passage|villa|faubourg|fbg|sentier|voie|esplanade|rond-point|cité|hameau|lotissement|résidence|promenade|mail|lieu-dit|venelle|traverse|montée|chaussée)"
    r"(?:[ \n-](?:[^\W\d_][\w'’.-]*|\d{1,2}(?= ))){1,7}",
    re.IGNORECASE,
)
_ES_WAY = (
    r"(?:[Cc]alle|CALLE|[Cc]/|C\.|[Aa]vda?\.?|[Aa]venida|AVENIDA|Av\.?|[Pp]laza|[Pp]za\.?|Pl\.|[Pp]aseo|Pº|P\.º|Ps\.|[Cc]tra\.?|[Cc]arretera|[Cc]amino|[Rr]onda|[Tt]ravesía|[Uu]rb\.|"
    r"[Uu]rbanización|[Gg]lorieta|[Rr]ambla|Gran [Vv]ía|[Cc]arrer|[Rr]úa|[Pp]olígono|[Bb]arrio|[Bb]arriada|[Pp]asaje|[Cc]allejón|[Pp]artida)"
)
_ES_NAME = rf"(?:(?:de|del|la|las|los|el|da|do|dos|d'en|l'|San|Sta?\.)[ ]){{0,3}}[{_U}][\w'-]*\.?(?:[ ](?:de|del|la|las|los|y|el|da|[{_U}][\w'-]*\.?|[a-zà-ÿ]{{3,15}}(?=[ ]?,?[ ]?\d))){{0,6}}"
_ES_FLOOR = r"(?:[ ]?[,.-][ ]?(?:\d{1,2}(?!\d)[ºª°]?|[A-Za-z]\b|(?:[Ii]zda?|[Dd]cha|[Pp]iso|[Bb]ajo|[Pp]ortal|[Ee]sc|[Pp]ta|[Pp]uerta|[Ii]zq)\b\.?)(?:[ ]?(?:[ºª°]|[A-Z]\b|\d{1,2}(?!\d)))?){0,4}"
_STREET_ES = re.compile(
    rf"(?<![\w/]){_ES_WAY}[ ]{{0,2}}{_ES_NAME}(?:[ ]?,?[ ]?s/n|[ ]?,?[ ]?(?:[Nn][º°.]{{1,2}}[ ]?|[Kk]m\.?[ ]?|[Nn]úm\.?[ ]?)?\d{{1,4}}(?!\d)(?:[,.]\d{{1,3}}(?!\d))?{_ES_FLOOR})?"
)
_STREET_DE = re.compile(
    rf"\b[{_U}]?[\wß]+(?:straße|strasse|[Ss]trasse|str\.|weg|platz|gasse)[ ]\d{{1,4}}[a-z]?\b|\bStraße des [\d\w. ]{{3,20}} \d{{1,4}}\b",
    re.IGNORECASE,
)
_POSTCODE_LABEL = re.compile(
    r"\b(?:c\.?p\.?|código postal|codigo postal|code postal|zip(?: ?code)?|post ?code|postal code|plz)[ ]?[.:=]?[ ]?((?:[a-z]{1,2}-)?\d{4,6}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?!\w)",
    re.IGNORECASE,
)
_POSTCODE_UK = re.compile(r"(?<![\w-])(?:[A-Z]{1,2}\d{1,2}[A-Z]? \d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d)(?![\w-])")
_STATES = "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
_US_TOWN = re.compile(rf"\b((?:[{_U}][\w'-]+\.? ){{0,2}}[{_U}][\w'-]+), ({_STATES})(?: (\d{{5}}(?:-\d{{4}})?))?(?!\w)")
_POSTCODE_TOWN = re.compile(
    rf"(?<![\w.,/+-])((?:[A-Z]{{1,2}}-)?\d{{5}}(?:-\d{{4}})?)[ ,\n-]{{1,3}}((?:[LD]'|(?:La|Le|Les|El|Los|Las|L'|LA|LE|LES)[ \n])?[{_U}][^\W\d_]+(?:(?:[ '-]|(?<=[{_U}])\n(?=[{_U}]{{2}}))(?:de|del|la|les|los|sur|sous|en|lès|d'|l'|{_CAP}))*)"
)
_TAIL_POSTCODE = re.compile(
    r"(?<=[\w.,)])[,. ]{1,3}((?:E-)?(?:0[1-9]|[1-8]\d|9[0-8])\d{3})(?=[ .,\n]|\Z)(?![ ]?(?:mg|ml|/|%|x|ui|cop|cel|leuc|plaq))",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:^|(?<=[\n.,;|(]))[ ]{0,3}(?P<label>home address|address|street|city|town|county|state|country|hospital|clinic|facility|adresse(?: postale| du patient)?|domicile|ville|commune|lieu(?: de naissance)?|pays|hôpital|clinique|établissement|"
    r"domicilio|dirección|direccion|localidad(?:[ ]?/[ ]?provincia)?|población|provincia|municipio|ciudad|país(?: de nacimiento)?|pais|lugar de nacimiento|centro(?: de salud)?)[ ]?[:=][ ]{0,4}(?P<value>[^\n:¤]{2,100})",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD_KIND = [
    (("home", "address", "street", "adresse", "domicil", "direcci"), "address"),
    (("hospital", "clinic", "facility", "hôpital", "clinique", "établ", "centro"), "hospital"),
    (("country", "pays", "país", "pais"), "country"),
    (("state", "county", "provincia"), "region"),
]
_LIVES = re.compile(
    r"\b(?:liv(?:es|ed|ing) in|resid(?:es|ed|ing|ent) (?:in|of)|resident of|based in|raised in|hometown of|travell?ed from|transferred from|habite(?: à| dans)?|habitant(?: à)?|domiciliée? (?:à|au)|demeurant (?:à|au)|résid(?:e|ant) (?:à|au)|originaire d[eu'] ?|née? à|vit à|vivant à|transférée? d[eu'] ?|"
    r"vive en|residente en|reside en|natural de|procedente de|vecin[oa] de|nacid[oa] en|domiciliad[oa] en|originari[oa] de|trasladad[oa] desde)[ \n]"
    rf"((?:(?:La|Le|Les|El|Los|Las|San|Santa|Saint|St\.?) )?[{_U}][\w'’-]+(?:[ -](?:(?:de|del|la|sur|sous|en|upon|on) (?:la |los )?)?[{_U}][\w'’-]+){{0,3}})"
)
_EN_HEADS = frozenset(["hospital", "hospitals", "clinic", "clinics", "infirmary", "hospice", "polyclinic"])
_EN_PAIRS = {
    ("medical", "center"), ("medical", "centre"), ("med", "ctr"), ("med", "center"), ("health", "center"), ("health", "centre"), ("health", "clinic"), ("health", "system"), ("health", "care"), ("nursing", "home"), ("care", "home"),
    ("cancer", "center"), ("cancer", "centre"), ("cancer", "institute"), ("heart", "institute"), ("medical", "group"), ("medical", "college"), ("health", "services"), ("health", "network"), ("community", "health"), ("medical", "ctr"), ("surgery", "center"), ("urgent", "care"), ("dental", "practice"), ("nhs", "trust"),
    ("dialysis", "center"), ("rehab", "center"), ("rehabilitation", "center"), ("wellness", "center"), ("eye", "institute"),
}  # fmt: skip
_EN_SINGLE = frozenset(
    [
        "healthcare",
        "medcenter",
        "university",
        "college",
        "institute",
        "laboratory",
        "laboratories",
        "pharmaceuticals",
        "pharma",
        "foundation",
        "school",
    ]
)
_EN_JOIN = frozenset(["of", "the", "and", "for", "at", "in"])
_HEADS = re.compile(
    r"\b(?:(?:hôpital|hopital|hôpitaux|clinique|polyclinique|maternité|ehpad|centre hospitalier|centre de santé|centre médical|centre anti-?poison|maison de (?:santé|retraite)|institut|c\.?h\.?u\.?|c\.?h\.?r\.?u\.?|c\.?h\.?r\.?|chi|ghu|gh|hia|ssr|usld|"
    r"hospital|hosp\.|clínica|complejo (?:hospitalario|asistencial|universitario)|centro (?:de salud|médico|hospitalario|de especialidades|de atención primaria)|consorci[o]? (?:hospitalari[o]?|sanitari[o]?)|ambulatorio|sanatorio|policlínic[ao]|consultorio|residencia|instituto|fundación|cap|corporació sanitària)"
    r"|(?P<institution>université|universidad|universitat|facultad|faculté|école|lycée|collège|colegio|inserm|laboratoires?|laboratorios?|servicio (?:castellano|andaluz|canario|murciano|gallego|vasco|cántabro|navarro)|consejería|agencia|société|sociedad|asociación|association))"
    rf"(?P<adjectives>(?:[ ](?:universitaire|régional|général|intercommunal|privée?|européen|militaire|américain|publique?|pédiatrique|nord|sud|est|ouest|universitari[oa]?|univ\.|u\.|gral\.|general|clínic[oa]?|clínico|provincial|comarcal|regional|materno[- ]infantil|infantil|central|nacional|militar|privad[oa]|civil|quirón|psiquiátrico|insular|de día|oncológic[oa]|dental|veterinari[oa]|médic[ao]|y)){{0,4}})"
    rf"(?:[ ,\n]{{1,2}}(?:\"|')?|(?<=')) ?(?P<links>(?:(?:de|du|des|del|d'|l'|la|le|les|los|las|el|en|von|da|do)[ ]?){{0,4}})(?P<name>(?:Dr\.?a?|Prof\.|St\.?|Sta\.?|Ntra\.|Nuestra|Sra\.?|12)?[ ]?[{_U}])",
    re.IGNORECASE,
)
_NAME_TAIL = re.compile(
    rf"(?:[{_U}][\w'’.&-]*|\d{{1,2}} de [{_U}]\w+)(?:(?:[ ]|-)(?:(?:de|du|des|del|d'|la|le|les|los|las|el|y|e|et|i|en)[ ]){{0,3}}(?:(?:d'|l'|D'|L')?[{_U}][\w'’&-]*\.?)){{0,6}}"
)
_PLACE_WORDS = listed("""
in at from near to of en à a au desde cerca de vers around outside hospital hôpital clinic clinique clínica
""")


def find(words: Words, language: str) -> Iterator[Hit]:
    """Yield soft hits of kind "address", "postcode", "hospital", "institution", "town", "region" and "country" in folded words."""
    text = words.text
    yield from _fields(text)
    yield from _addresses(text, language)
    yield from _french_and_spanish_facilities(words)
    yield from _english_facilities(words)
    yield from _listed(words)
    for match in _LIVES.finditer(text):
        if match[1].lower() not in COUNTRIES and match[1].split()[0].lower() not in NOT_NAMES - {"la", "le", "les", "el", "los", "las"}:
            yield Hit(*match.span(1), "town", False, "lives_in", 4)


def _fields(text: str) -> Iterator[Hit]:
    for match in _FIELD.finditer(text):
        label, value = match["label"].lower(), match["value"]
        kind = next((kind for prefixes, kind in _FIELD_KIND if label.startswith(prefixes)), "town")
        value = re.split(r"\.[ ](?=[A-ZÁÉÍÓÚ][^\d]{3})|;|[ ](?:Tel|Tél|Tfno|Phone|MRN|DOB|NHC|CP|Edad|Sexo)\b", value)[0].rstrip(" .,")
        first = re.match(r"[^\W\d_]+", value)
        if not value or (
            kind != "address"
            and (
                not value[0].isupper()
                or (first and first[0].lower() in NOT_NAMES and first[0].lower() not in ("la", "las", "los", "el", "le", "les"))
            )
        ):
            continue
        if kind == "address" and not any(c.isdigit() or c.isupper() for c in value):
            continue
        yield Hit(match.start("value"), match.start("value") + len(value), kind, False, "place_field", 5)


def _addresses(text: str, language: str) -> Iterator[Hit]:
    if any(c.isdigit() for c in text):
        for pattern in (_STREET_EN, _STREET_FR, _STREET_DE):
            for match in pattern.finditer(text):
                end = _cut_street(text, match.start(), match.end()) if pattern is _STREET_FR else match.end()
                yield Hit(match.start(), end, "address", False, "street", 4)
        for match in _POSTCODE_LABEL.finditer(text):
            yield Hit(*match.span(1), "postcode", False, "postcode_label", 5)
        for match in _POSTCODE_UK.finditer(text):
            yield Hit(*match.span(), "postcode", False, "postcode_shape", 4)
        for match in _POSTCODE_TOWN.finditer(text):
            town = match[2].split()[0].lower()
            if town not in NOT_NAMES or town in ("la", "le", "les", "el", "los", "las"):
                yield Hit(*match.span(1), "postcode", False, "postcode_town", 5)
                yield Hit(*match.span(2), "town", False, "postcode_town", 4)
    for match in _STREET_ES.finditer(text):
        if (
            any(c.isdigit() for c in match[0])
            or re.match(r"(?:calle|c/|avda|avenida|carrer|rúa|s/n)", match[0], re.IGNORECASE)
            or match[0].endswith("s/n")
        ):
            yield Hit(*match.span(), "address", False, "street", 4)
    for match in _US_TOWN.finditer(text):
        if match[1].split()[0].lower() not in NOT_NAMES and (
            match[3]
            or match[1].lower() in TOWNS
            or match[2] not in ("IN", "OR", "ME", "HI", "OK", "PA", "MS", "MD", "CT", "MI", "LA", "AL", "DE")
        ):
            yield Hit(*match.span(), "town", False, "town_state", 4)


def _cut_street(text: str, start: int, end: int) -> int:
    """End a French street where the sentence goes on: after the last capitalised or linking word, never on a link."""
    pieces = list(re.finditer(r"\S+", text[start:end]))
    keep = 0
    for index, piece in enumerate(pieces):
        word = piece[0].strip(",.")
        if (
            index < 2
            or word[:1].isupper()
            or word[:1].isdigit()
            or ("'" in word and word.split("'")[1][:1].isupper())
            or (index == 2 and word.islower() and word not in ("de", "du", "des", "la", "le", "les", "et"))
        ):
            keep = index
        elif word not in ("de", "du", "des", "la", "le", "les", "sur", "en", "l'", "d'") and not (
            index and pieces[index - 1][0].lower() in ("de", "du", "des", "la", "le", "les") and index < 6
        ):
            break
        elif word not in ("de", "du", "des", "la", "le", "les", "sur", "en"):
            keep = index
    return start + pieces[keep].end() if pieces else end


def _french_and_spanish_facilities(words: Words) -> Iterator[Hit]:
    text = words.text
    for match in _HEADS.finditer(text):
        head = match[0]
        name_at = match.start("name")
        if not any(c.isupper() or c.isdigit() for c in text[name_at : match.end("name")]):
            continue  # IGNORECASE let a lower-case letter stand for the capital
        tail = _NAME_TAIL.match(text, name_at)
        if not tail:
            continue
        if (
            head.split()[0].lower()
            in ("cap", "ch", "chi", "gh", "ssr", "residencia", "société", "association", "agencia", "école", "collège")
            and not head[0].isupper()
        ):
            continue
        first = re.match(r"[^\W\d_]*", tail[0])
        if first and first[0].lower() in NOT_NAMES - {
            "san",
            "la",
            "el",
            "los",
            "las",
            "virgen",
            "general",
            "dr",
            "dra",
            "sra",
            "abdominal",
            "red",
            "cruz",
            "university",
            "universidad",
        }:
            continue
        end = tail.end()
        stop = re.search(
            r"[ ,](?:Servicio|Service|Avda|Av|Calle|C/|Ctra|Plaza|Paseo|Tel|Tfno|E-?mail|Correo|Dr|Dra|Unidad|Departamento|Sección)\b",
            text[name_at + 4 : end],
        )
        if stop:
            end = name_at + 4 + stop.start()
        yield Hit(match.start(), end, "institution" if match["institution"] else "hospital", False, "facility", 5)


def _english_facilities(words: Words) -> Iterator[Hit]:
    lower = words.lower
    size = len(words)
    for i in range(size):
        width = 0
        if lower[i] in _EN_HEADS or (lower[i] in _EN_SINGLE and words.words[i][0].isupper()):
            width = 1
        elif i + 1 < size and (lower[i], lower[i + 1]) in _EN_PAIRS and words.gaps[i + 1] == " " and words.words[i][0].isupper():
            width = 2
        if not width:
            continue
        first = _english_start(words, i)
        last = i + width - 1
        named = first < i
        # "Hospital of X", "University of Y", "Children's Hospital Los Angeles".
        j = last + 1
        if words.words[i][0].isupper() and j < size and words.gaps[j] == " ":
            k = j
            if lower[k] in ("of", "for", "at") and k + 1 < size and words.gaps[k + 1] == " ":
                k += 2 if lower[k + 1] == "the" else 1
            tail = k
            while (
                tail < size
                and tail < k + 4
                and words.gaps[tail] in (" ", "-", ".", ". ")
                and (words.capital(tail) or words.upper(tail))
                and lower[tail] not in NOT_NAMES - {"medical", "center", "hospital", "medicine", "health"}
            ):
                tail += 1
            if tail > k and (k > j or named):
                last = tail - 1
                named = True
        if named:
            kind = (
                "institution"
                if lower[i] in _EN_SINGLE and lower[i] != "healthcare" and not any(lower[k] in _EN_HEADS for k in range(first, last + 1))
                else "hospital"
            )
            yield Hit(words.starts[first], words.ends[last], kind, False, "facility", 5)


def _english_start(words: Words, i: int) -> int:
    """Walk left from a facility's head over the capital words (and "of", "and", "'s" between them) that name it."""
    first = i
    j = i - 1
    while j >= 0 and i - j <= 7:
        gap = words.gaps[j + 1]
        word, low = words.words[j], words.lower[j]
        if word == "s" and words.gaps[j] == "'":
            if gap != " ":
                break
        elif gap in (" ", "-", "'", " & ", "' ") or (gap == ". " and low in ("st", "mt", "ft")):
            if low in _EN_JOIN or low == "of":
                if (
                    low in ("at", "in", "the", "for") or not (words.capital(j - 1) or words.upper(j - 1) or words.words[j - 1] == "s")
                    if j
                    else True
                ):
                    break
            elif words.capital(j) or words.upper(j):
                if (
                    low in NOT_NAMES
                    and low
                    not in (
                        "university",
                        "medical",
                        "general",
                        "children",
                        "memorial",
                        "health",
                        "center",
                        "red",
                        "white",
                        "institute",
                        "mr",
                    )
                ) or (words.opens_sentence(j) and low in NOT_NAMES):
                    break
                first = j
            else:
                break
        else:
            break
        j -= 1
    if first == i - 1 and words.lower[first] in ("medical", "general", "university", "local", "emergency", "outpatient"):
        return i
    return first


def _listed(words: Words) -> Iterator[Hit]:
    """Towns, regions and hospitals of the lists: the longest phrase that begins at a capital word."""
    i = 0
    while i < len(words):
        i = yield from _phrase(words, i)


def _phrase(words: Words, i: int) -> Iterator[Hit]:
    if not words.words[i][0].isupper() and not words.words[i].isdigit():
        return i + 1
    for width in range(min(6, len(words) - i), 0, -1):
        phrase = words.lower[i]
        for k in range(i + 1, i + width):
            gap = words.gaps[k]
            if gap not in (" ", "-", "", "'", ". ", " & ", "' ") and gap != "\n":
                phrase = ""
                break
            phrase += " " if gap == "\n" else gap
            phrase += words.lower[k]
        if not phrase:
            continue
        kind = "hospital" if phrase in HOSPITALS else "town" if phrase in TOWNS else "region" if phrase in REGIONS else ""
        if kind and _counts(words, i, i + width - 1, phrase, kind):
            return (yield from _one(words, i, width, kind))
    return i + 1


def _one(words: Words, i: int, width: int, kind: str) -> Iterator[Hit]:
    yield Hit(words.starts[i], words.ends[i + width - 1], kind, False, "place_list", 2)
    return i + width


def _counts(words: Words, first: int, last: int, phrase: str, kind: str) -> bool:
    if not any(words.words[k][0].isupper() for k in range(first, last + 1)) or words.eponym(first, last):
        return False
    if phrase.isupper() or (phrase in AMBIGUOUS_PLACES or (len(phrase) < 5 and kind != "hospital")):
        before = words.lower[first - 1] if first else ""
        near = first > 0 and words.gaps[first] == " " and before in _PLACE_WORDS - {"of", "de", "to", "a"}
        return near and (words.words[first][0].isupper()) and not (words.upper(first) and len(phrase) < 4 and phrase not in HOSPITALS)
    return True
