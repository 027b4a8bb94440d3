"""Each kind of identifier: found where it stands, not where its check digit, its label or its shape is missing."""

import random

import pytest

from cases.deid.text import examine

HARD = [
    # (language, text, identifier, kind)
    ("en", "NHS 943 476 5919 attended", "943 476 5919", "national_id"),
    ("en", "SSN 536-22-1846.", "536-22-1846", "national_id"),
    ("en", "Aadhaar 2341 2341 2346 was shown", "2341 2341 2346", "national_id"),
    ("en", "PAN ACUPA7085R on file", "ACUPA7085R", "national_id"),
    ("en", "NPI 1234567893", "1234567893", "national_id"),
    ("fr", "NIR 2 95 10 99 126 111 93", "2 95 10 99 126 111 93", "national_id"),
    ("fr", "numéro 295109912611193 au dossier papier", "295109912611193", "national_id"),
    ("es", "DNI 54362315K", "54362315K", "national_id"),
    ("es", "con NIE X2482300W", "X2482300W", "national_id"),
    ("es", "afiliación 28/12345678/40", "28/12345678/40", "national_id"),
    ("en", "IBAN GB82 WEST 1234 5698 7654 32 given", "GB82 WEST 1234 5698 7654 32", "national_id"),
    ("en", "Steuer-ID 36574261809 noted", "36574261809", "national_id"),
    ("en", "KVNR A123456780 noted", "A123456780", "national_id"),
    ("en", "seen again (MRN: 00412345)", "00412345", "record"),
    ("en", "Medical record number is JM-654321.", "JM-654321", "record"),
    ("en", "Patient ID: QX-789012", "QX-789012", "record"),
    ("fr", "IPP : 8012345678", "8012345678", "record"),
    ("fr", "n° dossier 2024-11873", "2024-11873", "record"),
    ("fr", "RPPS 10003456789", "10003456789", "record"),
    ("es", "NHC: 5467980.", "5467980", "record"),
    ("es", "historia clínica nº 774512", "774512", "record"),
    ("es", "NºCol: 46 28 52938", "46 28 52938", "record"),
    ("en", "write to anna.smith@example.org please", "anna.smith@example.org", "email"),
    ("fr", "mail : j.dupont @ exemple . fr merci", "j.dupont @ exemple . fr", "email"),
    ("en", "see https://www.facebook.com/anna.smith.77 for photos", "https://www.facebook.com/anna.smith.77", "url"),
    ("en", "posted by @anna_smith_77 yesterday", "@anna_smith_77", "url"),
    ("en", "uploaded from IP 192.168.0.44 last night", "192.168.0.44", "ip"),
    ("en", "server 2001:db8:85a3::8a2e:370:7334 logged it", "2001:db8:85a3::8a2e:370:7334", "ip"),
    ("en", "call 020 7946 0018 after six", "020 7946 0018", "phone"),
    ("en", "call (312) 555-0188 after six", "(312) 555-0188", "phone"),
    ("en", "mobile +44 7911 123456", "+44 7911 123456", "phone"),
    ("fr", "joignable au 06 12 34 56 78 le soir", "06 12 34 56 78", "phone"),
    ("fr", "joignable au 01.42.16.40.10 le soir", "01.42.16.40.10", "phone"),
    ("es", "teléfono 612 345 678", "612 345 678", "phone"),
    ("es", "llamar al 91 336 87 85", "91 336 87 85", "phone"),
    ("en", "DOB 03/04/1961", "03/04/1961", "birth_date"),
    ("en", "She was born on 4 March 1961 and", "4 March 1961", "birth_date"),
    ("fr", "née le 14 septembre 1982", "14 septembre 1982", "birth_date"),
    (
        "fr",
        "Monsieur X, né le deux janvier mille neuf cent soixante dix huit",
        "deux janvier mille neuf cent soixante dix huit",
        "birth_date",
    ),
    ("es", "Fecha de nacimiento: 11/02/1970.", "11/02/1970", "birth_date"),
]

