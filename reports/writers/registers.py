"""An area's sheet: its records, a row each, whatever their kind; what several kinds have in common stands once."""

from dataclasses import dataclass, field

from indicators import catalogue
from indicators.declarations import Flow
from progress import sheets
from progress.records import Status
from reports.writers.grid import Column, Formula, day
from reports.writers.parts import task_names
from texts.vietnamese import sentence_case

EMPTY = "Không có mục nào được liệt kê trong bản này."
SEEN = "Cộng các dòng đang hiện"
NOTE = (
    "Dòng cộng tính các dòng đang hiện sau khi lọc, gồm cả việc đang thực hiện; "
    "trang “Chỉ tiêu” chỉ tính việc đã hoàn thành."
)
STATUSES = "Trạng thái"
WIDTHS = sheets.WIDTHS | {"text": 24}


@dataclass
class Told:
    """A column of several kinds: {model's label: (name, function of the frozen value)}."""

    label: str
    form: str
    adds: bool
    readers: dict = field(default_factory=dict)

    def cell(self, record):
        """The record's value, None where its kind has no such field."""
        name, read = self.readers.get(record["kind"], (None, None))
        value = record.get(name)
        return None if _is_empty(value) else read(value)


def write(begin, area, part, *, with_units):
    """The sheet of one area; `begin(name, columns)` begins it."""
    kinds = {kind.model._meta.label: kind for kind in area.kinds if kind.is_record}
    records = _in_order([record for record in part.get("records", ()) if record["kind"] in kinds], kinds)
    present = [kind for label, kind in kinds.items() if any(record["kind"] == label for record in records)]
    tasks, statuses = task_names(part), {key: str(word) for key, word in Status.choices}
    told = _columns(present, records, tasks)
    common = {
        "TT": (Column("TT", "plain", 6), None),
        "Nội dung": (Column("Nội dung", width=44), lambda record: record["title"]),
        "Loại": (Column("Loại", width=20), lambda record: str(kinds[record["kind"]].name)),
        "Đơn vị": (Column("Đơn vị", width=20), lambda record: record.get("unit_name")) if with_units else None,
        "Nhiệm vụ": (Column("Nhiệm vụ", width=28), lambda record: tasks.get(record["task"], record["task"])),
        "Ngày": (Column("Ngày tính vào kỳ", "day", 12), lambda record: day(record["day"])),
        STATUSES: (Column(STATUSES), lambda record: statuses.get(record["status"], record["status"])),
    }
    common = [one for one in common.values() if one]
    grid = begin(str(area.title), [column for column, _read in common] + [_head(one, present) for one in told])
    for count, record in enumerate(records, start=1):
        own = [read(record) for _column, read in common[1:]]
        grid.add([count, *own, *(one.cell(record) for one in told)])
    grid.filter()
    if not records:
        grid.notes([EMPTY])
    elif any(one.adds for one in told):
        totals = [_total(grid, place, one, records) for place, one in enumerate(told, start=len(common))]
        grid.add([("total_text", ""), ("total_text", SEEN), *[("total_text", "")] * (len(common) - 2), *totals])
        grid.notes([NOTE])


def _in_order(records, kinds):
    """Unit by unit as the content has them, in each by day, then by kind."""
    units, order = {}, list(kinds)
    for record in records:
        units.setdefault(record.get("unit_name"), len(units))
    return sorted(records, key=lambda one: (units[one.get("unit_name")], one["day"], order.index(one["kind"])))


def _columns(kinds, records, tasks):
    """The fields that some record has: those of several kinds first, then each kind's own, then what all tell."""
    columns, last = {}, {}
    for kind in kinds:
        model = kind.model
        filled = _filled(records, model._meta.label)
        adding = _adding(model) if kind.is_work else frozenset()
        for name in (*model.FROZEN_FIELDS, *model.TOLD):
            one = model._meta.get_field(name)
            # What a related row is called is in the title already, and its number says nothing.
            if name in filled and not one.is_relation:
                label, form = sentence_case(str(one.verbose_name)), sheets.form_of(one)
                where = last if name in model.TOLD else columns
                told = where.setdefault((name, label, form, name in adding), Told(label, form, name in adding))
                told.readers[model._meta.label] = name, _reader(one, form, tasks)
    found = list(columns.values())
    shared, own = ([one for one in found if (len(one.readers) > 1) == several] for several in (True, False))
    return [*shared, *own, *last.values()]


def _filled(records, label):
    """The names of the fields in which some record of that kind has something."""
    own = [record for record in records if record["kind"] == label]
    return {name for record in own for name, value in record.items() if not _is_empty(value)}


def _reader(model_field, form, tasks):
    if form == "day":
        return day
    # Their names are asked of no database: what is frozen is written without one.
    if model_field.name == "also":
        return lambda codes: "\n".join(tasks.get(code, code) for code in codes)
    return sheets.reader_of(model_field)


def _adding(model):
    """The fields that add up: those of which the portal makes a figure or a total."""
    flows = [one for one in catalogue.taken_from(model._meta.label) if isinstance(one, Flow)]
    return {name for one in flows for name in (one.total, one.female, one.minority)} | set(model.TOTALS)


def _head(one, kinds):
    """The column of the sheet; one that only a single kind of several has stands under that kind's name."""
    label = next(iter(one.readers))
    alone = len(one.readers) == 1 and len(kinds) > 1
    group = next(str(kind.name) for kind in kinds if kind.model._meta.label == label) if alone else ""
    return Column(one.label, one.form, WIDTHS[one.form], group)


def _total(grid, place, one, records):
    """The sum of what the filter leaves in sight."""
    if not one.adds:
        return "total_text", ""
    value = sum(one.cell(record) or 0 for record in records)
    return "total", Formula(f"=SUBTOTAL(9,{grid.down(place)})", value)


def _is_empty(value):
    return value is None or value is False or value in ("", [])
