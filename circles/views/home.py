"""The circles a person belongs to, and beginning a new one."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from circles import policies
from circles.forms import NewCircleForm
from circles.models import Circle


class Home(View):
    def get(self, request):
        memberships = request.user.memberships.active().with_news().select_related("circle").order_by("circle__name")
        return render(request, "circles/home.html", {"memberships": memberships, "second_factor": is_mfa_enabled(request.user)})


class NewCircle(View):
    def get(self, request):
        return self.page(NewCircleForm(initial={"language": get_language()}))

    def post(self, request):
        form = NewCircleForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        membership = Circle.begin(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your circle is ready. Invite your peers."))
        return redirect("invitations", circle=membership.circle.slug)

    def page(self, form):
        return render(self.request, "circles/new.html", {"form": form, "policies": policies.POLICIES.values()})
