"""A child is not believed: what it made is parsed again by parsers of our own, and what it says may be anything."""

from __future__ import annotations

import hashlib
import os
from typing import BinaryIO

from cases.deid import headers
from cases.deid.clean import Refused
from cases.deid.results import CleanPayload
from cases.deid.video import boxes

CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "mp4": "video/mp4", "txt": "text/plain"}


class doubting:
    """Whatever goes wrong while reading a child's answer is a crash of the child."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, ValueError | TypeError | KeyError | AttributeError):
            raise Refused("crashed") from None


def doubt(clean: BinaryIO, poster: BinaryIO | None, extension: str, size: tuple[int, int], *, sound: bool) -> None:
    """Parse the child's output with parsers of our own; `sound` says whether a film may and must have any. Raises Refused("unverified")."""
    if extension == "mp4":
        film = boxes.check(clean, audio=sound)
        if (film.width, film.height) != size or poster is None:
            raise Refused("unverified")
        headers.still_size(poster.read(), "jpg")
        poster.seek(0)
    elif headers.still_size(clean.read(), extension) != size:
        raise Refused("unverified")
    clean.seek(0)


def payload(clean: BinaryIO, extension: str, poster: BinaryIO | None) -> CleanPayload:
    """A verified file as what certified objects hold."""
    return CleanPayload(clean, extension, CONTENT_TYPES[extension], os.fstat(clean.fileno()).st_size, poster)


def sha256(file: BinaryIO) -> str:
    """The digest of a whole file in hexadecimal; it is left at its start."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
