"""Where a decision stands for one reader: what is known, what they must do now, and the result when there is one."""

from functools import cached_property

from django.utils import timezone

from cases.models import Decision, MinorityReport
from cases.models.minority import opposes
from cases.views.decisions import reading


def panel(case, membership):
    """The decision block of the case page: at most four queries. `decision` is None where none was opened."""
    return Standing(case, membership, case.decisions.with_people().newest_first().first())


class Standing:
    """Reads a decision once and answers the templates. Nothing here reads another seat's ratings of an open round."""

    def __init__(self, case, membership, decision):
        self.case, self.membership, self.decision = case, membership, decision
        self.seat, self.reports, self.options = None, [], []
        if decision is None:
            return
        decision.case = case
        if decision.frozen_at:
            self._sit()
            decision.held_rounds = list(decision.rounds.held().with_participation(membership))
        else:
            decision.held_rounds = []
        for round in decision.held_rounds:
            round.decision = decision
        last, before = self.closed_round, self.round_before
        self.options = list(decision.options.standing().with_own(membership, last, before))
        for number, option in enumerate(self.options, 1):
            option.number, option.decision = number, decision
            option.editable, option.droppable = option.editable_by(membership), option.droppable_by(membership)

    def _sit(self):
        for seat in self.decision.seats.of_or_reporting(self.membership):
            seat.decision = self.decision
            if seat.membership_id == self.membership.pk:
                self.seat = seat
            if hasattr(seat, "minority_report"):
                seat.minority_report.seat = seat
                self.reports.append(seat.minority_report)

    # --- Rounds -----------------------------------------------------------------------------------------------------------

    @property
    def open_round(self):
        return self.decision.open_round

    @property
    def closed_round(self):
        """The last closed round, or None."""
        return self.decision.closed_rounds[-1] if self.decision.closed_rounds else None

    @property
    def round_before(self):
        return self.decision.closed_rounds[-2] if len(self.decision.closed_rounds) > 1 else None

    @property
    def next_number(self):
        return self.decision.last_round.number + 1 if self.decision.last_round else 1

    @cached_property
    def reading(self):
        if self.closed_round is None:
            return None
        return reading.read(self.decision, self.closed_round, self.round_before, self.options)

    # --- What this reader may do ------------------------------------------------------------------------------------------

    @property
    def owner(self):
        return self.decision.owned_by(self.membership)

    @property
    def openable(self):
        free = self.decision is None or not self.decision.is_under_way
        return free and Decision.openable_by(self.membership, self.case)

    @property
    def proposing(self):
        return self.decision.open_to_proposals_from(self.membership)

    @property
    def freezable(self):
        return self.decision.freezable_by(self.membership)

    @property
    def advanceable(self):
        return self.decision.advanceable_by(self.membership)

    @property
    def concludable(self):
        return self.decision.concludable_by(self.membership)

    @property
    def withdrawable(self):
        return self.decision.withdrawable_by(self.membership)

    @property
    def newest(self):
        """Whether this is the decision that the pages without its own address are about."""
        return self.decision.is_under_way or not self.decision.superseded_by.exists()

    @property
    def revisable(self):
        return self.decision.revisable_by(self.membership)

    @property
    def deviable(self):
        return self.decision.deviable_by(self.membership)

    @property
    def discussable(self):
        return self.decision.discussable_by(self.membership)

    @property
    def conflictable(self):
        return self.decision.conflictable_by(self.membership)

    @property
    def missed_last(self):
        """Whether this reader's seat rates and no ballot of theirs was in when the last round closed: shown to them alone."""
        last = self.closed_round
        rates = self.seat is not None and self.seat.rates and self.decision.is_under_way
        return rates and last is not None and last.mine_at is None and self.discussable

    @property
    def closable(self):
        return self.open_round is not None and self.open_round.closable_by(self.membership)

    @property
    def extendable(self):
        return self.open_round is not None and self.open_round.extendable_by(self.membership)

    @property
    def to_declare(self):
        """A seat that has not yet said whether it has a conflict of interest."""
        return self.seat is not None and self.seat.conflict == "" and self.seat.declarable_by(self.membership)

    @property
    def redeclarable(self):
        """A seat that declared may say so again when something changed."""
        return self.seat.has_declared and self.seat.declarable_by(self.membership)

    @property
    def proposals_over(self):
        return self.decision.proposals_close_at <= timezone.now()

    @property
    def to_rate(self):
        return self.seat is not None and self.seat.may_fill(self.open_round)

    @property
    def submitted(self):
        """Whether this reader's ballot in the open round is in."""
        return self.open_round is not None and self.open_round.mine_at is not None

    # --- Minority -----------------------------------------------------------------------------------------------------------

    @cached_property
    def opposed(self):
        """The options whose consensus this reader rated against, while a report about them may be written: shown to nobody else."""
        if self.seat is None or not self.seat.rates or not MinorityReport.is_open(self.decision):
            return []
        of = self.decision.last_round.result["options"]
        return [option for option in self.options if opposes(of.get(option.code), option.own)]

    @property
    def my_report(self):
        return next((report for report in self.reports if self.seat is not None and report.seat_id == self.seat.pk), None)

    @property
    def opponents(self):
        """How many ratings oppose a consensus of the deciding round: a number of the sealed record."""
        return sum(option.opponents for option in self.reading.options) if self.reading and not self.reading.provisional else 0

    @property
    def rated(self):
        """The options as read, of those this reader rated in the last closed round: told to nobody else."""
        return [option for option in self.reading.options if option.own is not None] if self.reading else []

    def panel_list(self):
        """The panel by name, each with what was declared: never with a pseudonym."""
        if not self.decision.frozen_at:
            return []
        seats = list(self.decision.seats.with_people())
        for seat in seats:
            seat.decision = self.decision
            seat.excludable = seat.excludable_by(self.membership)
        return seats
