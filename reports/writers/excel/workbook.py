"""A report as an Excel file: figures, each area's records, units side by side.

Numbers are numbers and days are days; formulas are the portal's own, and typed text is never one. The same part and
`made_on` give the same bytes.
"""

from io import BytesIO

from django.utils.translation import override
from xlsxwriter import Workbook

from core.indicators import catalogue
from core.indicators.declarations import Ratio
from core.indicators.figures import figures_from_sums
from core.lib.text.vietnamese import sentence_case
from filing import areas, excel_cells
from reports.content import figure_cells
from reports.content.disclosure_control import HIDDEN
from reports.content.unit_content import thawed_sums
from reports.writers.edition_data import cover_of, figures_of, in_own_unit, moment, signs_of, units_of
from reports.writers.excel import record_sheets
from reports.writers.excel.sheet import FORMATS, Formula, Sheet, SheetColumn

FIGURES, UNITS = "Chỉ tiêu", "So sánh đơn vị"
ADDED_UP = "Dòng “Toàn tỉnh” cộng các dòng trên; tỷ lệ và chi phí bình quân tính trên số liệu chung, không cộng."


def write_xlsx(part, *, made_on):
    """Return XLSX bytes of a part (`disclosure_control.part_of`); `made_on` is a datetime, naive or aware."""
    made_on, cover = moment(made_on), cover_of(part)
    file = BytesIO()
    # Headings and choices are in the language of the paper, whatever that of the person who asks.
    with override("vi"), Workbook(file, {"constant_memory": True}) as book:
        about = {"title": cover.title, "subject": cover.period["title"], "author": cover.issuer}
        book.set_properties({name: excel_cells.plain(text) for name, text in about.items()} | {"created": made_on})
        formats = excel_cells.add_formats(book, FORMATS)

        def begin(name, columns):
            return Sheet(book, formats, name, cover, made_on.date(), columns)

        _write_figures(begin, part, cover)
        for area in areas.all_areas():
            record_sheets.write(begin, area, part, with_units=cover.is_province)
        if part.get("units"):
            _write_units(begin, part)
    return file.getvalue()


def _write_figures(begin, part, cover):
    """Write all figures in the order of the Department's list."""
    estimates, suppressed = part.get("estimates", {}), part.get("withheld", {})
    columns = {
        "code": SheetColumn("Mã", width=9),
        "name": SheetColumn("Chỉ tiêu", width=52),
        "unit": SheetColumn("Đơn vị tính"),
        "now": SheetColumn("Kỳ này"),
        "estimate": SheetColumn("Ước thực hiện đến hết kỳ") if estimates else None,
        "female": SheetColumn("Trong đó nữ", "figure"),
        "sexed": SheetColumn("Số đã thống kê giới tính", "figure"),
        "share": SheetColumn("Tỷ lệ nữ", "share", width=10),
        "minority": SheetColumn("Trong đó DTTS", "figure"),
        "so_far": SheetColumn("Lũy kế từ đầu năm") if cover.has_so_far else None,
        "before": SheetColumn(sentence_case(cover.compared_to)),
        "change": SheetColumn("So sánh", "share", width=10),
    }
    columns = {name: column for name, column in columns.items() if column}
    places = {name: place for place, name in enumerate(columns)}
    grid = begin(FIGURES, list(columns.values()))
    figures, signs = figures_of(part), signs_of(part)
    for indicator in figure_cells.shown():
        cells = {"code": indicator.key, "name": indicator.name, "unit": indicator.unit}
        if indicator.key in suppressed:
            cells |= {name: ("sign", HIDDEN) for name in ("so_far", "before")} | {
                "now": ("sign", suppressed[indicator.key])
            }
        else:
            cells |= _period_cells(indicator, figures, signs) | _formula_cells(grid, places, indicator, figures)
            cells["estimate"] = (
                _number_cell(indicator, estimates[indicator.key]) if indicator.key in estimates else None
            )
        grid.add(cells.get(name) for name in columns)
    grid.filter()
    grid.notes([figure_cells.legend(suppressed)])


