"""Reporting a post, and working the queue of reports."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cases.forms.flag import FlagForm, ResolutionForm
from cases.models import Flag, Intake
from cases.tasks import enqueue_notices, enqueue_upload
from cases.views.base import CaseView, ModeratorView
from cases.views.media import serve_media


class CaseFlag(CaseView):
    """Reporting a case: the reasons are buttons, and one tap reports."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.post_reported = self.reported(kwargs)

    def reported(self, kwargs):
        return self.case

    def get(self, request, **kwargs):
        if not self.case.reportable_by(self.membership):
            raise PermissionDenied
        return self.page(FlagForm(circle=self.circle, case=self.case))

    def post(self, request, **kwargs):
        form = FlagForm(request.POST, circle=self.circle, case=self.case)
        if not form.is_valid():
            return self.page(form)
        flag = Flag.report(
            self.post_reported, by=self.membership, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"], kept=form.kept
        )
        enqueue_notices()
        messages.success(
            request,
            _("Thank you. It is hidden until a moderator has looked at it.")
            if flag.is_privacy
            else _("Thank you. A moderator will look at it."),
        )
        whole = flag.post == self.case and flag.is_privacy
        return redirect(self.circle if whole else self.case)

    def page(self, form):
        reported = self.post_reported
        return self.show("cases/flag.html", form=form, post=reported, kind=reported._meta.model_name, reasons=Flag.Reason.choices)


class CommentFlag(CaseFlag):
    def reported(self, kwargs):
        return get_object_or_404(self.case.comments.shown(), pk=kwargs["comment"])


class MediaFlag(CaseFlag):
    def reported(self, kwargs):
        return get_object_or_404(self.case.media.shown(), pk=kwargs["media"])


class Queue(ModeratorView):
    """The files that wait for a second look, the appeals, then the posts with unresolved reports, privacy first, then the oldest."""

    def get(self, request, circle):
        flags = self.circle.flags.unresolved().with_posts().oldest_first()
        posts = {}
        for flag in flags:
            posts.setdefault((flag.post_kind, flag.post.pk), []).append(flag)
        waiting = list(Intake.for_second_look_in(self.circle))
        for intake in waiting:
            intake.case.circle = self.circle
            intake.is_barred = not intake.may_look_again(self.membership)
        appeals = list(self.circle.appeals.waiting().with_posts().seen_by(self.membership).oldest_first())
        return self.show("cases/queue.html", posts=list(posts.values()), waiting=waiting, appeals=appeals, others=waiting or appeals)


class FlagView(ModeratorView):
    """A page about one report of the circle. Whether it exists is answered before the reader's role is."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.flag = get_object_or_404(self.circle.flags.with_posts(), pk=kwargs["flag"])
        self.flag.circle = self.flag.case.circle = self.circle


class ReportedFile(FlagView):
    """A picture of the reported post, hidden or not, for those who must decide about it, while the report is open."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.flag.resolved_at is not None:
            raise Http404
        self.media = get_object_or_404(self.flag.pictures, pk=kwargs["media"])

    def get(self, request, **kwargs):
        return serve_media(request, self.media)


class Resolution(FlagView):
    """One reported post: what it is, why it was reported, and what a moderator may do."""

    def get(self, request, circle, flag):
        if self.flag.resolved_at is not None:
            messages.info(request, _("This report was already answered."))
            return redirect("queue", circle=self.circle.slug)
        return self.page(ResolutionForm(circle=self.circle, case=self.flag.case))

    def post(self, request, circle, flag):
        if not self.flag.workable_by(self.membership):
            raise PermissionDenied
        form = ResolutionForm(request.POST, circle=self.circle, case=self.flag.case)
        if not form.is_valid():
            return self.page(form)
        self.carry_out(form.cleaned_data["action"], form.cleaned_data["explanation"])
        enqueue_notices()
        messages.success(request, _("Done. The author is told, and the ledger has it."))
        return redirect("queue", circle=self.circle.slug)

    def carry_out(self, action, explanation):
        if action == Flag.Action.RESTORED:
            self.flag.restore(by=self.membership, explanation=explanation)
        elif action == Flag.Action.REMOVED:
            self.flag.remove(by=self.membership, explanation=explanation)
        elif intake := self.flag.mask_more(by=self.membership, explanation=explanation):
            enqueue_upload(intake)

    def page(self, form):
        return self.show(
            "cases/resolution.html",
            form=form,
            flag=self.flag,
            case=self.flag.case,
            pictures=self.flag.pictures,
            reports=self.flag.of_same_post().oldest_first(),
            workable=self.flag.workable_by(self.membership),
            own=self.flag.post_author.pk == self.membership.pk,  # what a reporter wrote to the moderators may tell who it is
        )
