"""I2: nothing changes the ratings or the result of a closed round: no verb, form, call of the ORM or statement of SQL.

There is no admin site (test_i01_blindness.py). Whole rows may go with their case, and then the stored hash says that something is missing.
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cases import consensus
from cases.models import Ballot, Rating, Round
from tests.cases.decisions.conftest import FOR_FIRST, answers_of, close_with
from tests.conftest import join
from tests.invariants import everybody
from tests.invariants.worlds import Rollback, stored

SEALED = ("cases_rating", "cases_ballot", "cases_round")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def closed(rated, nine):
    return close_with(rated, nine, FOR_FIRST)


def a_rating(closed):
    return Rating.unscoped.filter(ballot__round=closed).order_by("pk").first()


def saved(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def another_option(closed):
    return closed.decision.options.create(position=9, title="Late")


def late_rating(closed):
    return Rating(ballot=closed.ballots.first(), option=another_option(closed), value=9)


def late_ballot(closed):
    return Ballot(round=closed, seat=empty_seat(closed), submitted_at=timezone.now(), counted_at=timezone.now())


def empty_seat(closed):
    return closed.decision.seats.create(membership=join(closed.decision.case.circle, "Weiss"), pseudonym="77", conflict="none")


# How a programmer, an operator with the shell, or any program that opens the database might try to change it.
BY_ORM = {
    "save": lambda closed: saved(a_rating(closed), value=1),
    "save of nothing": lambda closed: saved(a_rating(closed), value=None),
    "update": lambda closed: Rating.unscoped.filter(ballot__round=closed).update(value=1),
    "bulk_update": lambda closed: Rating.unscoped.bulk_update([Rating(pk=a_rating(closed).pk, value=1)], ["value"]),
    "update_or_create": lambda closed: Ballot.rate(a_rating(closed).ballot, a_rating(closed).option, 1),
    "another version": lambda closed: Rating.unscoped.filter(ballot__round=closed).update(option_version=2),
    "another option": lambda closed: saved(a_rating(closed), option=another_option(closed)),
    "another ballot": lambda closed: saved(a_rating(closed), ballot=closed.ballots.order_by("pk").last(), option=another_option(closed)),
    "one more rating": lambda closed: closed.ballots.first().ratings.create(option=another_option(closed), value=9),
    "bulk_create": lambda closed: Rating.unscoped.bulk_create(
        [Rating(ballot=closed.ballots.first(), option=another_option(closed), value=9)]
    ),
    "not counted": lambda closed: closed.ballots.update(counted_at=None),
    "another seat": lambda closed: saved(closed.ballots.first(), seat=empty_seat(closed)),
    "one more ballot": lambda closed: late_ballot(closed).save(),
    "more ballots": lambda closed: Ballot.unscoped.bulk_create([late_ballot(closed)]),
    "the record": lambda closed: saved(closed, record="{}"),
    "the hash": lambda closed: saved(closed, record_hash="0" * 64),
    "the seats": lambda closed: saved(closed, eligible=1),
    "the next step": lambda closed: Round.unscoped.filter(pk=closed.pk).update(next_step="conclude"),
    "open again": lambda closed: Round.unscoped.filter(pk=closed.pk).update(closed_at=None, record="", record_hash="", eligible=None),
    "another number": lambda closed: saved(closed, number=2),
}
BY_SQL = {
    "value": "UPDATE cases_rating SET value = 1 WHERE ballot_id IN (SELECT id FROM cases_ballot WHERE round_id = %s)",
    "empty value": "UPDATE cases_rating SET value = NULL WHERE ballot_id IN (SELECT id FROM cases_ballot WHERE round_id = %s)",
    "version": "UPDATE cases_rating SET option_version = 7 WHERE ballot_id IN (SELECT id FROM cases_ballot WHERE round_id = %s)",
    "counted": "UPDATE cases_ballot SET counted_at = NULL WHERE round_id = %s",
    "ballot": "INSERT INTO cases_ballot (round_id, seat_id, begun_at) "
    "SELECT round_id, seat_id, begun_at FROM cases_ballot b WHERE b.round_id = %s",
    "record": "UPDATE cases_round SET record = '{}' WHERE id = %s",
    "hash": "UPDATE cases_round SET record_hash = 'x' WHERE id = %s",
    "eligible": "UPDATE cases_round SET eligible = 99 WHERE id = %s",
    "number": "UPDATE cases_round SET number = 7 WHERE id = %s",
    "reopened": "UPDATE cases_round SET closed_at = NULL, record = '', record_hash = '', eligible = NULL WHERE id = %s",
}


@pytest.mark.parametrize("way", BY_ORM)
def test_i02_no_call_of_the_orm_changes_a_closed_round(closed, way):
    before = {table: stored()[table] for table in SEALED}

    with pytest.raises(IntegrityError), transaction.atomic():
        BY_ORM[way](closed)

    assert {table: stored()[table] for table in SEALED} == before


@pytest.mark.parametrize("way", BY_SQL)
def test_i02_no_statement_of_sql_changes_a_closed_round(closed, way):
    with pytest.raises(IntegrityError, match="round is closed"), transaction.atomic():
        sql(BY_SQL[way], closed.pk)


def test_i02_no_verb_changes_a_closed_round(closed, rated, nine, amara):
    before = {table: stored()[table] for table in SEALED}

    for attempt in (
        lambda: Ballot.fill(closed, answers=answers_of(rated, (9,)), by=nine[1], submit=True),
        lambda: closed.extend(by=amara),
        lambda: closed.close(by=amara),
        lambda: rated.seats.get(membership=nine[1]).exclude(reason=None, by=amara),
    ):
        with pytest.raises((PermissionDenied, TypeError)):
            attempt()
    assert closed.close() is closed.remind() is False

    assert {table: stored()[table] for table in SEALED} == before


@pytest.mark.parametrize("who", ["amara", "bose", "admin", "chen"])
def test_i02_nothing_that_anybody_sends_to_any_address_changes_a_rating_or_a_result_of_a_closed_round(rated, closed, who, request, as_user):
    """Owner, panel member, admin and moderator send a ballot, and every field of it, to every URL of the program."""
    client, case = as_user(request.getfixturevalue(who)), rated.case
    places = {"circle": case.circle.slug, "case": case.pk, "decision": rated.pk, "round": 1}
    places |= {"option": rated.options.first().pk, "seat": rated.seats.first().pk}
    form = {f"value-{number}": "1" for number in range(1, 9)} | {"action": "submit", "reason": "It is so.", "conflict": "none"}
    form |= {"value": "1", "counts": "9", "record": "{}", "hours": "5", "setting": "round_hours", "sure": "on", "statement": "Wait."}
    before, answered = {table: stored()[table] for table in SEALED}, []
    for name, path in everybody.urls([places]):
        if name == "account_logout":
            continue
        for headers in ({}, {"accept": "application/json"}):
            with pytest.raises(Rollback), transaction.atomic():
                answered.append((name, client.post(path, form, headers=headers).status_code))
                now = {table: stored()[table] for table in SEALED}
                # The owner may open the next round by the same request: the closed one is what it was.
                assert [row for row in now["cases_round"] if row["id"] == closed.pk] == before["cases_round"], path
                assert now["cases_rating"] == before["cases_rating"] and now["cases_ballot"] == before["cases_ballot"], path
                raise Rollback
    assert len(answered) > 150
    assert ("ballot", 403) in answered
    assert ("ballot", 302) not in answered


@pytest.mark.parametrize("what", ["a rating", "a ballot"])
def test_i02_a_row_that_is_deleted_from_a_closed_round_is_missed_when_it_is_computed_again(closed, what):
    """The database lets rows go, or no case could ever be deleted: the seal tells of one that went alone."""
    ballot = closed.ballots.order_by("pk").last()
    assert consensus.record_of(closed.question()).sha256 == closed.record_hash

    ballot.ratings.all().delete() if what == "a ballot" else ballot.ratings.order_by("option__position")[2].delete()
    if what == "a ballot":
        ballot.delete()

    assert consensus.record_of(closed.question()).sha256 != closed.record_hash
