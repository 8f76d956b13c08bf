from django.db import migrations


def fill(apps, schema_editor):
    """Each remark belongs to the report of its step; a report was first sent by its first step of that kind."""
    Remark, Step = apps.get_model("progress", "Remark"), apps.get_model("progress", "Step")
    for remark in Remark.objects.select_related("step").iterator():
        step = remark.step
        Remark.objects.filter(pk=remark.pk).update(submission=step.submission_id, by=step.by_id, at=step.at)
    Submission = apps.get_model("progress", "Submission")
    for verb in ("send", "approve_summary"):
        for step in Step.objects.filter(verb=verb).order_by("-pk").iterator():
            Submission.objects.filter(pk=step.submission_id).update(first_sent_on=step.day)


class Migration(migrations.Migration):
    """Apart from the columns and their constraints: PostgreSQL changes no table whose rows have pending checks."""

    dependencies = [("progress", "0003_review_and_requests")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
