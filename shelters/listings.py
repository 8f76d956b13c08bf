"""Places of help as officials see them: each site that helps people, published or not."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import can_steer
from core.lib.dates.clock import today
from models_sites.models import Site, SiteState
from shelters.models import Hotline, Listing, Part, Release
from shelters.public.places import STALE_DAYS
from shelters.verbs import refuse_release

# In days: so long before a place leaves the public list its people are reminded.
REMIND_DAYS = 30


class ListingTab(models.TextChoices):
    """The tabs of the list of places; a place with a newer release that waits stands in two of them."""

    PUBLISHED = "published", _("Public")
    WAITING = "waiting", _("Awaiting the second person")
    UNPUBLISHED = "unpublished", _("Not public")
    STALE = "stale", _("To confirm again")
    ALL = "all", _("All")


@dataclass(frozen=True)
class ListedPlace:
    """A site with its listing and releases; None for what it does not have.

    `standing` is published, `pending` waits for a second person, `withdrawn` is the latest if none of these is left;
    `releases` are all, the latest first.
    """

    site: Site
    listing: Listing | None
    standing: Release | None
    pending: Release | None
    withdrawn: Release | None
    releases: list[Release]

    @property
    def due_on(self) -> date | None:
        """Its last day in the public list unless somebody confirms it."""
        if self.standing is None:
            return None
        return self.listing.reviewed_on + timedelta(days=STALE_DAYS)

    @property
    def is_out(self):
        """Whether its last day in the public list is over."""
        return bool(self.due_on and self.due_on < today())

    @property
    def is_due(self):
        """Whether its last day is over, or will be within `REMIND_DAYS`."""
        return bool(self.due_on and self.due_on <= today() + timedelta(days=REMIND_DAYS))

    @property
    def is_running(self):
        return self.site.state_on(today()) == SiteState.RUNNING

    @property
    def is_public(self):
        """Whether the public reads it today."""
        return bool(self.standing) and not self.is_out and self.is_running

    @property
    def tabs(self):
        """The tabs in which it stands: one at least, beside that of all."""
        conditions = {
            ListingTab.PUBLISHED: self.is_public,
            ListingTab.WAITING: bool(self.pending),
            ListingTab.STALE: self.is_due,
        }
        return {tab for tab, is_met in conditions.items() if is_met} or {ListingTab.UNPUBLISHED}


def sites_for(user):
    """Return the sites within sight that help people, or that have a listing from before their kind changed."""
    rows = Site.objects.visible_to(user).filter(Q(kind__helps_people=True) | Q(listing__isnull=False))
    rows = rows.annotate(wrong=Count("listing__wrong_entries", filter=Q(listing__wrong_entries__closed_on=None)))
    return rows.select_related("unit", "commune", "kind", "listing")


def listed_places(user):
    """Return every `ListedPlace` within sight, in the order of the register; two queries."""
    return [listed_place(site) for site in with_releases(sites_for(user))]


def with_releases(sites):
    """Prefetch what `listed_place` reads of the sites."""
    releases = Release.objects.select_related("proposed_by", "confirmed_by", "withdrawn_by")
    return sites.prefetch_related(models.Prefetch("listing__releases", releases))


def listed_place(site):
    """Return the `ListedPlace` of a site of `with_releases`."""
    listing = getattr(site, "listing", None)
    releases = list(listing.releases.all()) if listing else []
    live = [release for release in releases if not release.withdrawn_on]
    standing = next((release for release in live if release.confirmed_on), None)
    pending = next((release for release in live if not release.confirmed_on), None)
    return ListedPlace(site, listing, standing, pending, None if live else next(iter(releases), None), releases)


def reminders(user):
    """Return {"out", "due", "untried", "days"}: places no longer public, or soon, and hotlines never tried.

    At most two queries; hotlines are the Department's.
    """
    stale = today() - timedelta(days=STALE_DAYS)
    rows = Listing.objects.visible_to(user).filter(
        site__deleted_at=None, pk__in=Release.objects.standing().values("listing")
    )
    out = Q(reviewed_on__lt=stale)
    soon = Q(reviewed_on__gte=stale, reviewed_on__lte=stale + timedelta(days=REMIND_DAYS))
    untried = Hotline.objects.filter(is_shown=True, checked_on=None).count() if can_steer(user) else 0
    counts = rows.aggregate(out=Count("pk", filter=out), due=Count("pk", filter=soon))
    return counts | {"untried": untried, "days": REMIND_DAYS}


def refusals_by_part(listing):
    """Return (part, why it may not be published, or "") of each part."""
    return [(part, _refusal(listing, part)) for part in Part]


def _refusal(listing, part):
    try:
        refuse_release(listing, [part])
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def part_in_words(value, part):
    """Return (words, whether they are Vietnamese data) of the value of one part."""
    if part == Part.HELP:
        return Listing._meta.get_field("help").words(value), False
    return value, True
