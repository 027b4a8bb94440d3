"""A clinical case: written in CARE order, dated in days from day 0, posted only when its words are clean."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

AGE_BANDS = [
    ("", "Not stated"),
    ("neonate", "Neonate (0–27 days)"),
    ("infant", "Infant (28 days–23 months)"),
    ("2-5", "2–5 years"),
    ("6-11", "6–11 years"),
    ("12-17", "12–17 years"),
    *[(f"{low}-{low + (9 if low < 80 else 4)}", f"{low}–{low + (9 if low < 80 else 4)} years") for low in (20, 30, 40, 50, 60, 70, 80, 85)],
    ("90+", "90 years or over"),
]
AGE_BANDS.insert(6, ("18-19", "18–19 years"))
SEXES = [("", "Not stated"), ("female", "Female"), ("male", "Male"), ("intersex", "Intersex")]
SPECIALTIES = [
    (name.lower().replace(" ", "-"), name)
    for name in (
        "Anaesthesia", "Cardiology", "Dentistry", "Dermatology", "Emergency medicine", "Endocrinology", "Gastroenterology", "General practice",
        "Geriatrics", "Gynaecology and obstetrics", "Haematology", "Infectious diseases", "Intensive care", "Internal medicine", "Nephrology",
        "Neurology", "Neurosurgery", "Oncology", "Ophthalmology", "Oral surgery", "Orthopaedics", "Otorhinolaryngology", "Paediatrics",
        "Pathology", "Psychiatry", "Pulmonology", "Radiology", "Rehabilitation", "Rheumatology", "Surgery", "Urology", "Vascular medicine", "Other",
    )
]  # fmt: skip
TEXT_FIELDS = ("title", "question", "presentation", "findings", "investigations", "treatment")


class CaseQuerySet(models.QuerySet):
    def shown_to(self, membership):
        """Posted and not hidden or removed; a draft, and a hidden case, is its author's alone."""
        posted = models.Q(posted_at__isnull=False, hidden_at=None)
        return self.filter(posted | models.Q(author=membership), removed_at=None)

    def drafts(self):
        return self.filter(posted_at=None)

    def posted(self):
        return self.filter(posted_at__isnull=False)

    def open(self):
        return self.posted().filter(closed_at=None)

    def with_author(self):
        return self.select_related("author__user")

    def newest_first(self):
        return self.order_by("-active_at", "-id")


class Case(models.Model):
    """Text fields hold cleaned text only; the verbs that write them take `Clean[str]`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey("circles.Circle", on_delete=models.CASCADE, related_name="cases")
    author = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=160)
    question = models.TextField(blank=True)
    age_band = models.CharField(max_length=10, choices=AGE_BANDS, blank=True)
    sex = models.CharField(max_length=10, choices=SEXES, blank=True)
    specialty = models.CharField(max_length=40, choices=SPECIALTIES, blank=True)
    presentation = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    investigations = models.TextField(blank=True)
    treatment = models.TextField(blank=True)
    tags = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a privacy report, until a moderator resolves it
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("circles.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    active_at = models.DateTimeField(default=timezone.now)
    comment_count = models.PositiveIntegerField(default=0)
    findings_removed = models.JSONField(default=dict, blank=True)  # kind -> count, of the case's words

    unscoped = CaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["circle", "-active_at", "-id"], name="case_list")]

    def __str__(self):
        return f"case {self.pk}"

    def get_absolute_url(self):
        return reverse("case", kwargs={"circle": self.circle.slug, "case": self.pk})

    @property
    def is_open(self):
        return self.posted_at is not None and self.closed_at is None and self.hidden_at is None and self.removed_at is None


class Kept(models.Model):
    """A soft hit that a person looked at and kept, remembered by a keyed fingerprint and never by its words."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="kept")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    reason = models.CharField(max_length=32)
    kept_by = models.ForeignKey("circles.Membership", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    unscoped = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "fingerprint"], name="kept_once_per_case")]

    def __str__(self):
        return f"kept {self.kind}"
