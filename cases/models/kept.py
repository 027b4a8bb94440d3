"""What a person looked at and kept in the words of a case."""

from django.db import models
from django.utils import timezone


class Kept(models.Model):
    """A soft hit that a person looked at and kept, remembered by a keyed fingerprint and never by its words."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="kept")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    reason = models.CharField(max_length=32)
    kept_by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    unscoped = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "fingerprint"], name="kept_once_per_case")]

    def __str__(self):
        return f"kept {self.kind}"


class KeptInBallot(models.Model):
    """The same for the blind reasons of a ballot: it counts for that ballot's own member, and lets nobody else off being asked."""

    ballot = models.ForeignKey("cases.Ballot", on_delete=models.CASCADE, related_name="kept")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    reason = models.CharField(max_length=32)

    unscoped = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "fingerprint"], name="kept_once_per_ballot")]

    def __str__(self):
        return f"kept {self.kind}"

    @classmethod
    def of(cls, membership, case):
        """The fingerprints that this member kept in their own ballots on a case."""
        own = cls.unscoped.filter(ballot__seat__membership=membership, ballot__round__decision__case=case)
        return frozenset(own.values_list("fingerprint", flat=True))
