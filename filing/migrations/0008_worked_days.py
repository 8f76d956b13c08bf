"""A declared day may be one on which offices work."""

from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [("progress", "0007_names")]

    operations = in_few_steps([
        migrations.AddField(
            "dayoff", "is_worked", models.BooleanField(default=False, verbose_name="working day")
        ),
    ])
