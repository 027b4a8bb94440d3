"""The ledger's triggers, and people who sign in."""

import pytest
from django.db import connection
from django.test import Client

from accounts import triggers
from accounts.models import User

PASSWORD = "a long enough passphrase"


@pytest.fixture
def ledger_triggers(db):
    """The database as it is in production: the ledger refuses changes whoever asks. (Undone with the test's transaction.)"""
    triggers.install(connection)
    yield
    assert triggers.missing(connection) == []
    triggers.remove(connection)


@pytest.fixture
def fay(db):
    """A person with an account, of no circle."""
    return User.objects.create_confirmed("fay@example.org", "Dr Fay Lim", PASSWORD, specialty="Cardiology")


@pytest.fixture
def browser():
    """A signed-out browser."""
    return lambda **headers: Client(headers={"host": "localhost", **headers})


@pytest.fixture
def signed_in(browser, fay):
    """Fay's browser, signed in with her password, as allauth does it."""
    client = browser()
    assert client.post("/accounts/login/", {"login": fay.email, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def sure(signed_in):
    """Fay's browser, her password just given again."""
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return signed_in
