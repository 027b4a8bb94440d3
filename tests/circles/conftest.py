"""Invitations of the cast."""

import pytest


@pytest.fixture
def invited(circle, admin):
    """An open invitation to fay@example.org as a member, and its token."""
    return circle.invite("fay@example.org", "member", by=admin)


@pytest.fixture
def opened(invited):
    """A signed-out client that opened the link of `invited`."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.get(f"/invitations/{invited[1]}/")
    return client


def joining(**changes):
    """What fay types to sign up."""
    form = {
        "name": "Dr Fay Lim",
        "specialty": "Cardiology",
        "country": "GB",
        "register": "GMC",
        "number": "7012345",
        "password1": "seven quiet herons",
    }
    return form | changes
