"""What a member writes in a discussion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.cleaning import CleanForm
from cases.models.comment import LONGEST


class CommentForm(CleanForm):
    """`people` and `pictures` are lists of (id, label): whom one can mention, and what one brought in and has not attached yet."""

    clean_text = ("body",)

    body = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Leave out names, dates and numbers that could identify a patient. Markdown works: **bold**, lists, tables, links."),
    )
    media = forms.TypedMultipleChoiceField(label=_("Attach"), required=False, widget=forms.CheckboxSelectMultiple)
    mentions = forms.TypedMultipleChoiceField(label=_("Mention members"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, people=(), pictures=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (("mentions", people), ("media", pictures)):
            self.fields[name].choices = list(choices)
            if not choices:
                del self.fields[name]

    @property
    def words(self):
        """What `Comment.write` takes, as keyword arguments."""
        data = self.cleaned_data
        chosen = {"mentions": data.get("mentions", ()), "media": data.get("media", ())}
        return {"body": data["body"], **chosen, "kept": self.kept, "removed": self.removed}


class EditForm(CleanForm):
    """New words for a comment that stands."""

    clean_text = ("body",)

    body = forms.CharField(label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 8}))
