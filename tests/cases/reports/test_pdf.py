"""The PDF: tagged, in the reader's language, its words selectable; words are data to the template whatever they look like."""

import re
import resource
import subprocess
import sys

import pytest
from django.utils import translation

from cases.export import pdf
from cases.export.printed import printed
from tests.cases.reports.pdftext import pages_of, text_of
from tests.cases.reports.sample import AGAINST, FOR, UNSURE, report_with

SHA = "ef" * 32


def sample(words="", **changes):
    return report_with(FOR, AGAINST, UNSURE, [8] * 4 + [None] * 5, words=words, **changes)


def pdf_with(words="", **changes):
    return pdf.pdf_of(printed(sample(words, **changes), SHA))


@pytest.fixture(scope="module")
def plain():
    with translation.override("en"):
        return pdf_with()


def test_the_words_of_the_report_can_be_read_back(plain):
    words = text_of(plain)

    for expected in (
        *("Which treatment first?", "The panel agrees: “Septal reduction” is appropriate for this patient."),
        *("Strong recommendation", "Not before day 12.", "It is early.", "Dr Signed", "9 of 9 in 7–9 (100 %), 0 in 1–3 (0 %)"),
        *("4 ratings: too few to show anything without pointing at people.", "Median 8 on a scale from 1 to 9", "IPRAS = 2.35 + 1.5"),
    ):
        assert expected in words, expected


def test_every_page_has_its_number_and_the_hash_of_the_record(plain):
    pages = pages_of(plain)

    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert SHA in page
        assert f"Page {number} of {len(pages)}" in " ".join(page.split())


def test_a_hash_can_be_copied_as_it_is(plain):
    """Long words hold invisible places to break; in a hash they would be copied along, and no comparison would succeed."""
    runs = "\n".join(pages_of(plain)).split("\n")
    hashes = [report_with(FOR)["case"]["sha256"], *(round["sha256"] for round in sample()["rounds"]), sample()["decision"]]

    assert all(one in runs for one in hashes)


def test_it_is_a_tagged_pdf_for_readers_of_every_kind(plain):
    assert re.search(rb"/MarkInfo<<[^>]*/Marked true", plain)
    assert b"/StructTreeRoot" in plain
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", plain)
    assert re.search(rb"/Lang\(en\)", plain)
    assert b"/DisplayDocTitle true" in plain
    for tag in (b"/H1", b"/Table", b"/TH", b"/L", b"/Figure"):
        assert tag in plain, tag


def test_each_chart_has_an_alternative_text(plain):
    figures = len(re.findall(rb"/S/Figure", plain))

    # Three options with enough ratings in each of two rounds, and the medians between them.
    assert figures == 7
    assert len(re.findall(rb"/Alt[ (<]", plain)) >= figures


@pytest.mark.parametrize(("language", "words"), [("fr", b"/Lang(fr)"), ("es", b"/Lang(es)")])
def test_it_is_in_the_readers_language(language, words):
    with translation.override(language):
        assert words in pdf_with()


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        "$x$ \\ *strong* _emphasis_ <label> @reference = heading",
        '"]; #import "@preview/x:0.1.0": y',
        "#sys.inputs.report",
        "עברית מימין לשמאל",
    ],
)
def test_words_are_data_and_never_markup(words):
    found = text_of(pdf_with(words))

    assert "root:" not in found
    if words.isascii():
        assert words in found
    else:
        assert found.count(words.split()[0]) + found.count(words.split()[0][::-1]) > 0


def test_a_word_of_five_thousand_letters_breaks_and_stays_whole():
    assert "w" * 5000 in text_of(pdf_with("w" * 5000)).replace(" ", "")


def test_what_the_fonts_cannot_show_is_written_by_name():
    words = text_of(pdf_with("Pain 😀 in 中 and\u0000\ufffe مرحبا"))

    assert "Pain [grinning face] in [U+4E2D]" in words


@pytest.mark.parametrize("way", ["absolute", "relative"])
def test_the_template_cannot_read_beyond_its_folder(tmp_path, way):
    """The jail: the same call as the press makes, with a template that tries to read a file outside."""
    secret, inside = tmp_path / "secret.txt", tmp_path / "inside"
    secret.write_text("secret")
    inside.mkdir()
    path = secret if way == "absolute" else "../secret.txt"
    (inside / "report.typ").write_text(f'#set document(title: "x")\n#read("{path}")')
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import press, typst; from pathlib import Path; press.HERE = Path(sys.argv[2])\n"
        "try: press.setting('{}', typst.Fonts(include_system_fonts=False)); print('read')\n"
        "except typst.TypstError: print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(pdf.HERE), str(inside)], capture_output=True, text=True, timeout=120)

    assert done.stdout.strip() == "refused", done.stderr


def test_a_press_that_fails_says_nothing_of_the_report(capfd):
    with pytest.raises(pdf.NotPrinted) as problem:
        pdf.pdf_of({"title": "A clinical word"})

    assert "clinical" not in str(problem.value)
    assert "clinical" not in "".join(capfd.readouterr())


def test_a_press_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.001)

    with pytest.raises(pdf.NotPrinted):
        pdf_with()


def test_the_same_report_gives_the_same_bytes(plain):
    with translation.override("en"):
        assert pdf_with() == plain


def test_a_report_takes_little_of_the_processor():
    """0.4 s were measured for eight options and three rounds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pdf_with()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3
