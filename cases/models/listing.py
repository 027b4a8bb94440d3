"""The vocabulary of cases: which ones a member sees, what comes with them, and in what order."""

from django.db import models


class CaseQuerySet(models.QuerySet):
    def shown_to(self, membership):
        """Posted and not hidden or removed; a draft, and a hidden case, is its author's alone."""
        posted = models.Q(posted_at__isnull=False, hidden_at=None)
        return self.filter(posted | models.Q(author=membership), removed_at=None)

    def drafts(self):
        return self.filter(posted_at=None)

    def posted(self):
        return self.filter(posted_at__isnull=False)

    def open(self):
        return self.posted().filter(closed_at=None)

    def closed(self):
        return self.posted().filter(closed_at__isnull=False)

    def needing(self, membership):
        """Cases with something new for this member, or with an open round in which they sit and have not submitted a ballot."""
        told = membership.notifications.unread().exclude(case_id=None).values("case_id")
        waiting = self._unanswered(membership).values("decision__case")
        return self.filter(models.Q(pk__in=told) | models.Q(pk__in=waiting))

    def with_needs(self, membership):
        """Brings, without a further query, whether each case has something new for this member (`has_news`), and whether a round waits
        for their ballot (`wants_ballot`)."""
        return self.annotate(
            has_news=models.Exists(membership.notifications.unread().filter(case_id=models.OuterRef("pk"))),
            wants_ballot=models.Exists(self._unanswered(membership).filter(decision__case=models.OuterRef("pk"))),
        )

    def _unanswered(self, membership):
        """The seats of this member whose ballot an open round waits for."""
        in_round = {"decision__rounds__closed_at": None, "decision__rounds__voided_at": None, "decision__rounds__isnull": False}
        submitted = membership.seats.filter(ballots__submitted_at__isnull=False, ballots__round__closed_at=None).values("pk")
        seats = membership.seats.rating().filter(decision__withdrawn_at=None, decision__concluded_at=None, **in_round)
        return seats.exclude(pk__in=submitted)

    def with_author(self):
        return self.select_related("author__user")

    def with_signs(self, membership):
        """Brings, without a further query, whether the case has resolved reports (`has_verdicts`), and whether this member has files
        under way (`has_uploads`) or a picture that a report hid (`has_hidden_pictures`)."""
        return self.annotate(
            has_verdicts=self._some("flags", resolved_at__isnull=False),
            has_uploads=self._some("intakes", ended_at=None, author=membership),
            has_hidden_pictures=self._some("media", hidden_at__isnull=False, removed_at=None, by=membership),
        )

    def with_outcomes(self):
        """Brings, without a further query, whether a decision's outcome is missing (`lacks_outcome`): its date is past, nothing is told."""
        decisions = self.model._meta.get_field("decisions").related_model
        outcomes = decisions._meta.get_field("outcome").related_model.unscoped.missing()
        return self.annotate(lacks_outcome=models.Exists(outcomes.filter(decision__case=models.OuterRef("pk"))))

    def _some(self, relation, **conditions):
        rows = self.model._meta.get_field(relation).related_model.unscoped
        return models.Exists(rows.filter(case=models.OuterRef("pk"), **conditions))

    def with_decisions(self):
        """Brings each case's decisions, for `deciding` and `decided`, at one query for all."""
        return self.prefetch_related("decisions")

    def newest_first(self):
        return self.order_by("-active_at", "-id")

    def before(self, active_at, pk):
        """Those after (active_at, pk) in the order of `newest_first`."""
        return self.filter(models.Q(active_at__lt=active_at) | models.Q(active_at=active_at, pk__lt=pk))
