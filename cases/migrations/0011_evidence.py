"""What speaks for an option and against it, in a field of its own; until now it was a part of the details, and stays there.

SQLite rebuilds the tables of options and their changes: the triggers of 0002 and 0008 are on other tables, and stay.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_words_to_replace'),
    ]

    operations = [
        migrations.AddField(
            model_name='option',
            name='evidence',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='optionchange',
            name='evidence',
            field=models.TextField(blank=True),
        ),
    ]
