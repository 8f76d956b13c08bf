"""Charts of shares in percent: women among those whose sex is known, and the use of shelters."""

from django.apps import apps

from core.lib.rounding import percent_of, round_percent
from core.lib.text.vietnamese import count, number, sentence_case
from department.dashboards.chart_figures import months_of
from department.dashboards.chart_sentences import OF_NO_UNIT, compared, sentence, total
from department.dashboards.charts import (
    ChartLine,
    DashboardChart,
    build_chart,
    compared_units,
    drawn_lines,
    name_in_sentence,
    records_url,
    source_note,
    window_words,
)
from department.dashboards.monthly_charts import AXIS_TITLE
from filing import areas
from reports.content.figures import figure_cells
from reports.writers.tree import chart

# A line across the bars.
HALF = {"at": 50, "name": "50%"}
SEX_KNOWN_NOTE = "chỉ tính trên số đã thống kê theo giới tính"
WOMENS_SHARE = "tỷ lệ nữ"
# Where the share stands among the values of a line on shelters.
SHARE = 4


def women_by_month(figures, indicator, key):
    """Return bars of the women's share in each month, over those whose sex is known, and half as a line."""
    scope = figures.scope
    lines = [
        (f"{end.day}/{end.month}", figures.in_month(scope.year, month)[indicator.key], "", None)
        for month, end, has_begun in months_of(scope)
        if has_begun
    ]
    title = f"{sentence_case(WOMENS_SHARE)} trong {name_in_sentence(indicator)}, theo tháng"
    return _women(figures, indicator, key, title, lines, of_lines=AXIS_TITLE)


def women_by_unit(figures, indicator, key):
    """Return bars of the women's share in each unit, over those whose sex is known, and half as a line."""
    lines = [
        (name, figures.current[unit_id][indicator.key], records_url(figures, indicator, unit_id), unit_id)
        for name, unit_id in compared_units(figures, indicator)
    ]
    title = f"{sentence_case(WOMENS_SHARE)} trong {name_in_sentence(indicator)}, theo đơn vị"
    return _women(figures, indicator, key, title, lines)


def _women(figures, indicator, key, title, rows, of_lines="Đơn vị"):
    """Return the chart of the women's share of (name, figure, address, unit id) rows."""
    lines = [_women_line(*row) for row in rows]
    shares = [(line.label, line.values[0]) for line in lines]
    summary, has_any = _women_summary(figures, indicator, shares), any(share is not None for _name, share in shares)
    drawn, left_out = drawn_lines(figures, lines)
    block = None
    if has_any:
        labels = [line.label for line in drawn]
        series = [{"name": sentence_case(WOMENS_SHARE), "values": [line.values[0] for line in drawn]}]
        block = chart(title, "%", labels, series, summary=summary, full=100, rule=HALF)
    return build_chart(
        figures,
        indicator,
        head=("Tỷ lệ nữ (%)", "Nữ", "Số đã thống kê theo giới", "Tổng số"),
        of_lines=of_lines,
        key=key,
        title=title,
        block=block,
        lines=tuple(figures.on_screen(lines)),
        summary=summary if block else "",
        links=[[line.url for line in drawn]],
        notes="; ".join(filter(None, [SEX_KNOWN_NOTE, left_out])),
    )


def _women_line(name, figure, url, unit_id):
    is_known = figure.female is not None and figure.sexed
    share = float(round_percent(percent_of(*figure.female_share))) if is_known else None
    counts = (figure.female, figure.sexed if is_known else None, figure.value)
    cells = (_cell(share, 1), *(_cell(value) for value in counts))
    return ChartLine(name, (share, *counts), cells, url, unit_id=unit_id)


def _women_summary(figures, indicator, shares):
    scope, whole = figures.scope, figures.whole[indicator.key]
    clauses = compared(shares, "%", 1) if not scope.is_one else []
    known = [share for name, share in shares if share is not None and name not in OF_NO_UNIT]
    if known and not scope.is_one:
        reaching = sum(share >= HALF["at"] for share in known)
        clauses.append(f"{count(reaching)}/{count(len(known))} đơn vị từ 50% trở lên")
    if whole.female is not None and whole.sexed:
        clauses.append(total(f"{scope.whose} có {WOMENS_SHARE}", percent_of(*whole.female_share), None, "%", 1, ""))
    return sentence(clauses)


def shelters(figures, key):
    """Return how far the places where people sleep were used, by unit: for the offices alone."""
    scope = figures.scope
    site, log = (areas.kind_of(apps.get_model(f"models_sites.{name}")) for name in ("Site", "LogEntry"))
    lines = []
    for name, unit_id in figures.lines:
        use = figures.shelters.get(unit_id)
        if use is None:
            continue
        share = None if use.share is None else float(round_percent(use.share))
        counts = (use.shelters, use.places, use.offered, use.nights)
        cells = (*(_cell(value) for value in counts), _cell(share, 1), _cell(use.sheltered))
        url = log.records_url(unit=unit_id, year=scope.year)
        lines.append(ChartLine(name, (*counts, share, use.sheltered), cells, url, unit_id=unit_id))
    shares = [(line.label, line.values[SHARE]) for line in lines]
    unknown = sum(use.unknown for use in figures.shelters.values())
    title = "Mức sử dụng nhà tạm lánh so với sức chứa"
    summary = sentence(
        [
            *compared(shares, "%", 1),
            f"{count(unknown)} nơi chưa khai sức chứa nên không tính tỷ lệ" if unknown else "",
        ]
    )
    drawn, left_out = drawn_lines(figures, lines, SHARE)
    has_any, block = any(share is not None for _name, share in shares), None
    if has_any and drawn:
        series = [{"name": scope.names[0], "values": [line.values[SHARE] for line in drawn]}]
        block = chart(title, "%", [line.label for line in drawn], series, summary=summary, full=100)
    return DashboardChart(
        key=key,
        title=title,
        block=block,
        lines=tuple(figures.on_screen(lines)),
        summary=summary if has_any else "",
        internal=True,
        head=("Số nơi", "Sức chứa (người)", "Số đêm có thể đón", "Số đêm đã đón", "Tỷ lệ (%)", "Người tạm lánh"),
        nature=f"số trong kỳ ({window_words(scope)})",
        source=source_note(figures),
        links=[[line.url for line in drawn]],
        notes="; ".join(filter(None, ["chỉ dùng nội bộ", left_out])),
        records_url=site.list_url,
    )


def _cell(value, decimals=0):
    if value is None:
        return figure_cells.NO_DATA
    return number(value, decimals) if value else figure_cells.OCCURRED_NONE
