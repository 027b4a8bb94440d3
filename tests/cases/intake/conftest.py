"""Uploads as a browser makes them, and a worker that does what is due, in this process, with one warm sandbox for all tests."""

import io
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.intake import cleaning
from cases.management.commands.work import worker_of
from cases.models import Intake
from tests.cases.intake import pictures


@pytest.fixture(scope="session", autouse=True)
def one_sandbox():
    yield
    cleaning.cool_down()


def url(name, case, key, **more):
    return reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, "key": key, **more})


class Sender:
    """One person's browser, at one case."""

    def __init__(self, client, case):
        self.client, self.case = client, case

    def send(self, data, name="photo.jpg", type="image/jpeg", key=None, for_comment=False, **fields):
        """POST one file as upload-drop.js does; the response. `fields` replace the form's other fields."""
        self.key = key or uuid.uuid4()
        body = {"file": Named(name, data, type), **(fields or {"sent": "1"})}
        address = url("upload", self.case, self.key) + ("?for=comment" if for_comment else "")
        return self.client.post(address, body, headers={"accept": "application/json"})

    def intake(self):
        return Intake.unscoped.get(key=self.key)

    def review(self, **fields):
        """Accept what is proposed, with an ordinary description, unless `fields` say otherwise."""
        body, intake = {"description": "Photograph of a chart", "recognisable": "no"}, self.intake()
        for page in range(len(intake.found.get("pages", []))):
            body |= {f"looked-{page}": "on", f"closeup-{page}": "no"}
        body |= fields
        return self.client.post(url("review", self.case, self.key), {name: value for name, value in body.items() if value is not None})

    def page(self):
        """The review as it is shown."""
        return self.client.get(url("review", self.case, self.key)).content.decode()

    def state(self):
        return self.client.get(url("upload", self.case, self.key), headers={"accept": "application/json"}).json()


class Named(SimpleUploadedFile):
    """A file whose name is sent as it is, whatever it holds."""

    def __init__(self, name, content, content_type):
        super().__init__("x", content, content_type)
        self._name = name

    name = property(lambda self: self._name, lambda self, value: None)


@pytest.fixture
def sender(as_user, amara, case):
    return Sender(as_user(amara), case)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """The worker runs inside the test's own transaction, so it may not close its connection (Django's test client does the same)."""
    for module in ("django_tasks_db.management.commands.db_worker", "cases.management.commands.work"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


@pytest.fixture
def work(db):
    """Do all that is queued for pictures and films."""
    return lambda: worker_of("media", batch=True, interval=0).run()


@pytest.fixture
def left(private_folders):
    """Names of all files in the sealed folder, the folder of keys and that of clean files."""

    def look():
        return {
            name: sorted(path.name for path in Path(private_folders, name).rglob("*") if path.is_file())
            for name in ("sealed", "sealed-keys", "media")
        }

    return look


@pytest.fixture
def photo():
    return pictures.lettered()


NOTHING = {"sealed": [], "sealed-keys": [], "media": []}


@pytest.fixture
def attached(sender, work):
    """A clean picture on the case, sent and reviewed by amara."""
    sender.send(pictures.lettered())
    work()
    sender.review()
    work()
    return sender.intake().media.get()


def bytes_of(media):
    with media.file.open("rb") as file:
        return io.BytesIO(file.read())
