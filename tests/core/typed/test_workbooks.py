"""Workbooks that are uploaded: values as people type them, and nothing that could stop the portal."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from workbooks import workbook
from xlsxwriter import Workbook

from core.lib.typed.rows import Row, read_rows
from core.lib.typed.workbooks import MAX_UNPACKED, text_of_workbook


def rows(*cells):
    return read_rows(text_of_workbook(workbook(lambda sheet: [sheet.write_row(*cell) for cell in cells])))


def test_values_stand_as_they_are_typed():
    found = rows((0, 0, ["DANH SÁCH; mới"]), (2, 0, ["00013", 483, 1_234_567, 0.125, True]))
    assert found == [
        Row(1, ("DANH SÁCH; mới", "", "", "", "")),
        Row(3, ("00013", "483", "1234567", "0,125", "TRUE")),
    ]


def test_days_are_read_by_their_format():
    file = BytesIO()
    with Workbook(file) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(0, 0, date(2025, 7, 1), day)
        sheet.write_datetime(0, 1, datetime(2025, 7, 1, 7, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    assert text_of_workbook(file.getvalue()) == "1/7/2025\t07:30 1/7/2025"


def test_lines_and_quotation_marks_stay_in_their_cell():
    text = 'KT. CHỦ TỊCH\nPHÓ "CHỦ TỊCH"\tA'
    assert rows((0, 0, [text, "x"])) == [Row(1, ('KT. CHỦ TỊCH | PHÓ "CHỦ TỊCH" A', "x"))]


def test_a_formula_is_the_value_that_stands_there():
    content = workbook(lambda sheet: sheet.write_formula(0, 0, '=HYPERLINK("http://a.example","x")', None, "46"))
    assert text_of_workbook(content) == "46"


def test_the_first_sheet_that_is_shown_is_read():
    def hidden(sheet):
        sheet.write(0, 0, "ẩn")
        sheet.very_hidden()

    def second(sheet):
        sheet.write(0, 0, "hiện")
        sheet.activate()
        sheet.set_first_sheet()

    assert text_of_workbook(workbook(hidden, second, lambda sheet: sheet.write(0, 0, "sau"))) == "hiện"
    assert text_of_workbook(workbook(lambda sheet: None)) == ""


def test_formats_far_out_hold_nobody_up():
    assert rows((0, 0, ["46"]), (1_048_575, 16_383, [None])) == [Row(1, ("46",))]


def repacked(name, change):
    """A workbook of which one part was changed."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook(lambda sheet: sheet.write(0, 0, "46")))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        workbook(lambda sheet: sheet.write(0, 0, "46"))[:-100],
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000),
        repacked(SHEET, lambda part: part[:-20]),
        repacked(SHEET, lambda part: part.replace(b'r="1"', b'r="x"')),
        repacked("xl/workbook.xml", lambda part: b"<a/>"),
        repacked(SHEET, lambda part: part + b" " * MAX_UNPACKED),
        workbook(lambda sheet: sheet.write(1_048_575, 16_383, "x")),
    ],
)
def test_what_is_no_workbook_or_too_large_is_told(content):
    with pytest.raises(ValidationError) as refusal:
        text_of_workbook(content)
    assert "Excel" in refusal.value.messages[0]
