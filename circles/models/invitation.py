"""A single-use way into a circle, bound to one address and one role."""

import hashlib
import secrets
import uuid
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts import ledger, mail
from circles.models.membership import Membership, Role


class Unusable(Exception):
    """The invitation is used, revoked, expired, for somebody else, or its inviter may no longer invite. Which one is not said."""


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor revoked nor expired."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def vouched(self):
        """Sent by the operator, or by somebody who is an admin of that circle now."""
        inviter = Q(invited_by__ended_at=None, invited_by__user__is_active=True, invited_by__role=Role.ADMIN)
        return self.filter(Q(invited_by=None) | (inviter & Q(invited_by__circle=models.F("circle"))))

    def newest_first(self):
        return self.order_by("-sent_at")


class Invitation(models.Model):
    """Only the SHA-256 of its 256-bit token is stored. Without `invited_by` it came from the operator (`start_circle`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    # CASCADE: were it set to null, an invitation without its inviter would pass for one of the operator's.
    invited_by = models.ForeignKey("circles.Membership", null=True, on_delete=models.CASCADE, related_name="invitations_sent")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    unscoped = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_is_known")]

    def __str__(self):
        return f"invitation {self.pk}"

    @property
    def is_open(self):
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()

    @classmethod
    def fingerprint(cls, token):
        """What is stored, and kept in a session, in place of a token."""
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def usable(cls, fingerprint):
        """The invitation with that fingerprint if it can be accepted now, else None. Reading never uses it up."""
        found = cls.unscoped.open().vouched().select_related("circle", "invited_by__user")
        return found.filter(token_hash=fingerprint).first() if fingerprint else None

    @classmethod
    def link(cls, token):
        """The address that a token opens."""
        return settings.PUBLIC_URL + reverse("invitation-open", kwargs={"token": token})

    def manageable_by(self, by):
        return by.is_admin and by.circle_id == self.circle_id

    def is_for(self, user):
        """Whether it was sent to the address this person signs in with, which is always a confirmed one."""
        return user.is_authenticated and user.email.lower() == self.email

    def send(self, *, days):
        """Make a new token, which makes any earlier link dead; mail it when the transaction commits. Returns the token."""
        token = secrets.token_urlsafe(32)
        self.token_hash, self.sent_at = self.fingerprint(token), timezone.now()
        self.expires_at = self.sent_at + timedelta(days=days)
        self.save()
        facts = {"link": self.link(token), "expires_at": self.expires_at}
        transaction.on_commit(partial(mail.send, self.email, "invitation", facts, language=self.circle.language))
        return token

    @transaction.atomic
    def resend(self, *, by, days=7):
        """Send a new link and forget the old one. Returns the token. Raises PermissionDenied, Unusable once accepted or revoked."""
        self._settle(by)
        if self.accepted_at or self.revoked_at:
            raise Unusable
        self.invited_by = by
        token = self.send(days=days)
        ledger.record("invitation.resent", actor=by, subject=self, circle=self.circle, role=self.role, days=days)
        return token

    @transaction.atomic
    def revoke(self, *, by):
        """Make the link dead. Raises PermissionDenied; an accepted invitation stays as it is."""
        self._settle(by)
        if self.accepted_at is None and self.revoked_at is None:
            self.revoked_at, self.revoked_by = timezone.now(), by
            self.save(update_fields=["revoked_at", "revoked_by"])
            ledger.record("invitation.revoked", actor=by, subject=self, circle=self.circle)

    @transaction.atomic
    def accept(self, *, by):
        """Make `by`, a User, a member. Returns the membership. Raises Unusable.

        The conditional UPDATE lets one of any number of simultaneous accepts through; the circle is held, so that an
        inviter who loses the right at the same moment has either lost it before or is seen to have it.
        """
        self.circle.hold()
        now = timezone.now()
        invitation = Invitation.unscoped.open().vouched().filter(pk=self.pk, token_hash=self.token_hash).first()
        if invitation is None or not by.is_active or not invitation.is_for(by):
            raise Unusable
        if self.circle.memberships.filter(user=by, ended_at=None).exists():
            raise Unusable
        alone = Invitation.unscoped.filter(pk=self.pk, accepted_at=None, revoked_at=None, expires_at__gt=now)
        if not alone.update(accepted_at=now):
            raise Unusable
        membership = Membership.unscoped.create(circle=self.circle, user=by, role=invitation.role, invited_by=invitation.invited_by)
        Invitation.unscoped.filter(pk=self.pk).update(accepted_by=membership)
        ledger.record("invitation.accepted", actor=by, subject=self, circle=self.circle, role=membership.role)
        ledger.record("membership.started", actor=by, subject=membership, circle=self.circle, role=membership.role)
        return membership

    def _settle(self, by):
        self.circle.hold()
        by.refresh_from_db(fields=["role", "ended_at"])
        self.refresh_from_db(fields=["accepted_at", "revoked_at", "expires_at"])
        if not self.manageable_by(by):
            raise PermissionDenied
