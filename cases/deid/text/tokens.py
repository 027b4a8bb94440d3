"""Tokens: the words of a folded text with their shapes, for the rules that read names and places word by word."""

from __future__ import annotations

import re
from functools import cached_property

from cases.deid.text.words import listed
from cases.deid.text.words.clinical import EPONYM_AFTER, EPONYM_BEFORE

_UNIT = re.compile(r"/.|[0-9][ \u00a0]?L")
WORD = re.compile(r"(?:[ldnsjmctLDNSJMCT]|[qQ]u)'(?=[^\W\d_])|[^\W\d_]+(?:['-](?!s\b)[^\W\d_]+)*|\d+")
# "McDonald", "O'Brien", "Jean-Pierre" and "AL-Bitar", but not "PaCO" or "mTOR".
_MIXED = re.compile(r"(?:[^\W\d_a-z]'|Ma?c|De|Di|Le|La|Van|[^\W\d_a-z]+-)?[^\W\d_a-z][^\W\d_A-Z]+(?:[-'][^\W\d_]+)*")
_PREFIXED = re.compile(r"(?:al|el|ad|as|ar|ben|bin|ibn|abu)-[^\W\d_a-z][^\W\d_A-Z]+")  # "al-Rashid"
_LINKS = listed("""
de du des d' l' la le les el los of del the don von
""")

# Words that make a scale of the words before them, even at a distance: "Edinburgh Postnatal Depression Scale".
_SCALES = listed(
    "scale score scores rule rules criteria criterion classification index questionnaire inventory classifications algorithm échelle "
    "bengala bengale"
)


_ROMAN = re.compile("(?=[IVX])(?:IX|IV|V?I{0,3}|X)[abcspABC]?")
_RESULTS = listed("""
positive negative normal abnormal pending equivocal borderline unremarkable raised low high mild moderate severe
moderately positif positifs positive négatif négative négatifs négatives normal normale anormal pathologique douteux
bilatéral élevé stade grade positivo positiva positivos negativo negativa negativos normales patológico patológica
dudoso pendiente bilateral elevado estadio grado stage score inserted removed deployed inflated
""")


class Words:
    """The words of `text`; every list has one entry a word. `gaps[i]` is what stands between word i - 1 and word i."""

    def __init__(self, text: str):
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.gaps: list[str] = []
        last = 0
        for match in WORD.finditer(text):
            start, end = match.span()
            self.starts.append(start)
            self.ends.append(end)
            self.words.append(match[0])
            self.gaps.append(text[last:start])
            last = end

    @cached_property
    def lower(self) -> list[str]:
        return [word.lower() for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def capital(self, i: int) -> bool:
        """Whether word i begins with a capital and goes on in lower case, as names do."""
        word = self.words[i]
        if len(word) > 4 and _PREFIXED.fullmatch(word):
            return True
        return len(word) > 1 and word[0].isupper() and (word[1:].islower() or _MIXED.fullmatch(word) is not None)

    def upper(self, i: int) -> bool:
        word = self.words[i]
        return len(word) > 1 and word.isupper() and not self.initial(i)

    def initial(self, i: int) -> bool:
        word = self.words[i]
        if len(word) == 1 and any(_UNIT.fullmatch(self.text, max(0, self.ends[i] - back), self.ends[i]) for back in (2, 3)):
            return False  # the L of "4 g/L." and of "2 L."
        return word.isupper() and (len(word) == 1 or (word[1:2] == "-" and len(word) == 3))

    def opens_sentence(self, i: int) -> bool:
        """Whether word i stands first in its sentence or line, where a capital means nothing."""
        if i == 0:
            return True
        gap = self.gaps[i]
        if any(c in gap for c in ":\n?!¿¡•*"):
            return True
        return "." in gap and not self.initial(i - 1) and self.lower[i - 1] not in ("st", "dr", "dra", "sr", "sra", "mr", "mrs", "ms", "av")

    def result(self, last: int) -> bool:
        """Whether a value stands right after word `last`: "Fontaine IV", "Allen normal", "Addenbrooke 61/100", "Coxiella negative"."""
        after = last + 1
        if after >= len(self) or self.gaps[after] not in (" ", "-", ": ", "="):
            return False
        word = self.words[after]
        if self.initial(after) and after + 1 < len(self) and self.gaps[after + 1] == "" and self.words[after + 1].isdigit():
            return True  # "Vienna A1L3B3"
        return (word.isdigit() and len(word) < 5) or _ROMAN.fullmatch(word) is not None or self.lower[after] in _RESULTS

    def eponym(self, first: int, last: int) -> bool:
        """Whether words first to last (inclusive) stand where eponyms, scales and viruses do: "X syndrome", "signe de X"."""
        after = last + 1
        if after < len(self) and self.gaps[after] in ("'", "") and self.words[after] == "s":
            after += 1
        if after < len(self) and self.gaps[after] in (" ", "-", "\n") and self.lower[after] in EPONYM_AFTER:
            return True
        for ahead in range(after + 1, min(after + 4, len(self))):
            if any(gap not in (" ", "-", "") for gap in self.gaps[after : ahead + 1]):
                break
            if self.lower[ahead] in _SCALES:
                return True
        before = first - 1
        steps = 0
        while (
            before >= 0
            and steps < 3
            and (self.lower[before] in _LINKS or (steps and self.initial(before)))
            and self.gaps[before + 1] in (" ", "", "\n")
        ):
            before -= 1
            steps += 1
        if before < 0 or any(c in self.gaps[before + 1] for c in ".,;:\n"):
            return False
        word = self.lower[before]
        return word in EPONYM_BEFORE or (word.endswith("s") and word[:-1] in EPONYM_BEFORE)
