"""The kinds of charts on the dashboards. Each is plain data: a block to draw, its table, its sentence, its source.

All words are Vietnamese: the same chart stands on the page and on paper.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.apps import apps
from django.utils.timezone import localtime

from calendars.clock import today
from indicators import catalogue
from indicators.declarations import Latest, Ratio, Stock
from indicators.figures import added_up, read
from progress import areas
from reports import rows
from reports.writers.tree import chart
from reports.writers.validation import MAX_BARS
from steering.chart_words import change, compared, highest_month, sentence, whole
from steering.numbers import decimals_of, months_of, value_of
from steering.tile_map import MOST, NOTE, map_block
from texts.vietnamese import date_short, number, sentence_case

HALF = {"at": 50, "name": "50%"}
ALONG = "Số liệu chốt đến ngày"
OF_SEXED = "chỉ tính trên số đã thống kê theo giới tính"
LEGEND = "“-” không phát sinh; “…” chưa có số liệu; “x” không thuộc đối tượng báo cáo"
WOMEN = "tỷ lệ nữ"


@dataclass(frozen=True)
class Line:
    """A line of a chart's table: values beside their words, and the page of the records behind it ("" for none)."""

    label: str
    values: tuple
    cells: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """One chart. `block` is None where there is nothing to draw; `links` are those of its marks, a list a series.

    `nature` says whether the numbers are of the period, cumulative, or of a day. An `internal` one never goes out.
    """

    key: str
    title: str
    block: dict | None
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    summary: str
    nature: str
    source: str
    links: list = field(default_factory=list)
    notes: str = ""
    records_url: str = ""
    internal: bool = False

    @property
    def about(self):
        """Where the numbers come from, as of when, and what they are."""
        told = [f"Nguồn: {self.source}", self.nature, *([self.notes] if self.notes else [])]
        return f"{'; '.join(told)}."


def by_month(numbers, indicator, key, *, task=""):
    """Columns of each month of the year, those of the year before beside them."""
    scope, (this, last) = numbers.scope, numbers.scope.names
    months = months_of(scope)
    labels = [f"{end:%d/%m}" for _number, end, _begun in months]
    now = [value_of(indicator, numbers.in_month(scope.year, one)[indicator.key]) for one, _end, _begun in months]
    before = [value_of(indicator, numbers.in_month(scope.year - 1, one)[indicator.key]) for one, *_rest in months]
    told = [
        whole(scope.whose, *_both(numbers, indicator), indicator.unit, decimals_of(indicator), last.lower()),
        highest_month(zip(labels, now, strict=True), indicator.unit, decimals_of(indicator)),
    ]
    series = [(this, now), (f"Năm {scope.year - 1}", before)]
    nature = f"số trong từng tháng báo cáo, chốt ngày 14 ({_days(scope)})"
    title = f"{indicator.name} theo tháng"
    return _over_months(numbers, indicator, key, title, labels, series, told, form="columns", nature=nature, task=task)


def so_far(numbers, indicator, key):
    """Lines of what had come together by each month's end, this year and the one before."""
    scope = numbers.scope
    months = months_of(scope)
    labels = [f"{end:%d/%m}" for _number, end, _begun in months]
    now = _added_up(numbers, indicator, scope.year, [one for one, _end, begun in months if begun])
    before = _added_up(numbers, indicator, scope.year - 1, [one for one, *_rest in months])
    now += [None] * (len(months) - len(now))
    told = []
    known = [index for index, value in enumerate(now) if value is not None]
    if known:
        at = known[-1]
        then = f"cùng thời điểm năm {scope.year - 1}"
        lead = f"lũy kế đến {labels[at]}, {scope.whose}"
        told.append(whole(lead, now[at], before[at], indicator.unit, decimals_of(indicator), then))
    series = [(f"Năm {scope.year}", now), (f"Năm {scope.year - 1}", before)]
    return _over_months(
        numbers, indicator, key, f"{indicator.name}, lũy kế", labels, series, told, form="lines",
        nature=f"số lũy kế từ ngày {date_short(scope.window.start)}",
    )  # fmt: skip


