"""A hotline has a day only where somebody of the Department called it.

Until then every installation said 1/12/2020, the day of the demonstration, whoever had called.
"""

from datetime import date

from django.conf import settings
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps

DAY_OF_THE_DATA = date(2020, 12, 1)


def forget(apps, schema_editor):
    if settings.DEMO_TODAY is None:
        hotlines = apps.get_model("directory", "Hotline").objects.using(schema_editor.connection.alias)
        hotlines.filter(checked_on=DAY_OF_THE_DATA).update(checked_on=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_names")]

    operations = in_few_steps([
        migrations.AlterField(
            "hotline",
            "checked_on",
            models.DateField("last checked on", null=True, blank=True),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ])
