"""Opening, extending and closing a round."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404

from cases.views.decisions.base import DecisionView


class Rounds(DecisionView):
    def post(self, request, **kwargs):
        try:
            self.decision.advance(by=self.membership)
        except ValidationError as refusal:
            messages.error(request, refusal.message)
        return self.back()


class RoundView(DecisionView):
    """A page of one round, by its number."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.round = get_object_or_404(self.decision.rounds.held(), number=kwargs["round"])
        self.round.decision = self.decision


class Extension(RoundView):
    def post(self, request, **kwargs):
        self.round.extend(by=self.membership)
        return self.back()


class Closure(RoundView):
    def post(self, request, **kwargs):
        self.round.close(by=self.membership)
        return self.back()
