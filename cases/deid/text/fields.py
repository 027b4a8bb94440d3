# ruff: noqa: E501 - patterns and lists are read as one line
"""Names in the fields of a form: "Nombre: X", "NOM : X PRÉNOM : Y", "PATIENT NAME X WARD 6", "Cc: X"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.runs import PARTICLES
from cases.deid.text.spans import Hit
from cases.deid.text.tokens import Words
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.given import GIVEN
from cases.deid.text.words.people import TITLES
from cases.deid.text.words.surnames import SURNAMES

_FIELD = re.compile(
    r"(?:^|(?<=[\n.,;|(/*=])|(?<=[ ])(?=(?:names?|surname|forenames?|first ?name|last ?name|noms?|prénoms?|nombre|(?:primer |segundo )?apellidos?)[ ]?[:=]))[ ]{0,3}(?P<label>(?:patient(?:'s)? |full |first |last |family |given |middle |maiden )?names?|first ?name|last ?name|surname|forenames?|known as|preferred name|next of kin|nok|emergency contact|carer|guardian|escort|interpreter|author|named nurse|nurse|copy to|copies to|cc|reviewed by|seen by|reported by|referrer|referred by|signed(?: by)?|consultant|gp|referring (?:physician|doctor)|physician|provider|attending|surgeon|"
    r"noms?(?: de famille| de naissance| d'usage| marital| et prénoms?| du patient| usuel| patient)?|prénoms?(?: et nom)?|patiente?|signature|médecin(?: traitant| adresseur| référent)?|opérateur|chirurgien|anesthésiste|rédacteur|interne|correspondant|personne de confiance|personne à (?:prévenir|contacter)|tuteur|tutrice|curateur|accompagnant|interprète|auteur|ide|infirmi(?:er|ère)(?: référente?)?|copie(?: à)?|adressée? par|vue? par|épouse|nom d'épouse|nom de jeune fille|"
    r"nombre(?: y apellidos| completo| del paciente| de pila)?|apellidos?(?: y nombre)?|primer apellido|segundo apellido|paciente|firma(?:do)?|fdo|aide(?: opératoire)?|panseuse|instrumentiste|ayudante|instrumentista|assistant|scrub(?: nurse)?|an(?:a)?esthetist|médico(?: responsable| de cabecera)?|facultativo|cirujan[oa]|remitido por|informado por|responsable|persona de contacto|familiar(?: de contacto| responsable)?|cuidador[a]?(?: principal)?|tutor[a]?(?: legal)?|acompañante|intérprete|autor[a]?|enfermer[oa](?: referente)?|copia(?: a)?|con copia a|derivad[oa] por|vist[oa] por|contacto|contact(?: name)?)"
    r"[ ]?(?:\((?:s|es|e)\)[ ]?)?[:=][ \n]{0,4}(?P<value>[^\W\d_](?:[^\n:;,|(¤\d.]|(?<=\b[^\W\d_])\.|(?<=\bDr)\.|(?<=\bDra)\.|\.(?=[^\W\d_])){1,60})",
    re.IGNORECASE | re.MULTILINE,
)
_INNER = re.compile(
    r"(?<=[ ])(?P<label>names?|surname|forenames?|first ?name|last ?name|noms?|prénoms?|nombre|(?:primer |segundo )?apellidos?)[ ]?[:=]",
    re.IGNORECASE,
)
_CAPITAL_LABEL = re.compile(
    r"\b(?:PATIENT(?:'S)? NAME|NAME OF PATIENT|FULL NAME|NAME|SURNAME|FORENAMES?|(?:PRÉ)?NOM (?:DU|DE LA) PATIENTE?|NOM|PRÉNOM|PRENOM|NOMBRE (?:DEL|DE LA) PACIENTE|NOMBRE Y APELLIDOS|NOMBRE|APELLIDOS?)[ ]{1,4}(?=[^\W\d_a-z]{3})"
)
_NEXT_LABEL = re.compile(r"(?<=\w)[ ,;/|-]{1,6}(?:[^\W\d_]+[ ]?(?:[(]s[)])?[ ]?)\Z")
_STAFF = (
    "consultant",
    "gp",
    "referring",
    "physician",
    "provider",
    "attending",
    "surgeon",
    "médecin",
    "opérateur",
    "chirurg",
    "anesth",
    "rédact",
    "interne",
    "correspond",
    "médico",
    "facultat",
    "cirujan",
    "remitido",
    "informado",
    "responsable",
    "sign",
    "firm",
    "fdo",
)
_PATIENT_FIELD = ("patient", "paciente", "contact", "responsable", "interne")


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "clinician" and "name" in folded words."""
    yield from _fields(words)
    yield from _capitals(words)


