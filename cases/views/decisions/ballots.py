"""A member's own ballot in the open round, and nobody else's."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.forms.decision import BallotForm
from cases.models import Ballot
from cases.views.decisions.rounds import RoundView
from cases.views.decisions.standing import Standing


class BallotPage(RoundView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.standing = Standing(self.case, self.membership, self.decision)
        self.ballot = self.round.ballots.filter(seat__membership=self.membership).first()

    def ballot_form(self):
        ratings = self.ballot.ratings.all() if self.ballot else []
        return self.form(BallotForm, options=self.standing.options, stored={rating.option_id: rating for rating in ratings})

    def get(self, request, **kwargs):
        if not Ballot.fillable_by(self.round, self.membership):
            raise PermissionDenied
        return self.ballot_page(self.ballot_form())

    def post(self, request, **kwargs):
        form = self.ballot_form()
        submit = request.POST.get("action") == "submit"
        saved = form.is_valid() and self.save(form, submit=submit and not form.missing())
        if request.headers.get("Accept") == "application/json":
            return self.answer(form, saved)
        if not saved or (submit and form.missing()):
            self.ask_for_missing(form, submit)
            return self.ballot_page(form, status=422)
        return self.back() if submit else self.stay()

    def save(self, form, submit):
        return self.carried_out(
            form, lambda data: Ballot.fill(self.round, answers=form.answers(), by=self.membership, submit=submit, kept=form.kept)
        )

    def ask_for_missing(self, form, submit):
        if submit and not form.errors:
            for option in form.missing():
                form.add_error(form.value_name(option), _("Rate this option, or choose “Cannot judge”."))

    def answer(self, form, saved):
        if not saved:
            return JsonResponse({"saved": False}, status=422)
        ballot = self.round.ballots.get(seat__membership=self.membership)
        return JsonResponse({"saved": True, "rated": ballot.ratings.count(), "submitted": ballot.submitted_at is not None})

    def stay(self):
        return redirect(self.url("ballot", round=self.round.number))

    def ballot_page(self, form, status=200):
        rated = self.ballot.ratings.count() if self.ballot else 0
        return self.page("ballot", form=form, standing=self.standing, round=self.round, ballot=self.ballot, rated=rated, status=status)
