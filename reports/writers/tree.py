"""The tree of a document: plain data that a content keeps and each writer (PDF, Word, page) reads.

A tree is a dict:

    head        see `head`
    body        list of blocks
    signature   {"lines": [signer's authority and title, a line each], "name": "" or the signer's name}
    recipients  list of names, without dashes or semicolons
    filing      "VT, LĐTBXH": the last line of the recipients, "- Lưu: …"
    appendices  list of {"title": str, "landscape": bool, "blocks": [blocks]}
    note        optional: a small line at the foot of every page

A block is a dict with "type" and what its constructor below gives it. Only strings, numbers, booleans, None,
lists and dicts are used, so `json` keeps a tree as it is. Text is plain: no markup is read in it. A line
break in a paragraph starts another paragraph, in the head another line.
"""

# Points a), b), c) … by Decree 30/2020/NĐ-CP, appendix I: the Vietnamese alphabet without ă, â, ê, ô, ơ, ư.
POINT_LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
END_MARK = "./."
# Box 10b, the most urgent first.
URGENCIES = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")


def head(*, superior, body, symbol, place, year, month, type, subject, addressees, issuer, contact=None, urgency=""):
    """Return the head of page 1, above the text.

    `symbol` is without number ("BC-LĐTBXH"), `month` None leaves it open, `issuer` is the body's full name as
    running text, `contact` the line of address and telephone at the foot of page 1. An official letter (công văn)
    has no type: "" makes `subject` ("V/v …") stand under the number. `urgency` is "", or one of URGENCIES.
    """
    return {
        "superior": superior.upper(),
        "body": body.upper(),
        "symbol": symbol,
        "place": place,
        "year": year,
        "month": month,
        "type": type.upper(),
        "subject": subject,
        "addressees": list(addressees),
        "issuer": issuer,
        "contact": contact,
        "urgency": urgency.upper(),
    }


def document(head, body, *, signature, recipients, filing, appendices=(), note=None):
    """Return a whole tree; `signature` and `appendices` are made by the functions of those names."""
    return {
        "head": head,
        "body": list(body),
        "signature": signature,
        "recipients": list(recipients),
        "filing": filing,
        "appendices": list(appendices),
        "note": note,
    }


def signature(lines, name=""):
    """Return the signer's authority and title, a line each in capitals, and the name ("" to be written)."""
    return {"lines": [line.upper() for line in lines], "name": name}


def appendix(title, blocks, *, landscape=False):
    """Return an appendix, which starts its own page; the writer numbers two or more."""
    return {"title": title.upper(), "landscape": landscape, "blocks": list(blocks)}


def section(number, text):
    """Return a heading "I. KẾT QUẢ …": Roman number and title in bold capitals."""
    return {"type": "section", "number": number, "text": text.upper()}


def item(number, text):
    """Return a titled item "1. …" in bold on a line of its own; an untitled one is a paragraph."""
    return {"type": "item", "number": number, "text": text}


def points(texts):
    """Return blocks "a) …", "b) …" in Vietnamese order; ValueError when there are more than 23."""
    if len(texts) > len(POINT_LETTERS):
        raise ValueError(f"{len(texts)} points, and only {len(POINT_LETTERS)} letters to name them")
    return [
        {"type": "point", "letter": letter, "text": text} for letter, text in zip(POINT_LETTERS, texts, strict=False)
    ]


def paragraph(text):
    """Return a justified paragraph with its first line indented."""
    return {"type": "paragraph", "text": text}


def bases(lines):
    """Return legal bases, italic, a line each; the writer sets the semicolons and the last full stop."""
    return {"type": "bases", "lines": list(lines)}


def bullets(items):
    """Return lines that open with a dash and keep their own punctuation."""
    return {"type": "bullets", "items": list(items)}


def column(label, align="left", *, width=None, group=None):
    """Return a column: `align` left, right or center, `width` in percent, `group` a head shared with neighbours."""
    return {"label": label, "align": align, "width": width, "group": group}


def table(columns, rows, *, caption="", unit_note="", legend=""):
    """Return a table; a row is a list of strings, one a column, or `row_heading` or `total_row`."""
    return {
        "type": "table",
        "caption": caption,
        "unit_note": unit_note,
        "columns": list(columns),
        "rows": list(rows),
        "legend": legend,
    }


def chart(title, unit, labels, series, *, summary, **shape):
    """Return a chart: `series` is one or two {"name": str, "values": a number or None for each label}.

    `summary` describes the chart for those who can't see it. Horizontal bars, unless `shape` has a `form`:
    "columns" or "lines" over time (`along` is the title of that axis), "tiles" with `places` (column, row) and
    `classes` {"names": of each class, "of": the class of each label or None}. Bars may have `full`, where the axis
    ends at least, and `rule` {"at", "name"}, a line across them.
    """
    return {
        "type": "chart",
        "title": title,
        "summary": summary,
        "unit": unit,
        "labels": list(labels),
        "series": [{"name": entry["name"], "values": list(entry["values"])} for entry in series],
        **shape,
    }


def row_heading(text):
    """Return a row that is one bold cell over the whole width."""
    return {"heading": text}


def total_row(cells):
    """Return a row in bold."""
    return {"cells": list(cells), "bold": True}


def with_end_mark(blocks):
    """Return the blocks with "./." after the last sentence, as a paragraph of its own after a table or heading."""
    last = blocks[-1] if blocks else {"type": None}
    if last["type"] in ("paragraph", "point"):
        return [*blocks[:-1], {**last, "text": _text_with_end_mark(last["text"])}]
    if last["type"] == "bullets" and last["items"]:
        return [*blocks[:-1], {**last, "items": [*last["items"][:-1], _text_with_end_mark(last["items"][-1])]}]
    return [*blocks, paragraph(END_MARK)]


def _text_with_end_mark(text):
    text = text.rstrip()
    return text if text.endswith(END_MARK) else text.rstrip(" .;,:") + END_MARK
