"""Free text: identifiers found by rules in English, French and Spanish, marked, replaced, and nothing else let through as clean."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Container, Iterable

from cases.deid.clean import Clean, Finding, Receipt, Refused, certify
from cases.deid.limits import Limits
from cases.deid.text import (
    broken,
    contacts,
    cues,
    dates,
    employers,
    initials,
    modelled,
    names,
    nicknames,
    numbers,
    persons,
    places,
    records,
    replacing,
    spoken,
    strangers,
)
from cases.deid.text import harvested as harvest
from cases.deid.text.folding import fold, hides, tidy
from cases.deid.text.language import detect
from cases.deid.text.model import Read
from cases.deid.text.runs import known
from cases.deid.text.spans import Examined, Span, settle
from cases.deid.text.tokens import Words

__all__ = [
    "RULES",
    "Examined",
    "HardHits",
    "Read",
    "SoftHits",
    "Span",
    "clean",
    "examine",
    "fingerprint",
    "hides",
    "holds",
    "never",
    "replace",
    "tidy",
]

RULES = "8"  # the version of the rules a receipt names; raise it when a rule changes what is found


class _Hits(Exception):
    """Identifiers stand in the text. `spans` holds places and kinds only, so nothing of the text reaches a log."""

    def __init__(self, spans: Iterable[Span]):
        self.spans = tuple(spans)
        super().__init__(f"{len(self.spans)} identifiers")


class HardHits(_Hits):
    """Identifiers that must be replaced before the text is stored at all."""


class SoftHits(_Hits):
    """Possible identifiers that the author has neither replaced nor kept."""


def never(span: Span) -> bool:
    """Keep no span: the default of `replace`."""
    return False


def examine(text: str, *, language: str | None = None, harvested: Iterable[str] = (), read: Read | None = None) -> Examined:
    """Find every identifier in a text.

    Arguments: `language` "en", "fr" or "es", detected when None; `harvested` identifiers known from metadata or a file name;
    `read` what the model said of exactly this text, whose spans join those of the rules as soft hits.
    Returns spans in code points of the text as given. Raises Refused("text_too_long") above Limits.text_characters, and
    ValueError when `read` is of another text.
    """
    if read is not None and not read.of(text):
        raise ValueError("the model read another text")
    if len(text) > Limits.text_characters:
        raise Refused("text_too_long")
    if language is not None and language not in ("en", "fr", "es"):
        raise ValueError(language)
    folded = fold(text)
    language = language or detect(folded.text)
    words = Words(folded.text)
    hits = [
        *numbers.find(folded.text),
        *records.find(folded.text),
        *contacts.find(folded.text, language),
        *dates.find(folded.text),
        *broken.find(folded.text, language),
        *spoken.find(words),
        *names.find(words, language, [*cues.find(words), *persons.find(words), *initials.find(words)]),
        *nicknames.find(folded.text),
        *employers.find(folded.text),
        *strangers.find(words),
        *places.find(words, language),
        *harvest.find(folded.text, harvested, language),
    ]
    if read is not None:
        told = list(modelled.find(words, folded, read, hits))
        # A full name, or one of the lists, is one wherever it stands again; any other word may be a mistake that must not spread.
        again = names.again(words, (hit for hit in told if hit.kind == "name" and _sure(folded.text[hit.start : hit.end])))
        inside = {i for hit in told for i in range(hit.start, hit.end)}
        hits += [*told, *(hit for hit in again if hit.start not in inside)]
    hits += places.near_people(words, hits)
    hits += list(dates.beside(folded.text, hits))
    settled = settle(hits, folded.text)
    chosen = replacing.choose(settled, folded.text, language)
    spans: list[Span] = []
    for hit, replacement in zip(settled, chosen, strict=True):
        start, end = folded.original(hit.start, hit.end)
        # One original character can fold to several ("ﬁ"); two hits inside it become one.
        start = max(start, spans[-1].end) if spans else start
        if start < end:
            spans.append(Span(start, end, hit.kind, "hard" if hit.hard else "soft", replacement, hit.reason))
    return Examined(text, language, tuple(spans))


def _sure(name: str) -> bool:
    return " " in name or known(name.lower())


def holds(text: str, harvested: Iterable[str]) -> bool:
    """Whether an identifier of `harvested` stands in a stored text where `examine` would call it hard; any length, no other rule."""
    folded = fold(text)
    return any(hit.hard for hit in harvest.find(folded.text, harvested, detect(folded.text)))


def replace(examined: Examined, *, keep: Callable[[Span], bool] = never) -> str:
    """Return the text with every span replaced except those `keep` accepts; examined again, only kept words are found.

    `keep` sees the spans of `examined`; the same words of the same kind are then kept wherever they stand.
    What a replacement brings together (the rest of a number, say) is looked for again until nothing new is found.
    """
    kept = {_words(span, examined.text) for span in examined.spans if keep(span)}
    text = replacing.apply(examined.text, [s for s in examined.spans if _words(s, examined.text) not in kept], examined.language)
    for attempt in range(12):
        again = examine(text[: Limits.text_characters], language=examined.language)
        left = [span for span in again.spans if _words(span, text) not in kept]
        if not left:
            break
        text = replacing.apply(text, left, examined.language, bracketed=attempt > 2)
    return text


def _words(span: Span, text: str) -> str:
    """What is remembered of a span wherever it stands: its kind and its folded words without case and spacing."""
    return f"{span.kind}\0{' '.join(fold(text[span.start : span.end]).text.casefold().split())}"


def fingerprint(key: bytes, span: Span, text: str) -> str:
    """Return HMAC-SHA256 (hex) of the span's kind and its casefolded words: remembers a kept hit without storing it."""
    return hmac.new(key, _words(span, text).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def clean(
    text: str,
    *,
    language: str | None = None,
    kept: Container[str] = (),
    key: bytes = b"",
    harvested: Iterable[str] = (),
    drafts: bool = False,
    read: Read | None = None,
) -> Clean[str]:
    """Certify a text that holds no identifier but the soft ones its author kept.

    Arguments: `kept` fingerprints under `key` of soft hits the author kept; `drafts` lets unreviewed soft hits through;
    `read` what the model said of exactly the text that is returned, `tidy(text)`: only then does the receipt name the model.
    Returns the tidied text (NFC, newlines as \\n, no invisible or control characters) with counts by kind, never values.
    Raises HardHits, SoftHits, Refused("text_too_long" | "unverified"), or ValueError when `read` is of another text.
    """
    harvested = tuple(harvested)
    value = tidy(text)
    if read is not None and not read.of(value):
        raise ValueError("the model read another text")
    examined = examine(text, language=language, harvested=harvested, read=read if value == text else None)
    soft = _unkept(examined, kept, key, drafts)
    if value != text:
        # What is stored is what was examined: the tidied form must hold nothing the given form did not.
        given, examined = soft, examine(value, language=examined.language, harvested=harvested, read=read)
        soft = _unkept(examined, kept, key, drafts)
        if drafts and read is None and sum(soft.values()) > sum(given.values()):
            raise Refused("unverified")
    findings = tuple(Finding(kind, count) for kind, count in sorted(Counter(span.kind for span in examined.spans).items()))
    digest = hashlib.sha256(value.encode()).hexdigest()  # tidy() left no lone surrogate
    engines = {"rules": RULES} | ({"model": read.edition} if read else {})
    return certify(value, Receipt(kind="text", engines=engines, findings=findings, sha256=digest, facts={"unreviewed": sum(soft.values())}))


def _unkept(examined: Examined, kept: Container[str], key: bytes, drafts: bool) -> Counter[str]:
    if hard := [span for span in examined.spans if span.hardness == "hard"]:
        raise HardHits(hard)
    open_hits = [span for span in examined.spans if fingerprint(key, span, examined.text) not in kept]
    if open_hits and not drafts:
        raise SoftHits(open_hits)
    return Counter(span.kind for span in open_hits)
