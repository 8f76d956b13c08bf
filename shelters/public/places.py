"""The directory that the public may read: the only source of page, static copy and papers.

It holds nothing but hotlines and releases that stand; see `shelters.models.Release`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import translation

from core.lib.dates.clock import today
from core.lib.text.alphabetical import alphabetical, in_order
from core.units.boundaries import Land
from core.units.country import nearby
from core.units.models import Ancestry, Level, Unit
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
    """Return everything that is public today, in that language ("vi" or "en"); four queries while no unit ended.

    A place is left out when its release was withdrawn, its entry was not confirmed for half a year, or it is closed.
    """
    with translation.override(language):
        units, land = _units(), LandOfToday()
        places = defaultdict(list)
        for unit_id, release in _by_unit(units, land):
            places[unit_id].append(_place(release))
        with_places = [unit for unit in units if places[unit.pk]]
        return PublicDirectory(
            hotlines=tuple(_hotline(row, language) for row in Hotline.objects.filter(is_shown=True)),
            districts=tuple(_district(unit, places[unit.pk], units, with_places, land) for unit in units),
            as_of=today(),
        )


def public_place(listing, language):
    """Return the PublicPlace that the public reads of a listing today, in that language, or None."""
    with translation.override(language):
        listed = _by_unit(_units(), LandOfToday())
        return next((_place(release) for _unit, release in listed if release.listing_id == listing.pk), None)


def _units():
    """Return the units that report to the province today: the first that was set up and still lasts."""
    root = Unit.objects.valid_on(today()).filter(level=Level.PROVINCE, reporting_levels__isnull=False).order_by("pk")
    return sorted(Unit.objects.reporting_to(root[:1], today()), key=lambda unit: alphabetical(unit.short_name))


def _by_unit(units, land):
    """Return (unit id, release) of each release that stands: by the unit in which the place's commune lies today."""
    releases, ids = _standing_releases(), {unit.pk for unit in units}
    rows = Ancestry.objects.valid_on(today()).filter(ancestor__in=ids).order_by("-depth")
    rows = rows.filter(unit__in={release.listing.site.commune_id for release in releases}) if releases else ()
    lies_in = {row.unit_id: row.ancestor_id for row in rows}
    found = (
        (lies_in.get(row.listing.site.commune_id) or land.unit_now(row.listing.site, ids), row) for row in releases
    )
    return [(unit_id, release) for unit_id, release in found if unit_id]


class LandOfToday:
    """Where ended units are today; it asks nothing before it is asked about one."""

    @cached_property
    def _land(self):
        return Land.on(today())

    def unit_now(self, site, ids):
        """Return which of the units has a site whose commune ended: if several may, the one that keeps it.

        The site's own unit tells it where its commune does not.
        """
        for unit_id in (site.commune_id, site.unit_id):
            targets = sorted(self._land.targets(unit_id) & ids, key=lambda target: self._land.units[target].code)
            if targets:
                keeper = self._land.units[unit_id].kept_by_id
                return keeper if keeper in targets else targets[0]
        return None

    def neighbours(self, unit, by_code):
        """Return the ids of the units near one, by what ended ones among them, or it itself, have become."""
        codes = nearby(unit.code, today()) or [
            code for old, targets in self._ended_units if unit.pk in targets for code in nearby(old.code, old.valid_to)
        ]
        near = []
        for code in codes:
            was = sorted(target for old, targets in self._ended_units if old.code == code for target in targets)
            near += [by_code[code]] if code in by_code else was
        return [unit_id for unit_id in dict.fromkeys(near) if unit_id != unit.pk]

    @cached_property
    def _ended_units(self):
        ended = [unit for unit in self._land.units.values() if unit.valid_to and unit.valid_to < today()]
        return [(unit, self._land.targets(unit.pk)) for unit in ended]


def _standing_releases():
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


def _district(unit, places, units, with_places, land):
    by_code = {district.code: district.pk for district in units}
    near = () if places or not with_places else _neighbours(unit, by_code, land)
    slugs = {district.pk: district.slug for district in with_places}
    return PublicDistrict(unit.slug, unit.name, tuple(places), tuple(slugs[pk] for pk in near if pk in slugs))


def _neighbours(unit, by_code, land):
    """Return the ids of the units near one, the nearest first."""
    codes = nearby(unit.code, today())
    if codes and by_code.keys() >= set(codes):
        return [by_code[code] for code in codes]
    return land.neighbours(unit, by_code)
