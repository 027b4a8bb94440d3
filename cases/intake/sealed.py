"""The sealed folder: files encrypted as they are written, one key per upload, readable only with a key that purging destroys.

A sealed file is a header (magic, 16 bytes of salt) and chunks of 64 KiB, each AES-256-GCM with its number as the nonce. The key of
a file is derived (HKDF-SHA256) from the upload's key, the salt and the file's name, so that no nonce is ever used twice and no file can
stand in for another. Each chunk's number and whether it is the last are authenticated: truncated or reordered files do not open.
"""

import contextlib
import io
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from cases.faults import fault

CHUNK = 64 << 10
TAG = 16
MAGIC = b"CCS1"
HEADER = len(MAGIC) + 16


class Unsealable(Exception):
    """The key is gone, or the file is not what was sealed."""


def private_folder(path):
    """The folder, made with mode 0700 when it is missing."""
    path = Path(path)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def sync_folder(path):
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_key(upload):
    """A new key for the upload with that id, on disk before a byte is sealed with it. The key it already has otherwise."""
    folder = private_folder(settings.SEALED_KEYS_DIR)
    path = folder / f"{upload}.key"
    fresh = folder / f"{upload}.{secrets.token_hex(8)}.part"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    sync_folder(folder)
    return load_key(upload)


def load_key(upload):
    """The upload's key. Raises Unsealable when it was destroyed."""
    try:
        key = (Path(settings.SEALED_KEYS_DIR) / f"{upload}.key").read_bytes()
    except FileNotFoundError:
        raise Unsealable from None
    if len(key) != 32:
        raise Unsealable
    return key


def purge(upload):
    """Destroy what is sealed for the upload: the key first, which is the purge, then the ciphertext. May be repeated."""
    folder = private_folder(settings.SEALED_KEYS_DIR)
    for path in folder.glob(f"{upload}.*"):
        path.unlink(missing_ok=True)
    sync_folder(folder)
    fault("purge:key-gone")
    folder = private_folder(settings.SEALED_DIR)
    for path in folder.glob(f"{upload}.*"):
        path.unlink(missing_ok=True)
    sync_folder(folder)


def _cipher(key, salt, name):
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"casecircle sealed file " + name.encode()).derive(key)
    return AESGCM(derived)


def _aad(number, last):
    return MAGIC + number.to_bytes(8, "big") + (b"\x01" if last else b"\x00")


class Sealer:
    """Writes one sealed file `<upload>.<part>`; it has its name only after `place`. A context that ends without it leaves nothing."""

    def __init__(self, upload, part, key):
        self.folder = private_folder(settings.SEALED_DIR)
        self.name = f"{upload}.{part}"
        self.path = self.folder / f"{self.name}.{secrets.token_hex(8)}.part"
        salt = secrets.token_bytes(16)
        self._cipher = _cipher(key, salt, self.name)
        self._file = open(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")  # noqa: SIM115
        self._file.write(MAGIC + salt)
        self._waiting = bytearray()
        self._number = 0
        self.size = 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.discard()

    def write(self, data):
        """Seal more bytes. The last chunk stays in memory until `finish` knows that it is the last."""
        fault("sealing")
        self.size += len(data)
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self):
        """All bytes are there and on disk; the file still has its temporary name. Returns the plain size in bytes."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        fault("sealed:synced")
        return self.size

    def place(self):
        """Give the finished file its name. Atomic and durable."""
        os.replace(self.path, self.folder / self.name)
        sync_folder(self.folder)

    def discard(self):
        """Remove what has no name yet; nothing after `place`. Called again, it does nothing."""
        self._waiting.clear()
        with contextlib.suppress(OSError):  # closing flushes, and the disk may be full
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _seal(self, data, *, last):
        self._file.write(self._cipher.encrypt(self._number.to_bytes(12, "big"), data, _aad(self._number, last)))
        self._number += 1


class SealedFile(io.RawIOBase):
    """Reads one sealed file at any place, as a binary file. Opening it proves its length; a touched chunk raises Unsealable."""

    def __init__(self, upload, part):
        name = f"{upload}.{part}"
        key = load_key(upload)
        try:
            self._file = open(Path(settings.SEALED_DIR) / name, "rb")  # noqa: SIM115
        except FileNotFoundError:
            raise Unsealable from None
        header = self._file.read(HEADER)
        body = os.fstat(self._file.fileno()).st_size - HEADER
        if len(header) != HEADER or header[: len(MAGIC)] != MAGIC or body < TAG:
            self.close()
            raise Unsealable
        self._cipher = _cipher(key, header[len(MAGIC) :], name)
        self._chunks = -(-body // (CHUNK + TAG))
        self.size = body - self._chunks * TAG
        self._at = 0
        try:
            self._held = self._chunks - 1, self._open(self._chunks - 1)
        except Unsealable:
            self.close()
            raise

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        self._at = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence] + offset
        return self._at

    def readinto(self, buffer):
        """Up to one chunk at a time."""
        number, start = divmod(self._at, CHUNK)
        if self._at >= self.size:
            return 0
        if self._held[0] != number:
            self._held = number, self._open(number)
        data = self._held[1][start : start + len(buffer)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self):
        self._file.close()
        super().close()

    def _open(self, number):
        self._file.seek(HEADER + number * (CHUNK + TAG))
        sealed, last = self._file.read(CHUNK + TAG), number == self._chunks - 1
        try:
            return self._cipher.decrypt(number.to_bytes(12, "big"), sealed, _aad(number, last))
        except InvalidTag:
            raise Unsealable from None


def pieces(file, start=0, length=None):
    """Bytes of a seekable binary file from `start`, `length` of them or all to its end, in pieces; closes it."""
    with file:
        file.seek(start)
        while length is None or length > 0:
            piece = file.read(CHUNK if length is None else min(CHUNK, length))
            if not piece:
                return
            length = length if length is None else length - len(piece)
            yield piece
