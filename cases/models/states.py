"""The states of an upload, from its first byte to its end, and the rows that are in them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    RECEIVING = "receiving", _("Arriving")
    SEALED = "sealed", _("Waiting to be checked")
    CLEANING = "cleaning", _("Looking for identifiers")
    REVIEW = "review", _("Waiting for your review")
    APPROVED = "approved", _("Waiting to be masked")
    BURNING = "burning", _("Masking")
    SECOND_LOOK = "second_look", _("Waiting for a moderator's second look")
    ATTACHED = "attached", _("Added to the case")
    ABORTED = "aborted", _("Cancelled")
    REFUSED = "refused", _("Refused")
    FAILED = "failed", _("Failed")


ENDED = (State.ATTACHED, State.ABORTED, State.REFUSED, State.FAILED)
WORK = {State.SEALED: State.CLEANING, State.CLEANING: State.CLEANING, State.APPROVED: State.BURNING, State.BURNING: State.BURNING}


class IntakeQuerySet(models.QuerySet):
    def under_way(self):
        """Not ended: something is still sealed."""
        return self.exclude(state__in=ENDED)

    def due(self):
        """Waiting for a worker, or held by one whose lease ran out."""
        expired = models.Q(state__in=[State.CLEANING, State.BURNING], lease_until__lt=timezone.now())
        return self.filter(models.Q(state__in=[State.SEALED, State.APPROVED]) | expired)

    def overdue(self):
        """Sealed for longer than the author has to review it."""
        return self.under_way().filter(expires_at__lt=timezone.now())

    def in_review(self):
        return self.filter(state=State.REVIEW)

    def for_second_look(self):
        """Approved by their authors, masked, and waiting for somebody else."""
        return self.filter(state=State.SECOND_LOOK)

    def of(self, membership):
        return self.filter(author=membership)

    def newest_first(self):
        return self.order_by("-created_at", "-id")

    def oldest_first(self):
        return self.order_by("reviewed_at", "id")
