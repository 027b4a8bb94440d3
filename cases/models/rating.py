"""A ballot and its ratings: one per seat and round, blind until the round closes."""

from django.db import models
from django.utils import timezone


class Ballot(models.Model):
    """One seat's answer in one round. Saved as it is filled in; counts only once submitted."""

    round = models.ForeignKey("cases.Round", on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey("cases.Seat", on_delete=models.CASCADE, related_name="ballots")
    begun_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    unscoped = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seat"], name="one_ballot_per_seat_and_round")]

    def __str__(self):
        return f"ballot {self.pk}"


class Rating(models.Model):
    """1 to 9, or empty for an abstention, of one option version."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="ratings")
    option = models.ForeignKey("cases.Option", on_delete=models.CASCADE, related_name="ratings")
    option_version = models.PositiveSmallIntegerField(default=1)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    rationale = models.TextField(blank=True)

    unscoped = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "option"], name="one_rating_per_ballot_and_option"),
            models.CheckConstraint(condition=models.Q(value=None) | models.Q(value__range=(1, 9)), name="rating_from_1_to_9"),
        ]

    def __str__(self):
        return f"rating {self.pk}"
