"""Bars of a chart block: drawn once as SVG, for the PDF and the page, and from it as PNG for the Word file."""

import json
import re
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from lxml import etree

from reports.writers.faces import printable
from reports.writers.lines import fitted
from texts.vietnamese import number

SVG = "http://www.w3.org/2000/svg"
# The drawing is measured with the bundled faces under their own name, and set in the paper's name for them.
FACE, FAMILY = "Tinos", "Portal Serif,Tinos,Times New Roman,serif"
# Pixels of CSS, 3/4 pt: the paper's line is 160 mm; the bars stay on one page with a heading and a caption.
WIDTH, TALLEST = 604, 810
SIZES = (13, 12, 11, 10, 9, 8)
# Millimetres on paper for the labels at the left.
LABEL_ROOM = 58
# Between the bands of two labels, in sizes of the text.
GAP = 0.25
COLOURS = ("#174a8c", "#8d9db5")
UNKNOWN = "…"
MOST_DECIMALS = 2
TICKS = 5
# What stays of the drawing: no style, no script, no link, no class of a page's own.
ELEMENTS = ("svg", "g", "path", "rect", "line", "text", "tspan", "title")
ATTRIBUTES = (
    *("width", "height", "viewBox", "transform", "d", "x", "y", "x2", "y2", "dy", "text-anchor", "opacity"),
    *("fill", "stroke", "stroke-width", "stroke-miterlimit", "font-family", "font-size", "font-weight"),
)
# Hundredths of a pixel are enough, and halve the text.
LONG = re.compile(r"\d+\.\d{3,}")


def svg(block):
    """An <svg> element as text, safe inside a page: shapes and text alone, no style, its <title> the summary.

    ValueError when the block can't be drawn.
    """
    return _drawn(json.dumps(block, sort_keys=True))


def png(block):
    """The same drawing as PNG bytes, 288 pixels to the inch at 160 mm."""
    import vl_convert

    drawing = svg(block)
    _register_faces()
    return vl_convert.svg_to_png(drawing, scale=3)


def specification(block):
    """The Vega-Lite specification of a block, a plain dict."""
    labels = [" ".join(label.split()) for label in block["labels"]]
    size, lines, band = _fit(labels, len(block["series"]))
    rows = [
        {"label": index, "series": at, "value": value or 0, "shown": shown}
        for at, series in enumerate(block["series"])
        for index, (value, shown) in enumerate(
            zip(series["values"], written(series["values"], block["series"]), strict=True)
        )
    ]
    values = [row["value"] for row in rows]
    low, high = min(0, *values), max(0, *values)
    # Room for the figure after the longest bar.
    room = (high - low or 1) * 0.02 * max(len(row["shown"]) for row in rows)
    several = len(block["series"]) > 1
    names = [series["name"] for series in block["series"]]
    text = {"size": size, "baseline": "middle"}
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": band, "for": "position"} if several else {"step": band},
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
                "axis": {"title": block["unit"], "format": ",~f", "tickCount": TICKS, "grid": True, "ticks": False},
            },
            **({"yOffset": {"field": "series", "type": "ordinal", "scale": _inner(band, size)}} if several else {}),
        },
        "layer": [
            {
                "mark": {"type": "bar", "size": size},
                "encoding": {
                    "color": {
                        "field": "series",
                        "type": "ordinal",
                        "scale": {"domain": list(range(len(names))), "range": list(COLOURS[: len(names)])},
                        "legend": {"labelExpr": f"{json.dumps(names)}[datum.value]"} if several else None,
                    }
                },
            },
            _figures("datum.value >= 0", "left", 3, text),
            _figures("datum.value < 0", "right", -3, text),
        ],
        "config": {
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
        },
    }


def written(values, of):
    """The values as Vietnamese writes them, with the decimals that all of the chart's need (two at most)."""
    known = [value for series in of for value in series["values"] if value is not None]
    decimals = max((_decimals(value) for value in known), default=0)
    return [UNKNOWN if value is None else number(Decimal(str(value)), decimals) for value in values]


@lru_cache(maxsize=32)
def _drawn(block):
    # Loads for most of a second, and starts threads that a forked worker would miss: never at the top.
    import vl_convert

    block = _printable(json.loads(block))
    _register_faces()
    drawing = vl_convert.vegalite_to_svg(
        specification(block),
        vl_version="6.4",
        allowed_base_urls=[],
        format_locale={"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]},
    )
    return _cleaned(drawing, block["summary"])


@lru_cache(maxsize=1)
def _register_faces():
    import vl_convert

    vl_convert.register_font_directory(str(settings.BASE_DIR / "static" / "fonts"))


def _fit(labels, series):
    """Size of the text, the lines of each label and the height of its band: the largest that fits on a page."""
    for size in SIZES:
        lines = [fitted(label, size=size * 0.75, room=LABEL_ROOM, bold=False).split("\n") for label in labels]
        band = max(series * size, max(map(len, lines)) * size * 1.1) + size * GAP
        if band * len(labels) <= TALLEST:
            break
    return size, lines, band


def _inner(band, size):
    """The bars of a label stand together in the middle of its band."""
    return {"paddingOuter": (band / size - len(COLOURS)) / 2, "paddingInner": 0}


def _figures(where, align, away, text):
    return {
        "transform": [{"filter": where}],
        "mark": {"type": "text", "align": align, "dx": away, **text},
        "encoding": {"text": {"field": "shown"}},
    }


def _cleaned(drawing, summary):
    root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False))
    for element in list(root.iter()):
        kind = etree.QName(element).localname
        if kind not in ELEMENTS or element.get("opacity") == "0" or _is_nothing(element, kind):
            element.getparent().remove(element)
            continue
        for name in set(element.attrib).difference(ATTRIBUTES):
            del element.attrib[name]
        for name in ("d", "transform", "y", "x2", "y2", "dy"):
            if name in element.attrib:
                element.set(name, LONG.sub(lambda found: f"{float(found[0]):.2f}", element.get(name)))
        if "font-family" in element.attrib:
            element.set("font-family", FAMILY)
        if len(element) > 1 and kind == "text":
            # The drawing centres the first line of a label, not the label, and says where the others start alone.
            element[0].set("x", "0")
            element[0].set("dy", f"{-sum(float(line.get('dy', 0)) for line in element) / 2:.2f}")
    del root.attrib["height"]
    root.set("width", "100%")
    root.set("role", "img")
    title = etree.Element(f"{{{SVG}}}title")
    title.text = summary
    root.insert(0, title)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _is_nothing(element, kind):
    return kind == "path" and not (element.get("fill") or element.get("stroke"))


def _decimals(value):
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return min(max(-exponent, 0), MOST_DECIMALS)


def _printable(value):
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value).replace("\n", " ") if isinstance(value, str) else value
