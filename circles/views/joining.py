"""The way in: the link of an invitation, what it offers, and accepting it."""

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View

from circles.models import Unusable
from circles.signup import forget, invitation_of, remember


@method_decorator([login_not_required, rate_limit(action="open_invitation", limit_get=True)], name="dispatch")
class OpenInvitation(View):
    """The one address that carries a token. It is looked up nowhere here, and opening it any number of times uses nothing up."""

    def get(self, request, token):
        remember(request, token)
        response = redirect("invitation")
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


@method_decorator(login_not_required, name="dispatch")
class JoinCircle(View):
    """What the invitation offers, by whom; accepted by POST. Whatever is wrong with an invitation, the answer is the same page."""

    def get(self, request):
        invitation = invitation_of(request)
        if invitation is None or (request.user.is_authenticated and not invitation.is_for(request.user)):
            return self.unusable()
        return render(request, "circles/invitation.html", {"invitation": invitation})

    def post(self, request):
        invitation = invitation_of(request)
        if invitation is None or not request.user.is_authenticated:
            return self.unusable()
        try:
            membership = invitation.accept(by=request.user)
        except Unusable:
            return self.unusable()
        forget(request)
        return redirect(membership.circle)

    def unusable(self):
        return render(self.request, "circles/invitation_unusable.html", status=404)
