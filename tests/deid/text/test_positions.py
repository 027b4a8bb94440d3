"""Names, days and places by where they stand in a sentence: spoken to, put after the verb, taken up again, named a second time.

In braces stands what must go; nothing else may.
"""

import pytest

from cases.deid.text import Read, examine
from cases.deid.text.model import ModelSpan, digest
from tests.deid.text.test_cue_sentences import marked

FOUND = """
en|{Amelia}, 4 weeks, does not gain weight.
en|{Gwen}, could you look at this one before you go?
en|{Rose}, can you chase the ferritin?
en|We met {Rose Adair} at ten. The scan of {Rose} is back.
en|Came up on {Tuesday 16} with a swollen calf.
en|Home {Sat 16}, no fever.
en|Admitted {11-09} for rate control.
en|It began on {the 5th of this month}.
en|He was at {Beechwood Primary} when it happened.
en|She fell at the {Tesco} where she stacks shelves.
en|He used to work at the {Rowntree factory} in the eighties.
en|Valve fitted at {Brockhurst Lea}.
en|Seen by {Dr Adeyemi-Cole}; {Cole} agreed.
en|{Dragoslavski} came back with a fever.
en|Last seen outside the {Lidl} in the rain.
fr|A fait un malaise au {Carrefour}, sans perte de connaissance.
es|Se cayó en el {Mercadona}, sin fractura.
fr|{Clémence}, tu peux regarder ce scanner ?
fr|{Gwenaëlle}, pouvez-vous la rappeler ?
fr|Il prend du fer depuis {le 3}.
fr|Opéré {le 9} d'une hernie, sorti {le 17} sans fièvre.
fr|Bousculée {le 5 de ce mois} dans un escalier.
fr|Hospitalisé {jeudi 19} pour une dyspnée.
fr|La dame qu'a opérée {Vendremont} va mieux.
fr|Prothèse posée à {La Roseraie}.
fr|Il a passé l'été à {La Bastidonne}, sans symptômes.
fr|{Boguslawski} vient pour la toux.
es|{Paco}, ¿puedes mirar esta placa?
es|A {Quispe} le hicieron la biopsia.
es|A {Urdampilleta} lo operaron de urgencia.
es|La señora que operó {Larrazueta} volvió con fiebre.
es|Vino el {martes 19} desde {Motril} con disnea.
es|Lo intervinimos {el 3} de una hernia.
es|Sigue así desde {el 8}, sin cambios.
es|Ingresó el {27/ago} derivado.
es|Jubilado de {CAF}, fumador.
es|Le pusieron la prótesis en {La Arboleda}.
es|Lo vio {Dr. Ocampo} en {Villarrobles}, sin cambios.
es|{Remedios Cantalejo} tose. {Remedios} no tolera el jarabe.
"""
KEPT = """
en|Daily, 4 weeks.
en|Nightly, 2 weeks, then every other night.
en|Kinesitherapy, 6 weeks.
es|Diario, 4 semanas.
fr|Mensuel, 12 mois.
en|Prednisolone 30 mg for 10/7, then stop.
en|Clinic runs Monday 9 am to noon, 12 patients.
en|Seen on Monday 2 biopsies were taken.
en|Spread from an unknown primary, likely lung.
en|Cancer of Unknown Primary is a diagnosis of exclusion.
en|Colleagues, could you comment on the dose?
en|At the Valsalva peak the gradient doubles.
en|We tilted her into the Trendelenburg, then waited.
fr|Traité au Rituximab puis au Plaquenil, bilan au Scanner.
es|Crece en el Sabouraud, bacilos en el Ziehl.
es|Puntúa 3 en el Barthel, 4 en el Minimental.
fr|Ferritine 6200, ANA et FR négatifs.
fr|Chers confrères, pouvez-vous nous aider ?
fr|La plaie est fermée, le 3 est un score bas.
fr|Séances le mardi 3 fois par mois.
fr|Le score passe de 3 à 8 après la cure.
es|Ferritina 6.200, ANA y FR negativos.
es|Compañeros, ¿podéis opinar?
es|A veces le duele la rodilla.
es|Al tumor lo midieron dos veces.
es|Viene los lunes 2 veces al día a curas.
es|Afectado el 3 de 5 ganglios.
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
def test_the_same_positions_hold_clinical_words(language, sentence):
    assert [sentence[s.start : s.end] for s in examine(sentence, language=language).spans] == []


def told(text, *names):
    spans = [ModelSpan(text.index(name), text.index(name) + len(name), "name", 0.98) for name in names]
    return [text[s.start : s.end] for s in examine(text, read=Read(digest(text), tuple(spans), "x")).spans]


def test_a_full_name_the_model_found_is_found_wherever_its_parts_stand():
    text = "Il connaît Ousmoune Diakité. Le scanner de Diakité est fait."

    assert "Diakité" not in [text[s.start : s.end] for s in examine(text).spans]
    assert told(text, "Ousmoune Diakité") == ["Ousmoune Diakité", "Diakité"]


def test_a_single_ordinary_word_of_the_model_does_not_spread():
    text = "La cohorte Lumière est close. Un dosage de Lumière suit."

    assert told(text, "Lumière") == ["Lumière"]


def test_a_word_of_the_model_that_no_dictionary_has_spreads():
    text = "Avis du groupe Zumbrix hier. Un dosage pour Zumbrix suit."

    assert told(text, "Zumbrix") == ["Zumbrix", "Zumbrix"]


def test_a_doubtful_word_of_the_model_needs_what_people_do():
    text = "Then Walker came by."
    span = ModelSpan(5, 11, "name", 0.5)
    other = "Then Walker again."

    assert [text[s.start : s.end] for s in examine(text, read=Read(digest(text), (span,), "x")).spans] == ["Walker"]
    assert examine(other, read=Read(digest(other), (span,), "x")).spans == ()
