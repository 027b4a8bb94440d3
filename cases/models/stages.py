"""Where a decision stands, read from its times and its rounds, and who may do what with it there."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from cases import consensus


class DecisionQuerySet(models.QuerySet):
    def current(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def under_way(self):
        return self.filter(withdrawn_at=None, concluded_at=None)

    def newest_first(self):
        return self.order_by("-opened_at", "-id")

    def with_people(self):
        return self.select_related("opened_by__user", "concluded_by__user", "outcome__recorded_by__user")


def owns(membership, case):
    """Whether they own the decisions of a case: its author or, once they have left, the admins, so that no panel's work is lost."""
    if not membership.is_active or membership.circle_id != case.circle_id:
        return False
    return membership.pk == case.author_id or (membership.is_admin and not case.author.is_active)


class Stages:
    """What `Decision` knows of itself without changing anything."""

    class Stage(models.TextChoices):
        PROPOSALS = "proposals", gettext_lazy("Proposals")
        FROZEN = "frozen", gettext_lazy("Panel seated")
        ROUND = "round", gettext_lazy("Round open")
        FEEDBACK = "feedback", gettext_lazy("Feedback")
        DECIDED = "decided", gettext_lazy("Waiting for a conclusion")
        CONCLUDED = "concluded", gettext_lazy("Concluded")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    @cached_property
    def held_rounds(self):
        """Rounds that were not voided, first to last."""
        return list(self.rounds.held())

    @property
    def last_round(self):
        return self.held_rounds[-1] if self.held_rounds else None

    @property
    def closed_rounds(self):
        return [round for round in self.held_rounds if round.closed_at]

    @property
    def open_round(self):
        """The round that takes ballots now, or None."""
        last = self.last_round
        return last if last and last.closed_at is None and self.is_under_way else None

    @property
    def stage(self):
        if self.withdrawn_at:
            return self.Stage.WITHDRAWN
        if self.concluded_at:
            return self.Stage.CONCLUDED
        if not self.frozen_at:
            return self.Stage.PROPOSALS
        last = self.last_round
        if last is None:
            return self.Stage.FROZEN
        if last.closed_at is None:
            return self.Stage.ROUND
        return self.Stage.FEEDBACK if last.next_step == consensus.NEXT_ROUND else self.Stage.DECIDED

    @property
    def is_under_way(self):
        return self.concluded_at is None and self.withdrawn_at is None

    # --- Who may do what ------------------------------------------------------------------------------------------------

    def owned_by(self, membership):
        return owns(membership, self.case)

    def workable_by(self, membership):
        """Owner of a decision under way on an open case."""
        return self.is_under_way and self.case.is_open and self.owned_by(membership)

    def open_to_proposals_from(self, membership):
        """Any member until the proposals close; the owner until the freeze."""
        if self.frozen_at or not self.is_under_way or not self.case.is_open or not membership.is_active:
            return False
        return self.owned_by(membership) or (membership.circle_id == self.case.circle_id and timezone.now() < self.proposals_close_at)

    def freezable_by(self, membership):
        return self.workable_by(membership) and self.stage == self.Stage.PROPOSALS

    def advanceable_by(self, membership):
        """Whether the next round may be opened by them now."""
        return self.workable_by(membership) and self.stage in (self.Stage.FROZEN, self.Stage.FEEDBACK)

    def concludable_by(self, membership):
        return self.workable_by(membership) and self.stage == self.Stage.DECIDED

    def withdrawable_by(self, membership):
        return self.is_under_way and self.owned_by(membership)

    def revisable_by(self, membership):
        """Whether they may say that new clinical facts void the open round: its owner."""
        return self.workable_by(membership) and self.open_round is not None

    def deviable_by(self, membership):
        """Whether they may depart from a locked setting: the owner, from the freeze until the last round is closed."""
        return self.workable_by(membership) and self.stage in (self.Stage.FROZEN, self.Stage.ROUND, self.Stage.FEEDBACK)

    def discussable_by(self, membership):
        """Whether they may give an opinion that is in no count: any member, from the freeze on, also after the conclusion."""
        return self.frozen_at is not None and self.withdrawn_at is None and self.case.discussable_by(membership)