SOFT = [
    ("en", "We saw Dr. Rebecca Green in clinic", "Dr. Rebecca Green", "clinician"),
    ("en", "A woman named Xiomara Quill came", "Xiomara Quill", "name"),
    ("en", "like Sarah P. last spring", "Sarah P.", "name"),
    ("en", "seen with Michael Thompson today", "Michael Thompson", "name"),
    ("en", "Name: Hannah O'Brien", "Hannah O'Brien", "name"),
    ("fr", "Mme Éliane Bonnet consulte", "Mme Éliane Bonnet", "name"),
    ("fr", "adressé par le Pr Gaucher ce jour", "Pr Gaucher", "clinician"),
    ("fr", "M. DUPONT revient", "M. DUPONT", "name"),
    ("fr", "Interne : LEFEBVRE Marine", "LEFEBVRE Marine", "clinician"),
    ("es", "Sra. Remedios Puig acude", "Sra. Remedios Puig", "name"),
    ("es", "D. José Aznar refiere", "D. José Aznar", "name"),
    ("es", "Apellidos: Rico Pedroza.", "Rico Pedroza", "name"),
    ("es", "un varón llamado Ramiro acude", "Ramiro", "name"),
    ("en", "admitted on April 12th, 2023 with", "April 12th, 2023", "date"),
    ("en", "admitted on 12/04/23 with", "12/04/23", "date"),
    ("en", "since 2023-04-12 he", "2023-04-12", "date"),
    ("en", "in March 2021 he", "March 2021", "date"),
    ("en", "on May 5 he", "May 5", "date"),
    ("fr", "le 1er janvier 2020 il", "1er janvier 2020", "date"),
    ("fr", "depuis le 03/12 il", "03/12", "date"),
    ("es", "el 12 de marzo de 2021 se", "12 de marzo de 2021", "date"),
    ("es", "Fecha de Ingreso: 23/082016", "23/082016", "date"),
    ("en", "A 93-year-old woman", "93", "age"),
    ("fr", "Patiente de 97 ans", "97", "age"),
    ("es", "Mujer de 91 años", "91", "age"),
    ("en", "transferred from Northfield General Hospital today", "Northfield General Hospital", "hospital"),
    ("en", "operated at St. Jude's in spring", "St. Jude's", "hospital"),
    ("fr", "transféré du CHU de Nantes hier", "CHU de Nantes", "hospital"),
    ("fr", "suivie à la clinique Sainte-Odile depuis", "clinique Sainte-Odile", "hospital"),
    ("es", "remitido desde el Hospital Universitario La Paz por", "Hospital Universitario La Paz", "hospital"),
    ("es", "control en el Centro de Salud Puerta de Madrid", "Centro de Salud Puerta de Madrid", "hospital"),
    ("en", "he lives in Little Snoring with", "Little Snoring", "town"),
    ("fr", "elle habite Ploufragan avec", "Ploufragan", "town"),
    ("es", "natural de Villaviciosa, vive", "Villaviciosa", "town"),
    ("en", "moved to Denver last", "Denver", "town"),
    ("en", "at 123 Maple Street with", "123 Maple Street", "address"),
    ("fr", "au 12 rue du Docteur Gachet depuis", "12 rue du Docteur Gachet", "address"),
    ("es", "Calle Manuel Gómez 35", "Calle Manuel Gómez 35", "address"),
    ("en", "postcode SW1A 1AA", "SW1A 1AA", "postcode"),
    ("fr", "92300 Levallois-Perret", "92300", "postcode"),
    ("es", "CP: 46271.", "46271", "postcode"),
    ("fr", "voiture AB-123-CD", "AB-123-CD", "plate"),
    ("en", "pacemaker serial number PJN-4471882", "PJN-4471882", "device"),
    ("en", "account number 9876543210", "9876543210", "account"),
]


def _covers(text, language, identifier, kind):
    start = text.index(identifier)
    end = start + len(identifier)
    return [s for s in examine(text, language=language).spans if s.kind == kind and s.start <= start and s.end >= end]


@pytest.mark.parametrize(("language", "text", "identifier", "kind"), HARD)
def test_hard_identifiers_are_hard_hits(language, text, identifier, kind):
    assert [s.hardness for s in _covers(text, language, identifier, kind)] == ["hard"], examine(text, language=language).spans


@pytest.mark.parametrize(("language", "text", "identifier", "kind"), SOFT)
def test_soft_identifiers_are_soft_hits(language, text, identifier, kind):
    assert [s.hardness for s in _covers(text, language, identifier, kind)] == ["soft"], examine(text, language=language).spans


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "NHS 943 476 5918"),
        ("fr", "295109912611194"),
        ("es", "54362315L"),
        ("es", "X2482300A"),
        ("en", "ACUXA7085R"),
        ("es", "28/12345678/41"),
        ("en", "GB83 WEST 1234 5698 7654 32"),
    ],
)
def test_a_wrong_check_digit_is_no_national_identifier(language, text):
    assert not [s for s in examine(text, language=language).spans if s.kind == "national_id"]


