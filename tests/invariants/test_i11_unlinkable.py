"""I11: nobody can link a seat to a rating, or a pseudonym to a member, in what the program shows, sends, exports or keeps a ledger of.

Two members of the panel trade everything that is theirs alone: ratings, reasons, pseudonym, minority report, late conflict. To everybody
else, whatever their role, the two worlds have to be the same bytes: then nothing in them tells which of the two it was.
"""

from types import SimpleNamespace

import pytest

from cases.models import Answer, Ballot, Case, MinorityReport, Outcome, Seat
from cases.models.seat import SeatQuerySet
from cases.tasks import deliver_notices
from cases.views.decisions import reasons, report
from tests.cases.decisions.conftest import FOR_FIRST, vote_all
from tests.conftest import join
from tests.invariants import everybody
from tests.invariants.scenes import browser
from tests.invariants.worlds import differing, letters, stored, stored_otherwise, undone, world

AGREES, OPPOSES = (5, 3, 8, 4, 6), (5, 3, 2, 4, 6)
WHY = {AGREES: "It protects.", OPPOSES: "The gradient comes first."}
KEPT = [SimpleNamespace(fingerprint="f" * 64, kind="person", reason="medical")]
# What two who trade places may store otherwise: which of their rows says what. It is shown to nobody.
THEIRS = {
    ("cases_rating", "value"),
    ("cases_rating", "rationale"),
    ("cases_seat", "pseudonym"),
    ("cases_minorityreport", "seat_id"),
    ("cases_lateconflict", "seat_id"),
    ("cases_kept", "kept_by_id"),
}
URLS = [name for name in everybody.names() if name.startswith("decision")]
URLS += ["case", "circle", "circle-decisions", "calibration", "outcome", "follow-up", "members", "membership", "notifications", "queue"]


@pytest.fixture
def two(nine):
    """Those who trade: two members of the panel who do nothing else."""
    return nine[7], nine[8]


@pytest.fixture
def readers(circle, nine, admin, chen):
    """Everybody else who reads: the owner, a seat, and every role without one."""
    return {"owner": nine[0], "rater": nine[1], "admin": admin, "moderator": chen, "member without a seat": join(circle, "Weiss")}


def story(decision, nine, two, readers, clean, traded, *, urls=URLS, twice=True):
    """What the others see of a decision from its first round to its outcome, in which the two have done this or, `traded`, that.

    twice: whether they look at it after the first round too.
    """
    agreeing, opposing = two[::-1] if traded else two
    found = {}
    with world(decision.rounds.held().last().opened_at) as here:
        if traded:
            trade_pseudonyms(decision, *two)
        for number in (1, 2):
            here.later(days=number)
            decision.__dict__.pop("held_rounds", None)
            if number == 2:
                decision.advance(by=nine[0])
            vote_all(decision, nine[:7], FOR_FIRST[:7])
            for member in two:  # in this order in both worlds
                rate_with_reasons(decision, member, AGREES if member == agreeing else OPPOSES, clean)
            decision.last_round.close(by=nine[0])
            if number == 1 and twice:
                found |= looked(here, "after the first round", decision, readers, urls)
        write = {"text": clean("The gradient comes first, and the rhythm second."), "kept": KEPT, "by": opposing}
        MinorityReport.write(decision, **write)
        decision.conclude(statement=clean("Implant a defibrillator."), strength="strong", by=nine[0])
        decision.conflict_after(by=opposing)
        Outcome.unscoped.get(decision=decision).record(done="as_advised", happened=clean("No syncope by day 60."), by=nine[0])
        here.later(days=3)
        deliver_notices()
        found |= looked(here, "at the end", decision, readers, urls)
        found["mail"], found["log"], found["stored"] = letters(), here.said, stored()
    return found


def trade_pseudonyms(decision, one, other):
    first, second = (decision.seats.get(membership=member) for member in (one, other))
    for seat, pseudonym in ((first, "in between"), (second, first.pseudonym), (first, second.pseudonym)):
        Seat.unscoped.filter(pk=seat.pk).update(pseudonym=pseudonym)


def rate_with_reasons(decision, member, row, clean):
    options = decision.options.standing()
    answers = [Answer(option, value, clean(f"{WHY[row]} Of this I am sure.")) for option, value in zip(options, row, strict=True)]
    Ballot.fill(decision.last_round, answers=answers, by=member, submit=True)


def looked(here, moment, decision, readers, urls=URLS):
    """(moment, ...) -> what everybody but the two is answered."""
    case, found = decision.case, {}
    places = {"circle": case.circle.slug, "case": case.pk, "decision": decision.pk, "round": decision.last_round.number}
    places |= {"option": decision.options.standing()[0].pk, "seat": decision.seats.order_by("pk").first().pk}
    addresses = everybody.urls([places | {"membership": readers["admin"].pk}], urls)
    for reader, member in readers.items():
        here.chance(f"{reader} signs in")
        found |= everybody.answers(here, reader, browser(member), addresses, {"reason": "x"})
    return {(moment, *where): answer for where, answer in found.items()}


def links(one, other):
    """Where two worlds differ to everybody else, and what is stored otherwise than the two's own rows."""
    rows = stored_otherwise(one.pop("stored"), other.pop("stored"), THEIRS)
    return differing(one, other) | dict.fromkeys(rows, True)


@pytest.fixture
def by_their_words(monkeypatch):
    """Reasons stand in an order drawn from a secret, of which the next test says that it tells nothing; here they stand by their words."""
    monkeypatch.setattr(reasons, "_shuffle", lambda round, membership: lambda rating: rating.rationale)


