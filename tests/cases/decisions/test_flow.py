"""A decision from its opening to its end: states, and who may do what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.ledger import LedgerEntry, problems
from cases.models import Ballot, Decision, Notification
from cases.tasks import turn_rounds
from tests.cases.decisions.conftest import FOR_FIRST, TITLES, run_out, vote, vote_all


def test_opening_adds_the_two_standing_options_in_the_language_of_the_circle(case, circle, amara, clean):
    circle.language = "en"
    decision = Decision.open(case=case, question=clean("Which treatment first?"), by=amara)

    assert [option.title for option in decision.options.standing()] == ["Watchful waiting", "Not enough information: further work-up"]
    assert decision.stage == "proposals"
    assert decision.proposals_close_at > timezone.now() + timedelta(hours=47)


def test_only_the_author_opens_and_only_on_an_open_case(case, draft, amara, bose, admin, clean):
    for member in (bose, admin):
        with pytest.raises(PermissionDenied):
            Decision.open(case=case, question=clean("Which?"), by=member)
    with pytest.raises(PermissionDenied):
        Decision.open(case=draft, question=clean("Which?"), by=amara)


def test_a_second_decision_waits_until_the_first_has_ended(proposed, case, amara, clean):
    with pytest.raises(PermissionDenied):
        Decision.open(case=case, question=clean("And then?"), by=amara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.unscoped.create(case=case, question="x", opened_by=amara, proposals_close_at=timezone.now())

    proposed.withdraw(reason=clean("The patient chose already."), by=amara)

    assert Decision.open(case=case, question=clean("And then?"), by=amara).supersedes is None


def test_words_that_were_not_cleaned_are_refused(proposed, case, amara, clean):
    with pytest.raises(TypeError):
        proposed.propose(title="Ablation", details=clean(""), by=amara)
    with pytest.raises(TypeError):
        proposed.withdraw(reason="because", by=amara)


def test_members_propose_until_the_time_is_over_and_the_owner_until_the_freeze(proposed, amara, bose, clean):
    proposed.propose(title=clean("Mavacamten"), details=clean("Echo every 4 weeks."), by=bose)
    Decision.unscoped.filter(pk=proposed.pk).update(proposals_close_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(PermissionDenied):
        proposed.propose(title=clean("Disopyramide"), details=clean(""), by=bose)
    proposed.propose(title=clean("Disopyramide"), details=clean(""), by=amara)

    assert proposed.options.standing().count() == 7


def test_there_are_at_most_eight_options_and_no_twins(proposed, amara, clean):
    with pytest.raises(ValidationError):
        proposed.propose(title=clean(TITLES[0].upper()), details=clean(""), by=amara)
    for title in ("Mavacamten", "Disopyramide", "Verapamil"):
        proposed.propose(title=clean(title), details=clean(""), by=amara)

    with pytest.raises(ValidationError):
        proposed.propose(title=clean("A ninth treatment"), details=clean(""), by=amara)


def test_an_option_is_edited_by_its_proposer_alone_and_a_clinical_edit_is_a_new_version(proposed, amara, bose, clean):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), by=bose)
    with pytest.raises(PermissionDenied):
        option.edit(title=clean("Mavacamten 10 mg"), details=clean("Daily."), by=amara)

    option.edit(title=clean("Mavacamten 2.5 mg"), details=clean("Daily."), by=bose)
    assert option.version == 2
    option.edit(title=clean("Mavacamten 2.5 mg"), details=clean("Once daily."), wording_only=True, by=bose)
    assert option.version == 2
    option.edit(title=clean("Mavacamten 2.5 mg"), details=clean("Once daily."), by=bose)
    assert option.version == 2


def test_dropping_an_option_needs_a_reason_and_the_standing_ones_the_owner(proposed, amara, bose, clean):
    waiting = proposed.options.get(standing="waiting")
    with pytest.raises(PermissionDenied):
        waiting.drop(reason=clean("Too dangerous."), by=bose)
    with pytest.raises(ValidationError):
        waiting.drop(reason=clean("  "), by=amara)
    waiting.drop(reason=clean("Too dangerous."), by=amara)

    assert waiting not in proposed.options.standing()
    assert proposed.options.dropped().get().dropped_reason == "Too dangerous."


def test_freezing_needs_two_options(case, amara, nine, clean):
    decision = Decision.open(case=case, question=clean("Which?"), by=amara)
    decision.options.get(standing="waiting").drop(reason=clean("Too dangerous."), by=amara)

    with pytest.raises(ValidationError):
        decision.freeze(panel=nine, by=amara)


def test_i04_settings_and_options_are_locked_at_the_freeze(frozen, circle, amara, bose, clean):
    circle.round_hours, circle.profile = 1, "delphi_80"
    circle.save()
    option = frozen.options.standing().last()

    frozen.advance(by=amara)

    assert frozen.settings["round_hours"] == 72
    assert frozen.settings["profile"] == "ram_strict"
    assert frozen.settings["percentile_type"] == 7
    assert frozen.last_round.closes_at > timezone.now() + timedelta(hours=71)
    for change in (
        lambda: option.edit(title=clean("Other"), details=clean(""), by=amara),
        lambda: option.drop(reason=clean("Because."), by=amara),
        lambda: frozen.propose(title=clean("Other"), details=clean(""), by=amara),
        lambda: frozen.freeze(panel=[bose], by=amara),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_members_of_other_circles_and_former_members_are_never_seated(proposed, amara, bose, dahl, edith):
    proposed.freeze(panel=[amara, bose, dahl, edith], by=amara)

    assert {seat.membership for seat in proposed.seats.all()} == {amara, bose}


def test_pseudonyms_are_drawn_anew_for_each_decision(frozen):
    numbers = [seat.pseudonym for seat in frozen.seats.order_by("membership_id")]

    assert sorted(numbers, key=int) == [str(number) for number in range(1, 10)]


def test_a_seat_rates_only_after_it_declared(frozen, amara, bose, clean):
    frozen.advance(by=amara)
    with pytest.raises(PermissionDenied):
        vote(frozen, bose, 5)

    frozen.seats.get(membership=bose).declare("declared", interest=clean("Speaker fees from a maker of devices."), by=bose)

    assert vote(frozen, bose, 5).submitted_at is not None


def test_a_declared_interest_is_stated_and_only_by_the_seats_own_member(frozen, amara, bose):
    seat = frozen.seats.get(membership=bose)

    with pytest.raises(ValidationError):
        seat.declare("declared", by=bose)
    with pytest.raises(PermissionDenied):
        seat.declare("none", by=amara)


def test_the_owner_excludes_with_a_reason_until_a_result_was_shown(rated, nine, amara, bose, clean):
    seat = rated.seats.get(membership=bose)
    with pytest.raises(PermissionDenied):
        seat.exclude(reason=clean("Took part in the operation."), by=bose)
    seat.exclude(reason=clean("Took part in the operation."), by=amara)
    assert rated.last_round.participation() == (0, 8)

    run_out(rated.last_round)
    rated.last_round.close()
    with pytest.raises(PermissionDenied):
        rated.seats.get(membership=nine[3]).exclude(reason=clean("Disagrees with me."), by=amara)


def test_a_ballot_is_submitted_only_when_every_option_has_an_answer(rated, bose):
    from tests.cases.decisions.conftest import answers_of

    some = answers_of(rated, (5,))[:3]
    with pytest.raises(ValidationError):
        Ballot.fill(rated.last_round, answers=some, by=bose, submit=True)
    Ballot.fill(rated.last_round, answers=some, by=bose)
    assert rated.last_round.participation() == (0, 9)

    Ballot.fill(rated.last_round, answers=answers_of(rated, (5, None)), by=bose, submit=True)
    assert rated.last_round.participation() == (1, 9)


def test_ratings_outside_the_scale_are_refused(rated, bose):
    for value in (0, 10, -1):
        with pytest.raises(ValidationError):
            vote(rated, bose, value)


def test_who_has_no_seat_has_no_ballot(rated, circle, chen, admin, dahl):
    for outsider in (chen, admin, dahl):
        with pytest.raises(PermissionDenied):
            vote(rated, outsider, 5)


def test_an_option_of_another_decision_is_refused(rated, bose, amara, clean):
    from cases.models import Answer
    from tests.conftest import a_case

    other = Decision.open(case=a_case(amara), question=clean("Another?"), by=amara)

    with pytest.raises(PermissionDenied):
        Ballot.fill(rated.last_round, answers=[Answer(other.options.first(), 9)], by=bose)


def test_the_owner_closes_early_only_when_everyone_has_submitted(rated, nine, amara):
    for member in nine[:8]:
        vote(rated, member, 5)
    with pytest.raises(PermissionDenied):
        rated.last_round.close(by=amara)

    vote(rated, nine[8], 5)
    with pytest.raises(PermissionDenied):
        rated.last_round.close(by=nine[8])
    rated.last_round.close(by=amara)

    assert rated.last_round.closed_at is not None


def test_the_clock_closes_a_round_once_and_opens_the_next_after_the_feedback(rated, nine):
    vote_all(rated, nine, FOR_FIRST)
    assert turn_rounds() == 0
    assert rated.last_round.close() is False
    run_out(rated.last_round)

    assert turn_rounds() == 1
    assert turn_rounds() == 0
    closed = rated.rounds.get()
    assert (closed.next_step, closed.result["submitted"]) == ("next_round", 9)

    type(closed).unscoped.update(feedback_until=timezone.now())
    assert turn_rounds() == 1
    assert turn_rounds() == 0
    assert [round.number for round in rated.rounds.held()] == [1, 2]


def test_nothing_is_taken_after_the_deadline_even_before_the_clock_has_closed(rated, bose):
    run_out(rated.last_round)

    with pytest.raises(PermissionDenied):
        vote(rated, bose, 5)


def test_a_round_is_extended_once(rated, amara, bose):
    round = rated.last_round
    before = round.closes_at
    with pytest.raises(PermissionDenied):
        round.extend(by=bose)
    round.extend(by=amara)

    assert round.closes_at == before + timedelta(hours=24)
    with pytest.raises(PermissionDenied):
        round.extend(by=amara)


def test_two_rounds_are_always_held_and_then_the_owner_concludes(rated, nine, amara, clean):
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    assert rated.stage == "feedback"
    with pytest.raises(PermissionDenied):
        rated.conclude(statement=clean("Implant."), strength="strong", by=amara)

    rated.advance(by=amara)
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    assert (rated.stage, rated.last_round.outcome) == ("decided", "consensus_single")
    with pytest.raises(PermissionDenied):
        rated.advance(by=amara)
    with pytest.raises(PermissionDenied):
        rated.conclude(statement=clean("Implant."), strength="strong", by=nine[1])
    with pytest.raises(ValidationError):
        rated.conclude(statement=clean("Implant."), by=amara)
    rated.conclude(statement=clean("Implant."), strength="conditional", by=amara)

    assert rated.stage == "concluded"


def test_no_consensus_is_concluded_without_a_strength(rated, nine, amara, clean):
    for number in (1, 2):
        vote_all(rated, nine, [(5,)] * 9)
        rated.last_round.close(by=amara)
        if number == 1:
            rated.advance(by=amara)
    assert rated.last_round.outcome == "no_consensus"

    with pytest.raises(ValidationError):
        rated.conclude(statement=clean("We do not know."), strength="strong", by=amara)
    rated.conclude(statement=clean("We do not know."), by=amara)

    assert rated.stage == "concluded"


def test_a_third_round_comes_only_while_ratings_move_and_there_is_no_fourth(rated, nine, amara):
    for number, rows in enumerate(([(2,)] * 5 + [(8,)] * 4, [(8,)] * 4 + [(2,)] * 5, [(2,)] * 5 + [(8,)] * 4), 1):
        vote_all(rated, nine, rows)
        rated.last_round.close(by=amara)
        if number < 3:
            assert rated.stage == "feedback"
            rated.advance(by=amara)

    assert (rated.stage, rated.last_round.next_step) == ("decided", "conclude_unstable")
    with pytest.raises(PermissionDenied):
        rated.advance(by=amara)


def test_a_concluded_decision_is_never_edited_and_a_new_one_supersedes_it(concluded, case, amara, clean):
    for change in (
        lambda: concluded.conclude(statement=clean("Other."), strength="strong", by=amara),
        lambda: concluded.withdraw(reason=clean("Changed my mind."), by=amara),
        lambda: concluded.advance(by=amara),
    ):
        with pytest.raises(PermissionDenied):
            change()

    assert Decision.open(case=case, question=clean("And now?"), by=amara).supersedes == concluded


def test_withdrawing_voids_the_open_round_and_takes_no_more_ballots(rated, amara, bose, clean):
    round = rated.last_round
    with pytest.raises(PermissionDenied):
        rated.withdraw(reason=clean("No longer needed."), by=bose)
    rated.withdraw(reason=clean("No longer needed."), by=amara)

    assert rated.stage == "withdrawn"
    with pytest.raises(PermissionDenied):
        Ballot.fill(round, answers=[], by=bose)
    run_out(round)
    assert turn_rounds() == 0


def test_an_admin_takes_over_when_the_author_has_left(rated, amara, admin, bose, clean):
    assert not rated.owned_by(admin)
    amara.ended_at = timezone.now()
    amara.save(update_fields=["ended_at"])
    rated.refresh_from_db()

    assert rated.owned_by(admin)
    assert not rated.owned_by(bose)


def test_an_admin_puts_the_question_anew_once_the_author_has_left_and_nobody_else_does(
    concluded, nine, case, amara, admin, chen, bose, dahl, as_user, clean
):
    """A conflict declared after the conclusion asks its owner to supersede it: somebody has to be able to."""
    url = reverse("decision-new", kwargs=case_of(case))
    assert not Decision.openable_by(admin, case)
    assert as_user(admin).get(url).status_code == as_user(admin).post(url, {"question": "And now?"}).status_code == 403

    amara.leave(by=amara)
    case.refresh_from_db()

    for member in (bose, chen, dahl, amara):
        assert not Decision.openable_by(member, case)
        with pytest.raises(PermissionDenied):
            Decision.open(case=case, question=clean("And now?"), by=member)
    assert "Decide anew" in as_user(admin).get(reverse("decision", kwargs=case_of(case))).content.decode()
    assert as_user(admin).post(url, {"question": "And now?"}).status_code == 302
    fresh = case.decisions.newest_first().first()
    assert (fresh.supersedes, fresh.opened_by, fresh.stage) == (concluded, admin, "proposals")
    fresh.propose(title=clean("Septal ablation"), details=clean(""), by=admin)
    fresh.freeze(panel=[*nine[1:], admin], by=admin)
    assert fresh.stage == "frozen"


def test_an_admin_whose_role_or_membership_has_ended_meanwhile_opens_nothing(concluded, case, amara, admin, clean):
    amara.leave(by=amara)
    case.refresh_from_db()
    for change in ({"role": "member"}, {"role": "admin", "ended_at": timezone.now()}):
        type(admin).unscoped.filter(pk=admin.pk).update(**change)  # `admin` in memory knows nothing of it
        with pytest.raises(PermissionDenied):
            Decision.open(case=case, question=clean("And now?"), by=admin)


def case_of(case):
    return {"circle": case.circle.slug, "case": case.pk}


def test_a_closed_case_takes_no_ballots(rated, case, amara, bose):
    case.close(by=amara)

    with pytest.raises(PermissionDenied):
        vote(rated, bose, 5)


def test_everyone_concerned_is_told_and_the_ledger_holds_every_step_without_a_value(concluded, circle, bose, nine):
    kinds = list(Notification.unscoped.filter(membership=bose, anchor="decision").order_by("id").values_list("kind", flat=True))
    events = list(LedgerEntry.objects.filter(chain=f"circle:{circle.pk}").order_by("seq").values_list("event", flat=True))

    assert kinds == ["decision", "decision", "round", "round", "round", "round", "conclusion"]
    assert [event for event in events if not event.startswith(("ballot", "seat", "option"))] == [
        "decision.opened",
        "decision.frozen",
        "round.opened",
        "round.closed",
        "round.opened",
        "round.closed",
        "outcome.planned",
        "decision.concluded",
    ]
    assert events.count("ballot.submitted") == 18
    assert all("value" not in entry.facts for entry in LedgerEntry.objects.all())
    assert problems(f"circle:{circle.pk}") == []
