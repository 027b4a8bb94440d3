"""A report of something wrong with a case, a comment or a picture, and how a moderator resolved it."""

import uuid

from django.db import models
from django.utils import timezone


class FlagQuerySet(models.QuerySet):
    def unresolved(self):
        return self.filter(resolved_at=None)

    def oldest_first(self):
        return self.order_by("-is_privacy", "flagged_at", "id")


class Flag(models.Model):
    class Reason(models.TextChoices):
        PRIVACY = "privacy", "A patient could be recognised"
        UNSAFE = "unsafe", "Dangerous or wrong advice"
        UNKIND = "unkind", "Disrespectful"
        OTHER = "other", "Something else"

    class Action(models.TextChoices):
        RESTORED = "restored", "Restored"
        MASKED = "masked", "Masked further"
        REMOVED = "removed", "Removed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="flags")
    comment = models.ForeignKey("cases.Comment", null=True, blank=True, on_delete=models.CASCADE, related_name="flags")
    media = models.ForeignKey("cases.Media", null=True, blank=True, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    is_privacy = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    flagged_by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    flagged_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=10, choices=Action.choices, blank=True)
    explanation = models.TextField(blank=True)  # what the author is told

    unscoped = FlagQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "resolved_at"], name="flags_of_case")]

    def __str__(self):
        return f"flag {self.pk}"
