"""What comes late to a decision. On SQLite new columns rebuild a table, which loses its triggers: they are taken off first and put back."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.db import migrations, models


sealed = import_module("cases.migrations.0002_sealed_rounds")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_second_look'),
        ('circles', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(sealed.remove, sealed.install, elidable=False),
        migrations.CreateModel(
            name='Deviation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('setting', models.CharField(choices=[('round_hours', 'How long a round is open'), ('feedback_hours', 'How long the feedback lasts')], max_length=16)),
                ('before', models.PositiveSmallIntegerField()),
                ('after', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LateConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effect', models.CharField(max_length=10)),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OptionChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('becomes', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('details', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='comment',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='opinions', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='comment',
            name='missed_round',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='late_effect',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='round',
            name='half_time_told_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='last_day_told_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='voided_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='round',
            name='voided_why',
            field=models.CharField(blank=True, choices=[('conflict', 'a panel member recused after the result was shown'), ('facts', 'there were new clinical facts'), ('withdrawn', 'the decision was withdrawn')], max_length=10),
        ),
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('case', 'A new case'), ('comment', 'A comment on your case'), ('reply', 'A reply to your comment'), ('mention', 'You were mentioned'), ('decision', 'A decision needs you'), ('round', 'A round opened or closed'), ('reminder', 'A round waits for your ballot'), ('conclusion', 'A decision was concluded'), ('flag', 'A post was reported'), ('hidden', 'Your post is hidden while a report is looked at'), ('resolution', 'A moderator looked at your post'), ('review', 'An upload waits for your review'), ('second_look', 'A file waits for your second look'), ('passed', 'A moderator took the second look at your file: it is being added')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('late_effect', ''), models.Q(('late_effect__in', ('unchanged', 'changed')), ('concluded_at__isnull', False)), _connector='OR'), name='late_effect_of_a_conclusion'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_why', 'facts'), _negated=True), models.Q(('voided_reason', ''), _negated=True), _connector='OR'), name='new_facts_are_stated'),
        ),
        migrations.AddField(
            model_name='deviation',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deviations', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='deviation',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.membership'),
        ),
        migrations.AddField(
            model_name='lateconflict',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='late_conflicts', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='lateconflict',
            name='seat',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='late_conflict', to='cases.seat'),
        ),
        migrations.AddField(
            model_name='optionchange',
            name='option',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='cases.option'),
        ),
        migrations.AddConstraint(
            model_name='deviation',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_deviation_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='lateconflict',
            constraint=models.CheckConstraint(condition=models.Q(('effect__in', ('unchanged', 'changed'))), name='late_effect_is_known'),
        ),
        migrations.RunPython(sealed.install, sealed.remove, elidable=False),
    ]
