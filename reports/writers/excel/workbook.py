"""A report as an Excel file: figures, each area's records, units side by side.

Numbers are numbers and days are days; formulas are the portal's own, and typed text is never one. The same part and
`made_on` give the same bytes.
"""

from io import BytesIO

from django.utils.translation import override
from xlsxwriter import Workbook

from core.indicators import catalogue
from core.indicators.declarations import Ratio
from core.indicators.rounded import PERCENT, decimals_of, rounded
from core.lib.rounding import half_up, percent_of, points_between, round_percent
from filing import areas, excel_cells
from reports.content.disclosure_control.gate import HIDDEN
from reports.content.figures import figure_cells
from reports.content.figures.figure_cells import signs_of
from reports.content.part import Part
from reports.content.part import figures_of as part_figures
from reports.content.summary_scope import before_name, not_compared_note, total_name
from reports.writers.edition_data import cover_of, figures_of, in_own_unit, moment, units_of
from reports.writers.excel import record_sheets
from reports.writers.excel.sheet import FORMATS, Formula, Worksheet, WorksheetColumn

FIGURES, UNITS = "Chỉ tiêu", "So sánh đơn vị"
ADDED_UP = "Dòng “{total}” cộng các dòng trên; tỷ lệ và chi phí bình quân tính trên số liệu chung, không cộng."


def write_xlsx(part: Part, *, made_on):
    """Return XLSX bytes of a part (`gate.part_of`); `made_on` is a datetime, naive or aware."""
    made_on, cover = moment(made_on), cover_of(part)
    file = BytesIO()
    # Headings and choices are in the language of the paper, whatever that of the person who asks.
    with override("vi"), Workbook(file, {"constant_memory": True}) as book:
        about = {"title": cover.title, "subject": cover.period_title, "author": cover.issuer}
        book.set_properties({name: excel_cells.plain(text) for name, text in about.items()} | {"created": made_on})
        formats = excel_cells.add_formats(book, FORMATS)

        def begin(name, columns):
            return Worksheet(book, formats, name, cover, made_on.date(), columns)

        _write_figures(begin, part, cover)
        for area in areas.all_areas():
            record_sheets.write(begin, area, part, with_units=cover.is_province)
        if part.units:
            _write_units(begin, part)
    return file.getvalue()


def _write_figures(begin, part: Part, cover):
    """Write all figures in the order of the Department's list."""
    estimates, suppressed = part.estimates, part.withheld
    columns = {
        "code": WorksheetColumn("Mã", width=9),
        "name": WorksheetColumn("Chỉ tiêu", width=52),
        "unit": WorksheetColumn("Đơn vị tính"),
        "now": WorksheetColumn("Kỳ này"),
        "estimate": WorksheetColumn("Ước thực hiện đến hết kỳ") if estimates else None,
        "female": WorksheetColumn("Trong đó nữ", "figure"),
        "sexed": WorksheetColumn("Số đã thống kê giới tính", "figure"),
        "share": WorksheetColumn("Tỷ lệ nữ", "share", width=10),
        "minority": WorksheetColumn("Trong đó DTTS", "figure"),
        "so_far": WorksheetColumn("Lũy kế từ đầu năm") if cover.has_so_far else None,
        "before": WorksheetColumn(before_name(part)),
        "change": WorksheetColumn(f"So với {cover.compared_to}", "share", width=15),
    }
    columns = {name: column for name, column in columns.items() if column}
    places = {name: place for place, name in enumerate(columns)}
    grid = begin(FIGURES, list(columns.values()))
    figures, signs = figures_of(part), signs_of(part)
    for indicator in catalogue.visible_indicators():
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
    grid.notes(filter(None, [figure_cells.legend(suppressed), not_compared_note(part)]))


def _period_cells(indicator, figures, signs):
    current = figures["now"][indicator.key]
    exempt, worked = signs["exempt"], signs["worked"]
    return {
        "now": _figure_cell(indicator, current, **signs, beside=figures["now"]),
        "female": current.female,
        "sexed": current.sexed if current.female is not None else None,
        "minority": current.minority,
        "so_far": _figure_cell(
            indicator,
            figures["cumulative"][indicator.key],
            exempt=exempt,
            worked=worked,
            beside=figures["cumulative"],
        ),
        "before": _figure_cell(indicator, figures["before"][indicator.key], exempt=exempt, beside=figures["before"]),
    }


