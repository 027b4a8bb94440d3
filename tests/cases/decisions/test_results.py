"""What a closed round says and keeps: I2, I3, I5, I6, I7, I9, I11 and the minority."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases import consensus
from cases.consensus.report import canonical
from cases.export.decision import record_of
from cases.models import Answer, Ballot, MinorityReport, Rating, Round
from tests.cases.decisions.conftest import FOR_FIRST, close_with, run_out, vote, vote_all
from tests.conftest import join


def test_what_is_sealed_still_goes_with_its_case(rated, nine, case):
    close_with(rated, nine, FOR_FIRST)

    Rating.unscoped.filter(ballot__round__decision=rated).delete()
    Ballot.unscoped.filter(round__decision=rated).delete()

    assert rated.rounds.all().delete()[0] == 1


def test_i03_computing_a_round_again_gives_the_same_bytes_whatever_happened_since(rated, nine, amara):
    first = close_with(rated, nine, FOR_FIRST)
    rated.advance(by=amara)
    second = close_with(rated, nine, [(1, 2, 3, 4, 5)] * 9)
    nine[4].ended_at = timezone.now()
    nine[4].save(update_fields=["ended_at"])

    for round in (first, second):
        again = consensus.record_of(Round.unscoped.select_related("decision").get(pk=round.pk).question())
        assert again.body.decode() == round.record
        assert again.sha256 == round.record_hash == sha256(round.record.encode()).hexdigest()
    assert first.result["submitted"] == second.result["submitted"] == 9


def test_the_second_round_is_compared_with_the_first(decided):
    first, second = decided.closed_rounds

    assert first.result["stability"] is None
    assert second.result["stability"]["3@1"] == {"changed": 0, "n": 9, "median_shift": 0.0, "stable": True}


def test_i06_recusing_after_a_result_was_shown_voids_the_round_and_holds_it_again(rated, nine, bose, amara, clean):
    first = close_with(rated, nine, FOR_FIRST)
    rated.advance(by=amara)
    vote(rated, nine[2], 5)

    rated.seats.get(membership=bose).declare("recused", interest=clean("My patient, as I now see."), by=bose)
    rated.__dict__.pop("held_rounds", None)

    assert [(round.number, round.closed_at) for round in rated.held_rounds] == [(1, None)]
    assert rated.rounds.filter(voided_at__isnull=False).count() == 2
    assert rated.last_round.participation() == (0, 8)
    first.refresh_from_db()
    assert first.record and first.voided_at
    assert [round["result"] for round in json.loads(record_of(rated).body)["rounds"]] == [None, None, None]


def test_recusing_without_having_been_counted_voids_nothing(rated, nine, amara, bose):
    vote_all(rated, [member for member in nine if member != bose], FOR_FIRST[:8])
    run_out(rated.last_round)
    rated.last_round.close()

    rated.seats.get(membership=bose).declare("recused", by=bose)

    assert rated.rounds.filter(voided_at__isnull=False).count() == 0


def test_i07_nothing_is_imputed_for_who_abstains_or_stays_silent(rated, nine):
    vote_all(rated, nine[:6], [(5, 3, None, 4, 6)] * 2 + [(5, 3, 8, 4, 6)] * 4)
    vote(rated, nine[6], 9, submit=False)
    run_out(rated.last_round)
    rated.last_round.close()

    result = rated.last_round.result
    assert (result["eligible"], result["submitted"]) == (9, 6)
    assert (result["options"]["3@1"]["n"], result["options"]["1@1"]["n"]) == (4, 6)
    assert result["options"]["3@1"]["state"] == "insufficient_panel"


def test_without_two_thirds_there_is_no_quorum(rated, nine):
    closed = close_with(rated, nine[:5], FOR_FIRST[:5])

    assert closed.outcome == "no_quorum"


def test_i09_the_owner_and_the_admin_weigh_like_anyone(proposed, circle, nine, admin, amara):
    panel = [*nine[:8], admin]
    proposed.freeze(panel=panel, by=amara)
    for member in panel:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.advance(by=amara)

    closed = close_with(proposed, panel, [(9,), *[(4,)] * 7, (9,)])

    assert closed.result["options"]["3@1"]["counts"] == [0, 0, 0, 7, 0, 0, 0, 0, 2]


def test_i10_the_owner_cannot_change_a_number_at_the_conclusion(decided, amara, clean):
    before = decided.last_round.record
    with pytest.raises(TypeError):
        decided.conclude(statement=clean("Implant."), strength="strong", result={"outcome": "no_consensus"}, by=amara)
    decided.conclude(statement=clean("Implant."), strength="strong", by=amara)

    assert decided.rounds.get(number=2).record == before


def test_i11_below_five_ratings_the_record_holds_a_count_and_no_number_else(proposed, nine, amara):
    proposed.freeze(panel=nine[:4], by=amara)
    for member in nine[:4]:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.advance(by=amara)

    closed = close_with(proposed, nine[:4], [(8,)] * 4)

    option = closed.result["options"]["3@1"]
    assert {name: value for name, value in option.items() if value is not None} == {"n": 4, "state": "insufficient_panel"}


def test_a_round_cannot_be_stored_as_closed_without_a_result(rated):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.unscoped.filter(pk=rated.last_round.pk).update(closed_at=timezone.now())


def test_the_record_can_be_checked_by_somebody_else(concluded):
    record = record_of(concluded)
    read = json.loads(record.body)

    assert canonical(read) == record.body
    assert [sha256(canonical(round["result"])).hexdigest() for round in read["rounds"]] == [round["sha256"] for round in read["rounds"]]
    assert read["conclusion"]["strength"] == "strong"
    assert read["rounds"][1]["result"]["recommended"] == ["3@1"]
    assert (read["panel"]["seats"], read["panel"]["conflicts"]) == (9, {"none": 9})


def test_the_record_of_an_open_round_holds_nothing_of_its_ratings(rated, nine):
    before = record_of(rated).body
    vote_all(rated, nine[:8], [(9, 1, 9, 1, 9)] * 8)

    assert record_of(rated).body == before


# --- The minority ------------------------------------------------------------------------------------------------------


def test_only_a_rating_in_the_opposite_third_opens_a_minority_report(decided, nine):
    opposed = {member.name: [option.position for option in MinorityReport.opposed_options(decided, member)] for member in nine}

    assert opposed.pop("Dr Quist") == [3]
    assert set(map(tuple, opposed.values())) == {()}


def test_a_minority_report_is_by_number_unless_it_is_signed(decided, nine, clean):
    quist = nine[8]
    with pytest.raises(PermissionDenied):
        MinorityReport.write(decided, text=clean("I disagree."), by=nine[0])

    report = MinorityReport.write(decided, text=clean("The gradient comes first."), by=quist)
    assert report.signature == f"Panel member {decided.seats.get(membership=quist).pseudonym}"
    assert "Quist" not in report.signature
    entry = LedgerEntry.objects.get(event="minority.written")
    assert entry.actor_id is None

    signed = MinorityReport.write(decided, text=clean("The gradient comes first."), named=True, by=quist)
    assert (signed.pk, signed.signature, signed.against) == (report.pk, "Dr Quist", ["3@1"])


def test_nobody_can_conclude_over_the_head_of_the_minority(concluded, case, nine, amara, clean):
    case.close(by=amara)

    assert MinorityReport.write(concluded, text=clean("The gradient comes first."), by=nine[8])

    type(concluded).unscoped.filter(pk=concluded.pk).update(concluded_at=timezone.now() - timedelta(hours=48))
    concluded.refresh_from_db()
    with pytest.raises(PermissionDenied):
        MinorityReport.write(concluded, text=clean("The rhythm comes second."), by=nine[8])


def test_no_minority_report_before_the_last_round(rated, nine, clean):
    close_with(rated, nine, FOR_FIRST)

    with pytest.raises(PermissionDenied):
        MinorityReport.write(rated, text=clean("The gradient comes first."), by=nine[8])


def test_wiping_a_case_leaves_no_word_of_its_decision_and_keeps_the_numbers(concluded, nine, clean):
    MinorityReport.write(concluded, text=clean("The gradient comes first."), by=nine[8])
    option = concluded.options.get(position=3)
    Rating.unscoped.filter(option=option).update(rationale="A reason.")
    before = concluded.last_round.record

    concluded.wipe()
    concluded.refresh_from_db()

    assert {concluded.question, concluded.statement, concluded.conditions} == {"[removed]"}
    assert set(concluded.options.values_list("title", flat=True)) == {"[removed]"}
    assert set(option.ratings.values_list("rationale", flat=True)) == {"[removed]"}
    assert concluded.minority_reports.get().text == "[removed]"
    assert concluded.rounds.get(number=2).record == before


def test_an_answer_for_an_option_replaces_the_earlier_one_and_keeps_its_reason(rated, bose, clean):
    option = rated.options.get(position=3)
    Ballot.fill(rated.last_round, answers=[Answer(option, 8, clean("It protects."))], by=bose)
    ballot = Ballot.fill(rated.last_round, answers=[Answer(option, 9)], by=bose)

    assert list(ballot.ratings.values_list("value", "rationale")) == [(9, "It protects.")]


def test_a_member_who_joined_later_has_no_seat(rated, circle):
    with pytest.raises(PermissionDenied):
        vote(rated, join(circle, "Rossi"), 5)
