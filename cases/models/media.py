"""An image or a video of a case, de-identified, with its receipt."""

import uuid

from django.db import models
from django.utils import timezone

from cases.storage import clean_storage


class MediaQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(removed_at=None, hidden_at=None, attached_at__isnull=False)

    def unattached(self):
        return self.filter(removed_at=None, attached_at=None)

    def in_order(self):
        return self.order_by("position", "created_at", "id")


class Media(models.Model):
    """Made by intake alone. `comment` is set when it came with a comment; `attached_at` is empty until that comment is posted."""

    class Kind(models.TextChoices):
        IMAGE = "image", "Image"
        VIDEO = "video", "Video"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="media")
    comment = models.ForeignKey("cases.Comment", null=True, blank=True, on_delete=models.SET_NULL, related_name="media")
    by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey("cases.Intake", null=True, blank=True, on_delete=models.SET_NULL, related_name="media")
    page = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    file = models.FileField(storage=clean_storage, max_length=200)
    poster = models.FileField(storage=clean_storage, max_length=200, blank=True)
    content_type = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField(null=True, blank=True)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    receipt = models.JSONField(default=dict)
    description = models.CharField(max_length=300)  # alternative text, required at review
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    attached_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    unscoped = MediaQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "page"], name="one_media_per_intake_and_page")]
        indexes = [models.Index(fields=["case", "position"], name="media_of_case")]

    def __str__(self):
        return f"media {self.pk}"
