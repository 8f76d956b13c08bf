"""What the public may read of the demonstration's places of help, by the verbs that people use.

All numbers are invented; "(minh họa)" says so wherever they are read.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import User
from calendars.clock import as_of
from directory import verbs
from directory.models import Listing, Part
from models_sites.models import Site


@dataclass(frozen=True)
class Act:
    """A step of a place: the day, who (an account's name), the verb; for a taking back its reason."""

    day: date
    by: str
    verb: str
    why: str = ""


@dataclass(frozen=True)
class Told:
    """A shelter by its commune's code and name, its invented phone, what the host agreed to, and its way."""

    commune: str
    place: str
    slug: str
    phone: str
    consent_on: date
    acts: tuple[Act, ...]
    parts: tuple[str, ...] = (Part.HOST, Part.PHONE, Part.HOURS, Part.HELP, Part.ANSWERS, Part.CALL)


DEPARTMENT, LEADER = "province", "province-leader"
MOVED = "Ban chủ nhiệm đang thay người trực điện thoại, đề nghị tạm gỡ thông tin."
PLACES = (
    # Stands, and was confirmed again lately.
    Told(
        "20143", "xã Lộc Điền", "phu-loc", "0234 3000 001", date(2020, 5, 14),
        (
            Act(date(2020, 5, 28), DEPARTMENT, "propose"), Act(date(2020, 6, 1), LEADER, "confirm"),
            Act(date(2020, 12, 10), "phu-loc", "confirm_listing"),
        ),
    ),
    # Stands, and goes stale on 25 December 2020 unless somebody confirms it.
    Told(
        "20011", "phường Hương Văn", "huong-tra", "0234 3000 002", date(2020, 5, 18),
        (
            Act(date(2020, 5, 28), DEPARTMENT, "propose"), Act(date(2020, 6, 1), LEADER, "confirm"),
            Act(date(2020, 6, 25), "huong-tra", "confirm_listing"),
        ),
        parts=(Part.HOST, Part.PHONE, Part.HELP, Part.CALL),
    ),
    # Was published and taken back.
    Told(
        "20020", "phường Hương Chữ", "huong-tra", "0234 3000 003", date(2020, 9, 3),
        (
            Act(date(2020, 9, 10), DEPARTMENT, "propose"), Act(date(2020, 9, 11), LEADER, "confirm"),
            Act(date(2020, 11, 16), DEPARTMENT, "withdraw", MOVED),
        ),
    ),
    # Waits for the second person.
    Told(
        "20116", "xã Vinh Hưng", "phu-loc", "0234 3000 004", date(2020, 12, 7),
        (Act(date(2020, 12, 16), DEPARTMENT, "propose"),),
    ),
)  # fmt: skip


def write_places():
    """Record, release and take back, in the order in which it happened."""
    people = {user.username: user for user in User.objects.select_related("unit")}
    for told in PLACES:
        listing = _record(told, people[told.slug])
        release = None
        for act in told.acts:
            with as_of(act.day):
                if act.verb == "propose":
                    release = verbs.propose(listing, list(told.parts), by=people[act.by])
                elif act.verb == "confirm":
                    verbs.confirm(release, by=people[act.by])
                elif act.verb == "withdraw":
                    verbs.withdraw(listing, act.why, by=people[act.by])
                else:
                    verbs.confirm_listing(listing, by=people[act.by])


def _record(told, officer):
    site = Site.objects.select_related("kind", "unit").get(commune__code=told.commune, kind__helps_people=True)
    listing = Listing(
        site=site, unit=site.unit, host=f"UBND {told.place} (minh họa)", phone=f"{told.phone} (minh họa)",
        hours="Cả ngày và đêm", help=["advice", "shelter", "health"], who_answers="Cán bộ trực của mô hình",
        what_happens="Người trực nghe, không hỏi tên, hẹn nơi gặp an toàn; đi cùng đến trạm y tế nếu cần.",
        consent_by=f"Chủ tịch UBND {told.place}", consent_on=told.consent_on, consent_to=list(told.parts),
        keeper=f"Cán bộ Phòng LĐ-TB&XH phụ trách mô hình {told.place}",
    )  # fmt: skip
    with as_of(told.consent_on):
        listing = verbs.save_listing(listing, by=officer)
    at = timezone.make_aware(datetime.combine(told.consent_on, time(15)))
    Listing.objects.filter(pk=listing.pk).update(changed_at=at)
    return listing
