"""The key figures of a period by the boundaries of a day: group by group, beside the whole province."""

from dataclasses import dataclass

from core.indicators import catalogue
from core.indicators.figures import add_sums, figures_from_sums, sums_by_unit
from core.lib.dates.windows import PeriodKind, window_of
from core.lib.text.vietnamese import sentence_case
from core.units.boundaries import grouped
from core.units.boundary_days import BoundaryDays, boundary_days
from core.units.level_words import whole_of
from core.units.reporting import counted_units, roots_of
from reports.content.figures.figure_cells import OWN_WORK
from reports.desk.key_figures import KEY_FIGURES


@dataclass(frozen=True)
class ToldRow:
    """A group's row: its name, and of each key figure ((indicator, of the period), (indicator, of the year so far))."""

    name: str
    pairs: tuple


@dataclass(frozen=True)
class ByBoundaries:
    """The choice of a day, and the table by its boundaries: none unless a day was asked for."""

    boundaries: BoundaryDays
    indicators: tuple = ()
    rows: tuple[ToldRow, ...] = ()
    whole: ToldRow | None = None


def by_boundaries(period, query):
    """Return the ByBoundaries of a period; one query more unless a day is asked for, then a fixed number."""
    boundaries = boundary_days(query, period.root, period.end)
    if boundaries.asked is None:
        return ByBoundaries(boundaries)
    root, year = period.root_id, window_of(PeriodKind.YEAR, period.year)
    counted = list(counted_units(root).values_list("pk", flat=True))
    sums = sums_by_unit(counted, period.window), sums_by_unit(counted, year, is_fresh=True)
    own = set(roots_of(root).values_list("pk", flat=True))
    below = [unit_id for unit_id in counted if unit_id not in own]
    told = {unit_id for by_unit in sums for unit_id, by_key in by_unit.items() if _tells_any(by_key)}
    groups = grouped(below, boundaries.asked, period.root, period.window, told)
    rows = [_row(group.name, group.sources, sums) for group in groups]
    return ByBoundaries(
        boundaries,
        tuple(map(catalogue.get_indicator, KEY_FIGURES)),
        (*rows, _row(OWN_WORK, own, sums)),
        _row(sentence_case(whole_of(period.root.name)), counted, sums),
    )


def _tells_any(sums):
    return any(sums[key].total for key in KEY_FIGURES if key in sums)


def _row(name, unit_ids, sums):
    figures = [figures_from_sums(add_sums(by_unit[unit_id] for unit_id in unit_ids)) for by_unit in sums]
    indicators = [catalogue.get_indicator(key) for key in KEY_FIGURES]
    return ToldRow(name, tuple(tuple((indicator, each[indicator.key]) for each in figures) for indicator in indicators))
