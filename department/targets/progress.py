"""The progress of targets: what each unit has reached, and the forecast for the year at today's pace."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy

from core.directives.models import Exemption
from core.indicators.catalogue import get_indicator, visible_indicators
from core.indicators.declarations import Flow, Total
from core.indicators.figures import NO_DATA, figures_by_scope
from core.indicators.models import Target
from core.indicators.rounded import decimals_of
from core.lib.dates.clock import today
from core.lib.dates.windows import PeriodKind, Window, reporting_year, window_of
from core.lib.rounding import half_up, percent_of
from core.units.keeping import counted_and_ended, kept_units, scopes_among
from filing import areas

# The part of a year before which a pace says nothing.
TOO_EARLY = Decimal("0.05")


class TargetOutlook(models.TextChoices):
    """The outlook of a target: reached, likely, at risk or missed."""

    REACHED = "reached", gettext_lazy("Reached")
    ON_COURSE = "on_course", gettext_lazy("Likely to be reached")
    AT_RISK = "at_risk", gettext_lazy("At risk")
    BELOW = "below", gettext_lazy("Not reached yet")
    MISSED = "missed", gettext_lazy("Not reached")
    NO_DATA = "no_data", gettext_lazy("No data yet")


@dataclass(frozen=True)
class TargetProgress:
    """One target with what was reached; `value` and `forecast` are in the unit that people read.

    `forecast` is None where a pace says nothing: for what holds as of a day, for rates, early in the year (then
    `is_early`), after its end. `url` lists the records behind the figure; "" where no single list does.
    """

    target: Target
    indicator: object
    figure: object
    value: Decimal | None
    forecast: Decimal | None
    outlook: str
    is_early: bool = False
    url: str = ""

    @property
    def pair(self):
        return self.indicator, self.figure

    @property
    def percent(self):
        """What was reached in percent of the target; None without data."""
        return percent_of(self.value, self.target.value)

    @property
    def bar(self):
        return min(100, int(self.percent or 0))

    @property
    def decimals(self):
        """As many decimals for a forecast as the figure has."""
        return decimals_of(self.indicator)


def board(user, year, unit=None):
    """Return [(indicator, [TargetProgress, …]), …] of a year in the order of the Department's list.

    The province comes first. Of one unit only if it is given. Units that are exempt from a figure are left out. A
    fixed number of queries.
    """
    targets = Target.objects.visible_to(user).filter(year=year).select_related("unit")
    targets = list(targets.filter(unit=unit) if unit else targets)
    window = window_of(PeriodKind.YEAR, year)
    figures, exempt = _figures(targets, window, user), _exempt(targets, window)
    progress_by_key = defaultdict(list)
    for target in targets:
        indicator = get_indicator(target.indicator)
        if not exempt[target.unit_id] & {indicator.code, indicator.key, *indicator.tasks}:
            progress_by_key[indicator.key].append(_progress(target, indicator, figures[target.unit_id], window))
    return [
        (indicator, sorted(progress_by_key[indicator.key], key=_order))
        for indicator in visible_indicators()
        if progress_by_key[indicator.key]
    ]


def _order(progress):
    unit = progress.target.unit
    return unit.level != "province", unit.code


def _figures(targets, window, user):
    """Return {unit id: Figures}: of a unit with what it keeps, of the province with all that ever reported."""
    so_far = Window(window.start, min(max(today(), window.start), window.end))
    unit_ids = {target.unit_id for target in targets}
    everybody, keepers = counted_and_ended(user.unit_id, so_far.end)
    if user.is_district:
        keepers = dict.fromkeys(kept_units(user.unit_id).values_list("pk", flat=True), user.unit_id)
    # What an ended unit reached is its own and counts for what follows it as well, whose target is theirs together.
    told = {unit_id: [unit_id] for unit_id in unit_ids}
    told |= scopes_among(unit_ids - keepers.keys(), user.unit_id, keepers)
    if user.unit_id in told and not user.is_district:
        told[user.unit_id] = everybody
    return figures_by_scope(told, so_far)


def _exempt(targets, window):
    exempt = defaultdict(set)
    rows = Exemption.objects.during(window).filter(unit__in=[target.unit_id for target in targets])
    for unit_id, task, indicator in rows.values_list("unit_id", "task__code", "indicator"):
        exempt[unit_id].add(task or indicator)
    return exempt


def _progress(target, indicator, figures, window):
    figure = figures.get(indicator.key, NO_DATA)
    value = None if figure.value is None else Decimal(str(figure.value)) / indicator.scale
    day = today()
    forecast = forecast_of(indicator, value, window, day)
    if forecast is not None:
        # Judged as it is read: a forecast of 13 does not miss 13.
        forecast = half_up(forecast, decimals_of(indicator))
    return TargetProgress(
        target,
        indicator,
        figure,
        value,
        forecast,
        outlook_of(target.value, value, forecast, window, day, is_exceeded=target.is_exceeded),
        is_early=adds_up(indicator) and is_early(window, day),
        url=_records_url(target, indicator, window),
    )


def _records_url(target, indicator, window):
    # A total lies in several lists, and difficulties are no records of an area.
    if isinstance(indicator, Total) or not indicator.tasks:
        return ""
    unit = None if target.unit.level == "province" else target.unit_id
    return areas.records_url(indicator.key, unit=unit, year=reporting_year(window.end))


def adds_up(indicator):
    """Return whether a figure grows through the year, so that it has a pace."""
    if isinstance(indicator, Total):
        return all(adds_up(get_indicator(part)) for part in indicator.parts)
    return isinstance(indicator, Flow)


def forecast_of(indicator, value, window, day):
    """Return the year's value at the pace from its first day to `day`; None where that says nothing."""
    if value is None or not adds_up(indicator) or not window.start <= day < window.end:
        return None
    return None if is_early(window, day) else value / _share_of_days(window, day)


def is_early(window, day):
    """Return whether so little of the window has passed that a pace says nothing yet."""
    return _share_of_days(window, day) < TOO_EARLY


def _share_of_days(window, day):
    return Decimal((day - window.start).days + 1) / window.days


def outlook_of(aim, value, forecast, window, day, *, is_exceeded=False):
    """Return the TargetOutlook of a target of `aim`, by what was reached and by the forecast."""
    if value is None:
        return TargetOutlook.MISSED if day > window.end else TargetOutlook.NO_DATA
    if value > aim or (value == aim and not is_exceeded):
        return TargetOutlook.REACHED
    if day > window.end:
        return TargetOutlook.MISSED
    if forecast is None:
        return TargetOutlook.BELOW
    return TargetOutlook.ON_COURSE if forecast >= aim else TargetOutlook.AT_RISK


def years_of(user):
    """Return the years that have targets within the person's sight, the latest first."""
    return list(Target.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())
