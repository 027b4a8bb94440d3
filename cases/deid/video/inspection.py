"""Looking at every frame of a video: what to hide, and a preview for the author to review it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, BinaryIO, Protocol

from cases.deid.clean import Finding, Mask
from cases.deid.images.faces import FaceDetector
from cases.deid.images.lettering import LetteringDetector
from cases.deid.images.reading import Reader
from cases.deid.known import label_film
from cases.deid.limits import Limits
from cases.deid.video import sound
from cases.deid.video.encoding import Film
from cases.deid.video.faces import FaceWatch
from cases.deid.video.frames import Frames
from cases.deid.video.lettering import LetteringWatch
from cases.deid.video.pace import Pace, Progress
from cases.deid.video.tracks import masks_of


class Engines(Protocol):
    """What finds things. The engines of `cases.deid.images` are of this form too."""

    @property
    def faces(self) -> Callable[..., Any]: ...
    @property
    def lettering(self) -> Callable[..., Any]: ...
    @property
    def reader(self) -> Callable[..., list[str]] | None: ...


@dataclass(frozen=True)
class VideoEngines:
    """The detectors a video needs."""

    faces: Callable[..., Any]
    lettering: Callable[..., Any]
    reader: Callable[..., list[str]] | None = None  # without it lettering is covered and not sorted


@dataclass(frozen=True)
class VideoInspection:
    """What one look at a whole video found. Sizes in output pixels, masks in output frames; facts are numbers only."""

    size: tuple[int, int]
    frames: int
    fps: float
    seconds: float
    masks: list[Mask]
    findings: list[Finding]
    facts: dict[str, Any] = field(default_factory=dict)


def load_engines() -> VideoEngines:
    """The detectors, loaded. Call it before a sandbox sets its limits: it opens the weights and imports everything."""
    return VideoEngines(FaceDetector(), LetteringDetector(), Reader())


def inspect(
    source: BinaryIO, preview: BinaryIO, *, known: Sequence[str] = (), limits: Limits, engines: Engines, progress: Progress
) -> VideoInspection:
    """Find faces and burned-in text in `source`, and write an unmasked preview of what will be stored into `preview`.

    Lettering is read and labelled, with `known` identifiers looked for in it.
    Both are seekable binary files. The preview has the frames, size and rate of the final film, a key frame each second, nothing
    but pictures, and the sound where `limits.audio` says that the author may keep it. `progress(done, total)` gets frame counts
    after every look; total is the declared count until the real one is known. Raises Refused; `Source` and `Frames` say with
    which codes.
    """
    with Frames(source, limits) as frames:
        second = max(1, ceil(frames.fps))
        pace = Pace(progress, frames.expected)
        faces = FaceWatch(pace.telling(engines.faces), frames.size, second)
        lettering = LetteringWatch(pace.telling(engines.lettering), frames.size, second)
        heard = sound.samples(source, frames.source, limits) if limits.audio else None
        film = Film(frames.size, frames.fps, quick=True, keys=second, sound=heard)
        for picture in frames:
            faces.show(picture)
            lettering.show(picture)
            film.add(picture.yuv)
            pace.step()
        count = film.frames
        lettering.finish()
        tracks, lines = faces.tracks(), lettering.masks(count)
        if engines.reader:
            lines = label_film(lines, lettering.best_seen, engines.reader, known)
        film.finish(preview)
        pace.finish()
        counts = {"metadata": frames.source.metadata, "face": len(tracks), "text": len(lines)}
        counts["tracks_dropped"] = frames.source.others - frames.source.sounds  # the report and the review say so, as of further frames
        counts["known"] = sum(mask.label == "known" for mask in lines)
        return VideoInspection(
            size=frames.size,
            frames=count,
            fps=float(frames.fps),
            seconds=round(count / float(frames.fps), 3),
            masks=masks_of(tracks, frames.size, count) + lines,
            findings=[Finding(kind, number) for kind, number in counts.items() if number],
            facts={"streams_dropped": frames.source.others, "audio": int(sound.readable(frames.source))},
        )
