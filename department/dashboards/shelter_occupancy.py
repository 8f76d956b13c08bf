"""How far the places where people sleep were used: nights against places, by unit, never by address. Internal."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum

from core.lib.dates.windows import ONE_DAY
from core.lib.rounding import percent_of
from filing.models.records import Status
from models_sites.models import LogEntry, Site, Transfer, pause_intervals


@dataclass
class ShelterUse:
    """The use of one unit's shelters: places at a time, nights on offer, nights slept, people sheltered.

    `places`, `offered` and `nights` are those of shelters whose places are known; `unknown` counts the others.
    """

    shelters: int = 0
    unknown: int = 0
    places: int = 0
    offered: int = 0
    nights: int = 0
    sheltered: int = 0

    @property
    def share(self):
        """Percent of the nights offered; None where none were."""
        return percent_of(self.nights, self.offered)


def shelter_use(scopes, window):
    """Return {unit id: ShelterUse} of the shelters open within the window; three queries, however many there are.

    `scopes` are {unit id: ids of the units that are told with it}. Each is told by the unit that had it last.
    """
    ids = {part_id: unit_id for unit_id, told in scopes.items() for part_id in told}
    passed_on = Transfer.objects.filter(former__in=ids).values("site")
    sites = Site.objects.filter(
        Q(unit__in=ids) | Q(pk__in=passed_on),
        kind__shelters_overnight=True,
        opened_on__isnull=False,
        opened_on__lte=window.end,
    ).prefetch_related("transfers")
    logs = LogEntry.objects.filter(
        unit__in=ids,
        site__kind__shelters_overnight=True,
        status=Status.DONE,
        counted_on__range=(window.start, window.end),
    ).order_by()
    nights = {
        row["site_id"]: row
        for row in logs.values("site_id").annotate(slept=Sum("nights"), sheltered=Sum("victims_sheltered"))
    }
    uses = defaultdict(ShelterUse)
    for site in sites:
        days, log = days_open(site, window), nights.get(site.pk, {})
        unit_id = ids.get(site.unit_id_on(window.end))
        if unit_id is None or (not days and not log):
            continue
        use = uses[unit_id]
        use.shelters += 1
        use.sheltered += log.get("sheltered") or 0
        if site.capacity:
            use.places += site.capacity
            use.offered += site.capacity * days
            use.nights += log.get("slept") or 0
        else:
            use.unknown += 1
    return dict(uses)


def days_open(site, window):
    """Return how many days of the window a site was open: from opening to closing, without its pauses."""
    days = _days(site.opened_on, site.closed_on, window)
    return days - sum(
        _days(since, _earlier(until, site.closed_on), window) for since, until in pause_intervals(site.pauses)
    )


def _days(first, after, window):
    """Return the days from `first` until before `after` (None: to the end) that lie in the window."""
    start = max(first, window.start)
    end = min(after, window.end + ONE_DAY) if after else window.end + ONE_DAY
    return max((end - start).days, 0)


def _earlier(*days):
    return min((day for day in days if day), default=None)
