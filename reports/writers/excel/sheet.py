"""A sheet of an Excel file: title, frozen head, rows, totals, notes."""

from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_col_to_name

from core.lib.text.vietnamese import date_short
from filing import excel_cells

A4 = 9
# A figure of 0 is shown by the sign of the tables, and stays a number.
WHOLE, TENTHS = '#,##0;-#,##0;"-"', '#,##0.0;-#,##0.0;"-"'
FORMATS: dict[str, dict] = excel_cells.FORMATS | {
    "title": {"bold": True, "font_size": 14},
    "line": {},
    "note": {"italic": True},
    "head": excel_cells.FORMATS["head"] | {"align": "center", "bg_color": "#E8EEF4"},
    "group": {"bold": True, "bg_color": "#E8EEF4"},
    "figure": {"num_format": WHOLE, "valign": "top"},
    "tenths": {"num_format": TENTHS, "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "points": {"num_format": '+0.0" điểm %";-0.0" điểm %";0.0" điểm %"', "valign": "top"},
    "sign": {"align": "right", "valign": "top"},
    "total_text": excel_cells.FORMATS["total"] | {"num_format": "General"},
    "total_sign": excel_cells.FORMATS["total"] | {"align": "right"},
    "total_figure": excel_cells.FORMATS["total"] | {"num_format": WHOLE},
    "total_tenths": excel_cells.FORMATS["total"] | {"num_format": TENTHS},
}


@dataclass(frozen=True)
class WorksheetColumn:
    """A column: `form` names the format of its cells, `group` is a head above neighbours that share it."""

    label: str
    form: str = "text"
    width: int = 14
    group: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula of the portal's own, with its value for viewers that don't compute."""

    text: str
    value: float | str


class Worksheet:
    """A sheet that is written row by row; cells are values, `Formula`s, or (format, either)."""

    def __init__(self, book, formats, name, cover, made_on, columns, *, frozen=2):
        self.sheet, self.formats, self.columns = book.add_worksheet(name), formats, columns
        self.row = 0
        self._about(name, cover, made_on)
        self._head(frozen)
        self.first = self.row

    def _about(self, name, cover, made_on):
        period = f"{cover.unit}, {cover.period_title}"
        # A dossier is of no other period than its days.
        period += "" if cover.days in period else f" ({cover.days})"
        frozen_on = f"{cover.edition_name}. Lập từ số liệu đã chốt ngày {date_short(made_on)}."
        title = " ".join(cover.title.split("\n"))
        for form, line in (("title", title), ("line", f"{name}: {period}"), ("note", frozen_on)):
            self.line(line, form)
        self.row += 1

    def _head(self, frozen):
        first_row = self.row
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, column.width)
        if any(column.group for column in self.columns):
            previous_groups = ["", *(column.group for column in self.columns)]
            self.add(
                ("group", column.group if column.group != previous else " ")
                for column, previous in zip(self.columns, previous_groups, strict=False)
            )
        self.add(("head", column.label) for column in self.columns)
        self.sheet.freeze_panes(self.row, frozen)
        self.sheet.repeat_rows(first_row, self.row - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&CTrang &P/&N")

    def line(self, text, form="line"):
        """Write a line of text across the sheet."""
        self.add([(form, text)])

    def add(self, cells):
        """Write a row of cells, each in its column's format unless it brings its own."""
        told = [
            (*(cell if isinstance(cell, tuple) else (column.form, cell)), column.width)
            for column, cell in zip(self.columns, cells, strict=False)
        ]
        excel_cells.fit_height(self.sheet, self.row, told, FORMATS)
        for place, (form, value, _width) in enumerate(told):
            if isinstance(value, Formula):
                self.sheet.write_formula(self.row, place, value.text, self.formats[form], value.value)
            else:
                excel_cells.write_cell(self.sheet, self.row, place, value, self.formats[form])
        self.row += 1

    def filter(self):
        """Put the filter over the rows written so far."""
        if self.row > self.first:
            self.sheet.autofilter(self.first - 1, 0, self.row - 1, len(self.columns) - 1)

    def notes(self, lines):
        """Write lines below the table, after an empty one."""
        self.row += 1
        for line in lines:
            self.line(line, "note")

    def next_cell(self, place):
        """Return `D7`: the cell of that column in the next row."""
        return f"{xl_col_to_name(place)}{self.row + 1}"

    def column_range(self, place):
        """Return `D7:D20`: that column's cells from the first row to the last one written."""
        name = xl_col_to_name(place)
        return f"{name}{self.first + 1}:{name}{self.row}"


def day(value):
    """Return a frozen day as a date; None if there is none."""
    return date.fromisoformat(value) if value else None
