"""A list as an Excel file, row by row, so that a long one takes no more memory than a short one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from tempfile import TemporaryFile

from django.core.files import File
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from calendars.clock import today
from progress import sheets

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    """One column: `read` gives an entry's value as text, number, day or instant; None leaves the cell empty."""

    name: str
    label: str
    format: str
    read: Callable


def columns_of(kind, *, with_units):
    """What a person files, in the form's order, what is added up, and who filed it when."""
    model = kind.model
    names = ["unit"] if with_units else []
    names += [name for name in kind.form.Meta.fields if name not in names]
    names += [name for name in (*model.TOTALS, "created_by", "created_at") if name not in names]
    return [_column(model._meta.get_field(name)) for name in names]


def _column(field):
    label = _("Filed at") if field.name == "created_at" else str(field.verbose_name)
    shown = sheets.reader_of(field)
    return Column(field.name, label, sheets.form_of(field), lambda entry: shown(getattr(entry, field.name)))


def write_list(kind, entries, totals, *, with_units):
    """The entries as a file to hand out, with the totals in its last row."""
    columns = columns_of(kind, with_units=with_units)
    related = [column.name for column in columns if kind.model._meta.get_field(column.name).many_to_one]
    # It is closed with the response that hands it out.
    file = TemporaryFile()  # noqa: SIM115
    with Workbook(file, {"constant_memory": True}) as book:
        # The day stands for the instant: the same list of one day is the same file.
        book.set_properties({"title": str(kind.name), "created": datetime.combine(today(), time.min)})
        sheet = _Sheet(book, columns)
        for entry in entries.select_related(*related).iterator(chunk_size=AT_ONCE):
            sheet.write([(column.format, column.read(entry)) for column in columns])
        sheet.write([("total", cell) for cell in _total_cells(columns, totals)])
    return File(file, name=f"{kind.model.__name__}.xlsx")


def _total_cells(columns, totals):
    cells = [totals.sums.get(column.name) for column in columns]
    words = _("Total of what is done: %s") if totals.sums else _("Rows: %s")
    return [words % (totals.done if totals.sums else totals.rows), *cells[1:]]


class _Sheet:
    """A sheet that is written from the top down, its heads in sight while one scrolls."""

    def __init__(self, book, columns):
        self.sheet = book.add_worksheet(_("List"))
        self.formats = sheets.add_formats(book)
        self.row = 0
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, sheets.WIDTHS[column.format])
        self.sheet.freeze_panes(1, 0)
        self.write([("head", column.label) for column in columns])

    def write(self, cells):
        """One row of (format, value)."""
        for place, (name, value) in enumerate(cells):
            sheets.write(self.sheet, self.row, place, value, self.formats[name])
        self.row += 1
