"""Targets of units and years: how far each has come, and where today's pace leads."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import record
from accounts.permissions import WHO, can_steer, require, units_in_sight
from calendars.clock import today
from calendars.windows import PeriodKind, Window, window_of
from directives.models import Exemption
from indicators.catalogue import get, shown
from indicators.declarations import Flow, Ratio, Total
from indicators.figures import NO_DATA, by_unit, together
from indicators.models import Target
from progress.filing import lock_unit
from reports.desk.key_figures import records_url
from units.models import Unit

# Of the year; before that a pace says nothing.
TOO_EARLY = Decimal("0.05")
PERCENT = "%"


class Course(models.TextChoices):
    """How a target stands."""

    REACHED = "reached", gettext_lazy("Reached")
    ON_COURSE = "on_course", gettext_lazy("Likely to be reached")
    AT_RISK = "at_risk", gettext_lazy("At risk")
    BELOW = "below", gettext_lazy("Not reached so far")
    MISSED = "missed", gettext_lazy("Not reached")
    NO_DATA = "no_data", gettext_lazy("No data yet")


@dataclass(frozen=True)
class Progress:
    """One target with what was reached. `value` and `forecast` are in the unit that people read.

    `forecast` is None where a pace says nothing: for what holds as of a day, for rates, early in the year (then
    `is_early`), after it. `url` lists the records behind the figure; "" where no single list does.
    """

    target: Target
    indicator: object
    figure: object
    value: Decimal | None
    forecast: Decimal | None
    course: str
    is_early: bool = False
    url: str = ""

    @property
    def pair(self):
        return self.indicator, self.figure

    @property
    def percent(self):
        """Of the target; None without data."""
        return None if self.value is None else 100 * self.value / self.target.value

    @property
    def bar(self):
        return min(100, int(self.percent or 0))

    @property
    def places(self):
        """How a forecast is written: with as many decimals as the figure."""
        return f"{_decimals(self.indicator)}g"


def board(user, year, unit=None):
    """[(indicator, [Progress, …]), …] of that year in the order of the Department's list, the province first.

    Of one unit if it is given. Units that need not answer for a figure are left out. A fixed number of queries.
    """
    targets = Target.objects.visible_to(user).filter(year=year).select_related("unit")
    targets = list(targets.filter(unit=unit) if unit else targets)
    window = window_of(PeriodKind.YEAR, year)
    figures, exempt = _figures(targets, window), _exempt(targets, window)
    by_key = defaultdict(list)
    for target in targets:
        indicator = get(target.indicator)
        if not exempt[target.unit_id] & {indicator.code, indicator.key, *indicator.tasks}:
            by_key[indicator.key].append(_progress(target, indicator, figures[target.unit_id], window))
    return [
        (
            one,
            sorted(by_key[one.key], key=lambda found: (found.target.unit.level != "province", found.target.unit.code)),
        )
        for one in shown()
        if by_key[one.key]
    ]


def _figures(targets, window):
    """{unit id: Figures}; of a unit to which others report, those of all of them with its own."""
    so_far = Window(window.start, min(max(today(), window.start), window.end))
    units = {target.unit_id: target.unit for target in targets}
    figures = by_unit(list(units), so_far)
    for root in (unit for unit in units.values() if unit.level == "province"):
        below = Unit.objects.reporting_to(root, so_far.end).values_list("pk", flat=True)
        figures[root.pk] = together([root.pk, *below], so_far)
    return figures


def _exempt(targets, window):
    found = defaultdict(set)
    rows = Exemption.objects.during(window).filter(unit__in=[target.unit_id for target in targets])
    for unit_id, task, indicator in rows.values_list("unit_id", "task__code", "indicator"):
        found[unit_id].add(task or indicator)
    return found


def _progress(target, indicator, figures, window):
    figure = figures.get(indicator.key, NO_DATA)
    value = None if figure.value is None else Decimal(str(figure.value)) / indicator.scale
    day = today()
    forecast = forecast_of(indicator, value, window, day)
    if forecast is not None:
        # Judged as it is read: a forecast of 13 does not miss 13.
        forecast = forecast.quantize(Decimal(1).scaleb(-_decimals(indicator)), ROUND_HALF_UP)
    return Progress(
        target, indicator, figure, value, forecast, course_of(target.value, value, forecast, window, day),
        is_early=adds_up(indicator) and is_early(window, day), url=_records(target, indicator, window),
    )  # fmt: skip


def _decimals(indicator):
    return 1 if indicator.scale > 1 else 0


def _records(target, indicator, window):
    # A total lies in several lists, and difficulties are no records of an area.
    if isinstance(indicator, Total) or not indicator.tasks:
        return ""
    return records_url(indicator.key, window, None if target.unit.level == "province" else target.unit_id)


def adds_up(indicator):
    """Whether a figure grows through the year, so that a pace can be spoken of."""
    if isinstance(indicator, Total):
        return all(adds_up(get(part)) for part in indicator.parts)
    return isinstance(indicator, Flow)


def forecast_of(indicator, value, window, day):
    """What the year comes to if it goes on as it went from its first day to `day`; None where that says nothing."""
    if value is None or not adds_up(indicator) or not window.start <= day < window.end:
        return None
    return None if is_early(window, day) else value / _passed(window, day)


def is_early(window, day):
    """Whether so little of the window has passed that a pace says nothing yet."""
    return _passed(window, day) < TOO_EARLY


def _passed(window, day):
    return Decimal((day - window.start).days + 1) / window.days


def course_of(aim, value, forecast, window, day):
    """One of `Course`, by what was reached and where it leads."""
    if value is None:
        return Course.MISSED if day > window.end else Course.NO_DATA
    if value >= aim:
        return Course.REACHED
    if day > window.end:
        return Course.MISSED
    if forecast is None:
        return Course.BELOW
    return Course.ON_COURSE if forecast >= aim else Course.AT_RISK


def targeted():
    """The figures that can have a target: more of them is better. The cost of an attendance is not among them."""
    return [one for one in shown() if not isinstance(one, Ratio) or one.unit == PERCENT]


def years_of(user):
    """The years that have targets within sight, the latest first."""
    return list(Target.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())


def settable(user, day):
    """The units for which the person may set targets: the Department and those that report to it."""
    below = Unit.objects.reporting_to(user.unit, day)
    return Unit.objects.filter(Q(pk=user.unit_id) | Q(pk__in=below)).order_by("-level", "code")


@transaction.atomic
def set_targets(indicator, year, values, source, *, by):
    """Set or change targets of one figure: {unit: value, or None to leave that unit as it is}; how many changed.

    Without a source a target keeps the one that it has. ValidationError for a rate above 100, and for a figure of
    violence set for less than the whole province.
    """
    require(can_steer(by), WHO.reviews())
    lock_unit(by.unit_id)
    number, source = 0, source.strip()
    for unit, value in values.items():
        if value is None:
            continue
        require(units_in_sight(by).filter(pk=unit.pk).exists(), WHO.reviews())
        _refuse_unsound(indicator, unit, value, by)
        target = Target.objects.filter(unit=unit, year=year, indicator=indicator.key).first()
        target = target or Target(unit=unit, year=year, indicator=indicator.key)
        changed = value, source or target.source
        if (target.value, target.source) == changed:
            continue
        target.value, target.source = changed
        target.full_clean()
        target.save()
        record(
            "target_set", f"{indicator.key} {year}: {unit}, {value.normalize():f} {indicator.unit}", by=by, unit=unit
        )
        number += 1
    return number


def _refuse_unsound(indicator, unit, value, by):
    if indicator.unit == PERCENT and value > 100:
        raise ValidationError(_("A rate is at most 100."))
    if indicator.sensitive and unit.pk != by.unit_id:
        raise ValidationError(_("Figures of violence have a target for the whole province alone."))


@transaction.atomic
def remove_target(target, *, by):
    """Take a target away."""
    require(can_steer(by) and units_in_sight(by).filter(pk=target.unit_id).exists(), WHO.reviews())
    record("target_removed", f"{target.indicator} {target.year}: {target.unit}", by=by, unit=target.unit)
    target.delete()


@transaction.atomic
def copy_targets(year, *, by):
    """Begin the next year with this one's targets; what it has already stays. How many were copied.

    A unit that does not report any more when that year begins gets none.
    """
    require(can_steer(by), WHO.reviews())
    lock_unit(by.unit_id)
    found = list(Target.objects.visible_to(by).filter(year=year).select_related("unit"))
    if not found:
        return 0
    units = set(settable(by, window_of(PeriodKind.YEAR, year + 1).start).values_list("pk", flat=True))
    there = set(Target.objects.visible_to(by).filter(year=year + 1).values_list("unit_id", "indicator"))
    made = [
        Target(unit=one.unit, year=year + 1, indicator=one.indicator, value=one.value, source=one.source)
        for one in found
        if one.unit_id in units and (one.unit_id, one.indicator) not in there
    ]
    Target.objects.bulk_create(made)
    if made:
        record("target_set", f"{year} → {year + 1}: {len(made)}", by=by, unit=by.unit)
    return len(made)
