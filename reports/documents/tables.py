"""Tables and charts in the appendices of a report."""

from itertools import groupby

from core.indicators.catalogue import get_indicator, visible_indicators
from core.indicators.declarations import Latest
from core.indicators.figures import NO_DATA
from core.lib.text.vietnamese import join_and, number, roman, sentence_case
from filing import areas
from filing.models import Theme
from reports.content.disclosure_control import gate
from reports.content.figures import figure_cells
from reports.content.figures.figure_cells import signs_of
from reports.content.part import figures_of
from reports.content.summary_scope import before_name, not_compared_note, total_name
from reports.writers import tree

CHARTED = ("TT-02", "NL-02")
# What a report on the Action Month is about: its plan, and the tasks of communication.
OF_ACTION_MONTH = {"plan.action-month", "comm.policy", "comm.action-month", "comm.radio"}
# The area of each series of codes: some figures of one are declared by another app.
AREAS = {"KH": "plans", "TT": "communications", "NL": "capacity", "MH": "models_sites"}
OTHER_FIGURES = "Khó khăn, vướng mắc"


def figure_table(part):
    """Return the table of figures of one unit, or of the whole province."""
    account, estimates = part.account, part.estimates
    columns = [
        tree.column("Mã", width=7),
        tree.column("Chỉ tiêu"),
        tree.column("Đơn vị tính", "center", width=10),
        tree.column("Kỳ này", "right", width=9),
        tree.column("Trong đó nữ", "right", width=13),
        tree.column("Trong đó DTTS", "right", width=8),
        *([tree.column("Ước cả kỳ", "right", width=9)] if estimates else []),
        *([tree.column("Lũy kế từ đầu năm", "right", width=9)] if account.so_far else []),
        tree.column(before_name(part), "right", width=9),
        # As wide as `giảm 100,0 điểm %`.
        tree.column(f"So với {account.compared_to} (%)", "right", width=14),
    ]
    table = _in_groups(_told(part), lambda indicator: _figure_row(part, account, indicator))
    notes = [figure_cells.legend(part.withheld), _corrected(part), not_compared_note(part)]
    return tree.table(columns, table, legend=" ".join(filter(None, notes)))


def _in_groups(indicators, row_of):
    """Return a row for each figure, under the headings of their areas where there are several."""
    groups = [
        (series, list(several)) for series, several in groupby(indicators, key=lambda indicator: indicator.key[:2])
    ]
    rows = []
    for place, (series, several) in enumerate(groups, start=1):
        if len(groups) > 1:
            heading = areas.area(AREAS[series]).heading if series in AREAS else OTHER_FIGURES
            rows.append(tree.row_heading(f"{roman(place)}. {heading}"))
        rows += [row_of(indicator) for indicator in several]
    return rows


def _told(part):
    """Return the figures that the table of a report lists: on the Action Month those of its own matter alone."""
    shown = visible_indicators()
    if part.asked_period.theme != Theme.ACTION_MONTH:
        return shown
    of_month = [indicator for indicator in shown if set(indicator.tasks) & OF_ACTION_MONTH]
    # What holds on a day is no result of a month.
    return [indicator for indicator in of_month if not isinstance(indicator, Latest)]


def _corrected(part):
    """Return what the internal edition says of figures that the outward one withholds beside a version before."""
    keys = part.corrected
    if not keys:
        return ""
    return f"Bản công bố không nêu {join_and(keys)}: số liệu đã khác với bản đã công bố trước đó."


