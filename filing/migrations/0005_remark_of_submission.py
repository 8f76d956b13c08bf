import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0004_fill_remarks_and_first_sending")]

    operations = [
        migrations.AlterField(
            model_name="remark",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="progress.submission"
            ),
        ),
    ]
