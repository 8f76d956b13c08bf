"""Charts over the months of a year: columns of each month, lines of the sum up to its end."""

from core.indicators.figures import add_sums, figures_from_sums
from core.indicators.rounded import decimals_of
from core.lib.text.vietnamese import date_short, number
from department.dashboards.chart_figures import months_of, value_of
from department.dashboards.chart_sentences import highest_month, sentence, total
from department.dashboards.charts import (
    ChartLine,
    build_chart,
    comparison_words,
    records_url,
    single_unit_id,
    whole_values,
    window_words,
)
from reports.content.figures import figure_cells
from reports.writers.tree import chart

AXIS_TITLE = "Số liệu chốt đến ngày"


def by_month(figures, indicator, key, *, task=""):
    """Return columns of each month of the year, those of the year before beside them."""
    scope, (current_name, previous_name) = figures.scope, figures.scope.names
    months, decimals = months_of(scope), decimals_of(indicator)
    labels = [f"{end.day}/{end.month}" for _number, end, _has_begun in months]
    current, previous = (
        [value_of(indicator, figures.in_month(year, month)[indicator.key]) for month, _end, _has_begun in months]
        for year in (scope.year, scope.year - 1)
    )
    clauses = [
        total(scope.whose, *whole_values(figures, indicator), indicator.unit, decimals, previous_name.lower()),
        highest_month(zip(labels, current, strict=True), indicator.unit, decimals),
    ]
    series = [(current_name, current), (f"Năm {scope.year - 1}", previous)]
    nature = f"số trong từng tháng báo cáo (chốt ngày 14), {window_words(scope)}"
    title = f"{indicator.name} theo tháng"
    return _over_months(
        figures, indicator, key, title, labels, series, clauses, form="columns", nature=nature, task=task
    )


def cumulative(figures, indicator, key):
    """Return lines of what had come together by each month's end, this year and the one before."""
    scope = figures.scope
    months = months_of(scope)
    labels = [f"{end.day}/{end.month}" for _number, end, _has_begun in months]
    begun = [month for month, _end, has_begun in months if has_begun]
    current = _cumulative_values(figures, indicator, scope.year, begun)
    previous = _cumulative_values(figures, indicator, scope.year - 1, [month for month, *_rest in months])
    current += [None] * (len(months) - len(current))
    clauses = []
    known = [place for place, value in enumerate(current) if value is not None]
    if known:
        last = known[-1]
        clauses.append(
            total(
                f"lũy kế đến {labels[last]}, {scope.whose}",
                current[last],
                previous[last],
                indicator.unit,
                decimals_of(indicator),
                f"cùng thời điểm năm {scope.year - 1}",
            )
        )
    series = [(f"Năm {scope.year}", current), (f"Năm {scope.year - 1}", previous)]
    title = f"{indicator.name}, lũy kế"
    nature = f"số lũy kế từ ngày {date_short(scope.window.start)}"
    return _over_months(figures, indicator, key, title, labels, series, clauses, form="lines", nature=nature)


def _cumulative_values(figures, indicator, year, months):
    """Return the value by the end of each of those months; None before the first record."""
    sums = [figures.months.get((year, month), {}) for month in months]
    return [
        value_of(indicator, figures_from_sums(add_sums(sums[: place + 1]))[indicator.key]) for place in range(len(sums))
    ]


def _over_months(figures, indicator, key, title, labels, series, clauses, *, form, nature, task=""):
    scope, summary, decimals = figures.scope, sentence(clauses), decimals_of(indicator)
    unit_id = single_unit_id(figures)
    urls = [records_url(figures, indicator, unit_id, task=task, year=scope.year - ago) for ago in (0, 1)]
    unlike = scope.is_one and bool(figures.unlike)
    lines = [
        ChartLine(label, values, (_cell(values[0], decimals), "" if unlike else _cell(values[1], decimals)), urls[0])
        for label, *values in zip(labels, *(values for _name, values in series), strict=True)
    ]
    drawn = [{"name": name, "values": values} for name, values in series if any(values)]
    block = chart(title, indicator.unit, labels, drawn, summary=summary, form=form, along=AXIS_TITLE) if drawn else None
    links = [[url] * len(labels) for url, (_name, values) in zip(urls, series, strict=True) if any(values)]
    return build_chart(
        figures,
        indicator,
        head=[name for name, _values in series],
        of_lines=AXIS_TITLE,
        nature=nature,
        task=task,
        key=key,
        title=title,
        block=block,
        lines=lines,
        summary=summary,
        links=links,
        notes=comparison_words(figures) if unlike else "",
    )


def _cell(value, decimals):
    if value is None:
        return figure_cells.NO_DATA
    return number(value, decimals) if value else figure_cells.OCCURRED_NONE
