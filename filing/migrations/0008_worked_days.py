"""A declared day may be one on which offices work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0007_names")]

    operations = [
        migrations.AddField(
            "dayoff", "is_worked", models.BooleanField(default=False, verbose_name="working day")
        ),
    ]
