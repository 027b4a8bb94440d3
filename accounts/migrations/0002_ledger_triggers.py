"""The ledger refuses UPDATE, DELETE and TRUNCATE in the database itself."""

from django.db import migrations

from accounts import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
