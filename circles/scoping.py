"""The one base of every page inside a circle: loading the membership and authorising are one act."""

from django.shortcuts import get_object_or_404
from django.views import View


class CircleView(View):
    """A page inside one circle: outsiders get a 404 before any handler runs. (LoginRequiredMiddleware runs before `setup`.)"""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        # The count of unread notices stands in every page's head: it comes with the membership, at no further query.
        memberships = request.user.memberships.active().with_news().select_related("circle", "user")
        self.membership = get_object_or_404(memberships, circle__slug=kwargs["circle"])
        self.circle = self.membership.circle
