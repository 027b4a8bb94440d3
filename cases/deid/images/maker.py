"""Reads the owner's name, serial numbers and days out of a MakerNote: no maker documents its own, so only its strings are looked at.

Every maker ends its strings with NUL (Exif 3.0 asks it of text), in ASCII, UTF-8 or UTF-16. What else lies there are settings, tables
and previews; what looks like a string in them by chance is left out by its form, and what names the camera by its words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from cases.deid.text.words import listed

Field = tuple[str, str]

MOST_BYTES: Final = 1 << 17
MOST_STRINGS: Final = 2000
MOST_OF_A_ROLE: Final = 12
LONGEST: Final = 64

_STRINGS: Final = (
    (re.compile(rb"((?:[\x20-\x7e]|[\xc3-\xc5][\x80-\xbf]|(?<=[A-Za-z\xc0-\xff])[\xc0-\xff]){4,64})(?=\0|\Z)"), "utf-8"),
    (re.compile(rb"((?:[\x20-\x7e\xc0-\xff]\0|[\0-\x7f]\x01){4,64})(?=\0\0|\Z)"), "utf-16-le"),
    (re.compile(rb"((?:\0[\x20-\x7e\xc0-\xff]|\x01[\0-\x7f]){4,64})(?=\0\0|\Z)"), "utf-16-be"),
)
# One to four words in the way names are written: "Jean Dupont", "DUPONT, Jean", "O'Neill-Smith", "J. de la Cruz".
_WORD = r"(?:[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*\.?)"
_NAME = re.compile(rf"(?:(?:Dr|Mr|Mrs|Ms|Prof|Mme|Sr|Sra)\.? )?{_WORD}(?:,? {_WORD}){{0,3}}")
_SERIAL = re.compile(r"(?:(?:S/?N|NO|No|Serial)[.:= ]{1,3})?([A-Z]{0,4}[- ]?\d{6,16}[A-Z]?|[A-Z0-9]{3,6}\d{6,12})")
_DAY = re.compile(r"(?:19|20)\d\d([:./-]?)[01]\d\1[0-3]\d(?:[ T]?\d\d:?\d\d(?::?\d\d)?)?")
_LEAST: Final = 4  # letters of a name that stands alone
BEHIND_CHANCE: Final = 6  # characters of a name that begins in the middle of a string
# Where a word or a number may begin: behind anything else, and at a capital before a small letter.
_BEGINNING = re.compile(r"(?<=[^\w])(?=\w)|(?<=[^\d])(?=\d)|(?<=\w)(?=[^\W\d_a-zß-ÿ][a-zß-ÿ])")

# What makers call themselves, their cameras, lenses, programs and settings. A string with one of these words names no person.
_DEVICE: Final = listed("""
agfa aiptek apple asahi canon casio concord dji epson exilim fuji fujifilm garmin general gopro google hasselblad helicon hewlett hitachi
hp htc huawei imaging iphone jenoptik jvc kodak konica kyocera leaf leica lenovo lg lumix mamiya microsoft minolta motorola nec nikon
nikkor nokia oneplus olympus oppo panasonic pentax phase philips pixel polaroid premier ricoh samsung sanyo sharp sigma skanhex sony
tamron tokina toshiba vivo vivitar voigtlander xiaomi yashica zeiss carl planar sonnar tessar distagon elmarit summicron summilux zuiko
rokkor takumar aspherical alpha cybershot powershot ixus ixy eos rebel kiss coolpix finepix mark dimage optio stylus camedia easyshare
galaxy nexus redmi mate mavic hero ios android
firmware version ver lens camera digital flash zoom auto manual program aperture shutter priority exposure metering spot matrix pattern
evaluative average center single continuous servo focus area macro normal fine superfine basic standard raw jpeg jpg image img movie
video vivid neutral portrait landscape sunset night snow beach sports scene color colour mono monochrome sepia black white balance bal
red reduction fill off none unknown high low medium soft hard sharpness contrast saturation tone daylight cloudy shade tungsten
fluorescent preset custom user mode type info data note print adobe srgb rgb noise filter gold silver optical stabilizer stabilization
usm stm ultrasonic dynamic wide tele close infinity home japan china thailand made model serial number preview thumbnail thumb quick
picture control style creative natural landscape vari program effect date time zone face detect tracking closest subject multi
""")


def maker_note(data: bytes, device: Collection[str]) -> Iterator[Field]:
    """(role, text) of the strings in a MakerNote that may tell of somebody; `device` are words of the make, model, lens and program."""
    data, left = data[:MOST_BYTES], {"free": MOST_OF_A_ROLE, "serial": MOST_OF_A_ROLE, "day": MOST_OF_A_ROLE}
    told: set[str] = set()
    known = {word.lower() for word in device}
    for pattern, encoding in _STRINGS:
        for match in islice(pattern.finditer(data), MOST_STRINGS):
            for role, text in _told(_decoded(match[1], encoding), known):
                if text not in told and left[role]:
                    told.add(text)
                    left[role] -= 1
                    yield role, text


def words_of(text: str) -> set[str]:
    """The words and numbers of a make, a model, a lens or a program, in small letters."""
    return set(re.findall(r"[^\W_]+", text.lower()))


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.strip()


def _told(text: str, device: set[str]) -> Iterator[Field]:
    """What a string tells. Bytes before it may happen to be printable, so that it is also read from where a word begins."""
    if role := _role(text, device):
        yield role, text
        return
    for start in _BEGINNING.finditer(text):
        rest = text[start.end() :]
        role = _role(rest, device)
        if role and (role != "free" or len(rest) >= BEHIND_CHANCE):
            yield role, rest
            return


def _role(text: str, device: set[str]) -> str:
    """What a string is: "free" for what may be a name, "serial", "day", or "" for anything else."""
    if _DAY.fullmatch(text):
        return "day"
    if (serial := _SERIAL.fullmatch(text)) is not None:
        return "serial" if not words_of(serial[1]) & device else ""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not _NAME.fullmatch(text) or set(words) & (_DEVICE | device):
        return ""
    shown = [part for part in re.split(r"[ ,]+", text) if len(part.strip(".")) > 1]
    if not any(len(part) >= (_LEAST if len(shown) == 1 else 3) for part in shown):
        return ""
    return "free" if all(_written(part) for part in shown) and any(part[0].isupper() for part in shown) else ""


def _written(word: str) -> bool:
    """Whether a word is written as words are: all small, all capital, or small after the first letter. Chance makes "qRzW"."""
    inner = re.sub(r"^(?:Mc|Mac|De|Le|La)(?=[^\W\d_])", "", word)
    return all(piece.isupper() or piece[1:] == piece[1:].lower() for piece in re.split(r"['’-]", inner))
