"""From the content tree to what the templates show: ready strings and spans; a template decides nothing."""

from itertools import groupby

from reports.writers.faces import printable
from reports.writers.lines import fitted
from reports.writers.tree import ended

# Wide enough to write a number, a day or a month by hand or by the clerk's programme.
OPEN = "\u00a0" * 6
# Millimetres: the left of the two columns of the head, and the whole line less a little air.
LEFT_COLUMN, WHOLE_LINE = 66, 150
ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# Bounds, in characters, of what a column asks for when it is given no width.
NARROWEST, WIDEST = 5, 40


def paper(tree):
    """Context of reports/paper.html for a validated tree."""
    tree = _printable(tree)
    head = tree["head"]
    return {
        "head": _head(head),
        "title": " ".join(f"{head['type'].capitalize()}: {head['subject']}".split()),
        "issuer": " ".join((head.get("issuer") or head["body"]).split()),
        "addressees": _listed(head["addressees"]),
        "blocks": laid_out(ended(tree["body"])),
        "signature": tree["signature"],
        "recipients": _listed([*tree["recipients"], f"Lưu: {tree['filing']}"]),
        "appendices": _appendices(tree["appendices"]),
        "kind": head["type"].capitalize(),
        "note": tree.get("note"),
        "open": OPEN,
    }


def laid_out(blocks):
    """Blocks as reports/_blocks.html takes them; also for a preview on screen."""
    return [_LAID_OUT.get(block["type"], _lines)(block) for block in blocks]


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


def roman(number):
    """A Roman number from 1 to 89."""
    for value, letters in ROMAN:
        if number >= value:
            return letters + roman(number - value)
    return ""


def _head(head):
    return {
        **head,
        "superior": fitted(head["superior"], size=12, room=LEFT_COLUMN, bold=False),
        "body": fitted(head["body"], size=12, room=LEFT_COLUMN),
        "subject": fitted(head["subject"], size=14, room=WHOLE_LINE),
        "month": _month(head["month"]),
        "year": str(head["year"]),
    }


def _head_cell(label, colspan=1, rowspan=1):
    scope = "colgroup" if colspan > 1 else "col"
    return {"label": label, "colspan": str(colspan), "rowspan": str(rowspan), "scope": scope}


def _lines(block):
    return {**block, "lines": [line for line in block["text"].split("\n") if line.strip()]}


def _bases(block):
    return {**block, "lines": _listed(block["lines"])}


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


_LAID_OUT = {"table": _table, "bases": _bases, "bullets": dict}


def _listed(lines):
    """A semicolon after each, a full stop after the last."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [line.strip().rstrip(";.") + end for line, end in zip(lines, ends, strict=False)]


def _appendices(appendices):
    numbered = len(appendices) > 1
    return [
        {
            **appendix,
            "name": f"Phụ lục {roman(number)}" if numbered else "Phụ lục",
            "blocks": laid_out(appendix["blocks"]),
        }
        for number, appendix in enumerate(appendices, start=1)
    ]


def _month(month):
    return OPEN if month is None else f"{month:02}" if month < 3 else str(month)


def _printable(value):
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printable(value) if isinstance(value, str) else value
