"""The making of a document's tree (`reports.content.document`): its blocks, in the words of Decree 30/2020/NĐ-CP."""

from typing import get_args

from msgspec.structs import replace

from reports.content.document import (
    Appendix,
    Bases,
    Bullets,
    Chart,
    Classes,
    Column,
    DocumentTree,
    Head,
    Item,
    MarkedRow,
    Paragraph,
    Point,
    Rule,
    Section,
    Series,
    Signature,
    Table,
    Urgency,
)

__all__ = ["DocumentTree", "Head"]

# Points a), b), c) … by Decree 30/2020/NĐ-CP, appendix I: the Vietnamese alphabet without ă, â, ê, ô, ơ, ư.
POINT_LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
END_MARK = "./."
URGENCIES = get_args(Urgency)[1:]

paragraph, bases, bullets, item, column = Paragraph, Bases, Bullets, Item, Column


def signature(lines, name=""):
    """Return the signer's authority and title, a line each in capitals, and the name ("" to be written)."""
    return Signature([line.upper() for line in lines], name)


def appendix(title, blocks, *, landscape=False):
    """Return an appendix with its title in capitals."""
    return Appendix(title.upper(), landscape, list(blocks))


def section(number, text):
    """Return a heading with its title in capitals."""
    return Section(number, text.upper())


def points(texts):
    """Return blocks "a) …", "b) …" in Vietnamese order; ValueError when there are more than 23."""
    if len(texts) > len(POINT_LETTERS):
        raise ValueError(f"{len(texts)} points, and only {len(POINT_LETTERS)} letters to name them")
    return [Point(letter, text) for letter, text in zip(POINT_LETTERS, texts, strict=False)]


def table(columns, rows, **notes):
    """Return a table; a row is a list of strings, one a column, or `row_heading` or `total_row`."""
    return Table(columns=list(columns), rows=list(rows), **notes)


def chart(title, unit, labels, series, *, summary, rule=None, classes=None, **shape):
    """Return a chart: `series` are {"name", "values"}, `rule` {"at", "name"}, `classes` {"names", "of"}."""
    return Chart(
        title=title,
        summary=summary,
        unit=unit,
        labels=list(labels),
        series=[Series(entry["name"], list(entry["values"])) for entry in series],
        rule=rule and Rule(**rule),
        classes=classes and Classes(**classes),
        **shape,
    )


def row_heading(text):
    """Return a row that is one bold cell over the whole width."""
    return MarkedRow(heading=text)


def total_row(cells):
    """Return a row in bold."""
    return MarkedRow(cells=list(cells), bold=True)


def with_end_mark(blocks):
    """Return the blocks with "./." after the last sentence, after a table's notes, else as a paragraph of its own."""
    match blocks[-1] if blocks else None:
        case (Paragraph() | Point()) as last:
            return [*blocks[:-1], replace(last, text=_text_with_end_mark(last.text))]
        case Table(legend=str(notes)) as last if notes:
            return [*blocks[:-1], replace(last, legend=_text_with_end_mark(notes))]
        case Bullets(items=[*items, text]):
            return [*blocks[:-1], Bullets([*items, _text_with_end_mark(text)])]
    return [*blocks, Paragraph(END_MARK)]


def _text_with_end_mark(text):
    text = text.rstrip()
    return text if text.endswith(END_MARK) else text.rstrip(" .;,:") + END_MARK
