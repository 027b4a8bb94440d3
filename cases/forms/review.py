"""The review of an upload: which masks are burned in (see `cases.forms.marks`), and the questions that its author answers.

Each image has two questions of its own, `closeup-<page>` and `looked-<page>`: one that was not looked at is named, not only counted.
"""

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.cleaning import CleanForm
from cases.forms.marks import REASONS, ROWS, Marks
from cases.forms.told import told
from cases.limits import limits_of

YES_NO = [("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes"))]


class ReviewForm(CleanForm):
    """Bound to an intake in review. After `is_valid()`: `masks` (lists, as `cases.intake.cleaning` reads them) and `answers`."""

    clean_text = ("description",)

    description = forms.CharField(
        label=gettext_lazy("Describe what it shows"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("For those who cannot see it, and for search. Leave out names and dates."),
    )
    recognisable = forms.ChoiceField(
        label=gettext_lazy("Could the patient, or someone who knows them, recognise the patient from this picture?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Think of tattoos, jewellery, birthmarks, a room, a rare finding, as well as faces. If yes, cover it with a mask of your own."
        ),
    )

    def __init__(self, *args, intake, **kwargs):
        super().__init__(*args, **kwargs)
        self.intake, self.facts = intake, intake.found["facts"]
        self.masks, self.answers = [], {}
        # A file that came back from its second look shows what its author had decided.
        self.marks = Marks(intake.found, self.data if self.is_bound else intake.review.get("sent"))
        self.several = len(intake.found["pages"]) > 1
        for page in range(len(intake.found["pages"])):
            self._ask_of(page)
        if self.facts.get("audio") and limits_of(intake.case.circle).audio:
            self.fields["audio"] = forms.BooleanField(
                label=_("Keep the sound: I listened to all of it and nobody speaks"),
                help_text=_("A moderator listens to it too before it is added. Without your tick the sound is left out."),
                required=False,
            )

    def _ask_of(self, page):
        """The two questions of one image."""
        self.fields[f"closeup-{page}"] = forms.ChoiceField(
            label=self._of(page, _("Does a face or skin fill the picture (close-up)?")),
            choices=YES_NO,
            widget=forms.RadioSelect,
            help_text=_(
                "Programs miss faces and marks that close. If yes, cover eyes, tattoos, birthmarks and jewellery with masks of your own,"
                " or keep only a part of the picture."
            ),
        )
        looked = _("I watched the whole video at full size") if self.intake.kind == "video" else _("I looked at it at full size")
        self.fields[f"looked-{page}"] = forms.BooleanField(
            label=self._of(page, looked),
            error_messages={"required": _("Look at all of it at full size, then tick.")},  # the label names the image
        )

    def _of(self, page, words):
        return _("Image %(n)d: %(words)s") % {"n": page + 1, "words": words} if self.several else words

    def clean(self):
        cleaned, marks = super().clean(), self.marks
        marks.judge()
        if marks.problems:
            self.add_error(None, _("Some masks need your attention: they are marked in the list."))
        closeups = [page for page in marks.by_hand if cleaned.get(f"closeup-{page}") == "yes"]
        for page in closeups:
            if not marks.hides[page]:
                needed = _("This close nothing finds what identifies: draw a mask over it yourself, or keep only a part of the picture.")
                self.add_error(f"closeup-{page}", needed)
        if cleaned.get("recognisable") == "yes" and not any(marks.hides.values()):
            self.add_error("recognisable", _("Cover what makes the patient recognisable with a mask of your own, or give this file up."))
        if self.told:  # it is not approved while anything that is shown of the case holds what this file gives away
            sentence = _("Something written about this case holds a name, number or date that this file holds too.")
            self.add_error(None, format_html('{} <a href="#told">{}</a>', sentence, _("See what and where.")))
        self.masks = marks.masks
        self.answers = {
            "removed": marks.removed,
            "reduced": marks.reduced,
            "added": sum(marks.by_hand.values()),
            "kept": marks.kept,
            "sent": marks.sent,
            "recognisable": "covered" if cleaned.get("recognisable") == "yes" else "no",
            "closeups": closeups,
            "looked": [page for page in marks.by_hand if cleaned.get(f"looked-{page}")],
            "audio": bool(cleaned.get("audio")),
            "known_words": self.removed["harvested"],  # replaced in the description
        }
        return cleaned

    @cached_property
    def told(self):
        """The texts that must be changed first (`cases.forms.told`)."""
        return told(self.intake)

    # --- For the page -------------------------------------------------------------------------------------------------

    @property
    def state(self):
        """What the mask editor starts from: pages, and every mask with its present box, in the terms of the fields."""
        pages = []
        for page, size, proposed in self.marks.pages():
            found, own = self.marks.rows(page, proposed)
            kept = self.marks.kept_row(page)
            pages.append({"size": size, "masks": [*found, *own, *([kept] if kept else [])]})
        reasons = {key: str(REASONS[key]) for key in REASONS}
        return {"pages": pages, "frames": self.marks.frames, "fps": self.facts.get("fps", 0), "reasons": reasons}

    @cached_property
    def pages(self):
        """Each page with its questions and, for a browser without scripts, the rows of its masks and of the part to keep."""
        result = []
        for page, size, proposed in self.marks.pages():
            rows, own = self.marks.rows(page, proposed, most=ROWS)
            keep = self.marks.kept_row(page) or {"prefix": f"k{page}", "box": None}
            own += self.marks.spare_rows(page)
            questions = {name: self[f"{name}-{page}"] for name in ("closeup", "looked")}
            result.append({"number": page, "size": size, "rows": rows, "own": own, "keep": keep, **questions})
        return result

    @property
    def reasons(self):
        return REASONS.items()
