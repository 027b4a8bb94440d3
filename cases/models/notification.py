"""Something new for one member: a kind and a place, never words."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAIL_EVERY = timedelta(minutes=15)  # at most one mail to a person in this time, however much is new


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def unsent(self):
        return self.filter(mailed_at=None)

    def newest_first(self):
        return self.order_by("-created_at", "-id")

    def of_case(self, case_id):
        return self.filter(case_id=case_id)

    def read(self):
        """Mark as read; the number of rows that were not. What was read on the page needs no mail any more."""
        now = timezone.now()
        self.unread().unsent().update(mailed_at=now)
        return self.unread().update(read_at=now)

    @transaction.atomic
    def claim_for_mail(self):
        """Take what is unsent, of active members who had no mail in the last MAIL_EVERY: (notification ids, User) for each person.

        The rows are marked as mailed before the mail leaves, so that two workers never send the same notice twice.
        """
        now = timezone.now()
        waiting = self.unsent().filter(membership__ended_at=None, membership__user__is_active=True)
        rows = list(waiting.select_for_update(of=("self",)).select_related("membership__user").order_by("id"))
        people = {}
        for row in rows:
            people.setdefault(row.membership.user, []).append(row.pk)
        # A row that was read before it was mailed carries one time in both columns (`read`): no mail left for it.
        recent = self.model.unscoped.filter(mailed_at__gt=now - MAIL_EVERY, membership__user__in=people)
        mailed = set(recent.exclude(mailed_at=models.F("read_at")).values_list("membership__user", flat=True))
        claimed = [(ids, user) for user, ids in people.items() if user.pk not in mailed]
        self.model.unscoped.filter(pk__in=[pk for ids, _user in claimed for pk in ids]).update(mailed_at=now)
        return claimed


class Notification(models.Model):
    class Kind(models.TextChoices):
        CASE = "case", _("A new case")
        COMMENT = "comment", _("A comment on your case")
        REPLY = "reply", _("A reply to your comment")
        MENTION = "mention", _("You were mentioned")
        DECISION = "decision", _("A decision needs you")
        ROUND = "round", _("A round opened or closed")
        REMINDER = "reminder", _("A round waits for your ballot")
        CONCLUSION = "conclusion", _("A decision was concluded")
        FOLLOW_UP = "follow_up", _("A follow-up date is past: an outcome is missing")
        OUTCOME = "outcome", _("An outcome was recorded")
        FLAG = "flag", _("A post was reported")
        HIDDEN = "hidden", _("Your post is hidden while a report is looked at")
        RESOLUTION = "resolution", _("A moderator looked at your post")
        APPEAL = "appeal", _("An appeal waits for a decision")
        APPEALED = "appealed", _("Your appeal was decided")
        REVIEW = "review", _("An upload waits for your review")
        SECOND_LOOK = "second_look", _("A file waits for your second look")
        PASSED = "passed", _("A moderator took the second look at your file: it is being added")
        WORDS = "words", _("An identifier in your own words must be replaced")

    membership = models.ForeignKey("circles.Membership", on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    case_id = models.UUIDField(null=True, blank=True)  # no foreign key: the table sits below cases
    anchor = models.CharField(max_length=48, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    unscoped = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["membership", "-created_at"], name="notifications_of_member"),
            models.Index(fields=["membership"], condition=models.Q(read_at=None), name="notifications_unread"),  # counted on every page
            models.Index(fields=["id"], condition=models.Q(mailed_at=None), name="notifications_unsent"),
        ]

    def __str__(self):
        return f"notification {self.pk}"

    @classmethod
    def of_words(cls, membership, case_id, anchor):
        """Tell the writer of a comment, or with the anchor "" of the case itself, that words in it must go; not again until it is read."""
        if not cls.told_of_words(membership, case_id, anchor).unread().exists():
            tell([membership], cls.Kind.WORDS, case_id=case_id, anchor=anchor)

    @classmethod
    def told_of_words(cls, membership, case_id, anchor):
        return cls.unscoped.filter(membership=membership, kind=cls.Kind.WORDS, case_id=case_id, anchor=anchor)


def tell(memberships, kind, *, case_id=None, anchor=""):
    """One notification of `kind` for each membership, in the transaction of what happened; a place, never words.

    Always in one order: a database gives rows in the order of their last change, which would tell whose seat was changed.
    """
    told = sorted(memberships, key=lambda membership: membership.pk)
    rows = [Notification(membership=membership, kind=kind, case_id=case_id, anchor=anchor) for membership in told]
    Notification.unscoped.bulk_create(rows)
