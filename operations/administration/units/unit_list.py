"""The units that an administrator looks after, as a tree and as a list of rows."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from core.accounts.permissions import can_administer
from core.lib.dates.clock import today
from core.lib.text.normalise import fold
from core.units.models import Ancestry, Level, Placement, Unit


@dataclass(frozen=True)
class UnitRow:
    """A unit in the tree: its depth below the first, the unit it lies in (or None), how many units lie in it."""

    unit: Unit
    depth: int
    above: Unit | None
    below: int


def units_of(user):
    """Return the administrator's own unit, those below and those kept, whenever in force; none for other roles."""
    return user.own_units if can_administer(user) else Unit.objects.none()


def unit_rows(user):
    """Return all rows, each unit after the one that it lies in; two queries."""
    units = {unit.pk: unit for unit in units_of(user)}
    parents, day = {}, today()
    # Where it lies today, else where it lay or will lie last.
    for placement in Placement.objects.filter(unit__in=units).order_by("valid_from"):
        has_begun = placement.valid_from <= day
        if has_begun or placement.unit_id not in parents:
            parents[placement.unit_id] = placement.parent_id
    children = defaultdict(list)
    for pk in units:
        children[parents.get(pk) if parents.get(pk) in units else None].append(pk)
    rows, pending = [], [(pk, 0) for pk in reversed(children[None])]
    while pending:
        pk, depth = pending.pop()
        rows.append(UnitRow(units[pk], depth, units.get(parents.get(pk)), len(children[pk])))
        pending += [(child, depth + 1) for child in reversed(children[pk])]
    return rows


def filter_rows(rows, words="", level="", within="", state=""):
    """Return the rows that fit all that is given: words, level, the id of a unit they lie in, in force or ended.

    Where nothing is given, the communes of districts are left out: they are reached through their district.
    """
    folded_words, day = fold(words).split(), today()
    if not (folded_words or level or within or state):
        return [row for row in rows if not (row.above and row.above.level == Level.DISTRICT)]
    return [
        row
        for row in rows
        if all(word in fold(f"{row.unit.name} {row.unit.code}") for word in folded_words)
        and (not level or row.unit.level == level)
        and (not within or str(row.unit.pk) == within or (row.above and str(row.above.pk) == within))
        and (not state or (row.unit.valid_to is not None and row.unit.valid_to < day) == (state == "ended"))
    ]


def possible_parents(user, unit):
    """Return the units that a unit can be put into.

    They are the administrator's own units, what lies above them, and where the unit lies already.
    """
    above = Ancestry.objects.filter(unit=user.unit_id).values("ancestor")
    own = Q(pk__in=user.own_units) | Q(pk__in=above) | Q(pk__in=unit.placements.values("parent"))
    return Unit.objects.filter(own).exclude(pk=unit.pk)
