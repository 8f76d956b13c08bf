"""A report as JSON for other programs; `docs/report-data.md` describes the format."""

import json

from msgspec import to_builtins

from core.indicators import catalogue
from core.indicators.declarations import Communes, Flow, Latest, Ratio, Stock, Total
from reports.content.part import Part
from reports.writers.edition_data import cover_of, figures_of, in_own_unit, units_of

SCHEMA, VERSION = "gender-equality-report", 1
NATURES = {Flow: "flow", Stock: "stock", Communes: "stock", Latest: "latest", Total: "total", Ratio: "ratio"}
# As the top level alone has it: a text can hold neither a line's end nor a bare quotation mark.
NO_RECORDS = '\n "records": []'
EMPTY = dict.fromkeys(("now", "female", "minority", "sexed", "cumulative", "before"))


def write_json(part: Part):
    """Return UTF-8 bytes of a part (`gate.part_of`); the same part gives the same bytes."""
    text = _dump(_data(part), indent=1)
    # A record a line: thousands of them spread out are much white space, and a PDF takes its time to press it together.
    records = ",\n  ".join(_dump(record) for record in part.records)
    if records:
        text = text.replace(NO_RECORDS, f"{NO_RECORDS[:-1]}\n  {records}\n ]", 1)
    # Half of a pair of surrogates has no place in UTF-8.
    return f"{text}\n".encode("utf-8", "replace")


def _dump(value, indent=None):
    return json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=True, allow_nan=False)


def _data(part: Part):
    cover = cover_of(part)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "title": cover.title,
        "unit": cover.unit,
        "issuer": cover.issuer,
        "is_province": cover.is_province,
        "period": to_builtins(cover.period),
        "edition": cover.edition,
        **({"from_paper": True} if cover.from_paper else {}),
        "figures": _figure_rows(part),
        "none": part.none,
        "exempt": part.exempt,
        "units": [
            {"name": name, "reported": figures is not None, "figures": _values(figures)}
            for name, figures, _signs in units_of(part)
        ],
        "records": [],
    }


def _figure_rows(part: Part):
    figures, estimates, suppressed = figures_of(part), part.estimates, part.withheld
    rows = []
    for indicator in catalogue.visible_indicators():
        row = {
            "code": indicator.key,
            "name": indicator.name,
            "unit": indicator.unit,
            "nature": NATURES[type(indicator)],
        } | EMPTY
        if indicator.key in suppressed:
            row["withheld"] = suppressed[indicator.key]
        else:
            row |= _period_values(indicator, figures)
            if indicator.key in estimates:
                row["estimate"] = in_own_unit(indicator, estimates[indicator.key])
        rows.append(row)
    return rows


def _period_values(indicator, figures):
    current, previous, so_far = (figures[name][indicator.key] for name in ("now", "before", "cumulative"))
    values = {"now": current.value, "cumulative": so_far.value, "before": previous.value}
    known = {name: in_own_unit(indicator, value) for name, value in values.items() if value is not None}
    sexed = current.sexed if current.female is not None else None
    return known | {"female": current.female, "minority": current.minority, "sexed": sexed}


def _values(figures):
    """Return {code: value} of the figures that a unit has."""
    return {
        indicator.key: in_own_unit(indicator, figures[indicator.key].value)
        for indicator in catalogue.visible_indicators()
        if figures and figures[indicator.key].value is not None
    }