def women_by_month(numbers, indicator, key):
    """Bars of the women's share in each month, over those whose sex is known, and half as a line."""
    scope = numbers.scope
    months = [one for one in months_of(scope) if one[2]]
    found = [numbers.in_month(scope.year, month)[indicator.key] for month, _end, _begun in months]
    labels = [f"Đến {end:%d/%m}" for _number, end, _begun in months]
    lines = [(label, figure, "") for label, figure in zip(labels, found, strict=True)]
    return _women(numbers, indicator, key, f"{sentence_case(WOMEN)} trong {_lower(indicator)}, theo tháng", lines)


def women_by_unit(numbers, indicator, key):
    """Bars of the women's share in each unit, over those whose sex is known, and half as a line."""
    lines = [
        (name, numbers.now[unit_id][indicator.key], _records(numbers, indicator, unit_id))
        for name, unit_id in _shown(numbers, indicator)
    ]
    return _women(numbers, indicator, key, f"{sentence_case(WOMEN)} trong {_lower(indicator)}, theo đơn vị", lines)


def by_unit(numbers, indicator, key, *, task="", **shape):
    """Bars of each unit, this year and the one before."""
    scope, decimals = numbers.scope, decimals_of(indicator)
    shown = _shown(numbers, indicator)
    lines = [
        _line(numbers, indicator, name, numbers.now[unit_id], numbers.before[unit_id], unit_id, task)
        for name, unit_id in shown
    ]
    told = _compared(lines, indicator)
    told.append(whole(scope.whose, *_both(numbers, indicator), indicator.unit, decimals, scope.names[1].lower()))
    return _side_by_side(numbers, indicator, key, f"{indicator.name} theo đơn vị", lines, told, task=task, **shape)


def side_by_side(numbers, indicators, key, title):
    """Bars of several figures of the whole, this year and the one before: kinds, groups."""
    lines = [
        _line(numbers, one, sentence_case(_part_of(one)), numbers.whole, numbers.whole_before, _only(numbers), "")
        for one in indicators
    ]
    return _side_by_side(numbers, indicators[0], key, title, lines, _compared(lines, indicators[0], "nội dung"))


def on_map(numbers, indicator, key):
    """The units as tiles that lie roughly as the units do."""
    scope, decimals = numbers.scope, decimals_of(indicator)
    units = scope.units[:MOST]
    lines = [
        _line(numbers, indicator, one.name, numbers.now[one.pk], numbers.before[one.pk], one.pk, "") for one in units
    ]
    values = [one.values[0] for one in lines]
    summary = sentence(_compared(lines, indicator))
    title = f"{indicator.name}: sơ đồ các đơn vị"
    block = map_block(
        title, indicator.unit, units, values, name=scope.names[0], decimals=decimals, summary=summary
    ) if any(value is not None for value in values) else None  # fmt: skip
    return _made(
        numbers, indicator, key, title, block, (scope.names[0],),
        [Line(one.label, one.values[:1], one.cells[:1], one.url) for one in lines], summary,
        links=[[one.url for one in lines]], notes=NOTE[0].lower() + NOTE[1:-1],
    )  # fmt: skip


def shelters(numbers, key):
    """How far the places where people sleep were used, by unit: for the offices alone."""
    scope = numbers.scope
    site, log = (areas.kind_of(apps.get_model(f"models_sites.{name}")) for name in ("Site", "LogEntry"))
    lines = []
    for name, unit_id in numbers.lines:
        use = numbers.shelters.get(unit_id)
        if use is None:
            continue
        share = None if use.share is None else round(use.share, 1)
        values = (use.shelters, use.places, use.offered, use.nights, share, use.sheltered)
        cells = tuple(rows.NO_DATA if one is None else number(one, 1 if one is share else 0) for one in values)
        lines.append(Line(name, values, cells, f"{log.list_url}?{urlencode({'unit': unit_id, 'year': scope.year})}"))
    shares = [one.values[4] for one in lines]
    unknown = sum(one.unknown for one in numbers.shelters.values())
    title = "Mức sử dụng nhà tạm lánh so với sức chứa"
    summary = sentence([*compared(list(zip((one.label for one in lines), shares, strict=True)), "%", 1),
                        f"{unknown} nơi chưa khai sức chứa nên không tính tỷ lệ" if unknown else ""])  # fmt: skip
    block = None
    if any(share is not None for share in shares):
        series = [{"name": scope.names[0], "values": shares}]
        block = chart(title, "%", [one.label for one in lines], series, summary=summary, full=100)
    return Chart(
        key=key, title=title, block=block, lines=tuple(lines), summary=summary, internal=True,
        head=("Số nơi", "Sức chứa (người)", "Số đêm có thể đón", "Số đêm đã đón", "Tỷ lệ (%)", "Người tạm lánh"),
        nature=f"số trong kỳ ({_days(scope)})", source=_source(numbers), links=[[one.url for one in lines]],
        notes="chỉ dùng nội bộ", records_url=site.list_url,
    )  # fmt: skip


