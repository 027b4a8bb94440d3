"""Fifty at once on one panel: rating, submitting, editing options, extending, recusing, leaving, closing. Also a program for SQLite.

Who is refused is refused; what is accepted has to be there afterwards, once, and the sealed result has to be that of the stored ballots.
"""

import contextlib
import json
import sys
import threading
from collections import Counter
from functools import partial
from pathlib import Path

TURNS = 4  # times that each member fills in the ballot


def crowd(decision, other, members, owner, clean):
    """Let them loose. decision: its first round is open; other: in proposals. Returns what was accepted, as a dictionary."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from cases.models import Ballot, Option, Round, Seat
    from tests.cases.decisions.conftest import answers_of, run_out
    from tests.cases.decisions.race import patiently, together

    recusing, leaving = members[-2:]
    staying = {member.pk for member in members[:-2]}  # five of them are counted, however slow the machine: else no distribution is told
    round_id = decision.last_round.pk
    accepted = {"ballots": {}, "edits": [], "extended": [], "closed": [], "recused": set(), "odd": []}
    halfway, late = threading.Event(), threading.Event()
    words = {(place, turn): clean(f"Drug {place} {turn}0 mg") for place in (1, 2) for turn in range(TURNS)}
    nothing = clean("")
    refused = (PermissionDenied, ValidationError)

    def the_round():
        return Round.unscoped.select_related("decision").get(pk=round_id)

    def rate(member, start):
        def work():
            for turn in range(TURNS):
                values = tuple((start + turn + place) % 9 + 1 for place in range(5))
                round = the_round()
                with contextlib.suppress(*refused):
                    answers = answers_of(round.decision, values)
                    patiently(partial(Ballot.fill, round, answers=answers, by=member, submit=True))
                    accepted["ballots"][member.pk] = values
                if turn >= 1 and len(accepted["ballots"].keys() & staying) >= max(5, len(members) // 2):
                    halfway.set()

        return work

    def edit(place):
        """Options of a decision that is frozen are refused to everybody; those of the other one take every clinical edit."""

        def work():
            for turn in range(TURNS):
                with contextlib.suppress(*refused):
                    frozen = Option.unscoped.get(decision=decision, position=3)
                    patiently(partial(frozen.edit, title=words[place, turn], details=nothing, by=owner))
                    accepted["odd"].append("an option was edited after the freeze")
                option = Option.unscoped.get(decision=other, position=3)
                patiently(partial(option.edit, title=words[place, turn], details=nothing, by=owner))
                accepted["edits"].append(turn)

        return work

    def extend():
        with contextlib.suppress(*refused):
            patiently(partial(the_round().extend, by=owner))
            accepted["extended"].append(True)

    def recuse():
        assert halfway.wait(timeout=600)
        with contextlib.suppress(*refused):
            seat = Seat.unscoped.select_related("decision").get(decision=decision, membership=recusing)
            patiently(partial(seat.declare, "recused", by=recusing))
            accepted["recused"].add(recusing.pk)

    def leave():
        assert halfway.wait(timeout=600)
        patiently(partial(leaving.leave, by=leaving))

    def close(first, *, by):
        def work():
            assert (halfway if first else late).wait(timeout=600)
            if first:
                patiently(lambda: run_out(the_round()))
                late.set()
            with contextlib.suppress(*refused):
                accepted["closed"].append(patiently(partial(the_round().close, by=by)))

        return work

    works = [rate(member, place) for place, member in enumerate(members)]
    works += [close(True, by=None), close(False, by=None), close(False, by=owner), close(False, by=owner)]
    works += [extend, extend, extend, recuse, leave, edit(1), edit(2)]
    together(*works)
    if (round := the_round()).closed_at is None:  # an extension came after the deadline was let pass
        run_out(round)
        accepted["closed"].append(round.close())
    accepted["threads"], accepted["round"] = len(works), round_id
    return accepted


def findings(decision, other, accepted):
    """What is wrong afterwards, as sentences; empty when nothing is."""
    from accounts.ledger import LedgerEntry, problems
    from cases import consensus
    from cases.models import Option, Round

    round, wrong = Round.unscoped.select_related("decision").get(pk=accepted["round"]), list(accepted["odd"])
    ballots = list(round.ballots.select_related("seat").prefetch_related("ratings"))
    options = list(decision.options.standing())
    counted = {ballot.seat.membership_id for ballot in ballots if ballot.counted_at is not None}
    if len({ballot.seat_id for ballot in ballots}) != len(ballots):
        wrong.append("a seat has two ballots")
    for ballot in ballots:
        values = {rating.option_id: rating.value for rating in ballot.ratings.all()}
        if tuple(values[option.pk] for option in options) != accepted["ballots"].get(ballot.seat.membership_id):
            wrong.append("a stored ballot is not the last that was accepted")
    if round.voided_at is None and accepted["recused"] and accepted["recused"] <= counted:
        wrong.append("a seat that recused was counted, and the round stands")
    if round.voided_at is not None and not accepted["recused"] <= counted:
        wrong.append("the round was voided for a seat that was not counted in it")
    in_time = recused_before_the_closing()
    if in_time and accepted["recused"] <= counted:
        wrong.append("a seat was counted that had recused by then")
    if not len(counted) <= round.eligible <= decision.seats.count() - in_time:
        wrong.append("there are more ballots than seats that may rate, or a seat too many")
    if sum(map(bool, accepted["closed"])) != 1 or LedgerEntry.objects.filter(event="round.closed").count() != 1:
        wrong.append("the round was closed more than once, or not at all")
    if len(accepted["extended"]) != LedgerEntry.objects.filter(event="round.extended").count() or len(accepted["extended"]) > 1:
        wrong.append("the round was extended twice, or an extension was lost")
    again = consensus.record_of(round.question())
    if (again.body.decode(), again.sha256) != (round.record, round.record_hash):
        wrong.append("the stored ballots do not give the sealed result")
    if (round.result["submitted"], round.result["eligible"]) != (len(counted), round.eligible):
        wrong.append("the result counts other ballots than are counted")
    for place, option in enumerate(options):
        votes = Counter(accepted["ballots"][member][place] for member in counted)
        if round.result["options"][option.code]["counts"] != [votes[value] for value in range(1, 10)]:
            wrong.append("a distribution is not that of the accepted ballots")
    edited = Option.unscoped.get(decision=other, position=3)
    if edited.version != 1 + len(accepted["edits"]) or edited.changes.count() != len(accepted["edits"]):
        wrong.append("an edit of an option was lost or counted twice")
    if len(counted) < 5 or len(accepted["edits"]) < TURNS:
        wrong.append("hardly anybody took part")
    return wrong + problems(f"circle:{decision.case.circle_id}")


def recused_before_the_closing():
    """Whether the one who recuses came before the round was closed; who comes later was among those that could rate."""
    from accounts.ledger import LedgerEntry

    closing = LedgerEntry.objects.filter(event="round.closed").order_by("seq").first()
    recusals = LedgerEntry.objects.filter(event="seat.declared", facts__conflict="recused")
    return closing is not None and recusals.filter(seq__lt=closing.seq).exists()


def one_member_at_once(decision, member, tabs):
    """Submit one ballot from so many tabs in the same moment: (values of every tab that was accepted, the ballots stored)."""
    from cases.models import Ballot, Round
    from tests.cases.decisions.conftest import answers_of
    from tests.cases.decisions.race import patiently, together

    round_id, accepted = decision.last_round.pk, []

    def tab(value):
        def work():
            round = Round.unscoped.select_related("decision").get(pk=round_id)
            patiently(partial(Ballot.fill, round, answers=answers_of(round.decision, (value,)), by=member, submit=True))
            accepted.append(value)

        return work

    together(*[tab(number % 9 + 1) for number in range(tabs)])
    ballots = Ballot.unscoped.filter(round=round_id, seat__membership=member)
    return accepted, [sorted(ballot.ratings.values_list("value", flat=True)) for ballot in ballots]


def settle(circle, owner, members, clean):
    """(a decision whose first round is open, another in proposals), of two cases of `owner`."""
    from cases.models import Decision
    from tests.cases.decisions.conftest import TITLES
    from tests.cases.decisions.race import start
    from tests.conftest import a_case

    decisions = []
    for _case in range(2):
        decision = Decision.open(case=a_case(owner), question=clean("Which treatment first?"), by=owner)
        for title in TITLES:
            decision.propose(title=clean(title), details=clean(""), by=owner)
        decisions.append(decision)
    start(decisions[0], members)
    return decisions


def main(database, people):
    """The same on a SQLite file, by fewer people."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.cases.decisions.race import on_a_file

    circle, members, clean = on_a_file(database, people)
    decision, other = settle(circle, members[0], members, clean)
    accepted, stored = one_member_at_once(decision, members[1], people)
    accepted_all = crowd(decision, other, members, members[0], clean)
    accepted_all["ballots"].setdefault(members[1].pk, tuple(stored[0]))  # where the crowd took nothing more of that member
    tabs = {"accepted": len(accepted), "ballots": len(stored), "one of them": stored[0] in [[value] * 5 for value in accepted]}
    print(json.dumps({"tabs": tabs, "threads": accepted_all["threads"], "wrong": findings(decision, other, accepted_all)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
