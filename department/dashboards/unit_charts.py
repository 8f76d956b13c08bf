"""Charts that set units or figures side by side, this year and last: bars, and a map of tiles."""

from core.indicators.rounded import decimals_of
from core.lib.text.vietnamese import sentence_case
from department.dashboards.chart_sentences import OF_NO_UNIT, compared, sentence, total
from department.dashboards.charts import (
    ChartLine,
    build_chart,
    compared_units,
    comparison_line,
    comparison_words,
    drawn_lines,
    single_unit_id,
    whole_values,
)
from department.dashboards.district_map import MAX_TILES, NOTE, map_block
from reports.content.figures import figure_cells
from reports.writers.tree import chart


def by_unit(figures, indicator, key, *, task="", **shape):
    """Return bars of each unit, this year and the one before."""
    scope = figures.scope
    lines = [
        comparison_line(figures, indicator, name, figures.current[unit_id], figures.previous[unit_id], unit_id, task)
        for name, unit_id in compared_units(figures, indicator)
    ]
    values, decimals = whole_values(figures, indicator), decimals_of(indicator)
    clauses = _comparison_sentence(lines, indicator)
    clauses.append(total(scope.whose, *values, indicator.unit, decimals, scope.names[1].lower()))
    return _bars(figures, indicator, key, f"{indicator.name} theo đơn vị", lines, clauses, task=task, **shape)


def side_by_side(figures, indicators, key, title):
    """Return bars of several figures of the whole, this year and the one before: kinds, groups."""
    unit_id = single_unit_id(figures)
    lines = [
        comparison_line(
            figures, indicator, sentence_case(_part_name(indicator)), figures.whole, figures.whole_previous, unit_id
        )
        for indicator in indicators
    ]
    clauses = _comparison_sentence(lines, indicators[0], "nội dung")
    return _bars(figures, indicators[0], key, title, lines, clauses, of_lines="Nội dung")


def unit_map(figures, indicator, key):
    """Return the units as tiles that lie roughly as the units do; of many units bars of each kind."""
    if len(figures.scope.units) <= MAX_TILES:
        return _tiles(figures, indicator, key)
    lines = [comparison_line(figures, indicator, kind, *pair, None) for kind, pair in figures.kinds.items()]
    clauses = _comparison_sentence(lines, indicator, "loại đơn vị")
    return _bars(figures, indicator, key, f"{indicator.name} theo loại đơn vị", lines, clauses, of_lines="Loại đơn vị")


def _tiles(figures, indicator, key):
    scope, decimals = figures.scope, decimals_of(indicator)
    units = scope.units
    lines = [
        comparison_line(figures, indicator, unit.name, figures.current[unit.pk], figures.previous[unit.pk], unit.pk)
        for unit in units
    ]
    values = [line.values[0] for line in lines]
    summary = sentence(_comparison_sentence(lines, indicator))
    title = f"{indicator.name}: sơ đồ các đơn vị"
    block = None
    if any(value is not None for value in values):
        block = map_block(title, indicator.unit, units, values, name=scope.names[0], decimals=decimals, summary=summary)
    return build_chart(
        figures,
        indicator,
        head=scope.names[:1],
        key=key,
        title=title,
        block=block,
        lines=[ChartLine(line.label, line.values[:1], line.cells[:1], line.url) for line in lines],
        summary=summary,
        links=[[line.url for line in lines]],
        notes=NOTE[0].lower() + NOTE[1:-1],
    )


def _bars(figures, indicator, key, title, lines, clauses, *, task="", of_lines="Đơn vị", **shape):
    names, summary = figures.scope.names, sentence(clauses)
    asked = [line for line in lines if line.cells[0] != figure_cells.NOT_APPLICABLE]
    drawn, notes = drawn_lines(figures, asked)
    # The year before is drawn only where a unit has a number in it.
    years = [0, 1] if any(line.values[1] for line in asked if line.label not in OF_NO_UNIT) else [0]
    longest = max((line.values[ago] or 0 for line in asked for ago in years), default=0)
    block = None
    if longest and drawn:
        if figures.hidden:
            # A bar is as long on each screen.
            shape.setdefault("full", longest)
        series = [{"name": names[ago], "values": [line.values[ago] for line in drawn]} for ago in years]
        block = chart(title, indicator.unit, [line.label for line in drawn], series, summary=summary, **shape)
    links = [[(line.url, line.url_before)[ago] for line in drawn] for ago in years]
    return build_chart(
        figures,
        indicator,
        head=(*names, "So sánh"),
        of_lines=of_lines,
        task=task,
        key=key,
        title=title,
        block=block,
        lines=tuple(figures.on_screen(lines)),
        summary=summary if longest else "",
        links=links,
        notes="; ".join(filter(None, [notes, comparison_words(figures)])),
    )


def _comparison_sentence(lines, indicator, what="đơn vị"):
    """Return the comparison in words; units that are not asked for a figure are not missing."""
    asked = [(line.label, line.values[0]) for line in lines if line.cells[0] != figure_cells.NOT_APPLICABLE]
    return compared(asked, indicator.unit, decimals_of(indicator), what)


def _part_name(indicator):
    """Return `cán bộ nữ tiềm năng` of `Lượt người được tập huấn: cán bộ nữ tiềm năng`."""
    return indicator.name.rpartition(": ")[2]
