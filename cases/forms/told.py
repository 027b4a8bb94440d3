"""What keeps a file in its review: texts that hold what it gives away, and what its sender can do about each.

Only words that the sender wrote are shown, with the place marked. Of another person's it is said which text it is, never which words.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.forms.case import CaseForm
from cases.forms.hits import AROUND, Place
from cases.intake import known
from cases.models import Notification


@dataclass(frozen=True)
class Told:
    """One text: a sentence, a link with its words (both "" where nothing can be done), and the marked places in the sender's own words."""

    sentence: str
    address: str = ""
    link: str = ""
    places: tuple = ()


def told(intake):
    """A Told for each text of the case that is shown and holds what the upload gives away. Its case, circle and author are loaded."""
    case, identifiers = intake.case, known.of(intake.pk)
    about = []
    if ones := known.standing(case, identifiers):
        about.append(_of_case(ones, intake))
    about += [_of_picture(one, intake) for one in known.described(case, identifiers)]
    if known.decided(case, identifiers):
        about.append(Told(_final()))
    return about + [_of_comment(one, intake) for one in known.commented(case, identifiers)]


def _final():
    return _("The words of this case hold a name, number or date that this file holds too. Report the case, or give the file up.")


def _of_case(ones, intake):
    case, count = intake.case, sum(len(one.spans) for one in ones)
    if not case.editable_by(intake.author):
        if not Notification.told_of_words(case.author, case.pk, "").exists():
            return Told(_final())
        waits = _(
            "The words of this case hold a name, number or date that this file holds too. Its author was told: wait until it is replaced,"
            " report the case, or give the file up."
        )
        return Told(waits)
    sentence = ngettext(
        "The words of the case hold %(count)d name, number or date that this file holds too.",
        "The words of the case hold %(count)d names, numbers or dates that this file holds too.",
        count,
    ) % {"count": count}
    address = reverse("case-edit", kwargs={"circle": case.circle.slug, "case": case.pk})
    places = [place for one in ones for place in _places(one, CaseForm.base_fields[one.field].label)]
    return Told(sentence, address, _("Replace them in the case, then come back."), tuple(places))


def _of_picture(one, intake):
    case, media = intake.case, one.post
    media.case = case
    place = {"circle": case.circle.slug, "case": case.pk, "media": media.pk}
    sentence = _("The description of a picture holds a name, number or date that this file holds too.")
    own = media.by_id == intake.author_id
    places = tuple(_places(one)) if own else ()
    if media.removable_by(intake.author) and (own or media.attached_at is not None):
        link = _("Remove that picture, send it again with other words, then come back.")
        return Told(sentence, reverse("media-removal", kwargs=place), link, places)
    if media.reportable_by(intake.author):
        return Told(sentence, reverse("media-flag", kwargs=place), _("Report it as a privacy problem, which hides it, then come back."))
    return Told(_("A picture that waits for its comment is described with what this file holds too. Wait, or give this file up."))


def _of_comment(one, intake):
    """Its author replaces it; everybody else reports it, which hides it until a moderator has looked, or waits for its author."""
    comment, case = one.post, intake.case
    comment.case = case
    place = {"circle": case.circle.slug, "case": case.pk, "comment": comment.pk}
    if comment.editable_by(intake.author):
        sentence = _("A comment of yours holds a name, number or date that this file holds too.")
        return Told(sentence, reverse("comment-edit", kwargs=place), _("Edit your comment, then come back."), tuple(_places(one)))
    sentence = _("A comment holds a name, number or date that this file holds too.")
    if Notification.told_of_words(comment.author, case.pk, comment.anchor).exists():
        sentence = _(
            "A comment holds a name, number or date that this file holds too. Its author was told: wait until it is replaced, or report it."
        )
    return Told(sentence, comment.get_absolute_url(), _("Report it as a privacy problem, which hides it, then come back."))


def _places(one, label=""):
    for start, end in one.spans:
        before, after = one.text[:start], one.text[end:]
        before = before if len(before) <= AROUND else "…" + before[-AROUND:]
        after = after if len(after) <= AROUND else after[:AROUND] + "…"
        yield Place(one.field, label, start, end, before, one.text[start:end], after)
