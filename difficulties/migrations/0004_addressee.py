from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):

    dependencies = [("difficulties", "0003_names")]

    operations = in_few_steps([
        migrations.AddField(
            model_name="difficulty",
            name="addressee",
            field=models.CharField(
                choices=[
                    ("committee", "People's Committee of the unit"),
                    ("province", "People's Committee of the province"),
                    ("department", "Department that receives the report"),
                    ("ministry", "Ministries and central agencies"),
                ],
                default="department",
                max_length=10,
                verbose_name="Who is to act",
            ),
        ),
    ])
