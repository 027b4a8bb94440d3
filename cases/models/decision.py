"""One treatment question put to a panel: options, seats, rounds, conclusion, minority reports."""

import uuid

from django.db import models
from django.utils import timezone


class DecisionQuerySet(models.QuerySet):
    def current(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Decision(models.Model):
    """States follow from its times: proposals, frozen, round open, feedback, concluded; or withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="decisions")
    question = models.TextField()
    opened_by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    proposals_close_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="superseded_by")
    profile = models.CharField(max_length=16, default="ram_strict")
    settings = models.JSONField(default=dict)  # snapshot taken at freeze: hours, quorum, percentile type, engine version
    statement = models.TextField(blank=True)
    strength = models.CharField(max_length=12, blank=True)  # "strong" or "conditional"
    conditions = models.TextField(blank=True)
    concluded_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(null=True, blank=True)  # the last closed round's, as concluded
    result_hash = models.CharField(max_length=64, blank=True)

    unscoped = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(concluded_at=None, withdrawn_at=None), name="one_decision_under_way_per_case"
            )
        ]

    def __str__(self):
        return f"decision {self.pk}"


class Option(models.Model):
    """A proposed treatment. A clinical edit makes a new version; nothing changes once the decision is frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    details = models.TextField(blank=True)
    standing = models.CharField(max_length=16, blank=True)  # "waiting" or "work-up": added to every decision
    proposed_by = models.ForeignKey("circles.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveSmallIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True)

    unscoped = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="one_option_per_position")]

    def __str__(self):
        return f"option {self.pk}"


class SeatQuerySet(models.QuerySet):
    def of_active_members(self):
        return self.filter(membership__ended_at=None, membership__user__is_active=True)

    def rating(self):
        """Seats that count: of active members, neither recused nor excluded."""
        return self.of_active_members().filter(conflict__in=["", "none", "declared"])


class Seat(models.Model):
    """A member's place in the panel."""

    class Conflict(models.TextChoices):
        UNDECLARED = "", "Not yet declared"
        NONE = "none", "No conflict of interest"
        DECLARED = "declared", "Declared: rates, and it is printed"
        RECUSED = "recused", "Recused: discusses, does not rate"
        EXCLUDED = "excluded", "Excluded by the owner"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="seats")
    pseudonym = models.CharField(max_length=24)
    conflict = models.CharField(max_length=10, choices=Conflict.choices, default=Conflict.UNDECLARED, blank=True)
    interest = models.TextField(blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)

    unscoped = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "membership"], name="one_seat_per_member"),
            models.UniqueConstraint(fields=["decision", "pseudonym"], name="one_pseudonym_per_seat"),
        ]

    def __str__(self):
        return f"seat {self.pk}"


class Round(models.Model):
    """One blind rating of every option. Its result is stored when it closes and never changes."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    result_hash = models.CharField(max_length=64, blank=True)

    unscoped = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="one_round_per_number")]

    def __str__(self):
        return f"round {self.number}"


class MinorityReport(models.Model):
    """Why a seat that rated against the result did so; printed beside the majority, at the same size."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="minority_reports")
    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="minority_report")
    text = models.TextField()
    named = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)

    unscoped = models.Manager()

    def __str__(self):
        return f"minority report {self.pk}"
