"""Words that no dictionary has are names where people and places stand; brands, departments and options that stand there are not.

In braces stands what must go; nothing else may.
"""

import pytest

from cases.deid.text import Read, examine
from cases.deid.text.model import ModelSpan, digest
from cases.deid.text.strange import stranger, thing
from cases.deid.text.words.vocabulary import DRUGS, WORDS, medicine, ordinary
from tests.deid.text.test_cue_sentences import marked

FOUND = """
en|{Zbigwen} vomited twice in the night.
en|{Zbigwen} hasn't been back since.
en|{Kwelabeth} is keen on a second opinion.
en|The scan from {Abergwyth} was normal.
en|She was sent back to {Abergwyth} overnight.
en|We heard {Kwelabeth} offered a graft.
en|She's a groomer at {Hollybank Stables} and rides daily.
en|A scaffolder with {Kierwood}, fit and well.
es|{Bustamante} le diagnosticó la enfermedad.
fr|Suivie par {Lise Amsellem} à {Mondor}, sans succès.
en|He drives a bus for {Stagecroft}, nights mostly.
en|She used to dance with {Ballet Gwentor}, so it matters.
en|The graft was done at {King's} on the first attempt.
en|Yours, {Pippa Lovelock}, {Ashfold Surgery}
en|DOB {3.3.51}, no allergies.
en|Seen with {Mrs Nnamdi}, {92}, after a fall.
en|ID {RN/448/20}, for the file.
fr|{Quintrouec} avait évoqué une neurofibromatose.
fr|{Vandenbrouk} ne supporte pas l'allopurinol.
fr|La fibro de {Saintes} est normale.
fr|Il a été opéré à {Cognac} sans difficulté.
fr|Elle conduit un bus à la {RATP}, de nuit.
fr|C'est une nageuse du {Cercle des Nageurs}, droitière.
fr|Revu par {Lise Amsellem} {le 30}.
fr|{Martin} a posé un drain {le 12}.
es|{Huancari} sigue con parestesias.
es|{Wayrami} no tolera el valproato.
es|{Olabarri} le cambió el marcapasos.
es|La evaluó {Montecillos} y la ingresó.
es|Se lo quitó {Pardiñas} hace años.
es|Consulta por una caída: {Sotelinos}, de {Verín}, la vio.
es|El cirujano de {Temucurá} le habló mal.
es|Su padre, chofer de {Cruz del Sur}, fuma.
es|{Choque} vino de {Potosí} con tos.
en|pt seen by {okonjo} in resus, {bethan} rang. lives at {4 tannery row}.
en|dear all, {osianwy} (nhs trust) still vomiting. from {tewkesbury}.
es|llaman de guardia. sondado por {orozcoa}. vive en la {calle nueva 14}.
es|herida en costado. lo suturó {restrepoa}, sin drenaje.
"""
KEPT = """
en|Movicol vomited back up twice, Laxido kept down.
en|Endocrine preferred to wait, Vascular agreed, Rehab declined him.
en|Options: A. Methotrexate, B. Cyclosporin, C. Azathioprine.
en|Options: A. Watch and wait. B. Surgery. C. Radiotherapy.
en|Answer: B. Pemphigoid, not A. Pemphigus or C. Zoster.
en|According to Sgarbossa this is not a block.
en|Switched from Lantus to Toujeo, then to Tresiba.
en|We switched her from Zumbrix to pills.
en|She was treated in Recovery overnight.
es|Esperó en Boxes toda la noche.
en|He collapsed in Church on the way.
en|Ilizarov or Taylor frame for this tibia?
en|She was treated in Theatre, then in Recovery.
en|Anaesthesia asked for an echo.
en|He had 2 days in a row without pain.
en|Pain is worse at McBurney's and better lying down.
en|A tumour at Angle of the mandible.
en|Sats, 92, then 94 on air.
en|Day 3.3 of the cycle, ratio 3.3.51.
fr|Neurochirurgie refuse d'opérer.
fr|Selon Fontaine, il est au stade III ; selon Rutherford, au grade 4.
fr|Vient pour son Infanrix et son Rotarix.
fr|La pompe Duodopa aide, la sonde de Blakemore gonfle.
fr|En Gaucher la rate est plus grosse.
fr|Hospitalisée à Domicile, puis en Réanimation.
fr|Le score a baissé sous le 12.
es|Neurocirugía rechaza operar, Quirófano parado.
es|Según Fontaine está en el estadio III.
es|Le puso Enantyum y luego Primperan.
es|La vio Urología y pidió un TAC.
es|Agradecemos a todos la ayuda.
es|Técnica de Walsh, punto de Labat.
en|A farmer with Lyme and a welder with Crohn.
es|Viene de Urgencias y pasa a Planta.
es|Ingresó en Observación y quedó en Boxes.
es|La calle está a 14 metros.
"""


