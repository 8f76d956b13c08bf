"""The first sheet of an .xlsx workbook as text, as its cells would be pasted: values only, nothing is calculated."""

import datetime
import zipfile
import zlib
from decimal import Decimal
from io import BytesIO
from re import compile as pattern

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.lib.text.vietnamese import number
from core.lib.typed.rows import LINE_BREAK, MAX_ROWS

MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 1_000
# Where the last filled cell may stand: the reader lays out the whole rectangle up to it.
MAX_LINE, MAX_COLUMN = 10_000, 100
# Parts that hold no sheet, but pictures and programs, are never opened.
PARTS = (".xml", ".rels")
UNREADABLE = (
    CalamineError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    *(EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
)
_PLACE = pattern(r"([A-Z]{1,3})(\d{1,7})")


def text_of_workbook(content):
    """Return the rows of the first sheet, a line each, with tabs between the cells.

    ValidationError where the bytes are no workbook, or one that is too large.
    """
    try:
        sheet = _first_sheet(CalamineWorkbook.from_filelike(_plain_copy(content)))
        rows = sheet.to_python(skip_empty_area=False) if sheet else []
    except UNREADABLE as error:
        message = _("This workbook cannot be read. Save it again as .xlsx without a password, or copy its cells.")
        raise ValidationError(message) from error
    return "\n".join(_line(row) for row in rows)


def _first_sheet(book):
    """Return the first sheet of cells that is not hidden, None where there is none."""
    shown = (
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    )
    name = next(shown, None)
    return None if name is None else book.get_sheet_by_name(name)


def _plain_copy(content):
    """Return the workbook's parts of XML, unpacked: what its directory tells of sizes is not believed."""
    plain, room = BytesIO(), MAX_UNPACKED
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(plain, "w") as copy:
        parts = [part for part in packed.infolist() if part.filename.endswith(PARTS)]
        for part in parts[: MAX_PARTS + 1]:
            with packed.open(part) as file:
                unpacked = file.read(room + 1)
            room -= len(unpacked)
            if room < 0 or len(parts) > MAX_PARTS:
                raise _too_large()
            _check_places(unpacked)
            copy.writestr(part.filename, unpacked)
    plain.seek(0)
    return plain


def _check_places(part):
    """Refuse a part that is no XML, or in which a filled cell stands too far down or to the right."""
    line = column = 0
    found = {"events": ("start", "end"), "tag": ("{*}row", "{*}c"), "resolve_entities": False}
    for event, element in etree.iterparse(BytesIO(part), **found):
        is_row = etree.QName(element).localname == "row"
        if event == "start" and is_row:
            line, column = int(element.get("r", line + 1)), 0
        elif event == "start":
            column += 1
            if place := _PLACE.fullmatch(element.get("r", "")):
                column, line = _number_of(place[1]), int(place[2])
        elif not is_row and len(element) and (line > MAX_LINE or column > MAX_COLUMN):
            raise _too_large()
        if event == "end":
            element.clear()


def _number_of(letters):
    """Return 28 of `AB`."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def _too_large():
    message = _("This workbook is too large. Copy only the filled rows of its first sheet: at most %(number)s.")
    return ValidationError(message, params={"number": number(MAX_ROWS)})


def _line(row):
    cells = [_written(cell) for cell in row]
    return "\t".join(cells) if any(cells) else ""


def _written(value):
    """Return a value as people type it in one line, with the mark for the lines of a cell."""
    lines = _text(value).replace("\t", " ").splitlines()
    text = f" {LINE_BREAK} ".join(line.strip() for line in lines if line.strip())
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def _text(value):
    match value:
        case bool():
            return str(value).upper()
        case float() | int():
            return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
        case datetime.datetime() if value.time() != datetime.time():
            return f"{value:%H:%M} {value.day}/{value.month}/{value.year}"
        case datetime.date():
            return f"{value.day}/{value.month}/{value.year}"
        case _:
            return str(value)
