"""How a decision ends: the owner's conclusion, the minority's reports, or withdrawal."""

from django.core.exceptions import PermissionDenied

from cases.forms.decision import ConclusionForm, MinorityForm, ReasonForm
from cases.models import MinorityReport
from cases.views.decisions.base import DecisionView
from cases.views.decisions.standing import Standing


class EndingView(DecisionView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.standing = Standing(self.case, self.membership, self.decision)


class Conclusion(EndingView):
    def conclusion_form(self):
        last = self.decision.last_round
        return self.form(ConclusionForm, direction=last is not None and last.has_direction)

    def get(self, request, **kwargs):
        if not self.standing.concludable:
            raise PermissionDenied
        return self.page("decision_conclusion", form=self.conclusion_form(), standing=self.standing)

    def post(self, request, **kwargs):
        form = self.conclusion_form()
        if self.carried_out(form, lambda data: self.decision.conclude(**data, by=self.membership, kept=form.kept)):
            return self.back()
        return self.page("decision_conclusion", form=form, standing=self.standing, status=422)


class MinorityReportPage(EndingView):
    def get(self, request, **kwargs):
        if not self.standing.opposed:
            raise PermissionDenied
        mine = self.standing.my_report
        initial = {"report": mine.text, "named": mine.named} if mine else {}
        return self.page("decision_minority", form=self.form(MinorityForm, initial=initial), standing=self.standing)

    def post(self, request, **kwargs):
        form = self.form(MinorityForm)
        if self.carried_out(form, self.write(form)):
            return self.back("minority")
        return self.page("decision_minority", form=form, standing=self.standing, status=422)

    def write(self, form):
        decision, by = self.decision, self.membership
        return lambda data: MinorityReport.write(decision, text=data["report"], named=data["named"], by=by, kept=form.kept)


class Withdrawal(DecisionView):
    def get(self, request, **kwargs):
        if not self.decision.withdrawable_by(self.membership):
            raise PermissionDenied
        return self.page("decision_withdrawal", form=self.form(ReasonForm))

    def post(self, request, **kwargs):
        form = self.form(ReasonForm)
        if self.carried_out(form, lambda data: self.decision.withdraw(reason=data["reason"], by=self.membership, kept=form.kept)):
            return self.back()
        return self.page("decision_withdrawal", form=form, status=422)
