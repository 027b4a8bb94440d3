"""One blind rating of every option. Its result is computed and sealed when it closes and never changes."""

import json
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from accounts import ledger
from cases import consensus
from cases.models.counting import Counting
from cases.models.notification import Notification
from cases.models.seat import Seat

WITHOUT_DIRECTION = ("no_consensus", "no_quorum")
BEFORE_THE_END = timedelta(hours=24)  # when a seat that has not rated is reminded for the last time


class RoundQuerySet(models.QuerySet):
    def held(self):
        """Not voided, first to last."""
        return self.filter(voided_at=None).order_by("number")

    def voided(self):
        return self.filter(voided_at__isnull=False).order_by("voided_at", "number")

    def with_participation(self, membership):
        """Adds `submitted` and `seats` (those that may rate), and `mine_at`, when this member submitted: counts, never values."""
        seats = Seat.unscoped.filter(decision=models.OuterRef("decision")).rating().order_by()
        sent = seats.filter(ballots__round=models.OuterRef("pk"), ballots__submitted_at__isnull=False)
        mine = models.Q(ballots__seat__membership=membership)
        return self.annotate(
            seats=number_of(seats),
            submitted=number_of(sent),
            mine_at=models.Max("ballots__submitted_at", filter=mine),
        )

    def due_to_close(self, now):
        return self.filter(closed_at=None, voided_at=None, closes_at__lte=now, decision__withdrawn_at=None)

    def taking_ballots(self, now):
        """Open, with time left, of a decision under way on a case that can be read: what `Round.takes_ballots` says of one."""
        here = {f"decision__case__{name}_at": None for name in ("closed", "hidden", "removed")}
        open_ones = self.filter(closed_at=None, voided_at=None, closes_at__gt=now)
        return open_ones.filter(decision__withdrawn_at=None, decision__concluded_at=None, decision__case__posted_at__isnull=False, **here)

    def due_to_follow(self, now):
        """Closed rounds whose feedback time is over and that the rule lets another one follow."""
        under_way = {"decision__withdrawn_at": None, "decision__concluded_at": None, "decision__case__closed_at": None}
        later = Round.unscoped.held().filter(decision=models.OuterRef("decision"), number__gt=models.OuterRef("number"))
        due = self.filter(voided_at=None, next_step=consensus.NEXT_ROUND, feedback_until__lte=now, **under_way)
        return due.exclude(models.Exists(later))


