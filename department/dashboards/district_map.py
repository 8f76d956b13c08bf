"""The schematic map of the districts: the place of each tile, and the class of each value."""

import json
from functools import cache
from pathlib import Path

from core.lib.text.vietnamese import number
from reports.writers.tree import chart

POSITIONS = Path(__file__).parents[1] / "data" / "tile_positions.json"
CLASSES = 4
# Of more units nobody finds one by its place: they are set side by side by kind instead.
MAX_TILES = 20
NOTE = "Sơ đồ ô vuông theo vị trí tương đối, không theo tỷ lệ và không phải là bản đồ hành chính."


def places_of(slugs):
    """Return [column, row] of each unit by slug; one without a free place gets one in the rows below."""
    known, taken = positions(), set()
    places = []
    for slug in slugs:
        place = known.get(slug)
        places.append(None if place is None or place in taken else place)
        taken.add(places[-1])
    taken.discard(None)
    columns = max((column for column, _row in known.values()), default=0) + 1
    first_row = max((row for _column, row in taken), default=-1) + 1
    indexes = iter(range(len(places)))
    return [list(place) if place else _place_below(next(indexes), columns, first_row) for place in places]


@cache
def positions():
    """Return {slug: (column, row)} of the districts, roughly as they lie."""
    return {slug: tuple(place) for slug, place in json.loads(POSITIONS.read_text(encoding="utf-8")).items()}


def classed(values, decimals):
    """Return {"names": of the classes, "of": the class of each value}.

    There are at most four classes of about as many values each, equal values together; None stays None.
    """
    distinct = sorted({value for value in values if value is not None})
    number_of_classes = min(CLASSES, len(distinct))
    bounds = [len(distinct) * place // number_of_classes for place in range(number_of_classes + 1)] if distinct else []
    parts = [distinct[first:end] for first, end in zip(bounds, bounds[1:], strict=False)]
    class_by_value = {value: index for index, part in enumerate(parts) for value in part}
    return {
        "names": [_class_name(index, len(parts), part, decimals) for index, part in enumerate(parts)],
        "of": [None if value is None else class_by_value[value] for value in values],
    }


def map_block(title, measure, units, values, *, name, decimals, summary):
    """Return the chart block of a map of those units."""
    return chart(
        title,
        measure,
        [unit.short_name for unit in units],
        [{"name": name, "values": values}],
        summary=summary,
        form="tiles",
        places=places_of([unit.slug for unit in units]),
        classes=classed(values, decimals),
    )


def _place_below(index, columns, first_row):
    return [index % columns, first_row + index // columns]


def _class_name(index, number_of_classes, values, decimals):
    low, high = number(values[0], decimals), number(values[-1], decimals)
    span = low if low == high else f"từ {low} đến {high}"
    marks = {0: " (thấp nhất)", number_of_classes - 1: " (cao nhất)"} if number_of_classes > 1 else {}
    return f"Nhóm {index + 1}{marks.get(index, '')}: {span}"
