"""Draws a discussion: each form of a comment is rendered once by its template, then filled for every row; a thousand stay cheap."""

import uuid

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import get_current_timezone

register = template.Library()

SLOTS = ("id", "name", "initials", "iso", "when", "html", "marks", "media", "taking")
# Characters of the private use area stand for what changes from row to row; no template and no translation holds them.
TOKENS = {slot: f"\ue000{slot}\ue000" for slot in SLOTS}
NOBODY, NOTHING = uuid.UUID(int=0), uuid.UUID(int=1)  # stand for an id that an address is made of


@register.tag
def draw(parser, token):
    """{% draw discussion %}: the comments of a `Discussion`, as HTML that was made and sanitised when it was written."""
    return DrawNode(parser.compile_filter(token.split_contents()[1]))


class DrawNode(template.Node):
    def __init__(self, discussion):
        self.discussion = discussion

    def render(self, context):
        return "".join(Drawing(self.discussion.resolve(context)).comments())


class Drawing:
    """One discussion for one reader."""

    def __init__(self, discussion):
        self.discussion, self.zone = discussion, get_current_timezone()
        self.forms, self.people, self.days, self.marks = {}, {}, {}, {}

    def comments(self):
        own = self.discussion.membership.pk
        for row, reply in self.discussion.in_reading_order():
            name, initials = self.person(row.author_id)
            taking = self.discussion.taken.get(row.id) if row.removed_at is not None else None
            yield self.form(reply, row.author_id == own, "taken" if taking else state(row)) % {
                "id": str(row.id),
                "name": name,
                "initials": initials,
                "iso": row.created_at.isoformat(timespec="minutes"),
                "when": self.when(row.created_at),
                "html": row.html,
                "marks": self.marked(row) if row.edited_at or row.mentions or row.decision_id else "",
                "media": self.gallery(row.id),
                "taking": str(taking),
            }

    def form(self, reply, own, state):
        """The template of one form of comment, rendered once, as a pattern for the % operator."""
        key = (reply, own, state)
        if key not in self.forms:
            comment = {**TOKENS, "id": NOBODY, "taking": NOTHING, "reply": reply, "own": own, "state": state}
            shown = {"comment": comment, "case": self.discussion.case, "circle": self.discussion.case.circle, "open": self.discussion.open}
            drawn = render_to_string("cases/_comment.html", shown).strip() + "\n"
            pattern = drawn.replace("%", "%%").replace(str(NOBODY), "%(id)s").replace(str(NOTHING), "%(taking)s")
            for slot, token in TOKENS.items():
                pattern = pattern.replace(token, f"%({slot})s")
            self.forms[key] = pattern
        return self.forms[key]

    def person(self, pk):
        if pk not in self.people:
            member = self.discussion.people[pk]
            self.people[pk] = escape(member.name), escape(member.user.initials)
        return self.people[pk]

    def when(self, moment):
        moment = moment.astimezone(self.zone)
        day = moment.toordinal()
        if day not in self.days:
            self.days[day] = escape(date_format(moment, "DATE_FORMAT"))
        return f"{self.days[day]}, {moment.hour:02}:{moment.minute:02}"

    def marked(self, row):
        """That it is an opinion in no count, that it was edited, whom it mentions: drawn once for each combination."""
        key = (row.edited_at is not None, tuple(row.mentions), row.decision_id is not None, row.missed_round)
        if key not in self.marks:
            names = [self.discussion.people[pk].name for pk in row.mentions if pk in self.discussion.people]
            marks = {"edited": key[0], "names": names, "opinion": key[2], "missed": key[3]}
            self.marks[key] = render_to_string("cases/_comment_marks.html", marks).strip()
        return self.marks[key]

    def gallery(self, comment):
        media = self.discussion.media.get(comment)
        if not media:
            return ""
        case, membership = self.discussion.case, self.discussion.membership
        shown = {"media": media, "case": case, "circle": case.circle, "membership": membership, "comment": True}
        return render_to_string("cases/_gallery.html", shown)


def state(row):
    """What became of a comment: "removed", "returned" (hidden until its author edits it), "hidden" or "shown"."""
    if row.removed_at is not None:
        return "removed"
    if row.hidden_at is not None:
        return "returned" if row.returned_at is not None else "hidden"
    return "shown"
