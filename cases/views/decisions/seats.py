"""The panel: who sits on it, what each member declares, who is excluded."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from cases.forms.decision import PanelForm, ReasonForm, SeatForm
from cases.views.decisions.base import DecisionView
from cases.views.decisions.standing import Standing


class Panel(DecisionView):
    """Choosing the panel locks the options and the settings."""

    def panel_form(self, *data):
        return PanelForm(*data, members=self.circle.memberships.active().with_people().by_name())

    def get(self, request, **kwargs):
        if not self.decision.freezable_by(self.membership):
            raise PermissionDenied
        return self.panel_page(self.panel_form())

    def post(self, request, **kwargs):
        form = self.panel_form(request.POST)
        if self.carried_out(form, lambda data: self.decision.freeze(panel=form.chosen(), by=self.membership)):
            return self.back()
        return self.panel_page(form, status=422)

    def panel_page(self, form, status=200):
        standing = Standing(self.case, self.membership, self.decision)
        return self.page("decision_panel", form=form, standing=standing, status=status)


class SeatPage(DecisionView):
    """The reader's own seat."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.seat = self.decision.seats.filter(membership=self.membership).first()
        if self.seat is None:
            raise Http404
        self.seat.decision = self.decision

    def get(self, request, **kwargs):
        if not self.seat.declarable_by(self.membership):
            raise PermissionDenied
        form = self.form(SeatForm, initial={"conflict": self.seat.conflict, "interest": self.seat.interest})
        return self.page("decision_seat", form=form, seat=self.seat)

    def post(self, request, **kwargs):
        form = self.form(SeatForm)
        if self.carried_out(
            form, lambda data: self.seat.declare(data["conflict"], interest=data["interest"], by=self.membership, kept=form.kept)
        ):
            return self.back()
        return self.page("decision_seat", form=form, seat=self.seat, status=422)


class Exclusion(DecisionView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.seat = get_object_or_404(self.decision.seats.with_people(), pk=kwargs["seat"])
        self.seat.decision = self.decision

    def get(self, request, **kwargs):
        if not self.seat.excludable_by(self.membership):
            raise PermissionDenied
        return self.page("decision_exclusion", form=self.form(ReasonForm), seat=self.seat)

    def post(self, request, **kwargs):
        form = self.form(ReasonForm)
        if self.carried_out(form, lambda data: self.seat.exclude(reason=data["reason"], by=self.membership, kept=form.kept)):
            return self.back("panel")
        return self.page("decision_exclusion", form=form, seat=self.seat, status=422)
