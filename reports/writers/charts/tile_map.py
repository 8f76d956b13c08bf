"""A schematic map as SVG: a square for each place, with its value and the shade of its class."""

from lxml import etree

from reports.writers.charts.style import MARK, UNKNOWN, WIDTH, format_values
from reports.writers.line_breaks import POINTS_PER_MM, break_lines

SVG = "http://www.w3.org/2000/svg"
# From the lowest class to the highest, each with the colour of the letters on it; last, what is not known.
SHADES = (("#e3ecf7", "#000000"), ("#b3cbe8", "#000000"), ("#7fa6d6", "#000000"), ("#174a8c", "#ffffff"))
NOTHING = ("#ffffff", "#000000")
HEIGHT, GAP, LINE = 84, 6, 22
SIZE, FIGURE = 14, 18
# Millimetres of a pixel.
MM = 0.75 / POINTS_PER_MM


def tiles(block):
    """Return the <svg> element of a block, before it is sanitised.

    The block has `places` (column, row) and `classes` {"names", "of"}.
    """
    across = max(place[0] for place in block.places) + 1
    down = max(place[1] for place in block.places) + 1
    wide = (WIDTH - GAP * (across - 1)) / across
    legend_top = down * (HEIGHT + GAP) + 8
    names = [
        *block.classes.names,
        *([f"{UNKNOWN} chưa có số liệu hoặc không thuộc đối tượng"] if None in block.classes.of else []),
    ]
    height = legend_top + LINE * ((len(names) + 1) // 2)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG}, width=str(WIDTH), height=str(height))
    root.set("viewBox", f"0 0 {WIDTH} {height}")
    _add_element(root, "rect", width=WIDTH, height=height, fill="#ffffff")
    shown = format_values(block.series[0].values, block.series)
    for index, (column, row) in enumerate(block.places):
        corner = (column * (wide + GAP), row * (HEIGHT + GAP))
        _add_tile(root, block, index, shown[index], corner, wide)
    for index, name in enumerate(names):
        is_known = index < len(block.classes.names)
        _add_legend(root, name, SHADES[_shade(index, block)] if is_known else NOTHING, index, legend_top)
    return root


def _add_tile(root, block, index, shown, corner, wide):
    class_index = block.classes.of[index]
    fill, ink = NOTHING if class_index is None else SHADES[_shade(class_index, block)]
    x, y = corner
    # A null label would be drawn as a mark of its own; the mark is the square with its letters.
    group = _add_element(root, "g", transform=f"translate({x:.2f},{y:.2f})")
    group.set("aria-label", f"{MARK}0-{index}")
    square = _add_element(
        group, "rect", x=0.5, y=0.5, width=f"{wide - 1:.2f}", height=HEIGHT - 1, fill=fill, stroke="#5a6675"
    )
    if class_index is None:
        square.set("stroke-dasharray", "4 3")
    lines = break_lines(block.labels[index], size=SIZE * 0.75, room=(wide - 10) * MM).split("\n")
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1].rpartition(' ')[0]} …"]
    for number, line in enumerate(lines):
        _add_text(group, line, wide / 2, 24 + number * (SIZE + 2), SIZE, ink)
    _add_text(group, shown, wide / 2, HEIGHT - 16, FIGURE, ink, bold=True)


def _add_legend(root, name, shade, index, top):
    x, y = (index % 2) * WIDTH / 2, top + (index // 2) * LINE
    square = _add_element(root, "rect", x=x + 0.5, y=y + 0.5, width=14, height=14, fill=shade[0], stroke="#5a6675")
    if shade is NOTHING:
        square.set("stroke-dasharray", "4 3")
    _add_text(root, name, x + 22, y + 12, 13, "#000000", anchor="start")


def _shade(class_index, block):
    """Return the index of a class's shade; few classes are spread over all shades."""
    classes = len(block.classes.names)
    return round(class_index * (len(SHADES) - 1) / (classes - 1)) if classes > 1 else 1


def _add_text(parent, text, x, y, size, ink, *, bold=False, anchor="middle"):
    element = _add_element(parent, "text", x=f"{x:.2f}", y=f"{y:.2f}", fill=ink)
    element.set("text-anchor", anchor)
    element.set("font-size", f"{size}px")
    if bold:
        element.set("font-weight", "bold")
    element.text = text


def _add_element(parent, name, **attributes):
    return etree.SubElement(parent, f"{{{SVG}}}{name}", {key: str(value) for key, value in attributes.items()})
