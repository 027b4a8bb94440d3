"""`manage.py verify_results`: what an operator or an auditor runs to see that no closed round was touched behind the program's back."""

from hashlib import sha256
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection

from cases.models import Ballot, Rating, Round
from tests.cases.decisions.conftest import FOR_FIRST, close_with

MIGRATIONS = ("0002_sealed_rounds", "0008_sealed_ballots")
TABLES = {name: table for migration in MIGRATIONS for name, (table, *_) in import_module(f"cases.migrations.{migration}").TRIGGERS.items()}


@pytest.fixture
def verify(capsys):
    """Calls it: (exit code, lines)."""

    def run():
        capsys.readouterr()
        try:
            call_command("verify_results")
        except SystemExit as end:
            return end.code, capsys.readouterr().out.splitlines()
        return 0, capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def two(rated, nine, amara):
    """Two closed rounds."""
    first = close_with(rated, nine, FOR_FIRST)
    rated.advance(by=amara)
    return first, close_with(rated, nine, [(9, 2, 3, 4, 5)] * 9)


def unlock(*names):
    """As somebody with the database's password would."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {TABLES[name]}" if connection.vendor == "postgresql" else ""))


def test_what_nobody_touched_is_found_sound(two, verify):
    assert verify() == (0, ["2 closed rounds, 2 computed again, 0 problems"])


def test_an_option_that_became_another_version_later_changes_no_earlier_result(two, verify):
    """A next decision's clock, a later edit: the record names the versions that were rated."""
    first = two[0]
    option = first.decision.options.standing().first()
    type(option).unscoped.filter(pk=option.pk).update(version=option.version + 1)

    assert Round.unscoped.get(pk=first.pk).question().ratings == first.question().ratings
    assert verify() == (0, ["2 closed rounds, 2 computed again, 0 problems"])


def test_a_rating_that_was_changed_is_found_and_so_is_the_lock_that_was_taken_off(two, verify):
    unlock("rating_changed_late")
    Rating.unscoped.filter(ballot=two[1].ballots.first()).update(value=1)

    code, lines = verify()

    assert code == 1
    assert f"decision {two[1].decision_id}, round 2: its ballots give another result" in lines
    assert "the trigger rating_changed_late is missing" in lines
    assert not [line for line in lines if "round 1" in line]


def test_a_ballot_that_went_alone_is_found(two, verify):
    ballot = two[0].ballots.last()
    Rating.unscoped.filter(ballot=ballot).delete()
    Ballot.unscoped.filter(pk=ballot.pk).delete()

    # The second round was computed beside the first, so both are other results now.
    assert verify()[0] == 1
    assert any("round 1: its ballots give another result" in line for line in verify()[1])


@pytest.mark.parametrize("with_its_hash", [False, True])
def test_a_result_that_was_written_anew_is_found_even_with_a_hash_of_its_own(two, verify, with_its_hash):
    unlock("result_changed")
    forged = two[1].record.replace("consensus", "consensuS", 1)
    assert forged != two[1].record
    fresh = {"record": forged} | ({"record_hash": sha256(forged.encode()).hexdigest()} if with_its_hash else {})
    Round.unscoped.filter(pk=two[1].pk).update(**fresh)

    code, lines = verify()

    assert code == 1
    found = "the ledger holds no such result" if with_its_hash else "the stored result is not the one that its hash was made of"
    assert f"decision {two[1].decision_id}, round 2: {found}" in lines


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_lock_is_named(two, verify, name):
    unlock(name)

    assert verify() == (1, [f"the trigger {name} is missing", "2 closed rounds, 2 computed again, 1 problems"])


def test_a_voided_round_keeps_its_seal(two, verify, amara):
    two[1].decision.void_rounds(since=2, why=Round.Voided.FACTS, by=amara, reason="A new scan.")

    assert verify() == (0, ["2 closed rounds, 1 computed again, 0 problems"])
