"""Names of clean files in a folder: `<input name>.<ending>`, further pages `<input name>.p2.<ending>`, and never one that is taken."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

MOST_NAME = 255  # bytes of one name, on every file system we know


class Names:
    """Gives out names below `root`. `folders` and `inputs`, relative to it, are kept free for what mirrors them."""

    def __init__(self, root: Path, *, folders: Iterable[Path], inputs: Iterable[Path] = ()):
        self._root, self._folders, self._inputs = root, set(folders), set(inputs)
        self._given: set[Path] = set()

    def next(self, source: Path, page: int, ending: str) -> Path:
        """A free path for page `page` (from 0) of `source`, relative to the input folder; ending without its dot."""
        part = f".p{page + 1}" if page else ""
        number = 1
        while True:
            tail = f"{part}{f'.{number}' if number > 1 else ''}.{ending}"
            inner = source.with_name(_cut(source.name, tail) + tail)
            if not self._taken(inner, page):
                self._given.add(inner)
                return self._root / inner
            number += 1

    def _taken(self, inner: Path, page: int) -> bool:
        if inner in self._given or inner in self._folders or os.path.lexists(self._root / inner):
            return True
        # A page's name that is the first name of another input belongs to that input.
        return page > 0 and inner.with_name(inner.name.rpartition(".")[0]) in self._inputs


def _cut(name: str, tail: str) -> str:
    """The name, shortened only where the file system could not hold it with its tail."""
    raw = os.fsencode(name)
    return name if len(raw) + len(tail) <= MOST_NAME else os.fsdecode(raw[: MOST_NAME - len(tail)])
