"""What a clinician says of themselves."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from accounts import countries
from accounts.names import check_name


class RegistrationFields(forms.Form):
    """Name, specialty and register entry: asked when somebody joins, and on their account page."""

    name = forms.CharField(
        label=_("Your name, as peers see it"),
        max_length=120,
        validators=[check_name],
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    specialty = forms.CharField(
        label=_("Specialty"), max_length=80, validators=[check_name], help_text=_("For example “Cardiology” or “Resident, orthodontics”.")
    )
    country = forms.ChoiceField(label=_("Country where you are registered"), choices=countries.choices)
    register = forms.CharField(
        label=_("Professional register"),
        max_length=80,
        required=False,
        validators=[check_name],
        help_text=_("For example “GMC”, “RPPS” or “Colegio de Médicos”."),
    )
    number = forms.CharField(label=_("Registration number"), max_length=40, required=False, help_text=_("Shown to your circles’ admins."))

    def registration(self):
        """The register entry, for `User.state_registration`."""
        return {name: self.cleaned_data[name] for name in ("country", "register", "number")}


class CredentialField(forms.JSONField):
    """What a security key answered, as JSON. What is no such answer is an error of the form: django-allauth reads it unguarded."""

    widget = forms.HiddenInput

    def __init__(self, answer):
        super().__init__()
        self.answer = answer

    def to_python(self, value):
        try:
            credential = super().to_python(value)
            if credential not in self.empty_values:
                self.answer.from_dict(credential)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return credential

    def bound_data(self, data, initial):
        return InvalidJSONInput(data or "")  # shown again as it came, and not read again


class KeySignInForm(LoginWebAuthnForm):
    credential = CredentialField(AuthenticationResponse)


class KeySecondStepForm(AuthenticateWebAuthnForm):
    credential = CredentialField(AuthenticationResponse)


class KeyConfirmationForm(ReauthenticateWebAuthnForm):
    credential = CredentialField(AuthenticationResponse)


class PasskeyForm(AddWebAuthnForm):
    """A new key is a passkey unless somebody says otherwise."""

    credential = CredentialField(RegistrationResponse)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with this key alone, without a password")
        self.fields["passwordless"].help_text = _("Needs a fingerprint, face or PIN on the key. Without it, the key is your second step.")


class ProfileForm(RegistrationFields):
    language = forms.ChoiceField(label=_("Language of pages and mail"), choices=settings.LANGUAGES)

    @classmethod
    def of(cls, user, data=None):
        """The form, filled with what is known of `user`."""
        registration = getattr(user, "registration", None)
        known = {name: getattr(registration, name, "") for name in ("country", "register", "number")}
        return cls(data, initial={"name": user.name, "specialty": user.specialty, "language": user.language, **known})

    def description(self):
        """Name, specialty and language, for `User.describe`."""
        return {name: self.cleaned_data[name] for name in ("name", "specialty", "language")}