@pytest.mark.parametrize(
    "text",
    [
        "blood pressure 120/80",
        "values 12 34 56",
        "ratio 1.2.3",
        "ranges 10-20-30 and 40-50-60",
        "10.5-12.5 and 118-124",
        "2019-2021",
        "1 in 10 000 000 people",
        "score 3.1.2",
        "version 4.10.2.1 of the protocol",
    ],
)
def test_clinical_numbers_are_no_hard_hits(text):
    assert not [s for s in examine(text, language="en").spans if s.hardness == "hard"]


def test_random_digits_without_a_label_are_never_hard():
    numbers = random.Random(7)
    for _ in range(400):
        value = "".join(numbers.choice("0123456789") for _ in range(numbers.randint(4, 9)))

        spans = examine(f"the value {value} was measured", language="en").spans

        assert not [s for s in spans if s.hardness == "hard"], value


def test_a_labelled_number_is_an_identifier_without_any_check():
    assert [(s.kind, s.hardness) for s in examine("MRN 4711234", language="en").spans] == [("record", "hard")]


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 she relapsed.",
        "En 2015 fue operado.",
        "Opéré en 2019.",
        "A 60-year-old man",
        "Femme de 60 ans",
        "Mujer de 89 años",
        "over 90 years of age",
    ],
)
def test_a_year_alone_and_an_age_under_ninety_pass(text):
    assert examine(text).spans == ()


def test_links_to_literature_pass_and_links_to_people_do_not():
    assert examine("see https://doi.org/10.1056/NEJMoa1504720 and https://pubmed.ncbi.nlm.nih.gov/26061751/").spans == ()
    assert [s.kind for s in examine("see https://drive.google.com/file?id=77").spans] == ["url"]


def test_a_country_alone_passes_and_beside_a_town_it_is_part_of_the_address():
    assert examine("nacido en Colombia y residente allí", language="es").spans == ()
    assert [s.kind for s in examine("46017 Valencia. (España)", language="es").spans] == ["postcode", "town", "country"]


def test_a_name_found_once_is_found_again_without_its_title():
    text = "Dr. Quistgaard called. Later Quistgaard operated."

    spans = examine(text, language="en").spans

    assert [text[s.start : s.end] for s in spans] == ["Dr. Quistgaard", "Quistgaard"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("QUILLFEATHER^XIOMARA", "mrs quillfeather was fine"),
        ("19610304", "seen 04.03.1961 in clinic"),
        ("1961:03:04 10:11:12", "seen 4 March 1961 in clinic"),
        ("ID 88-4471", "label 884471 on the film"),
        ("Núñez", "la señora nunez"),
    ],
)
def test_harvested_identifiers_are_hard(value, text):
    assert [(s.kind, s.hardness) for s in examine(text, language="en", harvested=[value]).spans if s.hardness == "hard"] == [
        ("harvested", "hard")
    ]


def test_harvested_small_words_and_numbers_are_not_searched():
    assert examine("a CT of the left hand, 12 mm", harvested=["CT", "12", "left", ""]).spans == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. Smith was seen.", ["A. Smith"]),
        ("Patient A. Smith was seen on day 3.", ["A. Smith"]),
        ("Stable today. E. Fournier called back.", ["E. Fournier"]),
        ("Relu par A. Delorme, interne.", ["A. Delorme"]),
        ("Valorado por A. Villanueva en consulta.", ["A. Villanueva"]),
        ("The nurse, A. Kovač, called.", ["A. Kovač"]),
        ("She took vitamin A. Serum calcium was normal.", []),
        ("Hepatitis A. Young adults are at risk; group B. Brown urine was seen.", []),
        ("Vitamine A. Bilan normal. Stade A. Martin n'est pas venu.", ["Martin"]),
        ("A. Lateral view.\nB. Axial view.\nE. Histology.", []),
        ("I. Young patients. II. Older patients.", []),
    ],
)
def test_a_dotted_initial_begins_a_name_but_not_after_what_bears_a_letter(text, names):
    assert [text[span.start : span.end] for span in examine(text).spans] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Admitted 3-9 March 2024.", ["3-9 March 2024"]),
        ("Hospitalisée du 2 au 9 mai 2024.", ["2", "9 mai 2024"]),
        ("Ingresado del 3 al 9 de mayo de 2023.", ["3", "9 de mayo de 2023"]),
        ("Doses of 2 to 9 mg in May.", []),
    ],
)
def test_the_first_day_of_a_stay_goes_with_the_last(text, found):
    assert [text[span.start : span.end] for span in examine(text).spans] == found


def test_a_town_that_belongs_to_a_hospital_goes_with_it():
    text = "Remitido al Hospital La Fe de Valencia."
    covered = {place for span in examine(text, language="es").spans for place in range(span.start, span.end)}

    assert set(range(text.index("Valencia"), text.index("Valencia") + 8)) <= covered
