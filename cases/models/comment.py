"""A contribution to the discussion, stored with the HTML it is shown as."""

import uuid

from django.db import models
from django.utils import timezone


class CommentQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at=None)

    def in_order(self):
        return self.order_by("created_at", "id")

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
    mentions = models.ManyToManyField("circles.Membership", blank=True, related_name="mentioned_in")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    unscoped = CommentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "created_at", "id"], name="comments_of_case")]

    def __str__(self):
        return f"comment {self.pk}"
