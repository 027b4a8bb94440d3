"""The ledger: append-only three ways, a chain that shows every tampering, no words in it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts import ledger
from accounts.ledger import ACCOUNTS, LedgerEntry, LedgerHead, problems


@pytest.fixture
def five(fay):
    """A chain of five entries after whatever fay's account wrote."""
    with transaction.atomic():
        return [ledger.record("test.event", actor=fay, subject=fay, number=number) for number in range(5)]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verify(capsys):
    """(exit code, lines) of `manage.py verify_ledger`."""
    try:
        call_command("verify_ledger")
    except SystemExit as end:
        return end.code, capsys.readouterr().out.splitlines()
    return 0, capsys.readouterr().out.splitlines()


def test_objects_refuse_to_change_or_go(five):
    entry = five[0]

    for act in (entry.save, entry.delete, LedgerEntry.objects.all().delete, lambda: LedgerEntry.objects.update(event="x")):
        with pytest.raises(TypeError, match="append-only"):
            act()


@pytest.mark.parametrize("statement", ["UPDATE accounts_ledgerentry SET event = 'x'", "DELETE FROM accounts_ledgerentry"])
def test_the_database_refuses_what_goes_round_the_objects(five, ledger_triggers, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)

    assert LedgerEntry.objects.filter(event="test.event").count() == 5


def test_the_database_still_takes_new_entries(fay, ledger_triggers):
    with transaction.atomic():
        ledger.record("test.event", actor=fay)

    assert problems(ACCOUNTS) == []


def test_the_migration_leaves_the_triggers_in_the_database(db):
    """What the migration runs, on this database; the suite itself dropped them at its start."""
    from importlib import import_module
    from types import SimpleNamespace

    from accounts import triggers

    migration = import_module("accounts.migrations.0002_ledger_triggers")
    assert triggers.missing(connection)

    migration.install(None, SimpleNamespace(connection=connection))

    assert triggers.missing(connection) == []
    migration.remove(None, SimpleNamespace(connection=connection))


def test_a_whole_ledger_is_reported_whole(five, ledger_triggers, capsys):
    code, lines = verify(capsys)

    assert (code, lines) == (0, ["1 chains, 5 entries, 0 problems"])


def test_missing_triggers_are_a_problem(five, capsys):
    code, lines = verify(capsys)

    assert code == 1
    assert "the trigger ledger_no_update is missing" in lines


TAMPERING = {
    "changed event": "UPDATE accounts_ledgerentry SET event = 'x' WHERE seq = 3",
    "changed actor": "UPDATE accounts_ledgerentry SET actor_id = 999 WHERE seq = 3",
    "changed facts": "UPDATE accounts_ledgerentry SET facts = '{\"number\": 9}' WHERE seq = 3",
    "changed time": "UPDATE accounts_ledgerentry SET at = '2026-01-01 00:00:00+00:00' WHERE seq = 3",
    "deleted middle": "DELETE FROM accounts_ledgerentry WHERE seq = 3",
    "deleted tail": "DELETE FROM accounts_ledgerentry WHERE seq = 5",
    "deleted all": "DELETE FROM accounts_ledgerentry",
    "forgotten head": "DELETE FROM accounts_ledgerhead",
    "moved to another chain": "UPDATE accounts_ledgerentry SET chain = 'circle:1' WHERE seq = 5",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_found(five, statement, capsys):
    sql(statement)

    code, lines = verify(capsys)

    assert code == 1
    assert any("accounts" in line for line in lines[:-1])


def test_swapped_entries_are_found(five):
    sql("UPDATE accounts_ledgerentry SET seq = 99 WHERE seq = 2")
    sql("UPDATE accounts_ledgerentry SET seq = 2 WHERE seq = 3")
    sql("UPDATE accounts_ledgerentry SET seq = 3 WHERE seq = 99")

    assert problems(ACCOUNTS)


@pytest.mark.parametrize("fact", ["a patient called Marie", "née Dupont", "line\nbreak", 1.5, ["list"], {"a": 1}, "x" * 65])
def test_facts_are_numbers_and_codes_never_words(fay, fact):
    with pytest.raises(ValueError, match="not a number or a code"), transaction.atomic():
        ledger.record("test.event", actor=fay, fact=fact)


@pytest.mark.django_db(transaction=True)
def test_an_entry_belongs_to_the_transaction_of_its_change():
    with pytest.raises(transaction.TransactionManagementError):
        ledger.record("test.event")


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_fails_takes_the_change_with_it(monkeypatch):
    from accounts.models import User

    user = User.objects.create_confirmed("fay@example.org", "Dr Fay")
    LedgerHead.objects.create(chain=ACCOUNTS, seq=0)
    LedgerEntry.objects.create(chain=ACCOUNTS, seq=1, at=user.joined_at, event="x", previous="", hash="")

    with pytest.raises(DatabaseError):
        user.describe(name="Dr Other", specialty="", language="en")

    user.refresh_from_db()
    assert user.name == "Dr Fay"
