"""Tricks of characters: what looks like an identifier is read as one, and offsets are those of the text as given."""

import pytest

from cases.deid.text import clean, examine, replace
from cases.deid.text.folding import fold, tidy

DISGUISED = [
    ("zero width space", "mail a\u200bnna@exam\u200bple.org now", "a\u200bnna@exam\u200bple.org", "email"),
    ("word joiner in a phone", "call 06 12\u2060 34 56 78 now", "06 12\u2060 34 56 78", "phone"),
    ("bidi override", "call \u202e06 12 34 56 78\u202c now", "06 12 34 56 78", "phone"),
    ("no-break spaces", "call 06\u00a012\u202f34\u00a056\u202f78 now", "06\u00a012\u202f34\u00a056\u202f78", "phone"),
    ("full-width digits", "call ０６ １２ ３４ ５６ ７８ now", "０６ １２ ３４ ５６ ７８", "phone"),
    ("arabic-indic digits", "call ٠٦ ١٢ ٣٤ ٥٦ ٧٨ now", "٠٦ ١٢ ٣٤ ٥٦ ٧٨", "phone"),
    ("cyrillic letters", "vu par Dr Dupоnt hier", "Dr Dupоnt", "clinician"),
    ("cyrillic label", "МRN 4711234", "4711234", "record"),
    ("decomposed accents", "Mme He\u0301le\u0300ne Lefe\u0300vre vient", "Mme He\u0301le\u0300ne Lefe\u0300vre", "name"),
    ("non-breaking hyphens", "SSN 536\u201122\u20111846", "536\u201122\u20111846", "national_id"),
    ("control character", "call 06 12\x07 34 56 78", "06 12\x07 34 56 78", "phone"),
    ("soft hyphen", "anna@exam\u00adple.org", "anna@exam\u00adple.org", "email"),
    ("newline in a name", "seen was Sarah\nJohnson today", "Sarah\nJohnson", "name"),
    ("curly quotes", "named “Xiomara Quill” here", "Xiomara Quill", "name"),
    ("variation selector", "06 12\ufe0f 34 56 78", "06 12\ufe0f 34 56 78", "phone"),
    ("tag character", "06 12\U000e0041 34 56 78", "06 12\U000e0041 34 56 78", "phone"),
]


@pytest.mark.parametrize(("trick", "text", "identifier", "kind"), DISGUISED)
def test_disguised_identifiers_are_found_at_their_place(trick, text, identifier, kind):
    start = text.index(identifier)

    found = [s for s in examine(text).spans if s.kind == kind]

    assert len(found) == 1, (trick, examine(text))
    assert found[0].start <= start and found[0].end >= start + len(identifier)
    assert found[0].end - found[0].start <= len(identifier) + 1


@pytest.mark.parametrize(
    "text",
    [
        "МRN 4711234",
        "ІРР : 4711234",
        "NНС: 4711234",
        "ＭＲＮ 4711234",
        "M\u200bRN 4711234",
        "SSN 536-2２-1846",
        "nе\u0301е le 14 septembre 1982",
    ],
)
def test_a_label_in_look_alike_letters_is_still_a_label(text):
    assert [s.hardness for s in examine(text).spans] == ["hard"]


def test_offsets_count_code_points_with_byte_order_mark_and_crlf_and_emoji():
    text = "\ufeffFirst line \U0001f600\r\nMRN 4711234\r\nend"

    (span,) = examine(text, language="en").spans

    assert text[span.start : span.end] == "4711234"


def test_folding_maps_every_character_back():
    text = "a\u0301\u200bﬁ ½Ｘ\r\nb\u0301\u0302\u0303"

    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert folded.starts == sorted(folded.starts)


def test_plain_and_careful_folding_agree():
    plain = "Año 2020: «M. Léon» – 06 12 ‘x’ 5 m² nº 3\t¡é!"

    careful = fold(plain + "\u200b")

    assert fold(plain).text == careful.text


def test_tidy_text_is_composed_and_free_of_what_cannot_be_seen():
    text = "e\u0301\u200b\u202a a\r\nb\rc\x00\x1b[31m\ufeff\td\u2028e\U000e0041"

    assert tidy(text) == "é a\nb\nc[31m\td\ne"


def test_text_without_hits_is_tidied_as_well():
    assert clean("Fie\u0300vre\u200b a\u0300 38\r\n").value == "Fièvre à 38\n"


def test_visible_clinical_symbols_survive_tidying():
    text = "≥ 5 µg/m² ± 2 °C → α-fetoprotein ½ “stable” – ♀ 日本語 😀"

    assert tidy(text) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Seen \u202e19/30/21\u202c again", "Seen 12/03/91 again"),
        ("by \u202esemaJ htimS\u202c today", "by Smith James today"),
        ("by \u202ese\u200bmaJ htimS", "by Smith James"),
    ],
)
def test_what_is_shown_backwards_is_written_and_examined_as_it_is_shown(written, shown):
    tidied = tidy(written)

    assert tidied == shown
    assert examine(tidied, language="en").spans


@pytest.mark.parametrize(
    ("words", "kept"),
    [("m.zq@example.org. Wellens syndrome", "Wellens syndrome"), ("Twitter @zq61. Then fever", "Then fever")],
)
def test_an_address_ends_where_the_next_sentence_begins(words, kept):
    assert replace(examine(words, language="en")).endswith(kept)
