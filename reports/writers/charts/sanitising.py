"""Sanitising of drawn SVG: safe elements and attributes only, then titles and links of the marks."""

import re

from lxml import etree

from reports.writers.charts.style import FAMILY, MARK, title_of
from reports.writers.charts.tile_map import SVG

# What stays of the drawing: no style, no script, no link, no class of a page's own.
ELEMENTS = ("svg", "g", "path", "rect", "line", "text", "tspan", "title")
ATTRIBUTES = (
    *("width", "height", "viewBox", "transform", "d", "x", "y", "x2", "y2", "dy", "text-anchor", "opacity"),
    *("fill", "stroke", "stroke-width", "stroke-miterlimit", "font-size", "font-weight"),
    "stroke-dasharray",
)
# What the drawing says of each mark and holds of all that say nothing.
DEFAULTS = {"opacity": "1", "text-anchor": "start", "stroke-width": "1", "font-weight": "normal"}
# Hundredths of a pixel are enough, and halve the text.
LONG = re.compile(r"\d+\.\d{3,}")


def sanitise(root, block, links):
    """Return the drawing as text, without anything but shapes, texts, and the titles and links of its marks."""
    marked = []
    for element in list(root.iter()):
        kind = etree.QName(element).localname
        if kind not in ELEMENTS or element.get("opacity") == "0" or _is_invisible(element, kind):
            element.getparent().remove(element)
            continue
        if element.get("aria-label", "").startswith(MARK):
            marked.append((element, *map(int, element.get("aria-label").removeprefix(MARK).split("-"))))
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES or DEFAULTS.get(name) == value:
                del element.attrib[name]
        for name in ("d", "transform", "y", "x2", "y2", "dy"):
            if name in element.attrib:
                element.set(name, LONG.sub(lambda match: f"{float(match[0]):.2f}", element.get(name)))
        if len(element) > 1 and kind == "text":
            # The drawing centres the first line of a label, not the label, and says where the others start alone.
            element[0].set("x", "0")
            element[0].set("dy", f"{-sum(float(line.get('dy', 0)) for line in element) / 2:.2f}")
    del root.attrib["height"]
    root.set("width", "100%")
    root.set("font-family", FAMILY)
    # An image has no parts to go to.
    root.set("role", "group" if links else "img")
    for element, series_index, label_index in marked:
        _add_title(element, title_of(block, series_index, label_index))
        if links and links[series_index][label_index]:
            _add_link(element, links[series_index][label_index])
    _add_title(root, block.summary)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _add_title(element, text):
    title = etree.Element(f"{{{SVG}}}title")
    title.text = text
    element.insert(0, title)


def _add_link(element, address):
    """Wrap a mark in a link; the table beside the drawing has the same links for the keyboard."""
    link = etree.Element(f"{{{SVG}}}a", href=address, tabindex="-1")
    element.addprevious(link)
    link.append(element)


def _is_invisible(element, kind):
    return kind == "path" and not (element.get("fill") or element.get("stroke"))
