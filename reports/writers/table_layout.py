"""The layout of a table: the widths of its columns and the cells of its head."""

from itertools import groupby

from reports.content.document import MarkedRow

# Bounds, in characters, of what a column asks for when it is given no width.
NARROWEST, WIDEST = 5, 40


def column_widths(columns, rows):
    """Return the percentages of the columns, 100 together.

    Columns without a width share the rest by the length of their cells.
    """
    cells = [row.cells if isinstance(row, MarkedRow) else row for row in rows if heading_of(row) is None]
    wants = {
        index: min(max(NARROWEST, *(len(cell[index]) for cell in cells), len(column.label) // 2), WIDEST)
        for index, column in enumerate(columns)
        if not column.width
    }
    widths = [column.width or 1 for column in columns]
    free = 100 - sum(widths)
    for index, want in wants.items():
        widths[index] += free * want // sum(wants.values())
    widths[max(wants, key=lambda index: wants[index]) if wants else -1] += 100 - sum(widths)
    return widths


def head_rows(columns):
    """Return rows of head cells {label, colspan, rowspan, scope}; two if columns are grouped. Spans are text."""
    if not any(column.group for column in columns):
        return [[_head_cell(column.label) for column in columns]]
    upper, lower = [], []
    for group, neighbours in groupby(columns, key=lambda column: column.group):
        members = list(neighbours)
        if group:
            upper.append(_head_cell(group, colspan=len(members)))
            lower += [_head_cell(column.label) for column in members]
        else:
            upper += [_head_cell(column.label, rowspan=2) for column in members]
    return [upper, lower]


def heading_of(row):
    """Return the heading of a row that is one cell over the whole width, None for another row."""
    return row.heading if isinstance(row, MarkedRow) else None


def _head_cell(label, colspan=1, rowspan=1):
    scope = "colgroup" if colspan > 1 else "col"
    return {"label": label, "colspan": str(colspan), "rowspan": str(rowspan), "scope": scope}
