"""Facts kept true: marked dirty by whoever writes a record, taken anew before they are read."""

from collections import defaultdict

from django.db import transaction

from calendars.windows import Window, slot_end, slot_of
from indicators.catalogue import taken_from
from indicators.counting import PARTS, count
from indicators.models import DirtySlot, Fact

BATCH = 500


def mark(source, unit_id, days):
    """Say, within the record's own transaction, that records of `source` (`app.Model`) on those days changed.

    An upsert that changes the row locks it, so that no recount can overtake this transaction.
    """
    slots = sorted({slot_of(day) for day in days if day})
    DirtySlot.objects.bulk_create(
        [DirtySlot(unit_id=unit_id, slot=slot, source=source, touched=1) for slot in slots],
        update_conflicts=True,
        unique_fields=["unit", "slot", "source"],
        update_fields=["touched"],
    )


def settle(units):
    """Take the dirty facts of those units anew; one cheap question where nothing is dirty."""
    if not DirtySlot.objects.filter(unit__in=units).exists():
        return
    with transaction.atomic():
        dirty = defaultdict(lambda: defaultdict(list))
        for row in DirtySlot.objects.select_for_update().filter(unit__in=units):
            dirty[row.source][row.unit_id, row.slot].append(row.pk)
        for source, slots in sorted(dirty.items()):
            _recount(source, set(slots))
        taken = [pk for slots in dirty.values() for pks in slots.values() for pk in pks]
        for start in range(0, len(taken), BATCH):
            DirtySlot.objects.filter(pk__in=taken[start : start + BATCH]).delete()


def _recount(source, slots):
    """Replace the facts of exactly those (unit id, slot) pairs by what the records say now."""
    units, first, last = _span(slots)
    windows = [Window(first, slot_end(last))]
    counted = count(source, units, flows=windows, stocks=windows)
    old = Fact.objects.filter(
        unit__in=units, slot__gte=first, slot__lte=last, indicator__in=[one.key for one in taken_from(source)]
    ).values_list("pk", "unit_id", "slot")
    stale = [pk for pk, unit_id, slot in old if (unit_id, slot) in slots]
    for start in range(0, len(stale), BATCH):
        Fact.objects.filter(pk__in=stale[start : start + BATCH]).delete()
    Fact.objects.bulk_create(
        (
            Fact(unit_id=unit_id, slot=slot, indicator=key, **_parts(sums))
            for (unit_id, slot, key), sums in counted.items()
            if (unit_id, slot) in slots
        ),
        batch_size=BATCH,
    )


def _span(slots):
    """The units, the first and the last slot of (unit id, slot) pairs."""
    days = [slot for _unit_id, slot in slots]
    return {unit_id for unit_id, _slot in slots}, min(days), max(days)


def _parts(sums):
    return {part: getattr(sums, part) for part in PARTS}
