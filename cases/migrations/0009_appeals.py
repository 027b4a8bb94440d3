import uuid

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_sealed_ballots"),
        ("circles", "0002_reasons"),
    ]

    operations = [
        migrations.AddField(
            model_name="media",
            name="kept_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("case", "A new case"),
                    ("comment", "A comment on your case"),
                    ("reply", "A reply to your comment"),
                    ("mention", "You were mentioned"),
                    ("decision", "A decision needs you"),
                    ("round", "A round opened or closed"),
                    ("reminder", "A round waits for your ballot"),
                    ("conclusion", "A decision was concluded"),
                    ("follow_up", "A follow-up date is past: an outcome is missing"),
                    ("outcome", "An outcome was recorded"),
                    ("flag", "A post was reported"),
                    ("hidden", "Your post is hidden while a report is looked at"),
                    ("resolution", "A moderator looked at your post"),
                    ("appeal", "An appeal waits for a decision"),
                    ("appealed", "Your appeal was decided"),
                    ("review", "An upload waits for your review"),
                    ("second_look", "A file waits for your second look"),
                    ("passed", "A moderator took the second look at your file: it is being added"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("grounds", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ruling",
                    models.CharField(
                        blank=True, choices=[("upheld", "The removal stands"), ("granted", "The removal was wrong")], max_length=8
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="circles.membership")),
                ("circle", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="appeals", to="circles.circle")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="circles.membership"
                    ),
                ),
                ("flag", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="appeal", to="cases.flag")),
            ],
            options={
                "indexes": [models.Index(fields=["circle", "decided_at", "made_at"], name="appeals_of_circle")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("reason", ""), ("ruling", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("ruling", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_is_decided_whole",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
