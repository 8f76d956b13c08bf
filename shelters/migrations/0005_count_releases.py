"""What is public is counted from releases: their days, and those that were typed before, are counted anew."""

from django.db import migrations

from core.lib.dates.windows import slot_of

SITE = "models_sites.Site"


def mark(apps, schema_editor):
    alias = schema_editor.connection.alias
    site, release = apps.get_model("models_sites", "Site"), apps.get_model("directory", "Release")
    typed = site.objects.using(alias).exclude(published_on=None).values_list("unit_id", "published_on")
    names = ("confirmed_on", "withdrawn_on", "listing__site__opened_on", "listing__site__closed_on")
    released = release.objects.using(alias).exclude(confirmed_on=None).values_list("listing__site__unit_id", *names)
    days = {*typed, *((unit_id, day) for unit_id, *several in released for day in several if day)}
    slots = sorted({(unit_id, slot_of(day)) for unit_id, day in days})
    dirty = apps.get_model("indicators", "DirtySlot")
    dirty.objects.using(alias).bulk_create(
        [dirty(unit_id=unit_id, slot=slot, source=SITE, touched=1) for unit_id, slot in slots], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_alphabetical_order"),
        ("indicators", "0004_targets_to_exceed"),
        ("models_sites", "0005_alphabetical_order"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
