"""What the tests of cases share: comments, pictures without files, and the pages' addresses."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Comment, Media


@pytest.fixture
def comment(case, bose, clean):
    """A comment by bose on amara's case."""
    return Comment.write(case=case, by=bose, body=clean("I would not wait."))


@pytest.fixture
def picture():
    """Makes a row of a picture of a case; it has no file."""

    def made(case, by, **changes):
        row = {"kind": "image", "file": "x/none.png", "content_type": "image/png", "width": 8, "height": 8, "bytes": 1}
        row |= {"sha256": "0" * 64, "description": "A chart", "attached_at": timezone.now()}
        return Media.unscoped.create(case=case, by=by, **row | changes)

    return made


@pytest.fixture
def url():
    """The address of a page of a case, by name."""
    return lambda name, case, **kwargs: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})
