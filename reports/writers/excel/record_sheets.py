"""Sheets of an area's records: a row for each, with the columns of all its kinds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.indicators import catalogue
from core.indicators.declarations import Flow
from core.lib.text.vietnamese import sentence_case
from filing import excel_cells
from filing.models.records import Status
from reports.content.frozen.content import INTERNAL
from reports.writers.edition_data import task_names
from reports.writers.excel.sheet import Formula, WorksheetColumn, day

EMPTY = "Không có mục nào được liệt kê trong bản này."
SEEN = "Cộng các dòng đang hiện"
NOTE = (
    "Dòng cộng tính các dòng đang hiện sau khi lọc, gồm cả việc đang thực hiện; "
    "trang “Chỉ tiêu” chỉ tính việc đã hoàn thành."
)
INSIDE = "Ô để trống ở cột “Nội dung”: nội dung do đơn vị nhập, không đưa vào bản công bố."
STATUSES = "Trạng thái"
WIDTHS = excel_cells.WIDTHS | {"text": 24}


@dataclass
class RecordColumn:
    """A column shared by kinds: {model's label: (field, function of the frozen value)}."""

    label: str
    form: str
    is_additive: bool
    readers: dict = field(default_factory=dict)

    def cell(self, record):
        """Return the record's value; None if its kind has no such field."""
        name, read = self.readers.get(record["kind"], (None, None))
        value = record.get(name)
        return None if _is_empty(value) else read(value)


def write(begin, area, part, *, with_units):
    """Write the sheet of one area; `begin(name, columns)` returns the new sheet."""
    kinds = {kind.model._meta.label: kind for kind in area.kinds if kind.is_record}
    records = _sort_records([record for record in part.records if record["kind"] in kinds], kinds)
    present = [kind for label, kind in kinds.items() if any(record["kind"] == label for record in records)]
    tasks, statuses = task_names(part), {key: str(word) for key, word in Status.choices}
    columns = _columns(present, records, tasks)
    told: dict[str, tuple[WorksheetColumn, Callable] | None] = {
        "TT": (WorksheetColumn("TT", "plain", 6), dict),
        "Nội dung": (WorksheetColumn("Nội dung", width=44), lambda record: record["title"]),
        "Loại": (WorksheetColumn("Loại nội dung", width=20), lambda record: str(kinds[record["kind"]].name)),
        "Đơn vị": (WorksheetColumn("Đơn vị", width=20), lambda record: record.get("unit_name")) if with_units else None,
        "Nhiệm vụ": (WorksheetColumn("Nhiệm vụ", width=28), lambda record: tasks.get(record["task"], record["task"])),
        "Ngày": (WorksheetColumn("Ngày tính vào kỳ", "day", 12), lambda record: day(record["day"])),
        STATUSES: (WorksheetColumn(STATUSES), lambda record: statuses.get(record["status"], record["status"])),
    }
    common = [entry for entry in told.values() if entry]
    grid = begin(
        str(area.title), [column for column, _read in common] + [_sheet_column(column, present) for column in columns]
    )
    for count, record in enumerate(records, start=1):
        values = [read(record) for _column, read in common[1:]]
        grid.add([count, *values, *(column.cell(record) for column in columns)])
    grid.filter()
    is_hidden = part.edition != INTERNAL and any(not record["title"] for record in records)
    notes = [INSIDE] if is_hidden else []
    if not records:
        notes = [EMPTY]
    elif any(column.is_additive for column in columns):
        totals = [_total_cell(grid, place, column, records) for place, column in enumerate(columns, start=len(common))]
        grid.add([("total_text", ""), ("total_text", SEEN), *[("total_text", "")] * (len(common) - 2), *totals])
        notes = [NOTE, *notes]
    if notes:
        grid.notes(notes)


def _sort_records(records, kinds):
    """Return the records by unit in the content's order, then by day and kind."""
    units: dict[str | None, int] = {}
    order = list(kinds)
    for record in records:
        units.setdefault(record.get("unit_name"), len(units))
    return sorted(
        records, key=lambda record: (units[record.get("unit_name")], record["day"], order.index(record["kind"]))
    )


def _columns(kinds, records, tasks):
    """Return the columns that some record fills: shared ones, then each kind's own, then those of all kinds."""
    columns: dict[tuple, RecordColumn] = {}
    last: dict[tuple, RecordColumn] = {}
    for kind in kinds:
        model = kind.model
        filled = _filled_fields(records, model._meta.label)
        adding = _additive_fields(model) if kind.is_work else frozenset()
        for name in (*model.FROZEN_FIELDS, *model.TOLD):
            model_field = model._meta.get_field(name)
            # What a related row is called is in the title already, and its number says nothing.
            if name in filled and not model_field.is_relation:
                label, form = sentence_case(str(model_field.verbose_name)), excel_cells.format_name(model_field)
                where = last if name in model.TOLD else columns
                column = where.setdefault(
                    (name, label, form, name in adding), RecordColumn(label, form, name in adding)
                )
                column.readers[model._meta.label] = name, _reader(model_field, form, tasks)
    all_columns = list(columns.values())
    shared, single = (
        [column for column in all_columns if (len(column.readers) > 1) == is_shared] for is_shared in (True, False)
    )
    return [*shared, *single, *last.values()]


def _filled_fields(records, label):
    """Return the names of the fields that some record of that kind fills."""
    of_kind = [record for record in records if record["kind"] == label]
    return {name for record in of_kind for name, value in record.items() if not _is_empty(value)}


def _reader(model_field, form, tasks):
    if form == "day":
        return day
    # Their names are asked of no database: what is frozen is written without one.
    if model_field.name == "also":
        return lambda codes: "\n".join(tasks.get(code, code) for code in codes)
    return excel_cells.cell_reader(model_field)


def _additive_fields(model):
    """Return the names of the fields that are counted in a figure or a total."""
    flows = [indicator for indicator in catalogue.indicators_from(model._meta.label) if isinstance(indicator, Flow)]
    return {name for indicator in flows for name in (indicator.total, indicator.female, indicator.minority)} | set(
        model.TOTALS
    )


def _sheet_column(column, kinds):
    """Return the column of the sheet, grouped under its kind if only one of several kinds has it."""
    label = next(iter(column.readers))
    alone = len(column.readers) == 1 and len(kinds) > 1
    group = next(str(kind.name) for kind in kinds if kind.model._meta.label == label) if alone else ""
    return WorksheetColumn(column.label, column.form, WIDTHS[column.form], group)


def _total_cell(grid, place, column, records):
    """Return the sum of the rows that the filter shows."""
    if not column.is_additive:
        return "total_text", ""
    value = sum(column.cell(record) or 0 for record in records)
    return "total", Formula(f"=SUBTOTAL(9,{grid.column_range(place)})", value)


def _is_empty(value):
    return value is None or value is False or value in ("", [])
