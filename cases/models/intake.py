"""A sealed raw upload while it is being cleaned. The raw bytes are readable by nobody and expire."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from accounts import ledger
from cases.endings import Declined, Fenced, sentence
from cases.limits import UPLOADS
from cases.models.reviewing import Reviewed, SentBack
from cases.models.states import ENDED, WORK, IntakeQuerySet, State

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
STALE = timedelta(minutes=10)  # an upload that received no byte for so long has broken off


class Intake(Reviewed, models.Model):
    """One file on its way in. No original name, no words but the author's cleaned description: states, codes, rectangles, numbers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)  # the client's idempotency key, from the URL
    author = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="intakes")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="intakes")
    for_comment = models.BooleanField(default=False)
    replaces = models.ForeignKey("cases.Media", null=True, blank=True, on_delete=models.CASCADE, related_name="successors")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVING)
    code = models.CharField(max_length=32, blank=True)  # a key of deid.REFUSALS or of ENDINGS
    kind = models.CharField(max_length=8, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=32, blank=True)  # whoever holds it may write: an arriving request, then a worker
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)  # pages with size, proposed masks and counts; engines
    review = models.JSONField(default=dict)  # what the author decided: masks, reasons, answers
    second_look_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_look_at = models.DateTimeField(null=True, blank=True)  # when it was accepted
    sent_back = models.CharField(max_length=8, choices=SentBack.choices, blank=True)  # why it was not
    description = models.CharField(max_length=300, blank=True)  # cleaned; becomes the media's alternative text
    created_at = models.DateTimeField(default=timezone.now)
    sealed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    unscoped = IntakeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"], name="intake_due"),
            models.Index(fields=["case", "author", "state"], name="intakes_of_case"),
        ]

    def __str__(self):
        return f"intake {self.pk} {self.state}"

    @property
    def has_ended(self):
        return self.state in ENDED

    @property
    def sentence(self):
        """Why it ended without being attached; empty otherwise."""
        return sentence(self.code) if self.code else ""

    # --- Arriving -----------------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def begin(cls, case, *, by, key, for_comment=False):
        """The row of an upload, before its first byte. The same key gives the same row, so that a request may be repeated.

        A row that is still RECEIVING changes hands (a new token): an earlier request with that key can no longer seal it.
        Raises Declined when the case takes no file from `by`, or too many are on their way; DoesNotExist for another person's key.
        """
        defaults = {"author": by, "case": case, "for_comment": for_comment, "expires_at": timezone.now() + STALE}
        held, made = cls.unscoped.get_or_create(key=key, defaults=defaults)
        if (held.author_id, held.case_id) != (by.pk, case.pk):
            raise cls.DoesNotExist
        held.author, held.case = by, case
        if not made and held.state != State.RECEIVING:
            return held
        if not takes_files(case, by=by, for_comment=held.for_comment):
            raise Declined("closed")
        _within_limits(case, by, held)
        held.token, held.expires_at = secrets.token_hex(16), timezone.now() + STALE
        held.save(update_fields=["token", "expires_at"])
        if made:
            ledger.record("upload.begun", actor=by, subject=held, circle=case.circle)
        return held

    def keep_arriving(self):
        """More bytes came: the row stays alive. Raises Fenced when a later request took over or the author cancelled."""
        if not self._ours(State.RECEIVING).update(expires_at=timezone.now() + STALE):
            raise Fenced

    @classmethod
    def again(cls, media):
        """An upload whose source is a stored clean file: it waits for a worker, then for a review by the one who sent it."""
        now = timezone.now()
        return cls.unscoped.create(
            key=uuid.uuid4(),
            author=media.by,
            case=media.case,
            for_comment=media.comment_id is not None,
            replaces=media,
            state=State.SEALED,
            kind=media.kind,
            bytes=media.bytes,
            description=media.description,
            sealed_at=now,
            expires_at=now + timedelta(hours=settings.SEALED_HOURS),
        )

    @transaction.atomic
    def seal(self, *, kind, size):
        """All bytes are there, encrypted. Raises Fenced when a later request took over, Declined when the author may no longer send."""
        self.check_standing()
        now = timezone.now()
        expires_at = now + timedelta(hours=settings.SEALED_HOURS)
        self._advance(State.RECEIVING, State.SEALED, kind=kind, bytes=size, sealed_at=now, expires_at=expires_at, token="")
        ledger.record("upload.sealed", actor=self.author, subject=self, circle=self.case.circle, kind=kind, bytes=size)

    # --- In a worker's hands ------------------------------------------------------------------------------------------

    @classmethod
    def claim(cls, pk):
        """The upload, leased to the caller with a new token; None when nothing is due. Three attempts, then FAILED."""
        with transaction.atomic():
            held = cls.unscoped.due().select_for_update(of=("self",)).select_related("case__circle", "author__user").filter(pk=pk).first()
            if held is None:
                return None
            if held.attempts >= ATTEMPTS:
                held.end(State.FAILED, "attempts")
                return held
            token, before = secrets.token_hex(16), held.state
            held.state, held.token, held.attempts = WORK[before], token, held.attempts + 1
            held.lease_until, held.done, held.total = timezone.now() + LEASE, 0, 0
            held.save(update_fields=["state", "token", "attempts", "lease_until", "done", "total"])
            return held

    def renew(self, done=None, total=None):
        """Prolong the lease, and say how far the work is. Raises Fenced when it is no longer ours."""
        progress = {} if done is None else {"done": done, "total": total}
        if not self._ours(self.state).update(lease_until=timezone.now() + LEASE, **progress):
            raise Fenced

    def is_held(self):
        """Whether the lease is still this attempt's."""
        return type(self).unscoped.under_way().filter(pk=self.pk, token=self.token).exists()

    def give_back(self):
        """The attempt failed in a way that another one may not: the lease ends now."""
        self._ours(self.state).update(lease_until=timezone.now())

    # --- The end ------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def abort(self, *, by):
        """It is not wanted: by who sent it, the case's author or a moderator. Nothing happens to one that has ended."""
        if by.pk not in (self.author_id, self.case.author_id) and not (by.is_moderator and by.circle_id == self.case.circle_id):
            raise PermissionDenied
        self.end(State.ABORTED, "cancelled")

    @transaction.atomic
    def attached(self):
        """Its media exist, in this transaction. Raises Fenced."""
        self._advance(State.BURNING, State.ATTACHED, ended_at=timezone.now(), lease_until=None, token="")
        ledger.record("upload.attached", actor=self.author, subject=self, circle=self.case.circle)

    @transaction.atomic
    def end(self, state, code, *, token=None):
        """End it with a reason, unless it has ended. With a `token` only while that one holds it. Whether this call ended it."""
        rows = type(self).unscoped.under_way().filter(pk=self.pk)
        if token is not None:
            rows = rows.filter(token=token)
        if not rows.update(state=state, code=code, ended_at=timezone.now(), lease_until=None, token=""):
            return False
        self.state, self.code = state, code
        ledger.record(f"upload.{state}", actor=self.author, subject=self, circle=self.case.circle, code=code)
        return True

    def purged(self):
        """Its key and its sealed files are gone."""
        type(self).unscoped.filter(pk=self.pk, state__in=ENDED, purged_at=None).update(purged_at=timezone.now())

    def _ours(self, state):
        return type(self).unscoped.filter(pk=self.pk, token=self.token, state=state)

    def _advance(self, before, after, **changes):
        if not self._ours(before).update(state=after, **changes):
            raise Fenced
        self.state = after
        for name, value in changes.items():
            setattr(self, name, value)

    def check_standing(self):
        """The author is a member and the case takes the file: read again under a lock, inside the transaction that relies on it.

        A stored file that was removed while it was masked further stays removed.
        """
        author = type(self.author).unscoped.select_for_update().select_related("user").get(pk=self.author_id)
        case = type(self.case).unscoped.select_for_update(of=("self",)).select_related("circle").get(pk=self.case_id)
        if not author.is_active:
            raise Declined("membership")
        if self.replaces_id is None and not takes_files(case, by=author, for_comment=self.for_comment):
            raise Declined("closed")
        if self.replaces_id is not None and type(self.replaces).unscoped.filter(pk=self.replaces_id, removed_at__isnull=False).exists():
            raise Declined("closed")


def takes_files(case, *, by, for_comment=False):
    """Whether `by` may add a file: the author to a draft or open case, any member with a comment on an open one."""
    if not by.is_active or by.circle_id != case.circle_id:
        return False
    if for_comment:
        return case.is_open
    return case.author_id == by.pk and case.removed_at is None and case.hidden_at is None and case.closed_at is None


def _within_limits(case, by, held):
    mine = Intake.unscoped.of(by).exclude(pk=held.pk)
    if mine.filter(state=State.RECEIVING).count() >= UPLOADS.arriving:
        raise Declined("busy")
    if mine.under_way().count() >= UPLOADS.under_way:
        raise Declined("busy")
    if mine.filter(created_at__gt=timezone.now() - timedelta(days=1)).count() >= UPLOADS.per_day:
        raise Declined("busy")
    coming = Intake.unscoped.under_way().filter(case=case).exclude(pk=held.pk).count()
    if case.media.filter(removed_at=None).count() + coming >= UPLOADS.per_case:
        raise Declined("too_many")
