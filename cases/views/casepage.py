"""The page of a case: its facts and texts, its pictures, its decision, its discussion."""

from collections import Counter
from functools import cached_property

from cases.forms.comment import CommentForm
from cases.forms.kinds import counted
from cases.models.media import to_review
from cases.views.base import CaseView
from cases.views.decisions.standing import panel
from cases.views.discussion import Discussion
from cases.views.uploads import Uploads
from cases.views.verdicts import verdicts


class CasePageView(CaseView):
    """What every request that ends on the case page shares: eight queries, one more with files under way, however long the discussion."""

    def cases(self):
        return super().cases().with_signs(self.membership).with_outcomes()

    def page(self, *, form=None, parent=None, status=200):
        standing = panel(self.case, self.membership)
        self.case.deciding = standing.decision is not None and standing.decision.is_under_way
        self.case.decided = standing.decision is not None and standing.decision.concluded_at is not None
        membership, media, discussable = self.membership, self.media, self.case.discussable_by(self.membership)
        under_way = list(to_review(self.case, membership)) if self.case.has_uploads else []
        uploads = Uploads(self.case, membership, for_comment=True)
        uploads.under_way = [intake for intake in under_way if intake.for_comment]
        told = verdicts(self.case.flags.told_to(membership)) if self.case.has_verdicts else []
        # The newest, where one was taken away twice; one that came back and is gone now was removed by its author.
        taken = {flag.comment_id: flag.pk for flag in reversed(told) if flag.taken and not flag.is_undone}
        discussion = Discussion(self.case, membership, self.people, media, taken)
        return self.show(
            "cases/case.html",
            status=status,
            media=[item for item in media if item.comment_id is None and item.attached_at],
            discussion=discussion,
            form=(form or self.comment_form()) if discussable else None,
            parent=discussion.answerable(parent),
            uploads=uploads,
            to_review=[intake for intake in under_way if not intake.for_comment],
            decision_panel=standing,
            removed=removed(self.case, discussion, media),
            verdicts=told,
            may=rights(self.case, membership),
        )

    @cached_property
    def people(self):
        """Every member of the circle, former ones included, by id."""
        return {member.pk: member for member in self.circle.memberships.select_related("user").by_name()}

    @cached_property
    def media(self):
        """What is shown of the case and its comments, and what waits for this member's next comment."""
        return list(self.case.media.shown_to(self.membership).in_order())

    def comment_form(self, data=None):
        """The comment form, with whom one can mention and what one can attach."""
        others = [(member.pk, member.name) for member in self.people.values() if member.is_active and member.pk != self.membership.pk]
        waiting = [(str(item.pk), item.description) for item in self.media if item.attached_at is None]
        return CommentForm(data, circle=self.circle, case=self.case, people=others, pictures=waiting)


def rights(case, membership):
    """What the buttons of the page need to know."""
    return {
        "edit": case.editable_by(membership),
        "close": case.closable_by(membership),
        "reopen": case.reopenable_by(membership),
        "report": case.reportable_by(membership),
    }


def removed(case, discussion, media):
    """(label, count) of all that was removed from a case's words and files, by kind."""
    total = Counter(case.findings_removed) + discussion.removed
    for item in media:
        total.update(dict(item.found))
    return counted(total)
