"""Writing the records to the database, with history and facts as if people had filed them."""

from collections import defaultdict
from datetime import datetime, time

from django.apps import apps
from django.utils import timezone

from core.accounts.models import User
from core.directives.models import Task
from core.indicators.facts import mark_dirty, recount_dirty_slots
from core.units.models import Level, Unit
from models_sites.models import Site
from operations.demonstration.work.all_records import all_records
from operations.demonstration.work.districts import PROVINCE
from operations.demonstration.work.record_specs import Commune, random_source

BATCH = 200
REFERENCES = {"commune": "commune_id", "site": "site_id"}
# The demonstration knows one sum; the districts paid it.
PAID_BY = {"cost": "cost_district", "funds_spent": "spent_district"}


def write_records():
    """Write all records and sites; return how many.

    The order is fixed, so that the rows are the same each time.
    """
    units = {unit.slug: unit for unit in Unit.objects.exclude(level=Level.COMMUNE)}
    # The places that the directive names come back with all that the demonstration knows of them.
    Site.objects.filter(created_by=None).delete()
    by_model = defaultdict(list)
    for spec in all_records(_communes(units)):
        by_model[spec.model].append(spec)
    for model, specs in by_model.items():
        _write(apps.get_model(model), specs, units)
    recount_dirty_slots([unit.pk for unit in units.values()])
    return sum(map(len, by_model.values()))


def _communes(units):
    communes = {}
    for slug, unit in units.items():
        if unit.level == Level.DISTRICT:
            below = Unit.objects.under(unit).filter(level=Level.COMMUNE)
            communes[slug] = [Commune(commune.code, commune.name_in_sentence) for commune in below]
    return communes


def _write(model, specs, units):
    ids = _ids_by_reference()
    entries = [_entry(model, spec, units, ids) for spec in specs]
    model.objects.bulk_create(entries, batch_size=BATCH)
    _set_filing_times(model, entries, specs)
    model.history.bulk_history_create(entries, batch_size=BATCH)
    days = defaultdict(set)
    for entry in model.objects.all():
        days[entry.unit_id].update(entry.marked_days)
    for unit_id, marked in sorted(days.items()):
        mark_dirty(model._meta.label, unit_id, marked)


def _ids_by_reference():
    """Return the ids (for `by`: the users) of what specs name by a code, a name or a slug."""
    return {
        "commune": dict(Unit.objects.filter(level=Level.COMMUNE).values_list("code", "pk")),
        "site": dict(Site.objects.values_list("name", "pk")),
        "task": dict(Task.objects.values_list("code", "pk")),
        "by": {user.username: user for user in User.objects.all()},
    }


def _entry(model, spec, units, ids):
    fields = {
        (REFERENCES | PAID_BY).get(name, name): ids[name][value] if name in REFERENCES else value
        for name, value in spec.fields.items()
    }
    if spec.task:
        fields["task_id"] = ids["task"][spec.task]
    by = ids["by"]["province" if spec.unit == PROVINCE else spec.unit]
    return model(unit=units[spec.unit], version=1, created_by=by, changed_by=by, **fields)


def _set_filing_times(model, entries, specs):
    """Set creation in office hours of the day of filing: a bulk creation stamps all entries with now."""
    rng = random_source("hours", model.__name__)
    for entry, spec in zip(entries, specs, strict=True):
        at = datetime.combine(spec.filed_on, time(rng.choice((8, 9, 10, 14, 15, 16)), rng.randint(0, 59)))
        entry.created_at = entry.changed_at = entry._history_date = timezone.make_aware(at)
        entry._history_user = entry.created_by
    model.objects.bulk_update(entries, ["created_at", "changed_at"], batch_size=BATCH)
