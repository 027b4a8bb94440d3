"""What became of a decision: recording it, and when to ask for it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from cases.forms.outcome import FollowUpForm, OutcomeForm
from cases.tasks import enqueue_notices
from cases.views.decisions.base import DecisionView
from cases.views.decisions.page import OneDecision
from cases.views.decisions.standing import Standing


class OutcomeView(OneDecision, DecisionView):
    """A page about the outcome of one concluded decision."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.outcome = getattr(self.decision, "outcome", None)
        if self.outcome is None:
            raise Http404
        self.outcome.decision = self.decision

    def back(self, anchor="outcome"):
        return redirect(self.url("decision-earlier", decision=self.decision.pk) + f"#{anchor}")

    def page(self, template, **context):
        standing = Standing(self.case, self.membership, self.decision)
        return super().page(template, outcome=self.outcome, standing=standing, **context)


class OutcomePage(OutcomeView):
    def outcome_form(self, **kwargs):
        return self.form(OutcomeForm, advice=self.decision.last_round.has_direction, **kwargs)

    def get(self, request, **kwargs):
        if not self.outcome.writable_by(self.membership):
            raise PermissionDenied
        written = {name: getattr(self.outcome, name) for name in ("done", "because", "happened")}
        return self.page("outcome", form=self.outcome_form(initial=written))

    def post(self, request, **kwargs):
        form = self.outcome_form()
        if self.carried_out(form, lambda data: self.outcome.record(**data, by=self.membership, kept=form.kept)):
            enqueue_notices()
            return self.back()
        return self.page("outcome", form=form, status=422)


class FollowUp(OutcomeView):
    def get(self, request, **kwargs):
        if not self.outcome.plannable_by(self.membership):
            raise PermissionDenied
        initial = {"unknowable": self.outcome.unknowable}
        if self.outcome.follow_up_on and not self.outcome.is_missing:
            initial["follow_up_on"] = self.outcome.follow_up_on
        return self.page("follow_up", form=FollowUpForm(initial=initial))

    def post(self, request, **kwargs):
        form = FollowUpForm(request.POST)
        if self.carried_out(form, lambda data: self.outcome.replan(**data, by=self.membership)):
            return self.back()
        return self.page("follow_up", form=form, status=422)
