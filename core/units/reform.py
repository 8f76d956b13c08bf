"""A change of units in the tree: which are made, end, move and follow on one day; applied whole and undone whole."""

from collections import defaultdict
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from msgspec import Struct, field

from core.lib.text.normalise import fold
from core.units.locks import lock_units
from core.units.models import Ancestry, Level, Placement, Succession, Unit
from core.units.tree import rebuild_ancestry

RANK = {Level.COUNTRY: 4, Level.PROVINCE: 3, Level.DISTRICT: 2, Level.COMMUNE: 1}
# Before any unit: what was undone, and is named in the audit log, stands as a unit of this day.
NEVER = date(1900, 1, 1)
# A stored unit by its id, or one that is made by its code.
Ref = int | str


class NewUnit(Struct, frozen=True):
    """A unit that begins on the day."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    parent: Ref


class Plan(Struct):
    """What happens to units on a day.

    `ended` is {unit that ends: its keeper}, `moved` {unit that stays: its new parent}, `followed` are (predecessor,
    successor, whether all of it went there).
    """

    day: date
    new: list[NewUnit] = []
    ended: dict[int, Ref | None] = field(default_factory=dict)
    moved: dict[int, Ref] = field(default_factory=dict)
    followed: list[tuple[int, Ref, bool]] = []

    @property
    def eve(self):
        """The last day of what ends."""
        return self.day - timedelta(days=1)

    @property
    def whole(self):
        """{unit that went whole to one: that one}."""
        return {old: new for old, new, is_whole in self.followed if is_whole}

    @property
    def stored(self):
        """The ids of all stored units that the plan names."""
        named = [*self.ended, *self.ended.values(), *self.moved, *self.moved.values()]
        named += [new.parent for new in self.new]
        named += [ref for old, new, _whole in self.followed for ref in (old, new)]
        return {ref for ref in named if isinstance(ref, int)}


def parent_after(plan, unit_id, level, parents, levels):
    """Return where a unit of that level lies on the day that lay in `unit_id` before; None where nowhere.

    In what that one went to as a whole, else in what it lay in. `parents` and `levels` are those of the eve, and the
    levels of new units by their code.
    """
    while unit_id in plan.ended:
        successor = plan.whole.get(unit_id)
        if successor is not None and RANK[Level(levels[successor])] > RANK[Level(level)]:
            return successor
        unit_id = parents.get(unit_id)
    return unit_id


def parents_on(day):
    """Return {unit id: id of the unit it lies in} on that day; one query."""
    return dict(Ancestry.objects.valid_on(day).filter(depth=1).values_list("unit_id", "ancestor_id"))


def take_along(plan):
    """Let what lies in units that end go along to where these went, unless the plan says otherwise."""
    lying = Placement.objects.filter(parent__in=list(plan.ended)).exclude(valid_to__lte=plan.eve)
    left = lying.exclude(unit__valid_to__lte=plan.eve).values_list("unit_id", "unit__level", "parent_id")
    left = [row for row in left if row[0] not in plan.ended and row[0] not in plan.moved]
    if left:
        levels = {**dict(Unit.objects.values_list("pk", "level")), **{new.code: new.level for new in plan.new}}
        parents = parents_on(plan.eve)
        for pk, level, parent in left:
            above = parent_after(plan, parent, level, parents, levels)
            if above is not None:
                plan.moved[pk] = above


def faults(plan):
    """Return {unit id or code of a new unit: [why it can't be so]}; a fixed number of queries."""
    units = Unit.objects.in_bulk(list(plan.stored))
    found = defaultdict(list)
    for pk in {*plan.ended, *plan.moved, *(old for old, _new, _whole in plan.followed)}:
        unit = units[pk]
        if unit.valid_from > plan.eve:
            found[pk].append(_("%(unit)s begins on that day or later.") % {"unit": unit})
        elif unit.valid_to and unit.valid_to != plan.eve:
            found[pk].append(_("%(unit)s ends on another day.") % {"unit": unit})
    levels = {pk: unit.level for pk, unit in units.items()} | {new.code: new.level for new in plan.new}
    for ref, parent in [*((new.code, new.parent) for new in plan.new), *plan.moved.items()]:
        if RANK[Level(levels[ref])] >= RANK[Level(levels[parent])]:
            found[ref].append(_("A unit can only be part of one of a higher level."))
    targets = [*((new.code, new.parent) for new in plan.new), *plan.moved.items(), *plan.ended.items()]
    for ref, target in targets + [(old, new) for old, new, _whole in plan.followed]:
        unit = units.get(target)
        if unit and (
            target in plan.ended or unit.valid_from > plan.day or (unit.valid_to and unit.valid_to < plan.day)
        ):
            found[ref].append(_("%(unit)s is not in force on that day.") % {"unit": unit})
    _find_codes_in_use(plan, found)
    _find_later_placements(plan, found)
    return dict(found)


def _find_codes_in_use(plan, found):
    using = Unit.objects.filter(code__in=[new.code for new in plan.new]).exclude(valid_to__lt=plan.day)
    for unit in using:
        if unit.pk not in plan.ended:
            found[unit.code].append(_("%(unit)s uses this code at that time.") % {"unit": unit})


def _find_later_placements(plan, found):
    later = Placement.objects.filter(unit__in=list(plan.moved)).exclude(valid_to__lt=plan.day)
    for placement in later.select_related("unit"):
        if placement.valid_from >= plan.day or placement.valid_to:
            found[placement.unit_id].append(
                _("%(unit)s already moves to another unit on that day or later.") % {"unit": placement.unit}
            )
    orphans = Placement.objects.filter(parent__in=list(plan.ended)).exclude(valid_to__lte=plan.eve)
    for placement in orphans.exclude(unit__valid_to__lte=plan.eve).select_related("unit"):
        if placement.unit_id not in plan.ended and placement.unit_id not in plan.moved:
            found[placement.parent_id].append(_("%(unit)s would not be part of any unit.") % {"unit": placement.unit})


@transaction.atomic
def apply(plan, journal):
    """Carry the plan out and note it in the journal; return {code: the unit made}. ValidationError for any fault."""
    lock_units(plan.stored)
    if wrong := faults(plan):
        raise ValidationError([message for messages in wrong.values() for message in messages])
    made = {unit.code: unit for unit in journal.create(Unit, _unsaved(plan))}

    def pk(ref):
        return made[ref].pk if isinstance(ref, str) else ref

    journal.update(Unit, "valid_to", dict.fromkeys(plan.ended, plan.eve))
    journal.update(Unit, "kept_by", {old: pk(keeper) for old, keeper in plan.ended.items() if keeper is not None})
    standing = Placement.objects.filter(unit__in=list(plan.moved), valid_to=None).values_list("pk", flat=True)
    journal.update(Placement, "valid_to", dict.fromkeys(standing, plan.eve))
    placed = [(made[new.code].pk, pk(new.parent)) for new in plan.new]
    placed += [(unit, pk(parent)) for unit, parent in plan.moved.items()]
    journal.create(
        Placement, [Placement(unit_id=unit, parent_id=parent, valid_from=plan.day) for unit, parent in placed]
    )
    known = set(Succession.objects.filter(predecessor__in=list(plan.stored)).values_list("predecessor", "successor"))
    followed = {(old, pk(new)): is_whole for old, new, is_whole in plan.followed}
    journal.create(
        Succession,
        [
            Succession(predecessor_id=old, successor_id=new, on=plan.day, is_whole=is_whole)
            for (old, new), is_whole in followed.items()
            if (old, new) not in known
        ],
    )
    _rebuild()
    return made


def _unsaved(plan):
    for unit in plan.new:
        names = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind}
        slug = slugify(fold(unit.short_name))[:60]
        yield Unit(code=unit.code, slug=slug, level=unit.level, valid_from=plan.day, **names)


def _rebuild():
    try:
        rebuild_ancestry()
    except ValueError as error:
        raise ValidationError(_("A unit cannot be part of itself, or of a unit below it.")) from error


@transaction.atomic
def undo(journal, named=()):
    """Undo what the journal noted; units in `named`, which the audit log names, stay as of a day before all."""
    made = journal.made(Unit)
    Ancestry.objects.filter(unit__in=made).delete()
    Ancestry.objects.filter(ancestor__in=made).delete()
    kept = [unit for unit in Unit.objects.filter(pk__in=made) if unit.pk in named]
    above = dict(Placement.objects.filter(unit__in=kept).exclude(parent__in=made).values_list("unit", "parent"))
    journal.undo(keep={(Unit, unit.pk) for unit in kept})
    for unit in kept:
        unit.code, unit.valid_from, unit.valid_to, unit.kept_by = f"x{unit.pk}", NEVER, NEVER, None
    Unit.objects.bulk_update(kept, ["code", "valid_from", "valid_to", "kept_by"])
    # So that those who read the log of the unit above still find what is said of it.
    Placement.objects.bulk_create(
        Placement(unit_id=unit, parent_id=parent, valid_from=NEVER, valid_to=NEVER) for unit, parent in above.items()
    )
    _rebuild()
