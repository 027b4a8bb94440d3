"""What a circle asks of its words: read by the model, examined together, fingerprinted, and of the type that a verb may store."""

import hashlib
import hmac
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.deid import text as engine
from cases.deid.clean import Clean
from cases.deid.limits import Limits
from cases.deid.text import replacing
from cases.deid.text.model import EDITION, ModelSpan, Read, client, digest
from cases.deid.text.model.client import OutOfReach

__all__ = ["WALL", "OutOfReach", "cleaned", "examine", "key", "letters_of", "of_decisions", "read", "read_all", "refuse_identifiers"]

WALL = "\n[removed]\n"  # stands between fields that are read as one text; no rule matches across it
FEW_WORDS = 12  # in fewer words a language cannot be told: they are read in the circle's own
PACE = 0.001  # seconds a character that a text may wait for the model beyond TEXT_MODEL_SECONDS; it needs about 0.00015
_PERSON = "|".join({words.split()[0].strip("[") for words in replacing.WORDS["person"]})
_LETTERED = re.compile(rf"\[(Dr|{_PERSON}) ([A-Z]{{1,2}})\]")
_DAY = re.compile(rf"\b(?:{'|'.join(words.split()[0] for words in replacing.WORDS['day'])}) ?[-−–]? ?\d", re.IGNORECASE)


def key(circle):
    """The 32-byte key of this circle's fingerprints: the same words have another fingerprint in another circle."""
    return hmac.new(settings.SECRET_KEY.encode(), f"casecircle words of circle {circle.pk}".encode(), hashlib.sha256).digest()


def cleaned(words, *, draft=False):
    """The text inside a `Clean[str]`; TypeError on anything else, so that a verb cannot store what was not examined.

    Words that others will see were read by the model as well, and their receipt says so; a `draft`, which its author alone sees,
    may have been looked at by the rules only.
    """
    if not isinstance(words, Clean) or not isinstance(words.value, str):
        raise TypeError("Only cleaned words are stored: pass Clean[str], not " + type(words).__name__)
    if not draft and "model" not in words.receipt.engines:
        raise TypeError("These words were not read by the model: only a draft may hold them")
    return words.value


def refuse_identifiers(name):
    """ValidationError when a name that a person gives to a circle or to themselves holds what must never be stored: it is no clinical
    text and its soft hits, a town or a person's name, are what it is for."""
    if len(name) <= Limits.text_characters and any(span.hardness == "hard" for span in engine.examine(engine.tidy(name)).spans):
        raise ValidationError(_("Leave out addresses, numbers and dates that identify a person."))


# --- The model, in its own process ----------------------------------------------------------------------------------------


def read(text, at_most=None):
    """What the model says of `text`, a Read; raises OutOfReach when it does not answer in time, or in `at_most` seconds."""
    seconds = settings.TEXT_MODEL_SECONDS + PACE * len(text)
    return client.read(settings.TEXT_MODEL_SOCKET, text, min(seconds, at_most or seconds))


def read_all(texts):
    """name -> Read for `texts` name -> str; raises OutOfReach."""
    return {name: read(text) for name, text in texts.items()}


def _joined(texts, reads):
    """The Read of all `texts` behind one another, made of the reads of each: a text is read once, not once more as a part."""
    spans, offset = [], 0
    for name, text in texts.items():
        if (said := reads.get(name)) is not None:
            if not said.of(text):
                raise ValueError("the model read another text")
            spans += [ModelSpan(span.start + offset, span.end + offset, span.kind, span.score) for span in said.spans]
        offset += len(text) + len(WALL)
    return Read(digest(WALL.join(texts.values())), tuple(spans), EDITION)


# --- Looking for identifiers ------------------------------------------------------------------------------------------------


