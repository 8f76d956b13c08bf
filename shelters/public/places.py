"""The directory that the public may read: the only source of page, static copy and papers.

It holds nothing but hotlines and releases that stand; see `shelters.models.Release`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import translation

from core.lib.dates.clock import today
from core.lib.text.alphabetical import alphabetical, in_order
from core.units.country import nearby
from core.units.models import Level, Unit
from models_sites.models import SiteState
from shelters.models import Help, Hotline, Part, Release

# A place leaves the list when nobody has confirmed it for half a year.
STALE_DAYS = 183


@dataclass(frozen=True)
class HotlineEntry:
    """A number to call, in the requested language."""

    number: str
    name: str
    about: str
    hours: str
    is_free: bool
    checked_on: date | None


@dataclass(frozen=True)
class PublicPlace:
    """A released place; what was not released is empty. `kind` and `help` are in the requested language.

    `host`, `area` (`xã Lộc Điền`), `hours`, `address`, `who_answers` and `what_happens` are Vietnamese data.
    """

    kind: str
    area: str
    host: str = ""
    phone: str = ""
    hours: str = ""
    address: str = ""
    help: tuple[str, ...] = ()
    who_answers: str = ""
    what_happens: str = ""


@dataclass(frozen=True)
class PublicDistrict:
    """A district with its places; where it has none, `nearby` are slugs of neighbours that have some."""

    slug: str
    name: str
    places: tuple[PublicPlace, ...] = ()
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicDirectory:
    """Everything that is public on one day."""

    hotlines: tuple[HotlineEntry, ...]
    districts: tuple[PublicDistrict, ...]
    as_of: date


def directory(language):
    """Return everything that is public today, in that language ("vi" or "en"); three queries.

    A place is left out when its release was withdrawn, its entry was not confirmed for half a year, or it is closed.
    """
    with translation.override(language):
        districts = _districts()
        places = defaultdict(list)
        for release in _standing():
            places[release.listing.unit_id].append(_place(release))
        with_places = {unit.code: unit.slug for unit in districts if places[unit.pk]}
        return PublicDirectory(
            hotlines=tuple(_hotline(row, language) for row in Hotline.objects.filter(is_shown=True)),
            districts=tuple(_district(unit, places[unit.pk], with_places) for unit in districts),
            as_of=today(),
        )


def public_place(listing, language):
    """Return the PublicPlace that the public reads of a listing today, in that language, or None."""
    with translation.override(language):
        if listing.unit_id not in {unit.pk for unit in _districts()}:
            return None
        return next((_place(release) for release in _standing() if release.listing_id == listing.pk), None)


def _districts():
    issuer = Unit.objects.filter(level=Level.PROVINCE, directives__isnull=False).first()
    if issuer is None:
        return []
    return sorted(Unit.objects.reporting_to(issuer, today()), key=lambda unit: alphabetical(unit.short_name))


def _standing():
    """Return the releases that stand, of places that run and were confirmed within half a year."""
    rows = Release.objects.standing().filter(
        listing__reviewed_on__gte=today() - timedelta(days=STALE_DAYS), listing__site__deleted_at=None
    )
    rows = rows.select_related("listing__site__kind", "listing__site__commune").order_by(
        in_order("listing__site__name"), "pk"
    )
    return [row for row in rows if row.listing.site.state_on(today()) == SiteState.RUNNING]


def _place(release):
    site, content = release.listing.site, dict(release.content)
    # Checked once more where it is read: no address of a place where people sleep, whatever was released.
    if site.kind.shelters_overnight or not release.listing.shelters_nobody:
        content.pop(Part.ADDRESS, None)
    chosen = content.pop(Part.HELP, ())
    helps = [str(label) for key, label in Help.choices if key in chosen]
    return PublicPlace(kind=site.kind.name, area=site.commune.name_in_sentence, help=tuple(helps), **content)


def _hotline(row, language):
    name, about = (row.name_en, row.about_en) if language == "en" else (row.name, row.about)
    return HotlineEntry(row.number, name, about, row.hours, row.is_free, row.checked_on)


def _district(unit, places, with_places):
    codes = () if places else nearby(unit.code, today())
    return PublicDistrict(
        unit.slug, unit.name, tuple(places), tuple(with_places[code] for code in codes if code in with_places)
    )
