# ruff: noqa: E501 - patterns and lists are read as one line
"""Names by what stands beside them: "discussed with X", "X (born 1950)", "un certain X", "Drs X, Y and Z", "dr x" in lower case, "X, Given"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cases.deid.text.runs import PARTICLES, dotted, is_given, is_place, run, span
from cases.deid.text.spans import Hit
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import EPONYM_AFTER, NOT_NAMES, ROLES
from cases.deid.text.words.eponyms import EPONYMS
from cases.deid.text.words.given import AMBIGUOUS, COMMON
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.places import TOWNS
from cases.deid.text.words.surnames import SURNAMES
from cases.deid.text.words.verbs import personal
from cases.deid.text.words.vocabulary import ordinary

# Somebody did, saw or was asked something: a clinician's name follows.
_BY = re.compile(
    r"(?<![\w-])(?:d/w|disc(?:ussed)?\.? (?:w/|with)|(?:seen|reviewed|examined|assessed) by|(?:reported|operated|assisted|performed|dictated|typed|signed|inserted|referred|read|drawn|taken) by|as per|spoke (?:to|with)|advice (?:from|of)|opinion (?:from|of)|bleep|handed over to|"
    r"vue? (?:avec|par)|avis(?: de| du| auprès de)?|adressée? par|opérée? par|relue? par|prélevée? par|réalisée? par|rédigé par|examinée? par|posée? par|discuté avec|staffé avec|appel(?:er|é)? (?:de|à)?|transmis à|suivie? par|"
    r"vist[oa] (?:con|por)|comentad[oa] con|consultado con|valorad[oa] por|remitid[oa] por|intervenid[oa] por|operad[oa] por|informad[oa] por|revisad[oa] por|realizad[oa] por|seguid[oa] por|dictad[oa] por|firmad[oa] por|opina|avisad[oa] a)[ \n:]{1,2}(?=[^\W\d_])",
    re.IGNORECASE,
)
# One person is pointed at: a name follows.
_POINTED = re.compile(
    r"(?<![\w-])(?:a certain|un certain|une certaine|un tal|una tal|el tal|known as|goes by|answers to|the late|feu|viuda de|vve|veuve|ép\.?|épouse|née|de soltera|alias|my (?:colleague|friend|patient|nephew|niece|cousin)|mon (?:collègue|ami|patient)|ma (?:collègue|patiente)|mi (?:colega|compañer[oa]|paciente|amig[oa])|"
    r"(?:son|sa|leur|notre|su|her|his|their) (?:voisine?|voisin|amie?|collègue|patronne?|filleule?|belle-(?:mère|sœur|fille)|beau-(?:père|frère|fils)|vecin[oa]|amig[oa]|compañer[oa]|cuidador[ae]?|suegr[oa]|yerno|nuera|cuñad[oa]|niet[oa]|carer|landlord|lady|girlfriend|boyfriend|fiancée?|grandson|granddaughter))[ ,\n]{1,2}(?=[^\W\d_])",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"[ ,(\n]{1,3}(?:née?(?:\(e\))?s?(?= le| en| à|\()|né\(e\)|born(?= on| in|:)|nacid[oa](?= el| en)|d\.?o\.?b\b|ddn\b|f\.? ?nac)",
    re.IGNORECASE,
)
_DOCTOR = re.compile(
    r"(?<![\w.-])(?P<title>dra?|dr[ae]s|dres|prof|sr|sra|srta|mr|mrs|miss|mme|mlle|doctor|doctora|docteur|doña|sor|nurse)(?:\. ?| )(?P<name>[^\W\d_A-Z][^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?)(?![\w'])"
)
# "enf. Quispe", "TCAE Remedios", "lic. Ayala": the full stop is asked of what is a word as well.
_ABBREVIATED = re.compile(
    r"(?<![\w.-])(?:enf(?:erm)?[aº]?|lic(?:da|do|enciad[oa])?|psic(?:ól)?[oa]?|obst|nutr?|odont|farm|anest|kin|fonoaud|téc|tec|aux|infirm?|sage-f|rev|sup|coord|matr|resid|adj|cir|interc|sgt|sgto|insp|cap|ing|arq|abog|mtro|mtra|hno|hna)\.[ ](?=[^\W\d_a-z])"
    r"|(?<![\w.-])(?:TCAE|TENS|TMO|DUE|ATS|IDE|IBODE|IADE|IPA|ASH|LPN|RN|CNA|SN|S/N|SSN|HCA|ANP|CNS|enfermer[oa] jefe|jefa de enfermería|nurse in charge|charge nurse|staff nurse|night nurse|ward clerk|scrub nurse|klg[oa]|kinesiólog[oa]|fonoaudiólog[oa]|flebotomista|tecnólog[oa] médic[oa]|trabajadora social|asistenta? social|obstetra|partera|paramédic[oa]|camillero|camillera|infirmière|infirmier|ambulancier|ambulancière|sage-femme)[ ](?=[^\W\d_a-z][a-zà-ÿ])"
)
_INITIAL = re.compile(r"(?<![\w.])(?P<initial>[a-z])\. ?(?P<name>[a-zà-ÿ]{4,20}(?:-[a-zà-ÿ]{2,20})?)(?![\w'-])")
_PLURAL = listed("drs dres dras dras. messrs sres")
_CALLED = listed("named called known nommé nommée appelé appelée prénommé prénommée llamado llamada apodado apodada presented admitted")
_LISTING = frozenset([", ", " y ", " et ", " and ", " & ", " e ", ",", " / ", "/"])
# What doctors do, and where: after a title in lower case these are the rest of the sentence.
_NOT_AFTER_TITLE = listed("""
said says saw sees thinks thought will would wants wanted asked asks agrees agreed advised advises recommended recommends suggested suggests ordered started stopped called rang came went feels felt notes noted planned plans happy
demande demandé pense pensait dit disait veut voulait confirme préfère conseille prescrit passe passera verra voit propose appelle rappelle valide traitant référent adresseur
dice dijo pide pidió valora valoró recomienda recomendó propone indica indicó cree prefiere confirma solicita verá quiere llama avisa responsable residente house staff office clinic team about regarding
""")
DEPARTMENTS = listed("""
cardio neuro dermato derm onco gyneco gynéco pneumo gastro réa anesth anesthésie radio chir ortho urgences psy psych orl ophtalmo ophthalmology optho plastics vascular ent icu itu neph néphro nefro uro hepato hépato hémato hemato rhumato reuma
endocrino infectio micro biochemistry histology palliative tissue viability physio kiné dietetics social psychiatrie paediatrics gyne obs trauma maxillofacial theatre theatres switchboard pharmacy farmacia digestivo intensivos interna
cirugía trauma oftalmo otorrino anestesia rehabilitación maxilo vascular infecciosas paliativos staff comité comite mdt tumour tumor board consultants surgeons pharmacie laboratoire laboratorio laboratory quirófano bloc hdu resus recovery anaesthetics anesthetics guardia garde planta consultas trust sector secteur almoner bloods endoscopy endoscopie endoscopia triage dialysis dialyse diálisis ambulatory ambulatoire ambulatorio familia famille family
orthotics prosthetics podiatry endocrine respiratory renal haem heme rehab hospice anaesthesia anesthesia anaesthetics neurosurg neurosurgery neurochirurgie neurocirugía neurocirugia ophthal paeds peds psychogeriatrics orthogeriatrics geris medics surgeons physicians dermatology gastroenterology hepatology immunology allergy genetics génétique genética vascular orthopaedics orthopedics palliatives palliatifs quirófano quirófanos dietetics ergothérapie orthophonie kinésithérapie fisioterapia logopedia observación observation observations outpatients inpatients transplant greffe trasplante trasplantes nursing brancardage régulation samu smur coordination coordinación admisión admisiones facturación gerencia dirección direction
""")


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "clinician" and "name" in folded words."""
    text = words.text
    for pattern, kind in ((_BY, "clinician"), (_POINTED, "name"), (_ABBREVIATED, "clinician")):
        for match in pattern.finditer(text):
            hit = _following(words, match.end(), kind)
            if hit and (pattern is not _ABBREVIATED or _named(text[hit.start : hit.end])):
                yield hit
    for match in _BORN.finditer(text):
        if hit := _before(words, match.start()):
            yield hit
    for match in _DOCTOR.finditer(text):
        low = match["name"]
        person_like = low in SURNAMES or is_given(low) or not clinical(low) or match["title"][0] in "sm"
        # "el doctor sospechó", "le docteur pensait": what one does, in one word, is no name that is typed in lower case.
        acts = personal(low, "") and not (low in SURNAMES or is_given(low))
        if person_like and not acts and not any(low in barred for barred in (NOT_NAMES, _NOT_AFTER_TITLE, ROLES, DEPARTMENTS, PARTICLES)):
            kind = "clinician" if match["title"].startswith(("d", "prof", "nurse")) and not match["title"].startswith("doñ") else "name"
            yield Hit(match.start(), match.end(), kind, False, "name_title_lower", 4)
    for match in _INITIAL.finditer(text):
        low = match["name"]
        if low in SURNAMES and low not in NOT_NAMES and not clinical(low):
            yield Hit(*match.span(), "name", False, "name_initial_lower", 2)
    yield from _lists(words)


