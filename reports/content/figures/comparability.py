"""Whether figures can be held against the year before: only where the ground that they tell of is the same."""

from django.db.models import Q

from core.units.boundaries import grouped
from core.units.boundary_days import days_of_change
from core.units.models import Level, Succession, Unit
from core.units.reporting import counted_units, roots_of

BOUNDARIES_CHANGED = "địa giới đã thay đổi"


def why_not_compared(unit, period, ids):
    """Return why the unit's report is not compared with the year before, or None; one query where no unit changed.

    `ids` are the units whose work it tells.
    """
    return not_compared({unit.pk: ids}, period.root_id, period.window, period.last_year).get(unit.pk)


def not_compared(told, root_id, window, before):
    """Return {unit id: why it is not compared} of the units whose ground is not that of the days `before`.

    `told` is {unit id: ids of the units whose work it tells}. One is compared where those of them that were there
    before are its group by the boundaries of the window's last day. One query where no unit changed.
    """
    if not any(before.start < day <= window.end for day in days_of_change(root_id)):
        return {}
    counted = counted_units(root_id).exclude(pk__in=roots_of(root_id).values("pk"))
    of_then = counted.filter(valid_from__lte=before.end).exclude(valid_to__lt=before.start)
    of_then = set(of_then.values_list("pk", flat=True))
    groups = grouped(sorted(of_then), window.end, root_id, before)
    group_of = {unit.pk: group for group in groups for unit in group.units}
    ended = set(Unit.objects.filter(pk__in=list(told), valid_to__lt=window.end).values_list("pk", flat=True))
    changed = (
        pk
        for pk, ids in told.items()
        if pk != root_id and (pk in ended or not _is_same(group_of.get(pk), of_then & set(ids)))
    )
    return dict.fromkeys(changed, BOUNDARIES_CHANGED)


def _is_same(group, there):
    return group is None or (group.is_one and there == set(group.sources))


def why_whole_not_compared(root_id, window, before):
    """Return why a province's own total is not compared, or None: a part of another came, or a part of it went."""
    parts = Succession.objects.filter(
        Q(predecessor=root_id) | Q(successor=root_id),
        predecessor__level=Level.PROVINCE,
        is_whole=False,
        on__gt=before.start,
        on__lte=window.end,
    )
    return BOUNDARIES_CHANGED if parts.exists() else None
