"""The verbs on declared days off; due dates on them move to the next working day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.lib.dates.clock import now, today
from core.lib.dates.windows import ONE_DAY
from core.lib.dates.working_days import next_working_day
from core.lib.text.vietnamese import date_short, sentence_case
from core.units.models import Unit
from filing.models import DayOff, Period, Submission, SubmissionState

MOST_DAYS = 31


@dataclass(frozen=True)
class MovedDueDate:
    """A due date that moved to the next working day; `what` names it in Vietnamese."""

    what: str
    old: date
    new: date

    def __str__(self):
        return f"{self.what}: {date_short(self.old)} → {date_short(self.new)}"


def visible_days_off(user):
    """Return the days that the person's own Department declared; none for an administrator."""
    if user.is_administrator:
        return DayOff.objects.none()
    return DayOff.objects.filter(root__in=Unit.objects.filter(descents__unit=user.unit_id))


def days_off_by_root(roots):
    """Return {Department's id: its declared days as a set}; one query."""
    days = defaultdict(set)
    for root_id, day in DayOff.objects.filter(root__in=roots).values_list("root", "day"):
        days[root_id].add(day)
    return days


@transaction.atomic
def declare(window, reason, *, by):
    """Declare the days of a window as days off and return the due dates that moved.

    Due dates on them, extended ones and those of corrections too, move to the next working day. Past ones stay.
    """
    require(can_steer(by), WHO.reviews())
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: people see it beside the due date.")})
    if window.days > MOST_DAYS:
        raise ValidationError({"end": _("At most %s days at once.") % MOST_DAYS})
    days = [window.start + number * ONE_DAY for number in range(window.days)]
    DayOff.objects.bulk_create(
        [DayOff(root=by.unit, day=day, reason=reason.strip(), declared_by=by, declared_at=now()) for day in days],
        ignore_conflicts=True,
    )
    log_action(
        "day_off_declared", f"{date_short(window.start)} – {date_short(window.end)}", by=by, unit=by.unit, reason=reason
    )
    return _move_due_dates(by.unit, [day for day in days if day >= today()])


@transaction.atomic
def take_back(day_off, *, by):
    """Take back a declared day off; due dates that have moved stay where they are."""
    require(can_steer(by) and day_off.root_id == by.unit_id, WHO.reviews())
    log_action("day_off_taken_back", date_short(day_off.day), by=by, unit=by.unit, reason=day_off.reason)
    day_off.delete()


def _move_due_dates(root, days):
    days_off, moved = DayOff.objects.of(root.pk), []
    periods = Period.objects.select_for_update().filter(root=root)
    for period in periods.filter(Q(due_on__in=days) | Q(summary_due_on__in=days)):
        name = sentence_case(f"báo cáo {period.title}")
        moved += _move(period, "due_on", name, days, days_off)
        moved += _move(period, "summary_due_on", f"{name} (tổng hợp)", days, days_off)
    submissions = Submission.objects.filter(period__root=root).select_related("period", "unit")
    has_own_due_date = Q(extended_to__in=days) | Q(correct_by__in=days, state=SubmissionState.RETURNED)
    for submission in submissions.filter(has_own_due_date).order_by("unit__code", "pk"):
        name = f"{submission.unit}, báo cáo {submission.period.title}"
        moved += _move(submission, "extended_to", f"{name} (gia hạn)", days, days_off)
        moved += _move(submission, "correct_by", f"{name} (chỉnh sửa)", days, days_off)
    return moved


def _move(row, field, name, days, days_off):
    old = getattr(row, field)
    if old not in days:
        return []
    new = next_working_day(old, days_off)
    setattr(row, field, new)
    row.save(update_fields=[field])
    return [MovedDueDate(name, old, new)]
