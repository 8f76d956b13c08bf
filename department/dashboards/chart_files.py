"""A chart as a file: the drawing with title and source (SVG, PNG), or the numbers (XLSX)."""

import hashlib
import io
import json
from datetime import datetime, time

from django.core.cache import cache
from django.utils.safestring import mark_safe
from lxml import etree
from msgspec import to_builtins
from redis import RedisError
from xlsxwriter import Workbook

from core.lib.dates.clock import today
from filing import excel_cells
from filing.lists.spreadsheets import MEDIA_TYPE
from reports.writers.charts.drawing import svg, svg_to_png
from reports.writers.charts.style import FAMILY, WIDTH
from reports.writers.charts.tile_map import SVG
from reports.writers.line_breaks import POINTS_PER_MM, break_lines

# Part of the cache key: raise it when the same block is drawn differently.
VERSION = 2
CACHE_SECONDS = 12 * 3600
TYPES = {"svg": "image/svg+xml", "png": "image/png", "xlsx": MEDIA_TYPE}
MARGIN, TITLE, LINE = 16, 17, 12
MM = 0.75 / POINTS_PER_MM


def drawing_of(chart, *, linked=True):
    """Return the <svg> of a chart, safe inside a page; cached by content, so that it is drawn once."""
    links = chart.links if linked else []
    content = json.dumps([VERSION, to_builtins(chart.block), links], sort_keys=True).encode()
    key = f"chart-{hashlib.sha256(content).hexdigest()}"
    try:
        drawn = cache.get(key)
    except (RedisError, OSError):
        # The page matters more than the time that the drawing takes.
        return svg(chart.block, links)
    if drawn is None:
        drawn = svg(chart.block, links)
        try:
            cache.set(key, drawn, CACHE_SECONDS)
        except (RedisError, OSError):
            return drawn
    return drawn


def inline(chart):
    """Return the drawing for a template."""
    # Drawn by the project, with its texts escaped and nothing but shapes and own links left.
    return mark_safe(drawing_of(chart))  # noqa: S308


def file_of(chart, format):
    """Return the bytes of a chart in that format."""
    if format == "xlsx":
        return _sheet(chart)
    drawing = _with_title(chart)
    return svg_to_png(drawing) if format == "png" else drawing.encode()


def _with_title(chart):
    """Return the drawing between its title and its source, since a file stands alone."""
    drawing = etree.fromstring(drawing_of(chart, linked=False))
    wide, high = (float(side) for side in drawing.get("viewBox").split()[2:])
    scale = WIDTH / wide
    width, y = WIDTH + 2 * MARGIN, MARGIN
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    ground = etree.SubElement(root, f"{{{SVG}}}rect", fill="#ffffff", width=str(width))
    y = _text(root, chart.title, y, TITLE, bold=True)
    drawing.set("x", str(MARGIN))
    drawing.set("y", str(y))
    drawing.set("width", str(WIDTH))
    drawing.set("height", f"{high * scale:.0f}")
    root.append(drawing)
    y = _text(root, f"{chart.summary}\n{chart.about}", y + high * scale + 6, LINE, bold=False)
    root.set("viewBox", f"0 0 {width} {y + MARGIN:.0f}")
    root.set("width", str(width))
    root.set("height", f"{y + MARGIN:.0f}")
    ground.set("height", f"{y + MARGIN:.0f}")
    return etree.tostring(root, encoding="unicode")


def _text(root, text, y, size, *, bold):
    """Write lines of text from `y` down; return where they end."""
    lines = [
        line
        for part in text.split("\n")
        for line in break_lines(part, size=size * 0.75, room=WIDTH * MM, bold=bold).split("\n")
    ]
    for line in lines:
        y += size * 1.3
        element = etree.SubElement(root, f"{{{SVG}}}text", x=str(MARGIN), y=f"{y:.1f}", fill="#000000")
        element.set("font-family", FAMILY)
        element.set("font-size", f"{size}px")
        if bold:
            element.set("font-weight", "bold")
        element.text = line
    return y + size * 0.6


def _sheet(chart):
    """Return the table with title, sentence and source as a workbook; values are numbers."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        # The day stands for the instant: the same chart of one day is the same file.
        book.set_properties({"title": chart.title, "created": datetime.combine(today(), time.min)})
        formats = excel_cells.add_formats(book) | {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "value": book.add_format({"num_format": "#,##0.##;-#,##0.##;0", "align": "right"}),
            "sign": book.add_format({"align": "right"}),
            "note": book.add_format({"italic": True}),
        }
        sheet = book.add_worksheet("Số liệu")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(chart.head), 20)
        excel_cells.write_cell(sheet, 0, 0, chart.title, formats["title"])
        excel_cells.write_cell(sheet, 1, 0, chart.summary, formats["note"])
        for place, name in enumerate((chart.of_lines, *chart.head)):
            excel_cells.write_cell(sheet, 3, place, name, formats["head"])
        for row, line in enumerate(chart.lines, start=4):
            excel_cells.write_cell(sheet, row, 0, line.label, formats["text"])
            for place, cell in enumerate(line.cells, start=1):
                value = line.values[place - 1] if place <= len(line.values) else None
                form = "sign" if value is None else "value"
                excel_cells.write_cell(sheet, row, place, cell if value is None else value, formats[form])
        for row, note in enumerate((chart.about, "“…” chưa có số liệu."), start=len(chart.lines) + 5):
            excel_cells.write_cell(sheet, row, 0, note, formats["note"])
    return file.getvalue()
