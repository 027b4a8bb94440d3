"""Something new for one member: a kind and a place, never words."""

from django.db import models
from django.utils import timezone


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def unsent(self):
        return self.filter(mailed_at=None)


class Notification(models.Model):
    class Kind(models.TextChoices):
        COMMENT = "comment", "New comment"
        REPLY = "reply", "Reply to your comment"
        MENTION = "mention", "You were mentioned"
        DECISION = "decision", "A decision needs you"
        ROUND = "round", "A round opened or closed"
        CONCLUSION = "conclusion", "A decision was concluded"
        FLAG = "flag", "A post was reported"
        RESOLUTION = "resolution", "Your post was reviewed"
        REVIEW = "review", "An upload waits for your review"

    membership = models.ForeignKey("circles.Membership", on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    case_id = models.UUIDField(null=True, blank=True)  # no foreign key: the table sits below cases
    anchor = models.CharField(max_length=48, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    unscoped = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["membership", "-created_at"], name="notifications_of_member")]

    def __str__(self):
        return f"notification {self.pk}"