def _named(name: str) -> bool:
    """Whether what stands behind an abbreviated profession is on a list of names, or no word at all: not "aux. Derecho"."""
    return any(is_given(low) or low in SURNAMES or not (ordinary(low) or clinical(low)) for low in name.lower().split())


def person(words: Words, first: int, stop: int) -> bool:
    """Whether words first to stop (exclusive) can be a person: not eponyms, departments, clinical words or a place alone."""
    telling = [words.lower[i] for i in range(first, stop) if not words.initial(i) and words.lower[i] not in PARTICLES]
    if not telling or is_place(words, first, stop):
        return False
    return not all(
        low in EPONYMS or low in DEPARTMENTS or low in EPONYM_AFTER or (clinical(low) and low not in SURNAMES) for low in telling
    )


def _following(words: Words, at: int, kind: str) -> Hit | None:
    i = bisect_left(words.starts, at)
    if i >= len(words) or words.starts[i] != at:
        return None
    j = i
    while j < i + 3 and j + 1 < len(words) and words.lower[j] in PARTICLES and words.words[j].islower():
        j += 1
    stop = run(words, j, 5, lax=True)
    if stop == j or (stop == j + 1 and (words.initial(j) or words.upper(j) or len(words.words[j]) < 3)):
        return None
    if words.eponym(j, stop - 1) or not person(words, j, stop):
        return None
    return Hit(*span(words, j, stop), kind, False, "name_cue", 4)


