"""django-allauth's adapter: nobody signs up without an invitation, and the ledger hears of every sign-in."""

import ipaddress
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts import ledger
from accounts.views import speak
from circles import passwords
from circles.models import Invitation

SESSION_KEY = "invitation"


def remember(request, token):
    """Keep the fingerprint of a token, never the token, until the invitation is accepted or the session ends."""
    request.session[SESSION_KEY] = Invitation.fingerprint(token)
    request.__dict__.pop("invitation", None)


def invitation_of(request):
    """The invitation that this session opened, if it can be accepted now; looked up once a request."""
    if "invitation" not in request.__dict__:
        request.invitation = Invitation.usable(request.session.get(SESSION_KEY))
    return request.invitation


def forget(request):
    request.session.pop(SESSION_KEY, None)
    request.__dict__.pop("invitation", None)


class InvitationOnlyAdapter(DefaultAccountAdapter):
    # --- Signing up ------------------------------------------------------------------------------------------------
    def is_open_for_signup(self, request):
        return invitation_of(request) is not None

    def is_email_verified(self, request, email):
        """The link was sent to the address, so who opened it reads mail there."""
        invitation = invitation_of(request)
        return invitation is not None and email.lower() == invitation.email

    def get_signup_redirect_url(self, request):
        return request.joined.circle.get_absolute_url() if hasattr(request, "joined") else super().get_signup_redirect_url(request)

    def clean_password(self, password, user=None):
        password = super().clean_password(password, user)
        invitation = invitation_of(self.request)
        circles = [invitation.circle.name] if invitation else []
        if user is not None and user.pk:
            circles += user.memberships.active().values_list("circle__name", flat=True)
        passwords.refuse_names(password, circles)
        return password

    # --- Signing in and out ----------------------------------------------------------------------------------------
    @transaction.atomic
    def login(self, request, user):
        methods = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
        ledger.record("signin.ok", actor=user, subject=user, how="+".join(methods)[:64], network=network_of(self.get_client_ip(request)))
        super().login(request, user)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        if any(record.get("type") == "recovery_codes" for record in get_authentication_records(request, user)):
            self.send_notification_mail("mfa/email/recovery_code_used", user)
        return speak(response, user.language)

    @transaction.atomic
    def authentication_failed(self, request, **credentials):
        """One entry, whether or not such a person exists. (Reading the person after the address makes both cost the same statements.)"""
        address = EmailAddress.objects.filter(email=(credentials.get("email") or "").lower(), verified=True).first()
        user = address.user if address else None
        ledger.record("signin.failed", subject=user, network=network_of(self.get_client_ip(request)))

    @transaction.atomic
    def logout(self, request):
        ledger.record("signin.ended", actor=request.user, subject=request.user)
        super().logout(request)
        request.signed_out = True  # the outermost middleware tells the browser to clear what it keeps

    # --- Mail ------------------------------------------------------------------------------------------------------
    def send_mail(self, template_prefix, email, context):
        """In the person's language, with addresses made of PUBLIC_URL and never of what a request says its host is."""
        user = context.get("user")
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            self.render_mail(template_prefix, email, {"public_url": settings.PUBLIC_URL, **context, "email": email}).send()

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Whatever the person is told of their account stands in the ledger too."""
        event = template_prefix.rpartition("/")[2]
        with transaction.atomic():
            ledger.record(f"account.{event}", actor=user, subject=user)
        facts = {"user": user, "timestamp": timezone.now(), "ip": self.get_client_ip(self.request)}
        self.send_mail(template_prefix, email or user.email, {**facts, **(context or {})})

    def send_account_already_exists_mail(self, email):
        self.send_mail("account/email/account_already_exists", email, {})

    def get_reset_password_from_key_url(self, key):
        return ours(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return ours(super().get_email_confirmation_url(request, emailconfirmation))


def ours(url):
    """The same path at PUBLIC_URL."""
    return settings.PUBLIC_URL + urlsplit(url).path


def network_of(address):
    """The first address of the /24 or /48 that an address lies in: enough to see a pattern, not a person."""
    version = ipaddress.ip_address(address).version
    return str(ipaddress.ip_network(f"{address}/{24 if version == 4 else 48}", strict=False).network_address)
