"""Appealing against the removal of one's own post, and deciding the appeals of a circle."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cases.forms.appeal import AppealForm, RulingForm
from cases.models import Appeal
from cases.models.appeal import AlreadyAppealed, AlreadyDecided
from cases.tasks import enqueue_notices
from cases.views.base import ModeratorView, PageView
from cases.views.media import serve_media
from cases.views.verdicts import verdicts


class Taken(PageView):
    """For the author of a post that a moderator took away: why, by which rule, and an appeal, once. For everyone else it is not there."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        flag = get_object_or_404(self.circle.flags.takings_from(self.membership), pk=kwargs["taking"])
        self.read(flag)

    def read(self, flag):
        (self.flag,) = verdicts(flag.answered_together.with_posts().select_related("appeal"))
        self.flag.circle = self.flag.case.circle = self.circle

    def get(self, request, **kwargs):
        return self.page(None if self.flag.answer else AppealForm(circle=self.circle, case=self.flag.case))

    def post(self, request, **kwargs):
        form = AppealForm(request.POST, circle=self.circle, case=self.flag.case)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            with transaction.atomic():
                Appeal.make(self.flag, by=self.membership, grounds=form.cleaned_data["grounds"], kept=form.kept)
                enqueue_notices()
        except AlreadyAppealed:
            self.read(self.flag)
            return self.page(None, unsent=request.POST["grounds"], status=409)
        messages.success(request, _("Your appeal is made. You will be told how it is decided."))
        return redirect("appeal", circle=self.circle.slug, taking=self.flag.pk)

    def page(self, form, unsent="", status=200):
        appeal = self.flag.answer
        waiting = appeal is not None and appeal.decided_at is None
        stuck = waiting and self.circle.appeals.seen_by(self.membership).get(pk=appeal.pk).is_stuck
        return self.show("cases/appeal.html", status=status, flag=self.flag, form=form, appeal=appeal, stuck=stuck, unsent=unsent)


class AppealView(ModeratorView):
    """A page about one appeal of the circle. Whether it exists is answered before the reader's role is."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.appeal = get_object_or_404(self.circle.appeals.with_posts().seen_by(self.membership), pk=kwargs["appeal"])
        self.flag = self.appeal.flag
        self.flag.circle = self.flag.case.circle = self.appeal.circle = self.circle


class AppealedFile(AppealView):
    """A picture of the post that was taken away, for those who work the queue, while the appeal waits."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.appeal.decided_at is not None:
            raise Http404
        self.media = get_object_or_404(self.flag.pictures, pk=kwargs["media"])

    def get(self, request, **kwargs):
        return serve_media(request, self.media)


class AppealDecision(AppealView):
    """One appeal: the post, why it was taken away, what its author says, and the two things that a second person may do."""

    def get(self, request, **kwargs):
        if self.appeal.decided_at is not None:
            messages.info(request, _("This appeal was already decided."))
            return redirect("queue", circle=self.circle.slug)
        return self.page(RulingForm(circle=self.circle, case=self.flag.case))

    def post(self, request, **kwargs):
        if not self.appeal.may_decide:
            raise PermissionDenied
        form = RulingForm(request.POST, circle=self.circle, case=self.flag.case)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            with transaction.atomic():
                self.appeal.decide(form.cleaned_data["ruling"], by=self.membership, reason=form.cleaned_data["answer"])
                enqueue_notices()
        except AlreadyDecided:
            self.appeal.refresh_from_db()
            return self.page(form, unsent=request.POST["answer"], status=409)
        messages.success(request, _("Done. The author is told, and the ledger has it."))
        return redirect("queue", circle=self.circle.slug)

    def page(self, form, unsent="", status=200):
        reports = list(self.flag.answered_together)
        pictures = [] if self.flag.post.is_wiped else self.flag.pictures
        shown = {"flag": self.flag, "case": self.flag.case, "reports": reports, "pictures": pictures, "unsent": unsent}
        own = self.appeal.by_id == self.membership.pk  # what a reporter wrote to the moderators may tell who it is
        return self.show("cases/appeal_decision.html", status=status, form=form, appeal=self.appeal, own=own, **shown)
