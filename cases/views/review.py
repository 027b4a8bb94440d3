"""The review: its author alone sees the unmasked picture, and decides what is hidden before anything of it is kept."""

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from cases import tasks
from cases.endings import Declined, Fenced
from cases.forms.kinds import counted
from cases.forms.review import ReviewForm
from cases.forms.second_look import ASKED
from cases.intake.door import finish
from cases.models.intake import State
from cases.views.base import CaseView
from cases.views.uploads import home, place


class Review(CaseView):
    """GET shows what waits; POST takes the author's decision."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.intake = get_object_or_404(self.case.intakes.of(self.membership), key=kwargs["key"])
        self.intake.case, self.intake.author = self.case, self.membership

    def get(self, request, **kwargs):
        if self.intake.state == State.ATTACHED:
            return HttpResponseRedirect(home(self.intake))
        if not self.intake.in_review:
            asked = [ASKED[code] for code in self.intake.review.get("second_look", [])]
            return self.show("cases/review_waiting.html", intake=self.intake, asked=asked, home=home(self.intake))
        return self.page(self.form(None))

    def post(self, request, **kwargs):
        if not self.intake.in_review:
            return HttpResponseRedirect(place("review", self.intake))
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        self.decide(form)
        return HttpResponseRedirect(place("review", self.intake))

    def decide(self, form):
        try:
            with transaction.atomic():
                words, by = form.cleaned_data["description"], self.membership
                self.intake.approve(by=by, description=words, masks=form.masks, answers=form.answers, kept=form.kept)
                tasks.enqueue_upload(self.intake)
        except Declined as declined:
            if self.intake.end(State.ABORTED, declined.code):
                finish(self.intake)
        except Fenced:
            pass  # it was decided in another window, or expired: the page tells its state

    def form(self, data):
        initial = answered(self.intake)
        return ReviewForm(data, intake=self.intake, circle=self.circle, case=self.case, language=self.circle.language, initial=initial)

    def page(self, form, status=200):
        findings = counted(self.intake.found["counts"])
        return self.show("cases/review.html", status=status, intake=self.intake, form=form, findings=findings, home=home(self.intake))


def answered(intake):
    """What the author said before a second look sent the file back; that they looked is asked again."""
    review, initial = intake.review, {"description": intake.description}
    if intake.sent_back:
        initial["recognisable"] = "yes" if review["recognisable"] == "covered" else "no"
        initial |= {f"closeup-{page}": "yes" if page in review["closeups"] else "no" for page in range(len(intake.found["pages"]))}
    return initial
