"""A sealed raw upload while it is being cleaned. The raw bytes are readable by nobody and expire."""

import uuid

from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    RECEIVING = "receiving", "Receiving"
    SEALED = "sealed", "Waiting"
    CLEANING = "cleaning", "Looking for identifiers"
    REVIEW = "review", "Waiting for your review"
    APPROVED = "approved", "Waiting to be masked"
    BURNING = "burning", "Masking"
    ATTACHED = "attached", "Added to the case"
    ABORTED = "aborted", "Cancelled"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"


class IntakeQuerySet(models.QuerySet):
    def under_way(self):
        """Not ended: something is still sealed."""
        return self.exclude(state__in=[State.ATTACHED, State.ABORTED, State.REFUSED, State.FAILED])

    def due(self):
        """Waiting for a worker, or held by one whose lease ran out."""
        expired = models.Q(state__in=[State.CLEANING, State.BURNING], lease_until__lt=timezone.now())
        return self.filter(models.Q(state__in=[State.SEALED, State.APPROVED]) | expired)


class Intake(models.Model):
    """One file on its way in. No original name, no words: states, codes, rectangles and numbers only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()  # the client's idempotency key, from the URL
    author = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="intakes")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="intakes")
    for_comment = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVING)
    code = models.CharField(max_length=32, blank=True)  # a key of deid.REFUSALS, or our own
    kind = models.CharField(max_length=8, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)  # pages with size, proposed masks and counts; engines
    review = models.JSONField(default=dict)  # what the author decided: masks, reasons, answers
    created_at = models.DateTimeField(default=timezone.now)
    sealed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    unscoped = IntakeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="one_intake_per_author_and_key")]
        indexes = [models.Index(fields=["state", "lease_until"], name="intake_due")]

    def __str__(self):
        return f"intake {self.pk} {self.state}"
