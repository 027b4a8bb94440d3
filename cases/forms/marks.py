"""Reads the masks of a review out of a form's fields: numbers that a person or a script sent, judged against what was proposed.

Each proposed mask has a prefix `m<page>-<number>`, each added one `a<page>-<number>`, and `k<page>` is the one part of a page to keep.
A browser with scripts sends only what changed, as `<prefix>-box`: "x0 y0 x1 y1", with first and last frame after them for a film.
Without scripts the rows of the page send `<prefix>-x0` and so on, and for a film `<prefix>-from` and `-to`, as minutes:seconds.
`<prefix>-off` takes a mask off; `<prefix>-reason` says why one is taken off or no longer covers what was found.
What is not sent stays as it was proposed.
"""

import math
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.deid import Mask
from cases.forms.clock import clock, seconds
from cases.forms.kinds import name_of
from cases.intake.cleaning import as_list, from_list

REASONS = {
    "nothing": gettext_lazy("There is nothing here"),
    "not-identifying": gettext_lazy("It identifies nobody"),
    "clinical": gettext_lazy("It is a clinical finding"),
    "covered": gettext_lazy("Another mask covers it"),
}
CORNERS = ("x0", "y0", "x1", "y1")
FRAMES = ("first", "last")
TIMES = ("from", "to")
MOST_ADDED = 200
ROWS = 40  # proposed masks that a page without scripts can change; further ones stay as they are
SPARE = 3  # empty rows for masks of one's own
ADDED = re.compile(r"a(\d{1,4})-(\d{1,4})-(?:box|x0)", re.ASCII)
KNOWN = "known"  # the label of a mask over what the file itself says of its patient
LEAST = 8  # pixels each way: a smaller mask of one's own is burned in, but answers no question
HAIR = 1e-6  # of a frame: times are decimal fractions, and 0.7 s of ten frames a second is the seventh frame


