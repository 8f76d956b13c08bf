"""Whether a unit's figures can be held against the year before: only where its ground is the same."""

from core.units.boundaries import grouped
from core.units.boundary_days import days_of_change
from core.units.reporting import counted_units

BOUNDARIES_CHANGED = "địa giới đã thay đổi"


def why_not_compared(unit, period, ids):
    """Return why the unit's report is not compared with the year before, or None; one query where no unit changed.

    `ids` are the units whose work it tells. It is compared where those of them that were there the year before are the
    unit's group by the boundaries of the period's last day.
    """
    before = period.last_year
    if not any(before.start < day <= period.end for day in days_of_change(period.root_id)):
        return None
    if unit.valid_to and unit.valid_to < period.end:
        return BOUNDARIES_CHANGED
    counted = counted_units(period.root_id).exclude(pk=period.root_id).filter(valid_from__lte=before.end)
    of_then = set(counted.exclude(valid_to__lt=before.start).values_list("pk", flat=True))
    groups = grouped(sorted(of_then), period.end, period.root, before)
    group = next((group for group in groups if unit in group.units), None)
    is_same = group is None or (group.is_one and of_then & set(ids) == set(group.sources))
    return None if is_same else BOUNDARIES_CHANGED
