"""What departs from the plan of a decision after the freeze: a conflict declared late, and a deviation from a locked setting."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases import consensus


class LateConflict(models.Model):
    """A conflict of interest declared after the conclusion, and whether the result is another without that seat: one word.

    It holds no words of its member: beside the effect they could tell who declared, and so how that seat rated (CONSENSUS.md I11).
    """

    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="late_conflicts")
    seat = models.OneToOneField("cases.Seat", on_delete=models.CASCADE, related_name="late_conflict")  # shown to nobody
    effect = models.CharField(max_length=10)
    declared_at = models.DateTimeField(default=timezone.now)

    unscoped = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(effect__in=consensus.EFFECTS), name="late_effect_is_known"),
        ]

    def __str__(self):
        return f"late conflict {self.pk}"


class DeviationQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("made_at", "id")


class Deviation(models.Model):
    """A locked duration, in hours, that was departed from, with the reason that is printed."""

    class Setting(models.TextChoices):
        ROUND = "round_hours", gettext_lazy("How long a round is open")
        FEEDBACK = "feedback_hours", gettext_lazy("How long the feedback lasts")

    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="deviations")
    setting = models.CharField(max_length=16, choices=Setting.choices)
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")

    unscoped = DeviationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="a_deviation_has_a_reason")]

    def __str__(self):
        return f"deviation {self.pk}"
