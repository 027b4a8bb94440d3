"""One treatment question put to a panel: from proposals through blind rounds to a signed conclusion."""

import secrets
import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import ledger
from cases import consensus
from cases.consensus.ram import PERCENTILE_TYPE
from cases.models.notification import Notification, tell
from cases.models.proceeding import LONGEST, SHORTEST, Proceeding
from cases.models.stages import DecisionQuerySet, Stages, owns
from cases.words import cleaned

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
EXTENSION_HOURS = 24
TIMES = ("proposal_hours", "round_hours", "feedback_hours")  # whoever opens a decision sets them from the circle's defaults
REMOVED = "[removed]"
STANDING = {
    "waiting": gettext_lazy("Watchful waiting"),
    "work-up": gettext_lazy("Not enough information: further work-up"),
}


class Decision(Stages, Proceeding, models.Model):
    """States follow from its times. Every verb, ballots included, first takes its turn on this row (`take_turn`)."""

    class Strength(models.TextChoices):
        STRONG = "strong", gettext_lazy("Strong")
        CONDITIONAL = "conditional", gettext_lazy("Conditional")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="decisions")
    question = models.TextField()
    opened_by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    proposals_close_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="superseded_by")
    profile = models.CharField(max_length=16, default=consensus.DEFAULT_PROFILE)
    settings = models.JSONField(default=dict)  # snapshot taken at freeze: hours, quorum, percentile type, engine version
    statement = models.TextField(blank=True)
    strength = models.CharField(max_length=12, blank=True, choices=Strength.choices)
    conditions = models.TextField(blank=True)
    concluded_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    late_effect = models.CharField(max_length=10, blank=True)  # of conflicts declared after the conclusion: "unchanged" or "changed"

    unscoped = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(concluded_at=None, withdrawn_at=None), name="one_decision_under_way_per_case"
            ),
            models.CheckConstraint(
                condition=models.Q(concluded_at=None) | (models.Q(frozen_at__isnull=False) & ~models.Q(statement="")),
                name="a_conclusion_has_a_statement",
            ),
            models.CheckConstraint(condition=models.Q(concluded_at=None) | models.Q(withdrawn_at=None), name="concluded_or_withdrawn"),
            models.CheckConstraint(condition=models.Q(strength__in=["", "strong", "conditional"]), name="strength_is_grade"),
            models.CheckConstraint(
                condition=models.Q(late_effect="") | (models.Q(late_effect__in=consensus.EFFECTS) & models.Q(concluded_at__isnull=False)),
                name="late_effect_of_a_conclusion",
            ),
        ]

    def __str__(self):
        return f"decision {self.pk}"

    def take_turn(self, *, by=None):
        """Lock the decision, its case and the actor's membership until the transaction ends, and read them afresh.

        Two people who race wait here. PermissionDenied when the membership has ended meanwhile.
        """
        if by is not None:
            by.hold()
        rows = Decision.unscoped.select_related("case__circle", "case__author__user")
        self.refresh_from_db(from_queryset=rows.select_for_update(of=("self", "case"), no_key=True))
        self.__dict__.pop("held_rounds", None)

    # --- Verbs ----------------------------------------------------------------------------------------------------------

    @classmethod
    def openable_by(cls, membership, case):
        """Who owns the decisions of an open case. That no other decision is under way is checked when it is opened."""
        return case.is_open and owns(membership, case)

    @classmethod
    @transaction.atomic
    def open(cls, *, case, question, by, kept=(), hours=None):
        """Put `question` (Clean[str]) to the circle; the two standing options come with it, and a concluded decision is superseded.

        hours: name in TIMES -> whole hours, 1 to 672; what is not named is the circle's default.
        """
        words, hours = cleaned(question), dict(hours or {})
        if not set(hours) <= set(TIMES) or not all(type(n) is int and SHORTEST <= n <= LONGEST for n in hours.values()):
            raise ValidationError(_("Choose durations from 1 to 672 hours."))
        by.hold()
        case.refresh_from_db(from_queryset=type(case).unscoped.select_related("circle", "author__user").select_for_update(of=("self",)))
        if not cls.openable_by(by, case) or case.decisions.under_way().exists():
            raise PermissionDenied
        circle = case.circle
        earlier = case.decisions.filter(concluded_at__isnull=False).newest_first().first()
        hours = {name: hours.get(name, getattr(circle, name)) for name in TIMES}
        closes = timezone.now() + timedelta(hours=hours["proposal_hours"])
        decision = cls(case=case, question=words, opened_by=by, proposals_close_at=closes, supersedes=earlier, profile=circle.profile)
        decision.settings = {**hours, "reasons": circle.reasons}
        decision.save(force_insert=True)
        with translation.override(circle.language):
            for position, (standing, title) in enumerate(STANDING.items(), 1):
                decision.options.create(position=position, standing=standing, kind=standing, title=str(title))
        case.keep(kept, by=by)
        ledger.record("decision.opened", actor=by, subject=decision, circle=circle, supersedes=bool(earlier))
        decision.tell(Notification.Kind.DECISION, circle.memberships.active().exclude(pk=by.pk))
        case.touch()
        return decision

    @transaction.atomic
    def propose(self, *, title, details, by, evidence=None, kind="other", kept=()):
        """Add an option of a Kind; ValidationError beyond eight, or for a title that is there already."""
        words = {"title": cleaned(title), "details": cleaned(details), "evidence": cleaned(evidence) if evidence is not None else ""}
        self.take_turn(by=by)
        if not self.open_to_proposals_from(by):
            raise PermissionDenied
        there = list(self.options.standing())
        if len(there) >= MOST_OPTIONS:
            raise ValidationError(_("There are already %(most)d options. Drop one first.") % {"most": MOST_OPTIONS})
        self.refuse_twin(words["title"], there)
        position = (self.options.aggregate(last=models.Max("position"))["last"] or 0) + 1
        option = self.options.create(position=position, proposed_by=by, kind=kind, **words)
        self.case.keep(kept, by=by)
        ledger.record("option.proposed", actor=by, subject=option, circle=self.case.circle, position=position)
        return option

    @transaction.atomic
    def freeze(self, *, panel, by):
        """Lock options and settings and seat the panel (memberships of this circle), each under a pseudonym drawn at random."""
        self.take_turn(by=by)
        if not self.freezable_by(by):
            raise PermissionDenied
        if not FEWEST_OPTIONS <= self.options.standing().count() <= MOST_OPTIONS:
            raise ValidationError(_("A panel rates two to eight options."))
        members = list(self.case.circle.memberships.active().filter(pk__in=[member.pk for member in panel]))
        if not members:
            raise ValidationError(_("Choose at least one panel member."))
        numbers = list(range(1, len(members) + 1))
        secrets.SystemRandom().shuffle(numbers)
        for member, number in zip(members, numbers, strict=True):
            self.seats.create(membership=member, pseudonym=f"{number}")
        self.frozen_at = timezone.now()
        self.settings = self._settings()
        self.save(update_fields=["frozen_at", "settings"])
        ledger.record("decision.frozen", actor=by, subject=self, circle=self.case.circle, seats=len(members), profile=self.profile)
        self.tell(Notification.Kind.DECISION, [member for member in members if member.pk != by.pk])

    @transaction.atomic
    def conclude(self, *, statement, by, strength="", conditions=None, follow_up_on=None, unknowable="", kept=()):
        """Sign what follows from the last round. The numbers stay as they are; without a recommendation there is no strength.

        follow_up_on: a date, or None for the usual one; unknowable: why the outcome will not be known instead (`Outcome.plan`).
        """
        words = {"statement": cleaned(statement), "conditions": cleaned(conditions) if conditions is not None else ""}
        self.take_turn(by=by)
        if not self.concludable_by(by):
            raise PermissionDenied
        if not words["statement"].strip():
            raise ValidationError(_("Write a statement."))
        if bool(strength) != self.last_round.has_direction or strength not in ("", *self.Strength.values):
            raise ValidationError(_("A strength belongs to a recommendation, and only to one."))
        self.statement, self.conditions, self.strength = words["statement"], words["conditions"], strength
        self.concluded_at, self.concluded_by = timezone.now(), by
        self.save(update_fields=["statement", "strength", "conditions", "concluded_at", "concluded_by"])
        self.outcomes.model.plan(self, by=by, follow_up_on=follow_up_on, unknowable=unknowable)
        self.case.keep(kept, by=by)
        ledger.record(
            "decision.concluded", actor=by, subject=self, circle=self.case.circle, outcome=self.last_round.outcome, strength=strength
        )
        self.tell(Notification.Kind.CONCLUSION, self.case.circle.memberships.active().exclude(pk=by.pk))
        self.case.touch()

    @transaction.atomic
    def withdraw(self, *, reason, by, kept=()):
        """End the decision without a conclusion; an open round is voided and never counted."""
        words = cleaned(reason)
        self.take_turn(by=by)
        if not self.withdrawable_by(by):
            raise PermissionDenied
        if not words.strip():
            raise ValidationError(_("Write a reason."))
        self.withdrawn_at, self.withdrawn_reason = timezone.now(), words
        self.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        if (last := self.last_round) is not None and last.closed_at is None:
            self.void_rounds(since=last.number, why=last.Voided.WITHDRAWN, by=by)
        self.case.keep(kept, by=by)
        ledger.record("decision.withdrawn", actor=by, subject=self, circle=self.case.circle)
        seats = self.seats.of_active_members().select_related("membership")
        self.tell(Notification.Kind.DECISION, [seat.membership for seat in seats if seat.membership_id != by.pk])

    def wipe(self):
        """Overwrite every word of the decision (a moderator's doing: Case.wipe). The sealed results hold none, and stay."""
        for rows, names in (
            (self.options.all(), ("title", "details", "evidence", "dropped_reason")),
            (self.seats.all(), ("interest",)),
            (self.minority_reports.all(), ("text",)),
            (self.deviations.all(), ("reason",)),
            (self.rounds.all(), ("voided_reason",)),
            (type(self).unscoped.filter(pk=self.pk), ("question", "statement", "conditions", "withdrawn_reason")),
        ):
            for name in names:
                rows.exclude(**{name: ""}).update(**{name: REMOVED})
        for option in self.options.all():
            option.ratings.exclude(rationale="").update(rationale=REMOVED)
            for name in ("title", "details", "evidence", "reason"):
                option.changes.exclude(**{name: ""}).update(**{name: REMOVED})
        for outcome in self.outcomes:
            outcome.wipe(REMOVED)

    @property
    def outcomes(self):
        """The row of what became of it, as a query: its model stands above this one and is reached by the relation alone."""
        return self._meta.get_field("outcome").related_model.unscoped.filter(decision=self)

    def refuse_twin(self, title, options, but=None):
        """ValidationError when another of `options` reads the same."""
        if any(option.title.casefold() == title.casefold() for option in options if option.pk != but):
            raise ValidationError(_("There is already an option with this title."))

    def tell(self, kind, memberships):
        tell(memberships, kind, case_id=self.case_id, anchor="decision")

    def _settings(self):
        circle = self.case.circle
        return {
            "profile": self.profile,
            **{name: self.settings.get(name, getattr(circle, name)) for name in TIMES},
            "reasons": self.settings.get("reasons", circle.reasons),
            "extension_hours": EXTENSION_HOURS,
            "quorum": "2/3",
            "percentile_type": PERCENTILE_TYPE,
            "engine": consensus.ENGINE,
        }
