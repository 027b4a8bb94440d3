"""The storage lock: a place for files that stores nothing but what intake made from a Clean value."""

import contextlib
import os
import secrets

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from cases.faults import fault

PIECE = 64 << 10


class NotDeidentified(Exception):
    """Something other than a CleanFile was about to be stored."""


class CleanFile(File):
    """A file that came out of de-identification. Made by `cases.intake` alone (an architecture test checks it)."""

    def __init__(self, clean, file, name):
        from cases.deid import Clean

        if not isinstance(clean, Clean):
            raise NotDeidentified(name)
        super().__init__(file, name)
        self.receipt = clean.receipt


class CleanOnly:
    """Mixed into a storage: `save` refuses anything but a CleanFile, whoever calls it. The name is kept as it is given."""

    def save(self, name, content, max_length=None):
        if not isinstance(content, CleanFile):
            raise NotDeidentified(name)
        return super().save(name, content, max_length)

    def get_available_name(self, name, max_length=None):
        """Intake's names are new for every attempt; a second file beside the first would be one that nothing names."""
        return name


class CleanFileSystemStorage(CleanOnly, FileSystemStorage):
    """Clean files in a local folder that only the server's own user can read. A file is whole and on disk, or it is not there."""

    def __init__(self, **options):
        super().__init__(**{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700, **options})

    def stream(self, name, start, length):
        """`length` bytes from `start`, in pieces. Raises FileNotFoundError at once."""
        return _pieces(open(self.path(name), "rb"), start, length)

    def stored_names(self):
        """(name, seconds since 1970) of every file here, unfinished ones too."""
        with contextlib.suppress(FileNotFoundError), os.scandir(self.location) as entries:
            yield from ((entry.name, entry.stat().st_mtime) for entry in entries if entry.is_file())

    def _save(self, name, content):
        os.makedirs(self.location, mode=0o700, exist_ok=True)
        target = self.path(name)
        part = f"{target}.{secrets.token_hex(4)}.part"
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for piece in content.chunks(PIECE):
                    fault("storing:middle")
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            fault("storing:synced")
            os.replace(part, target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
            raise
        folder = os.open(os.path.dirname(target), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        fault("storing:placed")
        return name


def _pieces(file, start, length):
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def clean_storage():
    """The storage of clean files that the settings name. Callable: migrations do not fix it. Lazy: each test has its own."""
    return default_storage
