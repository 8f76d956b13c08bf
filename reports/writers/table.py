"""One table of a frozen content as an Excel file, for a content that has no figures of a period: its `sheet`.

A `sheet` is a dict of plain data:

    name      of the sheet, at most 31 letters
    period    what stands behind the unit in the line above the table, and `days` in brackets after it
    columns   list of {"label", "form", "width"}; forms are those of `grid.FORMATS`
    rows      lists of cells, None where there is no data; `total` is the last row, with [sum of a column] as a list
    notes     lines below
"""

from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

from progress import sheets
from reports import rows
from reports.writers.grid import FORMATS, Column, Formula, Sheet
from reports.writers.parts import EDITIONS, moment


@dataclass(frozen=True)
class TableCover:
    """What a sheet tells above its table."""

    title: str
    unit: str
    period: dict
    days: str
    edition_name: str


def write_table(part, *, made_on):
    """XLSX bytes of a part with a `sheet`; the same part and `made_on` give the same bytes."""
    made_on, given = moment(made_on), part["sheet"]
    cover = TableCover(
        title=part["tree"]["head"]["subject"], unit=part["unit"]["name"], period={"title": given["period"]},
        days=given["days"], edition_name=EDITIONS[part["edition"]],
    )  # fmt: skip
    file = BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        about = {"title": cover.title, "author": part["tree"]["head"]["issuer"]}
        book.set_properties({name: sheets.plain(text) for name, text in about.items()} | {"created": made_on})
        formats = sheets.add_formats(book, FORMATS)
        columns = [Column(**one) for one in given["columns"]]
        grid = Sheet(book, formats, given["name"], cover, made_on.date(), columns, frozen=1)
        for row in given["rows"]:
            grid.add(("sign", rows.NO_DATA) if cell is None else cell for cell in row)
        grid.filter()
        grid.add(_total(grid, place, cell) for place, cell in enumerate(given["total"]))
        grid.notes(given["notes"])
    return file.getvalue()


def _total(grid, place, cell):
    if isinstance(cell, list):
        return f"total_{grid.columns[place].form}", Formula(f"=SUM({grid.down(place)})", cell[0])
    return "total_text", cell
