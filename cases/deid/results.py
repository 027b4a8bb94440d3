"""What de-identification hands over: pages with proposed masks, previews for the review, and the clean file."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from cases.deid.clean import Finding, Mask

GRID = 8  # pixels: masks grow to this grid, the block of a JPEG without colour subsampling, so that no block is half covered


@dataclass(frozen=True)
class Page:
    """One picture of an upload as it will be stored: size (width, height) in pixels, proposed masks, what was found."""

    size: tuple[int, int]
    masks: tuple[Mask, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Preview:
    """The normalised picture of one page, unmasked, for the author's review only. It carries no metadata."""

    content_type: str
    memory: BinaryIO = field(repr=False)  # the previews of all pages, one after the other
    start: int = 0
    length: int = 0

    @property
    def file(self) -> BinaryIO:
        return io.BytesIO(os.pread(self.memory.fileno(), self.length, self.start))


@dataclass(frozen=True)
class Inspection:
    """What was found in an upload. `facts` of a video: frames, fps, seconds, as numbers.

    `known` holds identifiers that the file's metadata or name gives away (see `cases.deid.known`): to be looked for, then forgotten.
    """

    kind: str  # "image" or "video"
    pages: tuple[Page, ...]
    previews: tuple[Preview, ...]
    findings: tuple[Finding, ...]
    engines: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    known: tuple[str, ...] = field(default=(), repr=False)

    @property
    def masks(self) -> tuple[Mask, ...]:
        """The masks of every page, each with its page."""
        return tuple(mask for page in self.pages for mask in page.masks)


@dataclass(frozen=True)
class CleanPayload:
    """A clean file in memory, seekable, at its start. `poster` is the JPEG poster of a video, already masked."""

    file: BinaryIO
    extension: str  # "jpg", "png", "mp4" or "txt"
    content_type: str
    size_bytes: int
    poster: BinaryIO | None = None


def snapped(mask: Mask, width: int, height: int, *, grid: int = GRID) -> Mask:
    """The mask grown to the grid and cut to the picture of `width` x `height` pixels."""
    return replace(
        mask,
        x0=mask.x0 // grid * grid,
        y0=mask.y0 // grid * grid,
        x1=min(width, -(-mask.x1 // grid) * grid),
        y1=min(height, -(-mask.y1 // grid) * grid),
    )


def counted(masks: Sequence[Mask]) -> tuple[Finding, ...]:
    """Findings that count masks by kind, in order of their kind, and those over known identifiers once more as "known"."""
    kinds = sorted({mask.kind for mask in masks})
    known = sum(mask.label == "known" for mask in masks)
    found = [Finding(kind, sum(mask.kind == kind for mask in masks)) for kind in kinds]
    return (*found, *([Finding("known", known)] if known else []))


def summed(groups: Iterable[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """The findings of several pages as those of one file."""
    total: dict[str, Finding] = {}
    for finding in (finding for group in groups for finding in group):
        before = total.get(finding.kind, Finding(finding.kind, 0))
        total[finding.kind] = replace(before, count=before.count + finding.count)
    return tuple(total.values())
