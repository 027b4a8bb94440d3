"""Names by what stands beside them, and what stands there without being a name."""

import pytest

from cases.deid.text import examine, fields


def found(text, language=None):
    return [text[span.start : span.end] for span in examine(text, language=language).spans if span.kind in ("name", "clinician")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Discussed with Featherstone about the margins.", ["Featherstone"]),
        ("comentado con Goikoetxea, de acuerdo", ["Goikoetxea"]),
        ("vu avec Bérengère de La Tour d'Auvergne, interne", ["Bérengère de La Tour d'Auvergne"]),
        ("un certain Zéphyrin, guéri depuis", ["Zéphyrin"]),
        ("su vecino Patxi llama cada día", ["Patxi"]),
        ("Acude Hércules Blanco Pez (nacido el 5 de mayo de 1970)", ["Hércules Blanco Pez"]),
        ("seen today, dr farrukh agrees", ["dr farrukh"]),
        ("visto hoy sr. bustamante, febril", ["sr. bustamante"]),
        ("Staff : Drs Lemoyne, Haddad-Roche et Wen.", ["Drs Lemoyne", "Haddad-Roche", "Wen"]),
        ("the other bed, McGillivray, Fiona.", ["McGillivray, Fiona"]),
        ("Consent taken by Dr. al-Rashid in theatre", ["Dr. al-Rashid"]),
        ("Mme de Saint-Exupéry a refusé", ["Mme de Saint-Exupéry"]),
        ("Revisión. Dra. M.ª C. Delgado-Osorio.", ["Dra. M.ª C. Delgado-Osorio"]),
    ],
)
def test_a_cue_gives_a_name_away(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Discussed with Cardiology and the tumour board.",
        "Seen by Neuro, no change.",
        "the dr says no, dr on call agrees",
        "vu avec la chirurgie, avis ORL demandé",
        "comentado con Digestivo",
        "discussed with Parkinson nurse team",
        "el dr. valora alta mañana",
        "treated as per Ann Arbor stage II",
        "vitamin D. Calcium was normal",
        "E. Coli and S. Aureus in urine",
    ],
)
def test_a_department_or_an_eponym_after_a_cue_is_no_name(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seen on Thursday 4 April at noon", "Thursday 4 April"),
        ("Staff du jeudi 19/10 : décision", "jeudi 19/10"),
        ("lesions since spring 2021 only", "spring 2021"),
        ("crece desde semana santa", "desde semana santa"),
        ("stopped the warfarin on 12 dec after", "12 dec"),
        ("cultures du 18 au 29/03/2020", "18"),
        ("seen in clinic last December", "last December"),
    ],
)
def test_a_day_is_found_however_it_is_told(text, words):
    assert words in [text[span.start : span.end] for span in examine(text).spans if span.kind == "date"]


def test_a_village_of_the_register_counts_inside_a_sentence_and_not_in_a_name():
    assert [s.kind for s in examine("Accident entre Pézenas et Agde hier.", language="fr").spans] == ["town", "town"]
    assert [s.kind for s in examine("Pézenas Agde", language="fr").spans] == []


def test_a_row_of_labels_is_read_once_each():
    assert len(list(fields._labelled("NAME: A " * 300))) == 300
