"""From records to sums: the only place that knows how a declaration is taken from the database."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date

from django.apps import apps
from django.db.models import Count, Q, Sum

from calendars.windows import Window, slot_of
from indicators.catalogue import all_indicators, taken_from
from indicators.declarations import Communes, Flow, Latest
from units.models import Level, Placement

DONE = Q(status="done")
EVER = (Window(date.min, date.max),)


@dataclass
class Sums:
    """Sums that can be added to one another; the meaning of each is that of `Fact`."""

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
    """{(unit id, slot, key): Sums} over the records of `source` (`app.Model`) of those units.

    Flows are counted on days within the windows `flows`, what comes and goes of stocks on those within `stocks`.
    """
    model = apps.get_model(source)
    found = defaultdict(Sums)
    by_day = defaultdict(list)
    for indicator in taken_from(source):
        if isinstance(indicator, Flow):
            by_day[indicator.day].append(indicator)
        elif stocks:
            _count_stock(found, indicator, model, units, stocks)
    if flows:
        for day, group in by_day.items():
            _count_flows(found, group, day, _rows(model, units, day, flows))
    return found


def _rows(model, units, day, windows):
    within = Q()
    for window in windows:
        within |= Q(**{f"{day}__range": (window.start, window.end)})
    return model.objects.filter(within, unit__in=units)


def _count_flows(found, indicators, day, rows):
    if any(field.name == "status" for field in rows.model._meta.fields):
        rows = rows.filter(DONE)
    sums = {}
    for number, indicator in enumerate(indicators):
        sums |= _aggregates(f"i{number}_", indicator)
    for row in rows.order_by().values("unit_id", day).annotate(**sums):
        for number, indicator in enumerate(indicators):
            got = Sums(*(row.get(f"i{number}_{part}") or 0 for part in PARTS))
            if got.records:
                found[row["unit_id"], slot_of(row[day]), indicator.key] += got


def _aggregates(prefix, indicator):
    """An annotation for each part that the figure has; a count takes the record itself for its value."""
    where, total = indicator.where, indicator.total
    given = where & Q(**{f"{total}__isnull": False}) if total else where
    sums = {
        "total": Sum(total, filter=given) if total else Count("pk", filter=where),
        "records": Count("pk", filter=where),
        "valued": Count("pk", filter=given),
    }
    if indicator.female:
        sums["female"] = Sum(indicator.female, filter=given)
        sums["sexed"] = Sum(total, filter=given & Q(**{f"{indicator.female}__isnull": False}))
    if indicator.minority:
        sums["minority"] = Sum(indicator.minority, filter=given)
    return {prefix + part: expression for part, expression in sums.items()}


def _count_stock(found, indicator, model, units, windows):
    for day, sign in ((indicator.opened, 1), (indicator.closed, -1)):
        rows = _rows(model, units, day, windows).filter(indicator.where)
        for row in rows.order_by().values("unit_id", day).annotate(number=Count("pk")):
            _add_change(found, indicator, row["unit_id"], row[day], sign * row["number"])
    if indicator.pauses:
        _count_pauses(found, indicator, model, units, windows)


def _count_pauses(found, indicator, model, units, windows):
    """A pause takes the row out and its end brings it back, unless it was closed meanwhile."""
    rows = model.objects.filter(indicator.where, unit__in=units).exclude(**{indicator.pauses: []})
    for unit_id, pauses, closed in rows.values_list("unit_id", indicator.pauses, indicator.closed):
        for pause in pauses:
            until = pause.get("until") and date.fromisoformat(pause["until"])
            ended = min((day for day in (until, closed) if day), default=None)
            for day, sign in ((date.fromisoformat(pause["since"]), -1), (ended, 1)):
                if day and any(window.start <= day <= window.end for window in windows):
                    _add_change(found, indicator, unit_id, day, sign)


def _add_change(found, indicator, unit_id, day, change):
    found[unit_id, slot_of(day), indicator.key] += Sums(total=change, records=abs(change), valued=abs(change))


def standing(units, day):
    """{(unit id, key): Sums} of what holds on a day without being counted: latest records, and communes."""
    found = {}
    latest = [one for one in all_indicators().values() if isinstance(one, Latest)]
    for source in sorted({one.source for one in latest}):
        found |= _latest(source, [one for one in latest if one.source == source], units, day)
    communes = [one.key for one in all_indicators().values() if isinstance(one, Communes)]
    if communes:
        rows = Placement.objects.valid_on(day).filter(parent__in=units, unit__level=Level.COMMUNE)
        for row in rows.order_by().values("parent_id").annotate(number=Count("pk")):
            sums = Sums(total=row["number"], records=row["number"], valued=row["number"])
            found |= {(row["parent_id"], key): sums for key in communes}
    return found


def _latest(source, indicators, units, day):
    model = apps.get_model(source)
    names = {name for one in indicators for name in (one.among[0], one.total, one.female) if name}
    rows = model.objects.filter(DONE, unit__in=units, counted_on__lte=day).order_by("counted_on", "pk")
    last = {(row["unit_id"], one.key): (row, one) for row in rows.values("unit_id", *names) for one in indicators
            if row[one.among[0]] == one.among[1]}  # fmt: skip
    found = {}
    for at, (row, one) in last.items():
        total, female = row[one.total], row[one.female] if one.female else None
        is_known, is_sexed = total is not None, total is not None and female is not None
        found[at] = Sums(
            total=total or 0, female=female or 0 if is_sexed else 0, sexed=total if is_sexed else 0,
            records=1, valued=int(is_known),
        )  # fmt: skip
    return found
