from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="target",
            name="is_exceeded",
            field=models.BooleanField(default=False, verbose_name="to be exceeded"),
        ),
    ]
