"""National identifiers, proved by their check digits (python-stdnum) and told from chance by a label or their usual spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from cases.deid.text.spans import Hit

# Shapes that are written with their own spacing or letters: a valid check digit is enough. (stdnum module, pattern)
_SHAPED = [
    ("fr.nir", r"[1-478] \d\d (?:0[1-9]|[1-9]\d) (?:\d\d|2[AB]) \d{3} \d{3} \d\d"),
    ("fr.nir", r"[12]\d\d(?:0[1-9]|1[0-2])(?:\d\d|2[AB])\d{8}"),
    ("es.dni", r"\d{8}[- ]?[A-Z]|\d{2}\.\d{3}\.\d{3}[- ]?[A-Z]"),
    ("es.nie", r"[XYZ][- ]?\d{7}[- ]?[A-Z]"),
    ("gb.nhs", r"\d{3}[ -]\d{3}[ -]\d{4}"),
    ("us.ssn", r"\d{3}-\d\d-\d{4}"),
    ("in_.aadhaar", r"\d{4}[ -]\d{4}[ -]\d{4}"),
    ("in_.pan", r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]"),
    ("de.idnr", r"\d\d \d{3} \d{3} \d{3}"),
    ("be.nn", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"),
    ("ch.ssn", r"756\.\d{4}\.\d{4}\.\d\d"),
    ("it.codicefiscale", r"[A-Z]{6}\d\d[A-EHLMPR-T]\d\d[A-Z]\d{3}[A-Z]"),
    ("mx.curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d"),
    ("br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d"),
    ("iban", r"[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"),
    ("luhn", r"\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}"),
]
_SHAPES = [(module, re.compile(rf"(?<![\w.-])(?:{pattern})(?![\w-])")) for module, pattern in _SHAPED]
# Spanish social security: province 2, number 8, check 2 = (province and number) mod 97. stdnum has no module for it.
_NUSS = re.compile(r"(?<![\w.-])(\d\d)[ /-](\d{7,8})[ /-](\d\d)(?![\w-])")

# Numbers without a shape of their own count only right after their label.
_LABELLED = [
    ("gb.nhs", r"nhs", r"\d{3} ?\d{3} ?\d{4}"),
    ("us.ssn", r"ssn|social security", r"\d{3}[- ]?\d\d[- ]?\d{4}"),
    ("us.npi", r"npi", r"\d{10}"),
    ("luhn", r"rpps|siret|sin", r"\d{9,14}"),
    ("de.idnr", r"steuer-?id|idnr|identifikationsnummer", r"\d{11}"),
    ("de.kvnr", r"kvnr|krankenversichertennummer|versichertennummer", r"[A-Z]\d{9}"),
    ("in_.aadhaar", r"aadhaar|uidai", r"\d{12}"),
    ("fr.nir", r"nir|insee|secu|sécu|sécurité sociale", r"[1-478][\d ]{12,21}\d"),
]
_LABELS = [
    (
        module,
        re.compile(
            rf"\b(?:{label})\b[ ]?(?:number|no\.?|numéro|n[°º]\.?|nummer|id|#)?[ ]?(?:is|est|es|:|=|#)?[ ]?({value})(?![\w])", re.IGNORECASE
        ),
    )
    for module, label, value in _LABELLED
]


@cache
def _module(name: str):
    return import_module(f"stdnum.{name}")


def _kvnr(value: str) -> bool:
    """Check digit of a German health insurance number: Luhn over the letter as two digits (GKV, Anlage 1)."""
    digits = f"{ord(value[0].upper()) - 64:02d}{value[1:9]}"
    total = sum(sum(divmod(int(d) * (1 + i % 2), 10)) for i, d in enumerate(digits))
    return total % 10 == int(value[9])


def _valid(module: str, value: str) -> bool:
    if module == "de.kvnr":
        return _kvnr(value)
    if module == "us.npi":  # Luhn with the prefix of health applications (CMS, NPI check digit)
        return bool(_module("luhn").is_valid("80840" + value))
    compact = re.sub(r"[ ./-]", "", value).upper()
    return bool(_module(module).is_valid(compact))


def find(text: str) -> Iterator[Hit]:
    """Yield hard hits of kind "national_id" in folded text: valid and either labelled or in canonical spacing."""
    for module, pattern in _SHAPES:
        for match in pattern.finditer(text):
            if _valid(module, match[0]):
                yield Hit(*match.span(), "national_id", True, f"valid_{module}", 9)
    for match in _NUSS.finditer(text):
        province, number, check = match.groups()
        if int(province) and int(str(int(province)) + number if len(number) == 8 else province + number) % 97 == int(check):
            yield Hit(*match.span(), "national_id", True, "valid_es.nuss", 9)
    for module, pattern in _LABELS:
        for match in pattern.finditer(text):
            if _valid(module, match[1]):
                yield Hit(*match.span(1), "national_id", True, f"valid_{module}", 9)
