"""A clinical case: written in CARE order, dated in days from day 0, posted only when its words are clean."""

import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from accounts import ledger
from cases.models.facts import AGE_BANDS, SEXES, SPECIALTIES
from cases.models.kept import Kept
from cases.models.listing import CaseQuerySet
from cases.models.notification import Notification, tell
from cases.models.rights import Rights
from cases.models.wording import TEXT_FIELDS, NotReady, Worded

AGAIN = timedelta(seconds=60)  # within this time the same words are a form that was sent twice


class Case(Rights, Worded, models.Model):
    """Text fields hold cleaned text only; the verbs that write them take `Clean[str]`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="cases")
    author = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(gettext_lazy("Title"), max_length=160)
    question = models.TextField(gettext_lazy("Question"), blank=True)
    age_band = models.CharField(max_length=10, choices=AGE_BANDS, blank=True)
    sex = models.CharField(max_length=10, choices=SEXES, blank=True)
    specialty = models.CharField(max_length=40, choices=SPECIALTIES, blank=True)
    presentation = models.TextField(gettext_lazy("Presentation"), blank=True)
    findings = models.TextField(gettext_lazy("Findings on examination"), blank=True)
    investigations = models.TextField(gettext_lazy("Investigations"), blank=True)
    treatment = models.TextField(gettext_lazy("Treatment so far"), blank=True)
    tags = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a privacy report, until a moderator resolves it
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    active_at = models.DateTimeField(default=timezone.now)
    comment_count = models.PositiveIntegerField(default=0)
    findings_removed = models.JSONField(default=dict, blank=True)  # kind -> count, of the case's words

    unscoped = CaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["circle", "-active_at", "-id"], name="case_list")]

    def __str__(self):
        return f"case {self.pk}"

    def get_absolute_url(self):
        return reverse("case", kwargs={"circle": self.circle.slug, "case": self.pk})

    @property
    def is_open(self):
        return self.posted_at is not None and self.closed_at is None and self.hidden_at is None and self.removed_at is None

    @property
    def patient(self):
        """Sex and age band in words, for the facts of the case; "" when neither is stated."""
        return ", ".join(
            str(words) for words in (self.sex and self.get_sex_display(), self.age_band and self.get_age_band_display()) if words
        )

    @cached_property
    def deciding(self):
        """Whether a decision is under way (in memory after `with_decisions`)."""
        return any(decision.concluded_at is None and decision.withdrawn_at is None for decision in self.decisions.all())

    @cached_property
    def decided(self):
        return any(decision.concluded_at is not None and decision.withdrawn_at is None for decision in self.decisions.all())

    # --- Verbs ---------------------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def draft(cls, *, by, texts, facts=None, tags=None, kept=(), removed=None):
        """Begin a case in the circle of `by`: `texts` maps TEXT_FIELDS to Clean[str], `facts` FACTS to a choice; `tags` is a Clean[str].

        The same words sent again at once are the same draft.
        """
        if not by.is_active:
            raise PermissionDenied
        by.hold()
        case = cls(circle=by.circle, author=by)
        case._write(texts, facts or {}, tags, removed, draft=True)
        same = by.cases.drafts().filter(created_at__gt=timezone.now() - AGAIN, removed_at=None)
        if (twin := same.filter(**{name: getattr(case, name) for name in TEXT_FIELDS}).first()) is not None:
            return twin
        case.save(force_insert=True)
        case.keep(kept, by=by)
        ledger.record("case.drafted", actor=by, subject=case, circle=case.circle)
        return case

    @transaction.atomic
    def edit(self, *, by, texts, facts=None, tags=None, kept=(), removed=None):
        """Write new words, all of them Clean[str]; an undecided soft hit in the words of a posted case is refused by NotReady.

        The words of a posted case were read by the model (`words.cleaned`); those of a draft are when it is posted.
        """
        self.lock(by=by)
        if not self.editable_by(by):
            raise PermissionDenied
        changed = self._write(texts, facts or {}, tags, removed, draft=self.posted_at is None)
        self.keep(kept, by=by)
        if self.posted_at is not None and self.undecided():
            raise NotReady([self._undecided_sentence()])
        if changed:
            self.edited_at = timezone.now()
            self.save(update_fields=[*changed, "findings_removed", "edited_at"])
            ledger.record("case.edited", actor=by, subject=self, circle=self.circle, fields=len(changed))

    @transaction.atomic
    def post(self, *, by, read):
        """Show a draft to the circle; NotReady with sentences while anything is missing, undecided or still being cleaned.

        `read` maps each name of `wording` to what the model said of exactly the words that are stored (`words.read_all`). They are
        read again from the database under the lock: words that changed meanwhile are not posted.
        """
        self.lock(by=by)
        if self.posted_at is not None and self.owned_by(by):
            return
        if not self.postable_by(by):
            raise PermissionDenied
        self.refresh_from_db(fields=[*TEXT_FIELDS, "tags"])
        if sentences := self.obstacles(read):
            raise NotReady(sentences)
        self.posted_at = self.active_at = timezone.now()
        self.save(update_fields=["posted_at", "active_at"])
        ledger.record("case.posted", actor=by, subject=self, circle=self.circle)
        tell(self.circle.memberships.active().exclude(pk=by.pk), Notification.Kind.CASE, case_id=self.pk)

    @transaction.atomic
    def close(self, *, by):
        self.lock(by=by)
        if self.closed_at is not None and by.is_active:
            return
        if not self.closable_by(by):
            raise PermissionDenied
        self.closed_at, self.closed_by = timezone.now(), by
        self.save(update_fields=["closed_at", "closed_by"])
        ledger.record("case.closed", actor=by, subject=self, circle=self.circle)

    @transaction.atomic
    def reopen(self, *, by):
        self.lock(by=by)
        if self.is_open and by.is_active:
            return
        if not self.reopenable_by(by):
            raise PermissionDenied
        self.closed_at = self.closed_by = None
        self.active_at = timezone.now()
        self.save(update_fields=["closed_at", "closed_by", "active_at"])
        ledger.record("case.reopened", actor=by, subject=self, circle=self.circle)

    @transaction.atomic
    def discard(self, *, by):
        """Throw away a draft that nobody else has seen: its words are wiped, its pictures removed."""
        self.lock(by=by)
        if not self.removable_by(by):
            raise PermissionDenied
        self.remove(by=by, wipe=True)

    def keep(self, kept, *, by, named=True):
        """Remember soft hits that `by` keeps: items with a fingerprint, a kind and a reason. Keeping twice is keeping once.

        named: whether the ledger says who; not of words that are shown under a pseudonym (CONSENSUS.md I11).
        """
        rows = [Kept(case=self, fingerprint=hit.fingerprint, kind=hit.kind, reason=hit.reason, kept_by=by) for hit in kept]
        if rows:
            Kept.unscoped.bulk_create(rows, ignore_conflicts=True)
            ledger.record("case.words_kept", actor=by if named else None, subject=self, circle=self.circle, count=len(rows))

    def touch(self, *, comments=0, moves=True):
        """Count `comments` more (or fewer); unless `moves` is false something was said and the case goes to the top of the list."""
        if moves:
            self.active_at = timezone.now()
        Case.unscoped.filter(pk=self.pk).update(active_at=self.active_at, comment_count=models.F("comment_count") + comments)
        self.refresh_from_db(fields=["comment_count"])

    # --- What a moderator does to it (the right is checked by Flag, which calls these) -----------------------------------

    def hide_for_privacy(self):
        if self.hidden_at is None:
            self.hidden_at = timezone.now()
            self.save(update_fields=["hidden_at"])

    def restore(self):
        self.hidden_at = None
        self.save(update_fields=["hidden_at"])

    def send_back(self):
        """A draft again, its author's alone, until they have masked more and post it anew."""
        self.hidden_at = self.posted_at = None
        self.save(update_fields=["hidden_at", "posted_at"])

    def remove(self, *, by, wipe):
        """Out of reach for everyone; with `wipe` its words, its discussion and its pictures are gone for good."""
        if wipe:
            self._wipe(by)
        self.removed_at, self.removed_by = timezone.now(), by
        self.save(update_fields=["removed_at", "removed_by"])
        ledger.record("case.removed", actor=by, subject=self, circle=self.circle, wiped=wipe)

    def put_back(self):
        """An appeal was granted: it is where it was. The caller has checked that it `is_wiped` not."""
        self.hidden_at = self.removed_at = self.removed_by = None
        self.save(update_fields=["hidden_at", "removed_at", "removed_by"])

    def _wipe(self, by):
        for comment in self.comments.exclude(removed_at__isnull=False, body=""):  # those kept for an appeal too
            comment.remove(by=by, wipe=True)
        for decision in self.decisions.all():
            decision.wipe()
        self.media.give_up()
        for media in self.media.filter(removed_at=None):
            media.remove(by=by, answering=True)
        for intake in self.intakes.under_way().filter(author=by):
            intake.abort(by=by)
        self.intakes.under_way().update(expires_at=timezone.now())  # another person's: the sweeper ends it within a minute
        for name in TEXT_FIELDS:
            setattr(self, name, "")
        self.tags = []
        self.save(update_fields=[*TEXT_FIELDS, "tags"])

    # --- One at a time --------------------------------------------------------------------------------------------------

    def lock(self, *, by):
        """Take the row, and the membership of `by`, for this transaction: two requests cannot both pass a check that only one may.

        Raises PermissionDenied when the membership has ended meanwhile.
        """
        by.hold()
        states = ["posted_at", "closed_at", "hidden_at", "removed_at", "comment_count"]
        locked = Case.unscoped.select_for_update().only(*states).get(pk=self.pk)
        for name in states:
            setattr(self, name, getattr(locked, name))
