# ruff: noqa: E501 - a pattern is read as one line
"""Addresses: streets, postcodes with their towns, and form fields such as "Domicilio:" and "Adresse :"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.spans import Hit
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.places import REGIONS, TOWNS

CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽŁŚĞİ"
ARTICLES = listed("la le les el los las l'")
_CAP = rf"[{CAPITAL}][\w'.-]{{0,30}}"
_WAY_EN = "(?:Street|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Court|Parkway|Pkwy|Highway|Hwy|Terrace|Crescent)"
_STREET_EN = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[A-Za-z]?,? (?:(?:[NSEW]|North|South|East|West)\.? )?(?:(?:{_CAP}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,4}}"
    rf"(?:{_WAY_EN}|St|Dr|Ct|Way|Place|Pl|Square|Sq|Close|Row|Gardens|Mews|Circle|Rise|Walk|Grove|Fold|Croft|Wharf|Quay|View|Vale|Mead|Gate|Yard|Bank|Hill|Green|Park)\b\.?(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|#)\.? ?\w{{1,6}})?"
    rf"|\b(?:[{CAPITAL}][a-z]{{1,30}} ){{1,2}}(?:Street|Avenue|Road|Lane|Boulevard|Blvd)\b|\bP\.? ?O\.? Box \d{{1,7}}|\b(?:Flat|Apartment|Apt)\.? \d{{1,4}}[A-Z]?,"
)
_STREET_FR = re.compile(
    r"(?<![\w.,/])(?:\d{1,4}(?:[ -]{1,3}\d{1,4})?(?:[ ]?(?:bis|ter|quater|[A-D]\b))?,?|\b(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente)(?:-\w{2,8})?)[ \n]"
    r"(?:rue|r\.|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|bvd\.?|chemin|ch\.|place|pl\.|allées?|impasse|imp\.|route|rte|quai|cours|square|passage|villa|faubourg|fbg|sentier|voie|esplanade|rond-point|cité|hameau|lotissement|résidence|promenade|mail|lieu-dit|venelle|traverse|montée|chaussée)"
    r"(?:[ -](?:[^\W\d_][\w'.-]{0,30}|\d{1,2}(?= ))){1,7}",
    re.IGNORECASE,
)
_STREET_BE = re.compile(
    rf"\b(?:rue|avenue|av\.|chaussée|boulevard|bd|drève|clos|quai|place|square|allée)[ ](?:(?:de|du|des|la|le|les|aux)[ ]|d'|l'){{0,3}}[{CAPITAL}][\w'-]{{1,30}}(?:[ ](?:(?:de|du|des|la|le)[ ])?[{CAPITAL}][\w'-]{{1,30}}){{0,3}},?[ ]\d{{1,4}}(?!\w|[.,]\d)"
    rf"|\b(?:résidence|immeuble|lotissement|hameau|cité|quartier|urbanización|edificio|residencial)[ ](?:(?:de|du|des|la|le|les|los|las|el)[ ]|d'|l'){{0,2}}[{CAPITAL}][\w'-]{{1,30}}(?:[ ][{CAPITAL}][\w'-]{{1,30}}){{0,2}}(?:,[ ](?:bât|bâtiment|esc|escalier|appt?|apt|porte|étage|bloque|portal|piso)\b\.?[ ]?\w{{1,3}}){{0,3}}"
)
# As it is typed without capitals, behind what says that somebody lives there.
_STREET_LOWER = re.compile(
    r"(?<=\bat )\d{1,4}[a-z]? (?:[a-z]{3,15} ){1,2}(?:street|road|avenue|lane|close|crescent|drive|terrace|row|way|grove|gardens|mews)\b"
    r"|(?:(?<=\bla )|(?<=\ben )|(?<=: ))(?:calle|avenida|avda|plaza|paseo)\.? (?:(?:de|del|la|las|los|el) ){0,2}[a-zà-ÿ]{3,15}(?: [a-zà-ÿ]{3,15}){0,2},? \d{1,4}(?![\w.,]\d|[ ]?(?:años|mg|veces|metros|m\b|días))"
)
# "Carbamazepine 100 bd and": twice a day.
_DOSE_BD = re.compile(
    r"\d+ bd (?:and|for|then|with|until|till|since|but|or|she|he|they|was|is|as|in|on|from|to|which|when|plus|po|x|if|after|before|who|we|i|both|now|did|no)\b",
    re.IGNORECASE,
)
_LINKS_FR = listed("de du des la le les sur en l' d' et")
_WAY_ES = (
    r"(?:[Cc]alle|CALLE|[Cc]/\.?|C\.|[Aa]vda?\.?|[Aa]venida|AVENIDA|Av\.?|[Pp]laza|[Pp]za\.?|Pl\.|[Pp]aseo|Pº|P\.º|Ps\.|[Cc]tra\.?|[Cc]arretera|[Cc]amino|[Rr]onda|[Tt]ravesía|[Uu]rb\.|"
    r"[Uu]rbanización|[Gg]lorieta|[Rr]ambla|Gran [Vv]ía|[Cc]arrer|[Rr]úa|[Pp]olígono|[Bb]arrio|[Bb]arriada|[Pp]asaje|[Cc]allejón|[Pp]artida|[Tt]ransversal|[Cc]arrera|[Bb]ulevar)"
)
_NAME_ES = rf"(?:(?:de|del|la|las|los|el|da|do|dos|d'en|l'|San|Sta?\.)[ ]){{0,3}}[{CAPITAL}][\w'-]{{0,30}}\.?(?:[ ](?:de|del|la|las|los|y|el|da|[{CAPITAL}][\w'-]{{0,30}}\.?|[a-zà-ÿ]{{3,15}}(?=[ ]?,?[ ]?\d))){{0,6}}"
_FLOOR_ES = r"(?:[ ]?[,.-][ ]?(?:\d{1,2}(?!\d)[.]?[ºª°]?|[A-Za-z]\b|(?:[Ii]zda?|[Dd]cha|[Pp]iso|[Bb]ajo|[Pp]ortal|[Ee]sc|[Pp]ta|[Pp]uerta|[Ii]zq|[Aa]pto)\b\.?)(?:[ ]?(?:[ºª°]|[A-Z]\b|\d{1,2}(?!\d)))?){0,4}"
_STREET_ES = re.compile(
    rf"(?<![\w/]){_WAY_ES}[ ]{{0,2}}{_NAME_ES}(?:[ ]?,?[ ]?s/n|[ ]?,?[ ]?(?:[Nn][º°.]{{1,2}}[ ]?|[Kk]m\.?[ ]?|[Nn]úm\.?[ ]?)?\d{{1,4}}(?!\d)(?:[,.]\d{{1,3}}(?!\d))?{_FLOOR_ES})?"
)
# Latin America: "Jr. Huancané 448", "Cra. 7 # 45-12", "Mz. F Lt. 12", ", Col. Narvarte".
_STREET_LATIN = re.compile(
    rf"(?<![\w/.])(?:Jr\.|Jirón|Psje?\.|Pje\.|Prol\.|Prolongación|Blvr?d?\.|Bv\.|Diag\.|Diagonal|Alameda|Malecón|Cerrada|Privada|Andador|Eje|Autopista|Cll?e?\.|C[aá]lz?\.|Calzada|Cra\.?|Kra\.?|Ca\.|Av\.|Ayda\.)[ ]{_NAME_ES},?[ ](?:(?:N[º°.]{{1,2}}|[Nn][úu]m\.?|[Nn]ro\.?|#|No\.|[Kk]m\.?)[ ]?)?\d{{1,5}}(?![\d%]|[ ]?(?:mg|ml|UI|u/l|mmol|g/|años))(?:-?[A-Z]\b)?"
    rf"|(?<![\w/.])(?:[Cc]alle|[Cc]ll?e?\.?|[Cc]arrera|[Cc]ra\.?|[Kk]ra\.?|[Cc]r\.?|[Dd]iag(?:onal)?\.?|[Tt]ransversal|[Tt]ransv\.?|[Tt]v\.?|[Dd]g\.?|[Aa]venida|[Aa]v\.?)[ ]\d{{1,3}}[ ]?[A-Za-z]?(?:[ ]?(?:bis|sur|norte|este|oeste|Sur|Norte|Bis))?[ ]?(?:#|[Nn][o°º]\.?|[Nn]ro\.?|con|[Ee]ntre)[ ]?\d{{1,3}}[ ]?[A-Za-z]?(?:[ ]?(?:-|y)[ ]?\d{{1,3}})?"
    rf"|(?<![\w/.])(?:Mz[a]?\.?|Manzana|MZ)[ ]?(?:[A-Z]{{1,2}}|\d{{1,3}})(?:[´'][ ]?)?,?[ ](?:Lt[e]?\.?|Lote|LT|Casa|Sl\.)[ ]?\d{{1,3}}"
    rf"|(?:(?<=, )|(?<=\d )|(?<=en la )|(?<=de la )|(?<=en el )|(?<=del ))(?:[Cc]ol\.|[Cc]olonia|[Ff]racc\.|[Ff]raccionamiento|AA\.[ ]?HH\.|A\.H\.|[Uu]rb\.|[Rr]eparto|[Vv]ereda|[Bb]o\.|[Pp]oblación|[Vv]illa|[Cc]onjunto|[Uu]nidad Habitacional|[Aa]sentamiento|[Ee]jido|[Cc]aserío|[Cc]omuna|[Vv]illa|[Bb]arrio)[ ](?!Total|HDL|LDL|Cervical|Dorsal|Lumbar|Asistida)(?:(?:de|del|la|las|los|el)[ ]){{0,2}}[{CAPITAL}][a-zà-ÿ]{{2,20}}(?:[ ](?:(?:de|del|la|los)[ ])?[{CAPITAL}][a-zà-ÿ]{{2,20}}){{0,2}}"
)
# No number, but such words come before a name on street signs alone.
_STREET_FR_NAMED = re.compile(
    rf"(?<![\w'-])(?:rue|avenue|boulevard|impasse|ruelle|venelle|allée|quai|faubourg)[ ](?:(?:de la|des|du|de|de l'|d')[ ]?)?[{CAPITAL}][\w'’-]{{2,25}}(?:[ ](?:(?:de|du|des|la)[ ])*[{CAPITAL}][\w'’-]{{2,25}}){{0,2}}"
)
_SURE_ES = re.compile(r"calle|c/|avda|avenida|carrer|rúa", re.IGNORECASE)
_NO_NUMBER_ES = re.compile(
    rf"(?<![\w/])(?:[{CAPITAL}][\w'-]{{1,30}} )(?:(?:de|del|la|las|los) ){{0,2}}(?:[{CAPITAL}][\w'-]{{1,30}} ?)?,? ?s/n\b"
)
_STREET_DE = re.compile(
    r"\b[^\W\d_]{2,30}(?:straße|strasse|str\.|platz|gasse)[ ]\d{1,4}[a-z]?\b|\bStraße des [\w. ]{3,20} \d{1,4}\b", re.IGNORECASE
)
_POSTCODE_LABEL = re.compile(
    r"\b(?:c\.?p\.?|código postal|codigo postal|code postal|zip(?: ?code)?|post ?code|postal code|plz)[ ]?[.:=]?[ ]?((?:[a-z]{1,2}-)?\d{4,6}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d{4})(?!\w)",
    re.IGNORECASE,
)
_POSTCODE_UK = re.compile(r"(?<![\w-])(?:[A-Z]{1,2}\d{1,2}[A-Z]? \d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d)(?![\w-])")
_STATES = "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
_TOWN_STATE = re.compile(
    rf"\b((?:[{CAPITAL}][\w'-]{{1,30}}\.? ){{0,2}}[{CAPITAL}][\w'-]{{1,30}}), ({_STATES})(?: (\d{{5}}(?:-\d{{4}})?))?(?!\w)"
)
# "IN", "OR", "MS" ... are words and abbreviations too: these states need a postcode or a town of the list.
_WEAK_STATES = listed("IN OR ME HI OK PA MS MD CT MI LA AL DE MA CA CO PR")
_POSTCODE_TOWN = re.compile(
    rf"(?<![\w.,/+-])((?:[A-Z]{{1,2}}-)?\d{{5}}(?:-\d{{4}})?)([ ,.\n-]{{1,3}})((?:(?:La|Le|Les|El|Los|Las|LA|LE|LES)[ \n]|[LD]')?[{CAPITAL}][^\W\d_]{{1,30}}(?:(?:[ '-]|(?<=[{CAPITAL}])\n(?=[{CAPITAL}]{{2}}))(?:(?:de|del|la|les|los|sur|sous|en|lès)\b|d'|l'|{_CAP})){{0,6}})"
)
_AFTER_STREET = re.compile(
    rf"[ ,.\n-]{{1,4}}((?:[A-Z]{{1,2}}-)?\d{{4,6}}|\d\d \d{{3}})(?![\w/%])(?:[ ,.\n-]{{1,3}}([{CAPITAL}][^\W\d_]{{1,30}}(?:[ -](?:(?:de|del|la|sur)[ -])?[{CAPITAL}][^\W\d_]{{1,30}}){{0,3}}))?"
)
_TOWN_AFTER_STREET = re.compile(
    rf"(?:,[ \n]?| [àa] | en )([{CAPITAL}][^\W\d_]+(?:[ -](?:(?:de|del|la|sur)[ -])?[{CAPITAL}][^\W\d_]+){{0,2}})(?![\w'])"
)
_TOWN_BEFORE_UK = re.compile(rf"([{CAPITAL}][a-z]+(?:[ -][{CAPITAL}]?[a-z]+){{0,2}})[ ,\n]{{1,2}}$")
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
_FIELD_END = re.compile(r"(?<=\w{4})\.[ ](?=[A-ZÁÉÍÓÚ][^\d]{3})|;|[ ](?:Tel|Tél|Tfno|Phone|MRN|DOB|NHC|CP|Edad|Sexo)\b")


def find(text: str) -> Iterator[Hit]:
    """Yield soft hits of kind "address", "postcode", "town", "region", "country" and "hospital" in folded text."""
    yield from _fields(text)
    for start, end in _streets(text):
        yield Hit(start, end, "address", False, "street", 7)
        if match := _AFTER_STREET.match(text, end):
            yield Hit(*match.span(1), "postcode", False, "postcode_street", 3)
            if match[2] and match[2].split()[0].lower() not in NOT_NAMES:
                yield Hit(*match.span(2), "town", False, "postcode_town", 3)
        elif (match := _TOWN_AFTER_STREET.match(text, end)) and match[1].split()[0].lower() not in NOT_NAMES:
            yield Hit(*match.span(1), "town", False, "town_street", 3)
    if any(c.isdigit() for c in text):
        yield from _postcodes(text)
    for match in _TOWN_STATE.finditer(text):
        if match[1].split()[0].lower() not in NOT_NAMES and (match[3] or match[1].lower() in TOWNS or match[2] not in _WEAK_STATES):
            yield Hit(*match.span(), "town", False, "town_state", 4)


def _streets(text: str) -> Iterator[tuple[int, int]]:
    for match in _STREET_EN.finditer(text):
        if match[0].split()[0].lower() not in NOT_NAMES:
            yield match.span()
    for match in _STREET_FR.finditer(text):
        if _DOSE_BD.match(text, match.start()):
            continue
        yield match.start(), _street_end(text, match.start(), match.end())
    for match in _STREET_BE.finditer(text):
        yield match.span()
    for match in (*_STREET_LOWER.finditer(text), *_STREET_DE.finditer(text)):
        yield match.span()
    for match in (*_STREET_LATIN.finditer(text), *_STREET_FR_NAMED.finditer(text)):
        yield match.span()
    for match in _STREET_ES.finditer(text):
        if any(c.isdigit() for c in match[0]) or _SURE_ES.match(match[0]) or match[0].endswith("s/n"):
            yield match.span()
    if "s/n" in text:
        for match in _NO_NUMBER_ES.finditer(text):
            yield match.span()


def _street_end(text: str, start: int, end: int) -> int:
    """End a French street where the sentence goes on: a lower-case word ends it unless it follows "de", "la" ... or the kind of street."""
    keep = 0
    pieces = list(re.finditer(r"\S+", text[start:end]))
    for index, piece in enumerate(pieces):
        word = piece[0].strip(",.")
        proper = word[:1].isupper() or word[:1].isdigit() or ("'" in word and word.split("'")[1][:1].isupper())
        link = word.lower() in _LINKS_FR
        if index < 2 or proper:
            keep = index
        elif link:
            continue
        elif index == 2 or pieces[index - 1][0].lower() in _LINKS_FR:
            keep = index
        else:
            break
        if index > 1 and piece[0][-1] in ",.":
            break
    return start + pieces[keep].end() - (pieces[keep][0][-1] in ",.")


def _postcodes(text: str) -> Iterator[Hit]:
    for match in _POSTCODE_LABEL.finditer(text):
        yield Hit(*match.span(1), "postcode", False, "postcode_label", 5)
    for match in _POSTCODE_UK.finditer(text):
        yield Hit(*match.span(), "postcode", False, "postcode_shape", 4)
        if (before := _TOWN_BEFORE_UK.search(text, max(0, match.start() - 40), match.start())) and before[1].split()[
            0
        ].lower() not in NOT_NAMES:
            yield Hit(*before.span(1), "town", False, "town_postcode", 3)
    for match in _POSTCODE_TOWN.finditer(text):
        first = match[3].split()[0].lower()
        known = match[3].lower() in TOWNS or match[3].lower() in REGIONS or first in TOWNS
        if known or ("." not in match[2] and (first not in NOT_NAMES or first in ARTICLES)):
            yield Hit(*match.span(1), "postcode", False, "postcode_town", 5)
            yield Hit(*match.span(3), "town", False, "postcode_town", 4)


def _fields(text: str) -> Iterator[Hit]:
    for match in _FIELD.finditer(text):
        label = match["label"].lower()
        kind = next((kind for prefixes, kind in _FIELD_KIND if label.startswith(prefixes)), "town")
        value = match["value"]
        if match.end() < len(text) and text[match.end()] == ":":
            value = re.split(r"[.,;][^.,;]*$", value)[0]  # the last words are the next label
        value = _FIELD_END.split(value)[0].rstrip(" .,")
        first = re.match(r"[^\W\d_]{0,30}", value)
        word = first[0].lower() if first else ""
        if kind == "address":
            fits = any(c.isdigit() or c.isupper() for c in value)
        else:
            fits = value[:1].isupper() and (
                word not in NOT_NAMES or word in ARTICLES or word in ("hospital", "centro", "clinique", "hôpital")
            )
        if value and fits:
            yield Hit(match.start("value"), match.start("value") + len(value), kind, False, "place_field", 5)
