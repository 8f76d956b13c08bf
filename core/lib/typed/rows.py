"""Rows that people paste from a sheet, type, or upload as text: tabs, semicolons or commas between the cells."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.lib.text.normalise import clean
from core.lib.text.vietnamese import number

MAX_ROWS = 1_000
MAX_BYTES = 1024 * 1024
# The first of them that stands in the first line: what comes from a sheet may have commas within its cells.
DELIMITERS = "\t;,"
# How one cell holds the lines of a heading; a sheet's own line breaks stand between quotation marks.
LINE_BREAK = "|"


class Row(NamedTuple):
    """A row: the line on which it begins, and its cells without blanks around."""

    line: int
    cells: tuple[str, ...]


def read_rows(text):
    """Return the rows of a text, without empty ones; ValidationError for too many, or a quotation mark left open."""
    text = clean(text)
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), skipinitialspace=True, strict=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            cells = tuple(cell.strip() for cell in cells)
            if any(cells):
                rows.append(Row(begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        message = _("Line %(line)s: a quotation mark is not closed, or is in the middle of a cell.")
        raise ValidationError(message, params={"line": begins}) from error
    if len(rows) > MAX_ROWS:
        message = _("There are %(number)s lines. You can add at most %(most)s at a time.")
        raise ValidationError(message, params={"number": number(len(rows)), "most": number(MAX_ROWS)})
    return rows


def decode_text(content):
    """Return the text of an uploaded file in UTF-8, or in the UTF-16 that sheets save; ValidationError for others."""
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("This file is not Unicode text. Save the sheet as “CSV UTF-8” or “Unicode text”, or copy its cells.")
        ) from error


def lines_of(cell):
    """Return the text of a cell that holds several lines, a line each."""
    return "\n".join(line.strip() for line in cell.replace(LINE_BREAK, "\n").splitlines() if line.strip())


def _delimiter(text):
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((sign for sign in DELIMITERS if sign in first), ",")
