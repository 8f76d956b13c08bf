"""Publishing places of help, which takes two people, and withdrawing them, for which one is enough.

What the public may read changes here alone; the public files follow after the commit.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_confirm_release, can_file, can_release, can_steer, require
from core.lib.dates.clock import today
from core.lib.pages.seen import require_seen, version_of
from core.units.locks import lock_unit
from shelters.celery_tasks import after_change
from shelters.marking import mark_releases
from shelters.models import Listing, Part, Release, WrongEntry

# Stored, so Vietnamese whatever the language of who confirms.
REPLACED = "Được thay bằng lần công khai mới."


def _update_public_files():
    transaction.on_commit(after_change)


def refuse_release(listing, parts):
    """Raise ValidationError if those parts of a listing may not be published (domain notes, safety)."""
    if not parts:
        raise ValidationError(_("Choose at least one item to make public."))
    if Part.ADDRESS in parts and (listing.site.kind.shelters_overnight or not listing.shelters_nobody):
        raise ValidationError(_("The street address of a place where people stay overnight is never made public."))
    if not listing.consent_on or not listing.consent_by:
        raise ValidationError(_("The host's consent has not been recorded."))
    refused = [part for part in parts if part not in listing.consent_to]
    if refused:
        words = ", ".join(str(Part(part).label) for part in refused)
        raise ValidationError(_("The host has not agreed to make public: %s.") % words)
    empty = [part for part in parts if not getattr(listing, part)]
    if empty:
        raise ValidationError(_("No information for: %s.") % ", ".join(str(Part(part).label) for part in empty))


def refuse_confirmation(release, *, by):
    """Raise ValidationError if that person may not, or nobody may any more, confirm the release."""
    if release.confirmed_on or release.withdrawn_on:
        raise ValidationError(_("This proposal has already been decided."))
    if release.proposed_by_id == by.pk:
        raise ValidationError(_("The person who proposed it cannot confirm it. A second person decides."))
    refuse_release(release.listing, release.parts)
    if release.content != {part: getattr(release.listing, part) for part in release.parts}:
        raise ValidationError(_("The information has changed since it was proposed. Propose it again."))


@transaction.atomic
def save_listing(listing, *, by):
    """Save a listing, which leaves its release as it is; ValidationError if there is a newer version."""
    lock_unit(listing.unit_id)
    require(can_file(by, listing.unit_id) or can_release(by, listing.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    stored = Listing.objects.filter(pk=listing.pk).first()
    if stored and stored.version != listing.version:
        raise ValidationError(_("Someone else has changed this. Open it again. What you typed is still below."))
    listing.changed_by, listing.version = by, listing.version + 1
    listing.full_clean(exclude=["changed_by"])
    listing.save()
    # Where somebody sleeps now, a published address is removed at once.
    _update_public_files()
    return listing


@transaction.atomic
def confirm_listing(listing, *, by, seen=None):
    """Confirm that what is recorded and published is still right today."""
    lock_unit(listing.unit_id)
    require(can_file(by, listing.unit_id) or can_release(by, listing.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    require_seen(seen, version_recorded(Listing.objects.get(pk=listing.pk)))
    Listing.objects.filter(pk=listing.pk).update(reviewed_on=today())
    _update_public_files()


def version_proposed(listing):
    """Return the version of what can be proposed of a place."""
    return version_of(*(str(getattr(listing, part)) for part in Part.values))


def version_recorded(listing):
    """Return the version of what is recorded and published of a place, which its page shows."""
    return version_of(listing.version, version_shown(listing))


@transaction.atomic
def propose(listing, parts, *, by, seen=None):
    """Propose, as an officer of the province, to publish those parts; a second person decides."""
    lock_unit(listing.unit_id)
    require(can_release(by, listing.unit_id), WHO.reviews())
    listing = Listing.objects.select_related("site__kind").get(pk=listing.pk)
    require_seen(seen, version_proposed(listing))
    refuse_release(listing, parts)
    if listing.releases.pending().exists():
        raise ValidationError(_("This place already has a proposal awaiting confirmation."))
    content = {part: getattr(listing, part) for part in parts}
    return Release.objects.create(listing=listing, parts=parts, content=content, proposed_by=by, proposed_on=today())


def version_shown(listing):
    """Return the version of what is published of a place and of what waits, which the pages of decisions show."""
    return version_of(*listing.releases.filter(withdrawn_on=None).order_by("pk"))


@transaction.atomic
def confirm(release, *, by, seen=None):
    """Publish a release as the second person; the one before is withdrawn."""
    listing = Listing.objects.select_related("site__kind").get(pk=release.listing_id)
    lock_unit(listing.unit_id)
    require(can_confirm_release(by, listing.unit_id), WHO.confirms_release())
    release = _lock_release(release.pk)
    refuse_confirmation(release, by=by)
    require_seen(seen, version_shown(listing))
    listing.releases.standing().update(withdrawn_by=by, withdrawn_on=today(), why=REPLACED)
    release.confirmed_by, release.confirmed_on = by, today()
    release.save()
    mark_releases(listing.site)
    Listing.objects.filter(pk=listing.pk).update(reviewed_on=today())
    _update_public_files()
    return release


def _lock_release(pk):
    rows = Release.objects.select_for_update(of=("self",)).select_related("listing__site__kind")
    return rows.get(pk=pk)


@transaction.atomic
def withdraw(listing, why, *, by, seen=None):
    """Withdraw what is published of a place, or waits for it; one person is enough, with a reason."""
    lock_unit(listing.unit_id)
    require(can_release(by, listing.unit_id) or can_confirm_release(by, listing.unit_id), WHO.confirms_release())
    if not why.strip():
        raise ValidationError(_("Give the reason for withdrawing it."))
    require_seen(seen, version_shown(listing))
    listing.releases.filter(withdrawn_on=None).update(withdrawn_by=by, withdrawn_on=today(), why=why)
    mark_releases(listing.site)
    _update_public_files()


@transaction.atomic
def report_wrong_entry(listing, text, *, by):
    """Record what an official says is wrong with a listing."""
    entry = WrongEntry(listing=listing, text=text, by=by, on=today())
    entry.full_clean(exclude=["closed_by", "closed_on"])
    entry.save()
    return entry


@transaction.atomic
def close_wrong_entry(entry, *, by):
    """Close a wrong entry that the Department has checked."""
    require(can_release(by, entry.listing.unit_id), WHO.reviews())
    WrongEntry.objects.filter(pk=entry.pk, closed_on=None).update(closed_by=by, closed_on=today())


@transaction.atomic
def save_hotline(hotline, *, by):
    """Save the words of a hotline and the day on which somebody last tried it."""
    require(can_steer(by), WHO.reviews())
    hotline.full_clean()
    hotline.save()
    _update_public_files()
    return hotline