def _women(numbers, indicator, key, title, lines):
    told = []
    for name, figure, url in lines:
        known = figure.female is not None and figure.sexed
        share = round(100 * figure.female / figure.sexed, 1) if known else None
        values = (share, figure.female, figure.sexed if known else None, figure.value)
        cells = [rows.NO_DATA if share is None else number(share, 1)]
        cells += [rows.NO_DATA if one is None else number(one) for one in values[1:]]
        told.append(Line(name, values, tuple(cells), url))
    shares = [(one.label, one.values[0]) for one in told]
    known = [share for name, share in shares if share is not None and name != rows.OWN_WORK]
    figure = numbers.whole[indicator.key]
    words = compared(shares, "%", 1) if not numbers.scope.is_one else []
    if known and not numbers.scope.is_one:
        words.append(f"{sum(share >= HALF['at'] for share in known)}/{len(known)} đơn vị từ 50% trở lên")
    if figure.female is not None and figure.sexed:
        words.append(whole(f"{numbers.scope.whose} có {WOMEN}", 100 * figure.female / figure.sexed, None, "%", 1, ""))
    summary = sentence(words)
    block = None
    if any(share is not None for _name, share in shares):
        series = [{"name": sentence_case(WOMEN), "values": [share for _name, share in shares][:MAX_BARS]}]
        labels = [name for name, _share in shares][:MAX_BARS]
        block = chart(title, "%", labels, series, summary=summary, full=100, rule=HALF)
    return _made(
        numbers, indicator, key, title, block, ("Tỷ lệ nữ (%)", "Nữ", "Số đã thống kê theo giới", "Tổng số"), told,
        summary, links=[[one.url for one in told][:MAX_BARS]], notes=OF_SEXED,
    )  # fmt: skip


def _over_months(numbers, indicator, key, title, labels, series, told, *, form, nature, task=""):
    scope, summary = numbers.scope, sentence(told)
    urls = [_records(numbers, indicator, _only(numbers), task=task, year=scope.year - ago) for ago in (0, 1)]
    lines = [
        Line(f"Đến {label}", values, tuple(_cell(value, decimals_of(indicator)) for value in values), urls[0])
        for label, *values in zip(labels, *(values for _name, values in series), strict=True)
    ]
    drawn = [{"name": name, "values": values} for name, values in series if any(values)]
    block = chart(title, indicator.unit, labels, drawn, summary=summary, form=form, along=ALONG) if drawn else None
    links = [[url] * len(labels) for url, (_name, values) in zip(urls, series, strict=True) if any(values)]
    return _made(
        numbers, indicator, key, title, block, tuple(name for name, _values in series), lines, summary,
        links=links, nature=nature, task=task,
    )  # fmt: skip


def _compared(lines, indicator, what="đơn vị"):
    """In words; those that are not asked for a figure are not missing."""
    asked = [(one.label, one.values[0]) for one in lines if one.cells[0] != rows.NOT_APPLICABLE]
    return compared(asked, indicator.unit, decimals_of(indicator), what)


