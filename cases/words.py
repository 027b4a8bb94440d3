"""What a circle asks of its words: fields examined together, the key of their fingerprints, and the type that a verb may store."""

import hashlib
import hmac
import re
from dataclasses import replace

from django.conf import settings

from cases.deid import text as engine
from cases.deid.clean import Clean

WALL = "\n[removed]\n"  # stands between fields that are read as one text; no rule matches across it
FEW_WORDS = 12  # in fewer words a language cannot be told: they are read in the circle's own
_LETTERED = re.compile(r"\[(Dr|person|personne|persona) ([A-Z]{1,2})\]")


def key(circle):
    """The 32-byte key of this circle's fingerprints: the same words have another fingerprint in another circle."""
    return hmac.new(settings.SECRET_KEY.encode(), f"casecircle words of circle {circle.pk}".encode(), hashlib.sha256).digest()


def cleaned(words):
    """The text inside a `Clean[str]`; TypeError on anything else, so that a verb cannot store what was not examined."""
    if not isinstance(words, Clean) or not isinstance(words.value, str):
        raise TypeError("Only cleaned words are stored: pass Clean[str], not " + type(words).__name__)
    return words.value


def examine(texts, *, circle, language=None, taken=()):
    """Examine the fields of one form as one text: name -> Examined, for `texts` name -> str.

    Read together, the same day and the same person get the same replacement everywhere, and a name known from one field is
    found in the next. What a field holds when read alone is always among its spans, since that is what certifies it. Letters
    of `[Dr A]` that stand in the texts already, or in `taken`, are not given to somebody else.
    """
    joined = WALL.join(texts.values())
    if language is None and len(joined.split()) < FEW_WORDS:
        language = circle.language if circle.language in ("en", "fr", "es") else None
    together = engine.examine(joined, language=language)
    free = _renaming(together.spans, [joined, *taken])
    found, offset = {}, 0
    for name, text in texts.items():
        spans = [
            replace(span, start=span.start - offset, end=span.end - offset, replacement=free.get(span.replacement, span.replacement))
            for span in together.spans
            if offset <= span.start and span.end <= offset + len(text)
        ]
        found[name] = _united(engine.examine(text, language=together.language), spans)
        offset += len(text) + len(WALL)
    return found


def _united(alone, together):
    """The spans of a field read alone, worded as when read together, and those that only show when read together."""
    known = {(span.start, span.end, span.kind): span.replacement for span in together}
    spans = [replace(span, replacement=known.get((span.start, span.end, span.kind), span.replacement)) for span in alone.spans]
    spans += [span for span in together if all(other.end <= span.start or span.end <= other.start for other in alone.spans)]
    return replace(alone, spans=tuple(sorted(spans, key=lambda span: span.start)))


def _renaming(spans, texts):
    """Replacement -> replacement, for letters that already name somebody in `texts`."""
    used = {match[0] for text in texts for match in _LETTERED.finditer(text)}
    renaming = {}
    for wanted in dict.fromkeys(span.replacement for span in spans):
        match = _LETTERED.fullmatch(wanted)
        if match:
            free = next((f"[{match[1]} {letters}]" for letters in _letters() if f"[{match[1]} {letters}]" not in used), wanted)
            used.add(free)
            renaming[wanted] = free
    return renaming


def _letters():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)
