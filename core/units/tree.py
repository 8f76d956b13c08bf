"""Writing of the tree of units: placements and the ancestry derived from them."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from core.units.models import Ancestry, Level, Placement, Unit

# The country declared its independence on this day: no unit in it is older.
COUNTRY_SINCE = date(1945, 9, 2)


def has_units():
    """Return whether any unit below the country is set up."""
    return Unit.objects.exclude(level=Level.COUNTRY).exists()


def country_unit(since=COUNTRY_SINCE):
    """Return the country, in which all provinces lie; it is made where it is missing."""
    names = {"name": "Việt Nam", "short_name": "Việt Nam", "slug": "viet-nam", "level": Level.COUNTRY}
    country = Unit.objects.filter(level=Level.COUNTRY).first()
    if country is None:
        country = Unit.objects.create(code="VN", kind="", valid_from=since, **names)
        Ancestry.objects.create(unit=country, ancestor=country, depth=0, valid_from=since)
    return country


@transaction.atomic
def place(unit, parent, valid_from):
    """Place `unit` in `parent` from that day on, and end its former placement the day before."""
    place_all([(unit, parent)], valid_from)


@transaction.atomic
def place_all(placed, valid_from):
    """Place all (unit, parent) pairs at once, as `place` does."""
    for unit, parent in placed:
        Placement.objects.filter(unit=unit, valid_to=None, valid_from__lt=valid_from).update(
            valid_to=valid_from - timedelta(days=1)
        )
        Placement.objects.update_or_create(unit=unit, valid_from=valid_from, defaults={"parent": parent})
    rebuild_ancestry()


@transaction.atomic
def rebuild_ancestry():
    """Rebuild all ancestry rows from the placements; ValueError where units form a cycle."""
    placements = defaultdict(list)
    for placement in Placement.objects.all():
        placements[placement.unit_id].append(placement)
    rows = []
    for unit in Unit.objects.all():
        rows += _ancestry_rows(unit, placements)
    Ancestry.objects.all().delete()
    Ancestry.objects.bulk_create(rows, batch_size=500)


def _ancestry_rows(unit, placements):
    rows, pending = [], [(unit.pk, 0, unit.valid_from, unit.valid_to, frozenset())]
    while pending:
        ancestor_id, depth, since, until, visited = pending.pop()
        if ancestor_id in visited:
            raise ValueError(f"Unit {unit.code} lies in itself.")
        rows.append(Ancestry(unit_id=unit.pk, ancestor_id=ancestor_id, depth=depth, valid_from=since, valid_to=until))
        for placement in placements[ancestor_id]:
            start, end = max(since, placement.valid_from), _earlier_day(until, placement.valid_to)
            if start <= (end or date.max):
                pending.append((placement.parent_id, depth + 1, start, end, visited | {ancestor_id}))
    return rows


def _earlier_day(*days):
    """Return the earliest of the days; None stands for no end."""
    return min((day for day in days if day), default=None)
