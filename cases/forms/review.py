"""The review of an upload: which proposed masks stay, which are moved, shrunk or taken off and why, which are added, and three answers.

Each proposed mask has a prefix `m<page>-<number>`, each added one `a<page>-<number>`. A browser with scripts sends only what changed,
as `<prefix>-box`: "x0 y0 x1 y1", with first and last frame after them for a film. Without scripts the rows of the page send
`<prefix>-x0` and so on. `<prefix>-off` takes a mask off; `<prefix>-reason` says why one is taken off or no longer covers what was found.
What is not sent stays as it was proposed.
"""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.deid import Mask
from cases.forms.cleaning import CleanForm
from cases.intake.cleaning import as_list, from_list

REASONS = {
    "nothing": gettext_lazy("There is nothing here"),
    "not-identifying": gettext_lazy("It identifies nobody"),
    "clinical": gettext_lazy("It is a clinical finding"),
    "covered": gettext_lazy("Another mask covers it"),
}
CORNERS = ("x0", "y0", "x1", "y1")
FRAMES = ("first", "last")
MOST_ADDED = 200
ROWS = 40  # proposed masks that a page without scripts can change; further ones stay as they are
SPARE = 3  # empty rows for masks of one's own
ADDED = re.compile(r"a(\d{1,4})-(\d{1,4})-(?:box|x0)", re.ASCII)


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
        choices=[("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Think of tattoos, jewellery, birthmarks, a room, a rare finding, as well as faces. If yes, cover it with a mask of your own."
        ),
    )
    looked = forms.BooleanField(label=gettext_lazy("I looked at every image at full size"))

    def __init__(self, *args, intake, **kwargs):
        super().__init__(*args, **kwargs)
        self.intake, self.facts = intake, intake.found["facts"]
        self.frames = int(self.facts.get("frames", 0))
        self.masks, self.answers = [], {}
        self.problems = {}  # prefix -> sentence
        if intake.kind == "video":
            self.fields["looked"].label = _("I looked at the whole video at full size")

    def clean(self):
        cleaned = super().clean()
        removed, reduced, added = [], [], 0
        for page, _size, proposed in self._pages():
            for number, mask in enumerate(proposed):
                now, reason = self._decided(f"m{page}-{number}", mask, page)
                if now is None:
                    removed.append([*as_list(mask), reason])
                    continue
                if reason:
                    reduced.append([*as_list(mask), reason])
                self.masks.append(as_list(now))
        for mask in self._added():
            self.masks.append(as_list(mask))
            added += 1
        if self.problems:
            self.add_error(None, _("Some masks need your attention: they are marked in the list."))
        if cleaned.get("recognisable") == "yes" and not added:
            self.add_error("recognisable", _("Cover what makes the patient recognisable with a mask of your own, or give this file up."))
        second_look = any(row[4] == "face" for row in removed) or bool(self.intake.found["counts"].get("text_unsure"))
        self.answers = {
            "removed": removed,
            "reduced": reduced,
            "added": added,
            "recognisable": "covered" if cleaned.get("recognisable") == "yes" else "no",
            "looked": bool(cleaned.get("looked")),
            "second_look": second_look,
        }
        return cleaned

    # --- For the page -------------------------------------------------------------------------------------------------

    @property
    def state(self):
        """What the mask editor starts from: pages, and every mask with its present box, in the terms of the fields above."""
        pages = []
        for page, size, proposed in self._pages():
            rows = [self._row(f"m{page}-{number}", mask) for number, mask in enumerate(proposed)]
            rows += [self._row(f"a{page}-{number}", self._read(f"a{page}-{number}", page)) for number in self._numbers(page)]
            pages.append({"size": size, "masks": [row for row in rows if row]})
        return {
            "pages": pages,
            "frames": self.frames,
            "fps": self.facts.get("fps", 0),
            "reasons": {key: str(REASONS[key]) for key in REASONS},
        }

    @property
    def pages(self):
        """For a browser without scripts: each page's rows of masks, and empty ones for masks of one's own."""
        result = []
        for page, size, proposed in self._pages():
            rows = [self._row(f"m{page}-{number}", mask) for number, mask in enumerate(proposed[:ROWS])]
            numbers = list(self._numbers(page))
            first = max(numbers, default=-1) + 1
            spare = [{"prefix": f"a{page}-{number}", "box": None} for number in range(first, first + SPARE)]
            own = [self._row(f"a{page}-{number}", self._read(f"a{page}-{number}", page)) for number in numbers]
            result.append({"number": page, "size": size, "rows": rows, "own": [row for row in own if row] + spare})
        return result

    @property
    def reasons(self):
        return REASONS.items()

    def _row(self, prefix, mask):
        if mask is None:
            return None
        now = (self.is_bound and self._read(prefix, mask.page)) or mask
        return {
            "prefix": prefix,
            "kind": mask.kind,
            "score": mask.score,
            "proposed": self._box(mask) if prefix[0] == "m" else None,
            "box": self._box(now),
            "off": bool(self.is_bound and self.data.get(f"{prefix}-off")),
            "reason": self.data.get(f"{prefix}-reason", "") if self.is_bound else "",
            "problem": self.problems.get(prefix, ""),
        }

    def _box(self, mask):
        corners = [mask.x0, mask.y0, mask.x1, mask.y1]
        return [*corners, mask.first or 0, self.frames - 1 if mask.last is None else mask.last] if self.frames else corners

    # --- Reading --------------------------------------------------------------------------------------------------------

    def _pages(self):
        """(number, [width, height], proposed masks) of each page."""
        for number, page in enumerate(self.intake.found["pages"]):
            yield number, page["size"], [from_list(values) for values in page["masks"]]

    def _decided(self, prefix, proposed, page):
        """(the mask to burn or None, the reason or ""). Whatever cannot be read keeps the mask and is a problem."""
        reason = self.data.get(f"{prefix}-reason", "")
        now = self._mask(prefix, page, kind=proposed.kind, score=proposed.score) or proposed
        off = bool(self.data.get(f"{prefix}-off"))
        if not off and _covers(now, proposed, self.frames):
            return now, ""
        if reason not in REASONS:
            self.problems[prefix] = _("Say why this mask is not needed.") if off else _("Say why this mask may be smaller.")
        return (None if off else now), reason

    def _added(self):
        for page, _size, _proposed in self._pages():
            for number in self._numbers(page):
                mask = self._mask(f"a{page}-{number}", page, kind="hand", score=1.0)
                if mask and not self.data.get(f"a{page}-{number}-off"):
                    yield mask

    def _numbers(self, page):
        if not self.is_bound:
            return []
        found = {int(match[2]) for name in self.data if (match := ADDED.fullmatch(name)) and int(match[1]) == page}
        return sorted(found)[:MOST_ADDED]

    def _mask(self, prefix, page, *, kind, score):
        """The mask that was sent under that prefix, None when none was; outside the picture or the film it is a problem."""
        try:
            mask = self._parsed(prefix, page, kind, score)
        except ValueError:
            mask, wrong = None, True
        else:
            wrong = mask is not None and not self._inside(mask)
        if wrong:
            self.problems[prefix] = _("This mask lies outside the picture, or is empty.")
        return None if wrong else mask

    def _read(self, prefix, page):
        """The same for showing it again, without a judgement."""
        try:
            mask = self._parsed(prefix, page, "hand", 1.0)
        except ValueError:
            return None
        return mask

    def _parsed(self, prefix, page, kind, score):
        if f"{prefix}-box" in self.data:
            numbers = [int(part) for part in self.data[f"{prefix}-box"].split()]
        else:
            parts = [self.data.get(f"{prefix}-{name}", "").strip() for name in CORNERS + FRAMES]
            if not any(parts[:4]):
                return None
            corners = [int(part) for part in parts[:4]]
            numbers = corners + [int(part) for part in parts[4:]] if all(parts[4:]) else corners
        if len(numbers) not in (4, 6) or any(abs(number) > 1_000_000 for number in numbers):
            raise ValueError
        first, last = numbers[4:] if self.frames and len(numbers) == 6 else (None, None)
        if self.frames and first is None:
            first, last = 0, self.frames - 1
        return Mask(*numbers[:4], kind, score, page, first, last)

    def _inside(self, mask):
        width, height = self.intake.found["pages"][mask.page]["size"]
        in_time = not self.frames or 0 <= mask.first <= mask.last < self.frames
        return mask.inside(width, height) and in_time


def _covers(now, proposed, frames):
    """Whether a mask hides all that was found, in the picture and in time."""
    there = now.x0 <= proposed.x0 and now.y0 <= proposed.y0 and now.x1 >= proposed.x1 and now.y1 >= proposed.y1
    if not frames or not there:
        return there
    return (now.first or 0) <= (proposed.first or 0) and _end(now, frames) >= _end(proposed, frames)


def _end(mask, frames):
    return frames - 1 if mask.last is None else mask.last
