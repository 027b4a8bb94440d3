"""“Your account”: one page that leads to all its parts, and the form for what a clinician says of themselves."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from accounts.forms import ProfileForm


class Account(View):
    def get(self, request):
        kinds = list(request.user.authenticator_set.values_list("type", flat=True))
        context = {
            "registration": getattr(request.user, "registration", None),
            "totp": Authenticator.Type.TOTP in kinds,
            "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
            "sessions": request.user.usersession_set.count(),
        }
        return render(request, "account/account.html", context)


class Profile(View):
    def get(self, request):
        return render(request, "account/profile.html", {"form": ProfileForm.of(request.user)})

    def post(self, request):
        form = ProfileForm.of(request.user, request.POST)
        if not form.is_valid():
            return render(request, "account/profile.html", {"form": form})
        with transaction.atomic():
            request.user.describe(**form.description())
            request.user.state_registration(**form.registration())
        with translation.override(request.user.language):
            messages.success(request, _("Saved."))
        return speak(redirect("account"), request.user.language)


@method_decorator(reauthentication_required(app="allauth.usersessions"), name="dispatch")
class EndSession(View):
    """Ends one session of one's own, by its row's number."""

    def post(self, request, session):
        for found in request.user.usersession_set.filter(pk=session).exclude(session_key=request.session.session_key):
            found.end()
        messages.success(request, _("That session has ended."))
        return redirect("usersessions_list")


def speak(response, language):
    """Have the browser remember the person's language for the pages before sign-in too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
