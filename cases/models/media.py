"""An image or a video of a case, de-identified, with its receipt."""

import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ledger
from cases.models.intake import Intake, State
from cases.models.notification import Notification, tell
from cases.storage import clean_storage

KEPT = timedelta(days=90)  # so long the files of a picture that was taken away for another reason than privacy wait for an appeal
GRACE = timedelta(hours=1)  # an appeal granted in the last minute is stored before the sweeper comes


class MediaQuerySet(models.QuerySet):
    def shown(self):
        """Attached, neither hidden nor removed, and not of a comment that is."""
        of_hidden_comment = Q(comment__hidden_at__isnull=False) | Q(comment__removed_at__isnull=False)
        return self.filter(removed_at=None, hidden_at=None, attached_at__isnull=False).exclude(of_hidden_comment)

    def unattached(self):
        """Waiting for their comment to be posted."""
        return self.filter(removed_at=None, hidden_at=None, attached_at=None)

    def shown_to(self, membership):
        """What is shown, and what waits for this member's own comment."""
        return self.shown() | self.unattached().filter(by=membership)

    def of_case(self):
        """Of the case itself, not of a comment that is there or to come."""
        return self.filter(comment=None, attached_at__isnull=False)

    def in_order(self):
        return self.order_by("position", "created_at", "page", "id")

    def removed_but_stored(self):
        """Rows whose files are still to be deleted, at once or because nobody can appeal any more."""
        over = Q(kept_until=None) | Q(kept_until__lt=timezone.now() - GRACE)
        return self.filter(over, removed_at__isnull=False).exclude(file="")

    def give_up(self):
        """What was kept for an appeal is kept no longer: the sweeper deletes it."""
        return self.filter(kept_until__isnull=False).update(kept_until=None)


