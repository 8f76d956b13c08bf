import django.db.models.deletion
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


def keep_by_successor(apps, schema_editor):
    """Let whoever a unit went to as a whole keep its files."""
    for succession in apps.get_model("units", "Succession").objects.filter(is_whole=True):
        apps.get_model("units", "Unit").objects.filter(pk=succession.predecessor_id, valid_to__isnull=False).update(
            kept_by=succession.successor_id
        )


class Migration(migrations.Migration):

    dependencies = [("units", "0002_examples_and_function_of_bodies")]

    operations = in_few_steps([
        migrations.AddField(
            model_name="unit",
            name="kept_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="keeps",
                to="units.unit", verbose_name="its files are kept by",
            ),
        ),
        migrations.RunPython(keep_by_successor, migrations.RunPython.noop, elidable=True),
    ])
