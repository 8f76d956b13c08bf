"""The days by whose boundaries a page can be told, and the one that was asked for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from core.lib.dates.clock import today
from core.lib.dates.windows import ONE_DAY
from core.units.models import Ancestry, Placement, ReportingLevel, Succession
from core.units.reporting import roots_of


@dataclass(frozen=True)
class BoundaryDays:
    """The days that can be chosen, the latest first, and the one asked for: None for the units that report.

    There are no days where no unit ever changed.
    """

    days: tuple[date, ...] = ()
    asked: date | None = None

    @property
    def today(self):
        return today()


def boundary_days(query, root, end):
    """Return the BoundaryDays of a page on `root` whose data end on that day; one query.

    Offered are today, the last day of the data, each day of a change, and the last one before them all. `query` may ask
    for any other (`boundaries`); what is no day is not asked for.
    """
    changed = days_of_change(root)
    if not changed:
        return BoundaryDays()
    asked = _day(query.get("boundaries"))
    days = {today(), end, *changed, changed[-1] - ONE_DAY, *([asked] if asked else [])}
    return BoundaryDays(tuple(sorted(days, reverse=True)), asked)


def _day(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def days_of_change(root):
    """Return the days on which units below `root`, or the level that reports, changed, the latest first; one query."""
    # A province that followed others has their past, and the changes in it.
    roots = roots_of(getattr(root, "pk", root)).values("pk")
    below = Ancestry.objects.filter(ancestor__in=roots).values("unit")
    steps = Succession.objects.filter(Q(predecessor__in=below) | Q(successor__in=below))
    earlier = Placement.objects.filter(unit=OuterRef("unit"), valid_from__lt=OuterRef("valid_from"))
    moves = Placement.objects.filter(Exists(earlier), unit__in=below)
    rule_before = ReportingLevel.objects.filter(root=OuterRef("root"), valid_from__lt=OuterRef("valid_from"))
    levels = ReportingLevel.objects.filter(Exists(rule_before), root__in=roots)
    days = (
        steps.order_by()
        .values_list("on")
        .union(moves.order_by().values_list("valid_from"), levels.order_by().values_list("valid_from"))
    )
    return sorted((day for (day,) in days), reverse=True)
