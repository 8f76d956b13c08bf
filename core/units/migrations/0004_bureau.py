from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):

    dependencies = [("units", "0003_kept_by")]

    operations = in_few_steps([
        migrations.AddField(
            model_name="body",
            name="bureau",
            field=models.TextField(blank=True, default="", max_length=300, verbose_name="division that drafts, as on paper"),
            preserve_default=False,
        ),
    ])
