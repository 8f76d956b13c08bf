"""Drawing of chart blocks: once as SVG, for PDF and pages, and from it as PNG for Word."""

import json
from functools import lru_cache

from django.conf import settings
from lxml import etree
from msgspec import convert, to_builtins

from core.lib.text.fonts import printable
from reports.content.document import Chart
from reports.writers.charts import bar_charts, month_charts
from reports.writers.charts.sanitising import sanitise
from reports.writers.charts.tile_map import tiles


def svg(block, links=()):
    """Return an <svg> element as text, safe inside a page: shapes and text, no style, the summary as <title>.

    Each mark has a <title>. `links` leads from marks to pages of the portal: for each series, an address or "" for each
    label. ValueError when the block can't be drawn.
    """
    return _draw(json.dumps(to_builtins(block), sort_keys=True), json.dumps(links))


def png(block):
    """Return the same drawing as PNG bytes, 288 pixels to the inch at 160 mm."""
    return svg_to_png(svg(block))


def svg_to_png(drawing):
    """Return the PNG bytes of a chart's <svg>."""
    import vl_convert

    _register_faces()
    return vl_convert.svg_to_png(drawing, scale=3)


def specification(block):
    """Return the Vega-Lite specification of a block, a plain dict."""
    forms = {"columns": month_charts.columns, "lines": month_charts.lines}
    return forms.get(block.form, bar_charts.bars)(block)


@lru_cache(maxsize=32)
def _draw(block, links):
    block, links = convert(_printable(json.loads(block)), Chart), json.loads(links)
    drawing = tiles(block) if block.form == "tiles" else etree.fromstring(_vega_svg(block), _parser())
    return sanitise(drawing, block, links)


def _vega_svg(block):
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


def _printable(value):
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value, symbols=False).replace("\n", " ") if isinstance(value, str) else value
