"""From records to sums: the only place that knows how a declaration is taken from the database."""

from collections import defaultdict
from dataclasses import dataclass, fields

from django.apps import apps
from django.db.models import Count, Q, Sum

from calendars.windows import slot_of
from indicators.catalogue import taken_from
from indicators.declarations import Flow

DONE = Q(status="done")


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


def count(source, units, flow_days=None, stock_days=None):
    """{(unit id, slot, key, breakdown): Sums} over the records of `source` (`app.Model`) of those units.

    `flow_days` and `stock_days` take the name of a date field and answer a condition on it; a nature
    without one is left out.
    """
    model = apps.get_model(source)
    found = defaultdict(Sums)
    flows = defaultdict(list)
    for indicator in taken_from(source):
        if isinstance(indicator, Flow):
            for breakdown in {"", indicator.breakdown}:
                flows[indicator.day, breakdown].append(indicator)
        elif stock_days:
            _count_stock(found, indicator, model, units, stock_days)
    if flow_days:
        for (day, breakdown), group in flows.items():
            _count_flows(found, group, day, breakdown, _rows(model, units, day, flow_days))
    return found


def _rows(model, units, day, days):
    return model.objects.filter(days(day), unit__in=units, **{f"{day}__isnull": False})


def _count_flows(found, indicators, day, breakdown, rows):
    if any(field.name == "status" for field in rows.model._meta.fields):
        rows = rows.filter(DONE)
    sums = {}
    for number, indicator in enumerate(indicators):
        sums |= _aggregates(f"i{number}_", indicator)
    by = ["unit_id", day, *([breakdown] if breakdown else [])]
    for row in rows.order_by().values(*by).annotate(**sums):
        for number, indicator in enumerate(indicators):
            got = Sums(*(row.get(f"i{number}_{part}") or 0 for part in PARTS))
            if got.records:
                value = str(row[breakdown] or "") if breakdown else ""
                if value or not breakdown:
                    found[row["unit_id"], slot_of(row[day]), indicator.key, value] += got


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


def _count_stock(found, indicator, model, units, days):
    for day, sign in ((indicator.opened, 1), (indicator.closed, -1)):
        rows = _rows(model, units, day, days).filter(indicator.where)
        for row in rows.order_by().values("unit_id", day).annotate(number=Count("pk")):
            change = sign * row["number"]
            found[row["unit_id"], slot_of(row[day]), indicator.key, ""] += Sums(
                total=change, records=abs(change), valued=abs(change)
            )
