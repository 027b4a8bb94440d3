"""What the flow of a decision never counts: a rating of another version of an option (I5), or of a seat that is out (I6)."""

import json
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Answer, Ballot, Rating
from tests.cases.decisions.conftest import FOR_FIRST, close_with, run_out, vote, vote_all
from tests.conftest import join
from tests.invariants.worlds import stored

# --- I5: a rating belongs to a version of its option ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "details", "version"),
    [
        ("Mavacamten 10 mg", "Daily, echo every 4 weeks.", 2),  # dose
        ("Disopyramide 5 mg", "Daily, echo every 4 weeks.", 2),  # drug
        ("Mavacamten 5 mg", "Twice daily, echo every 4 weeks.", 2),  # timing in words
        ("Mavacamten 5 mg", "Daily, echo every 8 weeks.", 2),  # timing in numbers
        ("Mavacamten 5 mg", "Daily, echo every 4 weeks.", 1),  # nothing
    ],
)
def test_i05_a_clinical_edit_makes_a_new_version_with_a_code_of_its_own(proposed, bose, clean, title, details, version):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily, echo every 4 weeks."), by=bose)

    option.edit(title=clean(title), details=clean(details), reason=clean("Kidney function."), by=bose)

    assert (option.version, option.code) == (version, f"6@{version}")
    assert option.changes.count() == version - 1


def test_i05_the_ballot_stores_the_version_that_was_rated_and_the_record_names_it(proposed, nine, amara, bose, clean):
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), by=bose)
    option.edit(title=clean("Mavacamten 2.5 mg"), details=clean("Daily."), reason=clean("Kidney function."), by=bose)
    proposed.freeze(panel=nine, by=amara)
    for member in nine:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.advance(by=amara)

    closed = close_with(proposed, nine, [(8,)] * 9)

    assert set(Rating.unscoped.filter(option=option).values_list("option_version", flat=True)) == {2}
    assert "6@2" in closed.result["options"]
    assert "6@1" not in closed.result["options"]


def test_i05_a_rating_of_another_version_of_an_option_is_not_counted(rated, nine):
    vote_all(rated, nine, FOR_FIRST)
    option = rated.options.get(position=3)
    Rating.unscoped.filter(option=option, ballot__seat__membership__in=nine[:2]).update(option_version=2)
    run_out(rated.last_round)
    rated.last_round.close()

    assert rated.last_round.result["options"]["3@1"]["n"] == 7


def test_i05_no_option_changes_while_a_round_is_open_by_verb_or_form(rated, nine, amara, case, as_user, clean):
    vote_all(rated, nine[:3], FOR_FIRST[:3])
    option, client, before = rated.options.get(position=3), as_user(amara), stored()["cases_option"]
    for change in (
        lambda: option.edit(title=clean("Other 5 mg"), details=clean(""), by=amara),
        lambda: option.edit(title=clean("Implantable  defibrillator"), details=clean(""), wording_only=True, by=amara),
        lambda: option.drop(reason=clean("Because."), by=amara),
        lambda: rated.propose(title=clean("Other"), details=clean(""), by=amara),
    ):
        with pytest.raises(PermissionDenied):
            change()
    at = {"circle": case.circle.slug, "case": case.pk}
    form = {"title": "Other 5 mg", "details": "", "kind": "medicine", "reason": "Because.", "wording_only": "on"}
    for name, more in (("decision-option", {"option": option.pk}), ("option-removal", {"option": option.pk}), ("decision-options", {})):
        for method in (client.get, client.post):
            assert method(reverse(name, kwargs=at | more), form).status_code == 403, name

    assert stored()["cases_option"] == before


def test_i05_an_answer_given_to_an_option_that_was_dropped_is_refused(proposed, nine, amara, clean):
    dropped = proposed.options.get(position=4)
    dropped.drop(reason=clean("Not available."), by=amara)
    proposed.freeze(panel=nine, by=amara)
    proposed.seats.get(membership=nine[1]).declare("none", by=nine[1])
    proposed.advance(by=amara)

    with pytest.raises(PermissionDenied):
        Ballot.fill(proposed.last_round, answers=[Answer(dropped, 9)], by=nine[1])


# --- I6: who is out is in no numerator and no denominator ---------------------------------------------------------------------------------


@dataclass
class Out:
    """How a seat stops to count. recuse: whether they say so themselves."""

    decision: object
    owner: object
    clean: object

    def recused(self, member):
        self.decision.seats.get(membership=member).declare("recused", by=member)

    def excluded(self, member):
        self.decision.seats.get(membership=member).exclude(reason=self.clean("Took part in the operation."), by=self.owner)

    def left(self, member):
        member.leave(by=member)

    def ended(self, member):
        member.end(by=join(member.circle, "Okafor", "admin"))

    def deactivated(self, member):
        member.user.is_active = False
        member.user.save(update_fields=["is_active"])


