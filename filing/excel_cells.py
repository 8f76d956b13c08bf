"""Formats and cells of all Excel files; typed text is never written as a formula."""

import re
from datetime import date
from math import ceil

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lib.choices_field import ManyField
from filing.models.rows_field import RowsField

FORMATS: dict[str, dict] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
    "plain": {"num_format": "0", "valign": "top"},
    "day": {"num_format": "d/m/yyyy", "valign": "top"},
    "instant": {"num_format": "d/m/yyyy h:mm", "valign": "top"},
    "total": {"num_format": "#,##0", "bold": True, "text_wrap": True, "valign": "top", "top": 1},
}
LINE_POINTS, MOST_POINTS = 15, 409
WIDTHS = {"text": 28, "number": 14, "plain": 9, "day": 12, "instant": 16}
# Characters that XML forbids: with one of them Excel refuses the whole file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def add_formats(book, formats=FORMATS):
    """Return {name: format of the book}."""
    return {name: book.add_format(properties) for name, properties in formats.items()}


def write_cell(sheet, row, column, value, cell_format):
    """Write a cell as number, day, instant or text; None and an empty text leave it empty.

    XlsxWriter truncates a text at the most that a cell can hold.
    """
    if value in (None, ""):
        return
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, value, cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, cell_format)
    else:
        # Always as text: what begins with = or + was typed by a person and must not become a formula.
        sheet.write_string(row, column, plain(str(value)), cell_format)


def fit_height(sheet, row, cells, formats=FORMATS):
    """Give a row that is still empty the height of its wrapped texts; `cells` are (format's name, value, width).

    Excel would find it when it opens the file; LibreOffice shows one line.
    """
    texts = [(value, width) for name, value, width in cells if "text_wrap" in formats[name] and isinstance(value, str)]
    lines = max((_count_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_POINTS, MOST_POINTS))


def _count_lines(text, width):
    # The width is told in digits: letters are narrower, which makes up for lines that break at a word.
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))


def plain(text):
    """Return the text without characters that XML forbids, and not mistaken for markup by XlsxWriter."""
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # XlsxWriter writes a text from <r> to </r> unescaped, as markup.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def format_name(field):
    """Return the name of the format for a column with a model's field."""
    # A generated field has the format of its output.
    field = getattr(field, "output_field", field)
    if isinstance(field, models.DateTimeField):
        return "instant"
    if isinstance(field, models.DateField):
        return "day"
    if isinstance(field, models.IntegerField) and not field.choices:
        return "plain" if field.name == "year" else "number"
    return "text"


def cell_reader(field):
    """Return the function that turns a stored value of the field into a cell's value.

    Choices are looked up once, not for each row.
    """
    if isinstance(field, ManyField):
        pairs = field.pairs()
        return lambda value: "\n".join(str(word) for key, word in pairs if key in value)
    if isinstance(field, RowsField):
        return lambda value: "\n".join(field.lines(value))
    if field.choices:
        words = {key: str(word) for key, word in field.flatchoices}
        return lambda value: words.get(value, value)
    if isinstance(field, models.BooleanField):
        words = {True: _("yes"), False: _("no")}
        return words.get
    if isinstance(field, models.DateTimeField):
        return lambda value: timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    return lambda value: value