def _before(words: Words, end: int) -> Hit | None:
    """The capital words that end right at `end`: "Hercule Poisson-Blanc (né le 5 mai)"."""
    last = bisect_left(words.starts, end) - 1
    if last < 0 or words.ends[last] < end - (dotted(words, last) and words.initial(last)):
        return None
    first = last + 1
    while first > 0 and last - first < 4:
        i = first - 1
        good = (words.capital(i) or words.upper(i) or words.initial(i)) and (words.lower[i] not in NOT_NAMES or words.lower[i] in SURNAMES)
        if not good and not (words.lower[i] in PARTICLES and first <= last):
            break
        if first <= last and words.gaps[first] not in (" ", "-", "' ", ". ", ", "):
            break
        first = i
    while first <= last and not (words.capital(first) or words.upper(first) or words.initial(first)):
        first += 1
    if first < last and words.opens_sentence(first) and not (is_given(words.lower[first]) or words.lower[first] in SURNAMES):
        first += 1  # "Acude Hércules Blanco (nacido el"
    if (
        first > last
        or not person(words, first, last + 1)
        or (first == last and words.opens_sentence(first) and not is_given(words.lower[first]))
    ):
        return None
    return Hit(*span(words, first, last + 1), "name", False, "name_born", 3)


def _lists(words: Words) -> Iterator[Hit]:
    """Everybody after "Drs", and "Surname, Given" as registers have it."""
    for i in range(len(words) - 1):
        low = words.lower[i]
        if low in _PLURAL and words.words[i][0].isupper():
            j = i + 1
            while j < len(words) and (j == i + 1 or words.gaps[j] in _LISTING):
                if j > i + 1 and words.lower[j] in ("y", "et", "and", "e"):
                    j += 1
                    continue
                stop = run(words, j, 3, lax=True)
                if stop == j or words.lower[j] in DEPARTMENTS:
                    break
                yield Hit(*span(words, j, stop), "clinician", False, "name_plural", 4)
                j = stop
                if j < len(words) and words.gaps[j] == " " and words.lower[j] in ("y", "et", "and", "e"):
                    j += 1
                    stop = run(words, j, 3, lax=True)
                    if stop > j:
                        yield Hit(*span(words, j, stop), "clinician", False, "name_plural", 4)
                    break
        elif words.gaps[i + 1] == ", " and _register(words, i):
            yield Hit(words.starts[i], words.ends[i + 1], "name", False, "name_register", 3)


def _register(words: Words, i: int) -> bool:
    low, given = words.lower[i], words.lower[i + 1]
    if not words.capital(i + 1) or not is_given(given) or given in AMBIGUOUS or low in NOT_NAMES or low in EPONYMS or low in TOWNS:
        return False
    if i + 2 < len(words) and words.gaps[i + 2] == ", ":
        return False  # three or more in a row are a list of something
    return (
        (words.upper(i) and len(low) > 3)
        or (words.capital(i) and low in SURNAMES and not is_given(low) and given in COMMON)
        or (words.words[i].startswith(("Mc", "Mac", "O'")) and words.capital(i))
    )
