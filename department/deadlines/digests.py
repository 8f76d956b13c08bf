"""Daily digests of owed reports: 10, 3 and 0 working days before the due date, and while late.

A person has one digest a day at most, on a working day between 7:30 and 17:00 by Vietnamese time, and only when
something in it is new to them: a report that came to its next stage, or, for the Department, one that was sent. It
lists everything that is urgent. What fell on a day off, or while no worker ran, is still new on the next working day.
The officer is reminded from the tenth day, the head from the due date on, and from the third day where the report
waits with the head; of a summary the Department's officers and its leader.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from itertools import chain

from django.urls import reverse
from django.utils import timezone

from core.accounts.models import Role, User
from core.lib.dates.clock import official_now, today
from core.lib.dates.working_days import is_working_day
from core.lib.text.vietnamese import count, date_short
from core.notifications.models import Notice
from core.notifications.outbox import absolute_url
from core.notifications.verbs import Message, notify_each
from core.units.keeping import standing_for_each
from department.deadlines.owed_reports import OwedReport, owed_on, people_reminded
from filing.models import Period, Submission, SubmissionState
from filing.submissions.days_off import days_off_by_root
from filing.submissions.notifications import name_of_report

FROM, UNTIL = time(7, 30), time(17)
# An older notice is of no stage that lasts; declared days off make none longer than this.
REMEMBERED = timedelta(days=120)


@dataclass(frozen=True)
class SentReport:
    """A report that was sent and waits for the Department's approval."""

    submission: Submission

    @property
    def key(self):
        return f"sent:{self.submission.pk}:{self.submission.sent_on}"

    @property
    def path(self):
        return reverse("reports:submission", args=[self.submission.pk])

    @property
    def words(self):
        return (
            f"{name_of_report(self.submission)}: đã gửi Sở ngày {date_short(self.submission.sent_on)}, đang chờ duyệt."
        )


@dataclass(frozen=True)
class Digest:
    """The reports of which one person is reminded on one day."""

    person: User
    items: list

    @property
    def message(self):
        first, number = self.items[0], len(self.items)
        if number == 1:
            about = f"{name_of_report(first.submission)}, " + (
                first.time_left if isinstance(first, OwedReport) else "chờ duyệt"
            )
        else:
            about = f"{count(number)} báo cáo"
        lines = [f"{place}. {item.words}\n{absolute_url(item.path)}" for place, item in enumerate(self.items, start=1)]
        choice = f"Anh/chị chọn có nhận thư nhắc việc hay không tại {absolute_url(reverse('notices:list'))}"
        return Message(
            subject=f"Nhắc việc: {about}",
            text="\n\n".join([f"Kính gửi anh/chị {self.person},", *lines, choice]),
            path=first.path if number == 1 else reverse("reports:list"),
            about=tuple(item.key for item in self.items),
        )


def send_due(moment):
    """Send a digest to everybody who has news; return how many. Safe to be called by several beats at once.

    `moment` is an aware instant, of which the time of day counts; the day is the portal's own.
    """
    if not FROM <= timezone.localtime(moment, timezone.get_default_timezone()).time() < UNTIL:
        return 0
    digests = due_today(today())
    notify_each([(digest.person, digest.message) for digest in digests], occasion=f"digest:{today()}", is_reminder=True)
    return len(digests)


def due_today(day):
    """Return the Digest of each person with news on that day and none yet; a fixed number of queries."""
    roots = set(Period.objects.order_by().values_list("root", flat=True).distinct())
    off = days_off_by_root(roots)
    at_work = {root_id for root_id in roots if is_working_day(day, off[root_id])}
    owed, sent = owed_on(day, off, roots=at_work), _sent_reports(at_work)
    standing = standing_for_each([report.submission.unit for report in owed])
    units = {*chain(*standing.values()), *(report.submission.period.root_id for report in sent)}
    people = list(people_reminded(units))
    known, had_digest = _past_digests(people, day)
    digests = []
    for person in people:
        items = [
            report
            for report in owed
            if person.unit_id in standing[report.submission.unit_id] and report.concerns(person.role)
        ]
        if person.role == Role.PROVINCE_OFFICER:
            items += [report for report in sent if report.submission.period.root_id == person.unit_id]
        if person.pk not in had_digest and any((person.pk, item.key) not in known for item in items):
            digests.append(Digest(person, items))
    return digests


def _sent_reports(roots):
    submissions = Submission.objects.filter(state=SubmissionState.SENT, period__root__in=roots).select_related(
        "period", "unit"
    )
    return [SentReport(submission) for submission in submissions.order_by("sent_on", "pk")]


def _past_digests(people, day):
    """Return ({(person's id, key)} that are no news, {ids of those who had a digest on that day})."""
    recent = Notice.objects.filter(
        person__in=people, occasion__startswith="digest:", created_at__gte=official_now() - REMEMBERED
    ).values_list("person", "occasion", "about")
    known, had_digest = set(), set()
    for person_id, occasion, about in recent:
        known |= {(person_id, key) for key in about}
        if occasion == f"digest:{day}":
            had_digest.add(person_id)
    return known, had_digest
