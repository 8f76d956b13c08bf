"""Every change of a record goes through one of these, in one transaction.

Each locks the unit, so that a report is never frozen while a record of it is being saved.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.html import format_html
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _

from accounts.permissions import WHO, can_file, require
from calendars.clock import local_day, now, today
from indicators.facts import mark
from progress import areas, corrections
from progress.models import Declaration, State, Submission
from texts.vietnamese import date_short
from units.models import Unit

# A deletion can be undone for so long.
RESTORABLE_DAYS = settings.RETAIN_DELETED


class ClosedDays(ValidationError):
    """The record lies in days that a report has closed; the message names the report and who can open it."""


class Conflict(ValidationError):
    """Someone else saved the record since the form was opened; `current` is the record as it stands, or None."""

    def __init__(self, message, current):
        super().__init__(message)
        self.current = current


def lock_unit(unit_id):
    """Hold the unit until the transaction ends: one writer of its records and reports at a time."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit_id)


@transaction.atomic
def save_record(record, *, by):
    """Save a new or changed record; ValidationError (ClosedDays, Conflict) where it may not be.

    Checks the days it lay in before and those it lies in now, and marks both for the facts. Saving what is stored
    already, as where a form is sent again, writes nothing and makes no version.
    """
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    before = type(record).objects.filter(pk=record.pk, unit=record.unit_id).first() if record.pk else None
    if record.pk:
        refuse_stale(record, before)
    _write(record, before, by)
    return record


def refuse_stale(record, stored):
    """Raise Conflict where others saved or deleted what is `stored` since the version that the record carries."""
    if stored is None or stored.deleted_at:
        raise Conflict(_("This record was deleted meanwhile. What you typed is still below."), None)
    if stored.version != record.version:
        raise Conflict(
            _("%(who)s changed this record at %(when)s, after you opened it. Nothing of yours was saved yet.")
            % who_and_when(stored),
            stored,
        )


def who_and_when(record):
    """Who saved a record last, and when, as words: the day only where it is another one than today."""
    at = localtime(record.changed_at)
    when = f"{at:%H:%M}" if at.date() == local_day(now()) else f"{at:%H:%M} {date_short(at.date())}"
    return {"who": record.changed_by, "when": when}


def _write(record, before, by):
    if before:
        refuse_closed(before)
    else:
        record.created_by = by
        record.from_paper = by.unit_id != record.unit_id
    record.changed_by = by
    record._history_user = by
    record.full_clean(exclude=["created_by"])
    if before and not _differs(record, before):
        return
    record.version += 1
    record.save()
    record.refresh_from_db()
    refuse_closed(record)
    mark_changed(record, before)
    _withdraw_declarations(record)


def _differs(record, stored):
    typed = (one.attname for one in record._meta.concrete_fields if one.editable and not one.generated)
    return any(getattr(record, name) != getattr(stored, name) for name in typed)


def mark_changed(record, before=None):
    """Mark the days of a record, and those that it lay in before, for the facts."""
    days = {*record.marked_days, *(before.marked_days if before else ())}
    mark(type(record)._meta.label, record.unit_id, days)


def _withdraw_declarations(record):
    """What was filed speaks: a "nothing occurred" for the same task and day no longer holds."""
    if record.closing_day and areas.kind_of(type(record)).is_work:
        Declaration.objects.filter(
            Q(task=record.task_id) | Q(task__code__in=getattr(record, "also", ())),
            unit=record.unit_id,
            start__lte=record.closing_day,
            end__gte=record.closing_day,
        ).delete()


def refuse_closed(record):
    """Raise ClosedDays where a report has closed the record's day."""
    closing = closing_submission(record)
    if closing:
        raise ClosedDays(closed_message(closing))


def closing_submission(record):
    """The submission that makes this record read-only, or None; what a returned report asks to be corrected is open."""
    if not record.closing_day:
        return None
    closing = (
        Submission.objects.closing(record.unit_id, record.closing_day).select_related("period", "snapshot").first()
    )
    return None if closing is None or corrections.opens(record) else closing


def closed_message(submission):
    """Why it is closed, since when, and who can open it."""
    period, last = submission.period, submission.snapshot
    if not submission.is_frozen:
        returned = _(
            "The Department returned the report of {} with remarks on single things: only these can be changed."
        )
        # The period is named in Vietnamese, whatever the language of the page.
        return format_html(returned, format_html('<span lang="vi">{}</span>', period.title))
    who = WHO.signs_off() if submission.state == State.WITH_HEAD else WHO.reviews()
    return _(
        "The days %(start)s to %(end)s are closed since %(since)s, because the report of %(period)s was handed in. "
        "They can be opened again by: %(who)s."
    ) % {
        "start": date_short(period.start),
        "end": date_short(submission.closed_through),
        "since": date_short(last.day),
        "period": period.title,
        "who": who,
    }


@transaction.atomic
def delete_record(record, *, by):
    """Take a record out of every list and figure; `restore_record` undoes it within RESTORABLE_DAYS."""
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    refuse_closed(record)
    _set_deleted(record, now(), by)


@transaction.atomic
def restore_record(record, *, by):
    """Bring a deleted record back as it was; ValidationError where it is too late, or another has taken its place."""
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    if record.deleted_at < restorable_since():
        late = _("This was deleted more than %s days ago and can no longer be brought back.")
        raise ValidationError(late % RESTORABLE_DAYS)
    refuse_closed(record)
    record.deleted_at = None
    record.validate_constraints()
    _set_deleted(record, None, by)


def restorable_since():
    """The instant since when a deletion can be undone: the beginning of the day RESTORABLE_DAYS before today."""
    first = today() - timedelta(days=RESTORABLE_DAYS)
    return datetime.combine(first, time.min, tzinfo=get_default_timezone())


def _set_deleted(record, at, by):
    record.deleted_at, record.changed_by = at, by
    record.version += 1
    record._history_user = by
    record.save()
    mark_changed(record)


@transaction.atomic
def declare_none(unit, task, window, *, by):
    """State that under a task nothing occurred within a window; ValidationError where that is closed, or work filed."""
    lock_unit(unit.pk)
    require(can_file(by, unit.pk), WHO.files())
    closing = Submission.objects.closing(unit.pk, window.end).select_related("period").first()
    if closing:
        raise ClosedDays(closed_message(closing))
    if areas.is_filed_under(task, unit.pk, window):
        raise ValidationError(_("Work is filed under this task in this period: you cannot say that nothing occurred."))
    Declaration.objects.update_or_create(
        unit=unit, task=task, start=window.start, end=window.end, defaults={"by": by, "day": today()}
    )


@transaction.atomic
def withdraw_declaration(declaration, *, by):
    """Take back a "nothing occurred"."""
    lock_unit(declaration.unit_id)
    require(can_file(by, declaration.unit_id), WHO.files())
    closing = Submission.objects.closing(declaration.unit_id, declaration.end).select_related("period").first()
    if closing:
        raise ClosedDays(closed_message(closing))
    declaration.delete()
