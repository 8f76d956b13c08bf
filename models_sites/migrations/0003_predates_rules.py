"""Rows that break a rule on their numbers are marked before the database refuses more of them."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from core.lib.grouped_operations import in_few_steps

WAYS = ("victims_advised", "victims_sheltered", "victims_referred")
ANSWERS = ("perpetrators_counselled", "perpetrators_punished")
AGES = {
    "victims": ("victims_under_16", "victims_16_to_59", "victims_60_up"),
    "perpetrators": ("perpetrators_under_18", "perpetrators_18_up"),
}


def mark_rows(apps, schema_editor):
    broken = Q()
    for way in WAYS:
        broken |= Q(victims_helped__lt=F(way))
    for answer in ANSWERS:
        broken |= Q(perpetrators_handled__lt=F(answer))
    for whole, ages in AGES.items():
        broken |= Q(**{f"{whole}__lt": sum((Coalesce(F(age), 0) for age in ages[1:]), Coalesce(F(ages[0]), 0))})
    apps.get_model("models_sites", "LogEntry")._base_manager.filter(broken).update(predates_rules=True)


class Migration(migrations.Migration):
    dependencies = [("models_sites", "0002_from_paper")]

    operations = in_few_steps([
        migrations.AddField("logentry", "predates_rules", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(mark_rows, migrations.RunPython.noop),
    ])
