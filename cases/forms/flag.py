"""A report, and a moderator's answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.cleaning import CleanForm
from cases.models import Flag


class FlagForm(CleanForm):
    """The reasons are the buttons of the form, so that one tap reports."""

    clean_text = ("note",)

    reason = forms.ChoiceField(choices=Flag.Reason.choices, error_messages={"required": _("Choose a reason.")})
    note = forms.CharField(
        label=_("Anything a moderator should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Do not repeat what identifies the patient: say where it is."),
    )


class ResolutionForm(CleanForm):
    """The actions are the buttons of the form. The author reads the explanation."""

    clean_text = ("explanation",)

    action = forms.ChoiceField(choices=Flag.Action.choices, error_messages={"required": _("Choose what to do.")})
    explanation = forms.CharField(
        label=_("Explanation for the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed unless you restore the post. Do not repeat what identifies the patient."),
    )

    def clean(self):
        super().clean()
        explanation = self.cleaned_data.get("explanation")
        if (
            self.cleaned_data.get("action") in (Flag.Action.MASKED, Flag.Action.REMOVED)
            and explanation is not None
            and not explanation.value.strip()
        ):
            self.add_error("explanation", _("Say why, in a sentence the author can act on."))
        return self.cleaned_data
