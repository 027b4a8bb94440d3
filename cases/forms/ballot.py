"""A member's own ballot: one value and one reason for each option, saved as it is filled in and submitted whole."""

from django import forms
from django.utils.translation import gettext as _

from cases.forms.cleaning import CleanForm
from cases.models import Answer
from cases.models.rating import needs_reason

ABSTAIN = "abstain"
VALUES = [(str(value), str(value)) for value in range(1, 10)]


class BallotForm(CleanForm):
    """Only what was sent is an answer: an option not rated stays so.

    round: the Round that is answered; options: those to rate, numbered; stored: option id -> the member's own Rating in this round.
    """

    def __init__(self, *args, round, options, stored, **kwargs):
        super().__init__(*args, **kwargs)
        self.round, self.options, self.stored = round, options, stored
        for option in options:
            rating = stored.get(option.pk)
            initial = "" if rating is None else ABSTAIN if rating.value is None else str(rating.value)
            choices = [*VALUES, (ABSTAIN, _("Cannot judge"))]
            self.fields[self.value_name(option)] = forms.ChoiceField(
                choices=choices, required=False, initial=initial, label=option.title, widget=forms.RadioSelect
            )
            self.fields[self.rationale_name(option)] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=4000,
                required=False,
                initial=rating.rationale if rating else "",
                label=_("Why, for option %(number)d") % {"number": option.number},
            )
        self.clean_text = tuple(self.rationale_name(option) for option in options)

    @staticmethod
    def value_name(option):
        return f"value-{option.position}"

    @staticmethod
    def rationale_name(option):
        return f"rationale-{option.position}"

    @property
    def is_stale(self):
        """Whether it was filled in for a round that has been voided since and is held again under the same number."""
        return self.data.get("held", str(self.round.pk)) != str(self.round.pk)

    def clean(self):
        super().clean()
        if self.is_stale:
            self.add_error(None, _("The round was held again after you opened this page. Look at the case once more, then rate it anew."))
        for option in self.options:
            reason = self.cleaned_data.get(self.rationale_name(option))
            if reason and reason.value.strip() and not self._value(option):
                self.add_error(self.value_name(option), _("You gave a reason: rate this option too, or choose “Cannot judge”."))
        return self.cleaned_data

    def rows(self):
        """(option, value field, rationale field) in order, for the template."""
        return [(option, self[self.value_name(option)], self[self.rationale_name(option)]) for option in self.options]

    def touched(self):
        """The answers of which anything was sent. What was not is left alone: another device may have saved it since it was read here."""
        names = (self.value_name, self.rationale_name)
        return [answer for answer in self.answers() if any(self._sent(name(answer.option)) for name in names)]

    def answers(self):
        """An Answer for each option with a value; a rationale that was not sent, or is not clean yet, leaves the stored one."""
        found = []
        for option in self.options:
            if value := self._value(option):
                rationale = self.cleaned_data.get(self.rationale_name(option)) if self._sent(self.rationale_name(option)) else None
                found.append(Answer(option, None if value == ABSTAIN else int(value), rationale))
        return found

    def missing(self):
        """Options without a value, once the form is valid."""
        return [option for option in self.options if not self._value(option)]

    def unexplained(self):
        """Options whose value needs a reason that is neither sent nor stored, once `clean` has run."""
        return [answer.option for answer in self.answers() if not self._explained(answer)]

    def _explained(self, answer):
        if not needs_reason(self.round.decision, answer.value):
            return True
        if answer.rationale is not None:
            return bool(answer.rationale.value.strip())
        rating = self.stored.get(answer.option.pk)
        return rating is not None and rating.rationale != ""

    def _value(self, option):
        """What was sent, or what is stored where nothing was: no radio button can be taken back."""
        name = self.value_name(option)
        return self.cleaned_data.get(name) if self._sent(name) else self.get_initial_for_field(self.fields[name], name)

    def _sent(self, name):
        return self.add_prefix(name) in self.data
