"""A part of a frozen content as an Excel file: figures, each area's records, units side by side.

Numbers are numbers and days are days; formulas are the portal's own, and typed text is never one. The same part and
`made_on` give the same bytes.
"""

from io import BytesIO

from django.utils.translation import override
from xlsxwriter import Workbook

from indicators import catalogue
from indicators.declarations import Ratio
from indicators.figures import read
from progress import areas, sheets
from reports import rows
from reports.content import thawed_sums
from reports.editions import HIDDEN
from reports.writers import registers
from reports.writers.grid import FORMATS, Column, Formula, Sheet
from reports.writers.parts import cover_of, figures_of, in_own_unit, moment, signs_of, units_of
from texts.vietnamese import sentence_case

FIGURES, UNITS = "Chỉ tiêu", "So sánh đơn vị"
ADDED_UP = "Dòng “Toàn tỉnh” cộng các dòng trên; tỷ lệ và chi phí bình quân tính trên số liệu chung, không cộng."


def write_xlsx(part, *, made_on):
    """XLSX bytes of a part (`reports.editions.part_of`); `made_on` is a datetime, naive or aware."""
    made_on, cover = moment(made_on), cover_of(part)
    file = BytesIO()
    # Headings and choices are in the language of the paper, whatever that of the person who asks.
    with override("vi"), Workbook(file, {"constant_memory": True}) as book:
        about = {"title": cover.title, "subject": cover.period["title"], "author": cover.issuer}
        book.set_properties({name: sheets.plain(text) for name, text in about.items()} | {"created": made_on})
        formats = sheets.add_formats(book, FORMATS)

        def begin(name, columns):
            return Sheet(book, formats, name, cover, made_on.date(), columns)

        _figures(begin, part, cover)
        for area in areas.all_areas():
            registers.write(begin, area, part, with_units=cover.is_province)
        if part.get("units"):
            _units(begin, part)
    return file.getvalue()


def _figures(begin, part, cover):
    """All figures in the order of the Department's list."""
    estimates, withheld = part.get("estimates", {}), part.get("withheld", {})
    columns = {
        "code": Column("Mã", width=9),
        "name": Column("Chỉ tiêu", width=52),
        "unit": Column("Đơn vị tính"),
        "now": Column("Kỳ này"),
        "estimate": Column("Ước thực hiện đến hết kỳ") if estimates else None,
        "female": Column("Trong đó nữ", "figure"),
        "sexed": Column("Số đã thống kê giới tính", "figure"),
        "share": Column("Tỷ lệ nữ", "share", width=10),
        "minority": Column("Trong đó DTTS", "figure"),
        "so_far": Column("Lũy kế từ đầu năm") if cover.tells_so_far else None,
        "before": Column(sentence_case(cover.compared_to)),
        "change": Column("So sánh", "share", width=10),
    }
    columns = {name: column for name, column in columns.items() if column}
    places = {name: place for place, name in enumerate(columns)}
    grid = begin(FIGURES, list(columns.values()))
    figures, signs = figures_of(part), signs_of(part)
    for one in rows.shown():
        cells = {"code": one.key, "name": one.name, "unit": one.unit}
        if one.key in withheld:
            cells |= {name: ("sign", HIDDEN) for name in ("so_far", "before")} | {"now": ("sign", withheld[one.key])}
        else:
            cells |= _told(one, figures, signs) | _computed(grid, places, one, figures)
            cells["estimate"] = _number(one, estimates[one.key]) if one.key in estimates else None
        grid.add(cells.get(name) for name in columns)
    grid.filter()
    grid.notes([rows.legend(withheld)])


def _told(indicator, figures, signs):
    now = figures["now"][indicator.key]
    exempt, worked = signs["exempt"], signs["worked"]
    return {
        "now": _figure(indicator, now, **signs),
        "female": now.female,
        "sexed": now.sexed if now.female is not None else None,
        "minority": now.minority,
        "so_far": _figure(indicator, figures["cumulative"][indicator.key], exempt=exempt, worked=worked),
        "before": _figure(indicator, figures["before"][indicator.key], exempt=exempt),
    }


def _computed(grid, places, indicator, figures):
    """Women's share of those whose sex is known, and this period over the last; empty where a side is missing."""
    now, before = (figures[name][indicator.key] for name in ("now", "before"))
    sides = {"share": ("female", "sexed", *now.female_share), "change": ("now", "before", now.value, before.value)}
    computed = {}
    for name, (above, below, part, whole) in sides.items():
        part_at, whole_at = grid.at(places[above]), grid.at(places[below])
        # N() of one of the signs is 0. A share of 0 is one; a comparison of nothing is none.
        known = f"N({whole_at})<>0" if name == "share" else f"AND(N({part_at})<>0,N({whole_at})<>0)"
        has_value = whole and part is not None if name == "share" else whole and part
        value = part / whole if has_value else ""
        computed[name] = Formula(f'=IF({known},{part_at}/{whole_at},"")', value)
    return computed


def _figure(indicator, figure, **signs):
    """A number, or the sign of the tables for one that isn't there."""
    if figure.value is None:
        return "sign", rows.cell(indicator, figure, **signs)
    return _number(indicator, figure.value)


def _number(indicator, value):
    tenths = indicator.scale > 1 or getattr(indicator, "decimals", 0)
    return "tenths" if tenths else "figure", in_own_unit(indicator, value)


def _units(begin, part):
    """The units side by side. What adds up is added by a formula, and the Department's own work stands among it."""
    compared = [catalogue.get(key) for key in rows.COMPARED]
    grid = begin(UNITS, [Column("TT", width=6), Column("Đơn vị", width=30)] + [_column(one) for one in compared])
    units, whole = list(units_of(part)), figures_of(part)["now"]
    for count, (name, figures, signs) in enumerate(units, start=1):
        told = [_figure(one, figures[one.key], **signs) if figures else ("sign", rows.NO_DATA) for one in compared]
        grid.add([count, name, *told])
    grid.filter()
    own, worked = read(thawed_sums(part["own"]["figures"])), set(part["worked"])
    if any(own[one.key].value for one in compared):
        grid.add([len(units) + 1, rows.OWN_WORK, *(_figure(one, own[one.key], worked=worked) for one in compared)])
    total = [_total(grid, place, one, whole[one.key]) for place, one in enumerate(compared, start=2)]
    grid.add([("total_text", ""), ("total_text", rows.WHOLE_PROVINCE), *total])
    grid.notes([rows.LEGEND, ADDED_UP])


def _column(indicator):
    return Column(f"{indicator.name} ({indicator.unit})", "figure", width=18)


def _total(grid, place, indicator, figure):
    form, value = _figure(indicator, figure)
    if isinstance(indicator, Ratio):
        return f"total_{form}", value
    form, value = _number(indicator, figure.value or 0)
    return f"total_{form}", Formula(f"=SUM({grid.down(place)})", value)
