"""The base of every page of a decision: the newest one of a case that its reader may see, or 404."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cases.views.base import CaseView


class CaseDecisionView(CaseView):
    """A page about the decision of a case, whether or not there is one yet."""

    def url(self, name, **kwargs):
        return reverse(name, kwargs={"circle": self.circle.slug, "case": self.case.pk, **kwargs})

    def back(self, anchor=""):
        return redirect(self.url("decision") + (f"#{anchor}" if anchor else ""))

    def page(self, template, *, status=200, **context):
        return self.show(f"cases/{template}.html", status=status, decision=getattr(self, "decision", None), **context)

    def form(self, form, *args, **kwargs):
        """A form that keeps words, with the circle and the case that it needs."""
        data = [self.request.POST] if self.request.method == "POST" else []
        return form(*data, *args, circle=self.circle, case=self.case, **kwargs)

    def carried_out(self, form, verb):
        """Whether `form` is valid and `verb`, called with its clean data, took it; what the verb refuses becomes an error of the form."""
        if not form.is_valid():
            return False
        try:
            verb(form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        return not form.errors


class DecisionView(CaseDecisionView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.decision = self.case.decisions.with_people().newest_first().first()
        if self.decision is None:
            raise Http404
        self.decision.case = self.case


class OneDecision:
    """A decision of this case by its own address: one that was withdrawn or superseded, or the newest."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.decision = get_object_or_404(self.case.decisions.with_people(), pk=kwargs["decision"])
        self.decision.case = self.case
