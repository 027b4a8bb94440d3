"""De-identifies a file, or every regular file below a folder, into clean files and one line of report each.

What the command `manage.py deidentify` does; it knows no Django. Nothing partial is ever left (`cases.deid.outputs`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.deid.clean import Clean, Refused
from cases.deid.kinds import HEAD, is_text, sniff
from cases.deid.known import of_name
from cases.deid.limits import Limits
from cases.deid.naming import Names
from cases.deid.outputs import Outputs
from cases.deid.results import CleanPayload, Inspection
from cases.deid.sandbox import Sandbox

TEXT_ENDINGS = (".txt", ".text", ".md")  # a name says "text" only when the bytes are UTF-8 text and nothing else
Report = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Wishes:
    """What the caller asked for: `kind` "image", "video", "text" or None to go by the bytes; `language` en, fr, es or None."""

    kind: str | None = None
    language: str | None = None
    limits: Limits = field(default_factory=Limits)


def clean_file(sandbox: Sandbox, source: Path, target: Path, wishes: Wishes) -> dict[str, Any]:
    """Clean one file to exactly `target`, replacing a file that is there; the report line, whatever happens.

    A source of several pages is refused with "multi_page". An existing folder as `target` gets the names of a batch.
    """
    if target.is_dir():
        names = Names(target, folders=())
        return _line(sandbox, source, target, wishes, lambda page, ending: names.next(Path(source.name), page, ending))
    return _line(sandbox, source, target.parent, wishes, lambda page, ending: target, wanted=target)


def clean_folder(sandbox: Sandbox, source: Path, target: Path, wishes: Wishes, report: Report, *, own: Path | None = None) -> list[Path]:
    """Clean every regular file below `source` into `target`, which mirrors it; `report` gets one line for each.

    Links and special files are neither followed nor reported, nor is anything in `target` or the file `own` (the report itself).
    Returns the folders that could not be listed. Raises Refused("output") when `target` is `source` or cannot be made.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        if target.samefile(source):
            raise Refused("output")
    except OSError:
        raise Refused("output") from None
    unlisted: list[Path] = []
    files, folders = _walked(source, [path for path in (target, own) if path and path.exists()], unlisted)
    names = Names(target, folders=[folder.relative_to(source) for folder in folders], inputs=[file.relative_to(source) for file in files])
    for file in files:
        inner = file.relative_to(source)
        report(_line(sandbox, file, target, wishes, lambda page, ending, inner=inner: names.next(inner, page, ending)))
    return unlisted


def _walked(folder: Path, skipped: list[Path], unlisted: list[Path]) -> tuple[list[Path], list[Path]]:
    """The regular files and the folders below a folder, in order of their names."""
    marks = {(info.st_dev, info.st_ino) for info in (path.stat() for path in skipped)}
    files: list[Path] = []
    folders: list[Path] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            unlisted.append(here)
            continue
        inner = []
        for entry in entries:
            info = entry.stat(follow_symlinks=False)
            if (info.st_dev, info.st_ino) in marks:
                continue
            if stat.S_ISDIR(info.st_mode):
                inner.append(Path(entry.path))
            elif stat.S_ISREG(info.st_mode):
                files.append(Path(entry.path))
        folders += inner
        waiting += reversed(inner)
    return files, folders


def _line(
    sandbox: Sandbox, source: Path, root: Path, wishes: Wishes, place: Callable[[int, str], Path], wanted: Path | None = None
) -> dict[str, Any]:
    """Clean one file and say what came of it. `place(page, ending)` names each output."""
    line: dict[str, Any] = {"input": str(source), "output": None, "outputs": [], "status": "refused", "reason": None, "kind": None}
    line |= {"engines": {}, "findings": [], "size": None, "masks": []}
    try:
        if wanted is not None and wanted.exists() and wanted.samefile(source):
            raise Refused("output")
        raw = _read(source, wishes)
        with Outputs(root) as outputs:
            for page, clean in enumerate(_cleaned(sandbox, source, raw, wishes, wanted, line)):
                outputs.add(place(page, clean.value.extension), clean)
            outputs.publish()
        line |= {"status": "clean", "output": str(outputs.paths[0]), "outputs": [str(path.relative_to(root)) for path in outputs.paths]}
    except Refused as refused:
        line |= {"reason": refused.code, "engines": {}, "findings": [], "size": None, "masks": []}
        line.pop("spans", None)
    return line


def _cleaned(
    sandbox: Sandbox, source: Path, raw: bytes, wishes: Wishes, wanted: Path | None, line: dict[str, Any]
) -> Iterator[Clean[CleanPayload]]:
    """The clean files of one input, with everything found masked or replaced; fills the report line on the way."""
    line["kind"] = kind = _kind(source, raw, wishes)
    if kind == "text":
        text = sandbox.clean_text(raw, language=wishes.language, known=of_name(source.name), limits=wishes.limits)
        line |= {"engines": text.clean.receipt.engines, "findings": _pairs(text.clean.receipt.findings), "spans": text.spans}
        yield text.clean
        return
    seen = sandbox.inspect(raw, kind=kind, known=of_name(source.name), limits=wishes.limits, **({"most_pages": 1} if wanted else {}))
    line |= {"engines": seen.engines, "findings": _pairs(seen.findings), "size": list(seen.pages[0].size)}
    ending = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg"}.get(wanted.suffix.lower()) if wanted and kind == "image" else None
    for page, picture in enumerate(seen.pages):
        clean = sandbox.burn(
            raw, kind=kind, page=page, masks=picture.masks, findings=picture.findings, extension=ending, limits=wishes.limits
        )
        line["masks"] += [_mask(mask, seen) for mask in clean.receipt.masks]
        yield clean


def _kind(source: Path, raw: bytes, wishes: Wishes) -> str:
    if not raw:
        raise Refused("empty")
    if wishes.kind == "text":
        return "text"
    head = raw[:HEAD]
    try:
        kind = sniff(head).kind
        if wishes.kind not in (None, kind):
            raise Refused("unsupported")
        return kind
    except Refused as refused:
        named_text = source.suffix.lower() in TEXT_ENDINGS and wishes.kind is None
        if not named_text or refused.code not in ("unsupported", "document", "vector", "playlist"):
            raise
        if not is_text(head):
            raise Refused("not_text" if refused.code == "unsupported" else refused.code) from None
        return "text"


def _mask(mask: Any, seen: Inspection) -> list[Any]:
    listed = [mask.x0, mask.y0, mask.x1, mask.y1, mask.kind, mask.score]
    if seen.kind == "video":
        return [*listed, mask.first, mask.last]
    return [*listed, mask.page] if len(seen.pages) > 1 else listed


def _pairs(findings: Any) -> list[dict[str, Any]]:
    return [{"kind": finding.kind, "count": finding.count} for finding in findings]


def _read(source: Path, wishes: Wishes) -> bytes:
    """The whole file, if it is a regular one of an acceptable size."""
    most = max(wishes.limits.image_bytes, wishes.limits.video_bytes)
    try:
        # Without O_NONBLOCK opening a pipe would wait for ever.
        with open(os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise Refused("unreadable")
            if info.st_size > most:
                raise Refused("too_large")
            return file.read(most + 1)
    except OSError:
        raise Refused("unreadable") from None
