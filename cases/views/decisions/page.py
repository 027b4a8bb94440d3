"""The page of a decision, opening one, and the record of its rounds as a file."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from cases.forms.decision import QuestionForm
from cases.models import Decision
from cases.views.decisions.base import CaseDecisionView, DecisionView
from cases.views.decisions.reasons import grouped
from cases.views.decisions.standing import Standing


class DecisionPage(DecisionView):
    def get(self, request, **kwargs):
        standing = Standing(self.case, self.membership, self.decision)
        others = list(self.case.decisions.newest_first().exclude(pk=self.decision.pk))
        return self.page(
            "decision",
            standing=standing,
            seats=standing.panel_list(),
            dropped=self.decision.options.dropped(),
            reasons=grouped(standing, self.membership),
            others=others,
            superseded=any(other.supersedes_id == self.decision.pk for other in others),
            record_url=self.url("decision-earlier-record", decision=self.decision.pk),
        )


class NewDecision(CaseDecisionView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if (
            request.method in ("GET", "POST")
            and not Standing(self.case, self.membership, self.case.decisions.newest_first().first()).openable
        ):
            raise PermissionDenied

    def get(self, request, **kwargs):
        return self.page("decision_new", form=self.form(QuestionForm, initial={"question": self.case.question}))

    def post(self, request, **kwargs):
        form = self.form(QuestionForm)
        if self.carried_out(
            form, lambda data: Decision.open(case=self.case, question=data["question"], by=self.membership, kept=form.kept)
        ):
            return self.back()
        return self.page("decision_new", form=form, status=422)


class OneDecision:
    """A decision of this case by its own address: one that was withdrawn or superseded, or the newest."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.decision = get_object_or_404(self.case.decisions.with_people(), pk=kwargs["decision"])
        self.decision.case = self.case


class EarlierDecision(OneDecision, DecisionPage):
    pass
