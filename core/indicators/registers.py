"""Counting of registers: rows that come, pause and go, each told by the unit that had it on the day."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q

# A register's relation to the rows that say whose one was (`former`) before a day (`on`).
TRANSFERS = "transfers"


class Holder(NamedTuple):
    """That a unit had a row from a day on (None: from the beginning) until before another (None: to this day)."""

    unit_id: int
    since: date | None
    until: date | None


def is_register(model):
    """Return whether the model's rows go from one unit to another."""
    return hasattr(model, TRANSFERS)


def holders(unit_id, transfers):
    """Return the Holders of a row that is `unit_id`'s today and went there by those (former unit's id, day)."""
    found, since = [], None
    for former_id, day in sorted(transfers, key=lambda transfer: transfer[1]):
        found.append(Holder(former_id, since, day))
        since = day
    return [*found, Holder(unit_id, since, None)]


def stock_changes(stock, model, units):
    """Yield (unit id, day, +1 or -1) of what comes and goes in a Stock of the units; one query.

    A row that goes to another unit goes in one and comes in the other.
    """
    opened, closed = _names(stock.opened), _names(stock.closed)
    pauses = [stock.pauses] if stock.pauses else []
    for values, held in _rows(stock, model, units, [*opened, *closed, *pauses]):
        since, until = values[: len(opened)], values[len(opened) : len(opened) + len(closed)]
        changes = list(_changes(since, [day for day in until if day], values[-1] if pauses else ()))
        for holder in held:
            ended = holder.until or date.max
            for day, change in changes:
                if day < ended:
                    yield holder.unit_id, max(day, holder.since or day), change
                    if holder.until:
                        yield holder.unit_id, holder.until, -change


def flow_changes(flow, model, units):
    """Yield (unit id, day, 1) of each row of a register on its day, in a Flow of the units; one query."""
    for (day,), held in _rows(flow, model, units, [flow.day]):
        if day:
            yield next(span.unit_id for span in held if span.until is None or day < span.until), day, 1


def _names(fields):
    return [fields] if isinstance(fields, str) else list(fields)


def _rows(indicator, model, units, columns):
    """Yield (values of the columns, its Holders) of each row that one of the units has or had."""
    transfers = model._meta.get_field(TRANSFERS)
    passed_on = transfers.related_model.objects.filter(former__in=units).values(transfers.field.name)
    # One filter, so that condition and days are those of the same joined row.
    rows = model.objects.filter(indicator.where, Q(unit__in=units) | Q(pk__in=passed_on)).order_by()
    names = [f"{TRANSFERS}__{name}" for name in ("former", "on")]
    found = defaultdict(list)
    for pk, unit_id, former_id, on, *values in rows.values_list("pk", "unit_id", *names, *columns):
        days = tuple(value for value in values if not isinstance(value, list))
        found[pk, unit_id, days].append((values, former_id, on))
    for (_pk, unit_id, _days), joined in found.items():
        yield joined[0][0], holders(unit_id, {(former_id, on) for _values, former_id, on in joined if on})


def _changes(since, until, pauses):
    """Yield (day, +1 or -1): from the last of the days `since` to the first of `until`, without the pauses.

    A row closed during a pause comes back on its closing day, as that day takes it again.
    """
    first, last = max(since) if all(since) else None, min(until, default=None)
    if first is None or (last and last <= first):
        return
    yield first, 1
    if last:
        yield last, -1
    for pause in pauses:
        again = pause.get("until") and date.fromisoformat(pause["until"])
        yield date.fromisoformat(pause["since"]), -1
        if ended := min((day for day in (again, last) if day), default=None):
            yield ended, 1
