"""What an administrator does with units.

A unit that ends stays with its last day; none is deleted.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, require
from core.lib.text.normalise import fold
from core.units.models import Level, Placement
from core.units.reform import RANK
from core.units.tree import place, rebuild_ancestry
from operations.administration.setup_log import log_added, log_changed
from operations.administration.units.unit_list import units_of


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
    _refuse_keeper(unit)
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


def _refuse_keeper(unit):
    """Raise ValidationError, at `kept_by`, for a unit that lasts, and for one that would keep itself at last."""
    keeper = unit.kept_by
    if keeper and unit.valid_to is None:
        raise ValidationError({"kept_by": _("Only the files of a unit that has ended are kept by another.")})
    while keeper:
        if keeper.pk == unit.pk:
            raise ValidationError({"kept_by": _("This unit's files are kept by the other one already.")})
        keeper = keeper.kept_by


def _require_own(by, *units):
    """Refuse for units that are not at or below the administrator's own."""
    own = units_of(by).filter(pk__in={unit.pk for unit in units}).count()
    require(own == len({unit.pk for unit in units}), WHO.administers())
