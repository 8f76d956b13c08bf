"""Targets in a report: what the unit is to reach in the year, and whether it has."""

from core.indicators.catalogue import get_indicator
from core.indicators.models import Target
from reports.content.frozen_rows import TargetRate

PERCENT = "%"


def targets_for(unit, period):
    """Return the unit's targets in the period's year; one query.

    Only rates, as of the period's last day: progress of a count within the year is shown on the desk only. A rate that
    is the province's target holds for each of its units that has none of its own.
    """
    rows = Target.objects.filter(unit__in={unit.pk, period.root_id}, year=period.year).order_by("indicator")
    values = {}
    for row in rows:
        if get_indicator(row.indicator).unit == PERCENT and (row.unit_id == unit.pk or row.indicator not in values):
            values[row.indicator] = float(row.value)
    return [TargetRate(key=key, value=value) for key, value in values.items()]


def targets_of(account, targets):
    """Return {"key", "name", "value", "target", "unit", "met"} of each of the content's targets that has a figure."""
    results = [(get_indicator(target.key), account.current[target.key].value, target.value) for target in targets]
    return [
        {
            "key": indicator.key,
            "name": indicator.name,
            "value": value,
            "target": _as_integer(target),
            "unit": indicator.unit,
            "met": value >= target,
        }
        for indicator, value, target in results
        if value is not None
    ]


def _as_integer(number):
    return int(number) if number == int(number) else number
