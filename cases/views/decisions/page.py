"""The page of a decision, opening one, and the record of its rounds as a file."""

from django.core.exceptions import PermissionDenied

from cases.forms.decision import QuestionForm
from cases.models import Decision
from cases.views.decisions.base import CaseDecisionView, DecisionView, OneDecision
from cases.views.decisions.late import Departures
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
            departures=Departures(self.decision),
            reasons=grouped(standing, self.membership),
            others=others,
            superseded=any(other.supersedes_id == self.decision.pk for other in others),
            outcome_writable=hasattr(self.decision, "outcome") and self.decision.outcome.writable_by(self.membership),
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
        if self.carried_out(form, self.open(form)):
            return self.back()
        return self.page("decision_new", form=form, status=422)

    def open(self, form):
        case, by = self.case, self.membership
        return lambda data: Decision.open(case=case, question=data["question"], hours=form.hours, by=by, kept=form.kept)


class EarlierDecision(OneDecision, DecisionPage):
    pass
