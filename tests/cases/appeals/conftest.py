"""A post that fay reports and chen takes away, and its author's appeal, which another moderator may decide."""

import os

import pytest

from cases.models import Appeal, Flag
from cases.storage import clean_storage
from tests.cases.appeals.scene import GROUNDS, WHY
from tests.conftest import join


@pytest.fixture
def fay(circle):
    """A member, who reports."""
    return join(circle, "Fay")


@pytest.fixture
def second(circle):
    """A second moderator."""
    return join(circle, "Adeyemi", "moderator")


@pytest.fixture
def stored():
    """Gives a picture real bytes in the private storage, behind the lock's back."""

    def put(media):
        path = clean_storage().path(media.file.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"x")
        return media

    return put


@pytest.fixture
def media(case, amara, picture, stored):
    return stored(picture(case, amara))


@pytest.fixture(params=["case", "comment", "media"])
def post(request, case, comment, media):
    """Each kind of post in turn."""
    return {"case": case, "comment": comment, "media": media}[request.param]


@pytest.fixture
def take(fay, chen, clean):
    """`take(post, reason)`: reported by fay, taken away by chen; the report."""

    def taken(post, reason="unkind", **who):
        flag = Flag.report(post, by=who.get("reporter", fay), reason=reason)
        flag.remove(by=who.get("by", chen), explanation=clean(WHY))
        return flag

    return taken


@pytest.fixture
def appeal(clean):
    """`appeal(flag)`: its author appeals."""
    return lambda flag: Appeal.make(Flag.unscoped.get(pk=flag.pk), by=flag.post_author, grounds=clean(GROUNDS))
