"""What somebody else answers about a file that its author approved, and what they are told about the author's decisions."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.clock import clock
from cases.forms.marks import REASONS
from cases.models.reviewing import BIG_LETTERING, FACE_OFF, FACE_SMALLER, SOUND, SentBack

ASKED = {
    FACE_OFF: gettext_lazy("The author took a mask off what a program took for a face."),
    FACE_SMALLER: gettext_lazy("The author made a mask over what a program took for a face smaller."),
    BIG_LETTERING: gettext_lazy("A program saw something large that may be lettering, and left it unmasked."),
    SOUND: gettext_lazy("The author keeps the sound and says that nobody speaks."),
}
ACTIONS = ("accept", "back")


class SecondLookForm(forms.Form):
    """Bound to an intake in its second look. `action` is "accept" or "back", the latter with a `code` of SentBack."""

    action = forms.ChoiceField(choices=[(action, action) for action in ACTIONS])
    version = forms.CharField(max_length=40, widget=forms.HiddenInput)
    code = forms.ChoiceField(
        label=gettext_lazy("What must change, if you send it back"), choices=SentBack.choices, widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args, intake, **kwargs):
        super().__init__(*args, initial={"version": intake.version}, **kwargs)
        self.intake = intake

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("action") == "back" and not cleaned.get("code") and "code" not in self.errors:
            self.add_error("code", _("Choose what must change: the author is told this and nothing else."))
        return cleaned

    # --- For the page -------------------------------------------------------------------------------------------------

    @property
    def reasons(self):
        """Sentences that say why a second look is asked for."""
        return [ASKED[code] for code in self.intake.review["second_look"]]

    @cached_property
    def pages(self):
        """Each page with its size and the masks over faces that the author took off or made smaller."""
        fps = self.intake.found["facts"].get("fps")
        pages = [
            {"number": number, "size": page["size"], "marks": [], "unsure": page.get("counts", {}).get("text_unsure", 0)}
            for number, page in enumerate(self.intake.found["pages"])
        ]
        for rows, off in (("removed", True), ("reduced", False)):
            for x0, y0, x1, y1, kind, _score, page, first, last, *_label, reason in self.intake.review.get(rows, []):
                if kind == "face":
                    times = [clock(frame / fps) for frame in (first, last)] if fps and first is not None else None
                    box = {"x": x0, "y": y0, "width": x1 - x0, "height": y1 - y0}
                    mark = {**box, "off": off, "reason": REASONS.get(reason, ""), "times": times, "number": len(pages[page]["marks"]) + 1}
                    pages[page]["marks"].append(mark)
        return pages
