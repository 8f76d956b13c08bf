"""What the public may read of the demonstration's places of help, released by the verbs that people use.

All numbers are invented; "(minh họa)" says so wherever they are read.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from core.accounts.models import User
from core.lib.dates.clock import as_of
from models_sites.models import Site
from shelters import verbs
from shelters.models import Hotline, Listing, Part


@dataclass(frozen=True)
class PlaceStep:
    """A step of a place: the day, an account's name, the verb; for a withdrawal its reason."""

    day: date
    by: str
    verb: str
    why: str = ""


@dataclass(frozen=True)
class PlaceEntry:
    """A shelter: its commune's name, invented phone, the host's consent, who recorded it, and its steps."""

    place: str
    slug: str
    phone: str
    consent_on: date
    steps: tuple[PlaceStep, ...]
    parts: tuple[str, ...] = (Part.HOST, Part.PHONE, Part.HOURS, Part.HELP, Part.ANSWERS, Part.CALL)


DEPARTMENT, LEADER = "province", "province-leader"
HOTLINES_TRIED_ON = date(2020, 12, 1)
MOVED = "Ban chủ nhiệm đang thay người trực điện thoại, đề nghị tạm gỡ thông tin."
PLACES = (
    # Is published, and was confirmed again lately.
    PlaceEntry(
        "xã Lộc Điền",
        "phu-loc",
        "0234 3000 001",
        date(2020, 5, 14),
        (
            PlaceStep(date(2020, 5, 28), DEPARTMENT, "propose"),
            PlaceStep(date(2020, 6, 1), LEADER, "confirm"),
            PlaceStep(date(2020, 12, 10), "phu-loc", "confirm_listing"),
        ),
    ),
    # Is published, and goes stale on 25 December 2020 unless somebody confirms it.
    PlaceEntry(
        "phường Hương Văn",
        "huong-tra",
        "0234 3000 002",
        date(2020, 5, 18),
        (
            PlaceStep(date(2020, 5, 28), DEPARTMENT, "propose"),
            PlaceStep(date(2020, 6, 1), LEADER, "confirm"),
            PlaceStep(date(2020, 6, 25), "huong-tra", "confirm_listing"),
        ),
        parts=(Part.HOST, Part.PHONE, Part.HELP, Part.CALL),
    ),
    # Was published and withdrawn.
    PlaceEntry(
        "phường Hương Chữ",
        "huong-tra",
        "0234 3000 003",
        date(2020, 9, 3),
        (
            PlaceStep(date(2020, 9, 10), DEPARTMENT, "propose"),
            PlaceStep(date(2020, 9, 11), LEADER, "confirm"),
            PlaceStep(date(2020, 11, 16), DEPARTMENT, "withdraw", MOVED),
        ),
    ),
    # Waits for the second person.
    PlaceEntry(
        "xã Vinh Hưng",
        "phu-loc",
        "0234 3000 004",
        date(2020, 12, 7),
        (PlaceStep(date(2020, 12, 16), DEPARTMENT, "propose"),),
    ),
)


def write_places(entries=PLACES):
    """Record, release and withdraw the places, in the order in which it happened."""
    people = {user.username: user for user in User.objects.select_related("unit")}
    for entry in entries:
        listing = _record(entry, people[entry.slug])
        release = None
        for step in entry.steps:
            with as_of(step.day):
                if step.verb == "propose":
                    release = verbs.propose(listing, list(entry.parts), by=people[step.by])
                elif step.verb == "confirm":
                    verbs.confirm(release, by=people[step.by])
                elif step.verb == "withdraw":
                    verbs.withdraw(listing, step.why, by=people[step.by])
                else:
                    verbs.confirm_listing(listing, by=people[step.by])


def try_hotlines(day=HOTLINES_TRIED_ON):
    """Have the Department's officer enter the day on which the hotlines were called."""
    officer = User.objects.get(username=DEPARTMENT)
    for hotline in Hotline.objects.all():
        hotline.checked_on = day
        verbs.save_hotline(hotline, by=officer)


def _record(entry, officer):
    sites = Site.objects.select_related("kind", "unit")
    site = sites.get(name__endswith=f" {entry.place}", kind__helps_people=True)
    listing = Listing(
        site=site,
        unit=site.unit,
        host=f"UBND {entry.place} (minh họa)",
        phone=f"{entry.phone} (minh họa)",
        hours="Cả ngày và đêm",
        help=["advice", "shelter", "health"],
        who_answers="Cán bộ trực của mô hình",
        what_happens="Người trực nghe, không hỏi tên, hẹn nơi gặp an toàn; đi cùng đến trạm y tế nếu cần.",
        consent_by=f"Chủ tịch UBND {entry.place}",
        consent_on=entry.consent_on,
        consent_to=list(entry.parts),
        keeper=f"Cán bộ Phòng LĐ-TB&XH phụ trách mô hình {entry.place}",
    )
    with as_of(entry.consent_on):
        listing = verbs.save_listing(listing, by=officer)
    at = timezone.make_aware(datetime.combine(entry.consent_on, time(15)))
    Listing.objects.filter(pk=listing.pk).update(changed_at=at)
    return listing
