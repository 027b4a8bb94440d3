"""What an option is. The two standing options say it already; all others are something else until they are edited.

SQLite rebuilds the tables of options and their changes: the triggers of 0002 are on other tables, and stay.
"""

from django.db import migrations, models

KINDS = [
    ("medicine", "Medicine"),
    ("procedure", "Procedure"),
    ("waiting", "Watchful waiting"),
    ("work-up", "Further work-up"),
    ("other", "Something else"),
]


def name_standing(apps, schema_editor):
    options = apps.get_model("cases", "Option").unscoped.using(schema_editor.connection.alias)
    for kind in ("waiting", "work-up"):
        options.filter(standing=kind).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_outcomes"),
        ("circles", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="option",
            name="kind",
            field=models.CharField(choices=KINDS, default="other", max_length=10),
        ),
        migrations.AddField(
            model_name="optionchange",
            name="kind",
            field=models.CharField(choices=KINDS, default="other", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _name in KINDS])), name="kind_of_option_is_known"
            ),
        ),
        migrations.RunPython(name_standing, migrations.RunPython.noop, elidable=True),
    ]
