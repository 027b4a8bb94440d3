"""A closed group of clinicians with a policy and a language of its own."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts import ledger
from circles import policies
from circles.models.invitation import Invitation
from circles.models.membership import Membership, Role

INVITATIONS_A_DAY = 200  # per inviter; a stolen admin session must not become a mail cannon
PROFILES = [  # a percent sign before a word is no placeholder: xgettext is told so
    # xgettext:no-python-format
    ("ram_strict", _("RAND/UCLA, strict: 75 % in one third, under 15 % in the other")),
    ("ram_agreement", _("RAND/UCLA, classic agreement")),
    # xgettext:no-python-format
    ("comet_70_15", _("COMET: 70 % for, under 15 % against")),
    # xgettext:no-python-format
    ("delphi_80", _("Delphi: 80 % in one third")),
    ("quick", _("Quick: one round, no consensus method")),
]
REASONS = [
    ("abstaining", _("Needed from whoever cannot judge, welcome from all")),
    ("always", _("Needed with every rating")),
]
HOURS = [MinValueValidator(1), MaxValueValidator(24 * 28)]


class TooManyInvitations(Exception):
    """The inviter reached the number of invitations a day."""


class AlreadyMember(Exception):
    """The address belongs to an active member of the circle."""


class CircleQuerySet(models.QuerySet):
    def for_sidebar(self):
        return self.order_by("name")


class Circle(models.Model):
    """Everything clinical hangs below a circle and is reached through it."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, default="en", choices=settings.LANGUAGES)
    policy = models.CharField(max_length=16, default="international", choices=policies.CHOICES)
    created_at = models.DateTimeField(default=timezone.now)
    proposal_hours = models.PositiveSmallIntegerField(default=48, validators=HOURS)
    round_hours = models.PositiveSmallIntegerField(default=72, validators=HOURS)
    feedback_hours = models.PositiveSmallIntegerField(default=48, validators=HOURS)
    profile = models.CharField(max_length=16, default="ram_strict", choices=PROFILES)
    reasons = models.CharField(max_length=16, default="abstaining", choices=REASONS)

    unscoped = CircleQuerySet.as_manager()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("circle", kwargs={"circle": self.slug})

    @property
    def decision_days(self):
        """Whole days, rounded up, from opening a decision to the close of the second round, or of the only one by the quick rule."""
        rounds = 1 if self.profile == "quick" else 2
        return -(-(self.proposal_hours + rounds * self.round_hours + (rounds - 1) * self.feedback_hours) // 24)

    @classmethod
    def establish(cls, name, *, policy="international", language="en", slug=None):
        """A new circle without members: the operator's way to begin (then `invite(..., by=None)`).

        The address always ends in something random, so that a taken name tells nobody that such a circle exists.
        """
        slug = slug or f"{slugify(name)[:48] or 'circle'}-{secrets.token_hex(3)}"
        with transaction.atomic():
            circle = cls.unscoped.create(slug=slug, name=name, policy=policy, language=language)
            ledger.record("circle.created", subject=circle, circle=circle, policy=policy, language=language)
        return circle

    @classmethod
    @transaction.atomic
    def begin(cls, name, *, by, policy="international", language="en", slug=None):
        """A new circle whose first admin is the User `by`. Returns their membership."""
        circle = cls.establish(name, policy=policy, language=language, slug=slug)
        membership = Membership.unscoped.create(circle=circle, user=by, role=Role.ADMIN)
        ledger.record("membership.started", actor=by, subject=membership, circle=circle, role=membership.role)
        return membership

    @transaction.atomic
    def change(self, *, by, **settings):
        """Change name, policy, language, hours, profile or reasons. Raises PermissionDenied, ValidationError for values out of range."""
        if not (by.is_admin and by.circle_id == self.pk):
            raise PermissionDenied
        changed = [name for name, value in settings.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, settings[name])
        if changed:
            self.full_clean(exclude=["slug"])
            self.save(update_fields=changed)
            ledger.record("circle.changed", actor=by, subject=self, circle=self, **dict.fromkeys(changed, True))

    @transaction.atomic
    def invite(self, email, role=Role.MEMBER, *, by, days=7):
        """Invite an address. Returns (invitation, token); an earlier open invitation to that address is revoked.

        `by` is an admin's membership, or None for the operator. `days` is how long the link works, 1 to 30.
        Raises PermissionDenied, AlreadyMember, TooManyInvitations, ValueError.
        """
        role, email = Role(role), email.strip().lower()
        if not 1 <= days <= 30:
            raise ValueError("an invitation works for 1 to 30 days")
        self.hold()
        if by is not None:
            by.refresh_from_db(fields=["role", "ended_at"])
            if not (by.is_admin and by.circle_id == self.pk):
                raise PermissionDenied
            sent = Invitation.unscoped.filter(invited_by__user=by.user_id, sent_at__gt=timezone.now() - timedelta(days=1))
            if sent.count() >= INVITATIONS_A_DAY:
                raise TooManyInvitations
        if self.memberships.active().filter(user__email__iexact=email).exists():
            raise AlreadyMember
        for earlier in self.invitations.open().filter(email=email):
            earlier.revoked_at, earlier.revoked_by = timezone.now(), by
            earlier.save(update_fields=["revoked_at", "revoked_by"])
            ledger.record("invitation.revoked", actor=by, subject=earlier, circle=self)
        invitation = Invitation(circle=self, email=email, role=role, invited_by=by)
        token = invitation.send(days=days)
        ledger.record("invitation.sent", actor=by, subject=invitation, circle=self, role=str(role), days=days)
        return invitation, token

    def hold(self):
        """Lock this circle's row until the transaction ends: changes of who belongs come one after the other."""
        Circle.unscoped.select_for_update(no_key=True).only("pk").get(pk=self.pk)
