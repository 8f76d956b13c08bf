"""A list as an Excel file, row by row, so that a long one takes no more memory than a short one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from tempfile import TemporaryFile

from django.core.files import File
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from calendars.clock import today
from progress.rows import RowsField
from texts.choices import ManyField

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell of Excel holds; a longer text would make it refuse the file.
LONGEST = 32_767
AT_ONCE = 500
FORMATS = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
    "plain": {"num_format": "0", "valign": "top"},
    "day": {"num_format": "d/m/yyyy", "valign": "top"},
    "instant": {"num_format": "d/m/yyyy h:mm", "valign": "top"},
    "total": {"num_format": "#,##0", "bold": True, "text_wrap": True, "valign": "top", "top": 1},
}
WIDTHS = {"text": 28, "number": 14, "plain": 9, "day": 12, "instant": 16}


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
    return Column(field.name, label, _format(field), _reader(field))


def _format(field):
    # A computed column is what it gives out.
    field = getattr(field, "output_field", field)
    if isinstance(field, models.DateTimeField):
        return "instant"
    if isinstance(field, models.DateField):
        return "day"
    if isinstance(field, models.IntegerField) and not field.choices:
        return "plain" if field.name == "year" else "number"
    return "text"


def _reader(field):
    """The function that reads a field's value out of an entry; whatever it needs is asked once, not for each row."""
    if isinstance(field, ManyField):
        pairs = field.pairs()
        return lambda entry: "\n".join(str(word) for key, word in pairs if key in getattr(entry, field.attname))
    if isinstance(field, RowsField):
        return lambda entry: "\n".join(field.lines(getattr(entry, field.attname)))
    if field.choices:
        words = {key: str(word) for key, word in field.flatchoices}
        return lambda entry: words.get(getattr(entry, field.attname), getattr(entry, field.attname))
    if isinstance(field, models.BooleanField):
        words = {True: _("yes"), False: _("no")}
        return lambda entry: words.get(getattr(entry, field.attname))
    if isinstance(field, models.DateTimeField):
        return lambda entry: timezone.localtime(getattr(entry, field.attname)).replace(tzinfo=None, microsecond=0)
    return lambda entry: getattr(entry, field.name)


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
        self.formats = {name: book.add_format(given) for name, given in FORMATS.items()}
        self.row = 0
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, WIDTHS[column.format])
        self.sheet.freeze_panes(1, 0)
        self.write([("head", column.label) for column in columns])

    def write(self, cells):
        """One row of (format, value)."""
        for place, (name, value) in enumerate(cells):
            if value not in (None, ""):
                self._write(place, value, self.formats[name])
        self.row += 1

    def _write(self, place, value, form):
        if isinstance(value, int):
            self.sheet.write_number(self.row, place, value, form)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, place, value, form)
        else:
            # Always as text: what begins with = or + was typed by a person and is no formula.
            self.sheet.write_string(self.row, place, str(value)[:LONGEST], form)