def lines(table):
    return [line.split("|", 1) for line in table.splitlines() if line]


@pytest.mark.parametrize(("language", "sentence"), lines(FOUND))
def test_what_stands_in_braces_is_found_and_nothing_else(language, sentence):
    text, ranges = marked(sentence)

    spans = examine(text, language=language).spans

    covered = [any(s.start <= i < s.end for s in spans) for i in range(len(text))]
    assert [text[i] for start, end in ranges for i in range(start, end) if text[i].isalnum() and not covered[i]] == []
    assert [text[s.start : s.end] for s in spans if not any(start < s.end and s.start < end for start, end in ranges)] == []


@pytest.mark.parametrize(("language", "sentence"), lines(KEPT))
def test_the_same_places_hold_clinical_words(language, sentence):
    assert [sentence[s.start : s.end] for s in examine(sentence, language=language).spans] == []


def said(text, word, score):
    start = text.index(word)
    read = Read(digest(text), (ModelSpan(start, start + len(word), "name", score),), "test")
    return [text[s.start : s.end] for s in examine(text, read=read).spans if s.reason == "model"]


def test_the_model_need_not_be_sure_of_a_word_that_no_dictionary_has():
    assert said("Xanthippa, next door, has a key.", "Xanthippa", 0.35) == ["Xanthippa"]
    assert said("Orchard, next door, has a key.", "Orchard", 0.35) == []


@pytest.mark.parametrize("text", ["Rotarix again at four months.", "Ilizarov or Walker for this tibia?", "Dolores abdominales al comer."])
def test_the_model_is_not_believed_about_medicines_frames_and_ordinary_openings(text):
    assert said(text, text.replace("Ilizarov or ", "").split()[0], 0.96) == []


# --- The lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["aardvark", "haemorrhage", "patients", "présentait", "généraliste", "refiere", "vomitó", "mañana", "yeux"]
)
def test_forms_of_three_languages_are_ordinary(word):
    assert ordinary(word) and not stranger(word)


@pytest.mark.parametrize("word", ["bisoprolol", "nucala", "movicol", "klebsiella", "hill-sachs", "cytomegalovirus"])
def test_medicines_germs_and_eponyms_are_things(word):
    assert thing(word) and not stranger(word)


@pytest.mark.parametrize("word", ["kowalczyk", "wojtek", "huanca", "okonjo", "tewkesbury", "vandenbossche", "pemberton-oyelaran"])
def test_names_are_no_words(word):
    assert stranger(word)


def test_the_sorted_files_are_looked_up_from_the_first_line_to_the_last():
    for lines_ in (WORDS.lines, DRUGS.lines):
        words = lines_.decode().split()
        assert words == sorted(words)
        for word in (words[0], words[1], words[len(words) // 2], words[-2], words[-1]):
            assert word in (WORDS if lines_ is WORDS.lines else DRUGS)
        assert "" not in words
    assert "zzzzz" not in WORDS and "aaaaa" not in WORDS and "" not in DRUGS
    assert not medicine("paciente") and not medicine("señora")
