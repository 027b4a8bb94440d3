"""A person's place in a circle. An ended membership stays as a row: what it did keeps its author."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Role(models.TextChoices):
    MEMBER = "member", "Member"
    MODERATOR = "moderator", "Moderator"
    ADMIN = "admin", "Admin"


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None, user__is_active=True)

    def admins(self):
        return self.filter(role=Role.ADMIN)

    def moderators(self):
        return self.filter(role__in=[Role.MODERATOR, Role.ADMIN])

    def with_people(self):
        return self.select_related("user", "user__registration")


class Membership(models.Model):
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invited_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    unscoped = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "user"], condition=models.Q(ended_at=None), name="one_active_membership_per_circle"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name peers see; an erased person shows as a former member."""
        return self.user.name or "Former member"

    @property
    def is_active(self):
        return self.ended_at is None and self.user.is_active

    @property
    def is_admin(self):
        return self.is_active and self.role == Role.ADMIN

    @property
    def is_moderator(self):
        """Whether they may work the queue: moderators and admins."""
        return self.is_active and self.role in (Role.MODERATOR, Role.ADMIN)
