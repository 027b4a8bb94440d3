"""CPU time of the rules, of a look while typing and of a form that is sent, on texts that grow; called by `text.py --speed`."""

import os
import time
from types import SimpleNamespace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casecircle.settings")

import django

from cases.deid.text import examine
from tests.deid.text.clinical_sentences import BY_LANGUAGE

MOST_MS = 30  # asked of an ordinary text of 2,000 characters
PLAIN = " ".join(sentence for language in ("en", "fr", "es") for sentence in BY_LANGUAGE[language])


def told(number):
    """A sentence with six identifiers that no other number's sentence has."""
    letters = "".join(chr(97 + number // 26**power % 26) for power in range(3))
    return (
        f"Seen by Dr Quill{letters}er on {number % 28 + 1:02}/03/{1990 + number % 30}, son Hal{letters}, call 07700 9{number:05}, "
        f"write to j{number}.{letters}@mail.com, MRN 44{number:05}. "
    )


def texts():
    """(what, text) of growing size: without identifiers, with about 20 in 2,000 characters, and full of them."""
    yield "plain, 2,000", PLAIN[:2000]
    yield "20 hits, 2,000", ("".join(map(told, range(4))) + PLAIN)[:2000]
    for size in (7_500, 15_000, 29_900):
        yield f"plain, {size:,}", (PLAIN * 2)[:size]
        yield f"full, {size:,}", "".join(map(told, range(300)))[:size]


def least(call, times=5):
    """The least of several runs in CPU milliseconds, after one to warm up."""
    call()
    spent = []
    for _ in range(times):
        began = time.process_time()
        call()
        spent.append((time.process_time() - began) * 1e3)
    return min(spent)


def main():
    """Print a line a text."""
    django.setup()
    from django import forms

    from cases.forms.cleaning import CleanForm
    from cases.forms.look import LookForm

    class Form(CleanForm):
        clean_text = ("body",)
        body = forms.CharField()
        reading = False  # the rules alone

    circle = SimpleNamespace(pk=1, language="en")
    others = {"title": "Fever after a journey", "history": PLAIN[2000:4000]}
    print(f"{'text':<16} {'hits':>5} {'rules':>8} {'look':>8} {'among 2':>8} {'sent':>8}  CPU ms; load {os.getloadavg()[0]:.1f}")
    for what, text in texts():
        kwargs = {"circle": circle, "field": "body", "model": False, "begins_count": False}
        figures = [least(lambda text=text: examine(text)), least(lambda text=text, kwargs=kwargs: LookForm({"body": text}, **kwargs).found)]
        among = {**others, "body": text}
        fits = sum(map(len, among.values())) <= 30_000
        figures.append(least(lambda among=among, kwargs=kwargs: LookForm(among, **kwargs).found) if fits else float("nan"))
        figures.append(least(lambda text=text: Form({"body": text, "replace_all": "1"}, circle=circle, drafts=True).is_valid()))
        over = "" if len(text) > 2000 or figures[1] < MOST_MS else "  OVER"
        print(f"{what:<16} {len(examine(text).spans):>5} " + " ".join(f"{figure:8.1f}" for figure in figures) + over)
