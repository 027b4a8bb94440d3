"""An author's appeal against a moderator's taking a post away, and how a second person decided it."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ledger
from cases import words
from cases.models.flag import Flag
from cases.models.media import Media
from cases.models.notification import Notification, tell
from cases.models.seat import Seat
from circles.models import Membership

POST = ("comment", "media", "case")  # the first that is set is what a report is about; ids of three tables are never equal


class AlreadyAppealed(Exception):
    """There is an appeal against this taking already, in other words."""


class AlreadyDecided(Exception):
    """Somebody else decided the appeal first."""


def _deciders():
    """The members who may decide the appeal of the outer query: moderators and admins, a second person, and none who takes part.

    Nobody who took the post away, wrote it or its case, ever reported it, or sits in a panel of its case.
    """
    case = OuterRef(OuterRef("flag__case"))
    post = Coalesce(*POST, output_field=models.UUIDField())
    reports = Flag.unscoped.annotate(post_pk=post).filter(case=case, post_pk=OuterRef(OuterRef("post_pk")), flagged_by=OuterRef("pk"))
    seats = Seat.unscoped.filter(decision__case=case, membership=OuterRef("pk"))
    members = Membership.unscoped.active().moderators().filter(circle=OuterRef("circle"))
    for taking_part in ("flag__resolved_by", "by", "flag__case__author"):
        members = members.filter(~Q(pk=OuterRef(taking_part)))
    return members.exclude(Exists(reports)).exclude(Exists(seats))


class AppealQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decided_at=None)

    def oldest_first(self):
        return self.order_by("made_at", "id")

    def with_posts(self):
        posts = ("flag__case__author__user", "flag__comment__author__user", "flag__media__by__user")
        return self.select_related("by__user", *posts)

    def seen_by(self, membership):
        """Brings, without a further query, whether this member may decide each (`may_decide`), and whether nobody may (`is_stuck`).

        In a small circle it tells who reported that nobody may: of one's own appeal only an admin learns it, who must do something.
        """
        stuck = ~Exists(_deciders()) if membership.is_admin else ~Exists(_deciders()) & ~Q(by=membership)
        rows = self.annotate(post_pk=Coalesce(*(F(f"flag__{name}") for name in POST), output_field=models.UUIDField()))
        return rows.annotate(may_decide=Exists(_deciders().filter(pk=membership.pk)), is_stuck=stuck)


class Appeal(models.Model):
    """One for each taking: `flag` is the first of the reports that one answer closed."""

    class Ruling(models.TextChoices):
        UPHELD = "upheld", _("The removal stands")
        GRANTED = "granted", _("The removal was wrong")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="appeals")
    flag = models.OneToOneField("cases.Flag", on_delete=models.CASCADE, related_name="appeal")
    by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="appeals")
    grounds = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ruling = models.CharField(max_length=8, choices=Ruling.choices, blank=True)
    reason = models.TextField(blank=True)  # what the author is told

    unscoped = AppealQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["circle", "decided_at", "made_at"], name="appeals_of_circle")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, ruling="", reason="", decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason="") & ~Q(ruling=""),
                name="appeal_is_decided_whole",
            )
        ]

    def __str__(self):
        return f"appeal {self.pk}"

    @property
    def was_granted(self):
        return self.ruling == self.Ruling.GRANTED

    # --- Rights --------------------------------------------------------------------------------------------------------

    def decidable_by(self, membership):
        return Appeal.unscoped.seen_by(membership).get(pk=self.pk).may_decide

    @property
    def deciders(self):
        """The memberships that may decide it, now. Empty: it waits until somebody is made a moderator."""
        return [member for member in self.circle.memberships.active().moderators() if self.decidable_by(member)]

    # --- Verbs ---------------------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def make(cls, flag, *, by, grounds, kept=()):
        """Appeal against the taking that `flag` led to, once, with `grounds` (Clean[str]). The same words sent again are the same appeal.

        Raises PermissionDenied for anybody but the author of a post that was taken away, AlreadyAppealed, ValueError without words.
        """
        text = words.cleaned(grounds).strip()
        if not text:
            raise ValueError("grounds are needed")
        flag.case.lock(by=by)
        if flag.action != Flag.Action.REMOVED or flag.post_author.pk != by.pk:
            raise PermissionDenied
        taking = flag.answered_together.with_posts().first()
        if (made := cls.unscoped.filter(flag=taking).first()) is not None:
            if made.grounds == text:
                return made
            raise AlreadyAppealed
        appeal = cls(circle=flag.circle, flag=taking, by=by, grounds=text)
        appeal.save(force_insert=True)
        if taking.media_id:
            taking.media.keep_for_appeal()
        taking.case.keep(kept, by=by)
        ledger.record("appeal.made", actor=by, subject=appeal, circle=flag.circle, **taking.facts)
        tell(appeal.deciders or flag.circle.memberships.active().admins(), Notification.Kind.APPEAL, case_id=flag.case_id, anchor="queue")
        return appeal

    @transaction.atomic
    def decide(self, ruling, *, by, reason):
        """Let the removal stand, or undo it: the post comes back unless its words or files were wiped. `reason` is a Clean[str].

        Returns whether the post came back. Raises PermissionDenied, AlreadyDecided, ValueError without a reason or for another ruling.
        """
        text, ruling = words.cleaned(reason).strip(), self.Ruling(ruling)
        if not text:
            raise ValueError("a reason is needed")
        flag = Flag.unscoped.with_posts().select_related("circle").get(pk=self.flag_id)
        flag.case.lock(by=by)
        if not self.decidable_by(by):
            raise PermissionDenied
        held = Appeal.unscoped.select_for_update(of=("self",)).get(pk=self.pk)
        if held.decided_at is not None:
            raise AlreadyDecided
        self.decided_at, self.decided_by, self.ruling, self.reason = timezone.now(), by, ruling, text
        self.save(update_fields=["decided_at", "decided_by", "ruling", "reason"])
        back = self._put_back(by) if self.was_granted else self._give_up()
        ledger.record(f"appeal.{ruling}", actor=by, subject=self, circle=self.circle, back=back, **flag.facts)
        if self.by.is_active:
            tell([self.by], Notification.Kind.APPEALED, case_id=flag.case_id, anchor=flag.anchor)
        return back

    def _give_up(self):
        """There is no further appeal: the sweeper deletes a picture that was kept for this one. False, since nothing came back."""
        Media.unscoped.filter(pk=self.flag.media_id, removed_at__isnull=False).give_up()
        return False

    def _put_back(self, by):
        """Show the post where it was, read afresh under the lock of its case; False when nothing of it is left to show."""
        flag = Flag.unscoped.with_posts().get(pk=self.flag_id)
        if flag.post.removed_at is None or flag.post.is_wiped:
            return False
        flag.post.put_back()
        ledger.record(f"{flag.post_kind}.restored", actor=by, subject=flag.post, circle=self.circle)
        return True
