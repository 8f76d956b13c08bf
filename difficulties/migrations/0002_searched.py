from django.db import migrations

import filing.models.search_field
from core.lib.grouped_operations import in_few_steps
from core.lib.text.normalise import fold


def fill(apps, schema_editor):
    Difficulty = apps.get_model("difficulties", "Difficulty")
    for row in Difficulty._base_manager.only("pk", "title", "text").iterator():
        Difficulty._base_manager.filter(pk=row.pk).update(searched=fold(f"{row.title} {row.text}"))


class Migration(migrations.Migration):
    dependencies = [("difficulties", "0001_initial"), ("progress", "0005_remark_of_submission")]

    operations = in_few_steps([
        migrations.AddField("difficulty", "searched", filing.models.search_field.SearchField()),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ])
