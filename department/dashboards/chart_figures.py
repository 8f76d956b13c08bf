"""The figures behind a dashboard by unit, year and month, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from core.directives.models import Exemption, Task
from core.indicators.counting import Sums
from core.indicators.figures import NO_DATA, Figures, add_sums, figures_from_sums, sums_by_slot, sums_by_unit
from core.indicators.rounded import decimals_of, rounded
from core.lib.dates.clock import official_now, today
from core.lib.dates.windows import PeriodKind, Window, period_containing, window_of
from core.units.boundary_days import BoundaryDays, boundary_days
from core.units.keeping import counted_and_ended, scopes_among, units_and_kept
from core.units.level_words import whole_of
from core.units.models import Unit
from core.units.reporting import province_of, reporting_on, roots_of
from department.dashboards.by_boundaries import by_boundaries
from department.dashboards.shelter_occupancy import shelter_use
from filing.models import Declaration
from reports.content.figures.comparability import BOUNDARIES_CHANGED, not_compared
from reports.content.figures.figure_cells import FORMER_UNITS, OWN_WORK

MONTHS = range(1, 13)
# Stands for a unit's id where the work of ended units that no unit keeps is told together.
FORMER = 0


@dataclass(frozen=True)
class Scope:
    """Whose figures a dashboard shows, and of which year.

    `units` are set side by side, as they report or by the boundaries asked for: none on the dashboard of one unit.
    `told` are {unit id: ids of the units told with it}, ended ones with what keeps them; `counted` the ids of all whose
    work the whole counts. `boundaries` are the days by which it can be told.

    `window` is the year as far as it has come, `previous` the same days of the year before.
    """

    unit: Unit
    units: tuple[Unit, ...]
    year: int
    window: Window
    previous: Window
    is_one: bool
    told: dict[int, list[int]]
    counted: list[int]
    boundaries: BoundaryDays = BoundaryDays()

    @property
    def whose(self):
        """`toàn thành phố`, `huyện Nam Đông`: as inside a sentence."""
        return self.unit.name_in_sentence if self.is_one else whole_of(self.unit.name)

    @property
    def is_over(self):
        return self.window.end == window_of(PeriodKind.YEAR, self.year).end

    @property
    def names(self):
        """The names of the two years in a legend."""
        return f"Năm {self.year}", f"Năm {self.year - 1}" if self.is_over else f"Cùng kỳ năm {self.year - 1}"


@dataclass(frozen=True)
class ChartFigures:
    """The figures of a dashboard: by unit id of both years, of all together, and sums by (year, month).

    `kinds` are those of both years of all units of a kind together, by the kind's name.

    `exempt` are the tasks and figures that are not asked of a unit, `declared` the tasks of which it said that nothing
    occurred in the year, `tasks` the ids of tasks by code. `unlike` says of units why they have no year before to be
    compared with. `hidden` are the units of other screens: the whole, and what is told of it, is of all.
    """

    scope: Scope
    current: dict[int, Figures]
    previous: dict[int, Figures]
    whole: Figures
    whole_previous: Figures
    months: dict[tuple[int, int], dict[str, Sums]]
    exempt: dict[int, set[str]]
    declared: dict[int, set[str]]
    shelters: dict
    tasks: dict[str, int] = field(default_factory=dict)
    as_of: datetime | None = None
    kinds: dict[str, tuple[Figures, Figures]] = field(default_factory=dict)
    unlike: dict[int, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()

    def in_month(self, year, month):
        """Return the figures of one reporting month, of all together."""
        return figures_from_sums(self.months.get((year, month), {}))

    @property
    def lines(self):
        """(name, unit id) of each line of a comparison: the units, ended ones together, the province's own work."""
        own, units = self.scope.unit, [(unit.name, unit.pk) for unit in self.scope.units]
        if self.scope.is_one:
            return [(own.name, own.pk)]
        former = [(FORMER_UNITS, FORMER)] if FORMER in self.scope.told else []
        return [*units, *former, (OWN_WORK, own.pk)]

    def on_screen(self, lines):
        """Return those lines of a chart whose units are not on another screen."""
        return [line for line in lines if line.unit_id not in self.hidden]


def scope_of_province(root, year, query=None):
    """Return the scope of all units that report to the province in that year; `query` may ask for boundaries."""
    window = _so_far(year)
    units = tuple(reporting_on(root.pk, window.end).order_by("code"))
    counted, keepers = counted_and_ended(root.pk, window.end)
    told = scopes_among([*(unit.pk for unit in units), root.pk], root.pk, keepers)
    if len(told[root.pk]) > 1:
        roots = set(roots_of(root.pk).values_list("pk", flat=True))
        own, former = ([pk for pk in told[root.pk] if (pk in roots) == is_own] for is_own in (True, False))
        told |= {root.pk: own} | ({FORMER: former} if former else {})
    boundaries = BoundaryDays() if query is None else boundary_days(query, root, window.end)
    return Scope(
        root,
        units,
        year,
        window,
        window.year_before(),
        is_one=False,
        told=told,
        counted=counted,
        boundaries=boundaries,
    )


