"""Deadlines and reminders by the worker: at their moment, once, and after any pause of it."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone

from cases.models import Notification
from cases.tasks import deliver_notices, remind_seats, turn_rounds
from tests.cases.decisions.conftest import FOR_FIRST, vote, vote_all


@contextmanager
def later(**delta):
    """The clock shows so much more."""
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(**delta)):
        yield


def reminded():
    """(membership id, ...) of every reminder, in order of people."""
    return sorted(Notification.unscoped.filter(kind="reminder").values_list("membership_id", flat=True))


@pytest.fixture
def some_rated(rated, nine):
    """Three of nine have submitted, a fourth has begun."""
    vote_all(rated, nine[:3], FOR_FIRST[:3])
    vote(rated, nine[3], 5, submit=False)
    return rated


def test_seats_that_have_not_rated_are_reminded_at_half_time_and_a_day_before_the_end(some_rated, nine):
    rest = sorted(member.pk for member in nine[3:])
    for hours, expected in ((35, []), (37, rest), (47, rest), (49, sorted(rest * 2)), (71, sorted(rest * 2))):
        with later(hours=hours):
            remind_seats()
            remind_seats()
            assert reminded() == expected, hours


def test_a_worker_that_slept_through_both_moments_reminds_once(some_rated, nine):
    with later(hours=60):
        assert remind_seats() == 1
        assert remind_seats() == 0

    assert reminded() == sorted(member.pk for member in nine[3:])


def test_who_rates_between_the_reminders_gets_no_second_one(some_rated, nine):
    with later(hours=37):
        remind_seats()
    vote(some_rated, nine[8], 5)
    with later(hours=49):
        remind_seats()

    assert reminded().count(nine[8].pk) == 1


def test_nobody_is_reminded_after_the_deadline_or_of_a_case_that_takes_no_ballots(some_rated, case, amara):
    with later(hours=73):
        assert remind_seats() == 0
    case.close(by=amara)
    with later(hours=40):
        assert remind_seats() == 0
    assert reminded() == []


def test_recused_excluded_and_former_members_are_not_reminded(some_rated, nine, amara, clean):
    some_rated.seats.get(membership=nine[6]).declare("recused", by=nine[6])
    some_rated.seats.get(membership=nine[7]).exclude(reason=clean("Took part in the operation."), by=amara)
    nine[8].ended_at = timezone.now()
    nine[8].save(update_fields=["ended_at"])

    with later(hours=40):
        remind_seats()

    assert reminded() == sorted(member.pk for member in nine[3:6])


def test_an_extended_round_has_a_last_day_again(some_rated, nine, amara):
    with later(hours=49):
        remind_seats()
        some_rated.last_round.extend(by=amara)
        assert remind_seats() == 0
    with later(hours=73):
        assert remind_seats() == 1

    assert reminded().count(nine[8].pk) == 2


def test_a_round_of_a_day_has_one_reminder(proposed, nine, amara):
    proposed.settings = proposed.settings | {"round_hours": 24}
    proposed.save()
    proposed.freeze(panel=nine, by=amara)
    proposed.advance(by=amara)

    for hours, expected in ((1, 0), (13, 1), (23, 0)):
        with later(hours=hours):
            assert remind_seats() == expected, hours


def test_the_mail_of_a_reminder_says_nothing_of_the_case(some_rated, nine):
    with later(hours=37):
        Notification.unscoped.exclude(kind="reminder").delete()
        remind_seats()
        deliver_notices()

    assert {address for message in mail.outbox for address in message.to} == {member.user.email for member in nine[3:]}
    texts = {message.subject + message.body for message in mail.outbox}
    assert len(texts) == 1
    words = (some_rated.question, some_rated.case.title, "round", "rate", "ballot", *(option.title for option in some_rated.options.all()))
    assert not any(word.lower() in text.lower() for text in texts for word in words)


def test_a_worker_that_slept_for_a_month_closes_the_round_and_leaves_the_feedback_its_time(some_rated):
    with later(days=30):
        assert turn_rounds() == 1
        assert turn_rounds() == 0
        assert some_rated.rounds.get().feedback_until == timezone.now() + timedelta(hours=48)
    with later(days=30, hours=47):
        assert turn_rounds() == 0
    with later(days=60):
        assert (turn_rounds(), turn_rounds()) == (1, 0)


def test_a_clock_that_jumps_back_undoes_nothing(rated, nine):
    vote_all(rated, nine, FOR_FIRST)
    with later(hours=73):
        turn_rounds()
    sealed = rated.rounds.get().record_hash

    assert turn_rounds() == 0
    assert rated.rounds.get().record_hash == sealed
    with later(hours=200):
        assert turn_rounds() == 1
    assert [round.number for round in rated.rounds.held()] == [1, 2]


def test_a_worker_killed_within_a_closing_leaves_the_round_open_for_the_next(rated, nine, monkeypatch):
    vote_all(rated, nine, FOR_FIRST)
    honest = type(rated).tell

    def dies(self, kind, memberships):
        raise KeyboardInterrupt

    with later(hours=73):
        monkeypatch.setattr(type(rated), "tell", dies)
        with pytest.raises(KeyboardInterrupt):
            turn_rounds()
        assert rated.rounds.get().closed_at is None
        assert not rated.rounds.get().ballots.filter(counted_at__isnull=False).exists()
        monkeypatch.setattr(type(rated), "tell", honest)
        assert turn_rounds() == 1
    assert rated.rounds.get().result["submitted"] == 9


def test_the_clock_does_not_hold_a_round_that_new_facts_voided(rated, amara, clean):
    rated.new_facts(reason=clean("A second syncope on day 9."), by=amara)
    old, fresh = rated.rounds.order_by("opened_at", "pk")

    with later(hours=73):
        assert turn_rounds() == 1

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.closed_at, old.record, fresh.closed_at is not None) == (None, "", True)
