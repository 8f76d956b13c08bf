"""How places stand with the public, as officials see it: each site that helps people, told or not."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from directory.models import Listing, Part, Release
from directory.reading import STALE_DAYS
from directory.verbs import refuse_release
from models_sites.models import Site
from models_sites.models import State as SiteState

# So long before a place leaves the public list its people are reminded.
REMIND_DAYS = 30


class Tab(models.TextChoices):
    """The lists of the desk; a place with a newer release that waits stands in two of them."""

    PUBLISHED = "published", _("Published")
    WAITING = "waiting", _("Waiting for a second person")
    UNPUBLISHED = "unpublished", _("Not public")
    STALE = "stale", _("To be confirmed anew")
    ALL = "all", _("All")


@dataclass(frozen=True)
class Place:
    """A site as the desk shows it; what there is none of is None. `withdrawn` was taken back last, and for good;
    `releases` are all there were, the latest first.

    `is_public`: the public reads it today. `due_on`: its last day in the public list unless somebody confirms it;
    `is_out`: that day is over; `is_due`: it is, or will be within `REMIND_DAYS`.
    """

    site: Site
    listing: Listing | None
    standing: Release | None
    pending: Release | None
    withdrawn: Release | None
    releases: list[Release]

    @property
    def due_on(self) -> date | None:
        if self.standing is None:
            return None
        return self.listing.reviewed_on + timedelta(days=STALE_DAYS)

    @property
    def is_out(self):
        return bool(self.due_on and self.due_on < today())

    @property
    def is_due(self):
        return bool(self.due_on and self.due_on <= today() + timedelta(days=REMIND_DAYS))

    @property
    def is_running(self):
        return self.site.state_on(today()) == SiteState.RUNNING

    @property
    def is_public(self):
        return bool(self.standing) and not self.is_out and self.is_running

    @property
    def tabs(self):
        """The tabs in which it stands: one at least, beside that of all."""
        held = {Tab.PUBLISHED: self.is_public, Tab.WAITING: bool(self.pending), Tab.STALE: self.is_due}
        return {tab for tab, holds in held.items() if holds} or {Tab.UNPUBLISHED}


def sites_for(user):
    """The sites within sight that help people, or of which something was recorded before their kind changed."""
    rows = Site.objects.visible_to(user).filter(Q(kind__helps_people=True) | Q(listing__isnull=False))
    rows = rows.annotate(wrong=Count("listing__wrong_entries", filter=Q(listing__wrong_entries__closed_on=None)))
    return rows.select_related("unit", "commune", "kind", "listing")


def places_for(user):
    """Every `Place` within sight, in the order of the register; two queries."""
    return [place_of(site) for site in with_releases(sites_for(user))]


def with_releases(sites):
    """The sites with what `place_of` asks for."""
    releases = Release.objects.select_related("proposed_by", "confirmed_by", "withdrawn_by")
    return sites.prefetch_related(models.Prefetch("listing__releases", releases))


def place_of(site):
    """The `Place` that a site of `with_releases` is."""
    listing = getattr(site, "listing", None)
    releases = list(listing.releases.all()) if listing else []
    live = [release for release in releases if not release.withdrawn_on]
    standing = next((release for release in live if release.confirmed_on), None)
    pending = next((release for release in live if not release.confirmed_on), None)
    return Place(site, listing, standing, pending, None if live else next(iter(releases), None), releases)


def reminders(user):
    """{"out", "due"}: how many published places the public no longer reads, and will soon not; one query."""
    stale = today() - timedelta(days=STALE_DAYS)
    rows = Listing.objects.visible_to(user).filter(site__deleted_at=None, pk__in=_published())
    out = Q(reviewed_on__lt=stale)
    soon = Q(reviewed_on__gte=stale, reviewed_on__lte=stale + timedelta(days=REMIND_DAYS))
    return rows.aggregate(out=Count("pk", filter=out), due=Count("pk", filter=soon))


def _published():
    return Release.objects.standing().values("listing")


def choices_of(listing):
    """(part, why it may not be published, or empty) of each part."""
    return [(part, _refusal(listing, part)) for part in Part]


def _refusal(listing, part):
    try:
        refuse_release(listing, [part])
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def told_part(value, part):
    """(words, whether they are Vietnamese data) of what one part tells."""
    if part == Part.HELP:
        return Listing._meta.get_field("help").words(value), False
    return value, True
