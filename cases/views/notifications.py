"""What is new for a member in a circle, and what moderators decided about their posts."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cases.views.base import PageView

SHOWN = 60


class Notices(PageView):
    """The newest notices; POST marks all as read."""

    def get(self, request, circle):
        notices = list(self.membership.notifications.newest_first()[:SHOWN])
        cases = self.circle.cases.shown_to(self.membership).filter(pk__in={notice.case_id for notice in notices})
        titles = dict(cases.values_list("pk", "title"))
        for notice in notices:
            notice.title = titles.get(notice.case_id, "")
        verdicts = self.circle.flags.told_to(self.membership).select_related("case")[:SHOWN]
        return self.show("cases/notices.html", notices=notices, verdicts=distinct(verdicts))

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
        case = self.circle.cases.shown_to(self.membership).filter(pk=notice.case_id).first()
        if case is None:
            return reverse("notifications", kwargs={"circle": self.circle.slug})
        case.circle = self.circle
        return case.get_absolute_url() + (f"#{notice.anchor}" if notice.anchor else "")


def distinct(verdicts):
    """One verdict a post and answer, though several members may have reported it."""
    return list({(flag.case_id, flag.comment_id, flag.media_id, flag.resolved_at): flag for flag in verdicts}.values())
