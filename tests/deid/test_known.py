"""What a file name or a metadata field gives away is kept; what cameras, programs and clinicians write is not."""

import json
import time

import pytest
from PIL import Image, ImageDraw

from cases.deid import known
from cases.deid.batch import Wishes, clean_file
from cases.deid.text import examine

JEAN = {"dupont", "jean"}


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("DUPONT_Jean_1956-03-12.jpg", JEAN | {"1956-03-12"}),
        ("DUPONT^JEAN.png", JEAN),
        ("DupontJean.png", JEAN),
        ("jeandupont.tif", JEAN),
        ("jean dupont genou droit.jpg", JEAN),
        ("C:\\patients\\dupont jean.JPG", JEAN),
        ("scan rodilla García López 12.03.56.tif", {"garcia", "lopez", "1956-03-12", "1956-12-03", "2056-03-12", "2056-12-03"}),
        ("ZDROJEWSKA Jagna OCT.png", {"zdrojewska", "jagna"}),
        ("patient_Zhao_2.jpg", {"zhao"}),
        ("Mme Benali echo.mp4", {"benali"}),
        ("Rose_Martin.jpg", {"rose", "martin"}),
        ("okonkwo_knee.jpg", {"okonkwo"}),
        ("jdupont_8801234.jpg", {"dupont", "8801234"}),
        ("Zdrojewska.jpg", {"?zdrojewska"}),
        ("MRN4471 chest.png", {"4471"}),
        ("NHC 00123456 torax.png", {"00123456"}),
        ("1 56 03 75 116 001 42.jpg", {"156037511600142"}),
        ("OCT macula 120356 OD.png", {"120356"}),
        ("12mars1956.png", {"1956-03-12"}),
        ("IMG_20240312_101530.jpg", {"2024-03-12"}),
        ("PXL_20240312_101530123.jpg", {"2024-03-12"}),
        ("WhatsApp Image 2024-03-12 at 10.15.30.jpeg", {"2024-03-12"}),
        ("Screenshot_20240312-101530_Chrome.png", {"2024-03-12"}),
        ("IMG-20240312-WA0003.jpg", {"2024-03-12"}),
    ],
)
def test_names_numbers_and_days_of_a_file_name_are_kept(name, held):
    assert set(known.of_name(name)) == held


ORDINARY = """
.
IMG_0123.JPG
DSC_0123.JPG
DSC00123.jpg
DSCN4711.jpg
GOPR0123.MP4
MVI_1234.MOV
image (3).png
Scan 12.pdf.png
Capture d’écran.png
Captura de pantalla.png
Screenshot.png
photo visage face droite.heic
left knee.jpg
genou_droit_avant.jpg
rodilla izquierda despues.png
mano derecha.jpg
ojo izq OCT.png
fundus OD 2.png
retinographie_gauche.jpg
exophtalmie_gauche.jpg
fracture radius post op J15.jpg
lesion piel espalda.jpg
plaie jambe J3.jpg
white_lesion_left.png
young_woman_rash.jpg
knee_left_young_woman.mp4
panoramic dental case 12.png
ecografia abdominal control.png
echo coeur 4 cavites.mp4
ecg 12 leads.png
angio-IRM_cerebrale_coupe_12.png
TDM thorax injecté.png
mammography CC right.png
hip xray AP.png
Retina display 1920x1080.png
video_720p_30fps.mp4
biopsy HE x400.tif
adobe photoshop export v2.png
Canon EOS 5D.jpg
samsung galaxy.jpg
ultrasound-1.png
nevus_dorsal.jpg
melanoma back 3.jpg
carie dent 36.jpg
implante 2 molar.jpg
rx torax ap y lateral.png
wilson disease liver.png
quemadura mano J7.png
caso clinico 3.jpg
cas clinique n 4.jpg
discharge letter blinded.png
holter_night.png
""".splitlines()


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_words_of_file_names_are_not(name):
    assert [item for item in known.of_name(name) if not item.startswith("?")] == []


def test_few_ordinary_words_are_even_doubted():
    doubted = [item for name in ORDINARY for item in known.of_name(name)]

    assert len(doubted) <= 2


@pytest.mark.parametrize(
    ("role", "text", "held"),
    [
        ("person", "Jean Dupont", JEAN),
        ("person", "© 2024 Zhukova Photography. All rights reserved", {"zhukova"}),
        ("person", "Canon", set()),
        ("person", "Administrator", set()),
        ("person", "GE Healthcare", set()),
        ("free", "Photo prise par Jean Dupont le 12 mars 2024, genou gauche", JEAN | {"2024-03-12"}),
        ("free", "Patient: Okoro, T. MRN 4471", {"okoro", "4471"}),
        ("free", "Fundus photograph of the left eye showing drusen and a large exudate", set()),
        ("free", "Created with GIMP", set()),
        ("free", "OLYMPUS DIGITAL CAMERA", set()),
        ("free", "Lavf60.16.100", set()),
        ("free", "Core Media Video", set()),
        ("day", "2024:03:12 10:15:30", {"2024-03-12"}),
        ("day", "1970-01-01T00:00:00.000000Z", set()),
        ("day", "0000:00:00 00:00:00", set()),
        ("serial", "SN 00-4471-88", {"sn00447188"}),
        ("serial", "0000000", set()),
        ("place", "Rouen, France", {"rouen"}),
        ("position", "48.858222", {"48.8582"}),
    ],
)
def test_fields_are_sifted_by_what_they_are_for(role, text, held):
    assert set(known.gathered([(role, text)])) == held


