"""The identifiers that an upload gave away (see `cases.deid.known`): sealed with its key, looked for while it is under way, gone with it.

They are words of people, so they are nowhere else: not in the database, not in a log, not in a receipt. Those count them.
"""

import json
from dataclasses import dataclass

from cases import words
from cases.deid import text as engine
from cases.deid.known import joined
from cases.deid.text import harvested
from cases.deid.text.folding import fold
from cases.deid.text.language import detect
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


@dataclass(frozen=True)
class Held:
    """A stored text that holds an identifier of a file. `post` is the Case, Comment or Media it stands in, `field` the name of a text of
    the case, else ""; `spans` (start, end) in code points say where. For its writer's eyes alone.
    """

    post: object
    text: str
    spans: tuple
    field: str = ""


def standing(case, identifiers):
    """A Held for each of the stored texts of the case and its tags that holds one of them."""
    if not identifiers:
        return []
    texts = {name: getattr(case, name) for name in TEXT_FIELDS} | {"tags": ", ".join(case.tags)}
    examined = words.examine(texts, circle=case.circle, harvested=identifiers)
    spans = {name: tuple((span.start, span.end) for span in found.spans if _is_hard(span)) for name, found in examined.items()}
    return [Held(case, texts[name], places, name) for name, places in spans.items() if places]


def described(case, identifiers):
    """A Held for each picture whose description holds one of them, those that wait for their comment too; what is hidden or gone, with its
    comment or by itself, is the moderators' to look at.
    """
    pictures = (case.media.shown() | case.media.unattached()).select_related("by__user").in_order() if identifiers else []
    return [Held(media, media.description, spans) for media in pictures if (spans := _where(media.description, identifiers))]


def decided(case, identifiers):
    """How many texts of its decisions hold one of them: nobody can change those any more."""
    return sum(engine.holds(text, identifiers) for text in words.of_decisions(case)) if identifiers else 0


def commented(case, identifiers):
    """A Held for each comment that holds one of them, oldest first; what a report has hidden already is the moderators' to look at."""
    shown = case.comments.shown().with_authors().order_by("created_at", "id") if identifiers else []
    return [Held(comment, comment.body, spans) for comment in shown if (spans := _where(comment.body, identifiers))]


def told(case, identifiers):
    """How often they stand in anything that is written about the case and shown."""
    ones = [*standing(case, identifiers), *described(case, identifiers)]
    return sum(len(held.spans) for held in ones) + decided(case, identifiers) + len(commented(case, identifiers))


def writers(case, identifiers, *, besides):
    """(member, anchor) of everybody but `besides` who wrote words that hold one of them and can change them: who is to be told where."""
    posts = [*({case} if standing(case, identifiers) else ()), *(held.post for held in commented(case, identifiers))]
    for post in posts:
        if post != case:
            post.case = case
        if post.author_id != besides.pk and post.editable_by(post.author):
            yield post.author, post.anchor if post != case else ""


def _is_hard(span):
    return span.kind == "harvested" and span.hardness == "hard"


def _where(text, identifiers):
    """(start, end) of each that stands in a stored text of any length where `examine` would call it hard; no other rule."""
    folded = fold(text)
    hits = harvested.find(folded.text, identifiers, detect(folded.text))
    return tuple(sorted(folded.original(hit.start, hit.end) for hit in hits if hit.hard))
