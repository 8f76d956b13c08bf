"""A chart as plain data: a block to draw, its table, its sentence, its source; and its making.

All words are Vietnamese: the same chart stands on the page and on paper.
"""

from dataclasses import dataclass, field

from django.utils.timezone import localtime

from core.indicators import catalogue
from core.indicators.declarations import Latest, Ratio, Stock
from core.indicators.rounded import decimals_of
from core.lib.dates.clock import today
from core.lib.text.vietnamese import date_short
from department.dashboards.chart_figures import value_of
from department.dashboards.chart_sentences import OF_NO_UNIT, change, named
from filing import areas
from reports.content.document import Chart
from reports.content.figures import figure_cells
from reports.writers.validation import MAX_BARS

LEGEND = "“-” không phát sinh; “…” chưa có số liệu; “x” không thuộc đối tượng báo cáo"


@dataclass(frozen=True)
class ChartLine:
    """A line of a chart's table: values, their words, the lists of its records of each year ("" for none), its unit."""

    label: str
    values: tuple
    cells: tuple[str, ...]
    url: str = ""
    url_before: str = ""
    unit_id: int | None = None


@dataclass(frozen=True)
class DashboardChart:
    """One chart. `block` is None where there is nothing to draw; `links` are those of its marks, a list a series.

    `nature` says whether the numbers are of the period, cumulative, or of a day. An `internal` one never goes out.
    """

    key: str
    title: str
    block: Chart | None
    head: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    summary: str
    nature: str
    source: str
    # What the lines of its table are.
    of_lines: str = "Đơn vị"
    links: list = field(default_factory=list)
    notes: str = ""
    records_url: str = ""
    internal: bool = False

    @property
    def about(self):
        """Where the numbers come from, as of when, and what they are."""
        parts = [f"Nguồn: {self.source}", self.nature, *([self.notes] if self.notes else [])]
        return f"{'; '.join(parts)}."


def build_chart(figures, indicator, *, head, block, lines, summary, nature="", notes="", task="", **parts):
    """Return the DashboardChart of those parts, with the indicator's unit, its source and its records.

    Without a block there is nothing that the summary could tell of.
    """
    unit = "" if "(%)" in head[0] else f" ({indicator.unit})"
    return DashboardChart(
        head=(head[0] + unit, *head[1:]),
        block=block,
        lines=tuple(lines),
        summary=summary if block else "",
        nature=nature or nature_of(figures.scope, indicator),
        source=source_note(figures),
        notes="; ".join(filter(None, [notes, boundaries_words(figures.scope)])),
        records_url=records_url(figures, indicator, single_unit_id(figures), task=task),
        **parts,
    )


def comparison_line(figures, indicator, name, current, previous, unit_id, task=""):
    """Return the line of a table that sets an indicator beside that of the year before."""
    exempt, none = (of_units.get(unit_id, frozenset()) for of_units in (figures.exempt, figures.declared))
    words = [
        figure_cells.cell(indicator, year[indicator.key], exempt=exempt, none=declared, beside=year)
        for year, declared in ((current, none), (previous, frozenset()))
    ]
    # The same sign as in the report: what is none is drawn and told as 0.
    values = tuple(
        0 if word == figure_cells.OCCURRED_NONE else value_of(indicator, year[indicator.key])
        for word, year in zip(words, (current, previous), strict=True)
    )
    if unit_id in figures.unlike:
        words[1] = ""
    cells = (*words, change(*values, decimals_of(indicator), indicator.unit))
    year = figures.scope.year
    urls = [records_url(figures, indicator, unit_id, task=task, year=year - ago) for ago in (0, 1)]
    return ChartLine(name, values, cells, *urls, unit_id)


def drawn_lines(figures, lines, place=0):
    """Return (the lines that are drawn, what is left out in words): of too many those with the largest value there."""
    shown = figures.on_screen(lines)
    if len(shown) <= MAX_BARS:
        return shown, ""
    # The table has them all; of the picture the longest bars are what is looked for.
    largest = sorted(shown, key=lambda line: -(line.values[place] or 0))[:MAX_BARS]
    return largest, f"biểu đồ vẽ {MAX_BARS} đơn vị có số lớn nhất, bảng có đủ các đơn vị"


def compared_units(figures, indicator):
    """Return (name, unit id) of each line of a comparison; what is of no unit only where it has a number."""
    years = figures.current, figures.previous
    return [
        (name, unit_id)
        for name, unit_id in figures.lines
        if name not in OF_NO_UNIT or any(year[unit_id][indicator.key].value for year in years)
    ]


def records_url(figures, indicator, unit_id, *, task="", year=None):
    """Return the address of the records behind a figure; "" of several units, as no one list has them."""
    if unit_id is not None and unit_id <= 0:
        return ""
    filters = {"unit": unit_id, "year": year or figures.scope.year, "task": task and figures.tasks[task]}
    return areas.records_url(indicator.key, **filters)


def single_unit_id(figures):
    """Return the id of the unit that the dashboard is of; None on that of a province."""
    return figures.scope.unit.pk if figures.scope.is_one else None


def whole_values(figures, indicator):
    """Return the values (current, previous) of all units together."""
    return tuple(value_of(indicator, whole[indicator.key]) for whole in (figures.whole, figures.whole_previous))


def nature_of(scope, indicator):
    """Return in words whether a figure is of the period or of a day."""
    parts = [catalogue.get_indicator(indicator.numerator)] if isinstance(indicator, Ratio) else [indicator]
    if any(isinstance(part, (Stock, Latest)) for part in parts):
        return f"số tại ngày {date_short(scope.window.end)}"
    return f"số trong kỳ ({window_words(scope)})"


def window_words(scope):
    """Return the days of the year as far as it has come: `từ 15/12/2019 đến 14/12/2020`."""
    return f"từ {date_short(scope.window.start)} đến {date_short(scope.window.end)}"


def boundaries_words(scope):
    """Return `theo địa giới ngày 01/9/2020`; "" where the units are those that report."""
    return f"theo địa giới ngày {date_short(scope.boundaries.asked)}" if scope.boundaries.asked else ""


def source_note(figures):
    """Return in words where the numbers come from and as of when."""
    moment = f"{localtime(figures.as_of):%H:%M} ngày {date_short(today())}"
    return f"số liệu các đơn vị đã nhập (gồm cả chưa duyệt), tính đến {moment}"


def comparison_words(figures):
    """Return why the year before is left out of some lines, or of the dashboard; "" where it never is."""
    if not figures.unlike:
        return ""
    why = next(iter(figures.unlike.values()))
    words = f"không so sánh với số liệu {figures.scope.names[1].lower()} vì {why}"
    if figures.scope.is_one:
        return words
    names = [name for name, unit_id in figures.lines if unit_id in figures.unlike and name not in OF_NO_UNIT]
    return f"{words}: {named(names)}" if names else ""


def name_in_sentence(indicator):
    """Return the indicator's name as inside a sentence."""
    return indicator.name[:1].lower() + indicator.name[1:]
