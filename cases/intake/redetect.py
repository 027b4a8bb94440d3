"""Looks again, with the detectors of today, at what is stored, and sends to its author's review what they see and no mask covers."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone

from cases.deid import Mask, Refused
from cases.intake.cleaning import from_list, sandbox
from cases.limits import limits_of
from cases.models import Media

ENOUGH = 0.75  # of a found box under masks: the rest is the edge by which two detectors differ
SAME = 0.5  # intersection over union from which two boxes show the same thing, as in PASCAL VOC (Everingham et al. 2010)
LATER = 16  # frames for which one detector may see a thing longer than another: a track of `cases.deid.video.tracks` lives so long unseen


class Look(NamedTuple):
    """What came of one stored file: `state` is "clean", "queued", "found" (a dry run), "open", "left" or "refused"."""

    media: Media
    state: str
    found: dict[str, int]  # how many uncovered masks of each kind


def stored(*, since: datetime | None = None, circle: str | None = None):
    """The media to look at: everything whose files are kept, oldest first; attached since then, of the circle with that slug."""
    rows = Media.unscoped.filter(removed_at=None, case__removed_at=None).exclude(file="")
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if circle is not None:
        rows = rows.filter(case__circle__slug=circle)
    return rows.select_related("case__circle", "by__user").order_by("created_at", "id")


def is_up_to_date(media, engines):
    """Whether exactly these engines have seen it: when it was cleaned, or when it was last looked at again."""
    return engines in (media.receipt.get("engines"), media.receipt.get("looked_again", {}).get("engines"))


def look(media, *, dry_run=False, hide=False):
    """Look at one stored file again. Unless it is a dry run, what is found goes to its author, and what is clean is noted on the receipt.

    "open": a review of it is under way already. "left": its author is no member any more, so nobody could review it.
    "refused": the file could not be looked at.
    """
    box = sandbox()
    engines = box.engines(media.kind)
    if media.successors.under_way().exists():
        return Look(media, "open", {})
    try:
        with media.file.open("rb") as file:
            seen = box.inspect(file, kind=media.kind, limits=limits_of(media.case.circle))
    except (OSError, Refused):
        return Look(media, "refused", {})
    found = dict(Counter(mask.kind for mask in uncovered(seen.masks, burned_in(media), decided(media))))
    if not found:
        if not dry_run:
            media.note_look({"engines": engines, "at": timezone.now().isoformat()})
        return Look(media, "clean", {})
    if not media.by.is_active:
        return Look(media, "left", found)
    if dry_run:
        return Look(media, "found", found)
    return Look(media, "queued" if media.look_again(found=found, hide=hide) else "open", found)


def burned_in(media):
    """The masks that were burned into a stored file. It is one picture, whatever page of the upload it was."""
    return [Mask(**{**mask, "page": 0}) for mask in media.receipt.get("masks", [])]


def decided(media):
    """The masks that the author of a stored file took off or made smaller with a reason, which stays decided."""
    decisions = media.receipt.get("decided", {})
    masks = [from_list(values[:9]) for values in [*decisions.get("removed", []), *decisions.get("reduced", [])]]
    return [mask for mask in masks if mask.page == media.page]


def uncovered(found, hidden, decided=()):
    """The `found` masks that are new: too little of them is hidden, or was `decided` about, in some frame.

    Of a mask that is hidden or decided about, ENOUGH lies under others. One that was decided about is also the same thing where the two
    are the SAME by place, at least half of the time; for the rest of it in time to at most LATER frames before or after. Only what was
    found of the same kind was decided about: who says that a line is no name has not said that a face is none.
    """
    return [mask for mask in found if not _is_answered(mask, hidden, [other for other in decided if other.kind == mask.kind])]


def _is_answered(mask, hidden, decided):
    within = frames = 0
    for length, shown, here, near in _stretches(mask, hidden, decided, [_longer(other) for other in decided]):
        frames += length
        if _hides(mask, shown, here):
            within += length
        elif not _hides(mask, shown, near):
            return False
    return 2 * within >= frames


def _hides(mask, shown, decided):
    return _covered(mask, [*shown, *decided]) >= ENOUGH or _overlap(mask, decided) >= SAME


def _longer(mask):
    return mask if mask.first is None else replace(mask, first=mask.first - LATER, last=mask.last + LATER)


def _stretches(mask, *groups):
    """(frames, of each group the masks that lie over `mask`) for each stretch of its frames in which they are the same ones; a still is
    one frame long."""
    near = [[other for other in group if _meets(mask, other)] for group in groups]
    if mask.first is None:
        yield 1, *near
        return
    edges = _steps(mask.first, mask.last + 1, [edge for group in near for other in group for edge in (other.first, other.last + 1)])
    for start, end in edges:
        yield end - start, *([other for other in group if other.first <= start <= other.last] for group in near)


def _meets(one, other):
    return other.x0 < one.x1 and one.x0 < other.x1 and other.y0 < one.y1 and one.y0 < other.y1


def _overlap(mask, others):
    """Intersection over union of a rectangle with others taken together, 0 to 1."""
    if not others:
        return 0.0
    around = replace(
        mask,
        x0=min(other.x0 for other in others),
        y0=min(other.y0 for other in others),
        x1=max(other.x1 for other in others),
        y1=max(other.y1 for other in others),
    )
    both, theirs = _covered(mask, others) * _area(mask), _covered(around, others) * _area(around)
    return both / (_area(mask) + theirs - both)


def _covered(mask, others):
    """The part of a rectangle's area that lies under the union of others, 0 to 1."""
    columns = _steps(mask.x0, mask.x1, [edge for other in others for edge in (other.x0, other.x1)])
    rows = _steps(mask.y0, mask.y1, [edge for other in others for edge in (other.y0, other.y1)])
    area = 0
    for x0, x1 in columns:
        for y0, y1 in rows:
            if any(other.x0 <= x0 and x1 <= other.x1 and other.y0 <= y0 and y1 <= other.y1 for other in others):
                area += (x1 - x0) * (y1 - y0)
    return area / _area(mask)


def _area(mask):
    return (mask.x1 - mask.x0) * (mask.y1 - mask.y0)


def _steps(low, high, edges):
    inside = sorted({low, high, *(edge for edge in edges if low < edge < high)})
    return list(pairwise(inside))