def examine(texts, *, circle, language=None, taken=None, reads=None, harvested=(), counting=True, only=None):
    """Examine the fields of one form as one text: name -> Examined, for `texts` name -> str.

    Read together, the same day and the same person get the same replacement everywhere, and a name known from one field is
    found in the next. What a field holds when read alone is always among its spans, since that is what certifies it.

    `reads` (name -> Read, not of every name) adds what the model saw; ValueError when one is of another text. `harvested` strings,
    known from the files of the case, are hard hits. Whoever is "[Dr A]" stays so: letters that stand in the texts, or in what
    `taken()` returns (called only when a letter is needed), are given to nobody else. Dates become days only where the words begin
    the count: not where "day 3" stands already, and not without `counting`, since nobody remembers which date was day 0.
    `only` names the one field that is asked about among the others.
    """
    filled = {name: text for name, text in texts.items() if text}
    joined = WALL.join(filled.values())
    if language is None and len(joined.split()) < FEW_WORDS:
        language = circle.language if circle.language in ("en", "fr", "es") else None
    harvested = tuple(harvested)
    together = engine.examine(joined, language=language, harvested=harvested, read=_joined(filled, reads) if reads is not None else None)
    free = _renaming(together, taken) | ({} if counting and not _DAY.search(joined) else _undated(together))
    found, offset = {name: engine.Examined("", together.language, ()) for name in texts}, 0
    for name, text in filled.items():
        if only not in (None, name):
            offset += len(text) + len(WALL)
            continue
        spans = [
            replace(span, start=span.start - offset, end=span.end - offset, replacement=free.get(span.replacement, span.replacement))
            for span in _inside(together.spans, offset, offset + len(text))
        ]
        if len(filled) == 1:
            found[name] = replace(together, spans=tuple(spans))
        else:
            own = reads.get(name) if reads is not None else None
            alone = engine.examine(text, language=together.language, harvested=harvested, read=own)
            found[name] = _united(alone, spans, free)
        offset += len(text) + len(WALL)
    return found


def _inside(spans, start, end):
    """Those of the sorted, disjoint `spans` that lie from `start` to `end`."""
    first = bisect_left(spans, start, key=lambda span: span.start)
    return spans[first : bisect_right(spans, end, lo=first, key=lambda span: span.end)]


def _united(alone, together, free):
    """The spans of a field read alone, worded as when read together, and those that only show when read together."""
    known = {(span.start, span.end, span.kind): span.replacement for span in together}
    spans = []
    for span in alone.spans:
        apart = free.get(span.replacement, span.replacement)
        spans.append(replace(span, replacement=known.get((span.start, span.end, span.kind), apart)))
    for span in together:
        behind = bisect_right(alone.spans, span.start, key=lambda other: other.end)  # the first that ends after this begins
        if behind == len(alone.spans) or span.end <= alone.spans[behind].start:
            spans.append(span)
    return replace(alone, spans=tuple(sorted(spans, key=lambda span: span.start)))


# --- Replacements that stay the same throughout a case -------------------------------------------------------------------------


def letters_of(case):
    """(what, letters) of everybody who is "[Dr A]" or "[person B]" in the words of a case, its discussion and its decisions.

    The rationales of a round still open are left out: nothing anywhere may depend on them.
    """
    texts = [*case.wording.values(), *of_decisions(case)]
    for rows, name in ((case.comments, "body"), (case.media, "description")):
        texts += [text for text in rows.values_list(name, flat=True).distinct() if text]
    return {letters for text in texts for letters in _lettered(text)}


def of_decisions(case):
    """The words of the decisions of a case, their options, reports and outcomes; of ballots only those that are counted."""
    texts = []
    for rows, names in (
        (case.decisions, ("question", "statement", "conditions", "withdrawn_reason", "minority_reports__text")),
        (case.decisions, ("outcome__because", "outcome__happened")),
        (case.decisions, ("options__title", "options__details", "options__evidence", "options__dropped_reason", "seats__interest")),
        (
            case.decisions,
            ("options__changes__title", "options__changes__details", "options__changes__evidence", "options__changes__reason"),
        ),
        (case.decisions, ("deviations__reason",)),
        (case.decisions, ("rounds__voided_reason",)),
        (case.decisions.filter(rounds__ballots__counted_at__isnull=False), ("rounds__ballots__ratings__rationale",)),
    ):
        texts += [text for row in rows.values_list(*names).distinct() for text in row if text]
    return texts


def _lettered(text):
    """(what, letters): a person has one letter in every language."""
    return {("Dr" if match[1] == "Dr" else "person", match[2]) for match in _LETTERED.finditer(text)}


def _renaming(examined, taken):
    """Replacement -> replacement, for letters that already name somebody in the text or in `taken()`."""
    wanted = dict.fromkeys(span.replacement for span in examined.spans if _LETTERED.fullmatch(span.replacement))
    if not wanted:
        return {}
    used = _lettered(examined.text) | (set(taken()) if taken is not None else set())
    renaming = {}
    for replacement in wanted:
        word = _LETTERED.fullmatch(replacement)[1]
        what = "Dr" if word == "Dr" else "person"
        letters = next((letters for letters in _letters() if (what, letters) not in used), "ZZ")
        used.add((what, letters))
        renaming[replacement] = f"[{word} {letters}]"
    return renaming


def _undated(examined):
    """Replacement -> replacement that takes the count of days off."""
    date = replacing.word("date", examined.language)
    return {span.replacement: date for span in examined.spans if span.kind == "date" and _DAY.match(span.replacement)}


def _letters():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)
