# ruff: noqa: E501 - a pattern is read as one line
"""Facilities: hospitals, clinics and institutions named as English ("X Hospital"), French and Spanish ("hôpital X") name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.addresses import CAPITAL
from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, thing
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.eponyms import EPONYMS
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.places import TOWNS

_HOSPITAL = listed("hospital hospitals clinic clinics infirmary hospice polyclinic hosp")
_SECOND = listed("center centre ctr clinic system care home institute group college services network practice surgery trust hospital")
_FIRST = listed(
    "medical med health family nursing care cancer heart surgery surgical urgent dental nhs dialysis rehab rehabilitation wellness eye community trauma senior stroke pain women's children's"
)
_INSTITUTION = listed("bank academy university college institute laboratory laboratories pharmaceuticals pharma foundation school")
_OWN_NAME = listed("healthcare medcenter")
# After "at", "to" or "from": "Houston Memorial", "SF General", "UW Med".
_SHORT = listed("general memorial presbyterian methodist baptist lutheran mercy regional med medical health care medicine")
_AT = listed("at to from the in")
_ARTICLES = frozenset(["la", "le", "les", "el", "los", "las", "l"])
_STAYS = listed(
    "day days stay stays course discharge admission admissions bed beds visit visits readmission policy staff letter notes records transfer"
)
_JOINING = listed("of and")
# Words of NOT_NAMES that stand inside the names of facilities.
_INSIDE = listed(
    "university medical general children memorial health center centre red white institute hospital medicine la el los las san general college county city family heart lung brain spine neck head"
)
_NAMELESS = listed(
    "medical general university local emergency outpatient county city regional district community teaching private public our your the pain fever walk-in children s"
)
_HEADS = re.compile(
    r"\b(?:(?:hôpital|hopital|hôpitaux|cliniques?|polyclinique|maternité|ehpad|maison médicale|cabinet(?: médical| dentaire| infirmier)?|pharmacie|farmacia|centre de (?:rééducation|dialyse|soins)|centro de (?:rehabilitación|diálisis|día)|centre hospitalier|centre de santé|centre médical|centre anti-?poison|maison de (?:santé|retraite)|institut|c\.?h\.?u\.?|c\.?h\.?r\.?u\.?|c\.?h\.?r\.?|chi|ghu|gh|hia|ssr|usld|"
    r"hospital|hosp\.|h\.(?=[ ]univ)|clínica|complejo (?:hospitalario|asistencial|universitario)|complexo hospitalario|centro (?:de salud|médico|hospitalario|de especialidades|de atención primaria)|consorci[o]? (?:hospitalari[o]?|sanitari[o]?)|ambulatorio|sanatorio|policlínic[ao]|consultorio|residencia|instituto|fundación|cap|corporació sanitària)"
    r"|(?P<institution>université|universidad|universitat|facultad|faculté|école|lycée|collège|colegio|inserm|laboratoires?|laboratorios?|servicio (?:castellano|andaluz|canario|murciano|gallego|vasco|cántabro|navarro)|consejería|agencia|société|sociedad|asociación|association|mairie|ayuntamiento|cruz roja|croix-rouge|gendarmerie|commissariat|comisaría|parroquia|paroisse|albergue|foyer))"
    r"(?P<adjectives>(?:[ ](?:universitaires?|régional|général|intercommunal|privée?|européen|militaire|américain|publique?|pédiatrique|nord|sud|est|ouest|universitari[oa]?|univ\.|u\.|gral\.|general|clínic[oa]?|provincial|comarcal|regional|materno[- ]infantil|infantil|central|nacional|militar|privad[oa]|civil|quirón|psiquiátrico|insular|de día|oncológic[oa]|dental|veterinari[oa]|médic[ao]|y)\b\.?){0,4})"
    rf"[ ,\n]{{1,2}}[\"']?(?P<links>(?:(?:de|du|des|del|la|le|les|los|las|el|en|von|da|do)[ ]|[dl]'){{0,4}})(?P<name>(?:Dr\.?a?|Doctor|Prof\.|St\.?|Sta\.?|Ntra\.|Nuestra|Sra\.?|\d\d(?: de)?)?[ ]?[{CAPITAL}])",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?:[{CAPITAL}][\w'.&-]{{0,30}}|\d{{1,2}} (?:de )?[{CAPITAL}]\w{{1,30}})(?:[ -](?:(?:de|du|des|del|la|le|les|los|las|el|y|e|et|i|en)[ ]|[dl]'){{0,3}}[{CAPITAL}][\w'&-]{{0,30}}\.?){{0,6}}"
)
_TAIL_STOP = re.compile(
    r"[ ,](?:Servicio|Service|Avda|Av|Calle|C/|Ctra|Plaza|Paseo|Bulevar|Tel|Tfno|E-?mail|Correo|Dr|Dra|Unidad|Departamento|Sección|Rue|rue|Mme|M)\b"
)
_CAPITAL_HEADS = listed(
    "foyer cap ch chi gh ssr hia residencia société association agencia école collège clínica clinique instituto institut fundación"
)
_NAMES_OF_HOSPITALS = listed(
    "san la el los las niño sagrado sagrada buen buena bon bonne sacré sant santo virgen general dr dra doctor sra st sta red cruz university universidad nuestra central santa le les saint dos"
)
_ACRONYM = re.compile(rf"\s*\(([{CAPITAL}][{CAPITAL}\d-]{{2,9}})\)")


_ADMITTED = re.compile(
    rf"(?<![\w-])(?i:in-?patient (?:at|in)|(?:admitted|transferred|readmitted|discharged|referred|sent|taken|rushed|airlifted) (?:back )?(?:to|from|at)|surgeons at|team at|doctors at|seen (?:at|in)|operated (?:on )?(?:at|in)|delivered (?:at|in)|born (?:at|in)|treated (?:at|in)|stay (?:at|in)|weeks (?:at|in)|days (?:at|in)"
    rf"|(?i:hospitalisée?|transférée?|opérée?|suivie?|admise?|adressée?|née?|soignée?|traitée?|urgences) (?:à|au|aux|d[eu'])|(?i:ingresad[oa]|trasladad[oa]|operad[oa]|tratad[oa]|atendid[oa]|seguid[oa]|derivad[oa]|remitid[oa]|ingreso|urgencias|intervenid[oa]) (?:en|a|de|desde))[ ]"
    rf"(?P<name>(?:(?:the|la|le|les|el|los|las|l')[ ]?)?(?:(?:St|Ste|Saint|Sainte|San|Santa|Santo|Queen|King|Prince|Princess|Royal|Virgen|Nuestra|Notre)\b[-. ]{{1,2}}(?:(?:de|del|la|las|los|Dame|Señora)[- ]){{0,3}}[{CAPITAL}][\w'’-]{{1,30}}(?:[ -][{CAPITAL}][\w'-]{{1,30}}){{0,2}}))"
)
_SENT = re.compile(
    rf"(?<![\w-])(?i:(?:admitted|transferred|readmitted|discharged|moved|sent|rehab) (?:back )?(?:to|from|at)|(?:transférée?|sortie|sort|placée?) (?:vers|à|au|aux|chez)|(?:trasladad[oa]|alta|derivad[oa]|ingresad[oa]) (?:a|en))[ ](?:(?:the|la|le|les|el|los|las)[ ])?"
    rf"(?P<name>[{CAPITAL}][\w'-]{{2,30}}(?:[ -](?:of|de|du|des|del|la|les|los|las)){{0,2}}[ -][{CAPITAL}][\w'-]{{2,30}}(?: [{CAPITAL}][\w'-]{{2,30}})?)"
)
# Where a test was done: "bloods drawn at X", "Rx hecha en X", "bilan fait chez X".
_DONE = re.compile(
    rf"(?<![\w-])(?i:(?:done|drawn|taken|performed|repeated|reported) at|(?:faite?s?|réalisée?s?|prélevée?s?|pratiquée?s?) (?:à|au|chez)|(?:hech|realizad|extraíd|practicad|puest|colocad|implantad|operad|atendid)[oa]s? en|(?:puso|pusieron|colocaron|hicieron|operaron|implantaron|atendieron|trataron|vieron|ingresaron|intervinieron) en|(?:fitted|inserted|implanted|put in|placed|operated on|operated) at|(?:posée?s?|opérée?s?|mise?s?|implantée?s?|traitée?s?|soignée?s?) (?:à|au|chez))[ ](?:(?:the|la|le|les|el|l')[ ]?)?"
    rf"(?P<name>(?:(?:La|Le|Les|El|Los|Las)[ ])?[{CAPITAL}][\w'-]{{2,30}}(?:[ -](?:(?:de|du|del|la|of|on)[ ]|d'|l'){{0,2}}[{CAPITAL}][\w'-]{{1,30}}){{0,3}})"
)
_LABEL = re.compile(r"[^\W\d_]{2,20} ?:")
_PRACTICE = re.compile(
    rf"\b(?:The |(?<=\bthe ))(?:[{CAPITAL}][\w'-]{{1,30}} ){{1,3}}(?:Surgery|Practice|Hospice|Lodge|House|Court|Grange|Manor)\b"
)

# Behind a comma or on a line of its own: "Ash Trees Surgery".
_SIGNED = re.compile(
    rf"(?:(?<=, )|(?<=\n)|(?<=\A))(?:[{CAPITAL}][\w'-]{{1,30}} ){{1,3}}(?:Surgery|Practice|(?:Health|Medical) Cent(?:re|er))(?=[.,;]?(?:\n|\Z)|[.,;])"
)
# "at King's on Monday": nothing that is had follows.
_POSSESSIVE = re.compile(
    rf"(?<=[a-z,)\d] )(?:at|in|to|from|via)[ ](?P<name>[{CAPITAL}][a-z]{{2,20}}'s)(?=[.,;)\n]|\Z|[ ](?:on|in|with|for|and|by|to|from|where|when|who|but|after|before|last|this|yesterday|today|again|has|had|is|was|did|will|would|could)\b)"
)


def find(words: Words, language: str) -> Iterator[Hit]:
    """Yield soft hits of kind "hospital" and "institution" in folded words."""
    yield from _head_first(words.text)
    for match in _ADMITTED.finditer(words.text):
        yield Hit(*match.span("name"), "hospital", False, "facility_admitted", 3)
    for match in _SENT.finditer(words.text):
        parts = re.split(r"[ -]", match["name"].lower())
        if not any(
            part in NOT_NAMES - _INSIDE or part in DEPARTMENTS or clinical(part)
            for part in parts
            if part not in ("of", "de", "du", "des", "del")
        ):
            yield Hit(*match.span("name"), "hospital", False, "facility_admitted", 2)
    for match in _DONE.finditer(words.text):
        parts = re.split(r"[ '-]", match["name"].lower())
        first = parts[1] if parts[0] in _ARTICLES and len(parts) > 1 else parts[0]
        if (
            first.isalpha()
            and first not in NOT_NAMES - _INSIDE
            and first not in DEPARTMENTS
            and not clinical(first)
            and first not in EPONYMS
        ):
            yield Hit(*match.span("name"), "hospital", False, "facility_done", 2)
    for match in _PRACTICE.finditer(words.text):
        if match[0].removeprefix("The ").split()[0].lower() not in NOT_NAMES:
            yield Hit(*match.span(), "hospital", False, "facility", 3)
    for match in _SIGNED.finditer(words.text):
        parts = match[0].lower().split()[:-1]
        if not any(thing(part) and not listed_name(part) for part in parts if part not in ("health", "medical")):
            yield Hit(*match.span(), "hospital", False, "facility", 3)
    for match in _POSSESSIVE.finditer(words.text):
        if match["name"].lower()[:-2] not in EPONYMS:
            yield Hit(*match.span("name"), "hospital", False, "facility_possessive", 2)
    for i in range(len(words)):
        hit = _name_first(words, i, language)
        if hit:
            yield hit
    yield from _saints(words)


def _head_first(text: str) -> Iterator[Hit]:
    for match in _HEADS.finditer(text):
        head, at = match[0].split()[0].lower().strip("."), match.start("name")
        # IGNORECASE lets a lower-case letter stand for the capital: look again.
        if not any(c.isupper() or c.isdigit() for c in match["name"]) or not (tail := _TAIL.match(text, at)):
            continue
        if "\n" in text[match.start() : at] and _LABEL.match(text, at):
            continue
        if (
            head in _CAPITAL_HEADS
            and not match[0][0].isupper()
            and (match["links"].lower().startswith(("de ", "d'", "en ")) or head in ("cap", "ch", "chi", "gh", "ssr", "hia"))
        ):
            continue
        first = re.match(r"[^\W\d_]{0,30}", tail[0])
        named = match["institution"] and len(tail[0].split()) > 1  # "colegio Julio Marchena"
        if first and first[0].lower() in NOT_NAMES - _NAMES_OF_HOSPITALS and first[0].lower() not in TOWNS and not named:
            continue
        end = tail.end()
        if stop := _TAIL_STOP.search(text, at + 3, end):
            end = stop.start()
        yield Hit(match.start(), end, "institution" if match["institution"] else "hospital", False, "facility", 5)
        if acronym := _ACRONYM.match(text, end):
            yield Hit(*acronym.span(1), "hospital", False, "facility_acronym", 4)


def _name_first(words: Words, i: int, language: str) -> Hit | None:
    low = words.lower[i]
    upper_head = words.words[i][0].isupper()
    kind, last = "hospital", i
    if low in _HOSPITAL and (language == "en" or not upper_head or low in ("clinic", "infirmary")):
        pass
    elif upper_head and low in _INSTITUTION:
        kind = "institution"
    elif upper_head and low in _OWN_NAME:
        pass
    elif upper_head and low in _FIRST and i + 1 < len(words) and words.lower[i + 1] in _SECOND and words.gaps[i + 1] in (" ", ". "):
        last = i + 1
    elif upper_head and low in ("center", "centre") and language == "en":
        pass
    elif upper_head and low in _SHORT and language == "en":
        first = _first(words, i)
        before = words.lower[first - 1] if first else ""
        return Hit(words.starts[first], words.ends[i], "hospital", False, "facility_short", 3) if first < i and before in _AT else None
    else:
        return None
    first = _first(words, i)
    if words.words[i].islower() and i + 1 < len(words) and words.lower[i + 1] in _STAYS and (first == i or words.opens_sentence(first)):
        return None  # "By hospital day 3"
    last, tailed = _last(words, i, last)
    inner = words.lower[first:i]
    nameless = low in ("hospital", "clinic", "center", "centre") and inner and not tailed and all(word in _NAMELESS for word in inner)
    # "our General Hospital" names none in particular; "admitted to General Hospital" does.
    if nameless and not (inner == ["general"] and first and words.lower[first - 1] in ("at", "to") and words.capital(first)):
        return None
    if first and words.lower[first - 1] in ("dr", "dra", "mr", "mrs", "ms", "prof"):
        return None  # "Dr. Patel's clinic" is the doctor's name
    if first == i and not tailed:
        return None
    if kind == "institution" and any(word in _HOSPITAL for word in words.lower[first : last + 1]):
        kind = "hospital"
    return Hit(words.starts[first], words.ends[last], kind, False, "facility", 5)


def _first(words: Words, i: int) -> int:
    """Walk left from a head over the capital words, and "of", "and", "&", "'s" between them, that name it."""
    first = i
    for j in range(i - 1, max(-1, i - 8), -1):
        gap, low = words.gaps[j + 1], words.lower[j]
        if words.words[j] == "s" and words.gaps[j] == "'" and gap == " ":
            continue
        if not (gap in (" ", "-", "'", " & ", "' ", "' ") or (gap == ". " and low in ("st", "mt", "ft"))):
            break
        if low in _JOINING and j and (words.capital(j - 1) or words.upper(j - 1) or words.words[j - 1] == "s"):
            continue
        if not (words.capital(j) or words.upper(j)):
            break
        if low in NOT_NAMES and low not in TOWNS and not (low in _INSIDE and not words.opens_sentence(j)):
            break
        first = j
    return first


def _last(words: Words, i: int, last: int) -> tuple[int, bool]:
    """Walk right from a head: "Hospital of X", "University of Y", "Children's Hospital Los Angeles", "Cancer Center in New York"."""
    j = last + 1
    if not words.words[i][0].isupper() or j >= len(words) or words.gaps[j] != " ":
        return last, False
    k = j
    if words.lower[k] in ("of", "for", "at", "in") and k + 1 < len(words) and words.gaps[k + 1] == " ":
        k += 2 if words.lower[k + 1] == "the" else 1
    tail = k
    while (
        tail < len(words) and tail < k + 4 and (tail == k or words.gaps[tail] in (" ", "-")) and (words.capital(tail) or words.upper(tail))
    ):
        if words.lower[tail] in NOT_NAMES - _INSIDE and words.lower[tail] not in TOWNS:
            break
        tail += 1
    return (tail - 1, True) if tail > k else (last, False)


def _saints(words: Words) -> Iterator[Hit]:
    """Saints: "St. Jude's", "St Mary's": a hospital, school or parish, unless wort or a disease follows."""
    for i in range(len(words) - 2):
        saint = words.lower[i] in ("st", "saint") and words.words[i][0] == "S" and words.gaps[i + 1] in (" ", ". ") and words.capital(i + 1)
        if saint and words.gaps[i + 2] == "'" and words.words[i + 2] == "s" and not words.eponym(i, i + 1):
            yield Hit(words.starts[i], words.ends[i + 2], "hospital", False, "saint", 2)
