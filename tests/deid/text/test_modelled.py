"""What the model says is believed only where the words look like it."""

import pytest

from cases.deid.text import examine
from cases.deid.text.model import ModelSpan, Read, digest


def said(text, words, kind, score=0.99):
    """Spans of the text when the model says `kind` of `words`."""
    start = text.index(words)
    read = Read(digest(text), (ModelSpan(start, start + len(words), kind, score),), "test")
    return [(text[s.start : s.end], s.kind, s.hardness) for s in examine(text, read=read).spans if s.reason == "model"]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("we stopped Humira last week", "Humira", "name"),
        ("con dolor abdominal difuso", "dolor abdominal", "name"),
        ("complex cyst, Bosniak IV", "Bosniak IV", "name"),
        ("stage T4N2M0 at once", "T4N2M0", "national_id"),
        ("size of 70x45x40mm there", "70x45x40mm", "national_id"),
        ("Coxiella negative, Bartonella too", "Coxiella", "town"),
        ("the KATHERINE data", "KATHERINE", "name"),
        ("moved to Spain then", "Spain", "town"),
        ("see PMID 28304224 there", "28304224", "national_id"),
        ("Murmur heard by everybody.", "Murmur", "name"),
        ("Edema maleolar.", "Edema maleolar", "name"),
        ("on the ward round today", "ward round", "address"),
        ("leucocitos 9000 por campo", "9000", "postcode"),
        ("TA 165/105 sentada", "165/105", "address"),
    ],
)
def test_clinical_words_and_numbers_are_not_believed(text, words, kind):
    assert said(text, words, kind) == []


def test_what_the_model_doubts_itself_is_not_believed():
    assert said("a parcel posted via Harbour and back", "Harbour", "town", 0.4) == []


def test_a_word_that_no_dictionary_has_is_believed_even_then():
    assert said("a parcel posted via Quetzalapam and back", "Quetzalapam", "town", 0.4) == [("Quetzalapam", "town", "soft")]


@pytest.mark.parametrize(
    ("text", "words", "kind", "piece"),
    [
        ("a parcel posted via Quetzalapam and back", "Quetzalapam", "town", "Quetzalapam"),
        ("ask Ayar también", "Ayar también", "name", "Ayar"),
        ("Fotos de yolanda ayer", "de yolanda ayer", "name", "yolanda"),
        ("the code 4471 2093 118A given", "4471 2093 118A", "account", "4471 2093 118A"),
    ],
)
def test_names_and_places_are_believed_without_the_words_around_them(text, words, kind, piece):
    pieces = said(text, words, kind)

    assert pieces == [(piece, "record" if kind == "account" else kind, "soft")]


def test_what_the_model_says_is_never_hard():
    assert {hardness for _, _, hardness in said("a parcel posted via Quetzalapam and back", "Quetzalapam", "town")} == {"soft"}
