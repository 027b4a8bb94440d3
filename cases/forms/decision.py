"""Forms of a decision: question, option, panel, declaration, conclusion, minority report. The ballot has a module of its own."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.cleaning import CleanForm
from cases.forms.outcome import FollowUpForm
from cases.models import Decision, Seat
from cases.models.decision import TIMES
from cases.models.option import Kind
from cases.models.proceeding import LONGEST, SHORTEST


def asks(sentence):
    """What an empty field says: what to do, rather than that it is required."""
    return {"required": sentence}


def words(rows=3, **kwargs):
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


def hours(label):
    return forms.IntegerField(label=label, min_value=SHORTEST, max_value=LONGEST, required=False)


class QuestionForm(CleanForm):
    """The question and its times, which are the circle's own until somebody changes them."""

    clean_text = ("question",)
    question = words(
        2,
        label=gettext_lazy("The question"),
        help_text=gettext_lazy("One treatment decision, as you would put it to colleagues at the bedside."),
    )
    proposal_hours = hours(gettext_lazy("Hours to propose treatments"))
    round_hours = hours(gettext_lazy("Hours each round is open"))
    feedback_hours = hours(gettext_lazy("Hours of feedback between rounds"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TIMES:
            self.fields[name].initial = getattr(self.circle, name)

    @property
    def hours(self):
        """What `Decision.open` takes; a field left empty is the circle's default."""
        return {name: self.cleaned_data[name] for name in TIMES if self.cleaned_data[name] is not None}


class OptionForm(CleanForm):
    clean_text = ("title", "details", "evidence")
    title = forms.CharField(
        max_length=160,
        label=gettext_lazy("Treatment"),
        help_text=gettext_lazy("With what matters to rate it: drug, dose, timing, or the procedure."),
        error_messages=asks(gettext_lazy("Name the treatment.")),
    )
    details = words(required=False, label=gettext_lazy("Details"), help_text=gettext_lazy("How it would be done, monitored and stopped."))
    evidence = words(
        required=False,
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy(
            "What speaks for it and against it in a patient like this one: trials, guidelines, numbers, and how sure they are."
        ),
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("What kind of treatment is it?"),
        help_text=gettext_lazy(
            "For a medicine, write drug, dose, route and timing above. Hospital systems then read it as a medication request, "
            "and anything else as a service request."
        ),
        error_messages={"required": gettext_lazy("Choose what kind of treatment it is.")},
    )


class OptionEditForm(OptionForm):
    clean_text = (*OptionForm.clean_text, "reason")
    wording_only = forms.BooleanField(
        required=False,
        label=gettext_lazy("Only the wording changed: drug, dose, route, timing, procedure and evidence are the same"),
        help_text=gettext_lazy("Otherwise it becomes a new version of the option."),
    )
    reason = words(
        2, required=False, label=gettext_lazy("What changed, and why"), help_text=gettext_lazy("For a new version. Printed in the record.")
    )

    def clean(self):
        data = super().clean()
        reason = data.get("reason")
        if not data.get("wording_only") and reason is not None and not reason.value.strip():
            self.add_error("reason", _("Write what changed and why, or say that only the wording did."))
        return data


class ReasonForm(CleanForm):
    clean_text = ("reason",)
    reason = words(
        2,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is printed in the record."),
        error_messages=asks(gettext_lazy("Write a reason.")),
    )


class PanelForm(forms.Form):
    """Which members sit on the panel. members: the active memberships of the circle."""

    members = forms.MultipleChoiceField(
        label=gettext_lazy("Panel"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Five ratings are the fewest that give a result. The treating clinician may sit; the record says so."),
        error_messages={"required": gettext_lazy("Choose at least one panel member.")},
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(member.pk): member for member in members}
        self.fields["members"].choices = [(pk, member.name) for pk, member in self.people.items()]
        self.fields["members"].initial = list(self.people)

    def chosen(self):
        return [self.people[pk] for pk in self.cleaned_data["members"]]


class SeatForm(CleanForm):
    clean_text = ("interest",)
    conflict = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Have you an interest in the outcome?"),
        help_text=gettext_lazy("Fees, shares, research, kinship, or a part in this patient's care that could bias you."),
        choices=[choice for choice in Seat.Conflict.choices if choice[0] in ("none", "declared", "recused")],
        error_messages=asks(gettext_lazy("Choose one of the three.")),
    )
    interest = words(
        2,
        required=False,
        label=gettext_lazy("The interest, in a few words"),
        help_text=gettext_lazy("Needed if you declare an interest. Printed with your name."),
    )


class ConclusionForm(FollowUpForm, CleanForm):
    """The owner's statement, and the follow-up. direction: whether the result says what to do, which then gets a strength."""

    clean_text = ("statement", "conditions")
    field_order = ("statement", "strength", "conditions", "follow_up_on", "unknowable")
    statement = words(
        5, label=gettext_lazy("Statement"), error_messages=asks(gettext_lazy("Write in a few sentences what follows from the ratings."))
    )
    strength = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Strength of the recommendation"),
        choices=[
            (Decision.Strength.STRONG, gettext_lazy("Strong: almost every patient like this one should have it")),
            (Decision.Strength.CONDITIONAL, gettext_lazy("Conditional: most should, many might rightly choose otherwise")),
        ],
        error_messages=asks(gettext_lazy("Choose how strong it is.")),
        help_text=gettext_lazy("In the words of GRADE: how sure you are that the benefit exceeds the harm for patients like this one."),
    )
    conditions = words(
        3,
        required=False,
        label=gettext_lazy("Conditions and stop rules"),
        help_text=gettext_lazy("When this no longer holds, and what would make you stop."),
    )

    def __init__(self, *args, direction, **kwargs):
        super().__init__(*args, **kwargs)
        if not direction:
            del self.fields["strength"]
            self.fields["statement"].label = _("Where we disagree, and why")


class MinorityForm(CleanForm):
    clean_text = ("report",)  # a field called "text" would take the place of this very attribute
    report = words(
        5,
        label=gettext_lazy("Your report"),
        help_text=gettext_lazy("Printed beside the majority, at the same size."),
        error_messages=asks(gettext_lazy("Write why you would not follow the majority.")),
    )
    named = forms.BooleanField(
        required=False,
        label=gettext_lazy("Sign with my name"),
        help_text=gettext_lazy("Without it, the report carries your panel number, which no page links to you."),
    )
