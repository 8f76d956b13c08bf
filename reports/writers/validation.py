"""Validation of a tree before it is written: its shape, and sizes that a renderer can handle."""

from math import isfinite

from reports.writers.tree import URGENCIES

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
MAX_TILES = 20  # columns and rows of a schematic map
FORMS = ("bars", "columns", "lines", "tiles")
MAX_TOTAL = 1_000_000  # characters of the whole tree
ALIGNMENTS = ("left", "right", "center")

TEXT_KEYS = {
    "section": ("number", "text"),
    "item": ("number", "text"),
    "point": ("letter", "text"),
    "paragraph": ("text",),
    "bases": (),
    "bullets": (),
    "table": (),
    "chart": ("title", "summary"),
}
LINE_KINDS = ("section", "item", "chart")
LIST_KEYS = {"bases": "lines", "bullets": "items"}


def validate(tree):
    """Raise ValueError, naming the place ("body[3] paragraph.text"), when the tree can't be written."""
    head = _part(tree, "head", dict)
    for key in ("superior", "body", "symbol", "place", "type", "subject"):
        _text(head.get(key), f"head.{key}", MAX_HEAD)
    for key in ("contact", "issuer"):
        _text(head.get(key) or "", f"head.{key}", MAX_HEAD)
    if type(head.get("year")) is not int or not 1 <= (head.get("month") or 1) <= 12:
        raise ValueError("head.year must be a whole number, head.month one from 1 to 12 or None")
    if (head.get("urgency") or URGENCIES[0]) not in URGENCIES:
        raise ValueError(f"head.urgency is empty or one of {', '.join(URGENCIES)}")
    _texts(head.get("addressees"), "head.addressees", MAX_HEAD)
    _blocks(_part(tree, "body", list), "body")
    signature = _part(tree, "signature", dict)
    _texts(signature.get("lines"), "signature.lines", MAX_HEAD)
    _text(signature.get("name"), "signature.name", MAX_HEAD)
    _texts(tree.get("recipients"), "recipients", MAX_LINE)
    _text(tree.get("filing"), "filing", MAX_LINE)
    _text(tree.get("note") or "", "note", MAX_LINE)
    for index, appendix in enumerate(_part(tree, "appendices", list)):
        where = f"appendices[{index}]"
        if not isinstance(appendix, dict):
            raise ValueError(f"{where} must be a dict")
        _text(appendix.get("title"), f"{where}.title", MAX_LINE)
        _blocks(_part(appendix, "blocks", list), f"{where}.blocks")
    if (total := _characters(tree)) > MAX_TOTAL:
        raise ValueError(f"the document has {total:,} characters, at most {MAX_TOTAL:,}")


def _blocks(blocks, where):
    for index, block in enumerate(blocks):
        kind = block.get("type") if isinstance(block, dict) else None
        place = f"{where}[{index}] {kind}"
        if kind not in TEXT_KEYS:
            raise ValueError(f"{place}: not a kind of block")
        for key in TEXT_KEYS[kind]:
            _text(block.get(key), f"{place}.{key}", MAX_LINE if kind in LINE_KINDS else MAX_TEXT)
        if kind in LIST_KEYS:
            _texts(block.get(LIST_KEYS[kind]), f"{place}.{LIST_KEYS[kind]}")
        if kind == "table":
            _table(block, place)
        if kind == "chart":
            _chart(block, place)


def _table(table, place):
    for key in ("caption", "unit_note", "legend"):
        _text(table.get(key) or "", f"{place}.{key}")
    columns, rows = _part(table, "columns", list), _part(table, "rows", list)
    if not 1 <= len(columns) <= MAX_COLUMNS or len(rows) > MAX_ROWS:
        raise ValueError(f"{place}: {len(columns)} columns and {len(rows)} rows, at most {MAX_COLUMNS} and {MAX_ROWS}")
    for index, column in enumerate(columns):
        if not isinstance(column, dict):
            raise ValueError(f"{place}.columns[{index}] must be a dict")
        _text(column.get("label"), f"{place}.columns[{index}].label", MAX_CELL)
        _text(column.get("group") or "", f"{place}.columns[{index}].group", MAX_CELL)
        if column.get("align", "left") not in ALIGNMENTS:
            raise ValueError(f"{place}.columns[{index}].align is one of {', '.join(ALIGNMENTS)}")
    if any(type(width := column.get("width") or 1) is not int or not 1 <= width <= 100 for column in columns):
        raise ValueError(f"{place}: a column's width is a whole number of percent")
    if sum(column.get("width") or 1 for column in columns) > 100:
        raise ValueError(f"{place}: the columns' widths are over 100 percent together")
    for index, row in enumerate(rows):
        _row(row, len(columns), f"{place}.rows[{index}]")


