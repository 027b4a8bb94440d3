"""What is new for a member in a circle, and what moderators decided about their posts."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cases.models import Notification
from cases.views.base import PageView
from cases.views.verdicts import verdicts

SHOWN = 60
OF_VERDICTS = (Notification.Kind.RESOLUTION, Notification.Kind.APPEALED)  # notices that a post was judged


class Notices(PageView):
    """The newest notices; POST marks all as read."""

    def get(self, request, circle):
        notices = list(self.membership.notifications.newest_first()[:SHOWN])
        cases = self.circle.cases.shown_to(self.membership).filter(pk__in={notice.case_id for notice in notices})
        titles = dict(cases.values_list("pk", "title"))
        for notice in notices:
            notice.title = titles.get(notice.case_id, "")
        told = verdicts(self.circle.flags.told_to(self.membership)[:SHOWN])
        return self.show("cases/notices.html", notices=notices, verdicts=told)

    def post(self, request, circle):
        self.membership.notifications.read()
        return redirect("notifications", circle=self.circle.slug)


class Notice(PageView):
    """Following a notice marks it as read and leads to its place."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.notice = get_object_or_404(self.membership.notifications.all(), pk=kwargs["notice"])

    def post(self, request, circle, notice):
        self.membership.notifications.filter(pk=self.notice.pk).read()
        return redirect(self.place(self.notice))

    def place(self, notice):
        """The page the notice is about; the list of notices where it can no longer be read."""
        if notice.anchor == "queue":
            return reverse("queue", kwargs={"circle": self.circle.slug})
        if notice.kind in OF_VERDICTS and (taking := self.taking(notice)) is not None:
            return reverse("appeal", kwargs={"circle": self.circle.slug, "taking": taking.pk})
        case = self.circle.cases.shown_to(self.membership).filter(pk=notice.case_id).first()
        if case is None:
            return reverse("notifications", kwargs={"circle": self.circle.slug})
        case.circle = self.circle
        if notice.kind == Notification.Kind.WORDS and (form := self.form_for(case, notice.anchor)):
            return form
        return case.get_absolute_url() + (f"#{notice.anchor}" if notice.anchor else "")

    def form_for(self, case, anchor):
        """Where this member changes their own words, which shows what is to be replaced; "" where they no longer can."""
        place = {"circle": self.circle.slug, "case": case.pk}
        if not anchor:
            return reverse("case-edit", kwargs=place) if case.editable_by(self.membership) else ""
        comment = next((comment for comment in case.comments.filter(author=self.membership) if comment.anchor == anchor), None)
        if comment is None:
            return ""
        comment.case = case
        return reverse("comment-edit", kwargs=place | {"comment": comment.pk}) if comment.editable_by(self.membership) else ""

    def taking(self, notice):
        """The newest answer about the post at that place, when it was to take the post away."""
        told = self.circle.flags.told_to(self.membership).at(notice.case_id, notice.anchor).first()
        return told if told is not None and told.action == told.Action.REMOVED else None
