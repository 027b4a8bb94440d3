"""What comes late to a decision: conflicts after the conclusion, new facts, opinions, deviations from what was locked."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.consensus import CHANGED, UNCHANGED, Question, effect_of
from cases.models import Ballot, Comment, Decision, Notification
from cases.tasks import turn_rounds
from tests.cases.decisions.conftest import FOR_FIRST, answers_of, run_out, vote, vote_all
from tests.conftest import join


def concluded_with(decision, members, rows, amara, clean):
    """Two rounds of `rows`, and a conclusion."""
    for number in (1, 2):
        if number == 2:
            decision.advance(by=amara)
        vote_all(decision, members, rows)
        decision.last_round.close(by=amara)
    decision.conclude(statement=clean("Implant a defibrillator."), strength="strong", by=amara)
    return decision


# --- A conflict after the conclusion ------------------------------------------------------------------------------------------

EDGE = [(5, 3, 8, 4, 6)] * 7 + [(5, 3, 5, 4, 6)] * 2  # 7 of 9 for the third option (78 %); 6 of 8 is 75 %, 5 of 7 is 71 %


def test_i06_a_late_conflict_of_a_seat_that_does_not_matter_leaves_the_result_unchanged(concluded, nine, clean):
    conflict = concluded.conflict_after(by=nine[8])

    assert conflict.effect == UNCHANGED
    concluded.refresh_from_db()
    assert (concluded.late_effect, concluded.stage) == (UNCHANGED, "concluded")


def test_i06_late_conflicts_are_left_out_together_and_a_change_stays(rated, nine, amara, clean):
    decision = concluded_with(rated, nine, EDGE, amara, clean)

    effects = [decision.conflict_after(by=member).effect for member in (nine[1], nine[2], nine[8])]

    assert effects == [UNCHANGED, CHANGED, UNCHANGED]  # 6 of 8, 5 of 7, 5 of 6
    assert decision.late_effect == CHANGED


def test_i06_nothing_of_the_recomputation_is_stored_and_the_sealed_result_stays(rated, nine, amara, clean):
    decision = concluded_with(rated, nine, EDGE, amara, clean)
    before = [(round.record, round.record_hash, round.eligible, round.voided_at) for round in decision.rounds.order_by("pk")]

    for member in nine[1:3]:
        conflict = decision.conflict_after(by=member)

    assert [(round.record, round.record_hash, round.eligible, round.voided_at) for round in decision.rounds.order_by("pk")] == before
    assert {field.name for field in conflict._meta.get_fields()} == {"id", "decision", "seat", "effect", "declared_at"}
    facts = [entry.facts for entry in LedgerEntry.objects.filter(event="decision.late_conflict").order_by("seq")]
    assert facts == [{"effect": UNCHANGED}, {"effect": CHANGED}]


def test_i11_the_ledger_does_not_say_whose_seat_a_late_conflict_was(rated, nine, amara, clean):
    decision = concluded_with(rated, nine, EDGE, amara, clean)
    decision.conflict_after(by=nine[1])

    entry = LedgerEntry.objects.get(event="decision.late_conflict")
    assert entry.actor_id is None
    assert (entry.subject, entry.subject_id) == ("decision", str(decision.pk))


def test_a_changed_result_tells_the_owner_who_supersedes_the_decision(rated, nine, case, amara, clean):
    decision = concluded_with(rated, nine, EDGE, amara, clean)
    told = Notification.unscoped.filter(kind="decision", membership=amara)
    before = told.count()

    decision.conflict_after(by=nine[1])
    assert told.count() == before
    decision.conflict_after(by=nine[2])
    assert told.count() == before + 1

    assert Decision.open(case=case, question=clean("Once more?"), by=amara).supersedes == decision


def test_a_late_conflict_is_declared_once_by_a_seat_that_rates_and_only_after_the_conclusion(decided, nine, chen, amara, clean):
    with pytest.raises(PermissionDenied):
        decided.conflict_after(by=nine[1])
    decided.conclude(statement=clean("Implant."), strength="strong", by=amara)
    with pytest.raises(PermissionDenied):
        decided.conflict_after(by=chen)

    decided.conflict_after(by=nine[1])
    with pytest.raises(PermissionDenied):
        decided.conflict_after(by=nine[1])


def test_a_late_conflict_of_a_seat_that_sent_no_ballot_leaves_the_count_of_eligible_seats(rated, nine, amara, clean):
    rows = [(8, 2, 8, 2, 8)] * 6
    for number in (1, 2):
        if number == 2:
            rated.advance(by=amara)
        vote_all(rated, nine[:6], rows)
        run_out(rated.last_round)
        rated.last_round.close()
    rated.conclude(statement=clean("Implant."), strength="strong", by=amara)

    assert rated.conflict_after(by=nine[8]).effect == UNCHANGED


@pytest.mark.parametrize(
    ("ratings", "eligible", "places", "absent", "effect"),
    [
        ([[8]] * 9, 9, {0}, 0, UNCHANGED),
        ([[8]] * 5, 5, {0}, 0, CHANGED),  # four are too few
        ([[8]] * 7 + [[5]] * 2, 9, {0}, 0, UNCHANGED),
        ([[8]] * 7 + [[5]] * 2, 9, {0, 1}, 0, CHANGED),
        ([[8]] * 7 + [[5]] * 2, 9, {8}, 0, UNCHANGED),
        ([[8]] * 5, 8, set(), 1, CHANGED),  # 5 of 8 are no quorum, 5 of 7 are one
        ([[8]] * 5, None, {4}, 3, CHANGED),
        ([[2]] * 3, 3, {0, 1, 2}, 5, CHANGED),
    ],
)
def test_the_effect_is_a_pure_function_of_the_ballots(ratings, eligible, places, absent, effect):
    question = Question(options=["a"], ratings=ratings, eligible=eligible)

    assert effect_of(question, places, absent=absent) == effect
    assert effect_of(question, set(), absent=0) == UNCHANGED


# --- New facts ------------------------------------------------------------------------------------------------------------------


def test_new_facts_void_the_open_round_and_hold_it_again_with_the_reason(rated, nine, amara, clean):
    vote_all(rated, nine[1:4], FOR_FIRST[:3])
    old = rated.last_round

    fresh = rated.new_facts(reason=clean("A second syncope on day 9."), by=amara)

    old.refresh_from_db()
    assert (old.voided_why, old.voided_reason, old.closed_at) == ("facts", "A second syncope on day 9.", None)
    assert (fresh.number, fresh.participation(), rated.stage) == (1, (0, 9), "round")
    with pytest.raises(PermissionDenied):
        Ballot.fill(old, answers=answers_of(rated, (5,)), by=nine[1])


def test_new_facts_tell_every_seat_but_the_owner(rated, nine, amara, clean):
    Notification.unscoped.all().delete()

    rated.new_facts(reason=clean("A second syncope on day 9."), by=amara)

    assert set(Notification.unscoped.filter(kind="round").values_list("membership_id", flat=True)) == {member.pk for member in nine[1:]}


def test_new_facts_are_the_owners_to_state_with_a_reason_and_leave_a_closed_round_alone(rated, nine, amara, bose, clean):
    with pytest.raises(PermissionDenied):
        rated.new_facts(reason=clean("News."), by=bose)
    with pytest.raises(ValidationError):
        rated.new_facts(reason=clean("  "), by=amara)
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)

    with pytest.raises(PermissionDenied):
        rated.new_facts(reason=clean("News."), by=amara)


def test_new_facts_in_a_second_round_keep_the_first(rated, nine, amara, clean):
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)

    rated.new_facts(reason=clean("News."), by=amara)

    assert [(round.number, round.closed_at is not None) for round in rated.rounds.held()] == [(1, True), (2, False)]


def test_the_database_refuses_new_facts_without_words(rated):
    with pytest.raises(IntegrityError), transaction.atomic():
        rated.rounds.update(voided_at=timezone.now(), voided_why="facts")


def test_each_void_says_why(rated, nine, amara, clean):
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    rated.seats.get(membership=nine[2]).declare("recused", by=nine[2])
    rated.withdraw(reason=clean("No longer needed."), by=amara)

    assert [(round.number, round.voided_why) for round in rated.rounds.voided()] == [(1, "conflict"), (1, "withdrawn")]


# --- Opinions -------------------------------------------------------------------------------------------------------------------


def test_anybody_in_the_circle_gives_an_opinion_that_is_marked_and_in_no_count(rated, chen, clean):
    comment = rated.say(body=clean("I would wait."), by=chen)

    assert (comment.decision, comment.missed_round, comment.case_id) == (rated, None, rated.case_id)
    assert rated.last_round.participation() == (0, 9)


def test_who_missed_a_round_can_say_so_and_who_did_not_cannot(rated, nine, chen, amara, clean):
    with pytest.raises(ValidationError):
        rated.say(body=clean("I was away."), missed=True, by=nine[8])  # it is still open
    vote_all(rated, nine[:8], FOR_FIRST[:8])
    run_out(rated.last_round)
    turn_rounds()

    assert rated.say(body=clean("I was away."), missed=True, by=nine[8]).missed_round == 1
    for member in (nine[0], chen):
        with pytest.raises(ValidationError):
            rated.say(body=clean("Me too."), missed=True, by=member)
    assert Comment.unscoped.count() == 1


def test_there_is_no_opinion_before_the_freeze_or_on_a_closed_case(proposed, nine, case, amara, bose, clean):
    with pytest.raises(PermissionDenied):
        proposed.say(body=clean("I would wait."), by=bose)
    proposed.freeze(panel=nine, by=amara)
    case.close(by=amara)

    with pytest.raises(PermissionDenied):
        proposed.say(body=clean("I would wait."), by=bose)


# --- Deviations and times -----------------------------------------------------------------------------------------------------------


def test_i04_a_deviation_needs_a_reason_is_kept_and_counts_from_the_next_round_on(rated, nine, amara, clean):
    with pytest.raises(ValidationError):
        rated.deviate(setting="round_hours", hours=24, reason=clean(" "), by=amara)
    closes = rated.last_round.closes_at

    rated.deviate(setting="round_hours", hours=24, reason=clean("Surgery is on day 20."), by=amara)
    rated.deviate(setting="feedback_hours", hours=6, reason=clean("Surgery is on day 20."), by=amara)

    assert rated.last_round.closes_at == closes
    assert rated.settings["round_hours"] == 72
    assert [(made.setting, made.before, made.after) for made in rated.deviations.in_order()] == [
        ("round_hours", 72, 24),
        ("feedback_hours", 48, 6),
    ]
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    assert round((rated.last_round.feedback_until - rated.last_round.closed_at).total_seconds() / 3600) == 6
    fresh = rated.advance(by=amara)
    assert round((fresh.closes_at - fresh.opened_at).total_seconds() / 3600) == 24


def test_who_opens_a_decision_sets_its_times_from_the_circles_defaults(case, circle, nine, amara, clean):
    decision = Decision.open(case=case, question=clean("Which?"), hours={"proposal_hours": 6, "round_hours": 24}, by=amara)
    circle.round_hours = circle.feedback_hours = 1
    circle.save()
    decision.freeze(panel=nine, by=amara)

    assert round((decision.proposals_close_at - decision.opened_at).total_seconds() / 3600) == 6
    assert {name: decision.settings[name] for name in ("proposal_hours", "round_hours", "feedback_hours")} == {
        "proposal_hours": 6,
        "round_hours": 24,
        "feedback_hours": 48,
    }


@pytest.mark.parametrize("hours", [{"round_hours": 0}, {"round_hours": 673}, {"quorum": 5}, {"feedback_hours": "5"}])
def test_times_out_of_bounds_open_nothing(case, amara, clean, hours):
    with pytest.raises(ValidationError):
        Decision.open(case=case, question=clean("Which?"), hours=hours, by=amara)

    assert not case.decisions.exists()


# --- Members who come and go, options that change -----------------------------------------------------------------------------------


def test_i06_a_member_who_leaves_while_a_round_is_open_is_in_no_count_of_it_and_stays_in_the_one_before(rated, nine, amara):
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    first = rated.last_round
    rated.advance(by=amara)
    vote_all(rated, nine, FOR_FIRST)
    nine[8].ended_at = timezone.now()
    nine[8].save(update_fields=["ended_at"])

    assert rated.last_round.participation() == (8, 8)
    rated.last_round.close(by=amara)

    assert (rated.last_round.eligible, rated.last_round.result["submitted"]) == (8, 8)
    first.refresh_from_db()
    assert (first.eligible, first.result["submitted"]) == (9, 9)
    assert first.question().ratings[-1] is not None
    assert len(first.question().ratings) == 9


def test_who_joins_after_the_freeze_has_no_seat_and_may_give_an_opinion(rated, circle, clean):
    newcomer = join(circle, "Weiss")

    with pytest.raises(PermissionDenied):
        vote(rated, newcomer, 5)
    assert rated.last_round.participation() == (0, 9)
    assert rated.say(body=clean("I would wait."), by=newcomer).decision == rated


def test_i05_an_edit_keeps_what_the_option_said_before_and_why(proposed, bose, clean):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), by=bose)

    option.edit(title=clean("Mavacamten 2.5 mg"), details=clean("Daily."), reason=clean("Kidney function."), by=bose)
    option.edit(title=clean("Mavacamten 2.5 mg"), details=clean("Once daily."), wording_only=True, by=bose)

    first, second = option.changes.in_order()
    assert (first.title, first.reason, first.version, first.becomes, first.clinical) == ("Mavacamten 5 mg", "Kidney function.", 1, 2, True)
    assert (second.details, second.becomes, second.clinical) == ("Daily.", 2, False)


@pytest.mark.parametrize(
    ("title", "details"), [("Mavacamten 10 mg", "Daily, 4 weeks."), ("Mavacamten 5 mg", "Daily."), ("Mavacamten 4 mg", "Daily, 5 weeks.")]
)
def test_i05_a_changed_number_is_never_wording_alone(proposed, bose, clean, title, details):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily, 4 weeks."), by=bose)

    with pytest.raises(ValidationError):
        option.edit(title=clean(title), details=clean(details), wording_only=True, by=bose)

    option.refresh_from_db()
    assert (option.version, option.title, option.changes.count()) == (1, "Mavacamten 5 mg", 0)


def test_i05_another_kind_of_treatment_is_another_version_and_never_wording_alone(proposed, bose, clean):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), kind="other", by=bose)
    with pytest.raises(ValidationError):
        option.edit(title=clean("Mavacamten 5 mg"), details=clean("Daily."), kind="medicine", wording_only=True, by=bose)
    assert (option.version, option.changes.count()) == (1, 0)

    option.edit(title=clean("Mavacamten 5 mg"), details=clean("Daily."), kind="medicine", reason=clean("It is a drug."), by=bose)

    option.refresh_from_db()
    assert (option.kind, option.version) == ("medicine", 2)
    assert [(change.kind, change.clinical) for change in option.changes.in_order()] == [("other", True)]


def test_an_edit_that_says_nothing_of_the_kind_leaves_it(proposed, bose, clean):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), kind="medicine", by=bose)

    option.edit(title=clean("Mavacamten 5 mg"), details=clean("Once daily."), wording_only=True, by=bose)

    option.refresh_from_db()
    assert (option.kind, option.version) == ("medicine", 1)


def test_the_database_takes_no_kind_that_nobody_knows(proposed, bose, clean):
    with pytest.raises(IntegrityError), transaction.atomic():
        proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), kind="magic", by=bose)


def test_the_standing_options_say_what_they_are(proposed):
    assert {option.standing: option.kind for option in proposed.options.exclude(standing="")} == {
        "waiting": "waiting",
        "work-up": "work-up",
    }


def test_wiping_a_case_takes_the_words_of_what_came_late_too(rated, amara, clean):
    option = rated.options.get(position=3)
    option.changes.create(version=1, becomes=2, title="An earlier title", details="Earlier details", reason="A reason")
    rated.deviate(setting="round_hours", hours=24, reason=clean("Surgery is on day 20."), by=amara)
    rated.new_facts(reason=clean("A second syncope on day 9."), by=amara)

    rated.wipe()

    change = option.changes.get()
    assert {change.title, change.details, change.reason} == {"[removed]"}
    assert rated.deviations.get().reason == rated.rounds.voided().get().voided_reason == "[removed]"
