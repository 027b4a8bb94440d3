"""The words and facts of a case, in CARE order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.cleaning import CleanForm
from cases.models.facts import AGE_BANDS, SEXES, SPECIALTIES
from cases.models.wording import FACTS, NEEDED, TAGS, TEXT_FIELDS, shaped, split_tags, wording

LONGEST = 15_000  # characters of one text: all of a case are examined together


def _text(label, *, help_text="", rows=4):
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea({"rows": rows}))


class CaseForm(CleanForm):
    """With `posting`, what a posted case needs is required; else a title is enough for a draft.

    A valid form that is `posting` has `reads`: what the model says of each text exactly as it will be stored (`Case.post`).
    """

    clean_text = (*TEXT_FIELDS, "tags")
    begins_count = True

    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("One line, for example “Exertional syncope in a woman in her forties”.")
    )
    question = _text(_("Question to the circle"), rows=2, help_text=_("What do you want to decide?"))
    age_band = forms.ChoiceField(label=_("Age"), choices=AGE_BANDS, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    specialty = forms.ChoiceField(label=_("Specialty"), choices=SPECIALTIES, required=False)
    presentation = _text(
        _("Presentation"),
        rows=5,
        help_text=_("Write dates as days: day 0 is when the patient came, “day −3” is three days before, “day 12” is twelve days after."),
    )
    findings = _text(_("Findings on examination"))
    investigations = _text(_("Investigations"))
    treatment = _text(_("Treatment so far"))
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=300, help_text=_("Up to eight words or phrases, with commas between them.")
    )

    def __init__(self, *args, posting=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.posting, self.reads = posting, None
        for name in NEEDED:
            self.fields[name].required = self.fields[name].required or posting
            self.fields[name].widget.is_required = False  # a draft may be saved with the same form: the server says what is missing

    @classmethod
    def of(cls, case, *args, **kwargs):
        """The form of a stored case, filled with its words."""
        initial = {name: getattr(case, name) for name in (*TEXT_FIELDS, *FACTS)} | {"tags": ", ".join(case.tags)}
        return cls(*args, circle=case.circle, case=case, initial=initial, **kwargs)

    @property
    def words(self):
        """What the verbs take, as keyword arguments."""
        data = self.cleaned_data
        return {
            "texts": {name: data[name] for name in TEXT_FIELDS},
            "facts": {name: data[name] for name in FACTS},
            "tags": data["tags"],
            "kept": self.kept,
            "removed": self.removed,
        }

    def clean_tags(self):
        """Spaced and cut as they are stored, then examined: a closed gap or a cut end can make a telephone number of what was none."""
        return ", ".join(shaped(tag) for tag in self.cleaned_data["tags"].split(","))

    def clean(self):
        super().clean()
        tags = self.cleaned_data.get("tags")
        if tags is not None and tags.value.count(",") >= TAGS:
            self.add_error("tags", forms.ValidationError(_("Keep the eight tags that help most.")))
        elif tags is not None and any(shaped(tag) != tag.strip() for tag in tags.value.split(",")):
            self.add_error("tags", forms.ValidationError(_("Write shorter tags.")))  # a replacement is longer than what it replaced
        if self.posting and not self.errors:
            self.reads = self.read(self.wording)
            if self.reads is None:
                self.add_error(None, self.wait)
        return self.cleaned_data

    @property
    def wording(self):
        """The words as they will stand in the case, as `Case.wording`."""
        return wording({name: self.cleaned_data[name].value for name in TEXT_FIELDS}, split_tags(self.cleaned_data["tags"].value))
