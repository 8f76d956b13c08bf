"""Units: the tree as a list, and the acts that change it. A unit that ends stays with its last day; none is deleted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.permissions import WHO, can_administer, require
from administration.set_up import added, changed
from calendars.clock import today
from texts.normalise import fold
from texts.vietnamese import date_short
from units.models import Ancestry, Level, Placement, Succession, Unit
from units.tree import place, place_all, rebuild_ancestry

HEIGHT = {Level.COUNTRY: 4, Level.PROVINCE: 3, Level.DISTRICT: 2, Level.COMMUNE: 1}


@dataclass(frozen=True)
class Row:
    """A unit in the tree: how deep below the first, in what it lies (None for the first), how many lie in it."""

    unit: Unit
    depth: int
    above: Unit | None
    below: int


def units_of(user):
    """The units at and below the administrator's own, whenever they were in force; none for others."""
    return Unit.objects.under(user.unit_id) if can_administer(user) else Unit.objects.none()


def tree_of(user):
    """All rows, each unit after the one that it lies in; two queries."""
    units = {unit.pk: unit for unit in units_of(user)}
    above, day = {}, today()
    # Where it lies today, else where it lay or will lie last.
    for link in Placement.objects.filter(unit__in=units).order_by("valid_from"):
        begun = link.valid_from <= day
        if begun or link.unit_id not in above:
            above[link.unit_id] = link.parent_id
    below = defaultdict(list)
    for pk in units:
        below[above.get(pk) if above.get(pk) in units else None].append(pk)
    rows, waiting = [], [(pk, 0) for pk in reversed(below[None])]
    while waiting:
        pk, depth = waiting.pop()
        rows.append(Row(units[pk], depth, units.get(above.get(pk)), len(below[pk])))
        waiting += [(one, depth + 1) for one in reversed(below[pk])]
    return rows


def chosen(rows, words="", level="", within="", state=""):
    """The rows that hold the words and are of that level, lie in the unit `within` (its id), are in force or ended.

    Asked for nothing, the communes are left out: they stand below their district.
    """
    asked, day = fold(words).split(), today()
    if not (asked or level or within or state):
        return [row for row in rows if row.unit.level != Level.COMMUNE]
    return [
        row
        for row in rows
        if all(word in fold(f"{row.unit.name} {row.unit.code}") for word in asked)
        and (not level or row.unit.level == level)
        and (not within or str(row.unit.pk) == within or (row.above and str(row.above.pk) == within))
        and (not state or (row.unit.valid_to is not None and row.unit.valid_to < day) == (state == "ended"))
    ]


def parents_for(user, unit):
    """What a unit can be put into: the administrator's own units, what lies above them, and where it lies already."""
    above = Ancestry.objects.filter(unit=user.unit_id).values("ancestor")
    own = Q(pk__in=Unit.objects.under(user.unit_id)) | Q(pk__in=above) | Q(pk__in=unit.placements.values("parent"))
    return Unit.objects.filter(own).exclude(pk=unit.pk)


def refuse_lower(level, parent, field):
    """ValidationError where a unit of that level can't lie in the parent: only in one of a higher level."""
    if HEIGHT[Level(level)] >= HEIGHT[Level(parent.level)]:
        words = _("%(parent)s is of level %(level)s: a unit lies only in one of a higher level.")
        told = {"parent": parent, "level": parent.get_level_display()}
        raise ValidationError({field: ValidationError(words % told)})


@transaction.atomic
def add(unit, parent, *, by):
    """A unit that was not there, in `parent` from its first day on."""
    _require_own(by, parent)
    refuse_lower(unit.level, parent, "parent")
    _keep_new(unit)
    place(unit, parent, unit.valid_from)
    added(unit, by=by)
    return unit


def _keep_new(unit):
    unit.slug = slugify(fold(unit.short_name))
    unit.full_clean()
    unit.save()


@transaction.atomic
def change(unit, names, *, by):
    """Keep what was changed in the fields `names`; a last day is refused while other units lie in it afterwards."""
    _require_own(by, unit)
    if unit.valid_to:
        _refuse_orphans(unit, unit.valid_to)
    unit.full_clean()
    unit.save(update_fields=names)
    rebuild_ancestry()
    changed(unit, names, by=by)


def _refuse_orphans(unit, last):
    links = Placement.objects.filter(parent=unit).exclude(valid_to__lte=last).exclude(unit__valid_to__lte=last)
    if number := links.count():
        words = _("%(number)s units still lie in it after that day. Put them into another unit first.")
        raise ValidationError({"valid_to": ValidationError(words % {"number": number})})


@transaction.atomic
def save_placements(unit, formset, *, by):
    """Keep where the unit lies from when to when, as the rows of the form say; ValidationError for a ring."""
    _require_own(by, unit)
    formset.save()
    try:
        rebuild_ancestry()
    except ValueError as ring:
        raise ValidationError(_("A unit can't lie in itself, nor in one that lies in it.")) from ring
    changed(unit, [], by=by, told=str(Placement._meta.verbose_name_plural))


@transaction.atomic
def follow(new, before, parent, *, is_part, by):
    """Let the unit `new` follow those of `before` from its first day on: one renamed, or several that merge.

    Each ends the day before and what lies in it goes over; with `is_part` only a part of them goes over and they
    stay. ValidationError for a day that does not fit.
    """
    on = new.valid_from
    before = list(Unit.objects.select_for_update().filter(pk__in=[one.pk for one in before]).order_by("pk"))
    if by.unit_id in {one.pk for one in before}:
        # Whoever administers it would lose sight of what follows.
        raise ValidationError(_("Your own unit can't be replaced here. Ask whoever runs the portal."))
    _require_own(by, parent, *before)
    refuse_lower(new.level, parent, "parent")
    refuse_days(before, on, is_part=is_part)
    _keep_new(new)
    place(new, parent, on)
    for one in before:
        Succession.objects.create(predecessor=one, successor=new, on=on, is_whole=not is_part)
    if not is_part:
        _move_over(before, new, on)
    record("unit_followed", f"{', '.join(map(str, before))} → {new}", by=by, unit=new)
    return new


def refuse_days(before, on, *, is_part):
    """ValidationError at `valid_from` where the units of `before` do not last until the day before `on`."""
    for one in before:
        last = on - timedelta(days=1)
        if one.valid_from > last:
            words = _("%(unit)s began on %(day)s: the new unit can only begin after that day.")
            raise ValidationError({"valid_from": words % {"unit": one, "day": date_short(one.valid_from)}})
        if not is_part and one.valid_to and one.valid_to != last:
            words = _("%(unit)s ends on %(day)s: the new unit begins the day after.")
            raise ValidationError({"valid_from": words % {"unit": one, "day": date_short(one.valid_to)}})


def _move_over(before, new, on):
    below = Unit.objects.filter(placements__parent__in=before, placements__valid_to=None).exclude(pk=new.pk)
    place_all([(unit, new) for unit in below.exclude(valid_to__lt=on)], on)
    Unit.objects.filter(pk__in=[one.pk for one in before]).update(valid_to=on - timedelta(days=1))
    rebuild_ancestry()


def _require_own(by, *units):
    """Only at or below the administrator's own unit."""
    own = units_of(by).filter(pk__in={unit.pk for unit in units}).count()
    require(own == len({unit.pk for unit in units}), WHO.administers())
