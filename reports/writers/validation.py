"""Validation of a document before it is written: sizes that a renderer can handle. Its shape is that of its types."""

from collections.abc import Callable
from math import isfinite

from msgspec import Struct

from reports.content.document import (
    Appendix,
    Block,
    Chart,
    Classes,
    Column,
    DocumentTree,
    Head,
    Item,
    Section,
    Signature,
    Table,
)

MAX_TEXT = 20_000  # characters of one text; a million in one paragraph never end
MAX_BREAKS = 1_000  # line breaks of one text: each starts a paragraph
MAX_LINE = 1_000  # characters of a heading, a caption, a recipient
MAX_HEAD = 500  # characters of one component of the head: its boxes shrink to fit, which takes longest
MAX_CELL = 2_000  # characters of one table cell
MAX_ROWS = 2_000  # rows of one table
MAX_COLUMNS = 30
MAX_BARS = 45  # labels of one chart: as many as fit on a page
MAX_LABEL = 120  # characters of a label, a unit, a name of a series
MAX_SERIES = 2
MAX_CLASSES = 4
MAX_TOTAL = 1_000_000  # characters of the whole tree
# Of the texts in a type, or in one field of it; the innermost counts.
LIMITS = {
    Head: MAX_HEAD,
    Signature: MAX_HEAD,
    "recipients": MAX_LINE,
    "filing": MAX_LINE,
    "note": MAX_LINE,
    (Appendix, "title"): MAX_LINE,
    Section: MAX_LINE,
    Item: MAX_LINE,
    Column: MAX_CELL,
    (Table, "rows"): MAX_CELL,
    Chart: MAX_LABEL,
    (Chart, "title"): MAX_LINE,
    (Chart, "summary"): MAX_LINE,
}


def validate(tree: DocumentTree):
    """Raise ValueError, naming the place ("body[3] paragraph.text"), when the document can't be written."""
    if (total := _measure(tree, "", MAX_TEXT)) > MAX_TOTAL:
        raise ValueError(f"the document has {total:,} characters, at most {MAX_TOTAL:,}")


def _measure(value, where, limit):
    """Return the number of characters; ValueError for what is too large."""
    if isinstance(value, str):
        if len(value) > limit:
            raise ValueError(f"{where} has {len(value):,} characters, at most {limit:,}")
        if (breaks := value.count("\n")) > MAX_BREAKS:
            raise ValueError(f"{where} has {breaks:,} line breaks, at most {MAX_BREAKS:,}")
        return len(value)
    if isinstance(value, list):
        return sum(_measure(part, f"{where}[{index}]", limit) for index, part in enumerate(value))
    if not isinstance(value, Struct):
        return 0
    kind = type(value)
    if isinstance(value, Block):
        where = f"{where} {kind.__struct_config__.tag}"
    if check := CHECKS.get(kind):
        check(value, where)
    total, limit = 0, LIMITS.get(kind, limit)
    for name in value.__struct_fields__:
        own = LIMITS.get((kind, name), LIMITS.get(name, limit))
        total += _measure(getattr(value, name), f"{where}.{name}" if where else name, own)
    return total


def _table(table: Table, place):
    columns, rows = len(table.columns), len(table.rows)
    if not 1 <= columns <= MAX_COLUMNS or rows > MAX_ROWS:
        raise ValueError(f"{place}: {columns} columns and {rows} rows, at most {MAX_COLUMNS} and {MAX_ROWS}")
    if sum(column.width or 1 for column in table.columns) > 100:
        raise ValueError(f"{place}: the columns' widths are over 100 percent together")
    for index, row in enumerate(table.rows):
        cells = row if isinstance(row, list) else row.cells
        if len(cells) != columns and (isinstance(row, list) or row.heading is None):
            raise ValueError(f"{place}.rows[{index}] has {len(cells)} cells for {columns} columns")


def _chart(chart: Chart, place):
    labels, series = len(chart.labels), chart.series
    if not chart.summary.strip():
        raise ValueError(f"{place}.summary must say what the bars show")
    if not 1 <= labels <= MAX_BARS or not 1 <= len(series) <= MAX_SERIES:
        raise ValueError(f"{place}: {labels} labels and {len(series)} series, 1 to {MAX_BARS} and {MAX_SERIES}")
    for index, entry in enumerate(series):
        if len(entry.values) != labels:
            raise ValueError(f"{place}.series[{index}] has {len(entry.values)} values for {labels} labels")
    ends = [chart.full, chart.rule.at if chart.rule else None]
    numbers = [*(value for entry in series for value in entry.values), *ends]
    if not all(number is None or isfinite(number) for number in numbers):
        raise ValueError(f"{place} must have finite numbers")
    if chart.form == "tiles":
        _tiles(chart, place, labels)


def _tiles(chart: Chart, place, labels):
    classes = chart.classes or Classes([], [])
    if len(chart.places) != labels:
        raise ValueError(f"{place}.places must be a column and a row for each label")
    known = {None, *range(len(classes.names))}
    if len(classes.names) > MAX_CLASSES or len(classes.of) != labels or not set(classes.of) <= known:
        raise ValueError(f"{place}.classes must be at most {MAX_CLASSES}, one or None for each label")


CHECKS: dict[type, Callable] = {Table: _table, Chart: _chart}
