"""The numbers behind a dashboard: units, years and months, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from calendars.clock import now, today
from calendars.windows import PeriodKind, Window, containing, window_of
from directives.models import Exemption, Task
from indicators.counting import Sums
from indicators.figures import NO_DATA, Figures, added_up, by_slot, read, sums_of
from reports.rows import OWN_WORK
from steering.shelter_use import shelter_use
from units.models import Unit

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Scope:
    """Whose numbers and of which year. `units` are set side by side: none on the dashboard of one unit.

    `window` is the year as far as it has come, `before` the same days of the year before.
    """

    unit: Unit
    units: tuple[Unit, ...]
    year: int
    window: Window
    before: Window
    is_one: bool

    @property
    def whose(self):
        """`toàn tỉnh`, `huyện Nam Đông`: as inside a sentence."""
        return self.unit.name_in_sentence if self.is_one else "toàn tỉnh"

    @property
    def all_units(self):
        """Those whose work counts: of a province its own too."""
        return (*self.units, self.unit)

    @property
    def is_over(self):
        return self.window.end == window_of(PeriodKind.YEAR, self.year).end

    @property
    def names(self):
        """What the two years are called in a legend."""
        return f"Năm {self.year}", f"Năm {self.year - 1}" if self.is_over else f"Cùng kỳ năm {self.year - 1}"


@dataclass(frozen=True)
class Numbers:
    """What was read: figures by unit id of both years, of all together, sums by (year, month), and who is exempt."""

    scope: Scope
    now: dict[int, Figures]
    before: dict[int, Figures]
    whole: Figures
    whole_before: Figures
    months: dict[tuple[int, int], dict[str, Sums]]
    exempt: dict[int, set[str]]
    shelters: dict
    tasks: dict[str, int] = field(default_factory=dict)
    as_of: datetime | None = None

    def in_month(self, year, month):
        """Figures of one reporting month, of all together."""
        return read(self.months.get((year, month), {}))

    @property
    def lines(self):
        """(name, unit id) of each line of a comparison: the units, and the work that the province does itself."""
        units = [(one.name, one.pk) for one in self.scope.units]
        own = self.scope.unit
        return [(own.name, own.pk)] if self.scope.is_one else [*units, (OWN_WORK, own.pk)]


def scope_of_province(root, year):
    """All units that report to the province in that year, side by side."""
    window = _so_far(year)
    units = tuple(Unit.objects.reporting_to(root, window.end).order_by("code"))
    return Scope(root, units, year, window, window.year_before(), is_one=False)


def scope_of_unit(unit, year):
    """One unit alone."""
    window = _so_far(year)
    return Scope(unit, (), year, window, window.year_before(), is_one=True)


def gather(scope, keys):
    """The numbers of a scope; `keys` are the flows that are told by month."""
    ids = [unit.pk for unit in scope.all_units]
    sums, sums_before = sums_of(ids, scope.window), sums_of(ids, scope.before)
    years = Window(window_of(PeriodKind.YEAR, scope.year - 1).start, window_of(PeriodKind.YEAR, scope.year).end)
    months = defaultdict(list)
    for slot, found in by_slot(ids, keys, years).items():
        months[containing(PeriodKind.MONTH, slot)].append(found)
    exempt = defaultdict(set)
    for unit_id, task, figure in (
        Exemption.objects.during(scope.window).filter(unit__in=ids).values_list("unit_id", "task__code", "indicator")
    ):
        exempt[unit_id].add(task or figure)
    return Numbers(
        scope=scope,
        now={unit_id: read(sums[unit_id]) for unit_id in ids},
        before={unit_id: read(sums_before[unit_id]) for unit_id in ids},
        whole=read(added_up(sums.values())),
        whole_before=read(added_up(sums_before.values())),
        months={month: added_up(several) for month, several in months.items()},
        exempt=exempt,
        shelters=shelter_use(ids, scope.window),
        tasks=dict(Task.objects.values_list("code", "pk")),
        as_of=now(),
    )


def months_of(scope):
    """(month, last day, whether it has begun) of each reporting month of the year."""
    windows = [(number, window_of(PeriodKind.MONTH, scope.year, number)) for number in MONTHS]
    return [(number, one.end, one.start <= today()) for number, one in windows]


def value_of(indicator, figure=NO_DATA):
    """The value in the figure's own unit, as a chart takes it: money in million, ratios to their decimals."""
    if figure.value is None:
        return None
    decimals = decimals_of(indicator)
    return round(figure.value / indicator.scale, decimals) if decimals or indicator.scale > 1 else round(figure.value)


def decimals_of(indicator):
    """With how many decimals its values are told."""
    return 1 if indicator.scale > 1 else getattr(indicator, "decimals", 0)


def _so_far(year):
    window = window_of(PeriodKind.YEAR, year)
    return Window(window.start, min(window.end, max(today(), window.start)))
