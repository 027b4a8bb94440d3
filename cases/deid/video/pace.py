"""Telling how far the work is, in frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Progress = Callable[[int, int], None]
R = TypeVar("R")


class Pace:
    """Counts frames done and tells `progress(done, total)`; the total grows when a file holds more than it declared."""

    def __init__(self, progress: Progress, expected: int):
        self._progress = progress
        self._total = max(1, expected)
        self._done = 0

    def step(self) -> None:
        """One more frame is done."""
        self._done += 1
        self.tell()

    def tell(self) -> None:
        """The work is alive."""
        self._total = max(self._total, self._done)
        self._progress(self._done, self._total)

    def finish(self) -> None:
        """All is done: the total is what was counted."""
        self._total = max(1, self._done)
        self.tell()

    def telling(self, call: Callable[..., R]) -> Callable[..., R]:
        """The same callable; each call ends with `tell`, so that long looks at one frame are not silent."""

        def told(*args: object, **options: object) -> R:
            result = call(*args, **options)
            self.tell()
            return result

        return told
