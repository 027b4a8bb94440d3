"""What departs from the plan of a decision: new facts, a deviation, an opinion in no count, a conflict declared after the conclusion."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.forms.late import DeviationForm, FactsForm, LateConflictForm, OpinionForm
from cases.tasks import enqueue_notices
from cases.views.decisions.base import DecisionView, OneDecision


class Departures:
    """All that is printed of it, each list read when a template asks."""

    def __init__(self, decision):
        self.decision = decision

    @cached_property
    def deviations(self):
        return list(self.decision.deviations.in_order())

    @cached_property
    def voided(self):
        return list(self.decision.rounds.voided())

    @cached_property
    def changes(self):
        """Edits of options, each with its option."""
        options = self.decision.options.order_by("position").prefetch_related("changes")
        return [(option, change) for option in options for change in option.changes.all()]

    def __bool__(self):
        return bool(self.deviations or self.voided or self.changes)


class StepView(DecisionView):
    """A page with one form, and the verb it carries out. `heading`, `lead` and `button` are its words."""

    def allowed(self):
        raise NotImplementedError

    def step_form(self):
        raise NotImplementedError

    def carry_out(self, form):
        """The verb, as a function of the form's clean data."""
        raise NotImplementedError

    def get(self, request, **kwargs):
        if not self.allowed():
            raise PermissionDenied
        return self.step(self.step_form())

    def post(self, request, **kwargs):
        form = self.step_form()
        if self.carried_out(form, self.carry_out(form)):
            enqueue_notices()
            return self.done()
        return self.step(form, status=422)

    def done(self):
        return self.back()

    def step(self, form, status=200):
        return self.page("decision_step", form=form, heading=self.heading, lead=self.lead, button=self.button, status=status)


class NewFacts(StepView):
    @property
    def heading(self):
        return _("New clinical facts")

    @property
    def lead(self):
        return _(
            "What has been rated so far answered another question. The open round is voided, none of its ballots is ever counted or "
            "shown, and the same round opens again at once. The panel is told."
        )

    @property
    def button(self):
        return _("Void the round and hold it again")

    def allowed(self):
        return self.decision.revisable_by(self.membership)

    def step_form(self):
        return self.form(FactsForm)

    def carry_out(self, form):
        return lambda data: self.decision.new_facts(reason=data["reason"], by=self.membership, kept=form.kept)


class Deviations(StepView):
    @property
    def heading(self):
        return _("Depart from a locked setting")

    @property
    def lead(self):
        return _("Durations may change from the next round on. The rule, the quorum and the panel stay as they were locked.")

    @property
    def button(self):
        return _("Change it and print the reason")

    def allowed(self):
        return self.decision.deviable_by(self.membership)

    def step_form(self):
        return self.form(DeviationForm)

    def carry_out(self, form):
        return lambda data: self.decision.deviate(**data, by=self.membership, kept=form.kept)


class Opinion(StepView):
    @property
    def heading(self):
        return _("Give an opinion that is not counted")

    @property
    def lead(self):
        return _("For whoever has no seat, missed a round or wants to add something: it stands in the discussion, marked “not counted”.")

    @property
    def button(self):
        return _("Post to the discussion")

    def allowed(self):
        return self.decision.discussable_by(self.membership)

    def step_form(self):
        return self.form(OpinionForm, missed=self.decision.missed_by(self.membership))

    def carry_out(self, form):
        missed = "missed" in form.fields
        return lambda data: self.decision.say(
            body=data["body"], missed=missed and data["missed"], by=self.membership, kept=form.kept, removed=form.removed
        )

    def done(self):
        return redirect(f"{self.case.get_absolute_url()}#talk")


class LateConflictPage(OneDecision, StepView):
    @property
    def heading(self):
        return _("Declare a conflict after the conclusion")

    @property
    def lead(self):
        return _(
            "The last round is computed again without your seat. Printed is only whether the result is unchanged or changed, never whose "
            "seat it was: that would tell how you rated. If it changed, the conclusion is marked as superseded, and the case's author, "
            "or an admin if the author has left, is asked to decide anew. You cannot take it back."
        )

    @property
    def button(self):
        return _("Declare the conflict")

    def allowed(self):
        return self.decision.conflictable_by(self.membership)

    def step_form(self):
        return self.form(LateConflictForm)

    def carry_out(self, form):
        return lambda _data: self.decision.conflict_after(by=self.membership)

    def done(self):
        return redirect(self.url("decision-earlier", decision=self.decision.pk))
