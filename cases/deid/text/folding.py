"""Folding: the text as rules read it (plain Latin letters, digits and spaces) with the way back to every original offset."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Marks what an earlier replacement put there; no rule can match across it. Neither a letter, a digit nor white space.
BARRIER = "\u00a4"

# Letters of other scripts that look like a Latin letter. Used for matching only; the text itself is never changed by it.
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈԚԜҮаеорсухѕіјԁԛԝүһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳνικαρ",
        "ABEKMHOPCTYXSIJQWYaeopcyxsijdqwyhABEZHIKMNOPTYXocjvikap",
        strict=True,
    )
)
_SINGLE = {
    **{ord(c): " " for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"},
    **{ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"},
    **{ord(c): "'" for c in "\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4\u2032"},
    **{ord(c): '"' for c in "\u201c\u201d\u201e\u201f\u2033"},
    **{ord(c): "." for c in "\u3002\uff61\u2024"},
    **{ord(c): "\n" for c in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"},
    **{ord(k): v for k, v in _LOOKALIKES.items()},
    ord(BARRIER): "$",
}
del _SINGLE[0xAD]  # a soft hyphen is invisible: dropped below
_SINGLE.update({code: chr(code) for code in range(0xA1, 0x100) if code not in (0xA4, 0xAD, 0xB4)})  # Latin-1 stays: "m²", "nº"
_PLAIN = re.compile(r"[\n\t\x20-\x7e\u00a0-\u00ac\u00ae-\u00ff\u2010-\u2015\u2018\u2019\u201c\u201d\u20ac\u2212]*\Z")
_TOKEN = re.compile(
    r"\[(?:"
    r"patient|paciente|Dr [A-Z]{1,2}|person [A-Z]{1,2}|personne [A-Z]{1,2}|persona [A-Z]{1,2}"
    r"|hospital|hôpital|town|ville|ciudad|place|lieu|lugar|address|adresse|dirección|postcode|code postal|código postal"
    r"|region|région|región|country|pays|país|institution|institución|date|fecha|date of birth|date de naissance|fecha de nacimiento"
    r"|phone|téléphone|teléfono|e-mail|correo|link|lien|enlace|network address|adresse réseau|dirección de red"
    r"|id|national id|identifiant national|id nacional|account|compte|cuenta|plate|plaque|matrícula|device|appareil|dispositivo"
    r"|removed|retiré|retirado|age over 89|occupation|profession|profesión)\]"
)


def _dropped(char: str) -> bool:
    """Whether a character is invisible or a control: it takes part neither in matching nor in the cleaned text."""
    category = unicodedata.category(char)
    if category == "Cf" or category == "Cs" or category == "Co" or category == "Cn":
        return True
    if category == "Cc":
        return char not in "\n\r\t\v\f\x1c\x1d\x1e\x85"
    # Combining grapheme joiner, Hangul fillers, Mongolian and other variation selectors draw nothing.
    return char in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" or "\u180b" <= char <= "\u180f" or "\ufe00" <= char <= "\ufe0f"


@dataclass(frozen=True)
class Folded:
    """Folded text. `starts[i]` and `ends[i]` bound, in the original's code points, what folded character i came from; None: identical."""

    text: str
    starts: list[int] | None
    ends: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Translate a non-empty folded range to the original's code points, inner invisible characters included."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold for matching: NFKC by character, invisible characters dropped, spaces, dashes, quotes, digits and look-alikes unified."""
    if _PLAIN.match(text):
        return Folded(_barred(text.translate(_SINGLE)), None, None)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    index, size = 0, len(text)
    while index < size:
        start = index
        char = text[index]
        index += 1
        if char == "\r" and index < size and text[index] == "\n":
            index += 1
            char = "\n"
        elif _dropped(char):
            continue
        base = char
        stop = index
        # A base letter and the marks after it fold together, over invisible characters in between.
        while index < size and (unicodedata.combining(text[index]) or (ord(text[index]) > 0x7E and _dropped(text[index]))):
            if not _dropped(text[index]):
                base += text[index]
                stop = index + 1
            index += 1
        index = stop
        for piece in _folded(base):
            out.append(piece)
            starts.append(start)
            ends.append(stop)
    return Folded(_barred("".join(out)), starts, ends)


def _folded(cluster: str) -> str:
    if len(cluster) == 1 and ord(cluster) in _SINGLE:
        return _SINGLE[ord(cluster)]
    if cluster.isascii():
        return cluster
    composed = unicodedata.normalize("NFC", cluster.translate(_SINGLE))
    # Stacked marks ("zalgo") would hide a letter: those that do not compose are left out.
    composed = composed[:1] + "".join(c for c in composed[1:] if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFKC", composed).translate(_SINGLE)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def _barred(text: str) -> str:
    if "[" not in text:
        return text
    return _TOKEN.sub(lambda m: BARRIER * (m.end() - m.start()), text)


_BACKWARDS = re.compile("\u202e([^\u202c\n]*)\u202c?")  # shown from right to left, whatever its letters are


def hides(text: str) -> bool:
    """Whether a text holds characters that are not seen, or that change the order in which others are."""
    return not text.isascii() and any(ord(c) > 0x7E and _dropped(c) for c in text)


def tidy(text: str) -> str:
    """The form in which text is kept: NFC, newlines as \\n, no invisible, bidirectional or control characters, tabs kept.

    What an override shows backwards is written as it is shown, so that what is examined is what is read.
    """
    text = text.replace("\r\n", "\n").translate({ord(c): "\n" for c in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"})
    if "\u202e" in text:
        text = _BACKWARDS.sub(lambda match: match[1][::-1], text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in text if c in "\n\t" or " " <= c <= "~" or not _dropped(c))
    return kept if kept.isascii() else unicodedata.normalize("NFC", kept)
