"""Proposing a treatment, changing it and taking it off the list."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from cases.forms.decision import OptionEditForm, OptionForm, ReasonForm
from cases.views.decisions.base import DecisionView


class Options(DecisionView):
    def get(self, request, **kwargs):
        if not self.decision.open_to_proposals_from(self.membership):
            raise PermissionDenied
        return self.page("decision_option", form=self.form(OptionForm))

    def post(self, request, **kwargs):
        form = self.form(OptionForm)
        if self.carried_out(form, self.propose(form)):
            return self.back("options")
        return self.page("decision_option", form=form, status=422)

    def propose(self, form):
        return lambda data: self.decision.propose(**data, by=self.membership, kept=form.kept)


class OneOptionView(DecisionView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.option = get_object_or_404(self.decision.options.standing(), pk=kwargs["option"])
        self.option.decision = self.decision


class OptionPage(OneOptionView):
    def get(self, request, **kwargs):
        if not self.option.editable_by(self.membership):
            raise PermissionDenied
        form = self.form(OptionEditForm, initial={name: getattr(self.option, name) for name in ("title", "details", "evidence", "kind")})
        return self.page("decision_option", form=form, option=self.option)

    def post(self, request, **kwargs):
        form = self.form(OptionEditForm)
        if self.carried_out(form, lambda data: self.option.edit(**data, by=self.membership, kept=form.kept)):
            return self.back("options")
        return self.page("decision_option", form=form, option=self.option, status=422)


class Removal(OneOptionView):
    def get(self, request, **kwargs):
        if not self.option.droppable_by(self.membership):
            raise PermissionDenied
        return self.page("decision_removal", form=self.form(ReasonForm), option=self.option)

    def post(self, request, **kwargs):
        form = self.form(ReasonForm)
        if self.carried_out(form, lambda data: self.option.drop(reason=data["reason"], by=self.membership, kept=form.kept)):
            return self.back("options")
        return self.page("decision_removal", form=form, option=self.option, status=422)
