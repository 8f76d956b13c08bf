"""Reminders of what is owed: by themselves 10, 3 and 0 working days before the due date and when it is late; or asked.

A person has one digest a day at most, on a working day between 7:30 and 17:00 by Vietnamese time, and only when
something in it is new to them: a report that came to its next stage, or, for the Department, one that was sent. It
lists all that presses. What was to be told on a day off, or while no worker ran, is new on the next working day still.
The officer is told from the tenth day, the head from the due date on, and from the third day where the report waits
with the head; in the summary's case the Department's officers and its leader.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.audit import record
from accounts.models import Role, User
from accounts.permissions import WHO, can_steer, require
from calendars.clock import now, today
from calendars.working_days import is_working_day, next_working_day, working_days_until
from notices.models import Notice
from notices.outbox import address_of
from notices.verbs import Message, tell_each
from progress.days_off import days_off_by_root
from progress.models import OWED, Period, State, Submission
from progress.telling import name_of
from texts.vietnamese import count, date_short, weekday

FROM, UNTIL = time(7, 30), time(17)
# Working days before the due date at which a stage begins; after it, one begins every so many working days.
STAGES = (0, 3, 10)
LATE_EVERY = 5
# What was told longer ago is of no stage that lasts; days declared off make none longer than this.
REMEMBERED = timedelta(days=120)
OFFICERS, HEADS = (Role.OFFICER, Role.PROVINCE_OFFICER), (Role.HEAD, Role.PROVINCE_LEADER)
WITH_HEAD = (State.WITH_HEAD, State.WITH_LEADER)
WHAT = {
    State.DRAFT: "đang nhập liệu, chưa trình lãnh đạo",
    State.WITH_HEAD: "đang chờ lãnh đạo duyệt và gửi Sở",
    State.RETURNED: "Sở yêu cầu chỉnh sửa, bổ sung, chưa gửi lại",
}
WHAT_OF_SUMMARY = {
    State.DRAFT: "đang lập, chưa trình lãnh đạo Sở",
    State.WITH_LEADER: "đang chờ lãnh đạo Sở duyệt",
    State.RETURNED: "đã mở lại, chưa trình lãnh đạo Sở",
}


@dataclass(frozen=True)
class Owed:
    """A report that is owed: `due_on` is a working day, `left` how many of them are left, negative when late."""

    submission: Submission
    due_on: date
    left: int

    @property
    def stage(self):
        """ "10", "3", "0", "late-0", "late-1" …; "" while it is not to be told yet."""
        if self.left < 0:
            return f"late-{(-self.left - 1) // LATE_EVERY}"
        return next((str(days) for days in STAGES if self.left <= days), "")

    @property
    def key(self):
        """Once a person was told of this key, they have no news until the next stage, or another due date."""
        return f"report:{self.submission.pk}:{self.due_on}:{self.stage}"

    @property
    def path(self):
        return reverse("reports:submission", args=[self.submission.pk])

    @property
    def how_long(self):
        if self.left < 0:
            return f"quá hạn {count(-self.left)} ngày làm việc"
        return f"còn {count(self.left)} ngày làm việc" if self.left else "hạn là hôm nay"

    @property
    def words(self):
        one = self.submission
        what = (WHAT_OF_SUMMARY if one.is_summary else WHAT)[one.state]
        granted = " (đã gia hạn)" if one.extended_to and one.state != State.RETURNED else ""
        due = f"{weekday(self.due_on)}, {date_short(self.due_on)}"
        return f"{name_of(one)}: {what}. Thời hạn{granted}: {due}; {self.how_long}."

    def concerns(self, role):
        """Whether the people of that role are told at this stage."""
        if role in HEADS:
            return self.left <= 0 or (self.stage == "3" and self.submission.state in WITH_HEAD)
        return role in OFFICERS and self.stage != ""


@dataclass(frozen=True)
class Arrived:
    """A report that lies with the Department and waits to be approved."""

    submission: Submission

    @property
    def key(self):
        return f"sent:{self.submission.pk}:{self.submission.sent_on}"

    @property
    def path(self):
        return reverse("reports:submission", args=[self.submission.pk])

    @property
    def words(self):
        return f"{name_of(self.submission)}: đã gửi Sở ngày {date_short(self.submission.sent_on)}, đang chờ duyệt."


@dataclass(frozen=True)
class Digest:
    """What one person is told on one day."""

    person: User
    items: list

    @property
    def message(self):
        first, number = self.items[0], len(self.items)
        if number == 1:
            about = f"{name_of(first.submission)}, " + (first.how_long if isinstance(first, Owed) else "chờ duyệt")
        else:
            about = f"{count(number)} báo cáo"
        lines = [f"{place}. {one.words}\n{address_of(one.path)}" for place, one in enumerate(self.items, start=1)]
        choice = f"Anh/chị chọn có nhận thư nhắc việc hay không tại {address_of(reverse('notices:list'))}"
        return Message(
            subject=f"Nhắc việc: {about}",
            text="\n\n".join([f"Kính gửi anh/chị {self.person},", *lines, choice]),
            path=first.path if number == 1 else reverse("reports:list"),
            about=tuple(one.key for one in self.items),
        )


def send_due(moment):
    """Tell everybody who has news; how many they were. Any number of beats may ask, also at the same time.

    `moment` is an aware instant, of which the time of day counts; the day is the portal's own.
    """
    if not FROM <= timezone.localtime(moment, timezone.get_default_timezone()).time() < UNTIL:
        return 0
    digests = due_today(today())
    tell_each([(one.person, one.message) for one in digests], occasion=f"digest:{today()}", is_reminder=True)
    return len(digests)


def due_today(day):
    """The `Digest` of each person who has news on that day and had none yet; a fixed number of queries."""
    roots = set(Period.objects.order_by().values_list("root", flat=True).distinct())
    off = days_off_by_root(roots)
    at_work = {root_id for root_id in roots if is_working_day(day, off[root_id])}
    owed, arrived = owed_on(day, off, roots=at_work), _arrived(at_work)
    units = {one.submission.unit_id for one in owed} | {one.submission.period.root_id for one in arrived}
    people = list(_people(units))
    told, had_one = _told(people, day)
    digests = []
    for person in people:
        items = [one for one in owed if one.submission.unit_id == person.unit_id and one.concerns(person.role)]
        if person.role == Role.PROVINCE_OFFICER:
            items += [one for one in arrived if one.submission.period.root_id == person.unit_id]
        if person.pk not in had_one and any((person.pk, one.key) not in told for one in items):
            digests.append(Digest(person, items))
    return digests


def owed_on(day, off, *, roots):
    """What is owed to those Departments and to be told by now, by due date; `off` as `days_off_by_root` answers."""
    # A summary without a due date of its own is owed to nobody.
    summaries = Q(unit=F("period__root"), period__summary_due_on=None)
    asked = Submission.objects.filter(state__in=(*OWED, State.WITH_LEADER), period__root__in=roots).exclude(summaries)
    found = [standing(one, day, off[one.period.root_id]) for one in asked.select_related("period", "unit")]
    return sorted((one for one in found if one.stage), key=lambda one: (one.due_on, one.submission.pk))


def standing(submission, day, off):
    """How it stands with one report on that day; a due date on a day off counts as the next working day."""
    due_on = next_working_day(submission.owed_on, off)
    return Owed(submission, due_on, working_days_until(day, due_on, off))


def _arrived(roots):
    sent = Submission.objects.filter(state=State.SENT, period__root__in=roots).select_related("period", "unit")
    return [Arrived(one) for one in sent.order_by("sent_on", "pk")]


def _people(units):
    people = User.objects.filter(unit__in=units, is_active=True, role__in=(*OFFICERS, *HEADS))
    return people.order_by("unit", "role", "pk")


def _told(people, day):
    """({(person's id, key)} of all that they were told, {ids of those who had a digest on that day})."""
    recent = Notice.objects.filter(
        person__in=people, occasion__startswith="digest:", created_at__gte=now() - REMEMBERED
    ).values_list("person", "occasion", "about")
    told, had_one = set(), set()
    for person_id, occasion, about in recent:
        told |= {(person_id, key) for key in about}
        if occasion == f"digest:{day}":
            had_one.add(person_id)
    return told, had_one


@dataclass(frozen=True)
class Debtor:
    """A unit that owes its report, as the page asks: whom a reminder would reach, and when the last one went out."""

    owed: Owed
    people: list
    last_on: date | None
    is_told_today: bool

    @property
    def can_be_told(self):
        return bool(self.people) and not self.is_told_today


def debtors(period):
    """The units that owe the period's report; a fixed number of queries."""
    asked = Submission.objects.filter(period=period).of_districts().owed().select_related("unit")
    submissions = list(asked.order_by("unit__code"))
    for one in submissions:
        one.period = period
    off = days_off_by_root([period.root_id])[period.root_id]
    of_unit = {one.unit_id: [] for one in submissions}
    for person in _people(of_unit):
        of_unit[person.unit_id].append(person)
    last = _last_reminded([person for people in of_unit.values() for person in people])
    told_today = set(
        Notice.objects.filter(occasion__in=[_asked(one) for one in submissions]).values_list("occasion", flat=True)
    )
    return [
        Debtor(standing(one, today(), off), of_unit[one.unit_id], last.get(str(one.pk)), _asked(one) in told_today)
        for one in submissions
    ]


def _last_reminded(people):
    """{report's id as text: the last day of the portal on which one of the people was reminded of it}."""
    last = {}
    recent = Notice.objects.filter(person__in=people, is_reminder=True, created_at__gte=now() - REMEMBERED)
    for occasion, about in recent.values_list("occasion", "about"):
        day = date.fromisoformat(occasion.rpartition(":")[2])
        for key in about:
            sort, pk, *_rest = key.split(":")
            if sort == "report":
                last[pk] = max(day, last.get(pk, day))
    return last


def _asked(submission):
    return f"reminder:{submission.pk}:{today()}"


@transaction.atomic
def remind(period, unit_ids, *, by):
    """`Nhắc nộp`: tell officer and head of those units that their report is owed; the units that were told.

    Once a day for a unit at most; of the ids, those that owe nothing or have nobody to tell are left out.
    """
    require(can_steer(by) and period.root_id == by.unit_id, WHO.reviews())
    # Of two officers who remind at once the second finds the units told.
    Period.objects.select_for_update().get(pk=period.pk)
    told = [one for one in debtors(period) if one.can_be_told and one.owed.submission.unit_id in unit_ids]
    for one in told:
        submission = one.owed.submission
        message = Message(
            subject=f"Sở nhắc gửi: {name_of(submission)}",
            text=f"{one.owed.words}\nĐề nghị đơn vị khẩn trương hoàn thành và gửi Sở.",
            path=one.owed.path,
            about=(f"report:{submission.pk}:{one.owed.due_on}:asked",),
        )
        tell_each([(person, message) for person in one.people], occasion=_asked(submission), is_reminder=True)
        record("reminded", str(submission), by=by, unit=submission.unit)
    return [one.owed.submission.unit for one in told]