def _side_by_side(numbers, indicator, key, title, lines, told, *, task="", **shape):
    names, summary = numbers.scope.names, sentence(told)
    drawn = [one for one in lines if one.cells[0] != rows.NOT_APPLICABLE][:MAX_BARS]
    at = [0, 1] if any(one.values[1] for one in drawn) else [0]
    block = None
    if any(one.values[place] for one in drawn for place in at):
        series = [{"name": names[place], "values": [one.values[place] for one in drawn]} for place in at]
        block = chart(title, indicator.unit, [one.label for one in drawn], series, summary=summary, **shape)
    links = [[_of_year(one.url, numbers.scope.year - place) for one in drawn] for place in at]
    return _made(numbers, indicator, key, title, block, (*names, "So sánh"), lines, summary, links=links, task=task)


def _made(numbers, indicator, key, title, block, head, lines, summary, *, links, notes="", nature="", task=""):
    unit_of = "" if "(%)" in head[0] else f" ({indicator.unit})"
    return Chart(
        key=key, title=title, block=block, head=(head[0] + unit_of, *head[1:]), lines=tuple(lines),
        summary=summary if block else "", nature=nature or nature_of(numbers.scope, indicator),
        source=_source(numbers), links=links, notes=notes,
        records_url=_records(numbers, indicator, _only(numbers), task=task),
    )  # fmt: skip


def _line(numbers, indicator, name, now, before, unit_id, task):
    figures = now[indicator.key], before[indicator.key]
    values = tuple(value_of(indicator, one) for one in figures)
    exempt = numbers.exempt.get(unit_id, frozenset())
    cells = (*(rows.cell(indicator, one, exempt=exempt) for one in figures), change(*values, decimals_of(indicator)))
    return Line(name, values, cells, _records(numbers, indicator, unit_id, task=task))


def _records(numbers, indicator, unit_id, *, task="", year=None):
    """The list of the records behind a figure, narrowed as far as its filters can."""
    source = sorted(catalogue.sources_of(indicator.key))
    if not source:
        return ""
    kind = areas.kind_of(apps.get_model(source[0]))
    given = {"unit": unit_id} if unit_id else {}
    if kind.is_record:
        given["year"] = year or numbers.scope.year
        given |= {"task": numbers.tasks[task]} if task else {}
    return f"{kind.list_url}?{urlencode(given)}" if given else kind.list_url


def _of_year(url, year):
    head, mark, rest = url.partition("year=")
    return f"{head}{mark}{year}{rest[4:]}" if mark else url


def _shown(numbers, indicator):
    """The lines of a comparison; the province's own only where it has a number."""
    own = numbers.scope.unit.pk
    return [
        (name, unit_id)
        for name, unit_id in numbers.lines
        if unit_id != own or numbers.now[own][indicator.key].value or numbers.before[own][indicator.key].value
    ]


def _only(numbers):
    return numbers.scope.unit.pk if numbers.scope.is_one else None


def _both(numbers, indicator):
    return (value_of(indicator, whole[indicator.key]) for whole in (numbers.whole, numbers.whole_before))


def _added_up(numbers, indicator, year, months):
    """The value by the end of each of those months; None before the first record."""
    several = [numbers.months.get((year, month), {}) for month in months]
    return [value_of(indicator, read(added_up(several[: place + 1]))[indicator.key]) for place in range(len(several))]


def nature_of(scope, indicator):
    """Whether a figure is of the period or of a day."""
    parts = [catalogue.get(indicator.numerator)] if isinstance(indicator, Ratio) else [indicator]
    if any(isinstance(one, (Stock, Latest)) for one in parts):
        return f"số tại ngày {date_short(scope.window.end)}"
    return f"số trong kỳ ({_days(scope)})"


def _days(scope):
    return f"từ {date_short(scope.window.start)} đến {date_short(scope.window.end)}"


def _source(numbers):
    moment = f"{localtime(numbers.as_of):%H:%M} ngày {date_short(today())}"
    return f"số liệu các đơn vị đã nhập (gồm cả chưa duyệt), tính đến {moment}"


def _cell(value, decimals):
    return rows.NO_DATA if value is None else number(value, decimals) if value else rows.OCCURRED_NONE


def _part_of(indicator):
    """`Cán bộ nữ tiềm năng` of `Lượt người được tập huấn: cán bộ nữ tiềm năng`."""
    return indicator.name.rpartition(": ")[2]


def _lower(indicator):
    return indicator.name[:1].lower() + indicator.name[1:]
