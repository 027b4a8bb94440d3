"""A ballot and its ratings: one per seat and round, blind until the round closes."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import ledger
from cases.deid import Clean
from cases.models.kept import KeptInBallot
from cases.words import cleaned


@dataclass(frozen=True)
class Answer:
    """What a member says of one option: a value from 1 to 9, or None for "cannot judge". A rationale of None leaves the stored one."""

    option: models.Model
    value: int | None
    rationale: Clean | None = None


def needs_reason(decision, value):
    """Whether `value` counts only with a reason: an abstention always does, a rating where the locked settings ask for it."""
    return value is None or decision.settings.get("reasons") == "always"


class Ballot(models.Model):
    """One seat's answer in one round. Saved as it is filled in; counts only once submitted, and changes until the round closes."""

    round = models.ForeignKey("cases.Round", on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey("cases.Seat", on_delete=models.CASCADE, related_name="ballots")
    begun_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)  # set once, when the round closes

    unscoped = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "seat"], name="one_ballot_per_seat_and_round"),
            models.CheckConstraint(
                condition=models.Q(counted_at=None) | models.Q(submitted_at__isnull=False), name="only_submitted_is_counted"
            ),
        ]

    def __str__(self):
        return f"ballot {self.pk}"

    @classmethod
    def fillable_by(cls, round, membership):
        """Who holds a seat that rates and has declared, while the round takes ballots."""
        seat = round.decision.seats.rating().filter(membership=membership).first()
        return seat is not None and seat.may_fill(round)

    @classmethod
    @transaction.atomic
    def fill(cls, round, *, answers, by, submit=False, kept=()):
        """Save `answers` to the ballot of `by` in `round`, and submit it if asked: ValidationError until every option has an answer, and a
        reason where one is needed. Until then it is a draft: in no count, and told to nobody.

        A ballot once submitted stays so and takes changes until the round closes. Nobody else's values are read.
        """
        texts = [None if answer.rationale is None else cleaned(answer.rationale).strip() for answer in answers]
        decision = round.decision
        decision.take_turn(by=by)
        round.refresh_from_db()
        round.decision = decision
        if not cls.fillable_by(round, by):
            raise PermissionDenied
        ballot, begun = round.ballots.get_or_create(seat=decision.seats.get(membership=by))
        options = {option.pk: option for option in decision.options.standing()}
        for answer, text in zip(answers, texts, strict=True):
            if answer.option.pk not in options:
                raise PermissionDenied
            ballot.rate(options[answer.option.pk], answer.value, text)
        ballot.keep(kept)
        facts = {"actor": by, "subject": decision, "circle": decision.case.circle, "round": round.number}
        if begun:
            ledger.record("ballot.begun", **facts)
        if ballot.submitted_at is not None:
            ballot.refuse_unless_whole([answer.option.pk for answer in answers])  # the others were whole when it was submitted
            ledger.record("ballot.changed", **facts)
        elif submit:
            ballot.refuse_unless_whole(options)
            ballot.submitted_at = timezone.now()
            ballot.save(update_fields=["submitted_at"])
            ledger.record("ballot.submitted", **facts)
        return ballot

    def refuse_unless_whole(self, options):
        """ValidationError unless each of `options`, by id, has an answer, and a reason where one is needed."""
        given = list(self.ratings.filter(option__in=options))
        if len(given) < len(options):
            raise ValidationError(_("Rate every option, or choose “Cannot judge”."))
        if any(needs_reason(self.round.decision, rating.value) and not rating.rationale.strip() for rating in given):
            raise ValidationError(_("Give a reason where one is needed."))

    def keep(self, kept):
        """Remember the soft hits of its reasons that its member keeps. Keeping twice is keeping once."""
        rows = [KeptInBallot(ballot=self, fingerprint=hit.fingerprint, kind=hit.kind, reason=hit.reason) for hit in kept]
        KeptInBallot.unscoped.bulk_create(rows, ignore_conflicts=True)

    def rate(self, option, value, rationale=None):
        """Store one value, and the rationale unless it is None. Part of `fill`, which has the turn."""
        if value is not None and value not in range(1, 10):
            raise ValidationError(_("A rating is a whole number from 1 to 9."))
        fresh = {"option_version": option.version, "value": value}
        if rationale is not None:
            fresh["rationale"] = rationale
        self.ratings.update_or_create(option=option, defaults=fresh)


class RatingQuerySet(models.QuerySet):
    def of(self, membership):
        return self.filter(ballot__seat__membership=membership)

    def counted(self):
        return self.filter(ballot__counted_at__isnull=False)

    def with_reasons(self):
        return self.exclude(rationale="")


class Rating(models.Model):
    """1 to 9, or empty for an abstention, of one option version."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="ratings")
    option = models.ForeignKey("cases.Option", on_delete=models.CASCADE, related_name="ratings")
    option_version = models.PositiveSmallIntegerField(default=1)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    rationale = models.TextField(blank=True)

    unscoped = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "option"], name="one_rating_per_ballot_and_option"),
            models.CheckConstraint(condition=models.Q(value=None) | models.Q(value__range=(1, 9)), name="rating_from_1_to_9"),
        ]

    def __str__(self):
        return f"rating {self.pk}"

    @classmethod
    def reasons_in(cls, round):
        """The counted ratings of a closed round that carry a rationale; none while it is open."""
        ratings = cls.unscoped.filter(ballot__round=round)
        return ratings.counted().with_reasons() if round.closed_at else ratings.none()
