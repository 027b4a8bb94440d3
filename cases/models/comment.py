"""A contribution to the discussion, stored with the HTML it is shown as."""

import uuid
from collections import Counter
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from accounts import ledger
from cases import markdown, words
from cases.models.notification import Notification, tell

LONGEST = 10_000  # characters
AGAIN = timedelta(seconds=60)  # within this time the same words are a form that was sent twice
# What a discussion needs of each comment.
THREAD = (
    "id",
    "parent_id",
    "author_id",
    "html",
    "created_at",
    "edited_at",
    "hidden_at",
    "returned_at",
    "removed_at",
    "mentions",
    "findings_removed",
    "decision_id",
    "missed_round",
)


class CommentQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at=None, removed_at=None)

    def shown_to(self, membership):
        """What may be read: a hidden comment is its author's alone; nothing of a removed one is left to read."""
        return self.filter(models.Q(hidden_at=None) | models.Q(author=membership), removed_at=None)

    def thread(self, membership):
        """The rows of a discussion as named tuples, oldest first: light enough for a thousand on one page.

        Removed comments come too, since their place holds replies; nothing of their words is left to show.
        """
        readable = models.Q(hidden_at=None) | models.Q(author=membership) | models.Q(removed_at__isnull=False)
        rows = self.filter(readable).order_by("created_at", "id")
        return rows.values_list(*THREAD, named=True)

    def with_authors(self):
        return self.select_related("author__user")


