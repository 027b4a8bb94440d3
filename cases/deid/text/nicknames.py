# ruff: noqa: E501 - patterns and lists are read as one line
"""Hospitals and people by what they are called among colleagues: "el Clínico de la Católica", "en el Vargas", "the Fort Defiance team", "el Chino Paredes"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.addresses import CAPITAL
from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, stranger, thing
from cases.deid.text.strangers import CARE
from cases.deid.text.worded import MONTHS
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES, ROLES
from cases.deid.text.words.people import NOBODY
from cases.deid.text.words.places import CITIES, COUNTRIES, TOWNS, VILLAGES
from cases.deid.text.words.vocabulary import ordinary

_NAME = rf"[{CAPITAL}][a-zà-ÿ'’]{{2,20}}(?:-[{CAPITAL}][a-zà-ÿ]{{2,20}})?"
_MORE = rf"(?:[ ](?:(?:de|del|de la|of|y)[ ])?[{CAPITAL}][\w'’-]{{1,25}}){{0,3}}"
# What Spanish calls a hospital by, with a capital, instead of the word itself.
_HEADED = re.compile(
    rf"(?<=[a-zà-ÿ,;(\d] )(?:[Ee]l|[Ll]a|[Aa]l|[Dd]el)[ ](?P<name>(?:Clínico|Clínic|Materno(?:[- ]Infantil)?|Maternal|Materna|Maternidad|Provincial|Comarcal|Universitario|Civil|Infantil|Insular|Militar|Naval|Policial|Central|Regional|Nacional|Metropolitano|Oncológico|Pediátrico|Psiquiátrico|Policlínico|Sanatorio|Seguro|Dispensario|Clínica)(?:[ ](?:Universitari[oa]|Provincial|Infantil|Militar))?(?:[ ](?:de|del)(?:[ ](?:la|los|las|el))?)?[ ][{CAPITAL}][\w'’-]{{2,25}}(?:[ ](?:(?:de|del|de la|y)[ ])?[{CAPITAL}][\w'’-]{{2,25}}){{0,2}})"
)
# An article before a name is a house, where somebody is treated, trained, sent or born.
_ARTICLED = re.compile(
    rf"(?<=[a-zà-ÿ,;(\d] )(?P<lead>(?:(?:en|desde|hasta|por)[ ](?:el|la)|al|del|(?:at|from|to|in|into|via)[ ]the|au|du)[ ])(?P<name>{_NAME}{_MORE})"
)
_STAFF = re.compile(
    rf"\b(?:[Tt]he|[Oo]ur)[ ](?P<name>(?:{_NAME}|{_NAME} {_NAME}))[ ](?:team|teams|crew|ward|wards|unit|clinic|surgeons|doctors|consultants|registrars|lab|labs|pathologists|radiologists|transplant|burns|ICU|ED|MDT|group|people|folks|lot|physicians|oncologists|neurosurgeons|cardiologists)\b"
)
_TREATED = re.compile(
    r"(?:\b(?:oper|ingres|traslad|deriv|urgencia|guardia|quirófano|resident|rotant|rotación|rotan|rotar|formación|formó|planta|uci\b|utip?\b|trasplant|nació|nacid[oa]|atend|atiend|control|seguimiento|consulta|alta\b|cirug|intervin|trat|adjunt|servicio|equipo|colegas?|compañer|cirujan|biops|mandaron|mandamos|mandé|enviar|envia|remit|ambulancia|helicóptero|refer[ií]|colangio|cateter|quimio|diálisis|residencia|hemodinámica"
    r"|admit|transfer|operat|surger|sent\b|referr|train|registrar|fellow|consultant|clinic\b|theatre|ward\b|helicopter|ambulance|born\b|deliver|discharg|seen\b|scan|follow|listed|transplant|clerk|intern|resident|round|reviewed|biops|chemo|dialysis|team|colleague|surgeon|worked|night|shift|on call|icu\b|ed\b|stented|implanted"
    r"|hospitalis|transfér|opér|urgences|garde|interne|externe|stage|suivie?\b|née?\b|accouch|greff|adress|réa\b|réanimation|bloc|chef|assistant|consult|confrère|équipe|soign|prise? en charge))",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\b(?:traslad(?:ad[oa]|aron|ó|amos|an)|deriv(?:ad[oa]|aron|ó|amos|an)|mandaron|mandamos|envi(?:ad[oa]|aron|amos)|remit(?:id[oa]|ieron|imos)|llevaron|llevado|llevada|ingres(?:ad[oa]|ó|aron)|uci|uti|guardia|residentes?|adjunt[oa]s?|transferred|blue-lighted|airlifted|flown|transférée?|adressée?|interne|opérée?)(?: de urgencia| de guardia| ayer| anoche| luego)?[ ]\Z",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:[oó]log[oa]s?|istas?|iatras?|logues?|logists?|ción|dad|ico|ica|ment|tion|eur|euse|ía)\Z")
# "at KEM", "at AIIMS": letters that are no department.
_LETTERS = re.compile(
    r"\b(?:[Aa]dmitted|[Ss]een|[Mm]anaged|[Oo]perated|[Tt]reated|[Tt]rained|admitted|seen|operated|surgery|treated|trained|managed|followed|resident|fellow|fellowship|worked|transplant(?:ed)?|delivered|born|surgeons|team|done|under (?:Dr|Prof|Mr|Ms)\.? [^\W\d_a-z]\w+) at (?:the )?(?P<name>[A-Z]{3,6})(?![\w-]|[ ]?\d|[ ](?:score|level|of|grade|stage|meeting|clinic|review|ward))"
)
_UNITS = listed(
    "icu itu hdu ccu picu nicu sicu micu mdt pacu sau mau amu emu acu cdu gcs map peep oct mri pet opd ipd opc gum ent stat home rest noon base day ward term bmi bsa psa icp iop fev dlco hba1c npo nbm aed usa nyc"
)
_SENTENCE = re.compile(r"[.;:?!\n](?=\s|\Z)")
_GROUND = listed("fort mount lake port san santa saint st glen loch new ben castle")
_DEVICE = listed("""
doppler holter pet tac scanner ambu foley jackson robot excel vademecum vademécum protocolo glasgow registro wells apgar barthel internet word whatsapp
barça betis madrid atleti athletic sevilla carnaval corpus camino mundial covid nolotil ramadán ramadan internacional everest prado google facebook mediterráneo atlántico pacífico caribe cáucaso kremlin amazonas sáhara himalaya tribunal juzgado senado congreso estado
lidl tesco asda sainsbury's marathon thames lancet medline cochrane internet continent pacific atlantic mediterranean caribbean sahara amazon emergency western eastern northern southern royal great
maghreb québec portugal maroc brésil japon canada mali sénégal vietnam cambodge laos tchad congo liban pérou chili mexique
""")
_PERSONS_NICKNAME = re.compile(
    rf"(?<![\w-])(?:[Ee]l|[Ll]a|al|del)[ ](?P<name>(?:Chino|China|Negro|Negra|Gordo|Gorda|Flaco|Flaca|Turco|Turca|Gallego|Gallega|Pelado|Tano|Tana|Ruso|Rusa|Vasco|Vasca|Colorado|Colorada|Loco|Loca|Nene|Nena|Rubio|Rubia|Moreno|Chato|Chata|Cholo|Zurdo|Mono|Tuerto|Cojo|Manco|Calvo|Abuelo|Abuela|Tío|Tía|Viejo|Vieja|Niño|Niña|Gringo|Güero|Güera|Chino|Pibe|Maestro|Profe|Indio|Polaco|Inglés|Alemán|Francés|Catalán|Maño)[ ]{_NAME}(?:[ ]{_NAME})?)"
)
# What somebody is called, in quotation marks.
_QUOTED = re.compile(
    rf"(?<![\w-])(?i:known(?: to \w+| locally| around here)? as|goes by|answers to|called|nicknamed|alias|aka|apodad[oa]|mentad[oa]|conocid[oa] (?:por todos )?(?:como|por)|l[aeo]s? (?:dicen|llaman|decimos|llamamos|decían|conocen (?:como|por)|conocemos (?:como|por)|llamaban)|surnommée?|dite?|connue? (?:de tous )?(?:comme|sous le nom de)|qu'on appelle|on l'appelle|se fait appeler|se hace llamar|likes to be called)[ :,]{{1,2}}[\"“«'‘][ ]?(?P<name>(?:(?:[Ee]l|[Ll]a|[Ll]e|[Tt]he)[ ])?[{CAPITAL}][\w'’-]{{1,20}}(?:[ ][{CAPITAL}]?[\w'’-]{{1,20}}){{0,2}})[ ]?[\"”»'’](?!\w)"
)
_CALLS_THINGS = re.compile(
    r"\b(?:sign|syndrome|phenomenon|technique|disease|lesions?|pattern|procedure|test|score|trial|study|drug|operation|manoeuvre|maneuver|finding|appearance|signo|síndrome|fenómeno|técnica|enfermedad|patrón|maniobra|prueba|estudio|fármaco|imagen|signe|phénomène|maladie|aspect|manœuvre|épreuve|essai|médicament|anomalie|planta|seta|hierba|plant|mushroom|street|tea|cake)\b",
    re.IGNORECASE,
)
# In lower case, as people type it: nothing but a name follows.
_NAMED_LOWER = re.compile(
    r"\b(?i:se llama(?:ba)?|me llamo|(?:il|elle) s'appel(?:le|ait)|je m'appelle|(?:his|her|their|my) name(?: is|'s| was)|su nombre es)[ ](?P<name>[a-zà-ÿ]{3,15}(?:[ ][a-zà-ÿ]{3,15})?)(?=\s*(?:[.,;:)!?\n]|\Z)|[ ](?:y|et|and|con|tiene|vive|a|has|is|lives)\b)"
)
# In lower case only such words as nobody uses of a thing.
_FAMILIAR = re.compile(
    rf"(?<![\w-])(?:[Ee]l|[Ll]a|al|del)[ ](?:gring[oa]|gord[oa]|flac[oa]|profe|seño|compadre|comadre|tí[oa]|abuel[oa]|viej[oa]|vecin[oa]|maestr[oa]|compi|peque)[ ](?P<name>{_NAME}(?:[ ]{_NAME})?)"
)
# Colleagues agree with one another, and a name is told to be one.
_AGREED = re.compile(
    rf"\b(?i:(?:dis)?agree(?:d|ing)? (?:w/?|with|entirely with|totally with|100% with)|concur with|i'?m with|side with|siding with|as said by|coincid(?:o|imos) (?:con|plenamente con|totalmente con)|(?:muy |totalmente )?de acuerdo con|concuerdo con|discrepo (?:con|de)|estoy con|opino como|apoyo a|secundo a|voy con|d'accord avec|je rejoins|je suis avec|comme dit|surname|apellidos?|first name|forename|prénom|nom de famille)[ ]:?(?P<name>{_NAME}(?:[ ]{_NAME})?)(?![\w'])"
)
_SHORT_NAMES = listed(
    "rafa paco pepe nacho toñi mari manu edu dani javi santi quique kike chema charo chelo conchi loli lola maca nico mati fede agus santi juanjo juanma josemi mo ros shaz baz gaz jas bev del mel sal tel kit deb lou phil trish babs olu femi ade titi juli pau"
)
# Somebody is not sure of a name: "Penhaligon I think".
_UNSURE = re.compile(
    rf"(?<=[a-zà-ÿ,(] )?(?<![\w-])(?P<name>{_NAME}),?[ ](?:I (?:think|believe)|if (?:I recall|memory serves)|je crois|si je me souviens|sauf erreur|creo(?! que)|me parece(?! que)|si no recuerdo mal|if I'm not mistaken)\b"
)


def find(text: str) -> Iterator[Hit]:
    """Yield soft hits of kind "hospital" and "name" in folded text."""
    for match in _HEADED.finditer(text):
        yield Hit(*match.span("name"), "hospital", False, "facility_nickname", 3)
    for match in _ARTICLED.finditer(text):
        begin, end = _around(text, match.start(), match.end())
        if (_house(match["name"]) and _TREATED.search(text, begin, end)) or _sent_to(text, match):
            yield Hit(*match.span("name"), "hospital", False, "facility_nickname", 1)
    for match in _LETTERS.finditer(text):
        low = match["name"].lower()
        if low not in _UNITS and low not in DEPARTMENTS and not thing(low):
            yield Hit(*match.span("name"), "hospital", False, "facility_nickname", 1)
    for match in _STAFF.finditer(text):
        parts = _parts(match["name"])
        named = all(stranger(p) or listed_name(p) for p in parts) or " ".join(parts) in VILLAGES | TOWNS | CITIES
        named = named or (len(parts) > 1 and parts[0] in _GROUND)
        if named and not any(thing(p) and not listed_name(p) and p not in _GROUND for p in parts) and parts[0] not in _DEVICE | DEPARTMENTS:
            yield Hit(*match.span("name"), "hospital", False, "facility_nickname", 1)
    for match in _PERSONS_NICKNAME.finditer(text):
        second = match["name"].split()[1].lower()
        named = listed_name(second) or stranger(second) or not (ordinary(second) and thing(second))
        if named and second not in TOWNS | COUNTRIES and second not in NOT_NAMES:
            yield Hit(*match.span("name"), "name", False, "name_nickname", 3)
    for match in (*_FAMILIAR.finditer(text), *_AGREED.finditer(text)):
        first, *rest = _parts(match["name"])
        if first in NOT_NAMES or first in DEPARTMENTS or first in TOWNS or first in COUNTRIES or (thing(first) and not listed_name(first)):
            continue
        if listed_name(first) or stranger(first) or first in _SHORT_NAMES or (rest and listed_name(rest[-1])):
            yield Hit(*match.span("name"), "name", False, "name_nickname", 1)
    for match in _QUOTED.finditer(text):
        told = _CALLS_THINGS.search(text, max(0, match.start() - 50), match.start())
        last = _parts(match["name"])[-1]
        if not told and not (thing(last) and not listed_name(last) and (len(_parts(match["name"])) == 1 or not ordinary(last))):
            yield Hit(*match.span("name"), "name", False, "name_nickname", 3)
    for match in _NAMED_LOWER.finditer(text):
        parts = _parts(match["name"])
        if listed_name(parts[0]) and parts[0] not in NOT_NAMES:
            whole = len(parts) == 1 or listed_name(parts[1])
            yield Hit(
                match.start("name"), match.end("name") if whole else match.start("name") + len(parts[0]), "name", False, "name_lower_cue", 3
            )
    for match in _UNSURE.finditer(text):
        low = match["name"].lower()
        if stranger(low) or (listed_name(low) and not ordinary(low) and not thing(low)):
            yield Hit(*match.span("name"), "name", False, "name_unsure", 1)


def _parts(name: str) -> list[str]:
    return [part for part in name.lower().split() if part]


def _house(name: str) -> bool:
    """Whether a name behind an article can be a hospital's: a word of no dictionary, or a surname, and nothing clinical."""
    first, *rest = _parts(name)
    barred = first in _DEVICE or first in NOT_NAMES or first in DEPARTMENTS or first in MONTHS or first in COUNTRIES or first in NOBODY
    if barred or (thing(first) and not (rest and listed_name(first))):
        return False
    if not rest and (_ROLE.search(first) and not listed_name(first)):
        return False
    if rest and thing(rest[-1]) and not listed_name(rest[-1]):
        return False
    return stranger(first) or listed_name(first) or any(stranger(part) or listed_name(part) for part in rest[-1:])


def _sent_to(text: str, match: re.Match[str]) -> bool:
    """Whether somebody goes right there, so that even a word of every day names a house: "lo trasladaron al Posadas"."""
    first = _parts(match["name"])[0]
    barred = first in _DEVICE or first in NOT_NAMES or first in DEPARTMENTS or first in NOBODY or first in CARE or first in COUNTRIES
    if barred or len(first) < 4 or _ROLE.search(first) or first in ROLES or (thing(first) and first not in CITIES):
        return False
    return _GOES.search(text, max(0, match.start() - 24), match.start()) is not None


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence a range stands in, at most 90 characters before it and 60 behind."""
    first = max(0, start - 90)
    for stop in _SENTENCE.finditer(text, first, start):
        first = stop.end()
    stop = _SENTENCE.search(text, end, end + 60)
    return first, stop.start() if stop else min(len(text), end + 60)