def scope_of_unit(unit, year):
    """Return the scope of one unit alone, with what it keeps."""
    window = _so_far(year)
    ids = list(units_and_kept(unit.pk).values_list("pk", flat=True))
    return Scope(unit, (), year, window, window.year_before(), is_one=True, told={unit.pk: ids}, counted=ids)


def read_figures(scope, keys):
    """Return the figures of a scope; `keys` are the flows that are read by month as well."""
    ids = scope.counted
    by_unit, by_unit_previous = sums_by_unit(ids, scope.window), sums_by_unit(ids, scope.previous, is_fresh=True)
    if scope.boundaries.asked:
        scope, unlike = by_boundaries(scope, {*by_unit, *by_unit_previous}), {}
    else:
        unlike = not_compared(scope.told, _province(scope), scope.window, scope.previous)
        # Of those that ended, some did so before the year and some within it.
        unlike |= {FORMER: BOUNDARIES_CHANGED} if FORMER in scope.told else {}
    sums, sums_previous = (_told(scope, each) for each in (by_unit, by_unit_previous))
    years = Window(window_of(PeriodKind.YEAR, scope.year - 1).start, window_of(PeriodKind.YEAR, scope.year).end)
    months = defaultdict(list)
    for slot, slot_sums in sums_by_slot(ids, keys, years, is_fresh=True).items():
        months[period_containing(PeriodKind.MONTH, slot)].append(slot_sums)
    exempt = defaultdict(set)
    for unit_id, task, figure in (
        Exemption.objects.during(scope.window)
        .filter(unit__in=scope.told)
        .values_list("unit_id", "task__code", "indicator")
    ):
        exempt[unit_id].add(task or figure)
    declared = defaultdict(set)
    whole_year = window_of(PeriodKind.YEAR, scope.year)
    declarations = Declaration.objects.filter(unit__in=scope.told, start=whole_year.start, end=whole_year.end)
    for unit_id, task in declarations.values_list("unit_id", "task__code"):
        declared[unit_id].add(task)
    of_previous = [] if scope.is_one and unlike else by_unit_previous.values()
    return ChartFigures(
        scope=scope,
        current={unit_id: figures_from_sums(sums[unit_id]) for unit_id in scope.told},
        previous={
            unit_id: Figures() if unit_id in unlike else figures_from_sums(sums_previous[unit_id])
            for unit_id in scope.told
        },
        whole=figures_from_sums(add_sums(by_unit.values())),
        whole_previous=figures_from_sums(add_sums(of_previous)),
        months={
            month: add_sums(month_sums)
            for month, month_sums in months.items()
            if month[0] == scope.year or not (scope.is_one and unlike)
        },
        exempt=exempt,
        declared=declared,
        shelters=shelter_use(scope.told, scope.window),
        tasks=dict(Task.objects.values_list("code", "pk")),
        as_of=official_now(),
        kinds={
            kind: (
                figures_from_sums(add_sums(sums[pk] for pk in pks)),
                figures_from_sums({} if unlike.keys() & set(pks) else add_sums(sums_previous[pk] for pk in pks)),
            )
            for kind, pks in _units_by_kind(scope.units).items()
        },
        unlike=unlike,
    )


def _province(scope):
    return province_of(scope.unit, scope.window.end) if scope.is_one else scope.unit.pk


def _told(scope, sums):
    """Return {unit id: {key: Sums}} of each line's unit with those told with it."""
    return {unit_id: add_sums(sums[part_id] for part_id in ids) for unit_id, ids in scope.told.items()}


def _units_by_kind(units):
    """Return {kind: ids of its units}."""
    by_kind = defaultdict(list)
    for unit in units:
        by_kind[unit.kind].append(unit.pk)
    return by_kind


def months_of(scope):
    """Return (month, last day, whether it has begun) of each reporting month of the year."""
    windows = [(number, window_of(PeriodKind.MONTH, scope.year, number)) for number in MONTHS]
    return [(number, window.end, window.start <= today()) for number, window in windows]


def value_of(indicator, figure=NO_DATA):
    """Return the value in the unit that people read: money in million, ratios to their decimals."""
    if figure.value is None:
        return None
    value = rounded(indicator, figure.value)
    return float(value) if decimals_of(indicator) else int(value)


def _so_far(year):
    window = window_of(PeriodKind.YEAR, year)
    return Window(window.start, min(window.end, max(today(), window.start)))
