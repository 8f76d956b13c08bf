"""Places of support of units that nothing followed as a whole: the unit in which each lies looks after it.

What went whole to another unit is looked after by that, as all else. A place of which nobody knows where it lies today
stays with the Department until its commune is chosen.
"""

from collections import defaultdict

from django.db import transaction

from core.indicators.facts import mark_dirty
from core.lib.dates.clock import today
from core.lib.journal import Journal
from core.units.models import PATHS, Ancestry, Level, ReportingLevel, Unit
from models_sites.models import Site, Transfer
from shelters.models import Listing

CHAIN = ("unit", *(f"unit__{path}" for path in PATHS))


def leaving(plan, levels):
    """Return the sites that a plan leaves to the unit in which they lie; `levels` are those of its units.

    As `due_transfers` finds them once the plan is applied.
    """
    found = []
    for pk, commune, *chain in Site.objects.exclude(closed_on__lt=plan.day).values_list("pk", "commune", *CHAIN):
        last = next((unit_id for unit_id in reversed(chain) if unit_id in plan.ended), None)
        if last is None or last in plan.whole or (commune in plan.ended and commune not in plan.whole):
            continue
        if plan.ended[last] is None or levels[plan.ended[last]] == Level.PROVINCE:
            found.append(pk)
    return list(Site.objects.filter(pk__in=found).order_by("pk"))


def due_transfers(day, ended=None):
    """Return {site id: id of the unit that reports on that day where it lies} of sites that the Department keeps.

    `ended` are the ids of the units by whose end it came to keep them, all without it. Four queries.
    """
    sites = Site.objects.filter(unit__valid_to__lt=day).exclude(closed_on__lt=day)
    rows = [
        (pk, commune, list(filter(None, chain))) for pk, commune, *chain in sites.values_list("pk", "commune", *CHAIN)
    ]
    units = Unit.objects.in_bulk({unit_id for _pk, _commune, chain in rows for unit_id in chain})
    communes = {}
    for pk, commune, chain in rows:
        below = [unit_id for unit_id in chain if units[unit_id].level != Level.PROVINCE]
        keeper = units[chain[-1]]
        is_kept_below = keeper.level != Level.PROVINCE and (keeper.valid_to is None or keeper.valid_to >= day)
        if below and not is_kept_below and (ended is None or below[-1] in ended):
            communes[pk] = commune
    reporting = _reporting(set(communes.values()), day)
    return {pk: reporting[commune] for pk, commune in communes.items() if commune in reporting}


def _reporting(communes, day):
    """Return {commune id: id of what reports for it on that day}: itself where no level above does."""
    rules = dict(ReportingLevel.objects.valid_on(day).values_list("root_id", "level"))
    above = defaultdict(list)
    standing = Unit.objects.valid_on(day)
    rows = Ancestry.objects.valid_on(day).filter(unit__in=communes, ancestor__in=standing).order_by("depth")
    for commune, unit_id, level in rows.values_list("unit_id", "ancestor_id", "ancestor__level"):
        above[commune].append((unit_id, level))
    found = {}
    for commune, lies_in in above.items():
        reports = next((rules[unit_id] for unit_id, _level in lies_in if unit_id in rules), None)
        found[commune] = next((unit_id for unit_id, level in lies_in if level == reports), commune)
    return found


def transfer(heirs, day, journal):
    """Let the sites {id: unit id} be those units' from the day on, with what is public of them."""
    former = dict(Site.objects.filter(pk__in=heirs).values_list("pk", "unit"))
    journal.create(Transfer, [Transfer(site_id=pk, former_id=unit_id, on=day) for pk, unit_id in former.items()])
    journal.update(Site, "unit", {pk: heirs[pk] for pk in former})
    listings = Listing.objects.filter(site__in=former).values_list("pk", "site")
    journal.update(Listing, "unit", {pk: heirs[site_id] for pk, site_id in listings})
    mark(days_counted(former))


def days_counted(site_ids):
    """Return {unit id: days} on which the sites are counted, by each unit that has or had one."""
    days = defaultdict(set)
    for site in Site.everything.filter(pk__in=site_ids).prefetch_related("transfers", "listing__releases"):
        releases = site.listing.releases.all() if hasattr(site, "listing") else ()
        of_releases = {day for release in releases for day in (release.confirmed_on, release.withdrawn_on)}
        for unit_id in site.counted_under:
            days[unit_id] |= {*site.marked_days, *of_releases}
    return days


def mark(days):
    """Have the sites' figures recounted on those days {unit id: days}, of units that are still there."""
    for unit_id in Unit.objects.filter(pk__in=days).values_list("pk", flat=True):
        mark_dirty(Site._meta.label, unit_id, days[unit_id])


@transaction.atomic
def transfer_due():
    """Let the sites whose commune was chosen since be those of the unit in which they lie, from today on."""
    if heirs := due_transfers(today()):
        transfer(heirs, today(), Journal())
