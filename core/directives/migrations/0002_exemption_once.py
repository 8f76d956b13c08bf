from django.db import migrations, models
from django.db.models import Q

from core.lib.grouped_operations import in_few_steps


def keep_the_last(apps, _schema_editor):
    """Of exemptions that say the same from the same day, keep what was said last."""
    seen = set()
    for one in apps.get_model("directives", "Exemption").objects.order_by("-pk"):
        said = (one.unit_id, one.task_id, one.indicator, one.valid_from)
        if said in seen:
            one.delete()
        seen.add(said)


class Migration(migrations.Migration):
    dependencies = [("directives", "0001_initial"), ("units", "0001_initial")]

    operations = in_few_steps([
        migrations.RunPython(keep_the_last, migrations.RunPython.noop),
        *(
            migrations.AddConstraint(
                model_name="exemption",
                constraint=models.UniqueConstraint(
                    fields=["unit", of, "valid_from"],
                    condition=condition,
                    name=f"exemption_of_{of}_once_from_a_day",
                    violation_error_message="The unit already has this exemption from this day.",
                ),
            )
            for of, condition in (("task", Q(task__isnull=False)), ("indicator", ~Q(indicator="")))
        ),
    ])
