"""Hospitals and people by what colleagues call them, places, streets, insurers, ages and days: in braces stands what must go."""

import pytest

from cases.deid.text import examine
from tests.deid.text.test_cue_sentences import marked

SENTENCES = """
es|Trasplantada en el {Clínico de Zaragoza} hace dos años.
es|Tercer ingreso en el {Provincial de Castellón} este invierno.
es|La vieron en el {Sánchez Ferrer} y la operaron en el {Ochagavía} esa noche.
es|Residente de tercer año, rotante en el {Ugarteche}.
es|Lo trasladaron al {Rosales} de madrugada.
es|Niño de 5 años, de {Río Tercero}, con fiebre.
es|Varón de 61 años, de {Salta}, con disnea.
es|Procede de {Mar del Plata} y trabaja en {Barranquilla}.
es|Colega rotante de {Hanói}.
es|Ha vuelto el {Flaco Arístegui} con fiebre.
es|La gringa {Olsson} no quiere operarse.
es|En el pueblo le llaman "{Pocholo}".
es|Es la hija, se llama {consuelo}.
es|Según la nota de enf. {Huaripata} durmió bien.
es|Lo comentó la lic. {Ayala} en el pase.
es|Avisó la TCAE {Remedios} de madrugada.
es|Tengo otro parecido: {R.T.V.}, bombero.
es|Usuario en Isapre {Banmédica}.
es|Vive en {Jr. Amazonas 512} con su nieta.
es|Domicilio en {Cra. 15 # 88-21}, torre 2.
es|Reside en {Mz. H Lt. 14}.
es|Doña {Eufrasia} cumplió {93} en verano, hipertensa.
es|Tiene {95} y vive sola.
es|Cobertura activa hasta {11/28}.
es|coincido con {Rafa}
es|Vino andando. {Pau} tenía 6 años entonces.
es|Lo deriva {Paco Lobato} para valoración.
en|He had it done at the {Ravenscourt} and was followed there by surgeons.
en|The {Fort Kessler} team rounds twice a day.
en|Everybody knew him as a patient called "{Big Tam}".
en|The registrar there ({Trevanion} I think) drained it.
en|She died at {102} of pneumonia.
en|She's {96}, lives alone and gardens.
en|Cover is active through {08/31}.
en|Her claim was denied by {Bluestone Mutual}.
en|Managed at {KEM} for two weeks.
en|I agree with {Shazza}, drain it.
en|her daughter rang; her name is {amparo}
en|The {Fort Lantern} crew took over at six.
en|Treated at PACU overnight and seen at CDU.
en|Reaching hospital day 5 she walked.
es|La seño {Rafa} lo notó raro.
es|El caso {R.T.V.}, bombero, tosía.
es|Derivado al Foniatra de zona.
fr|Logé au foyer {rue des Acacias}, sans suivi.
fr|Le cas index ({Lahcen E.-M.}, soudeur) tousse.
fr|Elle a {97}, vit seule.
en|Baby's Apgars were 8 and 9.
en|By hospital day 3 the rash had faded.
en|Headache ten days after starting Yasmin.
en|Sats came back at 92 and the heart rate turned 101.
en|Seen at MDT and admitted at GCS 8.
es|Trasladada al {Hospital del Niño Jesús} el martes.
es|Operada en el {Hospital del Sagrado Corazón} el jueves.
es|El hospital de niños no tiene escáner.
es|Lo que el doctor sospechó fue una talasemia.
es|El doctor {garcía} lo sospechó.
fr|Le docteur pensait à un lupus.
fr|Percussion positive, sondage 9 mm en un point unique en vestibulaire.
fr|On la revoit chez nous point final.
fr|Écrire à {martin point durand en gmail point com} svp
fr|Elle habite {12 bd} {voltaire}.
en|Carbamazepine 100 bd and she phoned in tears.
en|Metformin 500 bd for two weeks, then 850 bd until review.
es|Le hicieron un Bentall, no un David.
es|Mirad la derivación aVR. Fijaos en la onda P.
es|¿Alguno sabe cómo pautarlo?
es|Recién nacido a término, ictericia desde el día 12, heces claras.
es|Sospecho Münchhausen por poderes.
es|Derivado al Oftalmólogo tras el alta, se hizo en el Doppler.
es|Se vio un infarto en el Holter al alta.
es|Colangitis aguda, Tokio III.
es|Paciente nacida en Bolivia, residente aquí.
es|Col. HDL 45, Cl. difficile positivo.
"""
LINES = [line.split("|", 1) for line in SENTENCES.splitlines() if line]


@pytest.mark.parametrize(("language", "sentence"), LINES)
def test_what_stands_in_braces_is_found_and_nothing_else(language, sentence):
    text, ranges = marked(sentence)

    spans = examine(text, language=language).spans

    left = [text[i] for a, b in ranges for i in range(a, b) if text[i].isalnum() and not any(s.start <= i < s.end for s in spans)]
    assert left == []
    assert [text[s.start : s.end] for s in spans if not any(a < s.end and s.start < b for a, b in ranges)] == []
