"""Vega-Lite specification of horizontal bars."""

import json

from reports.writers.charts.style import COLOURS, RULE, WIDTH, colour_of, config, rows_of
from reports.writers.line_breaks import break_lines

# Pixels: the bars stay on one page with a heading and a caption.
TALLEST = 810
SIZES = (13, 12, 11, 10, 9, 8)
# Millimetres on paper for the labels at the left.
LABEL_ROOM = 58
# Between the bands of two labels, in sizes of the text.
GAP = 0.25
TICKS = 5


def bars(block):
    """Return bars for each label and series, in the largest text that fits on a page."""
    labels = [" ".join(label.split()) for label in block.labels]
    size, lines, band = _fit_labels(labels, len(block.series))
    # A missing figure is written, with no bar to it.
    rows = [{**row, "value": row["value"] or 0} for row in rows_of(block)]
    values = [row["value"] for row in rows]
    low, high = min(0, *values), max(block.full or 0, *values)
    # Room for the figure after the longest bar.
    room = (high - low or 1) * 0.02 * max(len(row["shown"]) for row in rows)
    has_several = len(block.series) > 1
    names = [series.name for series in block.series]
    text = {"size": size, "baseline": "middle"}
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": band, "for": "position"} if has_several else {"step": band},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 2,
        "encoding": {
            "y": {
                "field": "label",
                "type": "ordinal",
                "scale": {"paddingInner": 0, "paddingOuter": 0},
                "axis": {
                    "title": None,
                    "labelExpr": f"{json.dumps(lines)}[datum.value]",
                    "labelLimit": WIDTH // 2,
                    "labelFontSize": size,
                    "labelLineHeight": size * 1.1,
                    "ticks": False,
                    "labelPadding": 5,
                },
            },
            "x": {
                "field": "value",
                "type": "quantitative",
                "scale": {"domain": [low - room if low else 0, high + room if high or not low else 0], "nice": False},
                "axis": {"title": block.unit, "format": ",~f", "tickCount": TICKS, "grid": True, "ticks": False}
                | _integer_ticks(low, high, values),
            },
            **(
                {"yOffset": {"field": "series", "type": "ordinal", "scale": _bar_offset(band, size)}}
                if has_several
                else {}
            ),
        },
        "layer": [
            {
                "mark": {"type": "bar", "size": size},
                "encoding": {
                    "color": colour_of(names)
                    | {"legend": {"labelExpr": f"{json.dumps(names)}[datum.value]"} if has_several else None},
                    "description": {"field": "mark"},
                },
            },
            _figure_layer("datum.value >= 0", "left", 3, text),
            _figure_layer("datum.value < 0", "right", -3, text),
            *_rule_layers(block),
        ],
        "config": config(),
    }


def _fit_labels(labels, series):
    """Return the largest text size that fits on a page, each label's lines and its band's height."""
    for size in SIZES:
        lines = [break_lines(label, size=size * 0.75, room=LABEL_ROOM, bold=False).split("\n") for label in labels]
        band = max(series * size, max(map(len, lines)) * size * 1.1) + size * GAP
        if band * len(labels) <= TALLEST:
            break
    return size, lines, band


def _bar_offset(band, size):
    """Return the scale that puts the bars of a label together in the middle of its band."""
    return {"paddingOuter": (band / size - len(COLOURS)) / 2, "paddingInner": 0}


def _figure_layer(where, align, away, text):
    return {
        "transform": [{"filter": where}],
        "mark": {"type": "text", "align": align, "dx": away, **text},
        "encoding": {"text": {"field": "shown"}},
    }


def _integer_ticks(low, high, values):
    """Return axis settings without fractions of a count, if all values are whole."""
    if not all(float(value).is_integer() for value in (low, high, *values)):
        return {}
    return {"values": list(range(int(low), int(high) + 1))} if high - low <= TICKS else {"tickMinStep": 1}


def _rule_layers(block):
    """Return the layers of a named line across the bars, such as half of all."""
    if block.rule is None:
        return []
    # One line, not one for each bar.
    position, first_mark = {"datum": block.rule.at}, [{"filter": "datum.label == 0 && datum.series == 0"}]
    return [
        {
            "transform": first_mark,
            "mark": {"type": "rule", "color": RULE, "strokeDash": [4, 3]},
            "encoding": {"x": position, "y": None},
        },
        {
            "transform": first_mark,
            "mark": {"type": "text", "align": "left", "dx": 4, "dy": -7, "size": 12, "color": RULE},
            "encoding": {"x": position, "y": {"value": 0}, "text": {"value": block.rule.name}, "yOffset": None},
        },
    ]
