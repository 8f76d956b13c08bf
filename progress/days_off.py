"""Days on which offices do not work and that no calendar knows; due dates that fall on them move."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.permissions import WHO, can_steer, require
from calendars.clock import now, today
from calendars.windows import ONE_DAY
from calendars.working_days import next_working_day
from progress.models import DayOff, Period, Submission
from texts.vietnamese import date_short

MOST_DAYS = 31


@transaction.atomic
def declare(window, reason, *, by):
    """Declare the days of a window; due dates on them, and dates granted, move to the next working day.

    Answers how many due dates moved. What has passed stays.
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
    off, moved = DayOff.objects.of(root.pk), 0
    for period in Period.objects.select_for_update().filter(root=root):
        for name in ("due_on", "summary_due_on"):
            if getattr(period, name) in days:
                setattr(period, name, next_working_day(getattr(period, name), off))
                period.save(update_fields=[name])
                moved += 1
    for submission in Submission.objects.filter(period__root=root, extended_to__in=days):
        submission.extended_to = next_working_day(submission.extended_to, off)
        submission.save(update_fields=["extended_to"])
        moved += 1
    return moved
