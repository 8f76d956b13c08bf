"""Paragraphs, rules and tables of a Word file, as elements of WordprocessingML.

Text is set as the text of an element, so it is never read as a field or as XML. Lengths come in mm, spaces in pt.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.writers.line_breaks import width
from reports.writers.unbroken import pieces

ALIGNMENTS = {"left": "left", "right": "right", "center": "center", "justify": "both"}
# A row may break when a cell of it is higher than this: Word would cut off what is higher than a page.
MAX_UNBROKEN_LINES = 30
CELL_PADDING = {"top": 2, "left": 3, "bottom": 2, "right": 3}  # pt


def element(tag, *children, **attributes):
    """Return a `w:` element; attributes are `w:` ones, children that are None are left out."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    node.extend(child for child in children if child is not None)
    return node


def from_mm(length):
    """Return millimetres in twentieths of a point, Word's unit of length."""
    return round(length * 1440 / 25.4)


def from_pt(length):
    """Return points in twentieths of a point."""
    return round(length * 20)


def paragraph(
    style, text="", *, bold=False, align=None, keep=False, before=None, after=None, indents=None, border=None
):
    """Return a paragraph in a style (by id); a line break in `text` is one in Word.

    `indents` is {"left" | "right" | "firstLine": mm}, `border` {side: pt from the text}, `keep` holds it on one
    page with what follows.
    """
    spaces = {name: from_pt(value) for name, value in (("before", before), ("after", after)) if value is not None}
    # The schema orders these; Word calls a file damaged that has them in another order.
    properties = element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if keep else None,
        _borders("pBdr", border, size=6) if border else None,
        element("spacing", **spaces) if spaces else None,
        element("ind", **{side: from_mm(length) for side, length in indents.items()}) if indents else None,
        element("jc", val=ALIGNMENTS[align]) if align else None,
    )
    return element("p", properties, _run(text, bold=bold) if text else None)


def rule(text, room, *, size, before, share=1):
    """Return a solid line below a bold text of `size` pt, in the middle of `room` mm.

    Its length is the `share` of the text's longest line.
    """
    length = share * min(max(width(line, size=size, bold=True) for line in text.split("\n")), room)
    side = (room - length) / 2
    return paragraph("Rule", before=before, indents={"left": side, "right": side}, border={"top": 0})


def flat(text):
    """Return the text on one line: a line break in it is a space, as in the PDF."""
    return " ".join(text.replace("\n", " ").split(" ")).strip(" ")


def columns(widths, rows):
    """Return a table without lines: `widths` in mm, each row a list of cells, each a list of paragraphs."""
    return element(
        "tbl",
        _table_properties(sum(widths)),
        element("tblGrid", *(element("gridCol", w=from_mm(width)) for width in widths)),
        *(
            element(
                "tr",
                element("trPr", element("cantSplit")),
                *(_cell(paragraphs, room) for paragraphs, room in zip(row, widths, strict=True)),
            )
            for row in rows
        ),
    )


def figures(table, room, *, cell_style, head_style, size):
    """Return a table of `markup.block_contexts` over `room` mm, its head on every page.

    `size` in pt is that of its text.
    """
    widths = [room * int(percent) / 100 for percent in table["widths"]]
    rows = [_row(row, widths, cell_style, size) for row in table["rows"]]
    for row in rows[-2:] if table["legend"] else rows[-2:-1]:
        # The last rows are not parted, nor is the legend from them.
        for properties in row.iter(qn("w:pPr")):
            properties.get_or_add_keepNext()
    return element(
        "tbl",
        _table_properties(room, border=True),
        element("tblGrid", *(element("gridCol", w=from_mm(width)) for width in widths)),
        *_head(table["head"], widths, head_style),
        *rows,
    )


def _run(text, *, bold):
    run = element("r", element("rPr", element("b"), element("bCs")) if bold else None)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("br"))
        for piece, is_whole in pieces(line):
            # A name keeps its spaces, by which people search.
            run.extend(_symbol(piece) if is_whole and " " not in piece else [_words(piece)])
    return run


def _symbol(piece):
    """Yield the symbol of a document, which Word does not break at its hyphens."""
    for number, words in enumerate(piece.split("-")):
        if number:
            yield element("noBreakHyphen")
        if words:
            yield _words(words)


def _words(text):
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return words


def _borders(tag, sides, *, size):
    """Return lines of `size` eighths of a point, at the given distance from the text."""
    lines = (element(side, val="single", sz=size, space=space, color="000000") for side, space in sides.items())
    return element(tag, *lines)


def _table_properties(room, *, border=False):
    padding = CELL_PADDING if border else dict.fromkeys(CELL_PADDING, 0)
    sides = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), 0)
    return element(
        "tblPr",
        element("tblW", w=from_mm(room), type="dxa"),
        element("tblInd", w=0, type="dxa"),
        _borders("tblBorders", sides, size=4) if border else None,
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=from_pt(pt), type="dxa") for side, pt in padding.items())),
    )


def _cell(paragraphs, width, *, span=1, merge=None, middle=False):
    properties = element(
        "tcPr",
        element("tcW", w=from_mm(width), type="dxa"),
        element("gridSpan", val=span) if span > 1 else None,
        element("vMerge", val=merge) if merge else None,
        element("vAlign", val="center") if middle else None,
    )
    return element("tc", properties, *paragraphs)


def _head(rows, widths, style):
    """Yield the head rows; a cell over two rows is continued by an empty one in the second."""
    yield _head_row(rows[0], widths, style)
    if len(rows) > 1:
        below = iter(rows[1])
        second = []
        for cell in rows[0]:
            if int(cell["rowspan"]) > 1:
                second.append({**cell, "label": "", "continued": True})
            else:
                second += [next(below) for _ in range(int(cell["colspan"]))]
        yield _head_row(second, widths, style)


def _head_row(cells, widths, style):
    row = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
    place = 0
    for cell in cells:
        span = int(cell["colspan"])
        merge = "continue" if cell.get("continued") else "restart" if int(cell["rowspan"]) > 1 else None
        words = [paragraph(style, flat(cell["label"]), keep=True)]
        row.append(_cell(words, sum(widths[place : place + span]), span=span, merge=merge, middle=True))
        place += span
    return row


def _row(row, widths, style, size):
    if "heading" in row:
        words = [paragraph(style, flat(row["heading"]), bold=True, keep=True)]
        return element(
            "tr",
            element("trPr", element("cantSplit")),
            _cell(words, sum(widths), span=len(widths), middle=True),
        )
    cells = [
        _cell([paragraph(style, cell["text"], bold=row["bold"], align=cell["align"])], width, middle=True)
        for cell, width in zip(row["cells"], widths, strict=True)
    ]
    whole = all(
        _lines(cell["text"], room, size) <= MAX_UNBROKEN_LINES for cell, room in zip(row["cells"], widths, strict=True)
    )
    return element("tr", element("trPr", element("cantSplit")) if whole else None, *cells)


def _lines(text, room, size):
    return sum(max(1, width(line, size=size, bold=True) / max(room - 3, 1)) for line in text.split("\n"))
