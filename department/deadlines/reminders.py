"""Reminders that the Department sends by hand to units that owe a report of a period."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db import transaction

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.lib.dates.clock import official_now, today
from core.notifications.models import Notice
from core.notifications.verbs import Message, notify_each
from core.units.keeping import standing_for_each
from department.deadlines.digests import REMEMBERED
from department.deadlines.owed_reports import OwedReport, owed_report, people_reminded
from filing.models import Period, Submission
from filing.submissions.days_off import days_off_by_root
from filing.submissions.notifications import name_of_report


@dataclass(frozen=True)
class Debtor:
    """A unit that owes its report: whom a reminder would reach, and when the last one went out."""

    owed: OwedReport
    people: list
    last_on: date | None
    is_reminded_today: bool

    @property
    def can_be_reminded(self):
        return bool(self.people) and not self.is_reminded_today


def debtors(period):
    """Return the units that owe the period's report; a fixed number of queries."""
    owed = Submission.objects.filter(period=period).of_districts().owed().select_related("unit")
    submissions = list(owed.order_by("unit__code"))
    for submission in submissions:
        submission.period = period
    off = days_off_by_root([period.root_id])[period.root_id]
    standing = standing_for_each([submission.unit for submission in submissions])
    people = list(people_reminded(set(chain(*standing.values()))))
    people_by_unit = {
        unit_id: [person for person in people if person.unit_id in units] for unit_id, units in standing.items()
    }
    last = _last_reminded([person for people in people_by_unit.values() for person in people])
    occasions = [_occasion(submission) for submission in submissions]
    used = set(Notice.objects.filter(occasion__in=occasions).values_list("occasion", flat=True))
    return [
        Debtor(
            owed_report(submission, today(), off),
            people_by_unit[submission.unit_id],
            last.get(str(submission.pk)),
            _occasion(submission) in used,
        )
        for submission in submissions
    ]


def _last_reminded(people):
    """Return {report's id as text: the last day on which one of the people was reminded of it}."""
    last = {}
    recent = Notice.objects.filter(person__in=people, is_reminder=True, created_at__gte=official_now() - REMEMBERED)
    for occasion, about in recent.values_list("occasion", "about"):
        day = date.fromisoformat(occasion.rpartition(":")[2])
        for key in about:
            sort, pk, *_rest = key.split(":")
            if sort == "report":
                last[pk] = max(day, last.get(pk, day))
    return last


def _occasion(submission):
    return f"reminder:{submission.pk}:{today()}"


@transaction.atomic
def remind(period, unit_ids, *, by):
    """Remind officer and head of those units (`Nhắc nộp`) that their report is owed; return the units reminded.

    A unit is reminded once a day at most; units that owe nothing or have nobody to remind are left out.
    """
    require(can_steer(by) and period.root_id == by.unit_id, WHO.reviews())
    # Of two officers who remind at once the second finds the units reminded.
    Period.objects.select_for_update().get(pk=period.pk)
    reminded = [
        debtor for debtor in debtors(period) if debtor.can_be_reminded and debtor.owed.submission.unit_id in unit_ids
    ]
    for debtor in reminded:
        submission = debtor.owed.submission
        message = Message(
            subject=f"Sở nhắc gửi: {name_of_report(submission)}",
            text=f"{debtor.owed.words}\nĐề nghị đơn vị khẩn trương hoàn thành và gửi Sở.",
            path=debtor.owed.path,
            about=(f"report:{submission.pk}:{debtor.owed.due_on}:asked",),
        )
        notify_each([(person, message) for person in debtor.people], occasion=_occasion(submission), is_reminder=True)
        log_action("reminded", str(submission), by=by, unit=submission.unit)
    return [debtor.owed.submission.unit for debtor in reminded]
