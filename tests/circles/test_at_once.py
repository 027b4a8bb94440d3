"""Things that happen at the same moment, on a database file with real connections (and on PostgreSQL when DATABASE_URL says so)."""

import threading

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from django.test import Client

from accounts.ledger import problems
from accounts.models import User
from circles.models import Circle, Invitation, LastAdmin, Membership, Unusable
from tests.circles.conftest import joining

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def real_database(tmp_path, transactional_db):
    """SQLite in memory is one connection for all threads and proves nothing, so a file with the settings of production takes its place."""
    if connection.vendor != "sqlite":
        yield
        return
    from django.core.management import call_command

    from accounts import triggers
    from casecircle import environment

    before = connection.settings_dict.copy()
    connection.close()
    fresh = environment.database(f"sqlite:///{tmp_path / 'real.sqlite3'}", base=tmp_path)
    held = connection.connection
    connection.connection = None
    # Twenty who write wait for each other longer where the disk is slow; who does not wait at all fails as before.
    connection.settings_dict.update(NAME=fresh["NAME"], OPTIONS=fresh["OPTIONS"] | {"timeout": 300})
    connection.transaction_mode = "IMMEDIATE"
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    triggers.remove(connection)
    yield
    connection.connection.close()
    connection.connection = held
    connection.settings_dict.clear()
    connection.settings_dict.update(before)


def all_at_once(*acts):
    """Run each act in a thread with a connection of its own, from one starting gun. Returns what each returned or raised."""
    gun, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        gun.wait(120)
        try:
            results[number] = act()
        except Exception as problem:
            results[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(600)
        assert not thread.is_alive()
    return results


@pytest.fixture
def founded(real_database):
    """A circle with one admin."""
    okafor = User.objects.create_confirmed("okafor@example.org", "Dr Okafor", "a long enough passphrase")
    return Circle.begin("Cardiology", by=okafor)


def test_twenty_accepts_at_once_give_one_membership(founded):
    fay = User.objects.create_confirmed("fay@example.org", "Dr Fay")
    invitation, _ = founded.circle.invite("fay@example.org", by=founded)

    def accept():
        return Invitation.unscoped.get(pk=invitation.pk).accept(by=User.objects.get(pk=fay.pk))

    results = all_at_once(*[accept] * 20)

    assert [type(result) for result in results if not isinstance(result, Unusable)] == [Membership]
    assert Membership.unscoped.filter(user=fay).count() == 1
    assert problems(f"circle:{founded.circle_id}") == []


def test_eight_sign_ups_at_once_with_one_link_make_one_person(founded):
    _, token = founded.circle.invite("fay@example.org", by=founded)

    def sign_up():
        client = Client(headers={"host": "localhost"})
        client.get(f"/invitations/{token}/")
        return client.post("/accounts/signup/", joining()).status_code

    results = all_at_once(*[sign_up] * 8)

    assert Membership.unscoped.filter(user__email="fay@example.org").count() == 1, results
    assert User.objects.filter(email="fay@example.org").count() == 1
    assert not [result for result in results if isinstance(result, OperationalError)]


def test_two_admins_who_leave_at_once_leave_one_admin(founded):
    for round_number in range(5):
        second_user = User.objects.create_confirmed(f"second{round_number}@example.org", "Dr Second")
        second = Membership.unscoped.create(circle=founded.circle, user=second_user, role="admin")
        first = founded.circle.memberships.active().admins().exclude(pk=second.pk).get()

        results = all_at_once(*[lambda pk=member.pk: leave(pk) for member in (first, second)])

        assert sum(isinstance(result, LastAdmin) for result in results) == 1, results
        assert founded.circle.memberships.active().admins().count() == 1


def leave(pk):
    member = Membership.unscoped.get(pk=pk)
    member.leave(by=member)
    return "left"


def test_an_invitation_is_either_accepted_before_it_is_revoked_or_not_at_all(founded):
    for number in range(5):
        user = User.objects.create_confirmed(f"guest{number}@example.org", "Dr Guest")
        invitation, _ = founded.circle.invite(user.email, by=founded)

        accepted, _ = all_at_once(
            lambda pk=invitation.pk, who=user.pk: Invitation.unscoped.get(pk=pk).accept(by=User.objects.get(pk=who)),
            lambda pk=invitation.pk: Invitation.unscoped.get(pk=pk).revoke(by=Membership.unscoped.get(pk=founded.pk)),
        )

        row = Invitation.unscoped.get(pk=invitation.pk)
        assert isinstance(accepted, Membership) == (row.accepted_at is not None)
        assert (row.accepted_at is None) != (row.revoked_at is None)


def test_six_writers_keep_one_chain_without_a_gap(founded):
    from django.db import transaction

    from accounts import ledger

    def write():
        for number in range(20):
            with transaction.atomic():
                ledger.record("test.event", number=number)

    assert all_at_once(*[write] * 6) == [None] * 6
    assert problems("accounts") == []
