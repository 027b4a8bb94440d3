"""The upload handler of every page but one: it takes no file."""

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler


class RefuseFiles(FileUploadHandler):
    """Refuses any file before a byte of it is kept. Uploads have one URL, with a handler of its own (`cases.intake`)."""

    def new_file(self, *args, **kwargs):
        raise SuspiciousOperation("file refused")

    def receive_data_chunk(self, raw_data, start):
        raise SuspiciousOperation("file refused")

    def file_complete(self, file_size):
        return None
