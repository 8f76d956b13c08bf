import django.db.models.deletion
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [("progress", "0004_fill_remarks_and_first_sending")]

    operations = in_few_steps([
        migrations.AlterField(
            model_name="remark",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="progress.submission"
            ),
        ),
    ])
