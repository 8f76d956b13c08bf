"""Targets in a report: what the unit is to reach in the year, and whether it has."""

from core.indicators.catalogue import get_indicator
from core.indicators.models import Target
from core.lib.dates.windows import PeriodKind, window_of
from filing.wording.narrative import Account
from reports.content.figures.figure_cells import is_exempt
from reports.content.frozen.rows import TargetRate

PERCENT = "%"


def targets_for(unit, period) -> tuple[list[TargetRate], list[str]]:
    """Return the targets of the unit in the period's year, and the documents that set them; one query.

    A rate is judged as of the period's last day, a count of the year (`is_due`) by the report of the whole year. A
    rate that is the province's target holds for each of its units that has none of its own.
    """
    rows = Target.objects.filter(unit__in={unit.pk, period.root_id}, year=period.year).order_by("indicator")
    targets = {}
    for row in rows:
        is_rate = get_indicator(row.indicator).unit == PERCENT
        if row.unit_id == unit.pk or (is_rate and row.indicator not in targets):
            targets[row.indicator] = row
    is_whole_year = period.window == window_of(PeriodKind.YEAR, period.year)
    rates = [
        TargetRate(
            key=key,
            value=float(row.value),
            is_due=is_whole_year or get_indicator(key).unit == PERCENT,
            is_exceeded=row.is_exceeded,
        )
        for key, row in targets.items()
    ]
    return rates, list(dict.fromkeys(row.source for row in targets.values() if row.source))


def targets_of(account: Account, targets: list[TargetRate]):
    """Return {"key", "name", "value", "target", "unit", "met", …} of each of the content's targets.

    `value` is None without a figure; `met` is None where nothing can be said: no figure, a year that still runs, or a
    count of the whole province while units are missing. What the unit need not report is left out.
    """
    known, exempt = [(get_indicator(target.key), target) for target in targets], account.exempt.keys()
    return [_result(account, indicator, target) for indicator, target in known if not is_exempt(indicator, exempt)]


def _result(account: Account, indicator, target: TargetRate):
    figure = account.current[indicator.key].value
    value = None if figure is None else figure / indicator.scale if indicator.scale > 1 else figure
    is_partial = account.reporting is not None and indicator.unit != PERCENT
    met = None
    if value is not None and target.is_due and not is_partial:
        met = value > target.value if target.is_exceeded else value >= target.value
    return {
        "key": indicator.key,
        "name": indicator.name,
        "value": value,
        "target": _as_integer(target.value),
        "unit": indicator.unit,
        "met": met,
        "is_due": target.is_due,
        "is_exceeded": target.is_exceeded,
    }


def _as_integer(number):
    return int(number) if number == int(number) else number
