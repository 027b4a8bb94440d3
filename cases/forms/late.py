"""Forms of what departs from the plan of a decision: new facts, a deviation, an opinion outside the ballot, a conflict declared late."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.case import CaseForm
from cases.forms.cleaning import CleanForm
from cases.forms.comment import MarkdownForm
from cases.forms.decision import asks, words
from cases.models import Deviation
from cases.models.comment import LONGEST as LONGEST_COMMENT
from cases.models.proceeding import LONGEST, SHORTEST


class FactsForm(CleanForm):
    clean_text = ("reason",)
    reason = words(3, label=gettext_lazy("What is new"), help_text=gettext_lazy("The panel reads it, and it is printed in the record."))


class RatedCaseForm(CaseForm):
    """The words of a case while its options are being rated: whoever changes them says whether they bring new facts."""

    clean_text = (*CaseForm.clean_text, "new_facts")

    what_changed = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("A round is open. What do your changes mean for it?"),
        choices=[
            ("wording", gettext_lazy("Only the wording changes: the facts that the panel rates stay the same")),
            ("facts", gettext_lazy("There are new clinical facts: the open round is voided and held again")),
        ],
    )
    new_facts = words(
        2,
        required=False,
        label=gettext_lazy("What is new"),
        help_text=gettext_lazy("For new clinical facts. The panel reads it, and it is printed in the record."),
    )

    def clean(self):
        data = super().clean()
        reason = data.get("new_facts")
        if self.brings_facts and reason is not None and not reason.value.strip():
            self.add_error("new_facts", _("Write what is new."))
        return data

    @property
    def brings_facts(self):
        return self.cleaned_data.get("what_changed") == "facts"


class DeviationForm(CleanForm):
    clean_text = ("reason",)
    setting = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("What changes"), choices=Deviation.Setting.choices)
    hours = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST, label=gettext_lazy("New duration, in hours"))
    reason = words(2, label=gettext_lazy("Reason"), help_text=gettext_lazy("Printed beside what was locked."))


class OpinionForm(MarkdownForm):
    """missed: the number of the round that the writer's ballot missed, or None."""

    clean_text = ("body",)
    body = forms.CharField(
        label=gettext_lazy("Your opinion"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Under your name in the discussion, and in no count. While a round is open, leave out how you rate."),
    )
    missed = forms.BooleanField(required=False)

    def __init__(self, *args, missed, **kwargs):
        super().__init__(*args, **kwargs)
        if missed is None:
            del self.fields["missed"]
        else:
            self.fields["missed"].label = _("Say that my ballot missed round %(number)d") % {"number": missed}


class LateConflictForm(CleanForm):
    """No words: beside the effect they could tell who declared."""

    sure = forms.BooleanField(
        label=gettext_lazy("I had a conflict of interest when I rated, and did not declare it"),
        error_messages=asks(gettext_lazy("Tick this if it is so. If it is not, there is nothing to declare.")),
    )
