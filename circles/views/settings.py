"""A circle's name, policy, language and the defaults of its decisions."""

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from circles import policies
from circles.forms import CircleSettingsForm
from circles.views.invitations import AdminView


class CircleSettings(AdminView):
    def get(self, request, circle):
        return self.page(CircleSettingsForm(initial=model_to_dict(self.circle)))

    def post(self, request, circle):
        form = CircleSettingsForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        self.circle.change(by=self.membership, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("circle-settings", circle=self.circle.slug)

    def page(self, form):
        context = {"circle": self.circle, "membership": self.membership, "form": form, "policies": policies.POLICIES.values()}
        return render(self.request, "circles/settings.html", context)
