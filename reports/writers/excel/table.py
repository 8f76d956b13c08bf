"""One table as an Excel file, for contents that have a `sheet` instead of a period's figures."""

from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

from filing import excel_cells
from reports.content.figures import figure_cells
from reports.content.part import Part
from reports.writers.edition_data import EDITIONS, moment
from reports.writers.excel.sheet import FORMATS, Formula, Worksheet, WorksheetColumn


@dataclass(frozen=True)
class TableCover:
    """The lines above the table."""

    title: str
    unit: str
    period_title: str
    days: str
    edition_name: str


def write_table(part: Part, *, made_on):
    """Return XLSX bytes of a part with a `sheet`; the same part and `made_on` give the same bytes."""
    made_on, head, sheet = moment(made_on), part.document.head, part.sheet
    if sheet is None:
        raise ValueError("This content has no table of its own.")
    cover = TableCover(
        title=head.subject,
        unit=part.unit.name,
        period_title=sheet.period,
        days=sheet.days,
        edition_name=EDITIONS[part.edition],
    )
    file = BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        about = {"title": cover.title, "author": head.issuer}
        book.set_properties({name: excel_cells.plain(text) for name, text in about.items()} | {"created": made_on})
        formats = excel_cells.add_formats(book, FORMATS)
        columns = [WorksheetColumn(column.label, column.form, column.width) for column in sheet.columns]
        grid = Worksheet(book, formats, sheet.name, cover, made_on.date(), columns, frozen=1)
        for row in sheet.rows:
            grid.add(("sign", figure_cells.NO_DATA) if cell is None else cell for cell in row)
        grid.filter()
        grid.add(_total_cell(grid, place, cell) for place, cell in enumerate(sheet.total))
        grid.notes(sheet.notes)
    return file.getvalue()


def _total_cell(grid, place, cell):
    if isinstance(cell, list):
        return f"total_{grid.columns[place].form}", Formula(f"=SUM({grid.column_range(place)})", cell[0])
    return "total_text", cell
