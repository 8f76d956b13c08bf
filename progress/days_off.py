"""Days on which offices do not work and that no calendar knows; due dates that fall on them move."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.permissions import WHO, can_steer, require
from calendars.clock import now, today
from calendars.windows import ONE_DAY
from calendars.working_days import next_working_day
from progress.models import DayOff, Period, State, Submission
from texts.vietnamese import date_short, sentence_case
from units.models import Unit

MOST_DAYS = 31


@dataclass(frozen=True)
class Moved:
    """A due date that moved from a declared day to the next working day; `what` is Vietnamese."""

    what: str
    before: date
    after: date

    def __str__(self):
        return f"{self.what}: {date_short(self.before)} → {date_short(self.after)}"


def visible_days_off(user):
    """The days that the person's own Department declared; none for the administrator."""
    if user.is_administrator:
        return DayOff.objects.none()
    return DayOff.objects.filter(root__in=Unit.objects.filter(descents__unit=user.unit_id))


def days_off_by_root(roots):
    """{Department's id: its declared days as a set} for those ids; one query."""
    found = defaultdict(set)
    for root_id, day in DayOff.objects.filter(root__in=roots).values_list("root", "day"):
        found[root_id].add(day)
    return found


@transaction.atomic
def declare(window, reason, *, by):
    """Declare the days of a window; due dates on them, granted and set ones too, move to the next working day.

    Answers what `Moved`. What has passed stays.
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
    record("day_off_declared", f"{date_short(window.start)} – {date_short(window.end)}", by=by, unit=by.unit,
           reason=reason)  # fmt: skip
    return _move_due_dates(by.unit, [day for day in days if day >= today()])


@transaction.atomic
def take_back(day_off, *, by):
    """Offices work on that day after all; due dates that have moved stay where they are."""
    require(can_steer(by) and day_off.root_id == by.unit_id, WHO.reviews())
    record("day_off_taken_back", date_short(day_off.day), by=by, unit=by.unit, reason=day_off.reason)
    day_off.delete()


def _move_due_dates(root, days):
    off, moved = DayOff.objects.of(root.pk), []
    periods = Period.objects.select_for_update().filter(root=root)
    for period in periods.filter(Q(due_on__in=days) | Q(summary_due_on__in=days)):
        name = sentence_case(f"báo cáo {period.title}")
        moved += _move(period, "due_on", name, days, off)
        moved += _move(period, "summary_due_on", f"{name} (tổng hợp)", days, off)
    asked = Submission.objects.filter(period__root=root).select_related("period", "unit")
    late_or_back = Q(extended_to__in=days) | Q(correct_by__in=days, state=State.RETURNED)
    for submission in asked.filter(late_or_back).order_by("unit__code", "pk"):
        name = f"{submission.unit}, báo cáo {submission.period.title}"
        moved += _move(submission, "extended_to", f"{name} (gia hạn)", days, off)
        moved += _move(submission, "correct_by", f"{name} (chỉnh sửa)", days, off)
    return moved


def _move(thing, field, name, days, off):
    before = getattr(thing, field)
    if before not in days:
        return []
    after = next_working_day(before, off)
    setattr(thing, field, after)
    thing.save(update_fields=[field])
    return [Moved(name, before, after)]