def _figure_row(part, account, indicator):
    key, signs = indicator.key, signs_of(part)
    current, previous = account.current[key], account.previous[key]
    lead, estimates = [key, indicator.name, indicator.unit], part.estimates
    if key in part.withheld:
        sign = part.withheld[key]
        hidden = [gate.HIDDEN] * (bool(estimates) + bool(account.so_far) + 1)
        return [*lead, sign, "", "", *hidden, ""]
    return [
        *lead,
        figure_cells.cell(indicator, current, **signs, beside=account.current),
        figure_cells.share_cell(current),
        figure_cells.part_cell(current.minority),
        *([figure_cells.written(indicator, estimates[key]) if key in estimates else ""] if estimates else []),
        *(
            [figure_cells.cell(indicator, account.so_far[key], **{**signs, "none": frozenset()}, beside=account.so_far)]
            if account.so_far
            else []
        ),
        figure_cells.cell(indicator, previous, exempt=signs["exempt"], beside=account.previous),
        figure_cells.change_cell(current, previous, indicator),
    ]


def year_table(part):
    """Return the table of figures by reporting year, for a closing review."""
    years = {year: figures_of(sums) for year, sums in part.years.items()}
    indicators = [
        indicator
        for indicator in visible_indicators()
        if any(figures[indicator.key].value is not None for figures in years.values())
    ]
    columns = [tree.column("Mã", width=7), tree.column("Chỉ tiêu"), tree.column("Đơn vị tính", "center", width=10)]
    columns += [tree.column(year, "right") for year in years]
    table = _in_groups(indicators, lambda indicator: _year_row(indicator, years.values()))
    return tree.table(columns, table, legend=figure_cells.SIGNS_LEGEND)


def _year_row(indicator, years):
    cells = [figure_cells.cell(indicator, figures[indicator.key], beside=figures) for figures in years]
    return [indicator.key, indicator.name, indicator.unit, *cells]


def unit_table(part):
    """Return the table of units side by side; a unit without a report has `…` in every column."""
    indicators = [get_indicator(key) for key in figure_cells.COMPARED]
    columns = [tree.column("Đơn vị", width=20)]
    columns += [tree.column(f"{indicator.name} ({indicator.unit})", "right") for indicator in indicators]
    table = []
    for unit in part.units:
        figures = figures_of(unit.figures)
        cells = [
            figure_cells.cell(indicator, figures[indicator.key], **signs_of(unit), beside=figures)
            for indicator in indicators
        ]
        table.append([unit.name, *(cells if unit.reported else [figure_cells.NO_DATA] * len(indicators))])
    for name, work in part.work_without_report:
        figures = figures_of(work.figures)
        if any(figures[indicator.key].value for indicator in indicators):
            signs = {"worked": set(part.worked), "beside": figures}
            cells = [figure_cells.cell(indicator, figures[indicator.key], **signs) for indicator in indicators]
            table.append([name, *cells])
    whole = part.account.current
    table.append(
        tree.total_row(
            [
                total_name(part),
                # The same signs as in the table of all figures.
                *(
                    figure_cells.cell(indicator, whole[indicator.key], **signs_of(part), beside=whole)
                    for indicator in indicators
                ),
            ]
        )
    )
    return tree.table(columns, table, legend=figure_cells.SIGNS_LEGEND)


def charts(part):
    """Return a chart for each of the main figures: the units side by side, with last year beside this one."""
    reported = [unit for unit in part.units if unit.reported]
    return [chart for key in CHARTED if (chart := _chart(part, get_indicator(key), reported))]


def _chart(part, indicator, reported):
    series = []
    for name, word in (("figures", part.asked_period.title), ("before", part.asked_period.compared_to)):
        values = [figures_of(getattr(unit, name)).get(indicator.key, NO_DATA).value for unit in reported]
        if any(values):
            series.append({"name": sentence_case(word), "values": values})
    if not series or not any(series[0]["values"]):
        return None
    largest = max(zip(series[0]["values"], reported, strict=True), key=lambda pair: pair[0] or 0)
    summary = f"{indicator.name} theo đơn vị; nhiều nhất: {largest[1].name} ({number(largest[0])} {indicator.unit})."
    labels = [unit.name for unit in reported]
    return tree.chart(f"{indicator.name} theo đơn vị", indicator.unit, labels, series, summary=summary)
