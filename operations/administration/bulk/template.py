"""The workbook to be filled in: the columns of a sheet as text, and rows that are known already."""

from contextlib import suppress
from datetime import datetime, time
from tempfile import TemporaryFile

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from core.accounts.downloads import send_file
from core.lib.dates.clock import today
from core.lib.typed.rows import read_rows
from filing import excel_cells
from filing.lists.spreadsheets import MEDIA_TYPE

# As text, so that Excel keeps the zeros in front of codes and days as they are typed.
TYPED = {"num_format": "@", "text_wrap": True, "valign": "top"}


def send_template(sheet_class, text):
    """Send an .xlsx with the head of the columns of a kind of sheet, and below it the rows that the text has."""
    rows = []
    # What stands in an address may be no rows at all.
    with suppress(ValidationError):
        rows = read_rows(text)
    # The response that sends it closes it.
    file = TemporaryFile()  # noqa: SIM115
    with Workbook(file) as book:
        book.set_properties({"created": datetime.combine(today(), time.min)})
        formats = excel_cells.add_formats(book, excel_cells.FORMATS | {"typed": TYPED})
        sheet = book.add_worksheet(_("List"))
        for index, column in enumerate(sheet_class.COLUMNS):
            sheet.set_column(index, index, excel_cells.WIDTHS["text"], formats["typed"])
            excel_cells.write_cell(sheet, 0, index, str(column.label), formats["head"])
        for line, row in enumerate(rows, start=1):
            for index, cell in enumerate(row.cells):
                excel_cells.write_cell(sheet, line, index, cell, formats["typed"])
        sheet.freeze_panes(1, 0)
    return send_file(File(file), f"{sheet_class.FILE_NAME}.xlsx", MEDIA_TYPE)
