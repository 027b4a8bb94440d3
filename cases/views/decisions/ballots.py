"""A member's own ballot in the open round, beside the case, and nobody else's."""

from contextlib import suppress
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.forms.ballot import BallotForm
from cases.models import Ballot, KeptInBallot
from cases.views.decisions.reasons import grouped
from cases.views.decisions.rounds import RoundView
from cases.views.decisions.standing import Standing

TRIES = 3  # another device can submit, or take a reason back, between the moment a ballot is read and the moment it is written


class BallotPage(RoundView):
    """GET: the ballot as it was saved last, whatever device it was filled in on. POST: save it, or submit it.

    A script saves each answer as it is given: it sends what was touched alone, takes JSON, and is told what could not be saved.
    """

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.standing = Standing(self.case, self.membership, self.decision)
        self.ballot = self.own_ballot()

    def own_ballot(self):
        return self.round.ballots.filter(seat__membership=self.membership).first()

    def ballot_form(self):
        ratings = self.ballot.ratings.all() if self.ballot else []
        stored = {rating.option_id: rating for rating in ratings}
        own = partial(KeptInBallot.of, self.membership, self.case)
        return self.form(BallotForm, round=self.round, options=self.standing.options, stored=stored, own=own)

    def get(self, request, **kwargs):
        if not Ballot.fillable_by(self.round, self.membership):
            raise PermissionDenied
        return self.ballot_page(self.ballot_form())

    def post(self, request, **kwargs):
        form = self.ballot_form()
        if request.headers.get("Accept") == "application/json":
            return self.save_touched(form)
        submit = request.POST.get("action") == "submit"
        whole = form.is_valid() and not form.missing() and not form.unexplained()
        if self.is_in and form.is_valid() and form.unexplained():  # what counts stays whole
            self.ask_for_missing(form)
        if not self.carried_out(form, lambda _data: self.fill(form, form.touched(), submit=submit and whole)):
            return self.ballot_page(form, status=422)
        if submit and not whole:
            self.ask_for_missing(form)
            return self.ballot_page(form, status=422)
        return self.back() if submit else self.stay()

    @property
    def is_in(self):
        return self.ballot is not None and self.ballot.submitted_at is not None

    def fill(self, form, answers, submit=False):
        return Ballot.fill(self.round, answers=answers, by=self.membership, submit=submit, kept=form.kept)

    def ask_for_missing(self, form):
        for option in form.missing():
            form.add_error(form.value_name(option), _("Rate this option, or choose “Cannot judge”."))
        for option in form.unexplained():
            form.add_error(form.rationale_name(option), self.why(option, form))

    def why(self, option, form):
        if form.cleaned_data.get(form.value_name(option)) == "abstain":
            return _("Say in a few words why you cannot judge it.")
        return _("Say in a few words why: this circle asks for a reason with every rating.")

    # --- Saved as you go ------------------------------------------------------------------------------------------------------

    def save_touched(self, form):
        """Save what is clean of what was sent, whatever else is not: a value never waits for the words beside it."""
        for _try in range(TRIES):
            form.is_valid()
            if form.is_stale:
                return JsonResponse({"saved": False}, status=409)
            with suppress(ValidationError):
                return JsonResponse(self.saved(form))
            self.ballot = self.own_ballot()
            form = self.ballot_form()
        return JsonResponse({"saved": False}, status=503)  # nothing was stored: the page keeps its answers and sends them again

    def saved(self, form):
        """Store the answers of `form` that can be, and say what became of each. ValidationError when the stored ballot refuses one of them
        because it is not what it was when `form` was made: then none is stored.
        """
        waiting = {option.number for option in form.options if form.errors.keys() & {form.value_name(option), form.rationale_name(option)}}
        answers = form.touched()
        if self.is_in:  # what counts stays whole: a value without its reason waits for it
            unexplained = form.unexplained()
            waiting |= {answer.option.number for answer in answers if answer.option in unexplained}
            answers = [answer for answer in answers if answer.option not in unexplained]
        if answers:
            self.ballot = self.fill(form, answers)
        elif not Ballot.fillable_by(self.round, self.membership):
            raise PermissionDenied
        rated = self.ballot.ratings.count() if self.ballot else 0
        return {"saved": True, "rated": rated, "submitted": self.is_in, "waiting": sorted(waiting), "unread": form.unread}

    def stay(self):
        return redirect(self.url("ballot", round=self.round.number))

    def ballot_page(self, form, status=200):
        media = [item for item in self.case.media.shown_to(self.membership).in_order() if item.comment_id is None and item.attached_at]
        return self.page(
            "ballot",
            form=form,
            standing=self.standing,
            readings={reading.option.pk: reading for reading in self.standing.reading.options} if self.standing.reading else {},
            reasons=grouped(self.standing, self.membership),
            earlier_reasons=self.earlier_reasons(),
            round=self.round,
            ballot=self.ballot,
            rated=self.ballot.ratings.count() if self.ballot else 0,
            media=media,
            status=status,
        )

    def earlier_reasons(self):
        """Option id -> the reason this member gave in the round before: shown to them, never filled in."""
        before = self.standing.closed_round
        if before is None:
            return {}
        mine = before.ballots.filter(seat__membership=self.membership, counted_at__isnull=False).first()
        return dict(mine.ratings.with_reasons().values_list("option_id", "rationale")) if mine else {}