class Comment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="comments")
    body = models.TextField()  # Markdown, cleaned
    html = models.TextField()  # made and sanitised when written
    findings_removed = models.JSONField(default=dict, blank=True)
    mentions = models.JSONField(default=list, blank=True)  # membership ids; a name is never part of the words
    # An opinion on a decision, outside every ballot: it is in no count. Its author may add which round their ballot missed.
    decision = models.ForeignKey("cases.Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="opinions")
    missed_round = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a privacy report, until a moderator resolves it
    returned_at = models.DateTimeField(null=True, blank=True)  # sent back to its author: shown again once edited
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    unscoped = CommentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "created_at", "id"], name="comments_of_case")]

    def __str__(self):
        return f"comment {self.pk}"

    def get_absolute_url(self):
        return f"{self.case.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"c-{self.pk}"

    @property
    def is_wiped(self):
        """Whether it was removed and its words with it: it cannot come back."""
        return self.removed_at is not None and not self.body

    # --- Rights --------------------------------------------------------------------------------------------------------

    def editable_by(self, membership):
        """Its author, while the case is open; a hidden comment only once a moderator sent it back."""
        readable = self.removed_at is None and (self.hidden_at is None or self.returned_at is not None)
        return self.author_id == membership.pk and readable and self.case.discussable_by(membership)

    def removable_by(self, membership):
        """Its author, also when the case is closed. A moderator removes through `Flag`, with an explanation."""
        return membership.is_active and self.author_id == membership.pk and self.removed_at is None

    # --- Verbs ---------------------------------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def write(cls, *, case, by, body, parent=None, mentions=(), media=(), kept=(), removed=None, **opinion):
        """Add `body` (Clean[str], Markdown) to an open case. `opinion` is `Decision.say`'s: which decision, which missed round.

        `mentions` are ids of memberships: those that are not active in this circle are left out. `media` are ids of pictures of
        this case that `by` brought in and has not attached yet. The same words sent again at once are the same comment.
        """
        case.lock(by=by)
        if not case.discussable_by(by) or (parent is not None and parent.case_id != case.pk):
            raise PermissionDenied
        text = words.cleaned(body).strip()
        same = case.comments.filter(author=by, parent=parent, body=text, created_at__gt=timezone.now() - AGAIN, removed_at=None)
        if (twin := same.first()) is not None:
            return twin
        people = list(case.circle.memberships.active().filter(pk__in=mentions).exclude(pk=by.pk))
        comment = cls(
            case=case, parent=parent, author=by, body=text, html=markdown.to_html(text), findings_removed=dict(removed or {}), **opinion
        )
        comment.mentions = [member.pk for member in people]
        comment.save(force_insert=True)
        case.media.unattached().filter(by=by, pk__in=media).update(comment=comment, attached_at=comment.created_at)
        case.keep(kept, by=by)
        case.touch(comments=1)
        ledger.record("comment.written", actor=by, subject=comment, circle=case.circle)
        comment._tell(people)
        return comment

    @transaction.atomic
    def edit(self, *, by, body, kept=(), removed=None):
        """New words, Clean[str]. A comment that was sent back is shown again."""
        self._take_turn(by)
        if not self.editable_by(by):
            raise PermissionDenied
        text = words.cleaned(body).strip()
        self.body, self.html, self.edited_at = text, markdown.to_html(text), timezone.now()
        self._show()
        self.findings_removed = dict(Counter(self.findings_removed) + Counter(removed or {}))
        self.save(update_fields=["body", "html", "edited_at", "hidden_at", "returned_at", "findings_removed"])
        self.case.keep(kept, by=by)
        ledger.record("comment.edited", actor=by, subject=self, circle=self.case.circle)

    @transaction.atomic
    def withdraw(self, *, by):
        """Its author takes it back: the words are gone, replies stay."""
        self._take_turn(by)
        if not self.removable_by(by):
            raise PermissionDenied
        self.remove(by=by, wipe=True)

    # --- What a moderator does to it (the right is checked by Flag, which calls these) -----------------------------------

    def hide_for_privacy(self):
        self._hide()
        self.save(update_fields=["hidden_at"])

    def restore(self):
        self._show()
        self.save(update_fields=["hidden_at", "returned_at"])

    def send_back(self):
        """Hidden from all but its author until they have edited it."""
        self.returned_at = timezone.now()
        self._hide()
        self.save(update_fields=["hidden_at", "returned_at"])

    def remove(self, *, by, wipe):
        """Out of reach for everyone; with `wipe` its words and pictures are gone for good."""
        self._hide()
        if wipe:
            self.body, self.html = "", ""
            self.media.give_up()
            for media in self.media.filter(removed_at=None):
                media.remove(by=by, answering=True)
        self.removed_at, self.removed_by = timezone.now(), by
        self.save(update_fields=["body", "html", "hidden_at", "removed_at", "removed_by"])
        ledger.record("comment.removed", actor=by, subject=self, circle=self.case.circle, wiped=wipe)

    def put_back(self):
        """An appeal was granted: it is where it was. The caller has checked that it `is_wiped` not."""
        self.removed_at = self.removed_by = None
        self._show()
        self.save(update_fields=["removed_at", "removed_by", "hidden_at", "returned_at"])

    def _take_turn(self, by):
        """Lock the case and this comment, and read afresh what a report or a moderator did to it since it was loaded."""
        self.case.lock(by=by)
        states = ["hidden_at", "returned_at", "removed_at", "findings_removed"]
        self.refresh_from_db(fields=states, from_queryset=type(self).unscoped.select_for_update(of=("self",)))

    def _hide(self):
        """Out of sight, and out of the count that everybody sees."""
        if self.hidden_at is None and self.removed_at is None:
            self.hidden_at = timezone.now()
            self.case.touch(comments=-1, moves=False)

    def _show(self):
        if self.hidden_at is not None:
            self.hidden_at = self.returned_at = None
            self.case.touch(comments=1, moves=False)

    def _tell(self, people):
        """The mentioned, the author of what is answered, the author of the case: each once, by the nearest reason."""
        told = {self.author_id}
        answered = [self.parent.author] if self.parent is not None else []
        for kind, members in (
            (Notification.Kind.MENTION, people),
            (Notification.Kind.REPLY, answered),
            (Notification.Kind.COMMENT, [self.case.author]),
        ):
            fresh = [member for member in members if member.pk not in told and member.is_active]
            told.update(member.pk for member in fresh)
            tell(fresh, kind, case_id=self.case_id, anchor=self.anchor)
