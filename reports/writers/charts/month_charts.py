"""Vega-Lite specifications of values over the months of a year: columns side by side, or lines."""

import json

from reports.writers.charts.style import WIDTH, colour_of, config, rows_of

HEIGHT = 230
# More letters than these, and the figures above the columns would run into one another.
MAX_LETTERS = 7
TICKS = 5


def columns(block):
    """Return columns for each label and series, with figures above those of the first series."""
    rows, names, labels = _rows_names_labels(block)
    bars = {
        "mark": {"type": "bar"},
        "encoding": {
            "xOffset": {"field": "series", "type": "ordinal"},
            "color": colour_of(names) | {"legend": _legend(names)},
            "description": {"field": "mark"},
        },
    }
    return _specification(block, rows, labels, [bars, *_figure_layer(rows, has_several=len(names) > 1)])


def lines(block):
    """Return a line for each series, the first solid, the second dashed; gaps are left open."""
    rows, names, labels = _rows_names_labels(block)
    line = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "color": colour_of(names) | {"legend": _legend(names)},
            "strokeDash": {
                "field": "series",
                "type": "ordinal",
                "legend": None,
                "scale": {"domain": list(range(len(names))), "range": [[1, 0], [6, 4]][: len(names)]},
            },
        },
    }
    points = {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1},
        "encoding": {
            "color": colour_of(names) | {"legend": _legend(names)},
            "shape": {
                "field": "series",
                "type": "ordinal",
                "legend": _legend(names),
                "scale": {"domain": list(range(len(names))), "range": ["circle", "square"][: len(names)]},
            },
            "description": {"field": "mark"},
        },
    }
    return _specification(block, rows, labels, [line, points, *_last_figure_layer(rows)])


def _rows_names_labels(block):
    names = [series.name for series in block.series]
    return rows_of(block), names, [" ".join(label.split()) for label in block.labels]


def _legend(names):
    return {"labelExpr": f"{json.dumps(names)}[datum.value]"} if len(names) > 1 else None


def _figure_layer(rows, *, has_several):
    """Return the first series' figures above its columns; none if they are too long."""
    first_series = [row["shown"] for row in rows if row["series"] == 0 and row["value"] is not None]
    if not first_series or max(map(len, first_series)) > MAX_LETTERS:
        return []
    mark = {"type": "text", "baseline": "bottom", "dy": -4, "size": 10}
    return [
        {
            "transform": [{"filter": "datum.series == 0 && isValid(datum.value)"}],
            "mark": mark | ({"dx": -9} if has_several else {}),
            "encoding": {"text": {"field": "shown"}, "color": {"value": "#000000"}},
        }
    ]


def _last_figure_layer(rows):
    """Return the first series' last figure, at its point; the others are in the table."""
    first_series = [row for row in rows if row["series"] == 0 and row["value"] is not None]
    if not first_series:
        return []
    return [
        {
            "transform": [{"filter": f"datum.series == 0 && datum.label == {first_series[-1]['label']}"}],
            "mark": {"type": "text", "align": "right", "baseline": "bottom", "dx": -6, "dy": -4, "size": 12},
            "encoding": {"text": {"field": "shown"}, "color": {"value": "#000000"}},
        }
    ]


def _specification(block, rows, labels, layers):
    known = [row["value"] for row in rows if row["value"] is not None]
    low, high = min([0, *known]), max([0, *known])
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": HEIGHT,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 2,
        "encoding": {
            "x": {
                "field": "label",
                "type": "ordinal",
                # A month without a number keeps its place.
                "scale": {"domain": list(range(len(labels)))},
                "axis": {
                    "title": block.along,
                    "labelExpr": f"{json.dumps(labels)}[datum.value]",
                    "labelAngle": 0,
                    "ticks": False,
                    "labelPadding": 5,
                },
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                # Air for the figures above the highest.
                "scale": {"domain": [low, (high or 1) * 1.08], "nice": False},
                "axis": {
                    "title": block.unit,
                    "format": ",~f",
                    "tickCount": TICKS,
                    "grid": True,
                    "ticks": False,
                    "tickMinStep": 1,
                },
            },
        },
        "layer": layers,
        "config": config(),
    }
