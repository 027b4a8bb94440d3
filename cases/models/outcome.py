"""What became of the advice: when to ask, what was done, what happened, and why it will not be known where it will not."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import ledger
from cases.models.notification import Notification
from cases.words import cleaned

FOLLOW_UP_DAYS = 30  # from the conclusion, unless its owner says otherwise
SOONEST, LATEST = 1, 730  # days from the day the date is set
AGAIN = timedelta(days=7)  # between two reminders
MOST_REMINDERS = 3


class OutcomeQuerySet(models.QuerySet):
    def recorded(self):
        return self.filter(recorded_at__isnull=False)

    def missing(self):
        """Not recorded though its date is past. A decision that a later conclusion took the place of is waited for no more."""
        waited_for = self.filter(recorded_at=None, follow_up_on__lt=timezone.localdate())
        return waited_for.exclude(decision__superseded_by__concluded_at__isnull=False)

    def due_for_reminder(self, now):
        """Missing, on a case that is there, and not reminded of within AGAIN nor MOST_REMINDERS times."""
        quiet = models.Q(reminded_at=None) | models.Q(reminded_at__lte=now - AGAIN)
        there = {"decision__case__hidden_at": None, "decision__case__removed_at": None}
        return self.missing().filter(quiet, reminders__lt=MOST_REMINDERS, **there)


class Outcome(models.Model):
    """One of each concluded decision, made with the conclusion. What it says may be corrected; the ledger keeps that it was."""

    class Done(models.TextChoices):
        AS_ADVISED = "as_advised", gettext_lazy("Done as advised")
        CHANGED = "changed", gettext_lazy("Something else was done")
        NOT_POSSIBLE = "not_possible", gettext_lazy("The advice could not be followed")

    class Unknowable(models.TextChoices):
        ELSEWHERE = "elsewhere", gettext_lazy("The patient is treated elsewhere")
        NO_CONTACT = "no_contact", gettext_lazy("No further contact with the patient is expected")
        NOT_WANTED = "not_wanted", gettext_lazy("The patient does not want it passed on")
        NOTHING_DUE = "nothing_due", gettext_lazy("The question was a general one: nothing was to be done")

    decision = models.OneToOneField("cases.Decision", on_delete=models.CASCADE, related_name="outcome")
    follow_up_on = models.DateField(null=True, blank=True)
    unknowable = models.CharField(max_length=12, choices=Unknowable.choices, blank=True)
    done = models.CharField(max_length=12, choices=Done.choices, blank=True)
    because = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    unscoped = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(follow_up_on__isnull=False, unknowable="") | (models.Q(follow_up_on=None) & ~models.Q(unknowable="")),
                name="a_date_or_why_there_is_none",
            ),
            models.CheckConstraint(
                condition=models.Q(recorded_at=None, done="", because="", happened="")
                | (models.Q(recorded_at__isnull=False, recorded_by__isnull=False) & ~models.Q(done="") & ~models.Q(happened="")),
                name="recorded_with_what_was_done_and_happened",
            ),
            models.CheckConstraint(
                condition=models.Q(done__in=["", "as_advised"]) | ~models.Q(because=""), name="other_than_advised_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["follow_up_on"], condition=models.Q(recorded_at=None), name="outcomes_awaited")]

    def __str__(self):
        return f"outcome {self.pk}"

    # --- Where it stands --------------------------------------------------------------------------------------------------

    @property
    def is_recorded(self):
        return self.recorded_at is not None

    @property
    def is_missing(self):
        """Awaited, and its date is past; whether a later decision took its place is asked of the table (`missing`)."""
        return not self.is_recorded and self.follow_up_on is not None and self.follow_up_on < timezone.localdate()

    @property
    def action(self):
        """What was done, in words; where the panel gave no advice (a conclusion without a strength) nothing was done otherwise."""
        without = {self.Done.CHANGED: _("Treated without the panel's advice"), self.Done.NOT_POSSIBLE: _("Nothing could be done")}
        return self.get_done_display() if self.decision.strength else without.get(self.done, self.get_done_display())

    def writable_by(self, membership):
        """The decision's owner, on a closed case too: what happened is often known after the talk is over."""
        case = self.decision.case
        there = case.hidden_at is None and case.removed_at is None
        return there and self.decision.concluded_at is not None and self.decision.owned_by(membership)

    def plannable_by(self, membership):
        return not self.is_recorded and self.writable_by(membership)

    # --- Verbs ------------------------------------------------------------------------------------------------------------

    @classmethod
    def plan(cls, decision, *, by, follow_up_on=None, unknowable=""):
        """The row of a decision that is just being concluded: when to ask, or why it will not be known. Part of `Decision.conclude`,
        which has checked the right and has the turn. Without either, FOLLOW_UP_DAYS from today."""
        follow_up_on, unknowable = planned(follow_up_on, unknowable)
        outcome = cls.unscoped.create(decision=decision, follow_up_on=follow_up_on, unknowable=unknowable)
        outcome._tell_the_ledger("outcome.planned", by)
        return outcome

    @transaction.atomic
    def replan(self, *, by, follow_up_on=None, unknowable=""):
        """Another date, or that it will not be known after all, while nothing is recorded. The reminders begin anew."""
        self._take_turn(by)
        if not self.plannable_by(by):
            raise PermissionDenied
        self.follow_up_on, self.unknowable = planned(follow_up_on, unknowable)
        self.reminded_at, self.reminders = None, 0
        self.save(update_fields=["follow_up_on", "unknowable", "reminded_at", "reminders"])
        self._tell_the_ledger("outcome.planned", by)

    @transaction.atomic
    def record(self, *, done, happened, by, because=None, kept=()):
        """Say what was done and what happened, or say it better: Clean[str] both. `because` is needed unless it was done as advised.

        The panel is told once; a correction shows its day on the page and an entry in the ledger.
        """
        words = {"happened": cleaned(happened).strip(), "because": cleaned(because).strip() if because is not None else ""}
        self._take_turn(by)
        if not self.writable_by(by):
            raise PermissionDenied
        if done not in self.Done.values:
            raise ValidationError(_("Say whether the advice was followed."))
        if done == self.Done.AS_ADVISED and not self.decision.last_round.has_direction:
            raise ValidationError(_("The panel gave no advice to follow: say what was done instead, and why."))
        if done == self.Done.AS_ADVISED:
            words["because"] = ""
        elif not words["because"]:
            raise ValidationError(_("Say why."))
        if not words["happened"]:
            raise ValidationError(_("Say what happened."))
        first = not self.is_recorded
        self.done, self.because, self.happened = done, words["because"], words["happened"]
        now = timezone.now()
        self.recorded_at, self.recorded_by = self.recorded_at or now, self.recorded_by or by
        self.corrected_at = None if first else now
        self.save(update_fields=["done", "because", "happened", "recorded_at", "recorded_by", "corrected_at"])
        self.decision.case.keep(kept, by=by)
        self._tell_the_ledger("outcome.recorded" if first else "outcome.corrected", by, done=str(done))
        if first:
            seats = self.decision.seats.of_active_members().select_related("membership")
            self.decision.tell(Notification.Kind.OUTCOME, [seat.membership for seat in seats if seat.membership_id != by.pk])
            self.decision.case.touch()

    @transaction.atomic
    def remind(self):
        """Tell the owner that the date is past, without a word of the case. By the clock; running it twice tells once."""
        self._take_turn(None)
        if not type(self).unscoped.due_for_reminder(now := timezone.now()).filter(pk=self.pk).exists():
            return False
        self.reminded_at, self.reminders = now, self.reminders + 1
        self.save(update_fields=["reminded_at", "reminders"])
        self._tell_the_ledger("outcome.reminded", None, reminders=self.reminders)
        members = self.decision.case.circle.memberships.active().select_related("user")
        self.decision.tell(Notification.Kind.FOLLOW_UP, [member for member in members if self.decision.owned_by(member)])
        return True

    def wipe(self, words):
        """Overwrite what was written (`Decision.wipe`)."""
        for name in ("because", "happened"):
            type(self).unscoped.filter(pk=self.pk).exclude(**{name: ""}).update(**{name: words})

    def _take_turn(self, by):
        decision = self.decision
        decision.take_turn(by=by)
        self.refresh_from_db()
        self.decision = decision

    def _tell_the_ledger(self, event, by, **facts):
        ledger.record(event, actor=by, subject=self.decision, circle=self.decision.case.circle, unknowable=str(self.unknowable), **facts)


def planned(follow_up_on, unknowable):
    """(date, code): one of the two, in bounds, or ValidationError. A reason outweighs a date; without either there is the usual date."""
    if unknowable:
        if unknowable not in Outcome.Unknowable.values:
            raise ValidationError(_("Choose one of the reasons."))
        return None, unknowable
    first, usual, last = (timezone.localdate() + timedelta(days=days) for days in (SOONEST, FOLLOW_UP_DAYS, LATEST))
    if not first <= (follow_up_on or usual) <= last:
        raise ValidationError(_("The follow-up lies between tomorrow and two years from now."))
    return follow_up_on or usual, ""
