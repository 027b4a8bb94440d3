"""The door: the one place where a raw upload is read from a request, and it is sealed as it is read."""

import errno
import time
from contextlib import contextmanager
from typing import NamedTuple

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.db import transaction

from cases.deid import Refused
from cases.deid.kinds import HEAD, sniff
from cases.deid.known import of_name
from cases.endings import Declined, Fenced
from cases.faults import fault
from cases.intake import known, sealed
from cases.limits import limits_of
from cases.models.intake import State

STILL_ARRIVING = 30  # seconds between two notes that bytes still come

IMAGES = frozenset(("jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "heic", "heif", "hif", "avif", "tif", "tiff", "gif", "bmp", "dib"))
VIDEOS = frozenset(("mp4", "m4v", "mov", "qt", "webm", "mkv", "avi", "mpg", "mpeg", "ts", "mts", "m2ts", "3gp", "3g2"))
NAMES = {"image": IMAGES, "video": VIDEOS}
SILENT_TYPES = frozenset(("", "application/octet-stream"))


class Arrived(NamedTuple):
    """What stands in request.FILES in the place of a file: nothing that could be read."""

    size: int

    def close(self):
        """Django closes every uploaded file."""


class SealingHandler(FileUploadHandler):
    """Seals the one file of a request while it arrives. `code` tells why it was not taken; `kind` and `size` what it is.

    The file's name is looked at for its ending, and for words and numbers that could identify someone: those are sealed with the
    file's key, and the name is forgotten. No byte of the file is written in the clear.
    """

    chunk_size = sealed.CHUNK

    def __init__(self, intake):
        super().__init__()
        self.intake, self.token, self.limits = intake, intake.token, limits_of(intake.case.circle)
        self.sealer, self.named, self.code, self.kind, self.size, self.files = None, None, "no_file", "", 0, 0
        self._head, self._beat, self._claims = b"", time.monotonic(), ("", "")

    def new_file(self, field_name, file_name, content_type, content_length, charset=None, content_type_extra=None):
        self.files += 1
        if self.files > 1:
            self._stop("several")
        ending = file_name.rpartition(".")[2].lower() if "." in file_name else ""
        self._claims = ending, (content_type or "").partition(";")[0].strip().lower()
        self.code = "interrupted"
        with self._room():
            key = sealed.make_key(self.intake.pk)
            self.sealer = sealed.Sealer(self.intake.pk, "raw", key)
            self.named = known.sealer(self.intake.pk, key, of_name(file_name))
        fault("arriving:begun")

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if not self.kind:
            self._head += raw_data[: HEAD - len(self._head)]
            if len(self._head) == HEAD:
                self._recognise()
        if self.kind and self.size > self._most():
            self._stop("too_large")
        if time.monotonic() - self._beat > STILL_ARRIVING:
            self._note_arriving()
        with self._room():
            self.sealer.write(raw_data)
        fault("arriving:middle")

    def file_complete(self, file_size):
        if not self.kind:
            self._recognise()
        if self.size > self._most():
            self._stop("too_large")
        with self._room():
            self.sealer.finish()
        self.code = ""
        return Arrived(self.size)

    def upload_interrupted(self):
        self.discard()

    def discard(self):
        """Nothing of this request is kept, unless it was placed."""
        for part in (self.sealer, self.named):
            if part:
                part.discard()

    def _most(self):
        return self.limits.video_bytes if self.kind == "video" else self.limits.image_bytes

    def _recognise(self):
        """Refuse at the door what is no picture and no film, and names and types that claim to be another kind."""
        try:
            self.kind = sniff(self._head).kind
        except Refused as refused:
            self._stop(refused.code)
        ending, content_type = self._claims
        if (ending and ending not in NAMES[self.kind]) or (
            content_type not in SILENT_TYPES and content_type.partition("/")[0] != self.kind
        ):
            self._stop("name")

    def _note_arriving(self):
        self._beat = time.monotonic()
        try:
            self.intake.keep_arriving()
        except Fenced:
            self._stop("cancelled")

    def _stop(self, code):
        """Take no more; the rest of the request is read and dropped, so that the browser hears the answer."""
        self.code = code
        self.discard()
        raise StopUpload(connection_reset=False)

    @contextmanager
    def _room(self):
        """A full disk is an answer, not a crash."""
        try:
            yield
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self._stop("disk_full")


# What befell the upload; any other code says that the file itself was refused.
BEFALLEN = frozenset(("interrupted", "cancelled", "no_file", "several", "membership", "closed", "disk_full"))


def take(handler, *, whole):
    """The request was read and is genuine: seal its upload. `whole` tells that the form's last field came after the file.

    Returns whether it is sealed; else the intake has ended with a code, or a later request holds it. Runs inside the caller's
    transaction, so that the task that follows is enqueued in the same one.
    """
    intake, code = handler.intake, handler.code or ("" if whole else "interrupted")
    if not code:
        try:
            with transaction.atomic():
                intake.seal(kind=handler.kind, size=handler.size)
                fault("door:sealed")
                handler.named.place()
                fault("door:named")
                handler.sealer.place()
                fault("door:placed")
            return True
        except Declined as declined:
            code = declined.code
        except Fenced:
            return False
    intake.end(State.ABORTED if code in BEFALLEN else State.REFUSED, code, token=handler.token)
    return False


def leave(handler):
    """The request is over, however it went: what it did not seal is destroyed, and an upload that ended is purged."""
    handler.discard()
    intake = handler.intake
    intake.end(State.ABORTED, handler.code or "interrupted", token=handler.token)
    intake.refresh_from_db(fields=["state", "code", "purged_at"])
    if intake.has_ended and intake.purged_at is None:
        finish(intake)


def finish(intake):
    """An upload that ended keeps nothing: destroy its key and files, and note it. May be repeated."""
    fault("purge:begin")
    sealed.purge(intake.pk)
    fault("purge:done")
    intake.purged()
