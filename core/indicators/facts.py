"""Upkeep of the facts: slots are marked dirty when a record is written, and recounted before facts are read."""

from collections import defaultdict

from django.db import transaction

from core.indicators.catalogue import indicators_from
from core.indicators.counting import PARTS, count
from core.indicators.models import DirtySlot, Fact
from core.lib.dates.windows import Window, slot_end, slot_of

BATCH_SIZE = 500


def mark_dirty(source, unit_id, days):
    """Mark the slots of days on which records of `source` (`app.Model`) changed, for a recount.

    Call it within the record's own transaction. The upsert changes the row and so locks it: no recount can overtake
    this transaction.
    """
    slots = sorted({slot_of(day) for day in days if day})
    DirtySlot.objects.bulk_create(
        [DirtySlot(unit_id=unit_id, slot=slot, source=source, touched=1) for slot in slots],
        update_conflicts=True,
        unique_fields=["unit", "slot", "source"],
        update_fields=["touched"],
    )


def recount_dirty_slots(units):
    """Recount the dirty slots of the units; one cheap query where nothing is dirty."""
    if not DirtySlot.objects.filter(unit__in=units).exists():
        return
    with transaction.atomic():
        dirty = defaultdict(lambda: defaultdict(list))
        for row in DirtySlot.objects.select_for_update().filter(unit__in=units):
            dirty[row.source][row.unit_id, row.slot].append(row.pk)
        for source, slots in sorted(dirty.items()):
            _recount(source, set(slots))
        recounted = [pk for slots in dirty.values() for pks in slots.values() for pk in pks]
        for start in range(0, len(recounted), BATCH_SIZE):
            DirtySlot.objects.filter(pk__in=recounted[start : start + BATCH_SIZE]).delete()


def _recount(source, slots):
    """Replace the facts of exactly these (unit id, slot) pairs by a fresh count of the records."""
    units, first, last = _span(slots)
    windows = [Window(first, slot_end(last))]
    counted = count(source, units, flows=windows, stocks=windows)
    keys = [indicator.key for indicator in indicators_from(source)]
    stored = Fact.objects.filter(unit__in=units, slot__gte=first, slot__lte=last, indicator__in=keys).values_list(
        "pk", "unit_id", "slot"
    )
    stale = [pk for pk, unit_id, slot in stored if (unit_id, slot) in slots]
    for start in range(0, len(stale), BATCH_SIZE):
        Fact.objects.filter(pk__in=stale[start : start + BATCH_SIZE]).delete()
    Fact.objects.bulk_create(
        (
            Fact(unit_id=unit_id, slot=slot, indicator=key, **_parts(sums))
            for (unit_id, slot, key), sums in counted.items()
            if (unit_id, slot) in slots
        ),
        batch_size=BATCH_SIZE,
    )


def _span(slots):
    """Return the unit ids, the first and the last slot of (unit id, slot) pairs."""
    days = [slot for _unit_id, slot in slots]
    return {unit_id for unit_id, _slot in slots}, min(days), max(days)


def _parts(sums):
    return {part: getattr(sums, part) for part in PARTS}