class Marks:
    """The masks in `data` (a mapping of field to string, or None for what was proposed) for an intake's `found`.

    After `judge()`: `masks` to burn in, `removed` and `reduced` (each with its reason last), `by_hand` (how many a page, parts to keep
    included), `hides` (of each page, whether one of those is large enough to hide anything), `kept` ([page, x0, y0, x1, y1]), `sent`
    (what to show the author again), and `problems` (prefix -> sentence).
    """

    def __init__(self, found, data):
        self.found, self.data = found, data or {}
        self.frames, self.fps = int(found["facts"].get("frames", 0)), float(found["facts"].get("fps", 0) or 0)
        self.masks, self.removed, self.reduced, self.kept = [], [], [], []
        self.by_hand, self.hides, self.sent, self.problems = {}, {}, {}, {}

    def judge(self):
        for page, size, proposed in self.pages():
            for number, mask in enumerate(proposed):
                self._decide(f"m{page}-{number}", mask, page)
            own = list(self._own(page))
            outside = self._outside(page, size)
            self.masks += [as_list(mask) for mask in (*own, *outside)]
            self.by_hand[page] = len(own) + bool(outside)
            self.hides[page] = any(min(mask.x1 - mask.x0, mask.y1 - mask.y0) >= LEAST for mask in (*own, *outside))

    def pages(self):
        """(number, [width, height], proposed masks) of each page."""
        for number, page in enumerate(self.found["pages"]):
            yield number, page["size"], [from_list(values) for values in page["masks"]]

    # --- For the page -------------------------------------------------------------------------------------------------

    def rows(self, page, proposed, *, most=None):
        """What a page shows of its masks, in the terms of the fields: those proposed, then those of the author's own."""
        found = [self._row(f"m{page}-{number}", mask) for number, mask in enumerate(proposed[:most])]
        return found, [row for number in self._numbers(page) if (row := self._row(f"a{page}-{number}", None, page))]

    def kept_row(self, page):
        """The part of a page that is kept, or None."""
        return self._row(f"k{page}", None, page)

    def spare_rows(self, page):
        """Empty rows for masks of one's own."""
        first = max(self._numbers(page), default=-1) + 1
        return [{"prefix": f"a{page}-{number}", "box": None} for number in range(first, first + SPARE)]

    def _row(self, prefix, proposed, page=None):
        now = self._read(prefix, page if proposed is None else proposed.page) or proposed
        if now is None:
            return None
        mask, label = proposed or now, getattr(proposed, "label", "")
        return {
            "prefix": prefix,
            "kind": {"m": mask.kind, "a": "hand", "k": "keep"}[prefix[0]],
            "score": mask.score,
            "known": label == KNOWN,
            "label": _label(label),
            "proposed": self._box(proposed) if proposed else None,
            "box": self._box(now),
            "times": self._times(now),
            "off": bool(self.data.get(f"{prefix}-off")),
            "reason": self.data.get(f"{prefix}-reason", ""),
            "problem": self.problems.get(prefix, ""),
        }

    def _box(self, mask):
        corners = [mask.x0, mask.y0, mask.x1, mask.y1]
        return [*corners, mask.first or 0, self.frames - 1 if mask.last is None else mask.last] if self.frames else corners

    def _times(self, mask):
        """From and to as minutes:seconds, widened to tenths, so that sending them back never makes a mask shorter."""
        if not self.frames or not self.fps:
            return ["", ""]
        first, last = self._box(mask)[4:]
        return [clock(math.floor(first / self.fps * 10 + HAIR) / 10), clock(math.ceil(last / self.fps * 10 - HAIR) / 10)]

    # --- Judging --------------------------------------------------------------------------------------------------------

    def _decide(self, prefix, proposed, page):
        """Keep, change or take off one proposed mask. Whatever cannot be read or may not be changed keeps it and is a problem."""
        reason = self.data.get(f"{prefix}-reason", "")
        now = self._mask(prefix, page, like=proposed) or proposed
        off = bool(self.data.get(f"{prefix}-off"))
        less = off or not _covers(now, proposed, self.frames)
        if less and getattr(proposed, "label", "") == KNOWN:
            self.problems[prefix] = _("This mask matches the file's own data: it stays, and may only grow.")
        elif less and reason not in REASONS:
            self.problems[prefix] = _("Say why this mask is not needed.") if off else _("Say why this mask may be smaller.")
        if off:
            self.removed.append([*as_list(proposed), reason])
            self.sent |= {f"{prefix}-off": "1", f"{prefix}-reason": reason}
            return
        self.masks.append(as_list(now))
        if less:
            self.reduced.append([*as_list(proposed), reason])
            self.sent[f"{prefix}-reason"] = reason
        if now != proposed:
            self._send(prefix, now)

    def _own(self, page):
        for number in self._numbers(page):
            mask = self._mask(prefix := f"a{page}-{number}", page)
            if mask and not self.data.get(f"{prefix}-off"):
                self._send(prefix, mask)
                yield mask

    def _outside(self, page, size):
        """Masks over all that lies outside the part to keep; none when the whole page is kept."""
        part = self._mask(prefix := f"k{page}", page)
        if part is None or self.data.get(f"{prefix}-off"):
            return []
        width, height = size
        around = [(0, 0, width, part.y0), (0, part.y1, width, height), (0, part.y0, part.x0, part.y1), (part.x1, part.y0, width, part.y1)]
        span = (0, self.frames - 1) if self.frames else (None, None)
        masks = [Mask(*box, "hand", 1.0, page, *span) for box in around if box[0] < box[2] and box[1] < box[3]]
        if masks:
            self.kept.append([page, part.x0, part.y0, part.x1, part.y1])
            self._send(prefix, part)
        return masks

    def _send(self, prefix, mask):
        self.sent[f"{prefix}-box"] = " ".join(str(number) for number in self._box(mask))

    # --- Reading --------------------------------------------------------------------------------------------------------

    def _numbers(self, page):
        found = {int(match[2]) for name in self.data if (match := ADDED.fullmatch(name)) and int(match[1]) == page}
        return sorted(found)[:MOST_ADDED]

    def _mask(self, prefix, page, like=None):
        """The mask that was sent under that prefix, None when none was; outside the picture or the film it is a problem."""
        try:
            mask = self._parsed(prefix, page, like)
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
            return self._parsed(prefix, page)
        except ValueError:
            return None

    def _parsed(self, prefix, page, like=None):
        if f"{prefix}-box" in self.data:
            numbers = [int(part) for part in self.data[f"{prefix}-box"].split()]
        else:
            corners = self._parts(prefix, CORNERS)
            if not any(corners):
                return None
            numbers = [int(part) for part in corners] + self._span(prefix)
        if len(numbers) not in (4, 6) or any(abs(number) > 1_000_000 for number in numbers):
            raise ValueError
        first, last = numbers[4:] if self.frames and len(numbers) == 6 else (None, None)
        if self.frames and first is None:
            first, last = 0, self.frames - 1
        kind, score, label = (like.kind, like.score, getattr(like, "label", "")) if like else ("hand", 1.0, "")
        return Mask(*numbers[:4], kind, score, page, first, last, *((label,) if label else ()))

    def _span(self, prefix):
        """First and last frame of a row: as frames, as times, or nothing, which is the whole film."""
        if all(frames := self._parts(prefix, FRAMES)):
            return [int(part) for part in frames]
        times = self._parts(prefix, TIMES)
        if not self.frames or not any(times):
            return []
        start, end = (seconds(times[0]) if times[0] else 0.0), (seconds(times[1]) if times[1] else self.frames / self.fps)
        last = math.ceil(end * self.fps - HAIR)
        if end <= self.frames / self.fps + 0.1:  # the last frame is shown until the film ends, and a time in tenths may lie after that
            last = min(last, self.frames - 1)
        return [math.floor(start * self.fps + HAIR), last]

    def _parts(self, prefix, names):
        return [self.data.get(f"{prefix}-{name}", "").strip() for name in names]

    def _inside(self, mask):
        width, height = self.found["pages"][mask.page]["size"]
        in_time = not self.frames or 0 <= mask.first <= mask.last < self.frames
        return mask.inside(width, height) and in_time


def _label(label):
    """What the label of a mask says to its author; nothing for a mask without one."""
    if not label:
        return ""
    return _("matches the file's own data") if label == KNOWN else _("looks like %(kind)s") % {"kind": name_of(label)}


def _covers(now, proposed, frames):
    """Whether a mask hides all that was found, in the picture and in time."""
    there = now.x0 <= proposed.x0 and now.y0 <= proposed.y0 and now.x1 >= proposed.x1 and now.y1 >= proposed.y1
    if not frames or not there:
        return there
    return (now.first or 0) <= (proposed.first or 0) and _end(now, frames) >= _end(proposed, frames)


def _end(mask, frames):
    return frames - 1 if mask.last is None else mask.last
