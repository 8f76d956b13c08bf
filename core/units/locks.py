"""The lock on a unit's records and reports, and on what is set up of it."""

from core.units.keeping import units_standing_for
from core.units.models import Unit


def lock_unit(unit_id):
    """Lock the unit's row until the transaction ends, so that one writer at a time changes its records and reports.

    With it the rows of those that keep an ended unit, as their reports tell its records.
    """
    units = Unit.objects.select_for_update(no_key=True).filter(pk__in=units_standing_for(unit_id).values("pk"))
    return next(unit for unit in units.order_by("pk") if unit.pk == unit_id)


def lock_units(unit_ids):
    """Lock the rows of several units, in the order of their ids, so that two who do so never wait for each other."""
    return list(Unit.objects.select_for_update(no_key=True).filter(pk__in=set(unit_ids)).order_by("pk"))