def test_however_much_there_is_little_is_kept_and_soon():
    fields = [("free", f"Jean Dupont{n} {n}12345678 " + "Zq" * 1000) for n in range(5000)]
    started = time.process_time()

    held = known.gathered(fields)

    assert len(held) <= known.MOST
    assert all(len(item) <= known.LONGEST for item in held)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["\x00\x01", "a" * 3000, "\ud800", "١٢٣٤٥٦٧٨", "^^^^", "-" * 2000, "1" * 2000, "1 " * 1000, "🙂" * 500])
@pytest.mark.parametrize("role", ["name", "person", "place", "free", "day", "serial", "position"])
def test_nothing_that_a_field_can_hold_breaks_it(role, text):
    assert all(item.isprintable() for item in known.gathered([(role, text)]))


# --- In what was read from pixels -----------------------------------------------------------------------------------------

HELD = known.joined(known.of_name("DUPONT_Jean-1956-03-12_8801234.jpg"), ["kowalczyk", "?okoro", "rose", "48.8582", "ab12345"])


@pytest.mark.parametrize(
    "line",
    [
        "DUPONT^JEAN", "Jean Dupont", "DUP0NT JEAN", "DUPQNT", "JEANDUPONT", "M. Dupont né le", "dupont, j.", "KOWALCZVK", "KOWA LCZYK",
        "12/03/1956", "03/12/1956", "12.03.56", "1956-03-12", "12 MAR 1956", "12 mars 1956", "Mar 12, 1956", "19560312", "DOB 12031956",
        "l2/O3/I956", "ID 8801234", "880-1234", "88O1234", "8801Z34", "GPS 48.858222 N", "48°51'29.5\" N", "AB 12345", "Rose DUPONT",
    ],
)  # fmt: skip
def test_a_known_identifier_is_found_past_the_errors_of_reading(line):
    assert known.stands(line, HELD) == "known"


@pytest.mark.parametrize(
    "line",
    ["", "Depth 12.5 cm", "12/03/2024", "19560311", "MI 1.2 TIS 0.4",
      "LEFT", "DUMANT", "POINT", "8801299", "HR 88 BPM", "48.1234", "JEA", "GAIN 56%"],
)  # fmt: skip
def test_what_is_something_else_is_not(line):
    assert known.stands(line, HELD) == ""


@pytest.mark.parametrize("line", ["ROSE", "OKORO"])
def test_a_word_that_may_be_ordinary_is_only_a_name_when_it_stands_alone(line):
    assert known.stands(line, HELD) == "name"


def test_an_accent_makes_no_difference():
    assert known.stands("NUNEZ HELENE", known.of_name("Núñez Hélène.jpg")) == "known"


# --- In words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("Mr Dupont was seen.", ["Dupont"]),
        ("dupont jean, genou", ["dupont", "jean"]),
        ("Seen on 12/03/1956 and 12.03.56.", ["12/03/1956", "12.03.56"]),
        ("Born 12 March 1956.", ["12 March 1956"]),
        ("Record 880 1234.", ["880 1234"]),
        ("Taken at 48.8583, 2.2", ["48.8583"]),
        ("Rose Dupont", ["Rose", "Dupont"]),
        ("A rose-coloured rash, potassium 4.8.", []),
        ("The knee, 12 mm, 48.9 %, on day 3.", []),
    ],
)
def test_words_of_the_case_are_searched_and_hits_are_hard(text, hard):
    spans = [span for span in examine(text, language="en", harvested=HELD).spans if span.kind == "harvested" and span.hardness == "hard"]

    assert [text[span.start : span.end] for span in spans] == hard


@pytest.mark.parametrize(
    ("text", "held", "hardness"),
    [
        ("With Okoro again", "?okoro", ["soft"]),
        ("Rose was here", "rose", ["soft"]),
        ("A rose rash", "rose", []),
        ("ANA positive, 1:320", "ana", []),
        ("Wilson disease", "wilson", []),
        ("maladie de Wilson", "wilson", []),
        ("Mr Wilson came", "wilson", ["hard"]),
        ("in may he came", "may", []),
    ],
)
def test_words_that_are_ordinary_too_do_not_block_a_case(text, held, hardness):
    spans = examine(text, harvested=[held]).spans

    assert [span.hardness for span in spans if span.kind == "harvested"] == hardness


# --- From the command line ------------------------------------------------------------------------------------------------


def test_the_command_takes_the_files_own_name_and_reports_a_count(sandbox, tmp_path):
    image = Image.new("RGB", (640, 200), (70, 80, 90))
    ImageDraw.Draw(image).text((40, 60), "DUPONT JEAN 12.03.1956", fill="white", font_size=32)
    image.save(tmp_path / "Dupont Jean 1956-03-12.png")

    line = clean_file(sandbox, tmp_path / "Dupont Jean 1956-03-12.png", tmp_path / "out.png", Wishes())

    assert {finding["kind"]: finding["count"] for finding in line["findings"]} == {"text": 1, "known": 1}
    assert "dupont" not in json.dumps({**line, "input": ""}).lower()


def test_words_of_a_texts_name_are_replaced_in_it(sandbox, tmp_path):
    (tmp_path / "Zdrojewska Jagna-8801234.txt").write_text("zdrojewska came, record 880 1234, knee pain.")

    line = clean_file(sandbox, tmp_path / "Zdrojewska Jagna-8801234.txt", tmp_path / "out.txt", Wishes())

    assert line["status"] == "clean"
    assert not any(part in (tmp_path / "out.txt").read_text() for part in ("zdrojewska", "880", "1234"))
    assert "knee pain" in (tmp_path / "out.txt").read_text()
