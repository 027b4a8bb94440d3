"""The list of a circle's cases; a case from draft to closed."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.forms.case import CaseForm
from cases.forms.late import RatedCaseForm
from cases.models import Case
from cases.models.wording import NotReady
from cases.tasks import enqueue_notices
from cases.views.base import CaseView, PageView
from cases.views.casepage import CasePageView
from cases.views.recognisability import Recognisability
from cases.views.uploads import Uploads, leading_to
from cases.views.verdicts import verdicts

PAGE = 20
FILTERS = ("open", "closed", "drafts", "needs-me")


class CirclePage(PageView):
    """Cases, newest activity first, from a cursor on: four queries, however many there are."""

    def get(self, request, circle):
        chosen = request.GET.get("show", "")
        shown = self.circle.cases.shown_to(self.membership)
        cases = narrowed(shown, chosen, self.membership)
        if before := request.GET.get("before"):
            cases = cases.before(*cursor(before))
        rows = list(cases.with_author().with_needs(self.membership).with_decisions().with_outcomes().newest_first()[: PAGE + 1])
        for case in rows:
            case.circle = self.circle
        further = f"{rows[PAGE - 1].active_at.isoformat()}_{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
        waiting = shown.needing(self.membership).count()
        return self.show("cases/list.html", cases=rows[:PAGE], further=further, chosen=chosen, first_page=not before, waiting=waiting)


def narrowed(cases, chosen, membership):
    """The cases of one of FILTERS; an unknown filter is no page."""
    if chosen and chosen not in FILTERS:
        raise Http404
    narrowings = {
        "": lambda: cases.posted(),
        "open": lambda: cases.open(),
        "closed": lambda: cases.closed(),
        "drafts": lambda: cases.drafts(),
        "needs-me": lambda: cases.needing(membership),
    }
    return narrowings[chosen]()


def cursor(text):
    """(time, id) of a `?before=` value; one that was not made by us is no page."""
    moment, _separator, pk = text.rpartition("_")
    try:
        active_at, pk = datetime.fromisoformat(moment.replace(" ", "+")), UUID(pk)
        if active_at.tzinfo is None:
            raise ValueError
        return active_at.astimezone(UTC), pk  # databases compare in UTC, and near the year 1 or 9999 that overflows
    except (ValueError, OverflowError):
        raise Http404 from None


class NewCase(PageView):
    def get(self, request, circle):
        return self.show("cases/new.html", form=CaseForm(circle=self.circle, drafts=True))

    def post(self, request, circle):
        form = CaseForm(request.POST, circle=self.circle, drafts=True)
        if not form.is_valid():
            return self.show("cases/new.html", form=form)
        case = Case.draft(by=self.membership, **form.words)
        messages.success(request, _("The draft is saved. Add images and video below, then post it."))
        return redirect("case-edit", circle=self.circle.slug, case=case.pk)


class CasePage(CasePageView):
    """The case. Where it stood, whose case a moderator took away learns why."""

    taking = None

    def setup(self, request, *args, **kwargs):
        try:
            super().setup(request, *args, **kwargs)
        except Http404:
            if not hasattr(self, "membership"):
                raise
            self.taking = self.circle.flags.takings_from(self.membership).at(kwargs["case"], "").first()
            if self.taking is None:
                raise

    def get(self, request, circle, case):
        if self.taking is not None:
            return redirect("appeal", circle=self.circle.slug, taking=self.taking.pk)
        if self.case.posted_at is None and self.case.editable_by(self.membership):
            return redirect("case-edit", circle=self.circle.slug, case=self.case.pk)
        return self.page(parent=request.GET.get("reply"))


class EditCase(CaseView):
    """The words of a case; of a draft also its files, and the button that posts it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_draft = self.case.posted_at is None
        self.decision = self.case.decisions.under_way().first()

    @property
    def kind(self):
        """While a round is open, the form that asks whether the changes bring new facts."""
        return RatedCaseForm if self.decision is not None and self.decision.open_round is not None else CaseForm

    def get(self, request, circle, case):
        if not self.case.editable_by(self.membership):
            raise PermissionDenied
        return self.page(self.kind.of(self.case, drafts=self.is_draft))

    def post(self, request, circle, case):
        posting = "post" in request.POST or not self.is_draft
        form = self.kind.of(self.case, request.POST, drafts=not posting, posting=posting)
        if not form.is_valid():
            self.keep_as_draft(form)
            return self.page(form)
        try:
            self.write(form)
            if posting:
                self.case.post(by=self.membership, read=form.reads)
                enqueue_notices()
        except NotReady as refusal:
            return self.refused(form, refusal)
        messages.success(request, _("The case is posted.") if self.is_draft and posting else _("Saved."))
        return redirect("case" if posting else "case-edit", circle=self.circle.slug, case=self.case.pk)

    def write(self, form):
        if isinstance(form, RatedCaseForm) and form.brings_facts:
            self.decision.new_facts(reason=form.cleaned_data["new_facts"], words=form.words, by=self.membership)
        else:
            self.case.edit(by=self.membership, **form.words)

    def keep_as_draft(self, form):
        """A draft whose posting waits for the text model is not lost meanwhile, if the rules find nothing that must be replaced."""
        if form.unread and self.is_draft:
            draft = CaseForm.of(self.case, self.request.POST, drafts=True)
            draft.unread = True  # it is not asked a second time
            if draft.is_valid():
                self.case.edit(by=self.membership, **draft.words)

    def refused(self, form, refusal):
        for sentence in (*refusal.sentences, *map(leading_to, Uploads(self.case, self.membership).under_way)):
            form.add_error(None, sentence)
        return self.page(form)

    def page(self, form):
        media = self.case.media.shown_to(self.membership).of_case().in_order()
        told = verdicts(self.case.flags.told_to(self.membership))
        uploads = Uploads(self.case, self.membership)
        meter = Recognisability(self.case)
        return self.show("cases/edit.html", form=form, is_draft=self.is_draft, media=media, verdicts=told, uploads=uploads, meter=meter)


class Closure(CaseView):
    def post(self, request, circle, case):
        self.case.close(by=self.membership)
        return redirect(self.case)


class Reopening(CaseView):
    def post(self, request, circle, case):
        self.case.reopen(by=self.membership)
        return redirect(self.case)


class Discarding(CaseView):
    """Throwing a draft away, after a page that asks."""

    def get(self, request, circle, case):
        if not self.case.removable_by(self.membership):
            raise PermissionDenied
        return self.show("cases/discard.html")

    def post(self, request, circle, case):
        self.case.discard(by=self.membership)
        messages.success(request, _("The draft and its files are gone."))
        return redirect(self.circle)
