"""Counting of records for the declared indicators."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, Sum

from core.indicators.catalogue import all_indicators, indicators_from
from core.indicators.declarations import Communes, Flow, Latest
from core.lib.dates.windows import Window, slot_of
from core.units.models import PATHS, Ancestry, Level

DONE = Q(status="done")
KEEPERS = tuple(f"unit__{path}" for path in PATHS)
ALL_TIME = (Window(date.min, date.max),)


@dataclass
class Sums:
    """Sums for one indicator, which can be added up; the fields are those of `Fact`."""

    total: int = 0
    female: int = 0
    minority: int = 0
    sexed: int = 0
    records: int = 0
    valued: int = 0

    def __iadd__(self, other):
        for part in PARTS:
            setattr(self, part, getattr(self, part) + getattr(other, part))
        return self


PARTS = tuple(part.name for part in fields(Sums))


def count(source, units, flows=(), stocks=()):
    """Return {(unit id, slot, key): Sums} of the records of `source` (`app.Model`) of the units.

    Flows are counted on days within the windows `flows`, changes of stocks on days within the windows `stocks`.
    """
    model = apps.get_model(source)
    counted = defaultdict(Sums)
    by_day = defaultdict(list)
    for indicator in indicators_from(source):
        if isinstance(indicator, Flow):
            by_day[indicator.day].append(indicator)
        elif stocks:
            _count_stock(counted, indicator, model, units, stocks)
    if flows:
        for day, group in by_day.items():
            _count_flows(counted, group, day, _rows(model, units, day, flows))
    return counted


def _rows(model, units, day, windows):
    within = Q()
    for window in windows:
        within |= Q(**{f"{day}__range": (window.start, window.end)})
    return model.objects.filter(within, unit__in=units)


def _count_flows(counted, indicators, day, rows):
    if any(field.name == "status" for field in rows.model._meta.fields):
        rows = rows.filter(DONE)
    aggregates = {}
    for number, indicator in enumerate(indicators):
        aggregates |= _aggregates(f"i{number}_", indicator)
    for row in rows.order_by().values("unit_id", day).annotate(**aggregates):
        for number, indicator in enumerate(indicators):
            sums = Sums(*(row.get(f"i{number}_{part}") or 0 for part in PARTS))
            if sums.records:
                counted[row["unit_id"], slot_of(row[day]), indicator.key] += sums


def _aggregates(prefix, indicator):
    """Return an annotation for each part of `Sums` that the indicator has.

    Where records are counted, not a field of theirs, each record has a value.
    """
    where, total = indicator.where, indicator.total
    has_value = where & Q(**{f"{total}__isnull": False}) if total else where
    aggregates = {
        "total": Sum(total, filter=has_value) if total else Count("pk", filter=where),
        "records": Count("pk", filter=where),
        "valued": Count("pk", filter=has_value),
    }
    if indicator.female:
        aggregates["female"] = Sum(indicator.female, filter=has_value)
        aggregates["sexed"] = Sum(total, filter=has_value & Q(**{f"{indicator.female}__isnull": False}))
    if indicator.minority:
        aggregates["minority"] = Sum(indicator.minority, filter=has_value)
    return {prefix + part: expression for part, expression in aggregates.items()}


def _count_stock(counted, indicator, model, units, windows):
    if isinstance(indicator.opened, tuple):
        _count_spans(counted, indicator, model, units, windows)
        return
    for day, sign in ((indicator.opened, 1), (indicator.closed, -1)):
        rows = _rows(model, units, day, windows).filter(indicator.where)
        for row in rows.order_by().values("unit_id", day).annotate(number=Count("pk")):
            _add_change(counted, indicator, row["unit_id"], row[day], sign * row["number"])
    if indicator.pauses:
        _count_pauses(counted, indicator, model, units, windows)


def _count_spans(counted, indicator, model, units, windows):
    """Count rows that are open from the last of several days to the first of others."""
    opened, closed = indicator.opened, indicator.closed
    # One filter, so that condition and days are those of the same joined row.
    rows = model.objects.filter(indicator.where, unit__in=units).order_by()
    for unit_id, *days in rows.values_list("unit_id", *opened, *closed):
        since, until = days[: len(opened)], [day for day in days[len(opened) :] if day]
        first, last = max(since) if all(since) else None, min(until, default=None)
        if first is None or (last and last <= first):
            continue
        for day, sign in ((first, 1), (last, -1)):
            if day and any(window.start <= day <= window.end for window in windows):
                _add_change(counted, indicator, unit_id, day, sign)


def _count_pauses(counted, indicator, model, units, windows):
    """Subtract a row on its pause's first day and add it again when the pause ends.

    A row closed during the pause is added on its closing day, as that day subtracts it again.
    """
    rows = model.objects.filter(indicator.where, unit__in=units).exclude(**{indicator.pauses: []})
    for unit_id, pauses, closed in rows.values_list("unit_id", indicator.pauses, indicator.closed):
        for pause in pauses:
            until = pause.get("until") and date.fromisoformat(pause["until"])
            ended = min((day for day in (until, closed) if day), default=None)
            for day, sign in ((date.fromisoformat(pause["since"]), -1), (ended, 1)):
                if day and any(window.start <= day <= window.end for window in windows):
                    _add_change(counted, indicator, unit_id, day, sign)


def _add_change(counted, indicator, unit_id, day, change):
    counted[unit_id, slot_of(day), indicator.key] += Sums(total=change, records=abs(change), valued=abs(change))


def count_as_of(units, day):
    """Return {(unit id, key): Sums} as of a day, of the kinds `Latest` and `Communes`, which have no facts."""
    counted = {}
    latest = [indicator for indicator in all_indicators().values() if isinstance(indicator, Latest)]
    for source in sorted({indicator.source for indicator in latest}):
        of_source = [indicator for indicator in latest if indicator.source == source]
        counted |= _latest_sums(source, of_source, units, day)
    communes = [indicator.key for indicator in all_indicators().values() if isinstance(indicator, Communes)]
    if communes:
        # A commune that reports is counted for itself, and not once more for the province it lies in.
        rows = Ancestry.objects.valid_on(day).filter(ancestor__in=units, unit__level=Level.COMMUNE)
        rows = rows.filter(ancestor__level__in=(Level.DISTRICT, Level.COMMUNE))
        # Nor for itself where it lies in another of the units, as before the level that reports became its own.
        within = Ancestry.objects.valid_on(day).filter(unit=OuterRef("unit"), ancestor__in=units, depth__gt=0)
        rows = rows.exclude(Q(depth=0) & Exists(within.filter(ancestor__level=Level.DISTRICT)))
        for row in rows.order_by().values("ancestor_id").annotate(number=Count("unit", distinct=True)):
            sums = Sums(total=row["number"], records=row["number"], valued=row["number"])
            counted |= {(row["ancestor_id"], key): sums for key in communes}
    return counted


def _is_superseded(row, indicator, latest):
    """Return whether one that keeps the ended unit has typed the figure anew since."""
    keepers = (latest.get((row[path], indicator.key)) for path in KEEPERS if row["unit__valid_to"] and row[path])
    return any(found and found[0]["counted_on"] > row["unit__valid_to"] for found in keepers)


def _latest_sums(source, indicators, units, day):
    model = apps.get_model(source)
    names = {
        name for indicator in indicators for name in (indicator.among[0], indicator.total, indicator.female) if name
    }
    rows = model.objects.filter(DONE, unit__in=units, counted_on__lte=day).order_by("counted_on", "pk")
    # In the order of their days, so that a later record replaces an earlier one.
    latest = {
        (row["unit_id"], indicator.key): (row, indicator)
        for row in rows.values("unit_id", "counted_on", "unit__valid_to", *KEEPERS, *names)
        for indicator in indicators
        if row[indicator.among[0]] == indicator.among[1]
    }
    counted = {}
    for unit_and_key, (row, indicator) in latest.items():
        if _is_superseded(row, indicator, latest):
            continue
        total, female = row[indicator.total], row[indicator.female] if indicator.female else None
        is_known, is_sexed = total is not None, total is not None and female is not None
        counted[unit_and_key] = Sums(
            total=total or 0,
            female=female or 0 if is_sexed else 0,
            sexed=total if is_sexed else 0,
            records=1,
            valued=int(is_known),
        )
    return counted
