"""Changes of units as tests need them: districts that merge, and one that is split."""

from datetime import timedelta

from core.units.models import Level, Succession, Unit
from core.units.tree import place, rebuild_ancestry


def district(cast, code, name, day):
    """Make a district that begins on the day, and place it in the province."""
    unit = Unit.objects.create(
        code=code,
        name=f"Huyện {name}",
        short_name=name,
        kind="Huyện",
        slug=f"district-{code}",
        level=Level.DISTRICT,
        valid_from=day,
    )
    place(unit, cast.units["thua-thien-hue"], day)
    return unit


def end(units, day):
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(valid_to=day - timedelta(days=1))
    for unit in units:
        unit.refresh_from_db()
    rebuild_ancestry()


def communes_of(unit):
    return list(Unit.objects.under(unit).exclude(pk=unit.pk).order_by("code"))


def merge(cast, slugs, day, *, code="490", name="Bạch Mã"):
    """Let the districts go whole into a new one, with all their communes; the new one keeps them."""
    new, old = district(cast, code, name, day), [cast.units[slug] for slug in slugs]
    for unit in old:
        for commune in communes_of(unit):
            place(commune, new, day)
        Succession.objects.create(predecessor=unit, successor=new, on=day)
        unit.kept_by = new
        unit.save()
    end(old, day)
    return new


def split(cast, slug, day):
    """Let a district end in two new ones, each with some of its communes; the first keeps it."""
    old = cast.units[slug]
    new = [district(cast, code, f"{old.short_name} {code}", day) for code in ("491", "492")]
    for at, commune in enumerate(communes_of(old)):
        place(commune, new[at % 2], day)
    for unit in new:
        Succession.objects.create(predecessor=old, successor=unit, on=day, is_whole=False)
    old.kept_by = new[0]
    old.save()
    end([old], day)
    return new
