"""The units of a province's dashboard by the boundaries of a day: groups of them in their place."""

from dataclasses import dataclass, replace

from core.lib.dates.windows import Window
from core.units.boundaries import Group, grouped
from core.units.reporting import roots_of


@dataclass(frozen=True)
class ToldGroup:
    """A group of units by the boundaries of a day in the place of a unit.

    `pk` is below zero unless it is one unit and just what that filed: of other groups no one list has the records.
    """

    group: Group
    number: int

    @property
    def pk(self):
        is_itself = [unit.pk for unit in self.group.units] == list(self.group.sources)
        return self.group.sources[0] if is_itself and self.group.is_one else -self.number

    @property
    def name(self):
        return self.group.name

    @property
    def short_name(self):
        return self.name

    @property
    def slug(self):
        return self._units[0].slug

    @property
    def kind(self):
        kinds = list(dict.fromkeys(unit.kind for unit in self._units))
        return ", ".join(kinds)

    @property
    def _units(self):
        return self.group.units or self.group.former


def by_boundaries(scope, told):
    """Return the scope by the boundaries of the day asked for; the whole stays what it is.

    `told` are the ids of the units that have figures.
    """
    own = list(roots_of(scope.unit.pk).values_list("pk", flat=True))
    below = [unit_id for unit_id in scope.counted if unit_id not in own]
    days = Window(scope.previous.start, scope.window.end)
    groups = grouped(below, scope.boundaries.asked, scope.unit, days, told)
    lines = [ToldGroup(group, at) for at, group in enumerate(groups, 1)]
    told_by = {line.pk: list(line.group.sources) for line in lines} | {scope.unit.pk: own}
    return replace(scope, units=tuple(lines), told=told_by)
