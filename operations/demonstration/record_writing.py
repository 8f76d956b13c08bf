"""Writing the records to the database, with history and facts as if people had filed them."""

from collections import defaultdict
from datetime import date, datetime, time

from django.apps import apps
from django.db.models import F
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
# The day whose communes the work of 2019 and 2020 was made for.
COUNTED_ON = date(2020, 12, 18)
# The demonstration knows one sum; who did the work paid it.
PAID_BY = {"cost": "cost_district", "funds_spent": "spent_district"}
PAID_BY_PROVINCE = PAID_BY | {"cost": "cost_province"}


class References:
    """What specs name: units by slug, communes and tasks by code, sites by name, and who filed them."""

    def __init__(self):
        self.units = {unit.slug: unit for unit in Unit.objects.exclude(level=Level.COMMUNE)}
        self.communes = {unit.code: unit for unit in Unit.objects.filter(level=Level.COMMUNE)}
        self.tasks = dict(Task.objects.values_list("code", "pk"))
        self.people = {user.username: user for user in User.objects.all()}

    def unit(self, spec):
        return self.units[spec.unit]

    def commune(self, spec):
        return self.communes[spec.fields["commune"]]

    def filed_by(self, spec):
        return self.people["province" if spec.unit == PROVINCE else spec.unit]


def write_records():
    """Write all records and sites; return how many."""
    references = References()
    return write_specs(all_records(_communes(references.units)), references)


def write_specs(specs, references):
    """Write the records and sites with history and facts, in a fixed order; return how many."""
    # The places that the directive names come back with all that the demonstration knows of them.
    Site.objects.filter(created_by=None).delete()
    by_model = defaultdict(list)
    for spec in specs:
        by_model[spec.model].append(spec)
    for model, specs_of_model in by_model.items():
        _write(apps.get_model(model), specs_of_model, references)
    recount_dirty_slots(list(Unit.objects.values_list("pk", flat=True)))
    return sum(map(len, by_model.values()))


def _communes(units):
    return {slug: communes_on(unit, COUNTED_ON) for slug, unit in units.items() if unit.level == Level.DISTRICT}


def communes_on(unit, day):
    """Return the communes that lay in the unit on that day, as `Commune`, in the order of their codes."""
    below = Unit.objects.under(unit, day).valid_on(day).filter(level=Level.COMMUNE)
    return [Commune(commune.code, commune.name_in_sentence) for commune in below.order_by("code")]


def _write(model, specs, references):
    sites = {site.name: site for site in Site.objects.all()}
    entries = [_entry(model, spec, references, sites) for spec in specs]
    model.objects.bulk_create(entries, batch_size=BATCH)
    _set_filing_times(model, entries, specs)
    model.history.bulk_history_create(entries, batch_size=BATCH)
    days = defaultdict(set)
    for entry in model.objects.in_bulk([entry.pk for entry in entries]).values():
        days[entry.unit_id].update(entry.marked_days)
    for unit_id, marked in sorted(days.items()):
        mark_dirty(model._meta.label, unit_id, marked)


def _entry(model, spec, references, sites):
    paid_by = PAID_BY_PROVINCE if spec.unit == PROVINCE else PAID_BY
    fields = {paid_by.get(name, name): value for name, value in spec.fields.items()}
    if "commune" in fields:
        fields["commune"] = references.commune(spec)
    if "site" in fields:
        fields["site"] = sites[fields["site"]]
    if spec.task:
        fields["task_id"] = references.tasks[spec.task]
    by = references.filed_by(spec)
    return model(unit=references.unit(spec), version=1, created_by=by, changed_by=by, **fields)


def _set_filing_times(model, entries, specs):
    """Set creation in office hours of the day of filing: a bulk creation stamps all entries with now."""
    rng = random_source("hours", model.__name__)
    for entry, spec in zip(entries, specs, strict=True):
        at = datetime.combine(spec.filed_on, time(rng.choice((8, 9, 10, 14, 15, 16)), rng.randint(0, 59)))
        entry.created_at = entry.changed_at = entry._history_date = timezone.make_aware(at)
        entry._history_user = entry.created_by
    model.objects.bulk_update(entries, ["created_at"], batch_size=BATCH)
    model.objects.filter(pk__in=[entry.pk for entry in entries]).update(changed_at=F("created_at"))