def _chart(chart, place):
    labels, series = _part(chart, "labels", list), _part(chart, "series", list)
    _text(chart.get("unit"), f"{place}.unit", MAX_LABEL)
    if not chart["summary"].strip():
        raise ValueError(f"{place}.summary must say what the bars show")
    _texts(labels, f"{place}.labels", MAX_LABEL)
    if not 1 <= len(labels) <= MAX_BARS or not 1 <= len(series) <= MAX_SERIES:
        raise ValueError(f"{place}: {len(labels)} labels and {len(series)} series, 1 to {MAX_BARS} and {MAX_SERIES}")
    for index, entry in enumerate(series):
        where = f"{place}.series[{index}]"
        _text(entry.get("name") if isinstance(entry, dict) else None, f"{where}.name", MAX_LABEL)
        values = _part(entry, "values", list)
        if len(values) != len(labels):
            raise ValueError(f"{where} has {len(values)} values for {len(labels)} labels")
        if not all(value is None or (type(value) in (int, float) and isfinite(value)) for value in values):
            raise ValueError(f"{where}.values must be numbers or None")
    _shape(chart, place)


def _shape(chart, place):
    if chart.get("form", "bars") not in FORMS:
        raise ValueError(f"{place}.form is one of {', '.join(FORMS)}")
    _text(chart.get("along") or "", f"{place}.along", MAX_LABEL)
    rule = chart.get("rule", {"at": 0, "name": ""})
    _text(rule["name"], f"{place}.rule.name", MAX_LABEL)
    if not all(type(value) in (int, float) and isfinite(value) for value in (rule["at"], chart.get("full", 0))):
        raise ValueError(f"{place}.rule and full must be numbers")
    if chart.get("form") == "tiles":
        _tiles(chart, place)


def _tiles(chart, place):
    places, classes, number = _part(chart, "places", list), _part(chart, "classes", dict), len(chart["labels"])
    if len(places) != number or any(
        type(coordinate) is not int or not 0 <= coordinate < MAX_TILES for tile in places for coordinate in tile
    ):
        raise ValueError(f"{place}.places must be a column and a row below {MAX_TILES} for each label")
    names, class_indexes = _part(classes, "names", list), _part(classes, "of", list)
    _texts(names, f"{place}.classes.names", MAX_LABEL)
    if len(names) > MAX_CLASSES or len(class_indexes) != number or not set(class_indexes) <= {None, *range(len(names))}:
        raise ValueError(f"{place}.classes must be at most {MAX_CLASSES}, one or None for each label")


def _row(row, columns, place):
    if isinstance(row, dict) and "heading" in row:
        _text(row["heading"], f"{place}.heading", MAX_CELL)
        return
    cells = row.get("cells") if isinstance(row, dict) else row
    _texts(cells, place, MAX_CELL)
    if len(cells) != columns:
        raise ValueError(f"{place} has {len(cells)} cells for {columns} columns")


def _part(parent, key, kind):
    value = parent.get(key) if isinstance(parent, dict) else None
    if not isinstance(value, kind):
        raise ValueError(f"{key} must be a {kind.__name__}")
    return value


def _texts(values, where, limit=MAX_TEXT):
    if not isinstance(values, list):
        raise ValueError(f"{where} must be a list of texts")
    for index, value in enumerate(values):
        _text(value, f"{where}[{index}]", limit)


def _text(value, where, limit=MAX_TEXT):
    if not isinstance(value, str):
        raise ValueError(f"{where} must be a text, not {type(value).__name__}")
    if len(value) > limit:
        raise ValueError(f"{where} has {len(value):,} characters, at most {limit:,}")
    if (breaks := value.count("\n")) > MAX_BREAKS:
        raise ValueError(f"{where} has {breaks:,} line breaks, at most {MAX_BREAKS:,}")


def _characters(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return sum(_characters(part) for part in value)
    return len(value) if isinstance(value, str) else 0
