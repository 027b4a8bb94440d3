# ruff: noqa: E501 - patterns and lists are read as one line
"""Contacts as they are dictated: "j dot banks at mail dot com", "arobase", "punto", and telephone numbers in words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cases.deid.text.spans import Hit
from cases.deid.text.tokens import Words

_ENDS = "com|org|net|info|biz|name|online|email|mail|edu|gov|eu|fr|es|uk|ie|de|be|ch|ca|us|au|nz|in|it|pt|nl|lu|mx|ar|co|cl|pe|uy|ec|ve|br|ma|tn|dz|sn|ng|ke|za|io|me|cat|re|nhs"
_NUMERALS = "zero|one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|cinq|sept|huit|neuf|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|de|du|d"
_DOT = r"(?:[ ]?(?:\bdot\b|\bpoint\b|\bpunto\b|\(dot\)|\[dot\]|\(point\)|\(punto\)|(?<=\w)\.(?=\w))[ ]?)"
_AT = r"(?:[(\[]?(?:at|arobase|arrobase|arobas|arroba)[)\]]?|chez|en|a commercial|a rond)"
# The domain with its "at"; the local part is read backwards from it, so that nothing is tried at every word.
_DOMAIN = re.compile(
    rf"(?<=[\w])[ ](?P<at>{_AT})[ ](?P<domain>[a-z\d][a-z\d-]{{1,40}}(?:[ ](?:dash|hyphen|tiret|gui[oó]n)[ ][a-z\d]{{2,30}})?(?:{_DOT}[a-z\d-]{{2,30}}){{0,3}}?(?:{_DOT}(?:{_ENDS})|[ ](?:dot|point|punto)[ ](?!(?:{_NUMERALS})\b)[a-z]{{2,12}}))(?![\w-])",
    re.IGNORECASE,
)
_JOIN = r"(?:[ ]?(?:\bdot\b|\bpoint\b|\bpunto\b|\bunderscore\b|\bdash\b|\bhyphen\b|\btiret(?: (?:du )?(?:bas|six|8|6))?\b|\bgui[oó]n(?: bajo)?\b|\bbarra baja\b|\bplus\b)[ ]?|[._+-])"
_LOCAL = re.compile(rf"[^\W_]{{1,40}}(?:{_JOIN}[^\W_]{{1,40}}){{0,5}}\Z", re.IGNORECASE)
_SPELLED = re.compile(r"\b(?:dot|point|punto)\b", re.IGNORECASE)
_ENDING = re.compile(rf"{_DOT}(?:{_ENDS})\Z", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?:e-?mail|mail|correo|courriel|adresse|address|dirección|contact|contacto)\b", re.IGNORECASE)

# word -> its digits as a string; what multiplies is apart.
_DIGITS = {
    **dict(
        zip(
            ["zero", "nought", "naught", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
            "0000123456789",
            strict=True,
        )
    ),
    **dict(zip(["zéro", "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"], "01123456789", strict=True)),
    **dict(zip(["cero", "uno", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"], "01123456789", strict=True)),
}
_TEENS = frozenset(
    [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciséis",
        "dieciseis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "veintiuno",
        "veintidós",
        "veintidos",
        "veintitrés",
        "veintitres",
        "veinticuatro",
        "veinticinco",
        "veintiséis",
        "veintiseis",
        "veintisiete",
        "veintiocho",
        "veintinueve",
    ]
)
_TENS = frozenset(
    [
        "twenty",
        "thirty",
        "forty",
        "fourty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "septante",
        "huitante",
        "octante",
        "nonante",
        "soixante-dix",
        "quatre-vingt",
        "quatre-vingts",
        "quatre-vingt-dix",
        "veinte",
        "treinta",
        "cuarenta",
        "cincuenta",
        "sesenta",
        "setenta",
        "ochenta",
        "noventa",
    ]
)
_HUNDREDS = frozenset(
    [
        "cien",
        "ciento",
        "doscientos",
        "trescientos",
        "cuatrocientos",
        "quinientos",
        "seiscientos",
        "setecientos",
        "ochocientos",
        "novecientos",
        "cent",
    ]
)
_TIMES = {"double": 1, "triple": 2, "treble": 2, "doble": 1}
_NUMBERS = frozenset(_DIGITS) | _TEENS | _TENS | _HUNDREDS | frozenset(_TIMES)
_LINKS = frozenset(["and", "et", "y"])
_GAPS = re.compile(r"[ ,.\n/-]{1,3}\Z")
_LEAST, _MOST = 7, 15


def find(words: Words) -> Iterator[Hit]:
    """Yield hits of kind "email" and "phone" in folded words."""
    yield from _mails(words.text)
    yield from _phones(words)


def _mails(text: str) -> Iterator[Hit]:
    lower = text.lower()
    if not any(at in lower for at in (" at ", "arob", "arrob", "(at)", "[at]", " chez ", " en ", " a commercial ", " a rond ")):
        return
    for match in _DOMAIN.finditer(text):
        line = text.rfind("\n", max(0, match.start() - 120), match.start()) + 1
        local = _LOCAL.search(text, max(line, match.start() - 80), match.start())
        if local is None:
            continue
        at, spelled = match["at"].lower().strip("([])"), bool(_SPELLED.search(match["domain"]))
        sure = at.startswith(("aro", "arr", "a "))
        # "guidelines at nice.org.uk" is a place on the web; "j.ormerod at tidewell.co.uk" is somebody.
        telling = any(c.isdigit() or c in "._+" for c in local[0]) or _SPELLED.search(local[0])
        telling = telling or _LABELLED.search(text, max(line, local.start() - 40), local.start())
        if at in ("en", "chez") and not (telling or _ENDING.search(match["domain"])):
            continue  # "9 mm en un point unique": a preposition, and no ending that a domain has
        if sure or spelled or telling:
            yield Hit(local.start(), match.end(), "email", True, "email_spoken", 8)


def _phones(words: Words) -> Iterator[Hit]:
    i = 0
    while i < len(words):
        if words.lower[i] not in _NUMBERS and "-" not in words.lower[i]:
            i += 1
            continue
        stop, digits, spelled = _spelled(words, i)
        if stop > i and _LEAST <= len(digits) <= _MOST and spelled > 3 and not _counts(digits):
            # Numbers of a history are seldom said digit by digit; one that begins as telephones do is sure.
            yield Hit(words.starts[i], words.ends[stop - 1], "phone", digits[0] in "0679" or len(digits) > 8, "phone_spoken", 6)
        i = max(stop, i + 1)


def _spelled(words: Words, i: int) -> tuple[int, str, int]:
    """(index behind, digits, how many words of it are number words) of the number that is said from word i."""
    digits, spelled, times, j, stop = "", 0, 0, i, i
    while j < len(words) and len(digits) <= _MOST:
        low = words.lower[j]
        if j > i and not _GAPS.match(words.gaps[j]):
            break
        value = _value(low)
        if low in _TIMES:
            times = _TIMES[low]
        elif value is not None:
            # "treinta y cuatro", "thirty-four", "seiscientos doce": what is smaller fills the zeros of what is larger.
            joined = (
                j > i
                and (words.lower[j - 1] in _LINKS or words.gaps[j] in (" ", "-"))
                and digits.endswith("0" * len(value))
                and _round(words, j)
            )
            digits = digits[: -len(value)] + value if joined else digits + value * (1 + times)
            spelled, times, stop = spelled + 1, 0, j + 1
        elif low.isdigit() and len(low) < 4 and j > i:
            digits, stop = digits + low, j + 1
        elif not (low in _LINKS and digits and digits[-1] == "0"):
            break
        j += 1
    return stop, digits, spelled


def _value(low: str) -> str | None:
    if low in _DIGITS:
        return _DIGITS[low]
    if low in _TEENS or low in _TENS or low in _HUNDREDS:
        return {True: "10"}.get(low in _TEENS, "100" if low in _HUNDREDS else "20")
    parts = low.split("-")
    if len(parts) > 1 and all(part in _DIGITS or part in _TEENS or part in _TENS or part in ("et", "vingts") for part in parts):
        return "21"  # of two digits; which ones does not matter
    return None


def _round(words: Words, j: int) -> bool:
    """Whether the number word before word j leaves room for it: a ten for a digit, a hundred for what is below it."""
    before = words.lower[j - 2] if words.lower[j - 1] in _LINKS and j > 1 else words.lower[j - 1]
    low = words.lower[j]
    return (before in _TENS and low in _DIGITS and low not in ("zero", "cero", "zéro", "oh")) or (
        before in _HUNDREDS and low not in _HUNDREDS
    )


def _counts(digits: str) -> bool:
    """Whether somebody counts: "one, two, three, four, five, six, seven"."""
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(digits)}
    return len(steps) == 1
