"""A person's place in a circle. An ended membership stays as a row: what it did keeps its author."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ledger


class LastAdmin(Exception):
    """The circle would be left without an admin."""


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    ADMIN = "admin", _("Admin")


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None, user__is_active=True)

    def admins(self):
        return self.filter(role=Role.ADMIN)

    def moderators(self):
        return self.filter(role__in=[Role.MODERATOR, Role.ADMIN])

    def with_news(self):
        """Brings how many notices each has not read (`unread_notices`), at no further query."""
        return self.annotate(unread_notices=models.Count("notifications", filter=models.Q(notifications__read_at=None)))

    def with_people(self):
        return self.select_related("user", "user__registration")

    def by_name(self):
        return self.order_by("user__name", "pk")


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
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name peers see; an erased person shows as a former member."""
        return self.user.name or str(_("Former member"))

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

    def changeable_by(self, by):
        """Whether `by` may change this role or end this membership: an admin of the same circle."""
        return by.is_admin and by.circle_id == self.circle_id and self.ended_at is None

    def hold(self):
        """Lock this row until the transaction ends and read the role afresh. Raises PermissionDenied when it has ended meanwhile.

        Whatever a member does and the end of their membership come one after the other: nothing of theirs is stored after it.
        """
        held = type(self).unscoped.select_for_update(of=("self",), no_key=True).active().filter(pk=self.pk).first()
        if held is None:
            raise PermissionDenied
        self.role = held.role

    @transaction.atomic
    def change_role(self, role, *, by):
        """Give another role. Raises PermissionDenied, ValueError for an unknown role, LastAdmin."""
        role = Role(role)
        self._settle(by)
        if not self.changeable_by(by):
            raise PermissionDenied
        if role == self.role:
            return
        if role != Role.ADMIN:
            self._leave_an_admin()
        before, self.role = self.role, role
        self.save(update_fields=["role"])
        ledger.record("membership.role", actor=by, subject=self, circle=self.circle, before=str(before), after=str(role))

    @transaction.atomic
    def end(self, *, by):
        """End somebody's membership; their next request is a 404. Raises PermissionDenied, LastAdmin."""
        self._settle(by)
        if not self.changeable_by(by):
            raise PermissionDenied
        self._end("membership.ended", by)

    @transaction.atomic
    def leave(self, *, by):
        """End one's own membership. Raises PermissionDenied for anybody else's, LastAdmin."""
        self._settle(by)
        if by.pk != self.pk or self.ended_at is not None:
            raise PermissionDenied
        self._end("membership.left", by)

    def _end(self, event, by):
        self._leave_an_admin()
        self.ended_at, self.ended_by = timezone.now(), by
        self.save(update_fields=["ended_at", "ended_by"])
        ledger.record(event, actor=by, subject=self, circle=self.circle)

    def _settle(self, by):
        """Hold the circle, so that two changes of its members come one after the other, and read both again as they now are."""
        self.circle.hold()
        for membership in (self, by):
            membership.refresh_from_db(fields=["role", "ended_at"])
            membership.user.refresh_from_db(fields=["is_active"])

    def _leave_an_admin(self):
        if self.role == Role.ADMIN and not self.circle.memberships.active().admins().exclude(pk=self.pk).exists():
            raise LastAdmin
