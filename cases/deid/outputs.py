"""Writes the clean files of one input to the disk: under a temporary name beside its place, flushed, renamed, and removed on failure."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from cases.deid.clean import Clean, Refused
from cases.deid.results import CleanPayload


class Outputs:
    """The clean files of one input: all of them appear, or none."""

    def __init__(self, root: Path):
        self._root, self._pending, self.paths = root, [], []
        self._made: list[Path] = []

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for temporary, _ in self._pending:
            temporary.unlink(missing_ok=True)
        if kind is not None:
            for folder in reversed(self._made):
                try:
                    folder.rmdir()
                except OSError:
                    break

    def add(self, path: Path, clean: Clean[CleanPayload]) -> None:
        """Write a clean file to the disk under a temporary name beside `path`."""
        with _refusing():
            self._make(path.parent)
            temporary = path.parent / f".{os.urandom(8).hex()}.part"
            self._pending.append((temporary, path))
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), "wb") as file:
                while block := clean.value.file.read(1 << 20):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())

    def publish(self) -> None:
        """Give every file its name; on failure take the names back."""
        with _refusing():
            try:
                for temporary, path in self._pending:
                    os.replace(temporary, path)
                    self.paths.append(path)
            except OSError:
                for path in self.paths:
                    path.unlink(missing_ok=True)
                raise
            for folder in {path.parent for path in self.paths}:
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                os.fsync(descriptor)
                os.close(descriptor)

    def _make(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for part in reversed(missing):
            part.mkdir()
            self._made.append(part)


class _refusing:
    """Turns what the disk says into the code of a refusal."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, OSError):
            raise Refused("disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "output") from None
