"""Looks for known identifiers in what was read from pixels, past the errors of reading; masks are labelled, never the words told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from cases.deid import text
from cases.deid.clean import Mask
from cases.deid.text import harvested
from cases.deid.text.folding import fold
from cases.deid.text.words.ordinary import is_both, plain

LETTERS_PER_EDIT: Final = 6  # a word of six letters may be read with one error, of twelve with two
MOST_EDITS: Final = 2
MOST_READ: Final = 120  # lines read of one film, about 4 CPU s
MOST_TRIES: Final = 6  # of them under one mask
KINDS: Final = {"clinician": "name", "person": "name"}

# Letters and digits that reading takes for one another, each turned into one of them: for words, and for numbers.
_AS_LETTERS: Final = str.maketrans("0158i", "olsbl")
_AS_DIGITS: Final = str.maketrans("olisbzgq|!", "0115829911")


def label(rgb: Any, masks: Sequence[Mask], reader: Callable[..., list[str]], known: Sequence[str]) -> list[Mask]:
    """The masks of one picture (`rgb`: height x width x 3, uint8), those over lettering labelled by what `reader` reads there.

    "known" stands in the file's metadata or name as well; else the kind that the rules for words find, or "".
    """
    places = [number for number, mask in enumerate(masks) if mask.kind == "text"]
    read = reader(rgb, [(masks[n].x0, masks[n].y0, masks[n].x1, masks[n].y1, masks[n].score) for n in places]) if places else []
    labelled = list(masks)
    for number, line in zip(places, read, strict=True):
        labelled[number] = replace(masks[number], label=stands(line, known) or kind_of(line))
    return labelled


def label_film(
    masks: Sequence[Mask], seen: Callable[[Mask], Sequence[Any]], reader: Callable[..., list[str]], known: Sequence[str]
) -> list[Mask]:
    """The masks of a film, those over lettering labelled as `label` does.

    `seen(mask)` gives where its lines are best read, the surest first: each with `rgb` and the `box` of the line in the pixels of
    the film, and `at`, where the upper left corner of `rgb` lies there.
    """
    labelled, left = [], MOST_READ
    for mask in masks:
        found = ""
        for one in list(seen(mask))[:MOST_TRIES] if mask.kind == "text" and left > 0 else ():
            left -= 1
            (x, y), (x0, y0, x1, y1) = one.at, one.box
            (line,) = reader(one.rgb, [(x0 - x, y0 - y, x1 - x, y1 - y, one.score)])
            found = _stronger(found, stands(line, known) or kind_of(line))
        labelled.append(replace(mask, label=found))
    return labelled


def _stronger(label: str, other: str) -> str:
    return "known" if "known" in (label, other) else label or other


def kind_of(line: str) -> str:
    """The kind of the most telling identifier that the rules find in a line; "" where they find none."""
    spans = text.examine(line[:500]).spans if line.strip() else ()
    kinds = [span.kind for span in sorted(spans, key=lambda span: span.hardness != "hard")]
    return KINDS.get(kinds[0], kinds[0]) if kinds else ""


def stands(line: str, known: Sequence[str]) -> str:
    """ "known" when a known identifier stands in a line as it was read, "name" when only a word that may be ordinary does, else ""."""
    folded = fold(line[:500]).text
    if not folded.strip() or not known:
        return ""
    look = _Line(folded)
    sure, doubtful = 0, 0
    for item in known:
        kind = harvested.kind_of(item)
        if kind != "word":
            if look.has(item, kind):
                return "known"
        elif look.has_word(plain(item.lstrip("?"))):
            ordinary = item.startswith("?") or is_both(item) or len(item) < 3
            doubtful, sure = doubtful + ordinary, sure + (not ordinary)
    if sure or doubtful > 1:
        return "known"
    return "name" if doubtful else ""


class _Line:
    """One line as it was read, in the forms in which things are looked for."""

    def __init__(self, folded: str):
        self.text = folded
        self.words = [_seen(plain(word)) for word in re.findall(r"[^\W_]+", folded.replace("|", "l").replace("!", "l"))]
        self.joined = "".join(self.words)
        low = plain(folded).translate(_AS_DIGITS)
        self.numbers = re.findall(r"\d+", low)
        self.digits = re.sub(r"\D", "", low)
        self.days = harvested.days_in(folded) | harvested.days_in(_repaired(folded))
        self.code = re.sub(r"[\W_]", "", plain(folded)).translate(_AS_DIGITS)

    def has_word(self, word: str) -> bool:
        """The word, a letter or two read wrongly if it is long; long words also where the spaces were lost or too many read."""
        word = _seen(word)
        edits = min(MOST_EDITS, len(word) // LETTERS_PER_EDIT)
        if any(within(read, word, edits) for read in self.words):
            return True
        return len(word) >= LETTERS_PER_EDIT and word in self.joined

    def has(self, item: str, kind: str) -> bool:
        if kind == "day":
            return date.fromisoformat(item) in self.days
        if kind == "position":
            return harvested.near(self.text, float(item))
        digits = item.isdigit()
        item = item if digits else item.translate(_AS_DIGITS)
        if len(item) < LETTERS_PER_EDIT:
            return item in self.numbers
        return _misread(self.digits if digits else self.code, item, min(MOST_EDITS, len(item) // LETTERS_PER_EDIT))


def _seen(word: str) -> str:
    """A plain word with letters that look alike made one."""
    return word.translate(_AS_LETTERS)


def _repaired(text: str) -> str:
    """Letters between digits and marks read as the digits they look like."""
    return re.sub(r"[0-9oOlIsSbBzZ|]+(?:[./-][0-9oOlIsSbBzZ|]+)+", lambda match: match[0].lower().translate(_AS_DIGITS), text)


def within(read: str, word: str, edits: int) -> bool:
    """Whether a word becomes another by at most that many letters changed, added or left out."""
    if abs(len(read) - len(word)) > edits:
        return False
    same = 0
    for a, b in zip(read, word, strict=False):
        if a != b:
            break
        same += 1
    read, word = read[same:], word[same:]
    if not read and not word:
        return True
    if not edits:
        return False
    return within(read[1:], word[1:], edits - 1) or within(read[1:], word, edits - 1) or within(read, word[1:], edits - 1)


def _misread(line: str, item: str, wrong: int) -> bool:
    """Whether the characters stand somewhere in a line, at most `wrong` of them read as another."""
    if item in line:
        return True
    for start in range(len(line) - len(item) + 1):
        left = wrong
        for a, b in zip(line[start : start + len(item)], item, strict=True):
            left -= a != b
            if left < 0:
                break
        else:
            return True
    return False