def _period_cells(indicator, figures, signs):
    current = figures["now"][indicator.key]
    exempt, worked = signs["exempt"], signs["worked"]
    return {
        "now": _figure_cell(indicator, current, **signs),
        "female": current.female,
        "sexed": current.sexed if current.female is not None else None,
        "minority": current.minority,
        "so_far": _figure_cell(indicator, figures["cumulative"][indicator.key], exempt=exempt, worked=worked),
        "before": _figure_cell(indicator, figures["before"][indicator.key], exempt=exempt),
    }


def _formula_cells(grid, places, indicator, figures):
    """Return formulas of the share of women and of the change; empty where a value is missing."""
    current, previous = (figures[name][indicator.key] for name in ("now", "before"))
    sides = {
        "share": ("female", "sexed", *current.female_share),
        "change": ("now", "before", current.value, previous.value),
    }
    computed = {}
    for name, (above, below, part, whole) in sides.items():
        part_at, whole_at = grid.next_cell(places[above]), grid.next_cell(places[below])
        # N() of one of the signs is 0. A share of 0 is one; a comparison of nothing is none.
        known = f"N({whole_at})<>0" if name == "share" else f"AND(N({part_at})<>0,N({whole_at})<>0)"
        has_value = whole and part is not None if name == "share" else whole and part
        value = part / whole if has_value else ""
        computed[name] = Formula(f'=IF({known},{part_at}/{whole_at},"")', value)
    return computed


def _figure_cell(indicator, figure, **signs):
    """Return a number, or the sign for a missing one."""
    if figure.value is None:
        return "sign", figure_cells.cell(indicator, figure, **signs)
    return _number_cell(indicator, figure.value)


def _number_cell(indicator, value):
    tenths = indicator.scale > 1 or getattr(indicator, "decimals", 0)
    return "tenths" if tenths else "figure", in_own_unit(indicator, value)


def _write_units(begin, part):
    """Write the units side by side, with the Department's own work, and the totals by formula."""
    compared = [catalogue.get_indicator(key) for key in figure_cells.COMPARED]
    grid = begin(
        UNITS,
        [SheetColumn("TT", width=6), SheetColumn("Đơn vị", width=30)]
        + [_unit_column(indicator) for indicator in compared],
    )
    units, whole = list(units_of(part)), figures_of(part)["now"]
    for count, (name, figures, signs) in enumerate(units, start=1):
        cells = [
            _figure_cell(indicator, figures[indicator.key], **signs) if figures else ("sign", figure_cells.NO_DATA)
            for indicator in compared
        ]
        grid.add([count, name, *cells])
    grid.filter()
    own_figures, worked = figures_from_sums(thawed_sums(part["own"]["figures"])), set(part["worked"])
    if any(own_figures[indicator.key].value for indicator in compared):
        grid.add(
            [
                len(units) + 1,
                figure_cells.OWN_WORK,
                *(_figure_cell(indicator, own_figures[indicator.key], worked=worked) for indicator in compared),
            ]
        )
    total = [
        _total_cell(grid, place, indicator, whole[indicator.key]) for place, indicator in enumerate(compared, start=2)
    ]
    grid.add([("total_text", ""), ("total_text", figure_cells.WHOLE_PROVINCE), *total])
    grid.notes([figure_cells.LEGEND, ADDED_UP])


def _unit_column(indicator):
    return SheetColumn(f"{indicator.name} ({indicator.unit})", "figure", width=18)


def _total_cell(grid, place, indicator, figure):
    form, value = _figure_cell(indicator, figure)
    if isinstance(indicator, Ratio):
        return f"total_{form}", value
    form, value = _number_cell(indicator, figure.value or 0)
    return f"total_{form}", Formula(f"=SUM({grid.column_range(place)})", value)