@pytest.mark.slow
@pytest.mark.usefixtures("by_their_words")
def test_i11_two_members_who_trade_all_that_is_theirs_look_the_same_to_everybody_else(rated, nine, two, readers, clean):
    one, other = (story(rated, nine, two, readers, clean, traded) for traded in (False, True))

    bodies = [answer[-1] for where, answer in one.items() if isinstance(where, tuple)]
    for words in (b"The gradient comes first.", b"Panel member", b"and the rhythm second", b"%PDF", b"resourceType"):
        assert sum(words in body for body in bodies) >= 2, words
    assert one["mail"]
    assert {row["pseudonym"] for row in one["stored"]["cases_seat"]} == {row["pseudonym"] for row in other["stored"]["cases_seat"]}
    assert one["stored"]["cases_seat"] != other["stored"]["cases_seat"]
    assert one["stored"]["cases_minorityreport"] != other["stored"]["cases_minorityreport"]
    assert links(one, other) == {}


def reasons_in_the_order_they_were_written(patch):
    patch.setattr(reasons, "_shuffle", lambda round, membership: lambda rating: rating.pk)


def a_seat_beside_a_report(patch):
    honest = report.report_of

    def leaking(decision):
        told = honest(decision)
        return told | {"question": "".join(str(row.seat_id) for row in decision.minority_reports.all())}

    patch.setattr(report, "report_of", leaking)


def a_panel_in_the_order_of_its_pseudonyms(patch):
    patch.setattr(SeatQuerySet, "with_people", lambda self: self.select_related("membership__user").order_by("pseudonym"))


def a_report_with_its_author(patch):
    patch.setattr(MinorityReport, "signature", property(lambda self: self.seat.membership.name))


def a_ledger_that_says_who_kept_words(patch):
    honest = Case.keep
    patch.setattr(Case, "keep", lambda self, kept, *, by, named=True: honest(self, kept, by=by))


LINKS = {
    reasons_in_the_order_they_were_written: "/decision/",
    a_seat_beside_a_report: "/record/",
    a_panel_in_the_order_of_its_pseudonyms: "/decision/",
    a_report_with_its_author: "/decision/",
    a_ledger_that_says_who_kept_words: "accounts_ledgerentry",
}


@pytest.mark.slow
@pytest.mark.usefixtures("by_their_words")
@pytest.mark.parametrize("leak", LINKS)
def test_i11_the_control_a_link_of_every_kind_is_found(rated, nine, two, readers, clean, monkeypatch, leak):
    leak(monkeypatch)
    look = {"readers": {"admin": readers["admin"]}, "urls": ("decision", "decision-earlier-record"), "twice": False}

    found = links(*(story(rated, nine, two, clean=clean, traded=traded, **look) for traded in (False, True)))

    assert any(LINKS[leak] in str(where) for where in found)


# --- Orders and numbers that are drawn ------------------------------------------------------------------------------------------------


def test_i11_the_order_of_reasons_tells_nobody_who_wrote_first():
    """Over many readers and rounds each of six reasons stands in every place, and two readers read them in another order."""
    ratings = [SimpleNamespace(pk=pk) for pk in range(1, 7)]
    orders = {}
    for reader in range(1, 21):
        for round in range(1, 11):
            key = reasons._shuffle(SimpleNamespace(pk=round), SimpleNamespace(pk=reader))
            orders[reader, round] = tuple(rating.pk for rating in sorted(ratings, key=key))

    for pk in range(1, 7):
        places = [order.index(pk) for order in orders.values()]
        assert min(places.count(place) for place in range(6)) >= 200 / 6 / 3, pk
    assert len(set(orders.values())) > 100
    assert len({orders[reader, 1] for reader in range(1, 21)}) > 10


def test_i11_pseudonyms_are_drawn_anew_by_chance_for_each_decision(proposed, nine, amara):
    """Of forty freezes of one panel: every member gets many numbers, and no order of members, seats or names gives them."""
    drawn = []
    for _decision in range(40):
        with undone():
            proposed.refresh_from_db()
            proposed.freeze(panel=nine, by=amara)
            seats = proposed.seats.order_by("membership_id")
            drawn.append(tuple(int(seat.pseudonym) for seat in seats))
            by_seat = [int(seat.pseudonym) for seat in proposed.seats.order_by("pk")]
            assert sorted(by_seat) == list(range(1, 10))

    assert len(set(drawn)) == 40
    for member in range(9):
        assert len({numbers[member] for numbers in drawn}) >= 5
    assert sum(numbers == tuple(range(1, 10)) for numbers in drawn) == 0


def test_i11_no_page_or_file_tells_when_a_ballot_was_filled_in(rated, nine, two, readers, clean):
    """The same ballots, hours earlier or later: nobody else sees another byte."""
    found = []
    for hours in ((1, 2), (30, 50)):
        with world(rated.rounds.held().last().opened_at) as here:
            for member, after in zip(two, hours, strict=True):
                here.later(hours=after)
                rate_with_reasons(rated, member, AGREES, clean)
            here.later(hours=60)
            rated.__dict__.pop("held_rounds", None)
            found.append(looked(here, "while it is open", rated, readers))

    assert differing(*found) == {}


def test_i11_an_unsigned_report_names_nobody_in_the_ledger_and_a_signed_one_its_author(decided, nine, clean):
    from accounts.ledger import LedgerEntry

    before = LedgerEntry.objects.count()
    MinorityReport.write(decided, text=clean("The gradient comes first."), kept=KEPT, by=nine[8])
    unsigned = LedgerEntry.objects.order_by("seq")[before:]
    assert {entry.event for entry in unsigned} == {"case.words_kept", "minority.written"}
    assert {entry.actor_id for entry in unsigned} == {None}

    MinorityReport.write(decided, text=clean("The gradient comes first."), named=True, by=nine[8])
    assert LedgerEntry.objects.filter(event="minority.written").order_by("seq").last().actor_id == nine[8].user_id