class Round(Counting, models.Model):
    class Voided(models.TextChoices):
        CONFLICT = "conflict", gettext_lazy("a panel member recused after the result was shown")
        FACTS = "facts", gettext_lazy("there were new clinical facts")
        WITHDRAWN = "withdrawn", gettext_lazy("the decision was withdrawn")

    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    half_time_told_at = models.DateTimeField(null=True, blank=True)  # when seats that had not rated were reminded
    last_day_told_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)  # counted and shown nowhere; held again under the same number
    voided_why = models.CharField(max_length=10, blank=True, choices=Voided.choices)
    voided_reason = models.TextField(blank=True)  # the new facts, in the owner's words
    eligible = models.PositiveSmallIntegerField(null=True, blank=True)  # seats that could rate, read at closing
    feedback_until = models.DateTimeField(null=True, blank=True)
    next_step = models.CharField(max_length=20, blank=True)
    record = models.TextField(blank=True)  # canonical JSON, as text so that no database respells it
    record_hash = models.CharField(max_length=64, blank=True)

    unscoped = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], condition=models.Q(voided_at=None), name="one_round_per_number"),
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(voided_at=None, closed_at=None), name="one_round_open_per_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, record="", record_hash="", eligible=None)
                | (models.Q(closed_at__isnull=False, eligible__isnull=False) & ~models.Q(record="") & ~models.Q(record_hash="")),
                name="closed_with_a_result",
            ),
            models.CheckConstraint(condition=~models.Q(voided_why="facts") | ~models.Q(voided_reason=""), name="new_facts_are_stated"),
        ]
        indexes = [models.Index(fields=["closes_at"], condition=models.Q(closed_at=None, voided_at=None), name="rounds_due")]

    def __str__(self):
        return f"round {self.number}"

    # --- Reading --------------------------------------------------------------------------------------------------------

    @cached_property
    def result(self):
        """The sealed result as a dictionary; None while the round is open."""
        return json.loads(self.record) if self.record else None

    @property
    def outcome(self):
        return self.result["outcome"] if self.result else ""

    @property
    def has_direction(self):
        """Whether it says what to do or what not to do, which a conclusion gives a strength."""
        return self.outcome not in ("", *WITHOUT_DIRECTION)

    @property
    def takes_ballots(self):
        decision = self.decision
        live = self.closed_at is None and self.voided_at is None and timezone.now() < self.closes_at
        return live and decision.is_under_way and decision.case.is_open

    def participation(self):
        """(seats that have submitted, seats that may rate): all that anybody learns of an open round."""
        if "submitted" in self.__dict__:  # with_participation
            return self.submitted, self.seats
        seats = self.decision.seats.rating()
        return seats.filter(ballots__round=self, ballots__submitted_at__isnull=False).count(), seats.count()

    def closable_by(self, membership):
        """The owner, once every seat that may rate has submitted or the time is over."""
        if self.closed_at or self.voided_at or not self.decision.workable_by(membership):
            return False
        submitted, eligible = self.participation()
        return eligible > 0 and (submitted == eligible or self.closes_at <= timezone.now())

    def extendable_by(self, membership):
        """The owner, once, before the deadline."""
        return self.extended_at is None and self.takes_ballots and self.decision.workable_by(membership)

    # --- Verbs ----------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def extend(self, *, by):
        self._take_turn(by)
        if not self.extendable_by(by):
            raise PermissionDenied
        hours = self.decision.settings["extension_hours"]
        self.closes_at, self.extended_at = self.closes_at + timedelta(hours=hours), timezone.now()
        self.last_day_told_at = None  # there is a last day again
        self.save(update_fields=["closes_at", "extended_at", "last_day_told_at"])
        ledger.record("round.extended", actor=by, subject=self.decision, circle=self.decision.case.circle, round=self.number, hours=hours)

    @transaction.atomic
    def close(self, *, by=None):
        """Count the submitted ballots, seal the result, say what follows. By the owner, or by the clock (`by` None) after the deadline.

        Closing twice changes nothing. Returns whether this call closed it.
        """
        self._take_turn(by)
        if by is not None and not self.closable_by(by):
            raise PermissionDenied
        now = timezone.now()
        if self.closed_at or self.voided_at or not self.decision.is_under_way or (by is None and now < self.closes_at):
            return False
        seats = list(self.decision.seats.rating().values_list("pk", flat=True))  # once: who leaves meanwhile is wholly in or wholly out
        self.eligible = len(seats)
        self.ballots.filter(seat__in=seats, submitted_at__isnull=False).update(counted_at=now)
        question = self.question()
        record = consensus.record_of(question)
        self.record, self.record_hash = record.body.decode("ascii"), record.sha256
        self.next_step = consensus.next_step(consensus.result_of(question), self.number)
        self.closed_at, self.feedback_until = now, now + timedelta(hours=self.decision.setting("feedback_hours"))
        self.save(update_fields=["eligible", "record", "record_hash", "next_step", "closed_at", "feedback_until"])
        self.__dict__.pop("result", None)
        self.decision.__dict__.pop("held_rounds", None)
        circle = self.decision.case.circle
        ledger.record("round.closed", actor=by, subject=self.decision, circle=circle, round=self.number, result=self.record_hash)
        members = [seat.membership for seat in self.decision.seats.of_active_members().select_related("membership")]
        self.decision.tell(Notification.Kind.ROUND, [member for member in members if by is None or member.pk != by.pk])
        return True

    def reminders_due(self, now):
        """The fields of the reminders whose moment has come: half time, and a day before the end unless that is before half time."""
        half, last_day = self.opened_at + (self.closes_at - self.opened_at) / 2, self.closes_at - BEFORE_THE_END
        moments = {"half_time_told_at": half} | ({"last_day_told_at": last_day} if last_day > half else {})
        return [name for name, moment in moments.items() if moment <= now and getattr(self, name) is None]

    @transaction.atomic
    def remind(self):
        """Remind, once at each of those moments, the seats that may rate and have not submitted: nobody else learns who they are.

        By the clock. Two moments that passed while nothing ran are one reminder. Returns whether any was due.
        """
        self._take_turn(None)
        now = timezone.now()
        due = self.reminders_due(now) if self.takes_ballots else []
        if not due:
            return False
        for name in due:
            setattr(self, name, now)
        self.save(update_fields=due)
        sent = self.ballots.filter(submitted_at__isnull=False).values("seat")
        late = self.decision.seats.rating().exclude(pk__in=sent).select_related("membership")
        self.decision.tell(Notification.Kind.REMINDER, [seat.membership for seat in late])
        return True

    def _take_turn(self, by):
        decision = self.decision
        decision.take_turn(by=by)
        self.refresh_from_db()
        self.decision = decision
        self.__dict__.pop("submitted", None)


def number_of(seats):
    """How many rows `seats` has, as an expression for an annotation."""
    counted = seats.values("decision").annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)
