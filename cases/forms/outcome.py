"""Forms of the outcome: when to ask for it, and what it was."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.cleaning import CleanForm
from cases.models import Outcome
from cases.models.outcome import FOLLOW_UP_DAYS, LATEST, SOONEST, planned


class FollowUpForm(forms.Form):
    """A date, or why the outcome will not be known. Part of the conclusion, and by itself while nothing is recorded."""

    follow_up_on = forms.DateField(
        required=False,
        label=gettext_lazy("Follow-up on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("When the outcome can be told, within two years. You are reminded once it is past. Left empty: in 30 days."),
    )
    unknowable = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Will the outcome be known?"),
        choices=[
            ("", gettext_lazy("Yes, about that date")),
            *((code, format_lazy("{} {}", gettext_lazy("No:"), words)) for code, words in Outcome.Unknowable.choices),
        ],
        help_text=gettext_lazy("A reason takes the place of the date, and nobody is reminded."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today, date = timezone.localdate(), self.fields["follow_up_on"]
        date.initial = today + timedelta(days=FOLLOW_UP_DAYS)
        date.widget.attrs |= {"min": str(today + timedelta(days=SOONEST)), "max": str(today + timedelta(days=LATEST))}

    def clean(self):
        super().clean()
        if not {"follow_up_on", "unknowable"} & set(self.errors):
            try:
                planned(self.cleaned_data.get("follow_up_on"), self.cleaned_data.get("unknowable", ""))
            except ValidationError as refusal:
                self.add_error("follow_up_on", refusal)
        return self.cleaned_data


class OutcomeForm(CleanForm):
    """What was done and what happened. advice: whether the panel gave any that could be followed."""

    clean_text = ("because", "happened")
    done = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("What was done?"),
        error_messages={"required": gettext_lazy("Say whether the advice was followed.")},
    )
    because = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        label=gettext_lazy("What instead, and why"),
        help_text=gettext_lazy("Needed unless it was done as advised."),
    )
    happened = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        label=gettext_lazy("What happened"),
        error_messages={"required": gettext_lazy("Say what happened.")},
        help_text=gettext_lazy("How the patient fared, in days from day 0: response, complications, what a colleague should know."),
    )

    def __init__(self, *args, advice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done"].choices = choices(advice)

    def clean(self):
        super().clean()
        because = self.cleaned_data.get("because")
        if self.cleaned_data.get("done") not in (None, Outcome.Done.AS_ADVISED) and because is not None and not because.value.strip():
            self.add_error("because", _("Say why."))
        return self.cleaned_data


def choices(advice):
    """What can have been done: without advice, following it is no choice."""
    changed = _("Changed: something else was done, because …") if advice else _("Something was done, because …")
    impossible = _("Not possible: the advice could not be followed, because …") if advice else _("Nothing could be done, because …")
    rows = [(Outcome.Done.CHANGED, changed), (Outcome.Done.NOT_POSSIBLE, impossible)]
    return [(Outcome.Done.AS_ADVISED, _("Done as advised")), *rows] if advice else rows
