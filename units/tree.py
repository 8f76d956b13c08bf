"""The one place where units are put into one another."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from .models import Ancestry, Placement, Unit


@transaction.atomic
def place(unit, parent, valid_from):
    """Let `unit` lie in `parent` from that day on, and end where it lay before."""
    place_all([(unit, parent)], valid_from)


@transaction.atomic
def place_all(placed, valid_from):
    """The same for all (unit, parent) of `placed` at once."""
    for unit, parent in placed:
        Placement.objects.filter(unit=unit, valid_to=None, valid_from__lt=valid_from).update(
            valid_to=valid_from - timedelta(days=1)
        )
        Placement.objects.update_or_create(unit=unit, valid_from=valid_from, defaults={"parent": parent})
    rebuild_ancestry()


@transaction.atomic
def rebuild_ancestry():
    """Multiply the placements out again, all of them; raises ValueError where units lie in a ring."""
    above = defaultdict(list)
    for link in Placement.objects.all():
        above[link.unit_id].append(link)
    rows = []
    for unit in Unit.objects.all():
        rows += _climb(unit, above)
    Ancestry.objects.all().delete()
    Ancestry.objects.bulk_create(rows, batch_size=500)


def _climb(unit, above):
    rows, reached = [], [(unit.pk, 0, unit.valid_from, unit.valid_to, frozenset())]
    while reached:
        at, depth, since, until, passed = reached.pop()
        if at in passed:
            raise ValueError(f"Unit {unit.code} lies in itself.")
        rows.append(Ancestry(unit_id=unit.pk, ancestor_id=at, depth=depth, valid_from=since, valid_to=until))
        for link in above[at]:
            start, end = max(since, link.valid_from), _earlier(until, link.valid_to)
            if start <= (end or date.max):
                reached.append((link.parent_id, depth + 1, start, end, passed | {at}))
    return rows


def _earlier(one, other):
    return min((day for day in (one, other) if day), default=None)
