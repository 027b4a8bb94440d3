# ruff: noqa: E501 - lists are read as one line
"""Capital words that no dictionary has, inside a sentence: towns after "in", "à", "desde", people elsewhere; and names typed in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.introduced import DONE_BY, operated, phrase_before
from cases.deid.text.runs import is_given, run, span
from cases.deid.text.spans import Hit
from cases.deid.text.strange import listed_name, stranger, thing
from cases.deid.text.tokens import Words
from cases.deid.text.worded import MONTHS
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.people import BY, MOVES, NOBODY, OCCUPATIONS, PEOPLE, RELATIONS, SPEAKS
from cases.deid.text.words.places import COUNTRIES, TOWNS, VILLAGES
from cases.deid.text.words.surnames import SURNAMES
from cases.deid.text.words.verbs import PERSONAL
from cases.deid.text.words.vocabulary import medicine, ordinary

_IN = listed("in at near outside around from à vers en desde hacia")
_TO = listed("to a hasta jusqu'à")
_OF = listed("of de d'")
# Somebody goes, is sent or brought there.
_MOTION = re.compile(
    r"(?:go|goes|going|went|moved?|moving|back|return\w*|travel\w*|fl[iey]\w+|drov?e\w*|driv\w+|sent|transf\w+|refer\w+|taken|took|admitted|commut\w+|emigrat\w+|fue|fueron|va|ir|viaj\w+|viene|vino|volv\w+|traslad\w+|deriv\w+|envi\w+|mand\w+|llev\w+|llegó|ingres\w+)\Z"
)
# Medicines are given, stopped and answered to: what follows is hardly a town or a person.
_MEDICATED = re.compile(
    r"(?:switch\w*|chang\w+|allerg\w+|respon\w+|resist\w+|sensi\w+|intoler\w+|convert\w+|rotat\w+|contrast|titrat\w+|add\w*|start\w*|stop\w*|tak\w+|gave|give\w*|tri\w+|us\w+|prescri\w+|inject\w+|infus\w+|appl\w+|dos\w+|tablets?|mg|ml|passage|passer|pass\w+|relai|relais|répon\w+|réag\w+|intolér\w+|sous|début\w+|arrêt\w+|pren\w+|mis\w*|donn\w+|cambi\w+|alérg\w+|respuesta|tom\w+|pas\w+|inici\w+|suspend\w+|pauta\w*|trat\w+|administr\w+|añad\w+|consensus|classif\w+|clasif\w+|according|culture|cultivo|cultures|growth|grew|growing|implant\w+|posit\w+|criteria)\Z"
)
_GIVEN = listed(
    "on with using via under plus versus vs and or then sous avec par plus puis ou et con bajo más luego y o tras a an the un une el la le les los las l' d' no not without sans sin after después après like comme como than que is was are est es son more this that ce cette este esta new any some my our your his her their son sa ses su sus notre nuestro per each every both non"
)
# Where patients are inside a hospital.
CARE = listed("""
theatre theatres casualty maternity paediatrics oncology radiology recovery majors minors resus triage outpatients inpatients clinic clinics ward wards home hospice rehab discharge admission handover rounds round night days nights church school university work college court parliament heaven summer winter spring autumn christmas easter general particular short summary conclusion english french spanish latin greek
bloc salle réanimation urgences déchocage consultation hospitalisation ambulatoire domicile chambre service garde staff externe interne gériatrie pédiatrie néonatalogie obstétrique psychiatrie ville libéral secteur rééducation convalescence unité soins noël pâques toussaint carême europe métropole outre
planta quirófano urgencias consulta consultas observación hospitalización diálisis rehabilitación reanimación críticos primaria secundaria especializada neonatos paritorio maternidad farmacia rayos sala box boxes domicilio casa residencia navidad semana europa áfrica asia américa enero internet
""")
# Tests and staff that a place has: "la fibro de Saintes", "el cirujano de Temuco".
_HAD = (
    listed("""
scan scans bloods echo biopsy x-ray letter team surgeons doctors
fibro coloscopie coro coronarographie irm scanner échographie écho eeg ecg radio radios bilan biopsie laboratoire équipe confrère confrères collègues collègue maternité urgences
resonancia tac eco ecografía ecocardiograma analítica biopsia radiografía placa gastroscopia colonoscopia holter informe equipo compañeros colegas urgencias comité
""")
    | PEOPLE
)
_LOWERED = listed("nok nan nanna mam mum dad carer kin yaya tata pr don doña")
_OR = listed("or and o u y e ou et")
# Behind a name in lower case: "osian (nhs 943", "yeison, 16,".
_NUMBERED = re.compile(r" \((?:nhs|nhc|ipp|dob|ddn|mrn|hc|dni|n[°º]|\d{1,3}[,) a-z])|, \d{1,2},")


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "name" and "town" in folded words."""
    for i in range(1, len(words)):
        if words.words[i][0].isupper() and (hit := _capital(words, i)):
            yield hit
    yield from _either(words)
    yield from _lowered(words)


