"""The files between the two sides of the wall: in memory, without a name, the upload sealed against writing."""

from __future__ import annotations

import fcntl
import json
import os
from typing import Any, BinaryIO


class Files:
    """The four memory files of one job. Nothing of an upload ever has a name in a file system."""

    def __init__(self, raw: bytes | BinaryIO):
        self.request, self.target, self.second = (os.memfd_create(name, os.MFD_CLOEXEC) for name in ("request", "target", "second"))
        self.source = os.memfd_create("source", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            with open(self.source, "wb", closefd=False) as copy:
                if isinstance(raw, bytes | bytearray | memoryview):
                    copy.write(raw)
                else:
                    raw.seek(0)
                    while block := raw.read(1 << 20):
                        copy.write(block)
            # No child can change what the next one will read.
            fcntl.fcntl(self.source, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        except BaseException:
            self.__exit__()
            raise
        self._kept: list[int] = []

    def __enter__(self) -> Files:
        return self

    def __exit__(self, *_: object) -> None:
        for descriptor in self.descriptors:
            if descriptor not in getattr(self, "_kept", ()):
                os.close(descriptor)

    @property
    def descriptors(self) -> list[int]:
        return [self.request, self.source, self.target, self.second]

    def write_request(self, request: dict[str, Any]) -> None:
        os.pwrite(self.request, json.dumps(request).encode(), 0)

    def keep(self, descriptor: int) -> BinaryIO:
        """The file behind a descriptor, at its start, for the caller to close."""
        self._kept.append(descriptor)
        file = open(descriptor, "r+b")  # noqa: SIM115
        file.seek(0)
        return file
