from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


def keep_refusals(apps, schema_editor):
    """Who wanted no mail gets no mail of the new sort either."""
    apps.get_model("notices", "MailChoice").objects.filter(by_mail=False).update(reminders_by_mail=False)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = in_few_steps([
        migrations.AddField(
            model_name="mailchoice",
            name="reminders_by_mail",
            field=models.BooleanField(
                default=True,
                help_text="At most one email on each working day, between 7:30 and 17:00, with everything that is due.",
                verbose_name="Also send me reminders by email",
            ),
        ),
        migrations.RunPython(keep_refusals, migrations.RunPython.noop),
        migrations.AddField(model_name="notice", name="about", field=models.JSONField(blank=True, default=list)),
        migrations.AddField(model_name="notice", name="is_reminder", field=models.BooleanField(default=False)),
    ])
