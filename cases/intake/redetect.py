"""Looks again, with the detectors of today, at what is stored, and sends to its author's review what they see and no mask covers."""

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone

from cases.deid import Mask, Refused
from cases.intake.cleaning import from_list, sandbox
from cases.limits import limits_of
from cases.models import Media

ENOUGH = 0.75  # of a found box under masks: the rest is the edge by which two detectors differ


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
    found = dict(Counter(mask.kind for mask in uncovered(seen.masks, hidden_or_decided(media))))
    if not found:
        if not dry_run:
            media.note_look({"engines": engines, "at": timezone.now().isoformat()})
        return Look(media, "clean", {})
    if not media.by.is_active:
        return Look(media, "left", found)
    if dry_run:
        return Look(media, "found", found)
    return Look(media, "queued" if media.look_again(found=found, hide=hide) else "open", found)


def hidden_or_decided(media):
    """The masks of a stored file: burned in, and those that its author took off or made smaller with a reason, which stays decided.

    A stored file is one picture, whatever page of the upload it was.
    """
    receipt = media.receipt
    burned = [Mask(**{**mask, "page": 0}) for mask in receipt.get("masks", [])]
    decided = receipt.get("decided", {})
    for values in [*decided.get("removed", []), *decided.get("reduced", [])]:
        mask = from_list(values[:9])
        if mask.page == media.page:
            burned.append(mask)
    return burned


def uncovered(found, hidden):
    """The found masks of which, in some frame, less than ENOUGH lies under `hidden` ones."""
    return [mask for mask in found if any(_covered(mask, shown) < ENOUGH for shown in _in_time(mask, hidden))]


def _in_time(mask, hidden):
    """The masks that lie over `mask`, once for each stretch of its frames in which they are the same ones; once for a still."""
    near = [other for other in hidden if other.x0 < mask.x1 and mask.x0 < other.x1 and other.y0 < mask.y1 and mask.y0 < other.y1]
    if mask.first is None:
        return [near]
    edges = {mask.first} | {edge for other in near for edge in (other.first, other.last + 1) if mask.first < edge <= mask.last}
    return [[other for other in near if other.first <= edge <= other.last] for edge in sorted(edges)]


def _covered(mask, others):
    """The part of a rectangle's area that lies under the union of others, 0 to 1."""
    columns = _steps(mask.x0, mask.x1, [edge for other in others for edge in (other.x0, other.x1)])
    rows = _steps(mask.y0, mask.y1, [edge for other in others for edge in (other.y0, other.y1)])
    area = 0
    for x0, x1 in columns:
        for y0, y1 in rows:
            if any(other.x0 <= x0 and x1 <= other.x1 and other.y0 <= y0 and y1 <= other.y1 for other in others):
                area += (x1 - x0) * (y1 - y0)
    return area / ((mask.x1 - mask.x0) * (mask.y1 - mask.y0))


def _steps(low, high, edges):
    inside = sorted({low, high, *(edge for edge in edges if low < edge < high)})
    return list(pairwise(inside))
