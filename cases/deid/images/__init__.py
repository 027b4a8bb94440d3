"""Stills: open, normalise, find faces and lettering, burn masks in, encode anew, verify. Runs in the sandboxed child only."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, BinaryIO

import cv2
import numpy as np
import PIL

from cases.deid.clean import Finding, Mask, Refused
from cases.deid.images import encoding, registry
from cases.deid.images.opening import Still, prepare
from cases.deid.images.reading import Reader
from cases.deid.known import label
from cases.deid.limits import Limits
from cases.deid.results import Page, counted, snapped

FACE_GROW = 0.2  # of a face box's side, added on each side: ears, hair line and chin belong to a face
TEXT_GROW = 3  # pixels around a line

Progress = Callable[[int, int], None]
PreviewSink = Callable[[str, bytes], None]  # content type and file of one page


@dataclass(frozen=True)
class Engines:
    """The detectors of the registry, loaded once in the zygote, and their editions for receipts.

    `faces` and `lettering` are the same detectors as films ask them, with keywords and every frame.
    """

    detectors: tuple[tuple[registry.Row, registry.Detector], ...]
    faces: Callable[..., Any]
    lettering: Callable[..., Any]
    reader: Reader
    versions: dict[str, str]


def load_engines() -> Engines:
    """Load every decoder and model, about half a second. Raises FileNotFoundError when weights are not installed."""
    prepare()
    blank, loaded = np.zeros((96, 96, 3), np.uint8), []
    for row in registry.DETECTORS:
        detector = row.load()
        detector(blank)  # what a network or a library loads at its first use is in memory before the walls stand
        loaded.append((row, detector))
    versions = {"pillow": PIL.__version__, "opencv": cv2.__version__, "onnxruntime": version("onnxruntime")}
    versions |= {row.name: detector.edition for row, detector in loaded}
    lettering = registry.joined(loaded, "text")
    reader = lettering.reader  # one set of weights for both
    reader(blank, [(0, 0, 96, 96, 1.0)])
    versions["reading"] = reader.edition
    return Engines(tuple(loaded), registry.joined(loaded, "face"), lettering, reader, versions)


def inspect(
    source: BinaryIO,
    previews: PreviewSink,
    *,
    page: int = 0,
    known: Sequence[str] = (),
    limits: Limits,
    engines: Engines,
    progress: Progress,
) -> tuple[Page, int]:
    """One page of an image as it would be stored, with proposed masks, and how many pages there are.

    Lettering is read and labelled, with `known` identifiers looked for in it.
    `previews(content_type, data)` gets its preview; `progress(done, total)` counts steps of work on this page.
    Raises Refused with the reason when the image cannot be checked.
    """
    still = Still(source, limits)
    steps = 2 + len(engines.detectors)  # decoding, each detector, the preview
    progress(0, steps)
    rgb = still.pixels(page)
    metadata = still.metadata()
    height, width = rgb.shape[:2]
    masks, unsure = [], 0
    for done, (row, detector) in enumerate(engines.detectors, start=1):
        progress(done, steps)
        found = detector(rgb)
        masks += [_mask(_grown(box, row.kind), row.kind, page, width, height) for box in found.boxes]
        unsure += found.unsure
    progress(steps - 1, steps)
    masks = label(rgb, masks, engines.reader, known)
    findings = [Finding("metadata", metadata)] if metadata else []
    findings += counted(masks)
    if unsure:
        findings.append(Finding("text_unsure", unsure))
    if still.frames_dropped:
        findings.append(Finding("frames_dropped", still.frames_dropped))
    previews(*_preview(rgb, still.format))
    progress(steps, steps)
    return Page((width, height), tuple(masks), tuple(findings)), still.pages


def burn(
    source: BinaryIO,
    target: BinaryIO,
    *,
    page: int,
    masks: Sequence[Mask],
    limits: Limits,
    progress: Progress,
    extension: str | None = None,
) -> dict[str, Any]:
    """Write one page with `masks` filled solid black to `target`, as a new file; return its extension and size.

    `extension` "jpg" or "png" overrules `encoding.ending`. Masks grow to the 8-pixel grid first.
    Raises Refused: "masks" when one lies outside the picture.
    """
    still = Still(source, limits)
    rgb = still.pixels(page)
    height, width = rgb.shape[:2]
    extension = extension or encoding.ending(rgb, still.format)
    for mask in masks:
        if not mask.inside(width, height) or mask.page != page:
            raise Refused("masks")
        grown = snapped(mask, width, height)
        rgb[grown.y0 : grown.y1, grown.x0 : grown.x1] = 0
    encoding.encode(rgb, extension, target)
    encoding.verify(target, extension, (width, height))
    progress(1, 1)
    return {"extension": extension, "size": [width, height]}


def verify(target: BinaryIO, *, extension: str, size: tuple[int, int]) -> None:
    """Check a written still again. Raises Refused("unverified")."""
    encoding.verify(target, extension, size)


def _grown(box: tuple[int, int, int, int, float], kind: str) -> tuple[float, float, float, float, float]:
    x, y = (FACE_GROW * (box[2] - box[0]), FACE_GROW * (box[3] - box[1])) if kind == "face" else (TEXT_GROW, TEXT_GROW)
    return box[0] - x, box[1] - y, box[2] + x, box[3] + y, box[4]


def _mask(box: tuple[float, float, float, float, float], kind: str, page: int, width: int, height: int) -> Mask:
    x0, y0, x1, y1, score = box
    tight = Mask(max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1), kind, score, page)
    return snapped(tight, width, height)


def _preview(rgb: np.ndarray, source_format: str) -> tuple[str, bytes]:
    """A picture for the review: JPEG, except for small pictures that lost nothing so far."""
    buffer = io.BytesIO()
    png = source_format in encoding.LOSSLESS and rgb.shape[0] * rgb.shape[1] <= encoding.LARGE // 2
    encoding.encode(rgb, "png" if png else "jpg", buffer)
    return ("image/png" if png else "image/jpeg"), buffer.getvalue()
