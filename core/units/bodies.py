"""The office that reports for a unit."""

from core.units.models import Body


def body_of(unit, day):
    """Return the office that reports for a unit on that day.

    Where none is set up: an unsaved one with the unit's bare name.
    """
    bodies = Body.objects.valid_on(day).filter(unit=unit, function=Body.Function.LABOUR)
    bare = {"name": unit.name, "heading": unit.name, "symbol": "…", "filing": "VT", "place": unit.short_name}
    return bodies.order_by("-valid_from").first() or Body(unit=unit, **bare)
