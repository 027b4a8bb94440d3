"""What is told by its surroundings alone is found by the rules, and nothing beside it is."""

import re

import pytest

from cases.deid.text import examine
from tests.deid.text.cue_sentences import SENTENCES

LINES = [line.split("|", 1) for line in SENTENCES.splitlines() if line]


def marked(sentence):
    """A sentence with braces: its text, and the ranges that stood in braces."""
    text, ranges = "", []
    for piece in re.split(r"({[^}]*})", sentence):
        if piece.startswith("{"):
            ranges.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("{}")
    return text, ranges


def test_the_table_covers_three_languages():
    assert min(sum(language == wanted for language, _ in LINES) for wanted in ("en", "fr", "es")) > 70


@pytest.mark.parametrize(("language", "sentence"), LINES)
def test_what_stands_in_braces_is_found(language, sentence):
    text, ranges = marked(sentence)

    spans = examine(text).spans

    left = [
        text[i] for start, end in ranges for i in range(start, end) if text[i].isalnum() and not any(s.start <= i < s.end for s in spans)
    ]
    assert left == []
    assert [text[s.start : s.end] for s in spans if not any(start < s.end and s.start < end for start, end in ranges)] == []
