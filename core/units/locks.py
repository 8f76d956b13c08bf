"""The lock on a unit's records and reports."""

from core.units.models import Unit


def lock_unit(unit_id):
    """Lock the unit's row until the transaction ends, so that one writer at a time changes its records and reports."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
