"""The worker's and the command's door to de-identification: bytes in, Clean out, whatever the bytes do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any, BinaryIO

from cases.deid import known as identifiers
from cases.deid.clean import Clean, Finding, Mask, Receipt, Refused, certify
from cases.deid.kinds import HEAD, sniff
from cases.deid.limits import Limits
from cases.deid.results import CleanPayload, Inspection, Page, Preview, counted, snapped, summed
from cases.deid.sandbox import answers
from cases.deid.sandbox.doubts import doubt, doubting, payload, sha256
from cases.deid.sandbox.files import Files
from cases.deid.sandbox.process import Ended, SandboxUnavailable, Zygote, chosen, enough
from cases.deid.sandbox.walls import MB, Budget

IMAGE = Budget(cpu=30, wall=90, address_space=3072 * MB, resident=1536 * MB)
TEXT = Budget(cpu=30, wall=90, address_space=3072 * MB, resident=1024 * MB)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class CleanText:
    """A clean text with its spans ([start, end, kind, hardness] in code points of the text as given) and language."""

    clean: Clean[CleanPayload]
    spans: list[list[Any]]
    language: str


class Sandbox:
    """A context manager that owns a warm zygote; starting takes about a second, a fork a few hundredths.

    Serves one file at a time; more threads wait for each other. A zygote that died is started anew for the next file.
    `strict` refuses to start without seccomp and one of Landlock and bubblewrap, as production must. `drills` and `walls`, the
    walls to raise instead of all that work here, are for the project's own tests: `walls` alone is a ValueError.
    """

    def __init__(self, *, strict: bool = False, drills: str | None = None, walls: Iterable[str] | None = None):
        if walls is not None and drills is None:
            raise ValueError("Only drills run behind fewer walls.")
        self._strict, self._drills, self._zygote, self._lock = strict, drills, None, threading.Lock()
        self._walls = None if walls is None else frozenset(walls)
        self.last: Ended | None = None  # how the last child ended, for the operator's figures

    def __enter__(self) -> Sandbox:
        with self._lock:
            self._warm()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote."""
        with self._lock:
            if self._zygote:
                self._zygote.close()
                self._zygote = None

    def status(self) -> dict[str, Any]:
        """Which walls stand around a child: "landlock" (its ABI or 0), "seccomp", "bubblewrap", "rlimits"; "engines", "pid"."""
        with self._lock:
            return {"rlimits": True, **self._warm().ready}

    def engines(self, kind: str) -> dict[str, str]:
        """The engines that would look at an upload of this kind, with their editions, as its receipt will name them."""
        return self._versions(kind)

    def inspect(
        self,
        raw: bytes | BinaryIO,
        *,
        kind: str | None = None,
        most_pages: int = answers.MOST_PAGES,
        known: Sequence[str] = (),
        limits: Limits | None = None,
        progress: Progress | None = None,
        beat: Callable[[], None] | None = None,
    ) -> Inspection:
        """What would be stored of an upload, with proposed masks and a preview a page. Nothing is made clean yet.

        `kind` "image" or "video" refuses anything else as "unsupported"; by default the bytes decide. `progress(done, total)`
        counts frames, or steps of work on a still; `known` are identifiers of the file's name (`known.of_name`), looked for in its
        lettering together with those of its metadata, which come back; more than `most_pages` are refused as "multi_page";
        `beat()` is called a few times a second while the child lives. Raises Refused.
        """
        limits, progress = limits or Limits(), progress or (lambda *_: None)
        with Files(raw) as files:
            found, facts, parts, total = _kind(files.source, kind, limits), {}, [], 1
            known = identifiers.joined(known)
            pages: list[Page] = []
            while len(pages) < total:  # a fork and a budget for every page
                start, number = os.fstat(files.second).st_size, len(pages)

                def steps(done: int, of: int, number: int = number, total: int = total) -> None:
                    progress(number * of + done, total * of)

                answer = self._ask(f"inspect_{found}", {"page": number, "known": known}, files, _budget(found, limits), limits, steps, beat)
                with doubting():
                    pages.append(answers.page(answer["page"], number))
                    parts.append(answers.preview(answer["previews"], start, os.fstat(files.second).st_size))
                    total, facts = answers.page_count(answer["pages"]), answers.facts(answer.get("facts", {}))
                    known = answers.known(answer["known"])
                if total > most_pages:
                    raise Refused("multi_page")
            memory = files.keep(files.second)
            previews = tuple(Preview(content_type, memory, start, length) for content_type, start, length in parts)
            return Inspection(found, tuple(pages), previews, summed(page.findings for page in pages), self._versions(found), facts, known)

    def burn(
        self,
        raw: bytes | BinaryIO,
        *,
        kind: str,
        page: int = 0,
        masks: Iterable[Mask] = (),
        findings: Iterable[Finding] = (),
        extension: str | None = None,
        audio: bool = False,
        limits: Limits | None = None,
        progress: Progress | None = None,
        beat: Callable[[], None] | None = None,
    ) -> Clean[CleanPayload]:
        """One page of an image, or a video, with `masks` filled in, newly encoded and verified on both sides of the wall.

        Masks of other pages are left out; on stills the rest grow to the 8-pixel grid. `findings` are copied to the receipt;
        by default the masks are counted. `extension` "jpg" or "png" overrules the rule for stills.
        The sound of a video is dropped unless `audio` asks for it and `limits.audio` allows it; the receipt's facts say "audio" 1 or 0.
        Raises Refused: "masks" when one lies outside the picture.
        """
        limits = limits or Limits()
        chosen = [mask for mask in masks if kind == "video" or mask.page == page]
        with Files(raw) as files:
            if _kind(files.source, kind, limits) != kind:
                raise Refused("unsupported")
            request = {"page": page, "masks": [astuple(mask) for mask in chosen], "extension": extension, "audio": audio and limits.audio}
            answer = self._ask(f"burn_{kind}", request, files, _budget(kind, limits), limits, progress, beat)
            with doubting():
                extension, size = answer["extension"], answers.size(answer["size"])
                facts = answers.facts(answer.get("facts", {}))
                if extension not in (("mp4",) if kind == "video" else ("jpg", "png")):
                    raise ValueError
            if not all(mask.inside(*size) for mask in chosen):
                raise Refused("masks")
            if kind == "image":
                chosen = [snapped(mask, *size) for mask in chosen]
            clean, poster = files.keep(files.target), files.keep(files.second) if kind == "video" else None
            doubt(clean, poster, extension, size, sound=bool(audio and limits.audio and facts.get("audio")))
            receipt = Receipt(kind, self._versions(kind), tuple(findings) or counted(chosen), tuple(chosen), size, sha256(clean), facts)
            return certify(payload(clean, extension, poster), receipt)

    def clean_text(
        self, raw: bytes | BinaryIO, *, language: str | None = None, known: Sequence[str] = (), limits: Limits | None = None
    ) -> CleanText:
        """A UTF-8 text with every span replaced, those of `known` (`known.of_name`) too.

        Raises Refused("not_text"), "text_too_long", or as `inspect` does.
        """
        limits = limits or Limits()
        with Files(raw) as files:
            if os.fstat(files.source).st_size > 4 * limits.text_characters + 3:
                raise Refused("text_too_long")
            answer = self._ask("clean_text", {"language": language, "known": identifiers.joined(known)}, files, TEXT, limits, None, None)
            with doubting():
                spans = answers.spans(answer["spans"], int(answers.number(answer["characters"])))
                if answer["language"] not in ("en", "fr", "es"):
                    raise ValueError
            clean = files.keep(files.target)
            kinds = sorted({span[2] for span in spans})
            findings = tuple(Finding(kind, sum(span[2] == kind for span in spans)) for kind in kinds)
            receipt = Receipt("text", self._versions("text"), findings, sha256=sha256(clean))
            return CleanText(certify(payload(clean, "txt", None), receipt), spans, answer["language"])

    def try_walls(self) -> dict[str, bool]:
        """What a child could do that it should not: "opening a file", "opening a socket", "starting a process", each tried inside."""
        with Files(b"") as files:
            tried = self._ask("try_walls", {}, files, IMAGE, Limits(), None, None)
        return {str(name): bool(got) for name, got in tried.items()}

    def drill(self, name: str, *, raw: bytes = b"", budget: Budget | None = None, **request: Any) -> Any:
        """Run a function of the drills module inside the walls; there is none outside the project's own tests."""
        if self._drills is None:
            raise SandboxUnavailable("This sandbox has no drills.")
        with Files(raw) as files:
            return self._ask("drill", {"name": name, **request}, files, budget or IMAGE, Limits(), None, None)

    def _ask(
        self,
        job: str,
        request: dict[str, Any],
        files: Files,
        budget: Budget,
        limits: Limits,
        progress: Progress | None,
        beat: Callable[[], None] | None,
    ) -> Any:
        files.write_request({"job": job, "limits": asdict(limits), **request})
        with self._lock:
            answer, self.last = self._warm().run(budget, files.descriptors, progress or (lambda *_: None), beat or (lambda: None))
        if not isinstance(answer, dict) and job != "drill":
            raise Refused("crashed")
        return answer

    def _warm(self) -> Zygote:
        if self._zygote and not self._zygote.alive:
            self._zygote.close()
            self._zygote = None
        if not self._zygote:
            walls = chosen() if self._walls is None else self._walls
            if self._strict and not enough(walls):
                raise SandboxUnavailable("Production needs seccomp, and Landlock or bubblewrap; see `manage.py check_install`.")
            self._zygote = Zygote(walls, self._drills)
        return self._zygote

    def _versions(self, kind: str) -> dict[str, str]:
        """The engines that look at this kind, with their versions: told by the zygote before it saw any upload."""
        with self._lock:
            engines = self._warm().ready["engines"]
        if kind == "text":
            return {name: engines[name] for name in ("text-rules", "text-model")}
        others = ("text-rules", "text-model", "pyav" if kind == "image" else "pillow")
        return {name: version for name, version in engines.items() if name not in others}


def _kind(source: int, wanted: str | None, limits: Limits) -> str:
    found = sniff(os.pread(source, HEAD, 0)).kind
    if wanted is not None and found != wanted:
        raise Refused("unsupported")
    if os.fstat(source).st_size > (limits.image_bytes if found == "image" else limits.video_bytes):
        raise Refused("too_large")
    return found


def _budget(kind: str, limits: Limits) -> Budget:
    if kind == "image":
        return IMAGE
    cpu = 30 + round(6 * limits.video_seconds)
    return Budget(cpu=cpu, wall=60 + 3 * cpu, address_space=4096 * MB, resident=2048 * MB, output=max(200 * MB, limits.video_bytes))
