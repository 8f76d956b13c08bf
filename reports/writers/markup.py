"""The template context of a tree: ready strings and spans, so that templates decide nothing."""

from itertools import groupby

import segno
from django.utils.safestring import mark_safe

from core.lib.text.fonts import printable
from core.lib.text.vietnamese import roman
from reports.writers.charts import drawing as charts_drawing
from reports.writers.line_breaks import break_lines
from reports.writers.part_errors import blocks_by_part, make_parts
from reports.writers.tree import with_end_mark

# Wide enough to write a number, a day or a month by hand or by the clerk's programme.
OPEN = "\u00a0" * 6
# What a document without a type's name is called.
LETTER = "Công văn"
# Millimetres: the left of the two columns of the head, and the whole line less a little air.
LEFT_COLUMN, WHOLE_LINE = 66, 150
# Bounds, in characters, of what a column asks for when it is given no width.
NARROWEST, WIDEST = 5, 40


def paper_context(tree, seal=None):
    """Return the context of reports/documents/paper.html for a validated tree.

    PartFailed names the part that can't be made.
    """
    tree = _printable(tree)
    head = tree["head"]
    kind = head["type"].capitalize() or LETTER
    return {
        "head": _head(head),
        "title": " ".join(f"{kind}: {head['subject']}".split()),
        "issuer": " ".join((head.get("issuer") or head["body"]).split()),
        "addressees": _punctuate_list(head["addressees"]),
        "blocks": block_contexts(with_end_mark(tree["body"])),
        "signature": tree["signature"],
        "recipients": _punctuate_list([*tree["recipients"], f"Lưu: {tree['filing']}"]),
        "appendices": _appendices(tree["appendices"]),
        "kind": kind,
        "note": tree.get("note"),
        "seal": seal and _seal(seal),
        "open": OPEN,
    }


def block_contexts(blocks, under=""):
    """Return the blocks as reports/documents/_blocks.html takes them, in a document or a preview.

    PartFailed as in `paper`.
    """
    return make_parts(blocks, lambda block: _BUILDERS.get(block["type"], _with_lines)(block), under=under)


def parts(tree):
    """Yield (part, context of its one block) of a whole tree, to find the block that a renderer fails on."""
    tree = _printable(tree)
    names = appendix_names(len(tree["appendices"]))
    places = [("", tree["body"]), *zip(names, (appendix["blocks"] for appendix in tree["appendices"]), strict=True)]
    for under, blocks in places:
        for part, block in blocks_by_part(blocks, under):
            yield part, block_contexts([block], under)


def column_widths(columns, rows):
    """Return the percentages of the columns, 100 together.

    Columns without a width share the rest by the length of their cells.
    """
    cells = [row["cells"] if isinstance(row, dict) else row for row in rows if "heading" not in row]
    wants = {
        index: min(max(NARROWEST, *(len(cell[index]) for cell in cells), len(column["label"]) // 2), WIDEST)
        for index, column in enumerate(columns)
        if not column.get("width")
    }
    widths = [column.get("width") or 1 for column in columns]
    free = 100 - sum(widths)
    for index, want in wants.items():
        widths[index] += free * want // sum(wants.values())
    widths[max(wants, key=wants.get) if wants else -1] += 100 - sum(widths)
    return widths


def head_rows(columns):
    """Return rows of head cells {label, colspan, rowspan, scope}; two if columns are grouped. Spans are text."""
    if not any(column.get("group") for column in columns):
        return [[_head_cell(column["label"]) for column in columns]]
    upper, lower = [], []
    for group, members in groupby(columns, key=lambda column: column.get("group")):
        members = list(members)
        if group:
            upper.append(_head_cell(group, colspan=len(members)))
            lower += [_head_cell(column["label"]) for column in members]
        else:
            upper += [_head_cell(column["label"], rowspan=2) for column in members]
    return [upper, lower]


def appendix_names(count):
    """Return the names in order: "Phụ lục" for one, "Phụ lục I", "Phụ lục II", … for several."""
    return [f"Phụ lục {roman(number)}" for number in range(1, count + 1)] if count > 1 else ["Phụ lục"] * count


def _head(head):
    return {
        **head,
        "superior": break_lines(head["superior"], size=12, room=LEFT_COLUMN, bold=False),
        "body": break_lines(head["body"], size=12, room=LEFT_COLUMN),
        "subject": _subject(head),
        "month": _month(head["month"]),
        "year": str(head["year"]),
    }


def _subject(head):
    if head["type"]:
        return break_lines(head["subject"], size=14, room=WHOLE_LINE)
    return break_lines(head["subject"], size=12, room=LEFT_COLUMN, bold=False)


def _head_cell(label, colspan=1, rowspan=1):
    scope = "colgroup" if colspan > 1 else "col"
    return {"label": label, "colspan": str(colspan), "rowspan": str(rowspan), "scope": scope}


def _with_lines(block):
    return {**block, "lines": [line for line in block["text"].split("\n") if line.strip()]}


def _bases_block(block):
    return {**block, "lines": _punctuate_list(block["lines"])}


def _chart_block(block):
    # Drawn by the project, with its texts escaped and nothing but shapes left.
    return {**block, "svg": mark_safe(charts_drawing.svg(block))}  # noqa: S308


def _seal(seal):
    address = seal["url"].partition("://")[2]
    code = segno.make(seal["url"], error="m", micro=False)
    title = f"Mã QR dẫn tới {address}"
    # The library escapes the title; the quiet zone is the sheet's.
    drawing = code.svg_inline(title=title, border=0, omitsize=True, svgclass=None, lineclass=None)
    return {"code": seal["code"], "address": address, "svg": mark_safe(drawing)}  # noqa: S308


def _table_block(block):
    columns = block["columns"]
    aligns = [column.get("align", "left") for column in columns]
    return {
        **block,
        "span": str(len(columns)),
        "widths": [str(width) for width in column_widths(columns, block["rows"])],
        "head": head_rows(columns),
        "rows": [_row(row, aligns) for row in block["rows"]],
    }


def _row(row, aligns):
    if isinstance(row, dict) and "heading" in row:
        return row
    cells, bold = (row["cells"], row.get("bold", False)) if isinstance(row, dict) else (row, False)
    return {
        "cells": [{"text": text, "align": align} for text, align in zip(cells, aligns, strict=True)],
        "bold": bold,
    }


_BUILDERS = {"table": _table_block, "chart": _chart_block, "bases": _bases_block, "bullets": dict}


def _punctuate_list(lines):
    """Return the lines with a semicolon after each and a full stop after the last."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [line.strip().rstrip(";.") + end for line, end in zip(lines, ends, strict=False)]


def _appendices(appendices):
    names = appendix_names(len(appendices))
    return [
        {**appendix, "name": name, "blocks": block_contexts(appendix["blocks"], under=name)}
        for name, appendix in zip(names, appendices, strict=True)
    ]


def _month(month):
    return OPEN if month is None else f"{month:02}" if month < 3 else str(month)


def _printable(value):
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value) if isinstance(value, str) else value