def _capital(words: Words, i: int) -> Hit | None:
    low, before, gap = words.lower[i], words.lower[i - 1], words.gaps[i]
    if not words.capital(i) or len(low) < 3 or words.opens_sentence(i) or low in MONTHS or low in COUNTRIES:
        return None
    back = words.lower[max(0, i - 4) : i - 1]
    town = (
        gap in (" ", "")
        and words.words[i - 1].islower()
        and (
            before in _IN
            or (before in _TO and any(_MOTION.match(word) for word in back))
            or (before in _OF and back[-1:] and (back[-1] in _HAD or _MOTION.match(back[-1])))
        )
    )
    if town and any(_MEDICATED.match(word) for word in back[-2:]):
        town = False
    plainly = before not in _OF or back[-1] not in PEOPLE
    if town and plainly and not thing(low) and ordinary(low) and not _titled(words, i) and _place(words, i):
        return _hit(words, i, "town", "place_word")
    if not stranger(low) or coordinated(words, i):
        return None
    if town:
        return _hit(words, i, "town", "place_stranger")
    if gap not in (" ", ", ", "; ", " - ", " – ", " — ") or (gap == " " and not _doing(before)):
        return None
    if any(_MEDICATED.match(word) for word in words.lower[max(0, i - 3) : i]) or words.capital(i - 1) or words.upper(i - 1):
        return None
    if words.text[words.ends[i] :][:2].strip()[:1] in ("®", "™"):
        return None
    if i + 1 < len(words) and words.gaps[i + 1] == " " and words.words[i + 1].isupper() and len(words.words[i + 1]) < 4:
        return None  # the authors of an article: "Estey EH"
    return _hit(words, i, "name", "name_stranger")


def _doing(low: str) -> bool:
    """Whether what stands before a name is a verb, so that the name is no apposition to a thing: not "pompe Duodopa"."""
    return low in SPEAKS or low in MOVES or low in PERSONAL or low in PEOPLE or low.endswith("ed")


def _hit(words: Words, i: int, kind: str, reason: str) -> Hit | None:
    stop = run(words, i, 4, lax=True)
    while stop > i + 1 and (thing(words.lower[stop - 1]) and not listed_name(words.lower[stop - 1])):
        stop -= 1
    if stop <= i or words.eponym(i, stop - 1) or words.result(stop - 1):
        return None
    return Hit(*span(words, i, stop), kind, False, reason, 0)


def _place(words: Words, i: int) -> bool:
    """Whether an ordinary word with a capital after "in" or "à" is no department, season or part of the house."""
    low = words.lower[i]
    return len(low) > 3 and low not in CARE and low not in DEPARTMENTS and low not in NOT_NAMES and low not in OCCUPATIONS


def _titled(words: Words, i: int) -> bool:
    """Whether other ordinary words near word i have a capital inside the sentence too, as in headings and forms."""
    near = [k for k in range(max(1, i - 5), min(len(words), i + 6)) if k != i and not words.opens_sentence(k)]
    return any(
        words.words[k][0].isupper()
        and (ordinary(words.lower[k]) or thing(words.lower[k]))
        and not listed_name(words.lower[k])
        and not words.upper(k)
        for k in near
    )


def _either(words: Words) -> Iterator[Hit]:
    """Two places or people to choose from where a sentence opens: "¿Povisa o Santiago?"."""
    for i in range(len(words) - 2):
        other = i + 2
        if words.lower[i + 1] not in _OR or words.gaps[i + 1] != " " or words.gaps[other] != " " or not words.capital(other):
            continue
        if words.opens_sentence(i) and words.capital(i) and not thing(words.lower[other]):
            low, second = words.lower[i], words.lower[other]
            if (
                stranger(low)
                and not words.result(other)
                and not words.eponym(other, other)
                and (listed_name(second) or stranger(second) or second in TOWNS)
            ):
                yield Hit(words.starts[i], words.ends[i], "name", False, "name_either", 0)
                yield Hit(words.starts[other], words.ends[other], "name", False, "name_either", 0)


def coordinated(words: Words, i: int) -> bool:
    """Whether word i stands in a list with a medicine, germ or eponym: "Seretide, Ventoline and Zumbrix"."""
    for first, second, other in ((i - 1, i, i - 1), (i, i + 1, i + 1), (i - 2, i, i - 2), (i, i + 2, i + 2)):
        if first < 0 or second >= len(words):
            continue
        if second - first == 2:
            middle = first + 1
            if words.lower[middle] not in ("and", "or", "y", "o", "e", "et", "ou", "then", "puis", "luego", "plus", "vs", "ni", "nor"):
                continue
        elif words.gaps[second] not in (", ", "/", " / ", " + ", "-"):
            continue
        low = words.lower[other]
        shown = words.words[other][0].isupper() and low not in NOT_NAMES and low not in NOBODY
        if thing(low) and not listed_name(low) and (shown or medicine(low)):
            return True
    return False


def _lowered(words: Words) -> Iterator[Hit]:
    """Names in a text typed without capitals: words of no dictionary that are on a list of names or towns, or follow "by" and relations."""
    capitals = sum(words.opens_sentence(i) and words.words[i][0].isupper() for i in range(len(words)))
    openings = sum(words.opens_sentence(i) and words.words[i][0].isalpha() for i in range(len(words)))
    if not openings or capitals * 4 > openings:
        return
    for i in range(1, len(words)):
        low = words.lower[i]
        if len(low) < 4 or not words.words[i].islower() or not stranger(low):
            continue
        before = words.lower[i - 1] if words.gaps[i] in (" ", ", ", ": ", ". ") else ""
        cued = words.gaps[i] == " " and (phrase_before(words, i) or operated(words, i))
        if (
            is_given(low)
            or low in SURNAMES
            or before in RELATIONS
            or before in OCCUPATIONS
            or before in _LOWERED
            or cued
            or _NUMBERED.match(words.text, words.ends[i])
            or (before in BY and i > 1 and DONE_BY.match(words.lower[i - 2]))
        ):
            yield Hit(words.starts[i], words.ends[i], "name", False, "name_lowered", 1)
        elif low in TOWNS or low in VILLAGES:
            yield Hit(words.starts[i], words.ends[i], "town", False, "town_lowered", 1)
