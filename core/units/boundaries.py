"""Figures by the boundaries of a day: which units of that day what was counted for other units can be told by."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from core.lib.dates.windows import Window
from core.units.models import Ancestry, ReportingLevel, Succession, Unit

# As many units of a group are named; the others are counted.
NAMED = 4
NOT_TOLD_APART = "chưa tách được"


class Line(NamedTuple):
    """That one unit lies in another, `depth` levels above, on those days; each lies in itself as well."""

    unit: int
    ancestor: int
    depth: int
    days: Window


class Step(NamedTuple):
    """That a unit became another on a day, in part or as a whole."""

    old: int
    new: int
    on: date


@dataclass(frozen=True)
class Group:
    """The smallest set of units of a day by which the figures of `sources` (ids of units of any day) can be told.

    No `units` where the sources ended and nothing followed them: then they are named as they were.
    """

    units: tuple[Unit, ...]
    sources: tuple[int, ...]
    former: tuple[Unit, ...] = ()

    @property
    def is_one(self):
        return len(self.units) == 1

    @property
    def name(self):
        """Its name, as of one unit: `Phường A, Phường B (chưa tách được)`."""
        units = self.units or self.former
        names = ", ".join(unit.name for unit in units[:NAMED])
        if len(units) > NAMED:
            names += f" và {len(units) - NAMED} đơn vị khác"
        return f"{names} ({NOT_TOLD_APART})" if len(self.units) > 1 else names


def grouped(unit_ids, day, root, window=None, told=None):
    """Return the Groups by which figures of those units can be told by the boundaries of that day; four queries.

    `window` are the days that the figures tell of; without one it is all the units' days. `told` are the ids of those
    that have figures: of the others only those are shown that were there in the window. The level is that which reports
    on `day` in the province that a unit lies in, or else in `root`.
    """
    return Land.on(day, root).grouped(unit_ids, window, told)


def became(unit_id):
    """Return the unit with those whose ground went to it as units of its own kind, in one step or in two."""
    step = "successions__successor"
    return Unit.objects.filter(Q(pk=unit_id) | Q(**{step: unit_id}) | Q(**{f"{step}__{step}": unit_id}))


def lay_in(unit_ids, ancestors):
    """Return {unit id: ids of those of the ancestors in which it ever lay}; no query where there are none."""
    found = defaultdict(set)
    rows = Ancestry.objects.filter(unit__in=unit_ids, ancestor__in=ancestors) if ancestors else ()
    for row in rows:
        found[row.unit_id].add(row.ancestor_id)
    return dict(found)


class Land:
    """The units, the tree and all changes as plain data, seen from one day.

    `levels` are {root id: level that reports there on that day}, `level` is that of all other provinces.
    """

    def __init__(self, day, units, lines, steps, levels, level=None):
        self.day, self.units, self.levels, self.level = day, units, levels, level
        self.above, self.below = defaultdict(list), defaultdict(list)
        for line in lines:
            if day in line.days:
                self.above[line.unit].append(line)
            if line.depth:
                self.below[line.ancestor].append(line)
        self.after, self.before = defaultdict(list), defaultdict(list)
        for step in steps:
            self.after[step.old].append(step)
            self.before[step.new].append(step)

    @classmethod
    def on(cls, day, root=None):
        """Return the land as the database has it; four queries, whatever the number of units."""
        rows = Ancestry.objects.values_list("unit_id", "ancestor_id", "depth", "valid_from", "valid_to")
        lines = [Line(unit, above, depth, _days(since, until)) for unit, above, depth, since, until in rows]
        steps = [Step(*row) for row in Succession.objects.values_list("predecessor_id", "successor_id", "on")]
        levels = dict(ReportingLevel.objects.valid_on(day).values_list("root_id", "level"))
        return cls(day, Unit.objects.in_bulk(), lines, steps, levels, levels.get(getattr(root, "pk", root)))

    def grouped(self, unit_ids, window=None, told=None):
        """Return the Groups of those units: the connected components of them and the units of the day."""
        group_of, members = {}, {}
        alone = []
        for source in dict.fromkeys(unit_ids):
            # What joins groups without a figure in them would only hide what could be told.
            if told is not None and source not in told and not _overlap(_life(self.units[source]), window):
                continue
            targets = self.targets(source, window)
            if not targets:
                alone.append(source)
                continue
            joined = {group_of[target] for target in targets if target in group_of}
            units, sources = set(targets), {source}
            for key in joined:
                more_units, more_sources = members.pop(key)
                units |= more_units
                sources |= more_sources
            members[source] = units, sources
            group_of |= dict.fromkeys(units, source)
        groups = [Group(self._in_order(units), tuple(sorted(sources))) for units, sources in members.values()]
        groups.sort(key=lambda group: group.units[0].code)
        return groups + [Group((), (source,), self._in_order([source])) for source in alone]

    def targets(self, source, window=None):
        """Return the ids of the units of the day that may hold a part of what was counted for that unit."""
        told = _overlap(_life(self.units[source]), window) or _life(self.units[source])
        reached = set()
        for unit, days in self._lowest(source, told):
            reached |= self._walk(unit, days)
        own = self._walk(source, told)
        # A part that a unit gave away may be known of it alone, of none that lies in it.
        reached |= {unit for unit in own if unit in self._reporting(unit)} if reached else own
        return {target for unit in reached for target in self._reporting(unit)}

    def _lowest(self, source, told):
        """Return (unit, days) of the lowest units that lay in it on those days; it alone where none did."""
        lay_in_it = [(line.unit, _overlap(line.days, told)) for line in self.below[source]]
        lay_in_it = [(unit, days) for unit, days in lay_in_it if days]
        return [
            (unit, days)
            for unit, days in lay_in_it
            if not any(_overlap(line.days, days) for line in self.below.get(unit, ()))
        ] or [(source, told)]

    def _walk(self, unit, told):
        """Return the units that on the day share ground with what the unit was on the days `told`.

        Forward through changes after those days, back through changes before them; never one way and then the other.
        """
        reached, seen, pending = set(), set(), [(unit, told.start, told.end)]
        while pending:
            at = pending.pop()
            if at in seen:
                continue
            seen.add(at)
            unit, since, until = at
            if self.day in _life(self.units[unit]):
                reached.add(unit)
            pending += [(new, on, on) for _old, new, on in self.after.get(unit, ()) if since < on <= self.day]
            eves = ((old, on - timedelta(days=1), on) for old, _new, on in self.before.get(unit, ()))
            pending += [(old, eve, eve) for old, eve, on in eves if self.day < on <= until]
        return reached

    def _reporting(self, unit):
        """Return what reports for a unit of the day: itself, the nearest above it, or else those below it."""
        above = sorted(self.above.get(unit, ()), key=lambda line: line.depth)
        level = next((self.levels[line.ancestor] for line in above if line.ancestor in self.levels), self.level)
        nearest = [line.ancestor for line in above if self.units[line.ancestor].level == level]
        below = [
            line.unit
            for line in self.below.get(unit, ())
            if self.day in line.days and self.units[line.unit].level == level
        ]
        return nearest[:1] or below or [unit]

    def _in_order(self, ids):
        return tuple(sorted((self.units[pk] for pk in ids), key=lambda unit: (unit.code, unit.valid_from)))


def _days(since, until):
    return Window(since, until or date.max)


def _life(unit):
    return _days(unit.valid_from, unit.valid_to)


def _overlap(first, other):
    """Return the days that both have, or None; no window stands for all days."""
    if other is None:
        return first
    start, end = max(first.start, other.start), min(first.end, other.end)
    return Window(start, end) if start <= end else None
