"""The verbs on declared days off and working days; due dates on days off move to the next working day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.directives.models import Clause, RelatedDocument
from core.lib.dates.clock import official_now, today
from core.lib.dates.windows import ONE_DAY
from core.lib.dates.working_days import DeclaredDays, next_working_day
from core.lib.pages.seen import ChangedSince, require_seen, version_of
from core.lib.text.vietnamese import date_short, sentence_case
from core.units.models import Unit
from filing.models import DayOff, Period, Submission, SubmissionState
from filing.models.periods import declared_days

MAX_DAYS = 31


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
    """Return {Department's id: its `DeclaredDays`}, without any for one that declared none; one query."""
    rows = defaultdict(list)
    for root_id, *row in DayOff.objects.filter(root__in=roots).values_list("root", "day", "is_worked"):
        rows[root_id].append(row)
    return defaultdict(DeclaredDays, {root_id: declared_days(days) for root_id, days in rows.items()})


def declare(window, reason, *, by):
    """Declare the days of a window as days off and return the due dates that moved."""
    if window.days > MAX_DAYS:
        raise ValidationError({"end": _("At most %s days at a time.") % MAX_DAYS})
    return declare_days([window.start + number * ONE_DAY for number in range(window.days)], [], reason, by=by)


@transaction.atomic
def declare_days(off, worked, reason, *, by):
    """Declare days off and working days, as a decision swaps them, and return the due dates that moved.

    Due dates on the days off move to the next working day: those of reports, extended ones and those of corrections,
    and those of the Department's directives. Past ones stay.
    """
    require(can_steer(by), WHO.reviews())
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason. Units see it.")})
    _refuse_contradictions(by.unit, off, worked)
    common = {"root": by.unit, "reason": reason.strip(), "declared_by": by, "declared_at": official_now()}
    rows = [DayOff(day=day, is_worked=is_worked, **common) for is_worked, days in _by_kind(off, worked) for day in days]
    DayOff.objects.bulk_create(rows, ignore_conflicts=True)
    for is_worked, days in _by_kind(off, worked):
        if days:
            act = "working_day_declared" if is_worked else "day_off_declared"
            log_action(act, spans(days), by=by, unit=by.unit, reason=reason)
    return _move_due_dates(by.unit, [day for day in off if day >= today()])


def _by_kind(off, worked):
    return ((False, off), (True, worked))


def _refuse_contradictions(root, off, worked):
    """Raise ValidationError where a day would be declared both off and worked."""
    both = {*off} & {*worked}
    for is_worked, days in _by_kind(off, worked):
        stored = DayOff.objects.filter(root=root, day__in=days, is_worked=not is_worked)
        both |= set(stored.values_list("day", flat=True))
    if both:
        days = ", ".join(map(date_short, sorted(both)))
        raise ValidationError(_("Both a day off and a working day: %s. Withdraw one first.") % days)


def spans(days):
    """Return days as words, with those one after the other as `16/2/2026 – 20/2/2026`."""
    found: list[list[date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == ONE_DAY:
            found[-1][1] = day
        else:
            found.append([day, day])
    return ", ".join(date_short(a) if a == b else f"{date_short(a)} – {date_short(b)}" for a, b in found)


@transaction.atomic
def take_back(day_off, *, by, seen=None):
    """Take back a declared day and return the due dates that moved.

    Those that moved from a day off stay where they are; those on a day worked after all move on.
    """
    day_off = DayOff.objects.select_for_update().filter(pk=day_off.pk).first()
    if day_off is None:
        raise ChangedSince
    require(can_steer(by) and day_off.root_id == by.unit_id, WHO.reviews())
    require_seen(seen, version_of(day_off))
    act = "working_day_taken_back" if day_off.is_worked else "day_off_taken_back"
    log_action(act, date_short(day_off.day), by=by, unit=by.unit, reason=day_off.reason)
    day_off.delete()
    return _move_due_dates(by.unit, [day_off.day]) if day_off.is_worked and day_off.day >= today() else []


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
    return moved + _move_in_directives(root, days, days_off)


def _move_in_directives(root, days, days_off):
    """Move the due dates of tasks and of documents asked for; those of one directive and day are one."""
    codes = defaultdict(list)
    for clause in Clause.objects.filter(directive__issuer=root, due_on__in=days).select_related("directive"):
        for moved in _move(clause, "due_on", clause.directive.number, days, days_off):
            codes[moved].append(clause.code)
    found = [
        MovedDueDate(f"Nhiệm vụ {', '.join(of_one)} của văn bản {moved.what}", moved.old, moved.new)
        for moved, of_one in codes.items()
    ]
    for document in RelatedDocument.objects.filter(directive__issuer=root, due_on__in=days).select_related("directive"):
        name = f"Văn bản “{document.subject}” theo {document.directive.number}"
        found += _move(document, "due_on", name, days, days_off)
    return found


def _move(row, field, name, days, days_off):
    old = getattr(row, field)
    if old not in days:
        return []
    new = next_working_day(old, days_off)
    setattr(row, field, new)
    row.save(update_fields=[field])
    return [MovedDueDate(name, old, new)]
