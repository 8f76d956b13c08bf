"""Setting, copying and removing targets of units and years."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require, units_in_sight
from core.indicators.catalogue import visible_indicators
from core.indicators.declarations import Ratio
from core.indicators.models import Target
from core.lib.dates.windows import PeriodKind, window_of
from core.lib.pages.seen import require_seen, version_of
from core.units.locks import lock_unit
from core.units.models import Unit

PERCENT = "%"


def targetable_indicators():
    """Return the figures that can have a target: more of them is better, unlike the cost of an attendance."""
    return [
        indicator for indicator in visible_indicators() if not isinstance(indicator, Ratio) or indicator.unit == PERCENT
    ]


def targetable_units(user, day):
    """Return the units for which the person may set targets: the Department and those that report to it."""
    below = Unit.objects.reporting_to(user.unit, day)
    return Unit.objects.filter(Q(pk=user.unit_id) | Q(pk__in=below)).order_by("-level", "code")


@transaction.atomic
def set_targets(indicator, year, values, source, *, by, is_exceeded=None):
    """Set targets of one figure by {unit: value, None to leave it as it is}; return how many changed.

    Without a source a target keeps the one that it has, without `is_exceeded` whether it is to be exceeded.
    ValidationError for a rate above 100, and for a figure of
    violence set for less than the whole province.
    """
    require(can_steer(by), WHO.reviews())
    lock_unit(by.unit_id)
    number, source = 0, source.strip()
    for unit, value in values.items():
        if value is None:
            continue
        require(units_in_sight(by).filter(pk=unit.pk).exists(), WHO.reviews())
        _refuse_unfit(indicator, unit, value, by)
        target = Target.objects.filter(unit=unit, year=year, indicator=indicator.key).first()
        target = target or Target(unit=unit, year=year, indicator=indicator.key)
        new = value, source or target.source, target.is_exceeded if is_exceeded is None else is_exceeded
        if (target.value, target.source, target.is_exceeded) == new:
            continue
        target.value, target.source, target.is_exceeded = new
        target.full_clean()
        target.save()
        log_action(
            "target_set", f"{indicator.key} {year}: {unit}, {value.normalize():f} {indicator.unit}", by=by, unit=unit
        )
        number += 1
    return number


def _refuse_unfit(indicator, unit, value, by):
    if indicator.unit == PERCENT and value > 100:
        raise ValidationError(_("A rate cannot be more than 100."))
    if indicator.sensitive and unit.pk != by.unit_id:
        raise ValidationError(_("Figures on violence can only have a target for the whole province."))


@transaction.atomic
def remove_target(target, *, by, seen=None):
    """Remove a target."""
    target = Target.objects.select_for_update(of=("self",)).select_related("unit").get(pk=target.pk)
    require_seen(seen, version_of(target))
    require(can_steer(by) and units_in_sight(by).filter(pk=target.unit_id).exists(), WHO.reviews())
    log_action("target_removed", f"{target.indicator} {target.year}: {target.unit}", by=by, unit=target.unit)
    target.delete()


def version_of_years(year, user):
    """Return the version of the targets of a year and of the next, between which they are copied."""
    return version_of(*Target.objects.visible_to(user).filter(year__in=[year, year + 1]).order_by("pk"))


@transaction.atomic
def copy_targets(year, *, by, seen=None):
    """Copy the targets of a year to the next, where it has none yet; return how many were copied.

    A unit that does not report any more when that year begins gets none.
    """
    require(can_steer(by), WHO.reviews())
    lock_unit(by.unit_id)
    if seen is not None:
        require_seen(seen, version_of_years(year, by))
    targets = list(Target.objects.visible_to(by).filter(year=year).select_related("unit"))
    if not targets:
        return 0
    units = set(targetable_units(by, window_of(PeriodKind.YEAR, year + 1).start).values_list("pk", flat=True))
    existing = set(Target.objects.visible_to(by).filter(year=year + 1).values_list("unit_id", "indicator"))
    copies = [
        Target(
            unit=target.unit,
            year=year + 1,
            indicator=target.indicator,
            value=target.value,
            is_exceeded=target.is_exceeded,
            source=target.source,
        )
        for target in targets
        if target.unit_id in units and (target.unit_id, target.indicator) not in existing
    ]
    Target.objects.bulk_create(copies)
    if copies:
        log_action("target_set", f"{year} → {year + 1}: {len(copies)}", by=by, unit=by.unit)
    return len(copies)
