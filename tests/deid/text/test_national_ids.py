"""National identifiers of the seven policies: right ones are hard, wrong check digits and numbers by chance are none."""

import random
import re

import pytest

from cases.deid.batch import Wishes, clean_file
from cases.deid.text import examine
from cases.deid.text.digits import valid

# scheme, sentence with a right number, the number, and the same number with a wrong check digit (or a form that was never given out)
RIGHT = [
    ("us.ssn", "Her SSN is 536-22-1846.", "536-22-1846", "666-22-1846"),
    ("us.ssn", "Written as 536-22-1846 on the form", "536-22-1846", "536-00-1846"),
    ("us.npi", "Ordered under NPI 1245319599.", "1245319599", "1245319598"),
    ("us.mbi", "Medicare 1EG4-TE5-MK73 on the card", "1EG4-TE5-MK73", "1SG4-TE5-MK73"),
    ("us.mbi", "MBI: 1EG4TE5MK73", "1EG4TE5MK73", "1EG4TO5MK73"),
    ("us.dea", "DEA BX8421036 on the script", "BX8421036", "BX8421035"),
    ("fr.nir", "NIR 2 84 05 78 006 048 29", "2 84 05 78 006 048 29", "2 84 05 78 006 048 28"),
    ("fr.nir", "identifiant 284057800604829 du dossier", "284057800604829", "284057800604828"),
    ("fr.rpps", "RPPS 10101420338", "10101420338", "10101420337"),
    ("fr.finess", "FINESS : 750100042", "750100042", "750100043"),
    ("es.dni", "con 48376215Q en el sobre", "48376215Q", "48376215R"),
    ("es.nie", "NIE Y3338121F", "Y3338121F", "Y3338121G"),
    ("es.nuss", "NUSS 28/01234567/42", "28/01234567/42", "28/01234567/44"),
    ("gb.nhs", "NHS number 485 777 3457", "485 777 3457", "485 777 3456"),
    ("gb.nhs", "seen, 485 777 3457, today", "485 777 3457", "485 777 3458"),
    ("gb.chi", "CHI 1204654328", "1204654328", "1204654329"),
    ("gb.nino", "NI number AB 12 34 56 C", "AB 12 34 56 C", "GB 12 34 56 C"),
    ("in_.aadhaar", "Aadhaar 4991 1866 5246", "4991 1866 5246", "4991 1866 5247"),
    ("in_.pan", "PAN ACUPA7085R", "ACUPA7085R", "ACUXA7085R"),
    ("in_.epic", "voter ID WKH1186253", "WKH1186253", "WKH1186254"),
    ("in_.abha", "ABHA 91-4421-0934-7712", "91-4421-0934-7712", None),
    ("de.idnr", "Steuer-ID 86 095 742 719", "86 095 742 719", "86 095 742 718"),
    ("de.kvnr", "KVNR B987654320", "B987654320", "B987654321"),
    ("de.rvnr", "RVNR 65 170839 J 003", "65 170839 J 003", "65 170839 J 004"),
    ("de.rvnr", "Sozialversicherungsnummer 15070649C103", "15070649C103", "15070649C104"),
]


def hard(text, language=None):
    return [text[span.start : span.end] for span in examine(text, language=language).spans if span.hardness == "hard"]


def national(text, language=None):
    return [text[span.start : span.end] for span in examine(text, language=language).spans if span.kind == "national_id"]


@pytest.mark.parametrize(("scheme", "text", "number", "wrong"), RIGHT)
def test_a_right_number_is_a_hard_hit(scheme, text, number, wrong):
    assert valid(scheme, number)
    assert number in hard(text)


@pytest.mark.parametrize(("scheme", "text", "number", "wrong"), [row for row in RIGHT if row[3]])
def test_a_wrong_check_digit_is_no_national_identifier(scheme, text, number, wrong):
    assert not valid(scheme, wrong)
    assert wrong not in national(text.replace(number, wrong))


@pytest.mark.parametrize(
    "text",
    [
        "passport 533401372",
        "her passport (GBR 533401372) was copied",
        "Passeport n° 19AV38217",
        "pasaporte XDD120934",
        "Reisepass C01X00T47",
        "driving licence ADEYE657094PC9IJ",
        "titre de séjour 7503142286",
        "permiso de conducir 12345678",
    ],
)
def test_a_paper_is_known_by_its_label(text):
    assert len(hard(text)) == 1
    assert hard(text.replace(hard(text)[0], "was lost")) == []


@pytest.mark.parametrize(
    "text", ["passport to recovery in 2024", "visa for 30 days", "CNI 12 mg", "the driving licence was revoked in 2021", "NI 4 units"]
)
def test_a_paper_without_a_number_is_none(text):
    assert national(text) == []


@pytest.mark.parametrize("length", [9, 10, 11, 12, 13, 14])
def test_random_digits_without_label_or_spacing_are_never_hard(length):
    chance = random.Random(length)
    for _ in range(60):
        number = str(chance.randrange(10 ** (length - 1), 10**length))
        text = f"The assay gave {number} copies in all."
        assert national(text) == []
        assert hard(text) == []


@pytest.mark.parametrize(
    ("scheme", "share"),
    [("us.npi", 0.15), ("fr.rpps", 0.15), ("gb.nhs", 0.14), ("in_.aadhaar", 0.15), ("de.idnr", 0.15), ("fr.nir", 0.05), ("es.nuss", 0.06)],
)
def test_check_digits_leave_few_random_numbers(scheme, share):
    """A check digit lets one in ten or fewer by chance: that is why a label or a spacing is asked for beside it."""
    length = {"us.npi": 10, "fr.rpps": 11, "gb.nhs": 10, "in_.aadhaar": 12, "de.idnr": 11, "fr.nir": 15, "es.nuss": 12}[scheme]
    chance = random.Random(scheme)

    passed = sum(valid(scheme, str(chance.randrange(10 ** (length - 1), 10**length))) for _ in range(400))

    assert passed / 400 <= share


@pytest.mark.parametrize(("number", "label"), [("485 777 3457", "NHS "), ("4991 1866 5246", "Aadhaar "), ("28 01234567 42", "NUSS ")])
def test_a_number_goes_over_the_end_of_a_line(number, label):
    broken = re.sub(" ", "\n", number[::-1], count=1)[::-1]

    assert hard(f"{label}{broken} noted") == [broken]


ABROAD = [
    "BE71 0961 2345 6769",
    "ES91 2100 0418 4502 0005 1332",
    "FR14 2004 1010 0505 0001 3M02 606",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
]


@pytest.mark.parametrize("words", [*(row[1] for row in RIGHT), *(f"IBAN {number}" for number in ABROAD), "card 4111 1111 1111 1111"])
def test_a_number_is_taken_out_behind_the_walls_where_nothing_can_be_imported(sandbox, tmp_path, words):
    (tmp_path / "note.txt").write_text(f"Read on the label: {words}.\n")

    line = clean_file(sandbox, tmp_path / "note.txt", tmp_path / "out.txt", Wishes(language="en"))

    assert line["status"] == "clean", line["reason"]
    assert any(kind == "national_id" for _, _, kind, _ in line["spans"])
