"""A chart block drawn once as SVG, for the PDF and the page, and from it as PNG for the Word file."""

import json
import re
from functools import lru_cache

from django.conf import settings
from lxml import etree

from reports.writers import trends
from reports.writers.chart_parts import (
    COLOURS,
    FAMILY,
    MARK,
    RULE,
    WIDTH,
    colour_of,
    config,
    rows_of,
    title_of,
)
from reports.writers.faces import printable
from reports.writers.lines import fitted
from reports.writers.tiles import SVG, tiles

# Pixels: the bars stay on one page with a heading and a caption.
TALLEST = 810
SIZES = (13, 12, 11, 10, 9, 8)
# Millimetres on paper for the labels at the left.
LABEL_ROOM = 58
# Between the bands of two labels, in sizes of the text.
GAP = 0.25
TICKS = 5
# What stays of the drawing: no style, no script, no link, no class of a page's own.
ELEMENTS = ("svg", "g", "path", "rect", "line", "text", "tspan", "title")
ATTRIBUTES = (
    *("width", "height", "viewBox", "transform", "d", "x", "y", "x2", "y2", "dy", "text-anchor", "opacity"),
    *("fill", "stroke", "stroke-width", "stroke-miterlimit", "font-family", "font-size", "font-weight"),
    "stroke-dasharray",
)
# Hundredths of a pixel are enough, and halve the text.
LONG = re.compile(r"\d+\.\d{3,}")


def svg(block, links=()):
    """An <svg> element as text, safe inside a page: shapes and text alone, no style, its <title> the summary.

    Each mark has a <title>. `links` leads from marks to pages of the portal: for each series, an address or "" for
    each label. ValueError when the block can't be drawn.
    """
    return _drawn(json.dumps(block, sort_keys=True), json.dumps(links))


def png(block):
    """The same drawing as PNG bytes, 288 pixels to the inch at 160 mm."""
    return rasterised(svg(block))


def rasterised(drawing):
    """PNG bytes of an <svg> of charts."""
    import vl_convert

    _register_faces()
    return vl_convert.svg_to_png(drawing, scale=3)


def specification(block):
    """The Vega-Lite specification of a block, a plain dict."""
    return {"columns": trends.columns, "lines": trends.lines}.get(block.get("form"), _bars)(block)


def _bars(block):
    labels = [" ".join(label.split()) for label in block["labels"]]
    size, lines, band = _fit(labels, len(block["series"]))
    # A missing figure is written, with no bar to it.
    rows = [{**row, "value": row["value"] or 0} for row in rows_of(block)]
    values = [row["value"] for row in rows]
    low, high = min(0, *values), max(block.get("full") or 0, *values)
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
                "axis": {"title": block["unit"], "format": ",~f", "tickCount": TICKS, "grid": True, "ticks": False}
                | _whole_ticks(values),
            },
            **({"yOffset": {"field": "series", "type": "ordinal", "scale": _inner(band, size)}} if several else {}),
        },
        "layer": [
            {
                "mark": {"type": "bar", "size": size},
                "encoding": {
                    "color": colour_of(names)
                    | {"legend": {"labelExpr": f"{json.dumps(names)}[datum.value]"} if several else None},
                    "description": {"field": "mark"},
                },
            },
            _figures("datum.value >= 0", "left", 3, text),
            _figures("datum.value < 0", "right", -3, text),
            *_rule(block),
        ],
        "config": config(),
    }


@lru_cache(maxsize=32)
def _drawn(block, links):
    block, links = _printable(json.loads(block)), json.loads(links)
    drawing = tiles(block) if block.get("form") == "tiles" else etree.fromstring(_by_vega(block), _parser())
    return _cleaned(drawing, block, links)


def _by_vega(block):
    # Loads for most of a second, and starts threads that a forked worker would miss: never at the top.
    import vl_convert

    _register_faces()
    return vl_convert.vegalite_to_svg(
        specification(block),
        vl_version="6.4",
        allowed_base_urls=[],
        format_locale={"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]},
    )


def _parser():
    return etree.XMLParser(resolve_entities=False)


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


def _whole_ticks(values):
    """No half a conference on the axis."""
    if not all(float(value).is_integer() for value in values):
        return {}
    low, high = min(0, *values), max(0, *values)
    return {"values": list(range(int(low), int(high) + 1))} if high - low <= TICKS else {"tickMinStep": 1}


def _rule(block):
    """A line across the bars, with its name at the top: half of all, say."""
    if "rule" not in block:
        return []
    # One line, not one for each bar.
    at, once = {"datum": block["rule"]["at"]}, [{"filter": "datum.label == 0 && datum.series == 0"}]
    return [
        {
            "transform": once,
            "mark": {"type": "rule", "color": RULE, "strokeDash": [4, 3]},
            "encoding": {"x": at, "y": None},
        },
        {
            "transform": once,
            "mark": {"type": "text", "align": "left", "dx": 4, "dy": -7, "size": 12, "color": RULE},
            "encoding": {"x": at, "y": {"value": 0}, "text": {"value": block["rule"]["name"]}, "yOffset": None},
        },
    ]


def _cleaned(root, block, links):
    marked = []
    for element in list(root.iter()):
        kind = etree.QName(element).localname
        if kind not in ELEMENTS or element.get("opacity") == "0" or _is_nothing(element, kind):
            element.getparent().remove(element)
            continue
        if element.get("aria-label", "").startswith(MARK):
            marked.append((element, *map(int, element.get("aria-label").removeprefix(MARK).split("-"))))
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
    # An image has no parts to go to.
    root.set("role", "group" if links else "img")
    for element, at, index in marked:
        _titled(element, title_of(block, at, index))
        if links and links[at][index]:
            _linked(element, links[at][index])
    _titled(root, block["summary"])
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _titled(element, text):
    title = etree.Element(f"{{{SVG}}}title")
    title.text = text
    element.insert(0, title)


def _linked(element, address):
    """Wrap a mark in a link; the table beside the drawing has the same links for the keyboard."""
    link = etree.Element(f"{{{SVG}}}a", href=address, tabindex="-1")
    element.addprevious(link)
    link.append(element)


def _is_nothing(element, kind):
    return kind == "path" and not (element.get("fill") or element.get("stroke"))


def _printable(value):
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value).replace("\n", " ") if isinstance(value, str) else value
