"""Targets as a report tells them: what the unit is to reach in the year, and whether it has."""

from indicators.catalogue import get
from indicators.models import Target

PERCENT = "%"
# What contents said that were frozen before targets were data (QĐ 2351/QĐ-TTg, 2010).
BEFORE_DATA = [{"key": "NL-04", "value": 100}, {"key": "NL-07.6", "value": 95}]


def targets_for(unit, period):
    """{"key", "value"} of the unit's targets in the period's year, as a content keeps them; one query.

    Only rates are told in a report, as of the period's last day: how a count comes along within the year is the
    desk's matter. A rate that the province aims at holds for each of its units that has none of its own.
    """
    rows = Target.objects.filter(unit__in={unit.pk, period.root_id}, year=period.year).order_by("indicator")
    found = {}
    for row in rows:
        if get(row.indicator).unit == PERCENT and (row.unit_id == unit.pk or row.indicator not in found):
            found[row.indicator] = float(row.value)
    return [{"key": key, "value": value} for key, value in found.items()]


def targets_of(account, targets):
    """{"key", "name", "value", "target", "unit", "met"} of each of the content's targets that has a figure."""
    found = [(get(one["key"]), account.now[one["key"]].value, one["value"]) for one in targets]
    return [
        {
            "key": one.key, "name": one.name, "value": value, "target": _whole(target), "unit": one.unit,
            "met": value >= target,
        }
        for one, value, target in found
        if value is not None
    ]  # fmt: skip


def _whole(number):
    return int(number) if number == int(number) else number
