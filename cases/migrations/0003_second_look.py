import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_sealed_rounds'),
        ('circles', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='intake',
            name='second_look_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='intake',
            name='second_look_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.membership'),
        ),
        migrations.AddField(
            model_name='intake',
            name='sent_back',
            field=models.CharField(blank=True, choices=[('face', 'A face, or a part of one, can be seen'), ('text', 'Lettering can be read that could identify the patient'), ('mark', 'A tattoo, jewellery, a birthmark or a place could identify the patient'), ('voice', 'Somebody can be heard speaking')], max_length=8),
        ),
        migrations.AlterField(
            model_name='intake',
            name='state',
            field=models.CharField(choices=[('receiving', 'Arriving'), ('sealed', 'Waiting to be checked'), ('cleaning', 'Looking for identifiers'), ('review', 'Waiting for your review'), ('approved', 'Waiting to be masked'), ('burning', 'Masking'), ('second_look', "Waiting for a moderator's second look"), ('attached', 'Added to the case'), ('aborted', 'Cancelled'), ('refused', 'Refused'), ('failed', 'Failed')], default='receiving', max_length=12),
        ),
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('case', 'A new case'), ('comment', 'A comment on your case'), ('reply', 'A reply to your comment'), ('mention', 'You were mentioned'), ('decision', 'A decision needs you'), ('round', 'A round opened or closed'), ('conclusion', 'A decision was concluded'), ('flag', 'A post was reported'), ('hidden', 'Your post is hidden while a report is looked at'), ('resolution', 'A moderator looked at your post'), ('review', 'An upload waits for your review'), ('second_look', 'A file waits for your second look'), ('passed', 'A moderator took the second look at your file: it is being added')], max_length=12),
        ),
    ]
