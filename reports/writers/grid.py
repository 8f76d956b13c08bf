"""One sheet of a report's Excel file: what it is about, a heading that stays in sight, rows, totals, notes."""

from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_col_to_name

from progress import sheets
from texts.vietnamese import date_short

A4 = 9
# A figure of 0 is shown by the sign of the tables, and stays a number.
WHOLE, TENTHS = '#,##0;-#,##0;"-"', '#,##0.0;-#,##0.0;"-"'
FORMATS = sheets.FORMATS | {
    "title": {"bold": True, "font_size": 14},
    "line": {},
    "note": {"italic": True},
    "head": sheets.FORMATS["head"] | {"align": "center", "bg_color": "#E8EEF4"},
    "group": {"bold": True, "bg_color": "#E8EEF4"},
    "figure": {"num_format": WHOLE, "valign": "top"},
    "tenths": {"num_format": TENTHS, "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "sign": {"align": "right", "valign": "top"},
    "total_text": sheets.FORMATS["total"] | {"num_format": "General"},
    "total_sign": sheets.FORMATS["total"] | {"align": "right"},
    "total_figure": sheets.FORMATS["total"] | {"num_format": WHOLE},
    "total_tenths": sheets.FORMATS["total"] | {"num_format": TENTHS},
}


@dataclass(frozen=True)
class Column:
    """A column: `form` names the format of its cells, `group` a head above neighbours that have it in common."""

    label: str
    form: str = "text"
    width: int = 14
    group: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula of the portal's own, with the value that it has, for viewers that don't compute."""

    text: str
    value: float | str


class Sheet:
    """Written from the top down; cells are values, `Formula`s, or (format, either)."""

    def __init__(self, book, formats, name, cover, made_on, columns, *, frozen=2):
        self.sheet, self.formats, self.columns = book.add_worksheet(name), formats, columns
        self.row = 0
        self._about(name, cover, made_on)
        self._head(frozen)
        self.first = self.row

    def _about(self, name, cover, made_on):
        period = f"{cover.unit}, {cover.period['title']} ({cover.days})"
        made = f"{cover.edition_name}. Lập từ số liệu đã chốt ngày {date_short(made_on)}."
        for form, line in (("title", cover.title), ("line", f"{name}: {period}"), ("note", made)):
            self.line(line, form)
        self.row += 1

    def _head(self, frozen):
        begins = self.row
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, column.width)
        if any(column.group for column in self.columns):
            before = ["", *(column.group for column in self.columns)]
            self.add(
                ("group", column.group if column.group != previous else " ")
                for column, previous in zip(self.columns, before, strict=False)
            )
        self.add(("head", column.label) for column in self.columns)
        self.sheet.freeze_panes(self.row, frozen)
        self.sheet.repeat_rows(begins, self.row - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&CTrang &P/&N")

    def line(self, text, form="line"):
        """A line of text across the sheet."""
        self.add([(form, text)])

    def add(self, cells):
        """One row of cells, each in its column's format unless it brings its own."""
        for place, cell in enumerate(cells):
            form, value = cell if isinstance(cell, tuple) else (self.columns[place].form, cell)
            if isinstance(value, Formula):
                self.sheet.write_formula(self.row, place, value.text, self.formats[form], value.value)
            else:
                sheets.write(self.sheet, self.row, place, value, self.formats[form])
        self.row += 1

    def filter(self):
        """Put the filter over the rows written so far under the heading."""
        if self.row > self.first:
            self.sheet.autofilter(self.first - 1, 0, self.row - 1, len(self.columns) - 1)

    def notes(self, lines):
        """Lines below the table, after an empty one."""
        self.row += 1
        for line in lines:
            self.line(line, "note")

    def at(self, place):
        """`D7`: the cell of that column in the row that is written next."""
        return f"{xl_col_to_name(place)}{self.row + 1}"

    def down(self, place):
        """`D7:D20`: that column's cells from the first row to the last one written."""
        name = xl_col_to_name(place)
        return f"{name}{self.first + 1}:{name}{self.row}"


def day(value):
    """A frozen day as a date; None where there is none."""
    return date.fromisoformat(value) if value else None
