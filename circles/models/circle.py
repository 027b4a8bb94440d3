"""A closed group of clinicians with a policy and a language of its own."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from circles import policies


class CircleQuerySet(models.QuerySet):
    def for_sidebar(self):
        return self.order_by("name")


class Circle(models.Model):
    """Everything clinical hangs below a circle and is reached through it."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, default="en")
    policy = models.CharField(max_length=16, default="international", choices=policies.CHOICES)
    created_at = models.DateTimeField(default=timezone.now)
    proposal_hours = models.PositiveSmallIntegerField(default=48)
    round_hours = models.PositiveSmallIntegerField(default=72)
    feedback_hours = models.PositiveSmallIntegerField(default=48)
    profile = models.CharField(max_length=16, default="ram_strict")

    unscoped = CircleQuerySet.as_manager()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("circle", kwargs={"circle": self.slug})
