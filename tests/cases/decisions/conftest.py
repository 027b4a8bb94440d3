"""A panel of nine, and decisions brought to each state by the verbs a person uses."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.deid import text
from cases.models import Answer, Ballot, Decision
from cases.words import read
from tests.conftest import join

NAMES = ("Amara", "Bose", "Ito", "Kaya", "Lund", "Mbeki", "Novak", "Perez", "Quist")
TITLES = ("Implantable defibrillator", "Septal reduction", "Bisoprolol 5 mg and review on day 30")


@pytest.fixture(autouse=True)
def one_day():
    """No test here begins in the last half minute of a day: some count days from today, before and after something was done."""
    now = timezone.localtime()
    if (now.hour, now.minute) == (23, 59) and now.second >= 30:
        time.sleep(60 - now.second)


@pytest.fixture
def nine(circle, amara, bose):
    """Nine members, the author first."""
    return [amara, bose, *(join(circle, name) for name in NAMES[2:])]


@pytest.fixture
def proposed(case, amara, nine, clean):
    """A decision in proposals, with three options beside the two standing ones."""
    decision = Decision.open(case=case, question=clean("Which treatment first?"), by=amara)
    for title in TITLES:
        decision.propose(title=clean(title), details=clean("As in the guideline."), by=amara)
    return decision


@pytest.fixture
def frozen(proposed, nine, amara):
    """A panel of nine, of whom nobody has declared."""
    proposed.freeze(panel=nine, by=amara)
    return proposed


@pytest.fixture
def seated(frozen, nine):
    """A panel of nine without conflicts."""
    for member in nine:
        frozen.seats.get(membership=member).declare("none", by=member)
    return frozen


@pytest.fixture
def rated(seated, amara):
    """The first round is open."""
    seated.advance(by=amara)
    return seated


def why_not():
    """The reason that an abstention needs, as clean words."""
    words = "Outside my field."
    return text.clean(words, language="en", read=read(words))


def answers_of(decision, values):
    """One Answer for each option; a shorter row of values is repeated. None abstains, with a reason."""
    given = [(option, values[place % len(values)]) for place, option in enumerate(decision.options.standing())]
    return [Answer(option, value, why_not() if value is None else None) for option, value in given]


def vote(decision, member, *values, submit=True):
    return Ballot.fill(decision.last_round, answers=answers_of(decision, values), by=member, submit=submit)


def vote_all(decision, members, rows):
    """rows: one tuple of values a member."""
    decision.__dict__.pop("held_rounds", None)
    for member, row in zip(members, rows, strict=True):
        vote(decision, member, *row)


def run_out(round):
    """Let the deadline of a round pass."""
    type(round).unscoped.filter(pk=round.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def close_with(decision, members, rows):
    """A round of `rows`, one tuple of values a member, closed by the clock."""
    vote_all(decision, members, rows)
    run_out(decision.last_round)
    decision.last_round.close()
    return decision.last_round


FOR_FIRST = [(5, 3, 8, 4, 6)] * 8 + [(5, 3, 2, 4, 6)]  # the third option, an implantable defibrillator, is FOR by 8 of 9; one opposes


@pytest.fixture
def decided(rated, nine, amara):
    """Two rounds with the same ratings: the third option is appropriate, and the ninth seat opposes it."""
    for number in (1, 2):
        vote_all(rated, nine, FOR_FIRST)
        rated.last_round.close(by=amara)
        if number == 1:
            rated.advance(by=amara)
    return rated


@pytest.fixture
def concluded(decided, amara, clean):
    decided.conclude(statement=clean("Implant a defibrillator."), strength="strong", conditions=clean("Not before day 12."), by=amara)
    return decided
