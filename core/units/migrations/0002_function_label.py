from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="body",
            name="function",
            field=models.CharField(
                choices=[("labour", "gender equality"), ("committee", "People's Committee")],
                max_length=12,
                verbose_name="function",
            ),
        ),
    ]
