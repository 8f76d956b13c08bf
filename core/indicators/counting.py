"""Counting of records for the declared indicators."""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import date

from django.apps import apps
from django.db.models import Count, Q, Sum

from core.indicators.catalogue import all_indicators, indicators_from
from core.indicators.declarations import Communes, Latest, Stock
from core.indicators.registers import flow_changes, is_register, stock_changes
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
        if isinstance(indicator, Stock):
            if stocks:
                _count_changes(counted, indicator, stock_changes(indicator, model, units), stocks)
        elif not is_register(model):
            by_day[indicator.day].append(indicator)
        elif flows:
            _count_changes(counted, indicator, flow_changes(indicator, model, units), flows)
    if flows:
        for day, group in by_day.items():
            _count_flows(counted, group, day, _rows(model, units, day, flows))
    asked = set(units)
    return {key: sums for key, sums in counted.items() if key[0] in asked}


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


def _count_changes(counted, indicator, changes, windows):
    for unit_id, day, change in changes:
        if any(day in window for window in windows):
            counted[unit_id, slot_of(day), indicator.key] += Sums(total=change, records=1, valued=1)


def count_as_of(units, day):
    """Return {(unit id, key): Sums} as of a day, of the kinds `Latest` and `Communes`, which have no facts."""
    counted = {}
    latest = [indicator for indicator in all_indicators().values() if isinstance(indicator, Latest)]
    for source in sorted({indicator.source for indicator in latest}):
        of_source = [indicator for indicator in latest if indicator.source == source]
        counted |= _latest_sums(source, of_source, units, day)
    keys = [indicator.key for indicator in all_indicators().values() if isinstance(indicator, Communes)]
    for unit_id, number in _communes_in(units, day).items() if keys else ():
        counted |= {(unit_id, key): Sums(total=number, records=number, valued=number) for key in keys}
    return counted


def _communes_in(units, day):
    """Return {unit id: number of communes that lie in it}; each is one of its own."""
    # A commune that reports is counted for itself, and not once more for the province it lies in.
    links = Ancestry.objects.valid_on(day).filter(ancestor__in=units, unit__level=Level.COMMUNE)
    links = links.filter(ancestor__level__in=(Level.DISTRICT, Level.COMMUNE)).order_by()
    pairs = set(links.values_list("ancestor_id", "unit_id"))
    # Nor for itself where it lies in another of the units, as before the level that reports became its own.
    within = {commune for unit_id, commune in pairs if unit_id != commune}
    return Counter(unit_id for unit_id, commune in pairs if unit_id != commune or commune not in within)


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
