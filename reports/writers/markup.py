"""The template context of a tree: ready strings and spans, so that templates decide nothing."""

import segno
from django.utils.safestring import mark_safe
from msgspec import convert, to_builtins
from msgspec.structs import asdict

from core.lib.text.fonts import printable
from core.lib.text.vietnamese import roman
from reports.content.document import Bases, Bullets, Chart, DocumentTree, MarkedRow, Table
from reports.writers.charts import drawing as charts_drawing
from reports.writers.line_breaks import break_lines, width
from reports.writers.part_errors import blocks_by_part, make_parts
from reports.writers.table_layout import column_widths, head_rows, heading_of
from reports.writers.tree import with_end_mark

# Wide enough to write a number, a day or a month by hand or by the clerk's programme.
OPEN = "\u00a0" * 6
# What a document without a type's name is called.
LETTER = "Công văn"
# Millimetres: the left of the two columns of the head, and the whole line less a little air.
LEFT_COLUMN, WHOLE_LINE, LANDSCAPE_LINE = 66, 150, 237
CELL_PADDING = 3


def paper_context(tree: DocumentTree, seal=None):
    """Return the context of reports/documents/paper.html for a validated tree.

    PartFailed names the part that can't be made.
    """
    tree = _printable(tree)
    head = tree.head
    kind, issuer = head.type.capitalize() or LETTER, " ".join((head.issuer or head.body).split())
    attached = _attachment_line(kind, head.symbol, issuer)
    return {
        "head": head_context(head),
        # Without it the place and the day stand under the motto: a page within the office has no line to lose.
        "has_left_side": bool(head.symbol or head.urgency or not head.type),
        "title": " ".join(f"{kind}: {head.subject}".split()),
        "issuer": issuer,
        "addressees": punctuate_list(head.addressees),
        "blocks": block_contexts(with_end_mark(tree.body)),
        "signature": tree.signature,
        "recipients": punctuate_list([*tree.recipients, f"Lưu: {tree.filing}"]),
        "opinion": tree.opinion,
        "appendices": _appendices(tree.appendices, attached),
        "note": tree.note,
        "seal": seal and _seal(seal),
        "open": OPEN,
    }


def block_contexts(blocks, under=""):
    """Return the blocks as reports/documents/_blocks.html takes them, in a document or a preview.

    Each names its `part`. PartFailed as in `paper`.
    """
    named = list(blocks_by_part(blocks, under))
    contexts = make_parts(named, _context)
    return [context | {"part": part} for context, (part, _block) in zip(contexts, named, strict=True)]


def parts(tree: DocumentTree):
    """Yield (part, context of its one block) of a whole tree, to find the block that a renderer fails on."""
    tree = _printable(tree)
    names = appendix_names(len(tree.appendices))
    places = [("", tree.body), *zip(names, (appendix.blocks for appendix in tree.appendices), strict=True)]
    for under, blocks in places:
        for part, block in blocks_by_part(blocks, under):
            yield part, block_contexts([block], under)


def appendix_names(count):
    """Return the names in order: "Phụ lục" for one, "Phụ lục I", "Phụ lục II", … for several."""
    return [f"Phụ lục {roman(number)}" for number in range(1, count + 1)] if count > 1 else ["Phụ lục"] * count


def head_context(head):
    """Return the components of page 1 above the text, their lines broken as they will be on paper."""
    return {
        **asdict(head),
        "superior": break_lines(head.superior, size=12, room=LEFT_COLUMN, bold=False),
        "body": break_lines(head.body, size=12, room=LEFT_COLUMN),
        "subject": _subject(head),
        "month": _month(head.month),
        "year": str(head.year),
    }


def _subject(head):
    if head.type:
        return break_lines(head.subject, size=14, room=WHOLE_LINE)
    return break_lines(head.subject, size=12, room=LEFT_COLUMN, bold=False)


def _context(block):
    return {"type": block.__struct_config__.tag, **asdict(block), **_ready(block)}


def _ready(block):
    """Return what of a block is made ready."""
    match block:
        case Table():
            return _table(block)
        case Chart():
            # Drawn by the project, with its texts escaped and nothing but shapes left.
            return {"chart": block, "svg": mark_safe(charts_drawing.svg(block))}  # noqa: S308
        case Bases():
            return {"lines": punctuate_list(block.lines)}
        case Bullets():
            return {}
    return {"lines": [line for line in block.text.split("\n") if line.strip()]}


def _seal(seal):
    address = seal["url"].partition("://")[2]
    code = segno.make(seal["url"], error="m", micro=False)
    title = f"Mã QR dẫn tới {address}"
    # The library escapes the title; the quiet zone is the sheet's.
    drawing = code.svg_inline(title=title, border=0, omitsize=True, svgclass=None, lineclass=None)
    return {"code": seal["code"], "address": address, "svg": mark_safe(drawing)}  # noqa: S308


def _table(table: Table):
    aligns, widths = [column.align for column in table.columns], column_widths(table.columns, table.rows)
    # On a portrait page; a cell of a landscape one has more.
    rooms = [WHOLE_LINE * percent / 100 - CELL_PADDING for percent in widths]
    return {
        "span": str(len(aligns)),
        "widths": [str(percent) for percent in widths],
        "head": head_rows(table.columns),
        "rows": [_row(row, aligns, rooms) for row in table.rows],
    }


def _row(row, aligns, rooms):
    if (heading := heading_of(row)) is not None:
        return {"heading": heading}
    cells, bold = (row.cells, row.bold) if isinstance(row, MarkedRow) else (row, False)
    return {
        "cells": [
            {"text": text, "align": align, "room": room} for text, align, room in zip(cells, aligns, rooms, strict=True)
        ],
        "bold": bold,
    }


def punctuate_list(lines):
    """Return the lines with a semicolon after each and a full stop after the last."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [line.strip().rstrip(";.") + end for line, end in zip(lines, ends, strict=False)]


def _appendices(appendices, attached):
    names = appendix_names(len(appendices))
    return [
        {
            **asdict(appendix),
            "name": name,
            "title": _title(appendix.title, _line_of(appendix)),
            "attached": (" " if _fits(attached, _line_of(appendix)) else "\n").join(attached),
            "blocks": block_contexts(appendix.blocks, under=name),
        }
        for name, appendix in zip(names, appendices, strict=True)
    ]


def _title(title, room):
    """Return the title in lines; what stands in brackets begins one where the whole takes more than one."""
    is_short = width(title, size=14, bold=True) <= room
    return break_lines(title if is_short else title.replace(" (", "\n("), size=14, room=room)


def _line_of(appendix):
    return LANDSCAPE_LINE if appendix.landscape else WHOLE_LINE


def _fits(words, room):
    return width(" ".join(words), size=14, bold=False) <= room


def _attachment_line(kind, symbol, issuer):
    """Return the two parts of the line that says which document an appendix is attached to; none without a number."""
    if not symbol:
        return []
    return [f"(Kèm theo {kind} số {OPEN}/{symbol} ngày {OPEN} tháng {OPEN} năm {OPEN}", f"của {issuer})"]


def _month(month):
    return OPEN if month is None else f"{month:02}" if month < 3 else str(month)


def _printable(tree: DocumentTree):
    return convert(_printable_texts(to_builtins(tree)), DocumentTree)


def _printable_texts(value):
    if isinstance(value, dict):
        return {key: _printable_texts(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable_texts(part) for part in value]
    return printable(value) if isinstance(value, str) else value
