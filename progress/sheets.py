"""What every Excel file of the portal has in common: formats, and cells in which typed text is never a formula."""

import re
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from progress.rows import RowsField
from texts.choices import ManyField

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
# What no XML may hold, so that one such letter would make Excel refuse the whole file.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def add_formats(book, given=FORMATS):
    """{name: format of that book}."""
    return {name: book.add_format(properties) for name, properties in given.items()}


def write(sheet, row, place, value, form):
    """A cell as number, day, instant or text; None and an empty text leave it empty.

    XlsxWriter cuts a text at what a cell of Excel holds.
    """
    if value in (None, ""):
        return
    if isinstance(value, (int, float)):
        sheet.write_number(row, place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    else:
        # Always as text: what begins with = or + was typed by a person and is no formula.
        sheet.write_string(row, place, plain(str(value)), form)


def plain(text):
    """The text without letters that no file may hold, and such that XlsxWriter takes it for text."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # What lies between <r> and </r> it would write as markup, unescaped.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def form_of(field):
    """The name of the format in which a model's field stands in a column."""
    # A computed column is what it gives out.
    field = getattr(field, "output_field", field)
    if isinstance(field, models.DateTimeField):
        return "instant"
    if isinstance(field, models.DateField):
        return "day"
    if isinstance(field, models.IntegerField) and not field.choices:
        return "plain" if field.name == "year" else "number"
    return "text"


def reader_of(field):
    """The function that gives a stored value of the field as a cell; what it needs is asked once, not for each row."""
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
