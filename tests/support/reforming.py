"""Changes of units as tests need them: a unit that follows others, whole or in part, and who keeps what ended."""

from datetime import timedelta

from core.units.models import Placement, Succession, Unit
from core.units.tree import place, rebuild_ancestry

BELOW = {"country": "province", "province": "district", "district": "commune"}


def made(parent, since, name="Huyện Mới", code="M1"):
    """A new unit of the level below, with nobody before it."""
    short = name.partition(" ")[2]
    given = {"code": code, "name": name, "short_name": short, "kind": name.split()[0], "slug": f"moi-{code.lower()}"}
    unit = Unit.objects.create(**given, level=BELOW[parent.level], valid_from=since)
    place(unit, parent, since)
    return unit


def end(unit, day, keeper, *, parts=()):
    """Let a unit end the day before: whole into its keeper, or in `parts` (none: it is abolished)."""
    Unit.objects.filter(pk=unit.pk).update(valid_to=day - timedelta(days=1), kept_by=keeper)
    unit.refresh_from_db()
    for successor in parts or ([] if parts is None else [keeper]):
        Succession.objects.create(predecessor=unit, successor=successor, on=day, is_whole=not parts)
    below = Placement.objects.filter(parent=unit, valid_to=None).select_related("unit")
    for link in list(below) if keeper else ():
        place(link.unit, keeper, day)
    rebuild_ancestry()


def merge(units, parent, day, **given):
    """A new unit that all of these go into as wholes."""
    new = made(parent, day, **given)
    for unit in units:
        end(unit, day, new)
    return new
