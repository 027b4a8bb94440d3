"""What people type about circles and about joining one."""

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms import RegistrationFields
from accounts.names import check_name
from circles import policies
from circles.models import Role, Unusable
from circles.models.circle import PROFILES, REASONS
from circles.rules import RULES
from circles.signup import forget, invitation_of

POLICY_HELP = _(
    "The rules a case must keep to: how exact ages and places may be, whether a face may be shown with consent, how long cases are kept. "
    "A help for your group, not legal advice."
)
DAYS = [(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (14, _("14 days")), (30, _("30 days"))]


class JoiningForm(RegistrationFields, SignupForm):
    """Signing up with the invitation that this session opened: its address is the account's, and joining its circle is one act with it."""

    field_order = ["email", "name", "specialty", "country", "register", "number", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation_of(context.request)
        email = self.fields["email"]
        email.disabled, email.initial = True, self.invitation.email
        email.help_text = _("The address your invitation was sent to. You can change it later.")

    def custom_signup(self, request, user):
        user.describe(name=self.cleaned_data["name"], specialty=self.cleaned_data["specialty"], language=get_language() or "en")
        user.state_registration(**self.registration())

    def save(self, request):
        with transaction.atomic():
            user = super().save(request)
            request.joined = self.invitation.accept(by=user)
        forget(request)
        return user

    def try_save(self, request):
        """Nobody is created when the invitation was used or withdrawn while the form was open."""
        try:
            return super().try_save(request)
        except Unusable:
            return None, redirect("invitation")


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)
    days = forms.TypedChoiceField(label=_("The link works for"), choices=DAYS, coerce=int, initial=7)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class NewCircleForm(forms.Form):
    name = forms.CharField(label=_("Name of the circle"), max_length=80, validators=[check_name])
    policy = forms.ChoiceField(label=_("Policy"), choices=policies.CHOICES, help_text=POLICY_HELP)
    language = forms.ChoiceField(
        label=_("Language of the circle"),
        choices=settings.LANGUAGES,
        help_text=_(
            "What the program writes into cases is in this language, “Watchful waiting” for one. Everyone reads the pages in their own."
        ),
    )


class RuleSelect(forms.RadioSelect):
    """Each choice is described by the words that stand below it."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["aria-describedby"] = f"rule-{value}"
        return option


class CircleSettingsForm(NewCircleForm):
    proposal_hours = forms.IntegerField(
        label=_("Hours to propose treatments"),
        min_value=1,
        max_value=672,
        help_text=_("Members add and edit options; then the panel is seated. 48: opened on Monday morning, open until Wednesday morning."),
    )
    round_hours = forms.IntegerField(
        label=_("Hours a round is open"),
        min_value=1,
        max_value=672,
        help_text=_("Each seat rates alone and may change its ballot until the end. 72: opened on Monday, closed on Thursday."),
    )
    feedback_hours = forms.IntegerField(
        label=_("Hours between rounds"),
        min_value=1,
        max_value=672,
        help_text=_("The panel reads ratings and reasons without names, and discusses them; then the next round opens by itself."),
    )
    profile = forms.ChoiceField(label=_("Rule for a consensus"), choices=PROFILES, widget=RuleSelect)
    reasons = forms.ChoiceField(
        label=_("Reasons on the ballot"),
        choices=REASONS,
        widget=forms.RadioSelect,
        help_text=_(
            "The panel reads them without names after the round. Asking for every one makes the feedback richer and rating slower."
        ),
    )

    def rules(self):
        """(radio button, Rule) for each choice of `profile`, for the template."""
        return [(radio, RULES[radio.data["value"]]) for radio in self["profile"]]
