"""Listings as tests need them, on every step of their way to the public."""

from datetime import date

from making import site

from core.lib.dates.clock import as_of
from filing.records.saving import save_record
from shelters import verbs
from shelters.models import Listing, Part, Release

# Each word is found again wherever it leaks.
SAID = {
    "host": "Trạm Y tế xã Hương Phú",
    "phone": "0234 3000 001",
    "hours": "7 giờ đến 21 giờ",
    "address": "12 đường Khe Tre",
    "help": ["advice", "law"],
    "who_answers": "Cán bộ trực trạm",
    "what_happens": "Người trực nghe, không hỏi tên.",
}
CONSENT = {"consent_by": "Trạm trưởng", "consent_on": date(2020, 5, 4), "consent_to": Part.values}
FILERS = {
    "nam-dong": "officer",
    "phu-loc": "neighbour",
    "thua-thien-hue": "province",
    "huyen-khac": "far-officer",
    "tinh-khac": "stranger",
}
RELEASED_ON = date(2020, 12, 1)


def listing(cast, slug="nam-dong", *, kind="trusted_address", place=None, **given):
    """An entry of a new site of that kind, or of `place`, filed by the unit's officer, with all there can be.

    Where people sleep it has no address. What is given replaces a field.
    """
    place = place or save_record(site(cast, slug, kind_id=kind), by=cast[FILERS[slug]])
    sleeps = {"address": ""} if kind == "shelter" else {"shelters_nobody": True}
    fields = SAID | CONSENT | {"keeper": "Cán bộ Phòng LĐ-TB&XH"} | sleeps | given
    return verbs.save_listing(Listing(site=place, unit=place.unit, **fields), by=cast[FILERS[slug]])


def proposed(cast, entry, parts=("host", "phone"), *, by="province", on=RELEASED_ON):
    """The release of those parts, waiting for the second person."""
    with as_of(on):
        return verbs.propose(entry, list(parts), by=cast[by])


def released(cast, entry, parts=("host", "phone"), *, on=RELEASED_ON):
    """The release of those parts, standing since that day."""
    with as_of(on):
        return verbs.confirm(proposed(cast, entry, parts, on=on), by=cast["leader"])


def another_officer(cast, name="colleague"):
    """A second officer of the Department."""
    province = cast["province"]
    return type(province).objects.create(username=name, full_name=name, unit=province.unit, role=province.role)


def fresh(row):
    """The same row as it is stored."""
    return (Release if isinstance(row, Release) else Listing).objects.get(pk=row.pk)
