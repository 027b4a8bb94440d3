"""The same lock on an S3 bucket. A module of its own, since it imports boto3."""

from botocore.config import Config
from storages.backends.s3 import S3Storage

from cases.storage import PIECE, CleanOnly


class CleanS3Storage(CleanOnly, S3Storage):
    """Clean files in a private bucket. Browsers never see its address: files are streamed by our own views."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": True,  # names are new for every attempt
            "client_config": Config(connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 2}, signature_version="s3v4"),
        }

    def stream(self, name, start, length):
        """`length` bytes from `start`, in pieces. Raises FileNotFoundError at once."""
        try:
            answer = self.bucket.Object(name).get(**({"Range": f"bytes={start}-{start + length - 1}"} if length else {}))
        except self.connection.meta.client.exceptions.NoSuchKey:
            raise FileNotFoundError from None
        return answer["Body"].iter_chunks(PIECE)

    def stored_names(self):
        """(name, seconds since 1970) of every object. A put is whole or it is not there."""
        for item in self.bucket.objects.all():
            yield item.key, item.last_modified.timestamp()
