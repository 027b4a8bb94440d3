"""Mail: plain text from a template, never clinical content, and files where no mail server is set."""

import os
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.template.loader import render_to_string
from django.utils import translation


def send(address, template, context=None, *, language="en"):
    """Send `templates/emails/<template>.txt` (its first line is the subject) to one address. Call it on_commit."""
    with translation.override(language):
        text = render_to_string(f"emails/{template}.txt", {"public_url": settings.PUBLIC_URL, **(context or {})})
    subject, _, body = text.partition("\n")
    EmailMessage(subject.strip(), body.lstrip(), to=[address]).send()


class PrivateFileBackend(FileBackend):
    """Writes mail to files that only the server's own user can read."""

    def __init__(self, *args, file_path=None, **kwargs):
        path = Path(file_path or settings.EMAIL_FILE_PATH)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(*args, file_path=str(path), **kwargs)

    def open(self):
        if self.stream is None:
            self.stream = os.fdopen(os.open(self._get_filename(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
            return True
        return False
