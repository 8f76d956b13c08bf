"""The schematic map of the districts: where each has its tile, and in which of four classes its value lies."""

import json
from functools import cache
from pathlib import Path

from reports.writers.tree import chart
from texts.vietnamese import number

POSITIONS = Path(__file__).parent / "data" / "tile_positions.json"
CLASSES = 4
# Of one map: more rows than these would be taller than a page.
MOST = 24
NOTE = "Sơ đồ ô vuông theo vị trí tương đối, không theo tỷ lệ và không phải là bản đồ hành chính."


def places_of(slugs):
    """[column, row] of each unit by its slug; one without a place, or whose place is taken, in rows below."""
    known, taken = positions(), set()
    places = []
    for slug in slugs:
        place = known.get(slug)
        places.append(None if place is None or place in taken else place)
        taken.add(places[-1])
    taken.discard(None)
    across = max((column for column, _row in known.values()), default=0) + 1
    below = max((row for _column, row in taken), default=-1) + 1
    others = iter(range(len(places)))
    return [list(place) if place else _below(next(others), across, below) for place in places]


@cache
def positions():
    """{slug: (column, row)} of the districts, roughly as they lie."""
    return {slug: tuple(place) for slug, place in json.loads(POSITIONS.read_text(encoding="utf-8")).items()}


def classed(values, decimals):
    """{"names", "of"}: at most four classes of about as many values each, equal ones together; None stays None."""
    distinct = sorted({value for value in values if value is not None})
    groups = min(CLASSES, len(distinct))
    bounds = [len(distinct) * at // groups for at in range(groups + 1)] if groups else []
    parts = [distinct[first:end] for first, end in zip(bounds, bounds[1:], strict=False)]
    of = {value: at for at, part in enumerate(parts) for value in part}
    return {
        "names": [_class_name(at, len(parts), part, decimals) for at, part in enumerate(parts)],
        "of": [None if value is None else of[value] for value in values],
    }


def map_block(title, unit, units, values, *, name, decimals, summary):
    """The chart block of a map of those units."""
    return chart(
        title, unit, [one.short_name for one in units], [{"name": name, "values": values}], summary=summary,
        form="tiles", places=places_of([one.slug for one in units]), classes=classed(values, decimals),
    )  # fmt: skip


def _below(number_of_them, across, first):
    return [number_of_them % across, first + number_of_them // across]


def _class_name(at, of, part, decimals):
    low, high = number_of(part[0], decimals), number_of(part[-1], decimals)
    reach = low if low == high else f"từ {low} đến {high}"
    word = {0: " (thấp nhất)", of - 1: " (cao nhất)"}.get(at, "") if of > 1 else ""
    return f"Nhóm {at + 1}{word}: {reach}"


def number_of(value, decimals):
    """The value as the map's legend writes it."""
    return number(round(value, decimals), decimals)
