"""Rows that break a rule on their numbers are marked before the database refuses more of them."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from core.lib.grouped_operations import in_few_steps

GROUPS = ("equality_staff", "committee", "press", "cadres", "people")


def mark_rows(apps, schema_editor):
    women = sum((Coalesce(F(f"{group}_female"), 0) for group in GROUPS), Coalesce(F("potential"), 0))
    men = sum((Coalesce(F(group) - F(f"{group}_female"), 0) for group in GROUPS), F("female"))
    trainings = apps.get_model("capacity", "Training")._base_manager
    trainings.filter(Q(female__lt=women) | Q(attendance__lt=men)).update(predates_rules=True)
    men = F("female") + F("part") - F("part_female")
    standing = apps.get_model("capacity", "Standing")._base_manager
    standing.filter(Q(female__lt=F("part_female")) | Q(total__lt=men)).update(predates_rules=True)


class Migration(migrations.Migration):
    dependencies = [("capacity", "0002_from_paper")]

    operations = in_few_steps([
        migrations.AddField("standing", "predates_rules", models.BooleanField(default=False, editable=False)),
        migrations.AddField("training", "predates_rules", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(mark_rows, migrations.RunPython.noop),
    ])
