"""The identifiers that an upload gave away (see `cases.deid.known`): sealed with its key, looked for while it is under way, gone with it.

They are words of people, so they are nowhere else: not in the database, not in a log, not in a receipt. Those count them.
"""

import json

from cases import words
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
