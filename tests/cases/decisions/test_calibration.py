"""A member's private page: their own ratings beside what the panel said and what happened, and nobody else's."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Decision, Outcome, Round
from tests.cases.decisions.conftest import FOR_FIRST, run_out, vote_all
from tests.conftest import a_case


@pytest.fixture
def told(concluded, amara, clean):
    concluded.outcome.record(done="changed", because=clean("She declined."), happened=clean("No further syncope by day 60."), by=amara)
    return concluded.outcome


@pytest.fixture
def looking(as_user, circle):
    return lambda member: as_user(member).get(reverse("calibration", kwargs={"circle": circle.slug}))


def test_calibration_compares_the_own_third_with_the_panels(told, looking, nine):
    """Five options with counted medians 5, 3, 8, 4 and 6: the ninth seat is outside the panel's third once, at the third option."""
    page = looking(nine[8]).text

    assert "4 of 5 ratings of yours lay in the same third" in page
    assert "no: you 1–3, panel 7–9" in page
    assert "From 1 decision with a recorded outcome" in page
    assert "no measure of skill" in page


def test_calibration_is_each_members_own(told, looking, nine, bose, chen):
    mine, theirs, none = looking(bose).text, looking(nine[8]).text, looking(chen).text

    assert "5 of 5 ratings of yours" in mine
    assert "no: you" not in mine
    assert "4 of 5 ratings of yours" in theirs
    assert "Nothing to look back on yet" in none
    assert not any(name in page for page in (mine, theirs) for name in ("Dr Kaya", "Dr Lund", "Dr Novak"))


def test_no_address_leads_to_the_calibration_of_another(told, as_user, bose, nine, circle):
    path = reverse("calibration", kwargs={"circle": circle.slug})

    for wish in (f"?membership={nine[8].pk}", f"?seat={nine[8].pk}", f"?user={nine[8].user_id}"):
        assert "5 of 5 ratings of yours" in as_user(bose).get(path + wish).text
    assert as_user(bose).get(f"{path}{nine[8].pk}/").status_code == 404


def test_calibration_knows_nothing_without_an_outcome(concluded, looking, bose):
    assert "Nothing to look back on yet" in looking(bose).text


def test_calibration_leaves_out_an_earlier_round(rated, nine, amara, looking, clean):
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)
    vote_all(rated, nine[:8], FOR_FIRST[:8])
    run_out(rated.last_round)
    rated.last_round.close()
    rated.conclude(statement=clean("Implant."), strength="strong", by=amara)
    rated.outcome.record(done="as_advised", happened=clean("Well."), by=amara)

    assert "5 of 5 ratings of yours" in looking(nine[7]).text
    assert "Nothing to look back on yet" in looking(nine[8]).text


def test_calibration_leaves_out_a_seat_that_recused(told, looking, nine):
    told.decision.seats.filter(membership=nine[8]).update(conflict="recused")

    assert "Nothing to look back on yet" in looking(nine[8]).text


def test_calibration_leaves_out_a_hidden_case(told, looking, bose, case):
    type(case).unscoped.filter(pk=case.pk).update(hidden_at=timezone.now())

    assert "Nothing to look back on yet" in looking(bose).text


SEALED = ("eligible", "record", "record_hash", "next_step", "closed_at", "feedback_until")


def told_again(told, author):
    """The same decision once more, on a case of its own: rows as the verbs left them."""
    decision, of = told.decision, {}
    again = Decision.unscoped.get(pk=decision.pk)
    again.pk, again.case = uuid.uuid4(), a_case(author)
    again.save(force_insert=True)
    for row in (*decision.options.all(), *decision.seats.all()):
        of[row.pk], row.pk, row.decision = row, uuid.uuid4(), again
        row.save(force_insert=True)
    for round in decision.held_rounds:
        ballots = [(ballot, list(ballot.ratings.all())) for ballot in round.ballots.all()]
        sealed = {name: getattr(round, name) for name in SEALED}
        blank = {name: Round._meta.get_field(name).get_default() for name in SEALED}
        held = Round.unscoped.create(decision=again, number=round.number, closes_at=round.closes_at, **blank)
        for ballot, ratings in ballots:
            ballot.pk, ballot.round, ballot.seat = None, held, of[ballot.seat_id]
            ballot.save(force_insert=True)
            for rating in ratings:
                rating.pk, rating.ballot, rating.option = None, ballot, of[rating.option_id]
                rating.save(force_insert=True)
        Round.unscoped.filter(pk=held.pk).update(**sealed)
    row = Outcome.unscoped.get(pk=told.pk)
    row.pk, row.decision = None, again
    row.save(force_insert=True)


@pytest.mark.parametrize("more", [0, 3])
def test_calibration_costs_the_same_however_many_decisions(told, amara, as_user, bose, looking, more, django_assert_max_num_queries):
    for _copy in range(more):
        told_again(told, amara)
    client, path = as_user(bose), reverse("calibration", kwargs={"circle": "cardio"})
    client.get(path)  # the session is refreshed once

    with django_assert_max_num_queries(3 + 3):  # session, user, membership; ballots, ratings, options
        page = client.get(path)

    assert f"{5 * (1 + more)} of {5 * (1 + more)} ratings of yours" in page.text
