"""What all charts have in common: faces, colours, sizes, written values, and the marks that can be pointed at."""

from decimal import Decimal

from texts.vietnamese import number

# The drawing is measured with the bundled faces under their own name, and set in the paper's name for them.
FACE, FAMILY = "Tinos", "Portal Serif,Tinos,Times New Roman,serif"
# Pixels of CSS, 3/4 pt: the paper's line is 160 mm.
WIDTH = 604
COLOURS = ("#174a8c", "#8d9db5")
RULE = "#b3261e"
UNKNOWN = "…"
MOST_DECIMALS = 2
# How a mark says which it is, until its title and its link take the place of that.
MARK = "mark-"


def rows_of(block):
    """A row for each value: `label` and `series` are places, `value` a number or None, `mark` names it."""
    return [
        {"label": index, "series": at, "value": value, "shown": shown, "mark": f"{MARK}{at}-{index}"}
        for at, series in enumerate(block["series"])
        for index, (value, shown) in enumerate(
            zip(series["values"], written(series["values"], block["series"]), strict=True)
        )
    ]


def title_of(block, at, index):
    """`Huyện Nam Đông, Năm 2020: 1.234 lượt người`, `…: 63,9%`: what is told of one mark."""
    series = block["series"][at]
    value = written(series["values"], block["series"])[index]
    unit = block["unit"] if block["unit"] == "%" or not block["unit"] else f" {block['unit']}"
    return f"{block['labels'][index]}, {series['name']}: {value}{unit}"


def written(values, of):
    """The values as Vietnamese writes them, with the decimals that all of the chart's need (two at most)."""
    known = [value for series in of for value in series["values"] if value is not None]
    decimals = max((_decimals(value) for value in known), default=0)
    return [UNKNOWN if value is None else number(Decimal(str(value)), decimals) for value in values]


def colour_of(names):
    """The encoding by which series are told apart, with a legend where there are several."""
    return {
        "field": "series",
        "type": "ordinal",
        "scale": {"domain": list(range(len(names))), "range": list(COLOURS[: len(names)])},
    }


def config():
    """Faces and lines of every chart."""
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
    return min(max(-exponent, 0), MOST_DECIMALS)