def _formula_cells(grid, places, indicator, figures):
    """Return formulas of the share of women and of the change; empty where a value is missing."""
    current, previous = (figures[name][indicator.key] for name in ("now", "before"))
    female, sexed, now, before = (grid.next_cell(places[name]) for name in ("female", "sexed", "now", "before"))
    is_rate = indicator.unit == PERCENT
    change = _points(now, before, current, previous, indicator) if is_rate else _ratio(now, before, current, previous)
    # N() of one of the signs is 0. A share of 0 is one; a comparison of nothing is none.
    share = Formula(f'=IF(N({sexed})<>0,{_ratio_formula(female, sexed)},"")', _share_of(*current.female_share))
    return {"share": share, "change": change}


def _ratio(now, before, current, previous):
    value = _share_of(current.value, previous.value) if current.value else ""
    return Formula(f'=IF(AND(N({now})<>0,N({before})<>0),{_ratio_formula(now, before)},"")', value)


def _points(now, before, current, previous, indicator):
    """Return the cell of a rate's change in percentage points; 0 is a rate too."""
    decimals, is_known = decimals_of(indicator), current.value is not None and previous.value is not None
    value = float(points_between(current.value, previous.value, decimals)) if is_known else ""
    text = f'=IF(AND(ISNUMBER({now}),ISNUMBER({before})),ROUND({now}-{before},{decimals}),"")'
    return "points", Formula(text, value)


def _ratio_formula(part: Part, whole):
    """Return the formula of a ratio that the sheet shows as 0,0% and 100,0% only where it is exactly that."""
    ratio = f"{part}/{whole}"
    near = f"IF(ROUND({ratio},3)=0,0.001,IF(ROUND({ratio},3)=1,IF({part}<{whole},0.999,1.001),{ratio}))"
    return f"IF(OR({part}=0,{part}={whole}),{ratio},{near})"


def _share_of(part, whole):
    share = percent_of(part, whole)
    if share is None:
        return ""
    is_near = half_up(share, 1) in (0, 100)
    return float(round_percent(share) / 100 if is_near else share / 100)


def _figure_cell(indicator, figure, **signs):
    """Return a number, or the sign for a missing one."""
    if figure.value is None:
        return "sign", figure_cells.cell(indicator, figure, **signs)
    return _number_cell(indicator, figure.value)


def _number_cell(indicator, value):
    tenths = indicator.scale > 1 or getattr(indicator, "decimals", 0)
    # The sheet's own format would show 99,95% as 100,0%.
    shown = float(rounded(indicator, value)) if indicator.unit == PERCENT else in_own_unit(indicator, value)
    return "tenths" if tenths else "figure", shown


def _write_units(begin, part: Part):
    """Write the units side by side, with the Department's own work, and the totals by formula."""
    compared = [catalogue.get_indicator(key) for key in figure_cells.COMPARED]
    grid = begin(
        UNITS,
        [WorksheetColumn("TT", width=6), WorksheetColumn("Đơn vị", width=30)]
        + [WorksheetColumn(f"{indicator.name} ({indicator.unit})", "figure", width=18) for indicator in compared],
    )
    units, whole = list(units_of(part)), figures_of(part)["now"]
    for count, (name, figures, signs) in enumerate(units, start=1):
        cells = [
            _figure_cell(indicator, figures[indicator.key], **signs, beside=figures)
            if figures
            else ("sign", figure_cells.NO_DATA)
            for indicator in compared
        ]
        grid.add([count, name, *cells])
    grid.filter()
    for name, work in part.work_without_report:
        figures = part_figures(work.figures)
        if any(figures[indicator.key].value for indicator in compared):
            count, signs = len(units) + 1, {"worked": set(part.worked), "beside": figures}
            units.append((name, figures, signs))
            grid.add([count, name, *(_figure_cell(one, figures[one.key], **signs) for one in compared)])
    total = [
        _total_cell(grid, place, indicator, whole, signs_of(part)) for place, indicator in enumerate(compared, start=2)
    ]
    grid.add([("total_text", ""), ("total_text", total_name(part)), *total])
    grid.notes([figure_cells.LEGEND, ADDED_UP.format(total=total_name(part))])


def _total_cell(grid, place, indicator, whole, signs):
    figure = whole[indicator.key]
    form, value = _figure_cell(indicator, figure, **signs, beside=whole)
    # What nobody told is no zero, as in the table of the paper.
    if isinstance(indicator, Ratio) or figure.value is None:
        return f"total_{form}", value
    return f"total_{form}", Formula(f"=SUM({grid.column_range(place)})", value)
