"""Clinical content passes untouched, by the rules alone and with the model."""

import pytest

from cases.deid.text import examine
from cases.deid.text.model.engine import Engine
from tests.deid.text import clinical_cues, clinical_sentences, clinical_starts, clinical_traps

TABLES = (clinical_sentences, clinical_traps, clinical_cues, clinical_starts)
BY_LANGUAGE = {language: [sentence for table in TABLES for sentence in table.BY_LANGUAGE[language]] for language in ("en", "fr", "es")}


@pytest.fixture(scope="module")
def engine():
    return Engine()


def test_the_table_is_large_enough_to_mean_something():
    assert len({sentence for sentences in BY_LANGUAGE.values() for sentence in sentences}) >= 400


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_at_most_two_percent_of_clinical_sentences_are_touched(language, engine):
    sentences = BY_LANGUAGE[language]
    reads = {sentence: engine.read(sentence) for sentence in sentences}

    touched = [s for s in sentences if examine(s, language=language, read=reads[s]).spans or examine(s, read=reads[s]).spans]

    assert len(touched) <= len(sentences) * 0.02, touched


def test_the_rules_alone_touch_no_more():
    sentences = [(language, sentence) for language in BY_LANGUAGE for sentence in BY_LANGUAGE[language]]

    touched = [sentence for language, sentence in sentences if examine(sentence, language=language).spans]

    assert len(touched) <= len(sentences) * 0.02, touched
