"""What a member writes in a discussion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import markdown, words
from cases.forms.cleaning import CleanForm
from cases.models.comment import LONGEST


class MarkdownForm(CleanForm):
    """A form whose `body` is Markdown. It is examined as it is written and as it will be read: markup may not hide what is shown."""

    def clean(self):
        super().clean()
        body = self.cleaned_data.get("body")
        if body is not None:
            read = words.examine({"body": markdown.shown(body.value)}, circle=self.circle, language=self.language)["body"]
            if any(span.hardness == "hard" for span in read.spans):
                self.add_error("body", _("Something in these words could not be checked. Write them in another way."))
        return self.cleaned_data


class CommentForm(MarkdownForm):
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


class EditForm(MarkdownForm):
    """New words for a comment that stands."""

    clean_text = ("body",)

    body = forms.CharField(label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 8}))
