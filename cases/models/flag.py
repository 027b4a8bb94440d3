"""A report of something wrong with a case, a comment or a picture, and how a moderator resolved it."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ledger
from cases import words
from cases.models.notification import Notification, tell


class FlagQuerySet(models.QuerySet):
    def unresolved(self):
        return self.filter(resolved_at=None)

    def resolved(self):
        return self.filter(resolved_at__isnull=False)

    def oldest_first(self):
        return self.order_by("-is_privacy", "flagged_at", "id")

    def of_post(self, flag):
        """Every report of the post that `flag` is about."""
        return self.filter(case=flag.case_id, comment=flag.comment_id, media=flag.media_id)

    def at(self, case_id, anchor):
        """Reports of the post that stands at an `anchor` of the page of that case, as `Flag.anchor` gives it."""
        kind, _dash, pk = anchor.partition("-")
        return self.filter(case=case_id, comment=pk if kind == "c" else None, media=pk if kind == "m" else None)

    def with_posts(self):
        people = ("case__author__user", "comment__author__user", "media__by__user")
        return self.select_related("case", "comment", "media", "flagged_by", *people)

    def told_to(self, membership):
        """Resolved reports of this member's own posts, newest first: what their author may read, never who reported.

        Several reports that one answer closed stand together, the one that an appeal belongs to first; its appeal comes with it.
        """
        whole = models.Q(comment=None, media=None, case__author=membership)
        mine = whole | models.Q(comment__author=membership) | models.Q(media__by=membership)
        rows = self.resolved().filter(mine).select_related("appeal")
        return rows.order_by("-resolved_at", "-is_privacy", "flagged_at", "id")

    def takings_from(self, membership):
        """Of those, the reports for which a moderator took the post away."""
        return self.told_to(membership).filter(action=Flag.Action.REMOVED)


class Flag(models.Model):
    class Reason(models.TextChoices):
        PRIVACY = "privacy", _("A patient could be recognised")
        UNSAFE = "unsafe", _("Dangerous or wrong advice")
        UNKIND = "unkind", _("Disrespectful")
        OTHER = "other", _("Something else")

    class Action(models.TextChoices):
        RESTORED = "restored", _("Restored")
        MASKED = "masked", _("Sent back to be masked further")
        REMOVED = "removed", _("Removed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="flags")
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
        indexes = [
            models.Index(fields=["case", "resolved_at"], name="flags_of_case"),
            models.Index(fields=["circle", "resolved_at", "flagged_at"], name="flags_of_circle"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(comment=None) | models.Q(media=None), name="flag_of_one_post"),
        ]

    def __str__(self):
        return f"flag {self.pk}"

    @property
    def post(self):
        """What was reported: a Comment, a Media or the Case itself."""
        return self.comment or self.media or self.case

    @property
    def post_kind(self):
        return self.post._meta.model_name

    @property
    def post_author(self):
        return self.media.by if self.media_id else self.post.author

    @property
    def facts(self):
        """Which post, as facts of the ledger."""
        return {"post": self.post_kind, "post_id": str(self.post.pk)}

    @property
    def pictures(self):
        """The media a moderator must see to answer: the reported one, those of the comment, or those of the case itself.

        One that was taken away by itself and waits for an appeal is seen with its own report alone.
        """
        taken = models.Q(pk=self.media_id, kept_until__gt=timezone.now()) & ~models.Q(file="")
        media = self.case.media.filter(models.Q(removed_at=None) | taken, attached_at__isnull=False).in_order()
        if self.media_id:
            return media.filter(pk=self.media_id)
        return media.filter(comment=self.comment_id)

    @property
    def answered_together(self):
        """This resolved report and the others that the same answer closed, in one order for everybody: the first stands for the taking."""
        return Flag.unscoped.of_post(self).filter(resolved_at=self.resolved_at).oldest_first()

    @property
    def anchor(self):
        """Where the post stands on the page of its case."""
        return self.comment.anchor if self.comment_id else f"m-{self.media_id}" if self.media_id else ""

    # --- Rights --------------------------------------------------------------------------------------------------------

    def bars(self, membership):
        """Whether this moderator takes part: wrote the post or the case, reported the post, or sits in the case's panel."""
        if membership.pk in (self.case.author_id, self.post_author.pk):
            return True
        if self.of_same_post().filter(flagged_by=membership).exists():
            return True
        return self.case.decisions.filter(seats__membership=membership).exists()

    def workable_by(self, membership):
        return membership.is_moderator and membership.circle_id == self.circle_id and not self.bars(membership)

    def of_same_post(self):
        """This report and the other unresolved ones of the same post."""
        return Flag.unscoped.unresolved().of_post(self)

    # --- Verbs ---------------------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def report(cls, post, *, by, reason, note=None, kept=()):
        """Report a Case, Comment or Media. A privacy report hides it in the same transaction. Reporting twice is reporting once,
        but a second report may be the more serious one. `note` is a Clean[str] or None."""
        places = {"comment": "comment", "media": "media"}
        case = post.case if post._meta.model_name in places else post
        if not by.is_active or by.circle_id != case.circle_id or reason not in cls.Reason.values:
            raise PermissionDenied
        case.lock(by=by)  # before its reports, as whoever answers one: in another order two could wait for each other
        flag = cls(circle=case.circle, case=case, flagged_by=by, reason=reason, is_privacy=reason == cls.Reason.PRIVACY)
        if post._meta.model_name in places:
            setattr(flag, post._meta.model_name, post)
        earlier = flag.of_same_post().select_for_update().filter(flagged_by=by).first()
        if earlier is not None and (earlier.is_privacy or not flag.is_privacy):
            return earlier
        if earlier is None and (post.hidden_at or post.removed_at or not case.reportable_by(by)):
            raise PermissionDenied
        if earlier is not None:
            flag.pk, flag._state.adding, flag.flagged_at = earlier.pk, False, earlier.flagged_at
        flag.note = words.cleaned(note).strip() if note is not None else ""
        flag.save()
        case.keep(kept, by=by)
        ledger.record("flag.raised", actor=by, subject=flag, circle=case.circle, reason=str(reason), **flag.facts)
        if flag.is_privacy:
            flag._hide(by)
        moderators = [member for member in case.circle.memberships.active().moderators() if not flag.bars(member)]
        tell(moderators, Notification.Kind.FLAG, case_id=case.pk, anchor="queue")
        return flag

    @transaction.atomic
    def restore(self, *, by, explanation=None):
        """Show the post again; an explanation (Clean[str]) may be given."""
        self._resolve(by, self.Action.RESTORED, explanation)
        if self.post.hidden_at is not None:
            self.post.restore()
            self._note("restored", by)

    @transaction.atomic
    def mask_more(self, *, by, explanation):
        """Send the post back to its author, hidden from everyone else until more of it is masked.

        A picture goes through intake again: the new Intake, whose task the caller enqueues, is returned.
        """
        if not words.cleaned(explanation).strip():
            raise ValueError("an explanation is needed")
        self._resolve(by, self.Action.MASKED, explanation)
        if self.media_id:
            return self.media.mask_more(by=by, flag=self)
        self.post.send_back()
        self._note("sent_back", by)
        return None

    @transaction.atomic
    def remove(self, *, by, explanation):
        """Take the post away; for privacy its words and files are wiped, for another reason they stay out of reach for an appeal."""
        if not words.cleaned(explanation).strip():
            raise ValueError("an explanation is needed")
        private = self.of_same_post().filter(is_privacy=True).exists()
        self._resolve(by, self.Action.REMOVED, explanation)
        if self.media_id:
            self.media.remove(by=by, answering=True, wipe=private)
        else:
            self.post.remove(by=by, wipe=private)

    def _hide(self, by):
        already = self.post.hidden_at is not None
        self.post.hide_for_privacy()
        self._note("hidden", by)
        if not already and self.post_author.is_active and self.post_author.pk != by.pk:
            tell([self.post_author], Notification.Kind.HIDDEN, case_id=self.case_id, anchor=self.anchor)

    def _note(self, event, by):
        ledger.record(f"{self.post_kind}.{event}", actor=by, subject=self.post, circle=self.circle)

    def _resolve(self, by, action, explanation):
        """Close every open report of the post with one answer, tell its author, and write it down."""
        self.case.lock(by=by)
        same = self.of_same_post().select_for_update()
        if not self.workable_by(by) or not any(flag.pk == self.pk for flag in same):
            raise PermissionDenied
        self.resolved_at, self.resolved_by, self.action = timezone.now(), by, action
        self.explanation = words.cleaned(explanation).strip() if explanation is not None else ""
        answer = {name: getattr(self, name) for name in ("resolved_at", "resolved_by", "action", "explanation")}
        count = Flag.unscoped.filter(pk__in=[flag.pk for flag in same]).update(**answer)
        ledger.record("flag.resolved", actor=by, subject=self, circle=self.circle, action=str(action), reports=count, **self.facts)
        if self.post_author.is_active:
            tell([self.post_author], Notification.Kind.RESOLUTION, case_id=self.case_id, anchor=self.anchor)
