"""The bases of pages about one case, and of pages for moderators."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from circles.scoping import CircleView


class PageView(CircleView):
    """A page inside one circle, whose template gets the circle and the membership."""

    def show(self, template, *, status=200, **context):
        return render(self.request, template, {"circle": self.circle, "membership": self.membership, **context}, status=status)


class CaseView(PageView):
    """A page about one case of the circle: what this member may not see is not there (404)."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.case = get_object_or_404(self.cases(), pk=kwargs["case"])
        self.case.circle = self.circle

    def cases(self):
        return self.circle.cases.shown_to(self.membership).with_author()

    def show(self, template, *, status=200, **context):
        return super().show(template, status=status, case=self.case, **context)


class ModeratorView(PageView):
    """A page for those who work the queue."""

    def dispatch(self, request, *args, **kwargs):
        if not self.membership.is_moderator:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
