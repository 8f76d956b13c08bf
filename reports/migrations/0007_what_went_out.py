from django.db import migrations


def note_what_went_out(apps, schema_editor):
    went_out, documents = apps.get_model("reports", "OutwardVersion"), apps.get_model("reports", "Document")
    outward = documents.objects.filter(edition="outward").exclude(snapshot=None).order_by("asked_at")
    first = {}
    for snapshot, at in outward.values_list("snapshot", "asked_at"):
        first.setdefault(snapshot, at)
    went_out.objects.bulk_create(went_out(snapshot_id=snapshot, at=at) for snapshot, at in first.items())


class Migration(migrations.Migration):

    dependencies = [("reports", "0006_text_releases")]

    operations = [migrations.RunPython(note_what_went_out, migrations.RunPython.noop)]
