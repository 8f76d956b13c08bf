from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_names"),
    ]

    operations = in_few_steps([
        migrations.AddField(
            model_name="target",
            name="is_exceeded",
            field=models.BooleanField(default=False, verbose_name="to be exceeded"),
        ),
    ])
