"""Ended units and who keeps them (`Unit.kept_by`); chains are followed."""

from functools import reduce
from operator import or_

from django.db.models import Q

from core.lib.dates.clock import today
from core.units.models import PATHS, Ancestry, Level, Unit
from core.units.reporting import counted_units


def kept_units(keeper_id):
    """Return the ended units that a unit keeps, itself or through another ended unit."""
    return Unit.objects.kept_for(keeper_id).filter(valid_to__lt=today())


def units_and_kept(keeper_id):
    """Return the unit with all that it keeps."""
    return Unit.objects.filter(Q(pk=keeper_id) | Q(pk__in=kept_units(keeper_id).values("pk")))


def units_standing_for(unit_id):
    """Return the unit with all that keep it since its end."""
    return all_standing_for([unit_id])


def all_standing_for(unit_ids):
    """Return the units of those ids, or of a query of ids, with all that keep them since their end."""
    ended = Unit.objects.filter(pk__in=unit_ids, valid_to__lt=today())
    return Unit.objects.filter(Q(pk__in=unit_ids) | reduce(or_, (Q(pk__in=ended.values(path)) for path in PATHS)))


def standing_for_each(units):
    """Return {unit id: ids of it and of those that keep it since its end}; a query only where some have ended."""
    standing, day = {unit.pk: {unit.pk} for unit in units}, today()
    ended = [unit.pk for unit in units if unit.valid_to and unit.valid_to < day]
    for pk, *keepers in Unit.objects.filter(pk__in=ended).values_list("pk", *PATHS) if ended else ():
        standing[pk].update(filter(None, keepers))
    return standing


def own_and_kept(unit_id):
    """Return a unit with all that ever lay in it, and of what it keeps the ended units alone.

    What lay in those may be another's by now.
    """
    below = Unit.objects.under(unit_id)
    return Unit.objects.filter(Q(pk__in=below.values("pk")) | Q(pk__in=kept_units(unit_id).values("pk")))


def with_former_provinces(units):
    """Return the units of a query with the provinces that ended and are kept by one of them."""
    kept = reduce(or_, (Q(**{f"{path}__in": units.values("pk")}) for path in PATHS))
    former = Unit.objects.filter(kept, level=Level.PROVINCE, valid_to__lt=today())
    return Unit.objects.filter(Q(pk__in=units.values("pk")) | Q(pk__in=former.values("pk")))


def below_and_kept(root_id):
    """Return the units that ever lay in a unit or in one that it keeps, with these themselves."""
    links = Ancestry.objects.filter(Q(ancestor=root_id) | Q(ancestor__in=kept_units(root_id).values("pk")))
    return Unit.objects.filter(pk__in=links.values("unit"))


def keepers_of_ended(root_id, day):
    """Return {id: keeper's id, or None} of the units of a province that had ended before that day; one query."""
    return dict(counted_units(root_id).filter(valid_to__lt=day).values_list("pk", "kept_by"))


def counted_and_ended(root_id, day):
    """Return (ids of all that a province's totals count, `keepers_of_ended`); one query.

    With the provinces that went into it, whenever that was: their own work is told as its.
    """
    rows = list(counted_units(root_id).values_list("pk", "level", "valid_to", "kept_by"))
    ended = {
        pk: keeper
        for pk, level, last, keeper in rows
        if (last and last < day) or (level == Level.PROVINCE and pk != root_id)
    }
    return [row[0] for row in rows], ended


def scopes_among(unit_ids, root_id, keepers):
    """Return {unit id: its id, and those of the ended units that it answers for}, by the `keepers_of_ended`.

    An ended unit that is not one of `unit_ids` falls to the next of them that keeps it, and to the root where nobody
    keeps it, so that the sums of all scopes tell nothing twice and lose nothing.
    """
    told = {unit_id: [unit_id] for unit_id in unit_ids}
    for ended in sorted(keepers.keys() - told.keys()):
        keeper = _keeper_among(told, ended, keepers, root_id)
        if keeper in told:
            told[keeper].append(ended)
    return told


def _keeper_among(told, unit_id, keepers, root_id):
    passed = set()
    while unit_id in keepers and unit_id not in told and unit_id not in passed:
        passed.add(unit_id)
        unit_id = keepers[unit_id] or root_id
    return unit_id
