"""An author's appeal, and a second person's answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.cleaning import CleanForm
from cases.models import Appeal


class AppealForm(CleanForm):
    """Once for each post that was taken away."""

    clean_text = ("grounds",)

    grounds = forms.CharField(
        label=_("Why it should not have been removed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Who decides reads this beside the post. Do not repeat what identifies a patient."),
        error_messages={"required": _("Say why, in a sentence or two.")},
    )


class RulingForm(CleanForm):
    """The rulings are the buttons of the form. The author reads the answer."""

    clean_text = ("answer",)

    ruling = forms.ChoiceField(choices=Appeal.Ruling.choices, error_messages={"required": _("Choose what to do.")})
    answer = forms.CharField(
        label=_("Your answer to the author"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Needed either way. Do not repeat what identifies the patient."),
        error_messages={"required": _("Say why, in a sentence the author understands.")},
    )
