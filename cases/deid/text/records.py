# ruff: noqa: E501 - patterns and lists are read as one line
"""Record numbers: what stands after a label such as MRN, IPP or NHC, and bare codes and long numbers no clinical value looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.spans import Hit
from cases.deid.text.words.clinical import CLINICAL_CODES

_NUMBER_WORD = r"(?:numbers?|num\.?|no\.?|nbr|id|ids|numéro|numero|número|n[°ºo]\.?|n\.º|n\.°|#)"
_RECORD = (
    r"mrn|m\.r\.n\.|mr ?(?=#)|medical records?|med rec|records?|chart|(?:hospital|patient|subject|participant|case|study|site|visit|encounter|accession|admission|specimen|file|member|"
    r"policy|beneficiary|plan|subscriber|claim|group|insurance|unit|client|passport|registration|referral|order|reference|registry|biobank)(?= ?(?:numbers?|num\b|no\b|id\b|ids\b|#|identifier))|"
    r"(?:health )?(?:insurance|plan)(?: plan)?(?: beneficiary| policy| member)?|beneficiary|member|hicn|hpbn|hpb|hpn|policy|csn|fin|pid|uhid|crn|npi|dea|licen[cs]e|certificate|gmc|nmc|nhs|ssn|social security|medicare|medicaid|mbi|"
    r"accession|ipp|nda|nip|nir|ins|iep|finess|rpps|adeli|siret|matricule|dossier(?: patient| médical)?|séjour|passage|sécurité sociale|sécu|n[°ºo] ?(?:de |d')?(?:dossier|patient|séjour|sécurité sociale|sécu|id national|identification|identifiant|adhérent|"
    r"admission|allocataire|ordre|chambre)|numéro (?:de |d')?(?:dossier|patient|séjour|sécurité sociale|sécu|adhérent|admission|identification)|identifiant(?: patient| national(?: de santé)?)?|adhérent|mutuelle|"
    r"tumorothèque|biobanque|biobanco|registro|nhc|nass|nuss|sip|cipa?|tsi|dni|nif|nie|nss|curp|rut|rfc|cédula|pasaporte|afiliación|tarjeta sanitaria|expediente|episodio|historia(?: clínica)?|hc|h\.? ?c\.|nam|ramq|niss|inami|avs|nuhsa|cuil|cuit|n[°ºo]\.? ?(?:de )?(?:historia(?: clínica)?|hc|episodio|expediente|afiliación|col(?:egiado)?|ss)|"
    r"n\.[ºo] ?(?:de )?(?:historia(?: clínica)?|col(?:egiado)?)|número de (?:historia(?: clínica)?|paciente|colegiado|afiliación|episodio|expediente|identificación)|póliza|contrato|contrat|asegurad[oa]|afiliad[oa]|colegiad[oa]|col\.|identificador|identifier|ref\.?|block(?: ref\.?)?|bloc|bloque"
)
_BETWEEN = (
    r"[ \"']{0,2}(?:ending in|clínica|patient|national|médical|de|del)?[ ]?(?:"
    + _NUMBER_WORD
    + r")?[ .:=#\"']{0,4}(?:is|was|es|est|of)?[ :=(\"'\n]{0,3}"
)
_VALUE = r"#?(?:[a-z]{1,6}[-/ ]?){0,2}\d[a-z0-9]*(?:(?:[./-]|[ ](?!\d{1,2}[/.-]\d{1,2}[/.-]\d))(?=[a-z]{0,3}\d)[a-z0-9]+){0,15}(?:[/-][a-z]{1,2}(?!\w))?"
_LABELLED = re.compile(rf"(?<![\w-])(?:{_RECORD}){_BETWEEN}({_VALUE})(?![\w])", re.IGNORECASE)
_ID_COLON = re.compile(rf"(?<![\w-])(?:id|i\.d\.|identity|ident)[ ]?(?:{_NUMBER_WORD}[ ]?)?[:=#][ ]?({_VALUE})(?![\w])", re.IGNORECASE)
_ID_SHAPE = re.compile(r"(?<![\w-])ID[ ]([A-Z]{1,4}[/-][\dA-Z/-]{4,20})(?![\w])")
_ACCOUNT = re.compile(
    rf"(?<![\w-])(?:accounts?|acct|compte|cuenta|iban|rib|card|carte|tarjeta)\b{_BETWEEN}({_VALUE})(?![\w])", re.IGNORECASE
)
_PLATE = re.compile(
    rf"(?<![\w-])(?:licen[cs]e plate|number plate|plates?|vin|patente|placa|immatriculation|immatriculée?|plaque(?: d'immatriculation)?|matrícula)\b{_BETWEEN}"
    r"([a-z0-9]{1,4}[- ]?[a-z0-9]{2,4}(?:[- ]?[a-z0-9]{1,9})?)(?![\w])",
    re.IGNORECASE,
)
_FRENCH_PLATE = re.compile(r"(?<![\w-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\w-])")
_BRITISH_PLATE = re.compile(r"(?<![\w-])[A-HJ-PR-Y]{2}\d\d ?[A-HJ-PR-Z]{3}(?![\w-])")
_SPANISH_PLATE = re.compile(r"(?<![\w-])\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}(?![\w-])")
_VEHICLE = re.compile(
    r"\b(?:drives|drove|conduit|conduce|conducía|coche|furgoneta|camión|moto|voiture|camion|volvo|ford|seat|renault|peugeot|citroën|toyota|opel|audi|bmw|car|van|driver|vehicle|plate|reg|registration|motorbike|lorry|taxi)\b",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    rf"(?<![\w-])(?:serial|s/n|device|n\.?[°º] de s[ée]rie|numéro de série|nº de serie|número de serie|imei|udi){_BETWEEN}({_VALUE})(?![\w])",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w./-])#?(?:([A-Z]{2,6})(?:[-/]?(?=\d)|[ ](?=\d{5}))|[A-Z](?=\d{8})|#)\d[\d-]{3,}[A-Z0-9]*(?![\w%]|[.,]\d)")
_MIXED = re.compile(
    r"(?<![\w./-])(?:\d{2,4}[A-Z]{1,3}\d{3,}|[A-Z]{1,2}\d\d-\d{4,7}|[A-Z]{2,5}/(?:19|20)\d\d/\d{3,7})(?![\w%/]|[.,]\d)"
)  # laboratory and stay numbers: "24H01877"
_LONG = re.compile(r"(?<![\w.,/-])#?\d(?:\d{6,}|(?: \d){6,}|\d{1,4}(?:-\d{2,5}){1,3}|\d{4,}(?:[ -]\d{2,}){1,3})(?![\w%/]|[.,]\d|-\w)")
UNIT = re.compile(
    r"[ ]?(?:%|/|x ?10|[x*] ?\d|\^|(?:copies|copias|cells|células|cellules|cel|ui|iu|u|units?|unidades|unités|cfu|ufc|mg|µg|mcg|ng|pg|g|kg|ml|l|mmol|mm3|mm|cm|ms|mhz|hz|usd|eur|euros?|dollars?|€|\$|people|persons|patients|pacientes|habitants|"
    r"habitantes|leucocitos|plaquetas|platelets|plaquettes|hours|heures|horas|years|ans|años|days|jours|días|lpm|bpm|mmhg)\b)",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"(?:pmid|pmc|doi|isbn|issn|nct|arxiv|snomed(?: ct)?|loinc|icd-?1[01]?|cie-?10|cim-?10|orpha|omim|vol|pp)[ :.#]{0,3}$", re.IGNORECASE
)
_YEARS = re.compile(r"#?(?:19|20)\d\d-(?:19|20)?\d\d\Z")


def _digits(value: str) -> int:
    return sum(c.isdigit() for c in value)


def find(text: str) -> Iterator[Hit]:
    """Yield record numbers (hard when labelled), accounts, plates, devices, bare codes and long numbers (soft) in folded text."""
    for pattern, kind, hard, least in (
        (_LABELLED, "record", True, 4),
        (_ID_COLON, "record", True, 4),
        (_ID_SHAPE, "record", False, 4),
        (_ACCOUNT, "account", False, 4),
        (_DEVICE, "device", False, 4),
    ):
        for match in pattern.finditer(text):
            value = match[1]
            coded = _digits(value) > 2 and sum(c.isalpha() for c in value) > 1
            if (_digits(value) >= least or coded) and not UNIT.match(text, match.end()) and not re.fullmatch(r"#?(?:19|20)\d\d", value):
                yield Hit(*match.span(1), kind, hard, f"labelled_{kind}", 7)
    for match in _PLATE.finditer(text):
        if _digits(match[1]) >= 2 and any(c.isalpha() for c in match[1]):
            yield Hit(*match.span(1), "plate", False, "labelled_plate", 6)
    for match in _FRENCH_PLATE.finditer(text):
        yield Hit(*match.span(), "plate", False, "plate_shape", 5)
    for match in (*_BRITISH_PLATE.finditer(text), *_SPANISH_PLATE.finditer(text)):
        if _VEHICLE.search(text, max(0, match.start() - 60), match.start()):
            yield Hit(*match.span(), "plate", False, "plate_shape", 5)
    for match in _CODE.finditer(text):
        letters = match[1]
        if letters and (letters.lower() in CLINICAL_CODES or (_digits(match[0]) < 5 and "-" not in match[0])):
            continue
        if _digits(match[0]) >= 4 and not UNIT.match(text, match.end()):
            yield Hit(*match.span(), "record", False, "code_shape", 3)
    for match in _MIXED.finditer(text):
        yield Hit(*match.span(), "record", False, "code_shape", 2)
    for match in _LONG.finditer(text):
        value = match[0]
        if (
            _digits(value) < 7
            or (" " in value and len(set(value)) < 5)  # a row of a table: "0 0 0 0 0 0 0"
            or _YEARS.match(value)
            or UNIT.match(text, match.end())
            or REFERENCE.search(text, max(0, match.start() - 14), match.start())
        ):
            continue
        yield Hit(*match.span(), "record", False, "long_number", 2)
