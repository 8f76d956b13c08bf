"""The Excel file of a list, written row by row to limit the memory of long lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from tempfile import TemporaryFile

from django.core.files import File
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from core.lib.dates.clock import today
from filing import excel_cells

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK_SIZE = 500


@dataclass(frozen=True)
class ExportColumn:
    """A column; `read` returns an entry's value as text, number, day or instant, or None.

    None leaves the cell empty.
    """

    name: str
    label: str
    format: str
    read: Callable


def columns_of(kind, *, with_units):
    """Return the columns: the form's fields in their order, the totals, and who filed it when."""
    model = kind.model
    names = ["unit"] if with_units else []
    names += [name for name in kind.form.Meta.fields if name not in names]
    names += [name for name in (*model.TOTALS, "created_by", "created_at") if name not in names]
    return [_column(model._meta.get_field(name)) for name in names]


def _column(field):
    label = _("Entered at") if field.name == "created_at" else str(field.verbose_name)
    read_value = excel_cells.cell_reader(field)
    return ExportColumn(
        field.name, label, excel_cells.format_name(field), lambda entry: read_value(getattr(entry, field.name))
    )


def write_list(kind, entries, totals, *, with_units):
    """Return the entries as a file to send, with the totals in its last row."""
    columns = columns_of(kind, with_units=with_units)
    related = [column.name for column in columns if kind.model._meta.get_field(column.name).many_to_one]
    # The response that sends it closes it.
    file = TemporaryFile()  # noqa: SIM115
    with Workbook(file, {"constant_memory": True}) as book:
        # The day instead of the instant, so that the same list gives the same file on one day.
        book.set_properties({"title": str(kind.name), "created": datetime.combine(today(), time.min)})
        sheet = _Sheet(book, columns)
        for entry in entries.select_related(*related).iterator(chunk_size=CHUNK_SIZE):
            sheet.write([(column.format, column.read(entry)) for column in columns])
        sheet.write([("total", cell) for cell in _total_cells(columns, totals)])
    return File(file, name=f"{kind.model.__name__}.xlsx")


def _total_cells(columns, totals):
    cells = [totals.sums.get(column.name) for column in columns]
    label = _("Total of completed entries: %s") if totals.sums else _("Rows: %s")
    return [label % (totals.done if totals.sums else totals.rows), *cells[1:]]


class _Sheet:
    """A sheet written from the top down, with a frozen head row."""

    def __init__(self, book, columns):
        self.sheet = book.add_worksheet(_("List"))
        self.formats = excel_cells.add_formats(book)
        self.row = 0
        self.widths = [excel_cells.WIDTHS[column.format] for column in columns]
        for index, width in enumerate(self.widths):
            self.sheet.set_column(index, index, width)
        self.sheet.freeze_panes(1, 0)
        self.write([("head", column.label) for column in columns])

    def write(self, cells):
        """Write a row of (format, value)."""
        told = [(*cell, width) for cell, width in zip(cells, self.widths, strict=True)]
        excel_cells.fit_height(self.sheet, self.row, told)
        for index, (name, value) in enumerate(cells):
            excel_cells.write_cell(self.sheet, self.row, index, value, self.formats[name])
        self.row += 1
