"""The identifiers that an upload gave away (see `cases.deid.known`): sealed with its key, looked for while it is under way, gone with it.

They are words of people, so they are nowhere else: not in the database, not in a log, not in a receipt. Those count them.
"""

import json

from cases import words
from cases.deid import text as engine
from cases.deid.known import joined
from cases.intake import sealed
from cases.models.wording import TEXT_FIELDS

PART = "known"


def sealer(upload, key, identifiers):
    """A finished sealed part with the identifiers, for its caller to `place` or `discard`."""
    made = sealed.Sealer(upload, PART, key)
    try:
        made.write(json.dumps(list(identifiers)).encode())
        made.finish()
    except BaseException:
        made.discard()
        raise
    return made


def seal(upload, key, identifiers):
    """Seal the identifiers of an upload in the place of what was sealed before."""
    with sealer(upload, key, identifiers) as made:
        made.place()


def of(upload):
    """The identifiers of the upload with that id; () when they are gone, or it never had any."""
    try:
        with sealed.SealedFile(upload, PART) as file:
            return joined(json.loads(file.read()))
    except sealed.Unsealable:
        return ()


def known_of(case):
    """The identifiers of every upload of the case that is under way: hard hits in whatever is written about it meanwhile."""
    return joined(*(of(upload) for upload in case.intakes.under_way().values_list("pk", flat=True)))


def standing(case, identifiers):
    """How many of them stand in the stored words of the case, its tags and the descriptions of its pictures."""
    if not identifiers:
        return 0
    texts = {name: getattr(case, name) for name in TEXT_FIELDS} | {"tags": ", ".join(case.tags)}
    texts["pictures"] = words.WALL.join(case.media.filter(removed_at=None).values_list("description", flat=True))
    examined = words.examine(texts, circle=case.circle, harvested=identifiers)
    return sum(span.kind == "harvested" and span.hardness == "hard" for found in examined.values() for span in found.spans)


def decided(case, identifiers):
    """How many texts of its decisions hold one of them: nobody can change those any more."""
    return sum(engine.holds(text, identifiers) for text in words.of_decisions(case)) if identifiers else 0


def commented(case, identifiers):
    """The comments that hold one of them, oldest first; what a report has hidden already is the moderators' to look at."""
    if not identifiers:
        return []
    shown = case.comments.shown().order_by("created_at", "id")
    return [comment for comment in shown if engine.holds(comment.body, identifiers)]


def told(case, identifiers):
    """How often they stand in anything that is written about the case and shown."""
    return standing(case, identifiers) + decided(case, identifiers) + len(commented(case, identifiers))
