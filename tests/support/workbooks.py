"""Workbooks for the tests of uploads: written with few words, and read back."""

from io import BytesIO

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook


def workbook(*writers):
    """The bytes of an .xlsx with a sheet for each function that fills one."""
    file = BytesIO()
    with Workbook(file) as book:
        for write in writers:
            write(book.add_worksheet())
    return file.getvalue()


def rows_of(content):
    """The rows of the first sheet."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
