"""The storage lock: a place for files that stores nothing but what intake made from a Clean value."""

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages


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
    """Mixed into a storage: `save` refuses anything but a CleanFile, whoever calls it."""

    def save(self, name, content, max_length=None):
        if not isinstance(content, CleanFile):
            raise NotDeidentified(name)
        return super().save(name, content, max_length)


class CleanFileSystemStorage(CleanOnly, FileSystemStorage):
    """Clean files in a local folder that only the server's own user can read."""

    def __init__(self, **options):
        super().__init__(**{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700, **options})


def clean_storage():
    """The storage of clean files that the settings name; a callable, so that migrations do not fix it."""
    return storages["default"]
