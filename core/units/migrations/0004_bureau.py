from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("units", "0003_kept_by")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="bureau",
            field=models.TextField(blank=True, default="", max_length=300, verbose_name="division that drafts, as on paper"),
            preserve_default=False,
        ),
    ]
