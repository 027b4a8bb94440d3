"""The one base of every page inside a circle: loading the membership and authorising are one act."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.views import View


class CircleView(View):
    """A page inside one circle: outsiders get a 404 before any handler runs. (LoginRequiredMiddleware runs before `setup`.)"""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        # The count of unread notices stands in every page's head: it comes with the membership, at no further query.
        unread = Count("notifications", filter=Q(notifications__read_at=None))
        memberships = request.user.memberships.active().select_related("circle", "user").annotate(unread_notices=unread)
        self.membership = get_object_or_404(memberships, circle__slug=kwargs["circle"])
        self.circle = self.membership.circle
