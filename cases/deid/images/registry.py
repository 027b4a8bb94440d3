"""The detectors that look at every picture, one row each: a newcomer adds a file in this folder and a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from cases.deid.images import faces, lettering, weights
from cases.deid.images.boxes import Box, Found


class Detector(Protocol):
    """Finds things to hide. `edition` names everything that decides what it finds: change it whenever that may change."""

    edition: str

    def __call__(self, rgb: np.ndarray) -> Found:
        """What is found in `rgb` (height, width, 3; uint8), tight boxes in its pixels."""


@dataclass(frozen=True)
class Row:
    """A detector: its name in receipts, the kind of its masks ("face" or "text"), and how to load it, before any upload is seen."""

    name: str
    kind: str
    load: Callable[[], Detector]


class Faces:
    """CenterFace and MTCNN."""

    def __init__(self) -> None:
        self.detector = faces.FaceDetector()
        self.edition = f"{faces.REVISION} (centerface {weights.edition(weights.CENTERFACE)}, mtcnn {weights.edition(weights.PNET)})"

    def __call__(self, rgb: np.ndarray) -> Found:
        return Found(self.detector(rgb))


class Lettering:
    """The detection network of PP-OCR."""

    def __init__(self) -> None:
        self.detector = lettering.LetteringDetector()
        self.edition = f"{lettering.REVISION} (rapidocr {weights.edition(weights.LETTERING)})"

    def __call__(self, rgb: np.ndarray) -> Found:
        return Found(*self.detector.look(rgb))


DETECTORS: tuple[Row, ...] = (
    Row("faces", "face", Faces),
    Row("lettering", "text", Lettering),
)


class Joined:
    """A detector that films ask with keywords of its own, and the newcomers of its kind: their boxes in one list."""

    def __init__(self, detector: Any, newcomers: list[Detector]):
        self._detector, self._newcomers = detector, newcomers

    def __call__(self, rgb: np.ndarray, **keywords: Any) -> list[Box]:
        return [*self._detector(rgb, **keywords), *(box for newcomer in self._newcomers for box in newcomer(rgb).boxes)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._detector, name)


def joined(loaded: list[tuple[Row, Detector]], kind: str) -> Any:
    """Every detector of a kind as one callable for films: the house's own, and with it each newcomer."""
    own, *newcomers = [detector for row, detector in loaded if row.kind == kind]
    return Joined(own.detector, newcomers) if newcomers else own.detector  # type: ignore[attr-defined]
