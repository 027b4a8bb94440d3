"""What happens to a decision between the freeze and its end, and what comes late: rounds, new facts, deviations, opinions, conflicts."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import ledger
from cases import consensus
from cases.models.comment import Comment
from cases.models.notification import Notification
from cases.words import cleaned

SHORTEST, LONGEST = 1, 24 * 28  # hours
DEVIABLE = ("round_hours", "feedback_hours")  # the rule, the quorum and the percentiles are never departed from: that would choose a result


class Proceeding:
    """The verbs of `Decision` that turn its rounds, and those of what comes late."""

    # --- Rounds ---------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def advance(self, *, by=None):
        """Open the next round: by the owner, or by the clock (`by` None) once the feedback time is over; None when not due."""
        self.take_turn(by=by)
        if by is None and not self.due_to_advance():
            return None
        if by is not None and not self.advanceable_by(by):
            raise PermissionDenied
        if not self.seats.rating().exists():
            if by is None:
                return None
            raise ValidationError(_("Nobody on the panel may rate."))
        return self.hold_round(number=(self.last_round.number if self.last_round else 0) + 1, by=by)

    def due_to_advance(self):
        last = self.last_round
        ready = self.is_under_way and self.case.is_open and self.stage == self.Stage.FEEDBACK
        return ready and last.feedback_until <= timezone.now()

    def hold_round(self, *, number, by):
        """Open round `number` for every seat; the decision's turn is already ours."""
        closes = timezone.now() + timedelta(hours=self.setting("round_hours"))
        round = self.rounds.create(number=number, closes_at=closes)
        self.__dict__.pop("held_rounds", None)
        ledger.record("round.opened", actor=by, subject=self, circle=self.case.circle, round=number)
        seats = self.seats.rating().select_related("membership")
        self.tell(Notification.Kind.ROUND, [seat.membership for seat in seats if by is None or seat.membership_id != by.pk])
        return round

    def void_rounds(self, *, since, why, by, reason=""):
        """Void every round from number `since` on: none of them is counted or shown. `why` is a Round.Voided; the turn is already ours."""
        fresh = {"voided_at": timezone.now(), "voided_why": why, "voided_reason": reason}
        if self.rounds.filter(number__gte=since, voided_at=None).update(**fresh):
            ledger.record("round.voided", actor=by, subject=self, circle=self.case.circle, round=since, why=str(why))
        self.__dict__.pop("held_rounds", None)

    @transaction.atomic
    def new_facts(self, *, reason, by, kept=(), words=None):
        """Void the open round, whose ballots answered another question, and hold it again; the reason (Clean[str]) is printed.

        words: what `Case.edit` takes, when the facts are written into the case by the same act. A round that is closed stays as it
        is, since voiding it would be choosing the result: the next round, or a new decision, rates the new facts.
        """
        text = cleaned(reason).strip()
        self.take_turn(by=by)
        if not self.revisable_by(by):
            raise PermissionDenied
        if not text:
            raise ValidationError(_("Write what is new."))
        if words is not None:
            self.case.edit(by=by, **words)
        number = self.open_round.number
        self.void_rounds(since=number, why=self.rounds.model.Voided.FACTS, by=by, reason=text)
        self.case.keep(kept, by=by)
        return self.hold_round(number=number, by=by)

    # --- Settings -------------------------------------------------------------------------------------------------------

    def setting(self, name):
        """A locked setting as it is in force now: the last deviation from it, or what was locked."""
        last = self.deviations.in_order().filter(setting=name).last()
        return last.after if last is not None else self.settings[name]

    @transaction.atomic
    def deviate(self, *, setting, hours, reason, by, kept=()):
        """Depart from a locked duration, from the next round on; the reason (Clean[str]) and both durations are printed (I4)."""
        text = cleaned(reason).strip()
        self.take_turn(by=by)
        if not self.deviable_by(by):
            raise PermissionDenied
        if setting not in DEVIABLE or type(hours) is not int or not SHORTEST <= hours <= LONGEST:
            raise ValidationError(_("Choose a duration from 1 to 672 hours."))
        if not text:
            raise ValidationError(_("Write a reason."))
        if (before := self.setting(setting)) == hours:
            raise ValidationError(_("It lasts that long already."))
        made = self.deviations.create(setting=setting, before=before, after=hours, reason=text, made_by=by)
        self.case.keep(kept, by=by)
        ledger.record("decision.deviated", actor=by, subject=self, circle=self.case.circle, setting=setting, before=before, after=hours)
        seats = self.seats.of_active_members().select_related("membership")
        self.tell(Notification.Kind.DECISION, [seat.membership for seat in seats if seat.membership_id != by.pk])
        return made

    # --- What comes late --------------------------------------------------------------------------------------------------

    def missed_by(self, membership):
        """The number of the last closed round if this member's seat rates and was not counted in it, else None."""
        seat = self.seats.rating().filter(membership=membership).first()
        if seat is None or not self.closed_rounds:
            return None
        last = self.closed_rounds[-1]
        return None if seat.ballots.filter(round=last, counted_at__isnull=False).exists() else last.number

    @transaction.atomic
    def say(self, *, body, by, missed=False, kept=(), removed=None):
        """Give an opinion on the decision: a comment (Clean[str]) of the discussion, marked as not counted.

        missed: say also that one's ballot missed the last closed round; ValidationError when it did not.
        """
        cleaned(body)
        self.take_turn(by=by)
        if not self.discussable_by(by):
            raise PermissionDenied
        number = self.missed_by(by) if missed else None
        if missed and number is None:
            raise ValidationError(_("Your ballot did not miss a round."))
        return Comment.write(case=self.case, by=by, body=body, decision=self, missed_round=number, kept=kept, removed=removed)

    def conflictable_by(self, membership):
        """The member of a seat that could rate, after the conclusion, once; on a closed case too."""
        here = self.case.hidden_at is None and self.case.removed_at is None
        if not here or self.concluded_at is None or not membership.is_active:
            return False
        seat = self.seats.rating().filter(membership=membership).first()
        return seat is not None and not self.late_conflicts.filter(seat=seat).exists()

    @transaction.atomic
    def conflict_after(self, *, by):
        """Declare, after the conclusion, a conflict that the seat of `by` had. Returns the LateConflict.

        The last round is computed again without this seat and all that declared so before; of that nothing is kept but whether the
        result is "unchanged" or "changed", and a change stays (CONSENSUS.md I6, I12). Printed is the decision's `late_effect` alone:
        whose seat it was, or how many, would tell how somebody rated (I11), so the ledger names nobody either.
        """
        self.take_turn(by=by)
        if not self.conflictable_by(by):
            raise PermissionDenied
        seat = self.seats.get(membership=by)
        without = {seat.pk, *self.late_conflicts.values_list("seat_id", flat=True)}
        effect = self.last_round.effect_without(without)
        conflict = self.late_conflicts.create(seat=seat, effect=effect)
        if self.late_effect != consensus.CHANGED:
            self.late_effect = effect
            self.save(update_fields=["late_effect"])
        ledger.record("decision.late_conflict", actor=None, subject=self, circle=self.case.circle, effect=effect)
        if effect == consensus.CHANGED:
            self.tell(Notification.Kind.DECISION, self.owners())
        return conflict

    def owners(self):
        """The case's author, or the circle's admins once they have left."""
        members = self.case.circle.memberships.active().select_related("user")
        return list(members.filter(pk=self.case.author_id) if self.case.author.is_active else members.admins())
