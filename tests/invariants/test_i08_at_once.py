"""I8: one ballot per seat and round whatever is sent twice, from two tabs or at once; fifty at once lose and repeat nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.ledger import LedgerEntry
from cases.models import Ballot, Rating
from tests.cases.decisions.conftest import NAMES, run_out, vote
from tests.conftest import join
from tests.invariants import crowd

ROOT = Path(__file__).parents[2]
PEOPLE = 40  # with those who edit, extend, recuse, leave and close: 51 threads
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="a SQLite in memory has no second connection: a file is tested"
)


@pytest.fixture
def ballot_url(rated, case):
    return reverse("ballot", kwargs={"circle": case.circle.slug, "case": case.pk, "round": 1})


def form(decision, value, action="submit"):
    """Every field of the ballot as a browser without scripts sends it."""
    values = {f"value-{option.position}": value for option in decision.options.standing()}
    return values | {f"rationale-{option.position}": "" for option in decision.options.standing()} | {"action": action}


def test_i08_a_ballot_submitted_twice_is_one_ballot_with_what_was_sent_last(rated, as_user, bose, ballot_url):
    client = as_user(bose)
    for value in ("8", "8", "3"):
        assert client.post(ballot_url, form(rated, value)).status_code == 302

    ballot = rated.last_round.ballots.get()
    assert list(ballot.ratings.values_list("value", flat=True)) == [3] * 5
    assert rated.last_round.participation() == (1, 9)
    assert LedgerEntry.objects.filter(event="ballot.submitted").count() == 1


def test_i08_two_tabs_and_two_devices_fill_in_one_ballot(rated, as_user, bose, ballot_url):
    """A tab that was opened before the other one submitted replaces its answers and takes nothing back from the submission."""
    one, other = as_user(bose), as_user(bose)
    for client in (one, other):
        assert client.get(ballot_url).status_code == 200
    assert one.post(ballot_url, form(rated, "8")).status_code == 302
    assert other.post(ballot_url, form(rated, "2", action="save")).status_code == 302
    one.post(ballot_url, {"value-3": "9", "action": "save"}, headers={"accept": "application/json"})

    ballot = rated.last_round.ballots.get()
    assert ballot.submitted_at is not None
    assert list(ballot.ratings.order_by("option__position").values_list("value", flat=True)) == [2, 2, 9, 2, 2]
    assert rated.last_round.participation() == (1, 9)


def test_i08_the_database_holds_one_ballot_per_seat_and_round_and_one_rating_per_option(rated, bose):
    first, second = vote(rated, bose, 5), vote(rated, bose, 9)
    assert first.pk == second.pk
    rating = first.ratings.first()

    for twice in (
        lambda: rated.last_round.ballots.create(seat=first.seat),
        lambda: Ballot.unscoped.bulk_create([Ballot(round=rated.last_round, seat=first.seat)]),
        lambda: first.ratings.create(option=rating.option, value=1),
        lambda: Rating.unscoped.bulk_create([Rating(ballot=first, option=rating.option, value=1)]),
        lambda: rated.seats.create(membership=bose, pseudonym="another"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            twice()


def test_i08_a_ballot_is_filled_in_by_its_own_seat_alone(rated, nine, admin, chen, as_user, ballot_url):
    """Nobody who has no seat has a ballot, and no parameter says for whom one is."""
    vote(rated, nine[1], 8)
    forged = form(rated, "1") | {"seat": rated.seats.get(membership=nine[1]).pk, "membership": nine[1].pk}
    for member in (admin, chen):
        assert as_user(member).post(ballot_url, forged).status_code == 403
    assert as_user(nine[2]).post(ballot_url, forged).status_code == 302

    values = {ballot.seat.membership_id: set(ballot.ratings.values_list("value", flat=True)) for ballot in Ballot.unscoped.all()}
    assert values == {nine[1].pk: {8}, nine[2].pk: {1}}


def test_i08_a_round_that_is_held_again_has_a_ballot_of_its_own(rated, nine, amara, clean):
    old = vote(rated, nine[1], 8)
    rated.new_facts(reason=clean("A second syncope on day 9."), by=amara)
    assert rated.last_round.participation() == (0, 9)

    fresh = vote(rated, nine[1], 2)

    assert fresh.pk != old.pk
    with pytest.raises(PermissionDenied):
        Ballot.fill(old.round, answers=[], by=nine[1])
    run_out(rated.last_round)
    rated.last_round.close()
    old.refresh_from_db()
    assert (old.counted_at, rated.rounds.held().get().result["submitted"]) == (None, 1)


# --- At once ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_i08_on_a_sqlite_file_a_crowd_loses_nothing_and_is_counted_once(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "VAR_DIR")}
    program = [sys.executable, "-m", "tests.invariants.crowd", str(tmp_path / "crowd.sqlite3"), "8"]
    run = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200)

    assert run.returncode == 0, run.stderr[-2000:]
    assert json.loads(run.stdout) == {"tabs": {"accepted": 8, "ballots": 1, "one of them": True}, "threads": 19, "wrong": []}


@pytest.fixture
def fifty(circle):
    return [join(circle, f"{NAMES[number % 9]}{number}") for number in range(PEOPLE)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_i08_on_postgresql_twenty_tabs_at_once_are_one_ballot(rated, bose):
    accepted, stored = crowd.one_member_at_once(rated, bose, 20)

    assert len(accepted) == 20
    assert stored in [[[value] * 5] for value in accepted]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_i08_on_postgresql_fifty_at_once_lose_nothing_and_are_counted_once(circle, fifty, clean):
    decision, other = crowd.settle(circle, fifty[0], fifty, clean)

    accepted = crowd.crowd(decision, other, fifty, fifty[0], clean)

    assert accepted["threads"] >= 50
    assert crowd.findings(decision, other, accepted) == []
