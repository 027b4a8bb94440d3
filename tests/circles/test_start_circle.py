"""The operator's way to begin a circle."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.ledger import LedgerEntry
from circles.models import Circle
from tests.circles.conftest import joining


def start(capsys, *arguments):
    """The one line that the command prints."""
    call_command("start_circle", *arguments)
    (line,) = capsys.readouterr().out.splitlines()
    return line


def test_it_prints_one_link_with_which_the_admin_joins(db, capsys):
    link = start(capsys, "Paris Heart Circle", "--admin", "Fay@Example.org", "--policy", "france")
    client = Client(headers={"host": "localhost"})

    assert link.startswith("http://localhost:8000/invitations/")
    client.get(link.removeprefix("http://localhost:8000"))
    client.post("/accounts/signup/", joining())

    circle = Circle.unscoped.get()
    membership = circle.memberships.get()
    assert (circle.name, circle.policy, circle.language) == ("Paris Heart Circle", "france", "fr")
    assert (membership.role, membership.user.email, membership.invited_by) == ("admin", "fay@example.org", None)


def test_the_language_can_be_chosen(db, capsys):
    start(capsys, "Dental", "--admin", "a@example.org", "--policy", "spain", "--language", "en")

    assert Circle.unscoped.get().language == "en"


@pytest.mark.parametrize(
    "arguments", [("", "--admin", "a@example.org"), ("x" * 81, "--admin", "a@example.org"), ("Name", "--admin", "nobody")]
)
def test_nonsense_ends_with_a_sentence_and_no_circle(db, arguments):
    with pytest.raises(CommandError):
        call_command("start_circle", *arguments)

    assert not Circle.unscoped.exists()


def test_the_ledger_says_that_nobody_but_the_operator_began_it(db, capsys):
    start(capsys, "Paris", "--admin", "a@example.org")

    entries = LedgerEntry.objects.order_by("seq")
    assert [(entry.event, entry.actor_id) for entry in entries] == [("circle.created", None), ("invitation.sent", None)]
