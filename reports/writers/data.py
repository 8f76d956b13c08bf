"""A part of a frozen content as JSON for other programs; `docs/report-data.md` tells what stands where."""

import json

from indicators import catalogue
from indicators.declarations import Communes, Flow, Latest, Ratio, Stock, Total
from reports.writers.parts import cover_of, figures_of, in_own_unit, units_of

SCHEMA, VERSION = "gender-equality-report", 1
NATURES = {Flow: "flow", Stock: "stock", Communes: "stock", Latest: "latest", Total: "total", Ratio: "ratio"}
# As the top level alone has it: a text can hold neither a line's end nor a bare quotation mark.
NO_RECORDS = '\n "records": []'
EMPTY = dict.fromkeys(("now", "female", "minority", "sexed", "cumulative", "before"))


def write_json(part):
    """UTF-8 bytes of a part (`reports.editions.part_of`); the same part gives the same bytes."""
    text = _dumped(_data(part), indent=1)
    # A record a line: thousands of them spread out are much white space, and a PDF takes its time to press it together.
    records = ",\n  ".join(_dumped(record) for record in part.get("records", ()))
    if records:
        text = text.replace(NO_RECORDS, f"{NO_RECORDS[:-1]}\n  {records}\n ]", 1)
    # Half of a pair of surrogates has no place in UTF-8.
    return f"{text}\n".encode("utf-8", "replace")


def _dumped(value, indent=None):
    return json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=True, allow_nan=False)


def _data(part):
    cover = cover_of(part)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "title": cover.title,
        "unit": cover.unit,
        "issuer": cover.issuer,
        "is_province": cover.is_province,
        "period": {**cover.period, "compared_to": cover.compared_to},
        "edition": cover.edition,
        "figures": _figures(part),
        "none": part.get("none", []),
        "exempt": part.get("exempt", {}),
        "units": [
            {"name": name, "reported": figures is not None, "figures": _values(figures)}
            for name, figures, _signs in units_of(part)
        ],
        "records": [],
    }


def _figures(part):
    figures, estimates, withheld = figures_of(part), part.get("estimates", {}), part.get("withheld", {})
    rows = []
    for one in catalogue.shown():
        row = {"code": one.key, "name": one.name, "unit": one.unit, "nature": NATURES[type(one)]} | EMPTY
        if one.key in withheld:
            row["withheld"] = withheld[one.key]
        else:
            row |= _told(one, figures)
            if one.key in estimates:
                row["estimate"] = in_own_unit(one, estimates[one.key])
        rows.append(row)
    return rows


def _told(indicator, figures):
    now, before, so_far = (figures[name][indicator.key] for name in ("now", "before", "cumulative"))
    values = {"now": now.value, "cumulative": so_far.value, "before": before.value}
    known = {name: in_own_unit(indicator, value) for name, value in values.items() if value is not None}
    sexed = now.sexed if now.female is not None else None
    return known | {"female": now.female, "minority": now.minority, "sexed": sexed}


def _values(figures):
    """{code: value} of the figures that a unit has."""
    return {
        one.key: in_own_unit(one, figures[one.key].value)
        for one in catalogue.shown()
        if figures and figures[one.key].value is not None
    }
