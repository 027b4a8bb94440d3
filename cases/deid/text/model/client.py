"""Asks the text model's own process what it sees in a text. Standard library only; nothing waits for long, nothing is logged."""

from __future__ import annotations

import json
import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cases.deid.limits import Limits
from cases.deid.text.model import EDITION, ModelSpan, Read, digest

HEAD = struct.Struct(">I")  # every message, either way, begins with its length in bytes
LONGEST_ASKED = 4 * Limits.text_characters  # bytes of UTF-8
LONGEST_ANSWER = 8_000_000  # bytes of JSON: a span every few characters of the longest text
_NAME_LIMIT = 100  # bytes; a socket's path holds 107


class OutOfReach(Exception):
    """The model did not answer in time, or not about this text. It carries nothing of the text."""


def read(path: str | os.PathLike[str], text: str, timeout: float) -> Read:
    """Return what the model behind the socket `path` says of `text`, waiting at most `timeout` seconds in all.

    Raises OutOfReach when the process is not there, too slow, refuses, or answers about another text. A text without a letter or
    digit is not sent: there is nothing in it to read.
    """
    if not any(character.isalnum() for character in text):
        return Read(digest(text), (), EDITION)
    path = os.fspath(path)
    ends = time.monotonic() + timeout
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking, reachable(path) as address:
            asking.settimeout(max(0.001, ends - time.monotonic()))
            asking.connect(address)
            _send(asking, text.encode("utf-8", "surrogatepass"), ends)
            answer = json.loads(_receive(asking, ends))
        found = Read(answer["sha256"], tuple(ModelSpan(*span) for span in answer["spans"]), answer["edition"])
    except (OSError, ValueError, KeyError, TypeError):
        raise OutOfReach("the text model does not answer") from None
    if not found.of(text) or any(not 0 <= span.start < span.end <= len(text) for span in found.spans):
        raise OutOfReach("the text model answered about another text")
    return found


@contextmanager
def reachable(path: str) -> Iterator[str]:
    """The address of a socket's `path`; one too long for the kernel is named through its opened folder. Raises OSError."""
    if len(os.fsencode(path)) <= _NAME_LIMIT:
        yield path
        return
    folder = os.open(os.path.dirname(path), os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{os.path.basename(path)}"
    finally:
        os.close(folder)


def _send(asking: socket.socket, message: bytes, ends: float) -> None:
    asking.settimeout(max(0.001, ends - time.monotonic()))
    asking.sendall(HEAD.pack(len(message)) + message)


def _receive(asking: socket.socket, ends: float) -> bytes:
    length = HEAD.unpack(_exactly(asking, HEAD.size, ends))[0]
    if length > LONGEST_ANSWER:
        raise ValueError(length)
    return _exactly(asking, length, ends)


def _exactly(asking: socket.socket, count: int, ends: float) -> bytes:
    pieces = []
    while count:
        asking.settimeout(max(0.001, ends - time.monotonic()))
        piece = asking.recv(min(count, 65536))
        if not piece:
            raise ConnectionError("the answer broke off")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
