"""Somebody is spoken to: "Gwen, could you", "Clémence, tu peux", "Paco, ¿puedes"."""

from __future__ import annotations

from collections.abc import Iterator

from cases.deid.text.runs import is_given, run, span
from cases.deid.text.spans import Hit
from cases.deid.text.tokens import Words
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import NOT_NAMES
from cases.deid.text.words.people import NOBODY
from cases.deid.text.words.surnames import SURNAMES

_YOU = listed("""
you your you're tu te t' toi ton ta vous vos votre tú usted ustedes vosotros os tus puedes podrías podéis podríais pueden
please thanks thank
""")


def find(words: Words) -> Iterator[Hit]:
    """Yield soft hits of kind "name" in folded words: a name on a list that opens a sentence, a comma, and soon "you"."""
    for i in range(len(words) - 2):
        if not words.capital(i) or not words.opens_sentence(i):
            continue
        low = words.lower[i]
        if not (is_given(low) or low in SURNAMES) or low in NOBODY or (low in NOT_NAMES and not is_given(low)):
            continue
        stop = run(words, i, 3, lax=True)
        if stop <= i or stop + 1 >= len(words) or words.gaps[stop] not in (", ", ", ¿", ", ¿", ",\n"):
            continue
        ahead = [part for k in range(stop, min(stop + 4, len(words))) for part in words.lower[k].split("-")]
        if any(word in _YOU for word in ahead):
            yield Hit(*span(words, i, stop), "name", False, "name_addressed", 2)
