"""Clinical content passes untouched."""

import pytest

from cases.deid.text import examine
from tests.deid.text.clinical_sentences import BY_LANGUAGE

ALL = [(language, sentence) for language, sentences in BY_LANGUAGE.items() for sentence in sentences]


def test_the_table_is_large_enough_to_mean_something():
    assert len(set(ALL)) >= 150


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_at_most_two_percent_of_clinical_sentences_are_touched(language):
    sentences = BY_LANGUAGE[language]

    touched = [sentence for sentence in sentences if examine(sentence, language=language).spans or examine(sentence).spans]

    assert len(touched) <= len(sentences) * 0.02, touched
