"""Why a seat that rated against the result did so; printed beside the majority, at the same size."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import ledger
from cases.words import cleaned


class MinorityReportQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("written_at", "id")

    def with_people(self):
        return self.select_related("seat__membership__user")


class MinorityReport(models.Model):
    """Written under the seat's pseudonym or, if its member chooses, by name. `against` holds the codes of the options it rated against."""

    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="minority_reports")
    seat = models.OneToOneField("cases.Seat", on_delete=models.CASCADE, related_name="minority_report")
    against = models.JSONField(default=list)
    text = models.TextField()
    named = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)

    unscoped = MinorityReportQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="a_minority_report_has_words")]

    def __str__(self):
        return f"minority report {self.pk}"

    @property
    def signature(self):
        """A name only where the member chose it."""
        return self.seat.membership.name if self.named else _("Panel member %(number)s") % {"number": self.seat.pseudonym}

    @classmethod
    def opposed_options(cls, decision, membership):
        """The options whose consensus this member rated against in the deciding round; they open the slot. Only that member may be told."""
        seat = decision.seats.rating().filter(membership=membership).first()
        if seat is None or not cls.is_open(decision):
            return []
        last = decision.last_round
        values = dict(seat.ballots.filter(round=last, counted_at__isnull=False).values_list("ratings__option_id", "ratings__value"))
        return [option for option in decision.options.standing() if opposes(last.result["options"].get(option.code), values.get(option.pk))]

    @classmethod
    def is_open(cls, decision):
        """Whether reports may be written: from the close of the deciding round until `open_until`, on a closed case too."""
        until = cls.open_until(decision)
        decided = decision.stage in (decision.Stage.DECIDED, decision.Stage.CONCLUDED)
        here = decision.case.hidden_at is None and decision.case.removed_at is None
        return decided and here and (until is None or timezone.now() < until)

    @classmethod
    def open_until(cls, decision):
        """When the slot shuts: as long after the conclusion as feedback lasts, so that nobody can conclude over a minority's head."""
        return None if decision.concluded_at is None else decision.concluded_at + timedelta(hours=decision.settings["feedback_hours"])

    @classmethod
    def writable_by(cls, decision, membership):
        return bool(cls.opposed_options(decision, membership))

    @classmethod
    @transaction.atomic
    def write(cls, decision, *, text, by, named=False, kept=()):
        """Write, or write again, the report of the seat of `by`."""
        words = cleaned(text).strip()
        decision.take_turn(by=by)
        if not cls.writable_by(decision, by):
            raise PermissionDenied
        if not words:
            raise ValidationError(_("Write your report."))
        seat = decision.seats.get(membership=by)
        against = [option.code for option in cls.opposed_options(decision, by)]
        fresh = {"decision": decision, "text": words, "named": named, "against": against, "written_at": timezone.now()}
        report, _created = cls.unscoped.update_or_create(seat=seat, defaults=fresh)
        decision.case.keep(kept, by=by, named=named)
        # Without an actor unless it is signed: the ledger is read by admins, and a pseudonym is a promise.
        ledger.record("minority.written", actor=by if named else None, subject=decision, circle=decision.case.circle, named=named)
        return report


def opposes(option, value):
    """Whether a rating lies in the third opposite to the option's consensus (CONSENSUS.md 1.9). option: its part of a round's result."""
    if option is None or value is None:
        return False
    return (option["state"] == "consensus_for" and value <= 3) or (option["state"] == "consensus_against" and value >= 7)
