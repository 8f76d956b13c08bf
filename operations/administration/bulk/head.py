"""The head of a sheet: where the rows begin, and in which order its columns stand."""

from django.utils.translation import get_language, override

from core.lib.text.normalise import fold

# A title and a note may stand above it.
WITHIN = 20
# What offices write above the codes.
CODE_WORDS = ("ma", "ma don vi", "ma so", "code", "unit code")


def below_head(rows, columns):
    """Return the rows below the head with their cells in the order of the columns; all as they are without a head.

    A head that names every column that is needed may have them in any order, and others between them.
    """
    labels = _labels(columns)
    needed = {column.name for column in columns if column.is_required} | {columns[0].name}
    for place, row in enumerate(rows[:WITHIN]):
        words = [fold(cell) for cell in row.cells]
        places = {labels[word]: index for index, word in reversed([*enumerate(words)]) if word in labels}
        if needed <= places.keys():
            order = [places.get(column.name) for column in columns]
            below = [_in_order(row, order) for row in rows[place + 1 :]]
            return [row for row in below if any(row.cells)]
        if words[0] in CODE_WORDS:
            return rows[place + 1 :]
    return rows


def _labels(columns):
    """Return {label without accents: name of the column}, in both languages."""
    labels = dict.fromkeys(CODE_WORDS, columns[0].name)
    for language in {"vi", "en", get_language()} - {None}:
        with override(language):
            labels |= {fold(str(column.label)): column.name for column in columns}
    return labels


def _in_order(row, order):
    return row._replace(cells=tuple("" if at is None or at >= len(row.cells) else row.cells[at] for at in order))
