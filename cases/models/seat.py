"""A member's place in the panel, under a pseudonym, with what they declared before rating."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import ledger
from cases.words import cleaned


class SeatQuerySet(models.QuerySet):
    def of_active_members(self):
        return self.filter(membership__ended_at=None, membership__user__is_active=True)

    def rating(self):
        """Seats that count: of active members, neither recused nor excluded."""
        return self.of_active_members().exclude(conflict__in=[Seat.Conflict.RECUSED, Seat.Conflict.EXCLUDED])

    def of_or_reporting(self, membership):
        """This member's own seat and the seats that wrote a minority report, in one query."""
        seats = self.filter(models.Q(membership=membership) | models.Q(minority_report__isnull=False))
        return seats.select_related("minority_report", "membership__user").order_by("minority_report__written_at")

    def with_people(self):
        """By name: an order that says nothing about pseudonyms."""
        return self.select_related("membership__user").order_by("membership__user__name", "membership_id")


class Seat(models.Model):
    class Conflict(models.TextChoices):
        UNDECLARED = "", gettext_lazy("Not yet declared")
        NONE = "none", gettext_lazy("No conflict of interest")
        DECLARED = "declared", gettext_lazy("An interest, stated below: I rate, and it is printed")
        RECUSED = "recused", gettext_lazy("A conflict: I discuss and do not rate")
        EXCLUDED = "excluded", gettext_lazy("Excluded by the owner")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="seats")
    pseudonym = models.CharField(max_length=24)
    conflict = models.CharField(max_length=10, choices=Conflict.choices, default=Conflict.UNDECLARED, blank=True)
    interest = models.TextField(blank=True)  # what was declared, or why the seat was excluded
    declared_at = models.DateTimeField(null=True, blank=True)

    unscoped = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "membership"], name="one_seat_per_member"),
            models.UniqueConstraint(fields=["decision", "pseudonym"], name="one_pseudonym_per_seat"),
            models.CheckConstraint(
                condition=~models.Q(conflict__in=["declared", "excluded"]) | ~models.Q(interest=""), name="interest_is_stated"
            ),
        ]

    def __str__(self):
        return f"seat {self.pk}"

    @property
    def rates(self):
        return self.conflict not in (self.Conflict.RECUSED, self.Conflict.EXCLUDED)

    @property
    def has_declared(self):
        """Whether it may fill in a ballot."""
        return self.conflict in (self.Conflict.NONE, self.Conflict.DECLARED)

    def may_fill(self, round):
        """Whether this seat's ballot in `round` takes answers now."""
        return self.has_declared and round is not None and round.takes_ballots

    def declarable_by(self, membership):
        """The seat's own member, while the decision is under way; who recused or was excluded stays so."""
        decision = self.decision
        return (
            membership.is_active and membership.pk == self.membership_id and self.rates and decision.is_under_way and decision.case.is_open
        )

    def excludable_by(self, membership):
        """The owner, before any result was shown: later it would be choosing the result."""
        return self.decision.workable_by(membership) and self.conflict != self.Conflict.EXCLUDED and not self.decision.closed_rounds

    @transaction.atomic
    def declare(self, conflict, *, by, interest=None, kept=()):
        """State none, declared or recused. Recusing after a result was shown voids that round, and it is held again without the seat.

        interest: Clean[str], needed for "declared". An earlier ballot of a seat that recuses is in no count (CONSENSUS.md I6).
        """
        words = cleaned(interest).strip() if interest is not None else ""
        self._take_turn(by)
        if not self.declarable_by(by):
            raise PermissionDenied
        if conflict not in (self.Conflict.NONE, self.Conflict.DECLARED, self.Conflict.RECUSED):
            raise ValidationError(_("Choose one of the three."))
        if conflict == self.Conflict.DECLARED and not words:
            raise ValidationError(_("State the interest in a few words."))
        self._set(conflict, words if conflict != self.Conflict.NONE else "")
        self.decision.case.keep(kept, by=by)
        ledger.record("seat.declared", actor=by, subject=self.decision, circle=self.decision.case.circle, conflict=str(conflict))
        if conflict == self.Conflict.RECUSED:
            self._hold_again(by)

    @transaction.atomic
    def exclude(self, *, reason, by, kept=()):
        """Take the seat out of every count, before any result was shown."""
        words = cleaned(reason).strip()
        self._take_turn(by)
        if not self.excludable_by(by):
            raise PermissionDenied
        if not words:
            raise ValidationError(_("Write a reason."))
        self._set(self.Conflict.EXCLUDED, words)
        self.decision.case.keep(kept, by=by)
        ledger.record("seat.excluded", actor=by, subject=self, circle=self.decision.case.circle)

    def _set(self, conflict, words):
        self.conflict, self.interest, self.declared_at = conflict, words, timezone.now()
        self.save(update_fields=["conflict", "interest", "declared_at"])

    def _hold_again(self, by):
        """Void the last round this seat was counted in and whatever came after it, and open it again."""
        decision = self.decision
        counted = [round for round in decision.closed_rounds if round.ballots.filter(seat=self, counted_at__isnull=False).exists()]
        if not counted:
            return
        number = counted[-1].number
        decision.void_rounds(since=number, why=counted[-1].Voided.CONFLICT, by=by)
        if decision.seats.rating().exists():
            decision.hold_round(number=number, by=by)

    def _take_turn(self, by):
        decision = self.decision
        decision.take_turn(by=by)
        self.refresh_from_db()
        self.decision = decision
