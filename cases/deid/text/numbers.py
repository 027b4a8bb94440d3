# ruff: noqa: E501 - patterns are read as one line
"""National identifiers, proved by their check digits and told from chance by a label or their usual spacing; passports by label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.digits import valid
from cases.deid.text.spans import Hit

# Written with their own spacing or letters: then a right check digit is enough. (scheme, pattern; "~" is a space or a line break)
_SHAPED = [
    ("fr.nir", r"[1-478]~\d\d~(?:0[1-9]|[1-9]\d)~(?:\d\d|2[AB])~\d{3}~\d{3}~\d\d"),
    ("fr.nir", r"[12]\d\d(?:0[1-9]|1[0-2])(?:\d\d|2[AB])\d{8}"),
    ("es.dni", r"\d{8}[~-]?[A-Z]|\d{2}\.\d{3}\.\d{3}[~-]?[A-Z]"),
    ("es.nie", r"[XYZ][~-]?\d{7}[~-]?[A-Z]"),
    ("es.nuss", r"\d\d[~/-]\d{7,8}[~/-]\d\d"),
    ("gb.nhs", r"\d{3}[~-]\d{3}[~-]\d{4}"),
    ("gb.nino", r"[A-Z]{2}~\d\d~\d\d~\d\d~[A-D]"),
    ("us.ssn", r"\d{3}-[ \n]?\d\d-[ \n]?\d{4}"),
    ("us.mbi", r"[1-9][A-Z][A-Z\d]\d-[A-Z][A-Z\d]\d-[A-Z]{2}\d\d"),
    ("in_.aadhaar", r"\d{4}[~-]\d{4}[~-]\d{4}"),
    ("in_.pan", r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]"),
    ("in_.abha", r"\d\d-\d{4}-\d{4}-\d{4}"),
    ("de.idnr", r"\d\d~\d{3}~\d{3}~\d{3}"),
    ("de.rvnr", r"\d\d~?\d{6}~?[A-Z]~?\d{3}"),
    ("be.nn", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"),
    ("ch.ssn", r"756\.\d{4}\.\d{4}\.\d\d"),
    ("it.codicefiscale", r"[A-Z]{6}\d\d[A-EHLMPR-T]\d\d[A-Z]\d{3}[A-Z]"),
    ("mx.curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d"),
    ("br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d"),
    ("iban", r"[A-Z]{2}\d\d(?:~?[A-Z0-9]{4}){3,7}(?:~?[A-Z0-9]{1,3})?"),
    ("luhn", r"\d{4}[~-]\d{4}[~-]\d{4}[~-]\d{4}"),
]
_SHAPES = [
    (scheme, re.compile(rf"(?<![\w.-])(?:{pattern})(?![\w-])".replace("~-]", r" \n-]").replace("~/", r" \n/").replace("~", r"[ \n]")))
    for scheme, pattern in _SHAPED
]

# Numbers without a shape of their own count only right after their label.
_LABELLED = [
    ("gb.nhs", r"nhs|h&c|health and care", r"\d{3}~?\d{3}~?\d{4}"),
    ("gb.chi", r"chi", r"\d{6}~?\d{4}"),
    ("gb.nino", r"nino|ni|national insurance", r"[A-Z]{2}~?\d\d~?\d\d~?\d\d~?[A-D]"),
    ("us.ssn", r"ssn|social security", r"\d{3}[-~]?\d\d[-~]?\d{4}"),
    ("us.npi", r"npi", r"\d{10}"),
    ("us.mbi", r"mbi|medicare", r"[1-9][A-Z][A-Z\d]\d[A-Z][A-Z\d]\d[A-Z]{2}\d\d"),
    ("us.dea", r"dea", r"[A-Z]{2}\d{7}"),
    ("fr.rpps", r"rpps", r"\d{11}|\d{3}~\d{4}~\d{4}|\d{2}(?:~\d{3}){3}"),
    ("fr.finess", r"finess", r"\d{9}|\d{2}~\d~\d{6}"),
    ("luhn", r"siret|sin", r"\d{9,14}"),
    ("fr.nir", r"nir|ins|insee|secu|sécu|sécurité sociale|national de santé", r"[1-478][\dAB \n]{12,21}\d"),
    ("es.nuss", r"nuss|naf|n\.?a\.?s\.?s|seguridad social|afiliación", r"\d{2}~?\d{7,8}~?\d{2}"),
    ("es.dni", r"dni|nif", r"\d{8}~?-?~?[A-Z]"),
    ("de.idnr", r"steuer-?id|idnr|identifikationsnummer|tax id", r"\d{11}"),
    ("de.kvnr", r"kvnr|krankenversichertennummer|versichertennummer|versicherten-?nr", r"[A-Z]\d{9}"),
    ("de.rvnr", r"rvnr|rentenversicherungsnummer|sozialversicherungsnummer|sv-?nummer", r"\d{8}[A-Z]\d{3}"),
    ("in_.aadhaar", r"aadhaar|aadhar|uidai|uid", r"\d{12}"),
    ("in_.abha", r"abha|health id", r"\d{14}|\d\d[ -]\d{4}[ -]\d{4}[ -]\d{4}"),
    ("in_.epic", r"epic|voter id", r"[A-Z]{3}\d{7}"),
]
_AFTER_LABEL = r"\b[ ]?(?:number|no\.?|numéro|n[°ºo]\.?|núm\.?|nummer|nr\.?|id|card|#)?[ ]?(?:is|est|es|ist|:|=|#|\()?[ \n]?"
_LABELS = [
    (
        scheme,
        re.compile(rf"(?<![\w-])(?:{label}){_AFTER_LABEL}({value.replace('[-~]', '[- ]').replace('~', '[ ]')})(?![\w])", re.IGNORECASE),
    )
    for scheme, label, value in _LABELLED
]
_ANY_LABEL = re.compile(rf"(?<![\w-])(?:{'|'.join(label for _, label, _ in _LABELLED)})(?![^\W\d_])", re.IGNORECASE)
# Papers of any country: no check digit is common to them, the label decides.
_PAPERS = re.compile(
    r"(?<![\w-])(?:passport|passeport|pasaporte|reisepass|residence permit|titre de séjour|carte de séjour|permiso de residencia|tarjeta de residencia|visa|"
    r"driv(?:er'?s?|ing) licen[cs]e|permis de conduire|permiso de conducir|carn[eé] de conducir|führerschein|identity card|carte (?:nationale )?d'identité|cni|cédula|documento de identidad|personalausweis)"
    r"\b[ ]?(?:number|no\.?|numéro|n[°ºo]\.?|núm\.?|nummer|nr\.?|#)?[ ]?(?:is|est|es|ist|:|=|#)?[ \n]?\(?[ ]?((?=(?:[^\d\n]{0,7}\d){5})[A-Z]{0,5}[ -]?\d[A-Z\d]*(?:[ -]\d[A-Z\d]*){0,4})(?![\w])",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Hit]:
    """Yield hard hits of kind "national_id" in folded text: valid and either labelled or in canonical spacing, or a labelled paper."""
    if not any(c.isdigit() for c in text):
        return
    for scheme, pattern in _SHAPES:
        for match in pattern.finditer(text):
            if valid(scheme, match[0]):
                yield Hit(*match.span(), "national_id", True, f"valid_{scheme}", 9)
    # Most texts hold none of twenty labels: one look for all of them spares twenty.
    for scheme, pattern in _LABELS if _ANY_LABEL.search(text) else ():
        for match in pattern.finditer(text):
            if valid(scheme, match[1]):
                yield Hit(*match.span(1), "national_id", True, f"valid_{scheme}", 9)
    for match in _PAPERS.finditer(text):
        yield Hit(*match.span(1), "national_id", True, "paper_label", 8)
