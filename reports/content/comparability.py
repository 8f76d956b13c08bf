"""Whether a unit's figures can be held against the year before: only where its ground is the same."""

from core.lib.dates.windows import Window
from core.units.boundaries import grouped
from core.units.boundary_days import days_of_change
from core.units.models import Unit
from core.units.reporting import counted_units

BOUNDARIES_CHANGED = "địa giới đã thay đổi"


def why_not_compared(unit, period):
    """Return why the unit's report tells nothing of the year before beside it, or None; one query if no unit changed.

    The year before is that of the unit and of those whose files it keeps. It is compared where just these are the
    unit's group by the boundaries of the period's last day.
    """
    before = period.last_year
    reach = Window(before.start, period.end)
    if not any(day in reach and day != reach.start for day in days_of_change(period.root_id)):
        return None
    if unit.valid_to and unit.valid_to < period.end:
        return BOUNDARIES_CHANGED
    counted = {one.pk: one for one in counted_units(period.root_id)}
    of_then = [one.pk for one in counted.values() if one.pk != period.root_id and _lived_in(one, before)]
    groups = grouped(of_then, period.end, period.root, before)
    group = next((group for group in groups if unit in group.units), None)
    if group is None:
        return None
    own = {pk for pk in of_then if _keeper(counted, pk) == unit.pk}
    return None if group.is_one and own == set(group.sources) else BOUNDARIES_CHANGED


def _lived_in(unit: Unit, window):
    return unit.valid_from <= window.end and (unit.valid_to is None or unit.valid_to >= window.start)


def _keeper(units, pk):
    """Return the id of the unit that keeps the files of that one today: itself while it lasts."""
    passed = set()
    while pk in units and units[pk].kept_by_id and pk not in passed:
        passed.add(pk)
        pk = units[pk].kept_by_id
    return pk
