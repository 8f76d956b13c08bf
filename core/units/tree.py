"""Writing of the tree of units: placements and the ancestry derived from them."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from core.units.models import Ancestry, Level, Placement, Unit

# The country declared its independence on this day: no unit in it is older.
COUNTRY_SINCE = date(1945, 9, 2)
COLUMNS = ("unit_id", "ancestor_id", "depth", "valid_from", "valid_to")
BATCH_SIZE = 2000
NOT_WANTED = object()


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
    Placement.objects.filter(unit=unit, valid_to=None, valid_from__lt=valid_from).update(
        valid_to=valid_from - timedelta(days=1)
    )
    Placement.objects.update_or_create(unit=unit, valid_from=valid_from, defaults={"parent": parent})
    rebuild_ancestry()


@transaction.atomic
def rebuild_ancestry():
    """Bring the ancestry in line with the placements; ValueError where units form a cycle."""
    missing = {tuple(row): until for *row, until in ancestry_rows()}
    gone, until_of = [], defaultdict(list)
    for pk, *row, until in Ancestry.objects.values_list("pk", *COLUMNS):
        wanted = missing.pop(tuple(row), NOT_WANTED)
        if wanted is NOT_WANTED:
            gone.append(pk)
        elif wanted != until:
            until_of[wanted].append(pk)
    for pks in batches(gone):
        Ancestry.objects.filter(pk__in=pks).delete()
    # Most rows of a reform only end: to write them anew would cost many times as much.
    for until, changed in until_of.items():
        for pks in batches(changed):
            Ancestry.objects.filter(pk__in=pks).update(valid_to=until)
    rows = ((*row, until) for row, until in sorted(missing.items(), key=lambda item: item[0][:2]))
    Ancestry.objects.bulk_create(
        (Ancestry(**dict(zip(COLUMNS, row, strict=True))) for row in rows), batch_size=BATCH_SIZE
    )


def batches(pks):
    """Yield the keys in lists that one statement takes."""
    for begin in range(0, len(pks), BATCH_SIZE):
        yield pks[begin : begin + BATCH_SIZE]


def ancestry_rows():
    """Yield (unit, ancestor, depth, first day, last day) of all units, from the placements; two queries."""
    parents = defaultdict(list)
    for unit, *placed in Placement.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to"):
        parents[unit].append(placed)
    for pk, code, since, until in Unit.objects.values_list("pk", "code", "valid_from", "valid_to"):
        pending = [(pk, 0, since, until, ())]
        while pending:
            ancestor, depth, start, end, below = pending.pop()
            if ancestor in below:
                raise ValueError(f"Unit {code} lies in itself.")
            yield pk, ancestor, depth, start, end
            for parent, placed_from, placed_to in parents[ancestor]:
                first, last = max(start, placed_from), _earlier_day(end, placed_to)
                if last is None or first <= last:
                    pending.append((parent, depth + 1, first, last, (*below, ancestor)))


def _earlier_day(*days):
    """Return the earliest of the days; None stands for no end."""
    return min((day for day in days if day), default=None)
