"""From the content tree to what the templates show: ready strings and spans; a template decides nothing."""

from itertools import groupby

import segno
from django.utils.safestring import mark_safe

from reports.writers import charts
from reports.writers.faces import printable
from reports.writers.lines import fitted
from reports.writers.tree import ended
from reports.writers.trouble import made, with_parts
from texts.vietnamese import roman

# Wide enough to write a number, a day or a month by hand or by the clerk's programme.
OPEN = "\u00a0" * 6
# What a document without a type's name is called.
LETTER = "Công văn"
# Millimetres: the left of the two columns of the head, and the whole line less a little air.
LEFT_COLUMN, WHOLE_LINE = 66, 150
# Bounds, in characters, of what a column asks for when it is given no width.
NARROWEST, WIDEST = 5, 40


def paper(tree, seal=None):
    """Context of reports/paper.html for a validated tree; PartFailed names the part that can't be made."""
    tree = _printable(tree)
    head = tree["head"]
    kind = head["type"].capitalize() or LETTER
    return {
        "head": _head(head),
        "title": " ".join(f"{kind}: {head['subject']}".split()),
        "issuer": " ".join((head.get("issuer") or head["body"]).split()),
        "addressees": _listed(head["addressees"]),
        "blocks": laid_out(ended(tree["body"])),
        "signature": tree["signature"],
        "recipients": _listed([*tree["recipients"], f"Lưu: {tree['filing']}"]),
        "appendices": _appendices(tree["appendices"]),
        "kind": kind,
        "note": tree.get("note"),
        "seal": seal and _seal(seal),
        "open": OPEN,
    }


def laid_out(blocks, under=""):
    """Blocks as reports/_blocks.html takes them; also for a preview on screen. PartFailed as in `paper`."""
    return made(blocks, lambda block: _LAID_OUT.get(block["type"], _lines)(block), under=under)


def parts(tree):
    """(part, its one block laid out) pairs of a whole tree: to find the block that a renderer breaks on."""
    tree = _printable(tree)
    names = appendix_names(len(tree["appendices"]))
    places = [("", tree["body"]), *zip(names, (one["blocks"] for one in tree["appendices"]), strict=True)]
    for under, blocks in places:
        for part, block in with_parts(blocks, under):
            yield part, laid_out([block], under)


def column_widths(columns, rows):
    """Percent of each column, 100 together: the given ones, the rest shared by the length of their cells."""
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
    """Rows of head cells {label, colspan, rowspan, scope} (spans as text): two when columns are grouped."""
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
    """Their names in order: "Phụ lục" for one, "Phụ lục I", "Phụ lục II", … for several."""
    return [f"Phụ lục {roman(number)}" for number in range(1, count + 1)] if count > 1 else ["Phụ lục"] * count


def _head(head):
    return {
        **head,
        "superior": fitted(head["superior"], size=12, room=LEFT_COLUMN, bold=False),
        "body": fitted(head["body"], size=12, room=LEFT_COLUMN),
        "subject": _subject(head),
        "month": _month(head["month"]),
        "year": str(head["year"]),
    }


def _subject(head):
    if head["type"]:
        return fitted(head["subject"], size=14, room=WHOLE_LINE)
    return fitted(head["subject"], size=12, room=LEFT_COLUMN, bold=False)


def _head_cell(label, colspan=1, rowspan=1):
    scope = "colgroup" if colspan > 1 else "col"
    return {"label": label, "colspan": str(colspan), "rowspan": str(rowspan), "scope": scope}


def _lines(block):
    return {**block, "lines": [line for line in block["text"].split("\n") if line.strip()]}


def _bases(block):
    return {**block, "lines": _listed(block["lines"])}


def _chart(block):
    # Drawn by the project, with its texts escaped and nothing but shapes left.
    return {**block, "svg": mark_safe(charts.svg(block))}  # noqa: S308


def _seal(seal):
    address = seal["url"].partition("://")[2]
    code = segno.make(seal["url"], error="m", micro=False)
    title = f"Mã QR dẫn tới {address}"
    # The library escapes the title; the quiet zone is the sheet's.
    drawing = code.svg_inline(title=title, border=0, omitsize=True, svgclass=None, lineclass=None)
    return {"code": seal["code"], "address": address, "svg": mark_safe(drawing)}  # noqa: S308


def _table(block):
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


_LAID_OUT = {"table": _table, "chart": _chart, "bases": _bases, "bullets": dict}


def _listed(lines):
    """A semicolon after each, a full stop after the last."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [line.strip().rstrip(";.") + end for line, end in zip(lines, ends, strict=False)]


def _appendices(appendices):
    names = appendix_names(len(appendices))
    return [
        {**appendix, "name": name, "blocks": laid_out(appendix["blocks"], under=name)}
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
