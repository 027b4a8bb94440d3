"""A single-use way into a circle, bound to one address and one role."""

import uuid

from django.db import models
from django.utils import timezone

from circles.models.membership import Role


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """Only the SHA-256 of its 256-bit token is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("circles.Membership", null=True, on_delete=models.SET_NULL, related_name="invitations_sent")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    unscoped = InvitationQuerySet.as_manager()

    def __str__(self):
        return f"invitation {self.pk}"
