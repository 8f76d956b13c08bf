"""What an administrator does with units.

A unit that ends stays with its last day; none is deleted.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, require
from core.lib.text.normalise import fold
from core.lib.text.vietnamese import date_short
from core.units.models import Level, Placement, Succession, Unit
from core.units.tree import place, place_all, rebuild_ancestry
from operations.administration.setup_log import log_added, log_changed
from operations.administration.units.unit_list import units_of

RANK = {Level.COUNTRY: 4, Level.PROVINCE: 3, Level.DISTRICT: 2, Level.COMMUNE: 1}


def refuse_lower(level, parent, field):
    """Raise ValidationError, at that field, where a unit of that level can't lie in the parent.

    A unit lies only in one of a higher level.
    """
    if RANK[Level(level)] >= RANK[Level(parent.level)]:
        message = _("%(parent)s is of level %(level)s. A unit can only be part of one of a higher level.")
        values = {"parent": parent, "level": parent.get_level_display()}
        raise ValidationError({field: ValidationError(message % values)})


@transaction.atomic
def add(unit, parent, *, by):
    """Add a unit, which lies in `parent` from its first day on."""
    _require_own(by, parent)
    refuse_lower(unit.level, parent, "parent")
    _save_new(unit)
    place(unit, parent, unit.valid_from)
    log_added(unit, by=by)
    return unit


def _save_new(unit):
    unit.slug = slugify(fold(unit.short_name))
    unit.full_clean()
    unit.save()


@transaction.atomic
def change(unit, names, *, by):
    """Save what was changed in the fields `names`.

    ValidationError for a last day after which other units still lie in it.
    """
    _require_own(by, unit)
    if unit.valid_to:
        _refuse_orphans(unit, unit.valid_to)
    unit.full_clean()
    unit.save(update_fields=names)
    rebuild_ancestry()
    log_changed(unit, names, by=by)


def _refuse_orphans(unit, last_day):
    placements = (
        Placement.objects.filter(parent=unit).exclude(valid_to__lte=last_day).exclude(unit__valid_to__lte=last_day)
    )
    if number := placements.count():
        message = _("%(number)s units are still below it after that day. Move them to another unit first.")
        raise ValidationError({"valid_to": ValidationError(message % {"number": number})})


@transaction.atomic
def save_placements(unit, formset, *, by):
    """Save in which units the unit lies from when to when, as the formset says.

    ValidationError for a unit that would lie in itself.
    """
    _require_own(by, unit)
    formset.save()
    try:
        rebuild_ancestry()
    except ValueError as error:
        raise ValidationError(_("A unit cannot be part of itself, or of a unit below it.")) from error
    log_changed(unit, [], by=by, also=str(Placement._meta.verbose_name_plural))


@transaction.atomic
def follow(new, predecessors, parent, *, is_part, by):
    """Let the unit `new` follow its predecessors from its first day on: one renamed, or several that merge.

    Each ends the day before, and what lies in it moves to the new unit; with `is_part` only a part of them moves, and
    they go on. ValidationError for a day that does not fit.
    """
    first_day = new.valid_from
    pks = {unit.pk for unit in predecessors}
    predecessors = list(Unit.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    if by.unit_id in {unit.pk for unit in predecessors}:
        # Whoever administers it would lose sight of what follows.
        raise ValidationError(_("You cannot replace your own unit here. Ask the people who run the system."))
    _require_own(by, parent, *predecessors)
    refuse_lower(new.level, parent, "parent")
    refuse_days(predecessors, first_day, is_part=is_part)
    _save_new(new)
    place(new, parent, first_day)
    for predecessor in predecessors:
        Succession.objects.create(predecessor=predecessor, successor=new, on=first_day, is_whole=not is_part)
    if not is_part:
        _move_units(predecessors, new, first_day)
    log_action("unit_followed", f"{', '.join(map(str, predecessors))} → {new}", by=by, unit=new)
    return new


def refuse_days(predecessors, first_day, *, is_part):
    """Raise ValidationError, at `valid_from`, where a predecessor does not last until the day before."""
    for unit in predecessors:
        last_day = first_day - timedelta(days=1)
        if unit.valid_from > last_day:
            message = _("%(unit)s started on %(day)s. The new unit must start after that.")
            raise ValidationError({"valid_from": message % {"unit": unit, "day": date_short(unit.valid_from)}})
        if not is_part and unit.valid_to and unit.valid_to != last_day:
            message = _("%(unit)s ends on %(day)s. The new unit must start the day after.")
            raise ValidationError({"valid_from": message % {"unit": unit, "day": date_short(unit.valid_to)}})


def _move_units(predecessors, new, first_day):
    below = Unit.objects.filter(placements__parent__in=predecessors, placements__valid_to=None).exclude(pk=new.pk)
    place_all([(unit, new) for unit in below.exclude(valid_to__lt=first_day)], first_day)
    last_day = first_day - timedelta(days=1)
    Unit.objects.filter(pk__in=[unit.pk for unit in predecessors]).update(valid_to=last_day)
    rebuild_ancestry()


def _require_own(by, *units):
    """Refuse for units that are not at or below the administrator's own."""
    own = units_of(by).filter(pk__in={unit.pk for unit in units}).count()
    require(own == len({unit.pk for unit in units}), WHO.administers())
