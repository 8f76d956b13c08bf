"""From what is to be filed to rows in the database, with history and facts as if people had filed it."""

from collections import defaultdict
from datetime import datetime, time

from django.apps import apps
from django.utils import timezone

from accounts.models import User
from demonstration.districts import PROVINCE
from demonstration.filed import Commune, dice
from demonstration.work import work
from directives.models import Task
from indicators.facts import mark, settle
from models_sites.models import Site
from units.models import Level, Unit

BATCH = 200
REFERENCES = {"commune": "commune_id", "site": "site_id"}
# The demonstration knows one sum; the districts paid it.
PAID_BY = {"cost": "cost_district", "funds_spent": "spent_district"}


def write_work():
    """File everything; answers how many rows. The order is fixed, so that the rows are the same each time."""
    units = {unit.slug: unit for unit in Unit.objects.exclude(level=Level.COMMUNE)}
    # The places that the directive names come back with all that the demonstration knows of them.
    Site.objects.filter(created_by=None).delete()
    by_model = defaultdict(list)
    for row in work(_communes(units)):
        by_model[row.model].append(row)
    for model, rows in by_model.items():
        _write(apps.get_model(model), rows, units)
    settle([unit.pk for unit in units.values()])
    return sum(map(len, by_model.values()))


def _communes(units):
    return {
        slug: [Commune(one.code, one.name_in_sentence) for one in Unit.objects.under(unit).filter(level=Level.COMMUNE)]
        for slug, unit in units.items()
        if unit.level == Level.DISTRICT
    }


def _write(model, rows, units):
    known = _references()
    entries = [_entry(model, row, units, known) for row in rows]
    model.objects.bulk_create(entries, batch_size=BATCH)
    _set_days(model, entries, rows)
    model.history.bulk_history_create(entries, batch_size=BATCH)
    days = defaultdict(set)
    for entry in model.objects.all():
        days[entry.unit_id].update(entry.marked_days)
    for unit_id, marked in sorted(days.items()):
        mark(model._meta.label, unit_id, marked)


def _references():
    """What fields and rows name by a code, a name or a slug, as ids."""
    return {
        "commune": dict(Unit.objects.filter(level=Level.COMMUNE).values_list("code", "pk")),
        "site": dict(Site.objects.values_list("name", "pk")),
        "task": dict(Task.objects.values_list("code", "pk")),
        "by": {user.username: user for user in User.objects.all()},
    }


def _entry(model, row, units, known):
    fields = {
        (REFERENCES | PAID_BY).get(name, name): known[name][value] if name in REFERENCES else value
        for name, value in row.fields.items()
    }
    if row.task:
        fields["task_id"] = known["task"][row.task]
    by = known["by"]["province" if row.unit == PROVINCE else row.unit]
    return model(unit=units[row.unit], version=1, created_by=by, changed_by=by, **fields)


def _set_days(model, entries, rows):
    """Let each have been filed in office hours of its day: a bulk creation stamps all of them with now."""
    rng = dice("hours", model.__name__)
    for entry, row in zip(entries, rows, strict=True):
        at = datetime.combine(row.filed_on, time(rng.choice((8, 9, 10, 14, 15, 16)), rng.randint(0, 59)))
        entry.created_at = entry.changed_at = entry._history_date = timezone.make_aware(at)
        entry._history_user = entry.created_by
    model.objects.bulk_update(entries, ["created_at", "changed_at"], batch_size=BATCH)