class Media(models.Model):
    """Made by intake alone. `comment` is set when it came with a comment; `attached_at` is empty until that comment is posted."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("Image")
        VIDEO = "video", _("Video")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="media")
    comment = models.ForeignKey("cases.Comment", null=True, blank=True, on_delete=models.SET_NULL, related_name="media")
    by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey("cases.Intake", null=True, blank=True, on_delete=models.SET_NULL, related_name="media")
    page = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    file = models.FileField(storage=clean_storage, max_length=200)
    poster = models.FileField(storage=clean_storage, max_length=200, blank=True)
    content_type = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField(null=True, blank=True)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    receipt = models.JSONField(default=dict)
    description = models.CharField(max_length=300)  # alternative text, required at review
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    attached_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateTimeField(null=True, blank=True)  # a moderator took it away, and its files stay out of reach for an appeal

    unscoped = MediaQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "page"], name="one_media_per_intake_and_page")]
        indexes = [models.Index(fields=["case", "position"], name="media_of_case")]

    def __str__(self):
        return f"media {self.pk}"

    @property
    def is_video(self):
        return self.kind == self.Kind.VIDEO

    @property
    def found(self):
        """(kind, count) of what was found in the upload, as the receipt tells."""
        return sorted(self.receipt.get("found", {}).items())

    @property
    def masks_burned(self):
        return len(self.receipt.get("masks", []))

    @property
    def masks_taken_off(self):
        """How many proposed masks the author removed, each with a reason."""
        return len(self.receipt.get("decided", {}).get("removed", []))

    @property
    def is_wiped(self):
        """Whether its files are gone, or about to be: it cannot come back."""
        return self.removed_at is not None and (not self.file or self.kept_until is None or self.kept_until <= timezone.now())

    def removable_by(self, membership):
        """By who sent it and by the case's author; a moderator removes it by answering a report, with an explanation."""
        if self.removed_at or not membership.is_active or membership.circle_id != self.case.circle_id:
            return False
        return membership.pk in (self.by_id, self.case.author_id)

    def reportable_by(self, membership):
        return membership.is_active and self.attached_at is not None and self.hidden_at is None and self.removed_at is None

    # --- Verbs ----------------------------------------------------------------------------------------------------------

    def attach(self, intake, *, instead_of=None):
        """Save the row of files that intake has stored; called by intake alone, inside its fenced transaction.

        It comes last in its case, or takes the place of the media that was to be masked further, which is removed.
        """
        if instead_of is None:
            last = type(self).unscoped.filter(case_id=self.case_id).aggregate(last=models.Max("position"))["last"]
            self.position = 0 if last is None else last + 1
            self.attached_at = None if intake.for_comment else timezone.now()
        else:
            self.position, self.comment_id, self.attached_at = instead_of.position, instead_of.comment_id, instead_of.attached_at
            instead_of.removed_at = timezone.now()
            instead_of.save(update_fields=["removed_at"])
        self.save(force_insert=True)
        ledger.record("media.attached", actor=self.by, subject=self, circle=self.case.circle, kind=self.kind, masks=self.masks_burned)

    # --- What a moderator does to it (the right is checked by Flag, which calls these) ------------------------------------

    def hide_for_privacy(self):
        """Nobody gets it until a moderator decides."""
        if self.hidden_at is None:
            self.hidden_at = timezone.now()
            self.save(update_fields=["hidden_at"])

    def restore(self):
        self.hidden_at = None
        self.save(update_fields=["hidden_at"])

    def put_back(self):
        """An appeal was granted: it is where it was. The caller has checked that it `is_wiped` not."""
        self.removed_at = self.hidden_at = self.kept_until = None
        self.save(update_fields=["removed_at", "hidden_at", "kept_until"])

    def keep_for_appeal(self):
        """Its files stay as long again: an appeal waits to be decided."""
        if not self.is_wiped:
            self.kept_until = timezone.now() + KEPT
            self.save(update_fields=["kept_until"])

    @transaction.atomic
    def remove(self, *, by, answering=False, wipe=True):
        """Out of reach for everyone; with `wipe` for good: the sweeper deletes its files within a minute, and the row keeps the receipt.

        `answering`: as a part of answering a report or of taking the whole post away, by the verb that checked that right. What was gone
        for good before, since its sender removed it or a further masked one took its place, stays so.
        """
        moderating = answering and by.is_moderator and by.circle_id == self.case.circle_id
        if not (moderating or self.removable_by(by)):
            raise PermissionDenied
        self.refresh_from_db(fields=["removed_at"], from_queryset=type(self).unscoped.select_for_update(of=("self",)))
        wipe = wipe or self.removed_at is not None
        self.removed_at = timezone.now()
        self.kept_until = None if wipe else self.removed_at + KEPT
        self.save(update_fields=["removed_at", "kept_until"])
        ledger.record("media.removed", actor=by, subject=self, circle=self.case.circle, wiped=wipe)

    @transaction.atomic
    def mask_more(self, *, by, flag):
        """More of it must be hidden: it is out of sight from now on, and its clean file goes through intake again, to its author's review.

        Returns the new Intake, which is due; a worker finds it within the sweeper's half minute. Once attached it takes this one's place.
        """
        if not by.is_moderator or flag.media_id != self.pk or self.removed_at:
            raise PermissionDenied
        self.hide_for_privacy()
        again = Intake.again(self)
        ledger.record("media.to_mask_further", actor=by, subject=self, circle=self.case.circle, upload=str(again.pk))
        return again

    # --- What newer detectors lead to (`cases.intake.redetect`, for the operator) ------------------------------------------

    def note_look(self, looked):
        """These editions found nothing that is not hidden: {"engines", "at"} on the receipt, so that they need not look again."""
        self.receipt = {**self.receipt, "looked_again": looked}
        self.save(update_fields=["receipt"])

    @transaction.atomic
    def look_again(self, *, found, hide=False):
        """They saw something that no mask covers (`found`: counts by kind): its clean file goes through intake to its author's review.

        It stays shown meanwhile, unless `hide`. Returns the new Intake; None when a review of it is open, it is gone, or its author is.
        """
        held = type(self).unscoped.select_for_update(of=("self",)).get(pk=self.pk)
        if held.removed_at or not self.by.is_active or self.successors.under_way().exists():
            return None
        if hide:
            self.hide_for_privacy()
        again = Intake.again(self)
        if not self.is_video:  # a film's author is told when it has been looked at
            tell([self.by], Notification.Kind.REVIEW, case_id=self.case_id, anchor="write" if again.for_comment else "media")
        facts = {f"found_{kind}": count for kind, count in found.items()}
        ledger.record("media.to_look_again", subject=self, circle=self.case.circle, upload=str(again.pk), hidden=hide, **facts)
        return again

    def discard_files(self):
        """Delete the files of a row that was never saved."""
        for field in (self.file, self.poster):
            if field:
                field.storage.delete(field.name)

    def delete_files(self):
        """Delete the files of a removed row, then forget their names. May be repeated."""
        self.discard_files()
        type(self).unscoped.filter(pk=self.pk, removed_at__isnull=False).update(file="", poster="")


def to_review(case, membership):
    """This member's uploads of the case that are under way, oldest first."""
    rows = case.intakes.under_way().of(membership).exclude(state=State.RECEIVING).order_by("created_at", "id")
    for intake in rows:
        intake.case = case
    return rows