WAYS = ("recused", "excluded", "left", "ended", "deactivated")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("moment", ["before rating", "after beginning", "after submitting"])
def test_i06_who_is_out_is_in_no_count_of_the_round(rated, nine, amara, clean, way, moment):
    """The result is to the byte that of a panel of eight, whenever and however the ninth went out."""
    out = nine[8]
    vote_all(rated, nine[:8], FOR_FIRST[:8])
    if moment != "before rating":
        vote(rated, out, 1, submit=moment == "after submitting")
    getattr(Out(rated, amara, clean), way)(out)

    for refused in (lambda: vote(rated, out, 5), lambda: rated.seats.get(membership=out).declare("none", by=out)):
        with pytest.raises(PermissionDenied):
            refused()
    assert rated.last_round.participation() == (8, 8)
    run_out(rated.last_round)
    rated.last_round.close()

    last, result = rated.last_round, rated.last_round.result
    assert (last.eligible, result["eligible"], result["submitted"]) == (8, 8, 8)
    assert result["options"]["3@1"]["counts"] == [0, 0, 0, 0, 0, 0, 0, 8, 0]
    assert {of["n"] for of in result["options"].values()} == {8}
    assert not last.ballots.filter(counted_at__isnull=False, seat__membership=out).exists()
    assert len(last.question().ratings) == 8


@pytest.mark.parametrize("way", ["recused", "left", "deactivated"])
def test_i06_the_quorum_and_the_stability_are_of_the_seats_that_remain(rated, nine, amara, clean, way):
    """Six of nine are a quorum of nine; five of nine are none, and five of seven are one. Who went is compared in no round."""
    close_with(rated, nine[:5], FOR_FIRST[:5])
    assert rated.last_round.outcome == "no_quorum"
    rated.advance(by=amara)
    vote_all(rated, nine[:5], FOR_FIRST[:5])
    for member in nine[7:]:
        getattr(Out(rated, amara, clean), way)(member)
    run_out(rated.last_round)
    rated.last_round.close()

    result = rated.last_round.result
    assert (result["eligible"], result["submitted"], result["outcome"]) == (7, 5, "consensus_single")
    assert result["stability"]["3@1"]["n"] == 5


def test_i06_a_conflict_declared_after_a_result_was_shown_voids_it_and_nobody_is_shown_it_again(rated, nine, amara, as_user, case):
    first = close_with(rated, nine, FOR_FIRST)
    at = reverse("decision", kwargs={"circle": case.circle.slug, "case": case.pk})
    assert "8 of 9 in 7–9 (" in as_user(nine[2]).get(at).content.decode()

    rated.seats.get(membership=nine[8]).declare("recused", by=nine[8])

    first.refresh_from_db()
    assert first.voided_at is not None
    for reader in (nine[2], nine[8], amara):
        assert " in 7–9 (" not in as_user(reader).get(at).content.decode()
    record = as_user(amara).get(reverse("decision-record", kwargs={"circle": case.circle.slug, "case": case.pk})).content
    assert [round["result"] for round in json.loads(record)["rounds"]] == [None, None]
    again = close_with(rated, nine[:8], FOR_FIRST[:8])
    assert (again.number, again.eligible, again.result["submitted"]) == (1, 8, 8)


def test_i06_who_leaves_while_the_round_is_being_closed_is_wholly_in_or_wholly_out(rated, nine):
    """Between two statements of the closing the ninth member leaves: their seat and their ballot are counted, or neither."""
    vote_all(rated, nine, FOR_FIRST)
    run_out(rated.last_round)
    gone = []

    def leaves(execute, statement, params, many, context):
        answer = execute(statement, params, many, context)
        if 'FROM "cases_seat"' in statement and not gone:
            gone.append(True)
            type(nine[8]).unscoped.filter(pk=nine[8].pk).update(ended_at=timezone.now())
        return answer

    round = rated.last_round
    with connection.execute_wrapper(leaves):
        round.close()

    assert gone
    assert round.result["submitted"] == round.eligible == round.ballots.filter(counted_at__isnull=False).count()


@pytest.mark.parametrize("words", ["", "  "])
def test_i06_an_exclusion_without_a_reason_takes_nobody_out(rated, nine, amara, clean, words):
    with pytest.raises(ValidationError):
        rated.seats.get(membership=nine[8]).exclude(reason=clean(words), by=amara)

    assert rated.last_round.participation() == (0, 9)