def _fields(words: Words) -> Iterator[Hit]:
    for match in _labelled(words.text):
        label = match["label"].lower()
        value = match["value"]
        if words.text[match.end() : match.end() + 2].lstrip().startswith((":", "=")):
            value = _NEXT_LABEL.split(value)[0]  # its last words are the next label
        value = re.split(
            r"\.(?:\s|\Z)(?<![A-Z]\.\s)|[ ]{2,}[A-ZÁÉ]|[ ](?:Servicio|Service|Tel|NºCol|Nº|DOB|MRN|Edad|Sexo|Né|Née|born)\b", value
        )[0]
        tokens = re.findall(r"[^\W\d_]+", value)
        if not tokens or len(tokens) > 7:
            continue
        lowered = [token.lower() for token in tokens]
        explicit = not label.startswith(_PATIENT_FIELD) or "nom" in label or "name" in label
        explicit = explicit or (len(tokens) < 5 and all(t[0].isupper() and t.lower() not in NOT_NAMES for t in tokens))
        if not explicit and not any(low in GIVEN or low in SURNAMES for low in lowered):
            continue
        if (
            lowered[0] in TITLES
            or all(low in NOT_NAMES for low in lowered)
            or (lowered[0] in NOT_NAMES and lowered[0] not in PARTICLES and lowered[0] not in SURNAMES and lowered[0] not in GIVEN)
        ):
            continue
        if len(tokens) == 1 and (
            lowered[0] in DEPARTMENTS or re.match(r" \d", words.text[match.start("value") + len(value.rstrip()) :][:2])
        ):
            continue  # "Interne : Garde", "Infirmière : Secteur 4"
        personal = label.startswith(("prénom", "apellido", "surname", "first", "last", "nom de"))
        if (
            not tokens[0][0].isupper()
            and not (personal and len(tokens) < 3)
            and not any(low in GIVEN or low in SURNAMES for low in lowered)
        ):
            continue
        kind = "clinician" if label.startswith(_STAFF) else "name"
        start = match.start("value")
        yield Hit(start, start + len(value.rstrip()), kind, False, "name_field", 5)


def _capitals(words: Words) -> Iterator[Hit]:
    """A form in capitals without colons: "PATIENT NAME OYELOWO TEMITOPE WARD 6"."""
    for match in _CAPITAL_LABEL.finditer(words.text):
        first = bisect_left(words.starts, match.end())
        stop = first
        while stop < len(words) and stop < first + 5 and words.upper(stop) and words.lower[stop] not in NOT_NAMES - SURNAMES:
            if stop > first and words.gaps[stop] not in (" ", ", ", "-", "  "):
                break
            stop += 1
        if stop > first and words.lower[first] not in DEPARTMENTS:
            yield Hit(words.starts[first], words.ends[stop - 1], "name", False, "name_field", 4)


def _labelled(text: str) -> Iterator[re.Match[str]]:
    """The fields of a text; a value may hold the next label of its line ("NOM : X PRÉNOM : Y"), which is read as one of its own."""
    at = 0
    while match := _FIELD.search(text, at):
        yield match
        inner = _INNER.search(text, match.start("value"), min(len(text), match.end() + 3))
        at = inner.start("label") if inner and _FIELD.match(text, inner.start("label")) else match.end()
