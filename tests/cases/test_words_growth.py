"""Twice the words are twice the work: calls are counted, not time, so that no machine is too slow and none too quick for the test."""

import sys
from types import SimpleNamespace

import pytest
from django import forms

from cases import words
from cases.deid.text import examine
from cases.forms.cleaning import CleanForm
from cases.forms.look import LookForm
from tests.bench.deid.text_speed import told

CIRCLE = SimpleNamespace(pk=1, language="en")


class Sent(CleanForm):
    clean_text = ("title", "body")
    title, body = forms.CharField(), forms.CharField()
    reading = False


def form(text):
    assert Sent({"title": "Seen by Dr Lucia Ferrer", "body": text, "replace_all": "1"}, circle=CIRCLE, drafts=True).is_valid()


def calls(work, text):
    """How many functions run, generators resumed and methods of built-in types included."""
    count = 0

    def noted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(noted)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "work",
    [
        examine,
        lambda text: words.examine({"title": "Fever", "body": text}, circle=CIRCLE),
        lambda text: LookForm({"body": text, "title": "Fever"}, circle=CIRCLE, field="body", model=False, begins_count=False).found,
        form,
    ],
    ids=["rules", "fields", "look", "form"],
)
def test_work_grows_as_the_words_do(work):
    small, large = ("".join(map(told, range(number))) for number in (40, 160))
    work(small)  # lists and patterns are made once

    assert calls(work, large) < 4.4 * calls(work, small)


def test_a_look_examines_the_field_once_alone_and_once_among_the_others(monkeypatch):
    seen = []
    monkeypatch.setattr(words.engine, "examine", lambda text, **how: seen.append(len(text)) or examine(text, **how))
    text = "".join(map(told, range(4)))

    def look(**others):
        seen.clear()
        LookForm({"body": text, **others}, circle=CIRCLE, field="body", model=False, begins_count=False).found  # noqa: B018
        return sum(seen)

    assert look() == len(text)
    assert look(title="Fever", history="") == 2 * len(text) + len("Fever") + len(words.WALL)
