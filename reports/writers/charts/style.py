"""Style of all charts: fonts, colours, sizes, number format, and the names of marks."""

from decimal import Decimal

from core.lib.text.vietnamese import number

# The drawing is measured with the bundled faces under their own name, and set in the paper's name for them.
FACE, FAMILY = "Tinos", "Portal Serif,Tinos,Times New Roman,serif"
# Pixels of CSS, 3/4 pt: the paper's line is 160 mm.
WIDTH = 604
COLOURS = ("#174a8c", "#8d9db5")
RULE = "#b3261e"
UNKNOWN = "…"
MAX_DECIMALS = 2
# How a mark says which it is, until its title and its link take the place of that.
MARK = "mark-"


def rows_of(block):
    """Return a row for each value: `label` and `series` are indexes, `value` a number or None.

    `mark` is the name by which the mark is found in the drawing.
    """
    return [
        {
            "label": label_index,
            "series": series_index,
            "value": value,
            "shown": shown,
            "mark": f"{MARK}{series_index}-{label_index}",
        }
        for series_index, series in enumerate(block.series)
        for label_index, (value, shown) in enumerate(
            zip(series.values, format_values(series.values, block.series), strict=True)
        )
    ]


def title_of(block, series_index, label_index):
    """Return the title of a mark: `Huyện Nam Đông, Năm 2020: 1.234 lượt người` or `…: 63,9%`."""
    series = block.series[series_index]
    value = format_values(series.values, block.series)[label_index]
    unit = block.unit if block.unit == "%" or not block.unit else f" {block.unit}"
    return f"{block.labels[label_index]}, {series.name}: {value}{unit}"


def format_values(values, all_series):
    """Return the values in Vietnamese format, with the decimals that the chart's values need, two at most."""
    known = [value for series in all_series for value in series.values if value is not None]
    decimals = max((_decimals(value) for value in known), default=0)
    return [UNKNOWN if value is None else number(Decimal(str(value)), decimals) for value in values]


def colour_of(names):
    """Return the colour encoding of the series."""
    return {
        "field": "series",
        "type": "ordinal",
        "scale": {"domain": list(range(len(names))), "range": list(COLOURS[: len(names)])},
    }


def config():
    """Return the Vega-Lite configuration of every chart."""
    return {
        "font": FACE,
        "view": {"stroke": None},
        "axis": {
            "gridColor": "#dddddd",
            "domainColor": "#666666",
            "titleFontWeight": "normal",
            "titleFontSize": 13,
            "labelFontSize": 12,
            "labelColor": "#000000",
            "titleColor": "#000000",
        },
        "legend": {
            "orient": "top",
            "offset": 8,
            "title": None,
            "labelFontSize": 13,
            "symbolType": "square",
            "symbolStrokeWidth": 0,
        },
    }


def _decimals(value):
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), MAX_DECIMALS)
