"""What a fork does: raise the walls, work on one file, say what came of it in lines of JSON, and die."""

from __future__ import annotations

import contextlib
import errno
import importlib
import json
import os
import pkgutil
import socket
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from types import ModuleType
from typing import Any, BinaryIO

import av
import phonenumbers

from cases.deid import images, text, video
from cases.deid import known as identifiers
from cases.deid.clean import Mask, Refused
from cases.deid.images import harvest as image_harvest
from cases.deid.limits import Limits
from cases.deid.sandbox import walls
from cases.deid.text import digits
from cases.deid.text.model import engine as reading
from cases.deid.video import harvest as video_harvest


@dataclass(frozen=True)
class Engines:
    """Everything that must be in memory before the walls stand."""

    images: images.Engines
    words: reading.Engine
    versions: dict[str, str]


@dataclass(frozen=True)
class Job:
    """The files of one job: `source` is the upload, `target` and `second` are empty files to write to."""

    request: dict[str, Any]
    limits: Limits
    source: BinaryIO
    target: BinaryIO
    second: BinaryIO
    engines: Engines
    progress: Callable[[int, int], None]

    @property
    def masks(self) -> list[Mask]:
        names = [field.name for field in fields(Mask)]
        return [Mask(**dict(zip(names, values, strict=True))) for values in self.request["masks"]]


def load_engines() -> Engines:
    """Import every decoder and load every model. Raises what a missing wheel raises."""
    still = images.load_engines()
    versions = dict(still.versions)
    versions["pyav"] = av.__version__
    for module in pkgutil.walk_packages(av.__path__, "av."):  # PyAV imports parts of itself when a stream first needs them
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for codec in ("ascii", "cp1252", "cp437", "latin_1", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_8_sig"):
        importlib.import_module(f"encodings.{codec}")
    phonenumbers.PhoneMetadata.load_all()  # a country's numbers are read when the first of them is met
    digits.load()
    # Both packages load on first use; after this nothing is imported, opened or compiled any more.
    video.inspect, video.burn  # noqa: B018
    for language in ("en", "fr", "es"):
        text.examine("Dr Who, 01/02/2026, +44 20 7946 0018.", language=language)
    versions["text-rules"] = text.RULES
    words = reading.Engine()
    versions["text-model"] = words.edition
    return Engines(still, words, versions)


def run(
    control: socket.socket,
    budget: walls.Budget,
    descriptors: list[int],
    engines: Engines,
    raised: frozenset[str],
    drills: ModuleType | None,
) -> int:
    """Do the one job of this process behind the walls `raised`; return its exit code, 0 when it said what came of it."""
    channel, request, source, target, second = descriptors
    control.close()
    kept = {0, 1, 2, *descriptors}
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))
    walls.raise_all(budget, raised)

    def say(**words: Any) -> None:
        line = json.dumps(words).encode() + b"\n"
        while line:
            line = line[os.write(channel, line) :]

    try:
        asked = json.loads(_read(request))
        job = Job(
            asked,
            Limits(**asked["limits"]),
            open(source, "rb", closefd=False),  # noqa: SIM115
            *(open(descriptor, "r+b", closefd=False) for descriptor in (target, second)),  # noqa: SIM115
            engines,
            lambda done, total: say(progress=[done, total]),
        )
        if drills is not None and asked["job"] == "drill":
            say(result=getattr(drills, asked["name"])(job))
        else:
            say(result=JOBS[asked["job"]](job))
        job.target.flush()
        job.second.flush()
    except Refused as refused:
        say(refused=refused.code)
    except MemoryError:
        say(refused="memory")
    except OSError as error:
        say(refused={errno.EFBIG: "too_large", errno.ENOMEM: "memory"}.get(error.errno, "crashed"), failure=type(error).__name__)
    except Exception as error:
        # Only the kind of the failure may leave: its words could hold what the file holds.
        say(refused="memory" if "alloc" in str(error).lower() else "crashed", failure=type(error).__name__)
    return 0


def _read(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _inspect_image(job: Job) -> dict[str, Any]:
    parts: list[tuple[str, int]] = []

    def keep(content_type: str, data: bytes) -> None:
        parts.append((content_type, len(data)))
        job.second.seek(0, os.SEEK_END)
        job.second.write(data)

    known = identifiers.joined(job.request["known"], image_harvest.identifiers(job.source))
    page, pages = images.inspect(
        job.source, keep, page=job.request["page"], known=known, limits=job.limits, engines=job.engines.images, progress=job.progress
    )
    return {"page": _as_json(page), "pages": pages, "previews": parts, "known": known}


def _burn_image(job: Job) -> dict[str, Any]:
    return images.burn(
        job.source,
        job.target,
        page=job.request["page"],
        masks=job.masks,
        limits=job.limits,
        progress=job.progress,
        extension=job.request["extension"],
    )


def _inspect_video(job: Job) -> dict[str, Any]:
    known = identifiers.joined(job.request["known"], video_harvest.identifiers(job.source))
    seen = video.inspect(job.source, job.second, known=known, limits=job.limits, engines=job.engines.images, progress=job.progress)
    facts = {"frames": seen.frames, "fps": seen.fps, "seconds": seen.seconds, **seen.facts}
    return {"page": _as_json(seen), "pages": 1, "previews": [("video/mp4", job.second.seek(0, 2))], "facts": facts, "known": known}


def _burn_video(job: Job) -> dict[str, Any]:
    facts = video.burn(
        job.source,
        job.target,
        job.second,
        masks=job.masks,
        limits=job.limits,
        progress=job.progress,
        audio=job.request["audio"],
    )
    return {"extension": "mp4", "size": list(facts["size"]), "facts": {key: facts[key] for key in ("frames", "fps", "seconds", "audio")}}


def _clean_text(job: Job) -> dict[str, Any]:
    job.source.seek(0)
    try:
        words = job.source.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not_text") from None
    if len(words) > job.limits.text_characters:
        raise Refused("text_too_long")
    known = job.request["known"]
    examined = text.examine(words, language=job.request["language"], harvested=known, read=job.engines.words.read(words))
    cleaned = text.replace(examined)
    if text.hides(cleaned):  # what is read is what is written: nothing invisible, nothing shown backwards
        shown = text.tidy(cleaned)
        cleaned = text.replace(text.examine(shown, language=examined.language, harvested=known, read=job.engines.words.read(shown)))
    again = text.examine(cleaned[: job.limits.text_characters], language=examined.language, harvested=known)
    if any(span.hardness == "hard" for span in again.spans):
        raise Refused("unverified")
    job.target.write(cleaned.encode("utf-8"))
    spans = [[span.start, span.end, span.kind, span.hardness] for span in examined.spans]
    return {"language": examined.language, "spans": spans, "characters": len(words)}


def _as_json(page: Any) -> dict[str, Any]:
    """The part of a page or a video's inspection that the parent reads."""
    return {
        "size": list(page.size),
        "masks": [list(asdict(mask).values()) for mask in page.masks],
        "findings": [[finding.kind, finding.count] for finding in page.findings],
    }


JOBS: dict[str, Callable[[Job], dict[str, Any]]] = {
    "inspect_image": _inspect_image,
    "burn_image": _burn_image,
    "inspect_video": _inspect_video,
    "burn_video": _burn_video,
    "clean_text": _clean_text,
    "try_walls": lambda job: walls.trials(),
}
