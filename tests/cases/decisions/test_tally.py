"""The circle's page: how decisions went, in numbers that point at nobody."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Decision, Outcome, Round
from cases.models.tally import FEWEST, tally_of, withheld
from tests.conftest import a_case

RECORD = '{"outcome": "%s", "submitted": %d, "eligible": 9, "options": {}}'


@pytest.fixture
def past(amara):
    """Makes a decision of a case of its own that took `days`, with its last round's outcome, and what became of it."""

    def made(ending="consensus_single", *, days=4, submitted=8, withdrawn=False, **outcome):
        now = timezone.now()
        decision = Decision.unscoped.create(
            case=a_case(amara), question="Which first?", opened_by=amara, opened_at=now - timedelta(days=days), proposals_close_at=now,
            frozen_at=now, settings={"profile": "ram_strict"},
        )  # fmt: skip
        if withdrawn:
            Decision.unscoped.filter(pk=decision.pk).update(withdrawn_at=now, withdrawn_reason="No longer needed.")
            return decision
        sealed = {"closed_at": now, "eligible": 9, "record": RECORD % (ending, submitted), "record_hash": "0" * 64}
        Round.unscoped.create(decision=decision, number=1, closes_at=now, **sealed)
        Decision.unscoped.filter(pk=decision.pk).update(concluded_at=now, statement="So be it.", concluded_by=amara)
        plan = {} if "unknowable" in outcome else {"follow_up_on": timezone.localdate() + timedelta(days=9)}
        told = {"recorded_at": now, "recorded_by": amara, "happened": "Well.", "because": "So."} if "done" in outcome else {}
        Outcome.unscoped.create(decision=decision, **{**plan, **told, **outcome})
        return decision

    return made


@pytest.fixture
def page(as_user, bose, circle):
    return lambda: as_user(bose).get(reverse("circle-decisions", kwargs={"circle": circle.slug})).text


def test_a_circle_counts_how_its_decisions_ended(circle, past):
    for ending in ("consensus_single", "consensus_preferred", "consensus_against_all", "no_consensus", "no_quorum"):
        past(ending)
    for _ in range(3):
        past(withdrawn=True)

    tally = tally_of(circle)

    assert (tally.concluded, tally.withdrawn) == (5, 3)
    assert tally.endings == {"agreed": 3, "no_consensus": 1, "no_quorum": 1}


@pytest.mark.parametrize(("took", "days"), [((2, 4), None), ((2, 4, 9), 4), ((2, 4, 5, 9), 4.5)])
def test_the_days_are_a_median_of_three_or_more(circle, past, took, days):
    for each in took:
        past(days=each)

    assert tally_of(circle).days == days


def test_a_response_rate_stands_on_five_decisions(circle, past, page):
    for submitted in (9, 9, 6, 6):
        past(submitted=submitted)
    assert tally_of(circle).response is None
    assert "told from 5 concluded decisions on" in page()

    past(submitted=9)

    assert tally_of(circle).response == (39, 45, 5)
    assert "87 %" in page()


def test_fewer_than_three_withdrawals_are_not_told(circle, past, page):
    past()
    past(withdrawn=True)
    past(withdrawn=True)

    assert tally_of(circle).withdrawn is None
    assert "fewer than 3" in page()


def test_what_owners_told_is_counted_and_what_a_later_conclusion_replaced_is_not(circle, past):
    for done in ("as_advised",) * 4 + ("changed",) * 3:
        past(done=done)
    for _ in range(3):
        past(follow_up_on=timezone.localdate() - timedelta(days=1))
        past(unknowable="elsewhere")
    replaced = past(done="not_possible")
    Decision.unscoped.filter(pk=past(done="as_advised").pk).update(supersedes=replaced)

    tally = tally_of(circle)

    assert tally.outcomes == {"recorded": 8, "awaited": 0, "missing": 3, "unknowable": 3}
    assert tally.actions == {"as_advised": 5, "changed": 3, "not_possible": 0}


def test_one_owner_who_told_nothing_is_not_pointed_at(past, page):
    for _ in range(6):
        past(done="as_advised")
    past(follow_up_on=timezone.localdate() - timedelta(days=1))

    assert "<dt>Missing</dt><dd>1<" not in page().replace("\n", "")
    assert page().count("not told: too few") == 4  # all of them: by the others it could be worked out


@pytest.mark.parametrize("codes", ["abc", "abcd"])
@pytest.mark.parametrize("total", range(12))
def test_no_number_of_one_or_two_can_be_worked_out(total, codes):
    """Against a reader who knows the rule and the total: two divisions of it that look alike always differ in every withheld number."""
    seen = {}
    for counts in product(range(total + 1), repeat=len(codes)):
        if sum(counts) == total:
            seen.setdefault(tuple(withheld(dict(zip(codes, counts, strict=True)), codes).values()), []).append(counts)

    for shown, possible in seen.items():
        for place in range(len(codes)):
            values = {counts[place] for counts in possible}
            assert len(values) > 1 or values.isdisjoint(range(1, FEWEST)), (shown, possible)


def test_a_hidden_case_a_draft_and_another_circle_count_nowhere(circle, past, dahl):
    hidden, draft = past().case, past().case
    type(hidden).unscoped.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    type(draft).unscoped.filter(pk=draft.pk).update(posted_at=None)
    past()

    assert tally_of(circle).concluded == 1
    assert tally_of(dahl.circle).concluded == 0


def test_everyone_reads_the_same_numbers(past, as_user, amara, bose, circle):
    past(done="as_advised")
    hidden = past().case
    type(hidden).unscoped.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    path = reverse("circle-decisions", kwargs={"circle": circle.slug})

    author, member = (as_user(person).get(path).text.split("<main")[1] for person in (amara, bose))

    assert author == member


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_costs_the_same_however_many_decisions(past, as_user, bose, circle, count, django_assert_max_num_queries):
    for _ in range(count):
        past()
    client, path = as_user(bose), reverse("circle-decisions", kwargs={"circle": circle.slug})

    client.get(path)  # the session is refreshed once

    with django_assert_max_num_queries(3 + 2):  # session, user, membership; decisions, rounds
        client.get(path)
