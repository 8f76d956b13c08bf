"""A chart as a file: drawing with title and source (SVG, PNG), numbers (XLSX). Drawings are kept by their content."""

import hashlib
import io
import json
from datetime import datetime, time

from django.core.cache import cache
from django.utils.safestring import mark_safe
from lxml import etree
from redis import RedisError
from xlsxwriter import Workbook

from calendars.clock import today
from progress import sheets
from progress.lists.spreadsheets import MEDIA_TYPE
from reports.writers.chart_parts import FAMILY, WIDTH
from reports.writers.charts import rasterised, svg
from reports.writers.lines import POINTS_PER_MM, fitted
from reports.writers.tiles import SVG

# What is drawn differently by another version of the portal is not looked for under the same name.
VERSION = 1
KEPT_SECONDS = 12 * 3600
TYPES = {"svg": "image/svg+xml", "png": "image/png", "xlsx": MEDIA_TYPE}
MARGIN, TITLE, LINE = 16, 17, 12
MM = 0.75 / POINTS_PER_MM


def drawing_of(chart, *, linked=True):
    """The <svg> of a chart, safe inside a page; kept by its content, so that the same chart is drawn once."""
    links = chart.links if linked else []
    asked = json.dumps([VERSION, chart.block, links], sort_keys=True).encode()
    key = f"chart-{hashlib.sha256(asked).hexdigest()}"
    try:
        drawn = cache.get(key)
    except (RedisError, OSError):
        # The page matters more than the time that the drawing takes.
        return svg(chart.block, links)
    if drawn is None:
        drawn = svg(chart.block, links)
        try:
            cache.set(key, drawn, KEPT_SECONDS)
        except (RedisError, OSError):
            return drawn
    return drawn


def inline(chart):
    """The drawing for a template."""
    # Drawn by the project, with its texts escaped and nothing but shapes and own links left.
    return mark_safe(drawing_of(chart))  # noqa: S308


def file_of(chart, format):
    """The bytes of a chart in that format."""
    if format == "xlsx":
        return _sheet(chart)
    drawing = _with_title(chart)
    return rasterised(drawing) if format == "png" else drawing.encode()


def _with_title(chart):
    """The drawing between its title and its source, since as a file it stands alone."""
    drawing = etree.fromstring(drawing_of(chart, linked=False))
    wide, high = (float(one) for one in drawing.get("viewBox").split()[2:])
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
    """Lines of text from `y` down; answers where they end."""
    lines = [
        line
        for part in text.split("\n")
        for line in fitted(part, size=size * 0.75, room=WIDTH * MM, bold=bold).split("\n")
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
    """The table with title, sentence and source; values are numbers."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        # The day stands for the instant: the same chart of one day is the same file.
        book.set_properties({"title": chart.title, "created": datetime.combine(today(), time.min)})
        formats = sheets.add_formats(book) | {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "value": book.add_format({"num_format": "#,##0.##;-#,##0.##;0", "align": "right"}),
            "sign": book.add_format({"align": "right"}),
            "note": book.add_format({"italic": True}),
        }
        sheet = book.add_worksheet("Số liệu")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(chart.head), 20)
        sheets.write(sheet, 0, 0, chart.title, formats["title"])
        sheets.write(sheet, 1, 0, chart.summary, formats["note"])
        for place, name in enumerate(("", *chart.head)):
            sheets.write(sheet, 3, place, name, formats["head"])
        for row, line in enumerate(chart.lines, start=4):
            sheets.write(sheet, row, 0, line.label, formats["text"])
            for place, cell in enumerate(line.cells, start=1):
                value = line.values[place - 1] if place <= len(line.values) else None
                form = "sign" if value is None else "value"
                sheets.write(sheet, row, place, cell if value is None else value, formats[form])
        for row, note in enumerate((chart.about, "“…” chưa có số liệu."), start=len(chart.lines) + 5):
            sheets.write(sheet, row, 0, note, formats["note"])
    return file.getvalue()
