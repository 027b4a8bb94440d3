"""A proposed treatment, in versions: a clinical edit makes a new one, and nothing changes once the decision is frozen."""

import re
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import ledger
from cases.words import cleaned

WORDS = ("title", "details", "evidence")  # what an option says


class OptionQuerySet(models.QuerySet):
    def standing(self):
        """Not dropped, in the order they were proposed."""
        return self.filter(dropped_at=None).order_by("position")

    def with_own(self, membership, round, before):
        """Adds `own` and `own_before`: what this member's counted ballots in two closed rounds say, and nobody else's."""
        mine = models.Q(ratings__ballot__seat__membership=membership, ratings__ballot__counted_at__isnull=False)
        now, then = models.Q(ratings__ballot__round=round), models.Q(ratings__ballot__round=before)
        return self.annotate(
            own=models.Max("ratings__value", filter=mine & now),
            own_before=models.Max("ratings__value", filter=mine & then),
        )

    def dropped(self):
        return self.filter(dropped_at__isnull=False).order_by("position")


class Kind(models.TextChoices):
    """What is proposed: it says which request of FHIR an option becomes, so another kind is another version."""

    MEDICINE = "medicine", gettext_lazy("Medicine")
    PROCEDURE = "procedure", gettext_lazy("Procedure")
    WAITING = "waiting", gettext_lazy("Watchful waiting")
    WORK_UP = "work-up", gettext_lazy("Further work-up")
    OTHER = "other", gettext_lazy("Something else")


class Option(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    details = models.TextField(blank=True)
    evidence = models.TextField(blank=True)  # what speaks for it and against it; clinical as the details are
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    standing = models.CharField(max_length=16, blank=True)  # "waiting" or "work-up": added to every decision
    proposed_by = models.ForeignKey("circles.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveSmallIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_reason = models.TextField(blank=True)

    unscoped = OptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="one_option_per_position"),
            models.CheckConstraint(condition=models.Q(dropped_at=None) | ~models.Q(dropped_reason=""), name="dropped_with_a_reason"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="kind_of_option_is_known"),
        ]

    def __str__(self):
        return f"option {self.pk}"

    @property
    def code(self):
        """What a record calls this option: place and version, so that no words are sealed into a result."""
        return self.code_of(self.version)

    def code_of(self, version):
        return f"{self.position}@{version}"

    @property
    def is_explained(self):
        """Whether anything is said of it beyond its title."""
        return bool(self.details or self.evidence)

    def editable_by(self, membership):
        """Its proposer while proposals are open; the standing ones, which nobody proposed, are nobody's to edit."""
        return (
            self.dropped_at is None
            and self.proposed_by_id is not None
            and membership.pk == self.proposed_by_id
            and self.decision.open_to_proposals_from(membership)
        )

    def droppable_by(self, membership):
        """Its proposer, or the owner of the decision, before the freeze."""
        mine = self.proposed_by_id is not None and membership.pk == self.proposed_by_id
        allowed = mine or self.decision.owned_by(membership)
        return self.dropped_at is None and allowed and self.decision.open_to_proposals_from(membership)

    @transaction.atomic
    def edit(self, *, title, details, by, evidence=None, kind=None, wording_only=False, reason=None, kept=()):
        """Store new words (Clean[str]) and a Kind; unless only the wording changed, it is another version of the option. Evidence and kind
        stay as they were where None is given.

        Who edits says which it is; a number that changed, a dose or an interval, is never wording alone, nor is another kind:
        ValidationError. What it said before and the reason (Clean[str]) are kept as an OptionChange.
        """
        texts = {"title": title, "details": details, **({} if evidence is None else {"evidence": evidence})}
        fresh = {name: cleaned(words) for name, words in texts.items()}
        why = cleaned(reason).strip() if reason is not None else ""
        self._take_turn(by)
        if not self.editable_by(by):
            raise PermissionDenied
        fresh = {"evidence": self.evidence, "kind": kind or self.kind} | fresh
        before = {name: getattr(self, name) for name in fresh}
        if fresh == before:
            return
        self.decision.refuse_twin(fresh["title"], self.decision.options.standing(), but=self.pk)
        if wording_only:
            self._refuse_more_than_wording(fresh)
        becomes = self.version + (0 if wording_only else 1)
        self.changes.create(version=self.version, becomes=becomes, reason=why, **before)
        for name, value in fresh.items():
            setattr(self, name, value)
        self.edited_at, self.version = timezone.now(), becomes
        self.save(update_fields=[*fresh, "version", "edited_at"])
        self.decision.case.keep(kept, by=by)
        ledger.record("option.edited", actor=by, subject=self, circle=self.decision.case.circle, version=self.version)

    def _refuse_more_than_wording(self, fresh):
        if any(numbers(fresh[name]) != numbers(getattr(self, name)) for name in WORDS):
            raise ValidationError(_("A number changed: that is more than wording."))
        if fresh["kind"] != self.kind:
            raise ValidationError(_("The kind of treatment changed: that is more than wording."))

    @transaction.atomic
    def drop(self, *, reason, by, kept=()):
        """Take the option off the list; the reason is printed."""
        words = cleaned(reason)
        self._take_turn(by)
        if not self.droppable_by(by):
            raise PermissionDenied
        if not words.strip():
            raise ValidationError(_("Write a reason."))
        self.dropped_at, self.dropped_by, self.dropped_reason = timezone.now(), by, words
        self.save(update_fields=["dropped_at", "dropped_by", "dropped_reason"])
        self.decision.case.keep(kept, by=by)
        ledger.record("option.dropped", actor=by, subject=self, circle=self.decision.case.circle, standing=bool(self.standing))

    def _take_turn(self, by):
        decision = self.decision
        decision.take_turn(by=by)
        self.refresh_from_db()
        self.decision = decision


class OptionChangeQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("changed_at", "id")


class OptionChange(models.Model):
    """What an option said before an edit, and why it was edited. `becomes` equals `version` where only the wording changed."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveSmallIntegerField()
    becomes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    details = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    unscoped = OptionChangeQuerySet.as_manager()

    def __str__(self):
        return f"option change {self.pk}"

    @property
    def clinical(self):
        return self.becomes != self.version


def numbers(text):
    """The numbers in `text`, in order; decimal comma and point are alike."""
    return [number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)*", text)]
