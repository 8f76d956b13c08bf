"""The verbs that change records and declarations; nothing else writes them.

Each is one transaction and locks the unit, so that a report is never frozen while a record of it is being saved.
"""

from copy import copy
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_file, require
from core.indicators.facts import mark_dirty
from core.lib.dates.clock import official_now, today
from core.lib.pages.seen import require_seen
from core.lib.text.vietnamese import date_short
from core.units.locks import lock_unit
from filing import areas
from filing.errors import ClosedDays, Conflict
from filing.models import Declaration, Submission
from filing.records.closed_days import closed_message, refuse_closed, refuse_reaching
from filing.records.days_of_units import refuse_outside_life
from filing.submissions.scopes import told_with

# How long a deletion can be undone.
RESTORABLE_DAYS = settings.RETAIN_DELETED


@transaction.atomic
def save_record(record, *, by):
    """Save a new or changed record; ValidationError (ClosedDays, Conflict) where it must not be saved.

    Checks its old and its new days, and marks both for the statistics. Saving what is stored already, as when a form
    is sent again, writes nothing and makes no version.
    """
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    stored = type(record).objects.filter(pk=record.pk, unit=record.unit_id).first() if record.pk else None
    if record.pk:
        refuse_stale(record, stored)
    _write(record, stored, by)
    return record


def refuse_stale(record, stored):
    """Raise Conflict where someone saved or deleted the `stored` record after the version that was opened."""
    if stored is None or stored.deleted_at:
        raise Conflict(_("Someone else deleted this entry. What you typed is still below."), None)
    if stored.version != record.version:
        raise Conflict(
            _("%(who)s changed this entry at %(when)s, after you opened it. Your changes have not been saved.")
            % who_and_when(stored),
            stored,
        )


def who_and_when(record):
    """Return who saved a record last, and when, as words; with the day unless it is today."""
    at = localtime(record.changed_at)
    when = f"{at:%H:%M}" if at.date() == today() else f"{at:%H:%M} {date_short(at.date())}"
    return {"who": record.changed_by, "when": when}


def _write(record, stored, by):
    if stored:
        refuse_closed(stored)
    else:
        record.created_by = by
        record.from_paper = by.files_from_paper
    record.changed_by = by
    record._history_user, record._history_date = by, official_now()
    record.full_clean(exclude=["created_by"])
    if stored and not _is_changed(record, stored):
        return
    refuse_outside_life(record, stored)
    refuse_reaching(record, stored)
    record.version += 1
    record.save()
    record.refresh_from_db()
    refuse_closed(record)
    mark_changed(record, stored)
    _withdraw_declarations(record)


def _is_changed(record, stored):
    fields = (field for field in record._meta.concrete_fields if field.editable and not field.generated)
    return any(getattr(record, field.attname) != getattr(stored, field.attname) for field in fields)


def mark_changed(record, stored=None):
    """Mark the days of a record, and those of its stored version, for the statistics."""
    days = {*record.marked_days, *(stored.marked_days if stored else ())}
    for unit_id in record.counted_under:
        mark_dirty(type(record)._meta.label, unit_id, days)


def _withdraw_declarations(record):
    """Delete each "nothing occurred" for the same task and day, which the record contradicts."""
    if record.closing_day and areas.kind_of(type(record)).is_work:
        Declaration.objects.filter(
            Q(task=record.task_id) | Q(task__code__in=getattr(record, "also", ())),
            unit=record.unit_id,
            start__lte=record.closing_day,
            end__gte=record.closing_day,
        ).delete()


@transaction.atomic
def delete_record(record, *, by, seen=None):
    """Delete a record from every list and figure; `restore_record` undoes it within RESTORABLE_DAYS."""
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    if seen is not None:
        stored = type(record).objects.filter(pk=record.pk).values_list("version", flat=True)
        require_seen(seen, str(stored.first()))
    refuse_closed(record)
    stored = copy(record)
    record.deleted_at = official_now()
    refuse_reaching(record, stored)
    _set_deleted(record, record.deleted_at, by)


@transaction.atomic
def restore_record(record, *, by):
    """Restore a deleted record; ValidationError where it is too late, or another took its place."""
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    if record.deleted_at < restorable_since():
        late = _("This was deleted more than %s days ago and cannot be restored.")
        raise ValidationError(late % RESTORABLE_DAYS)
    refuse_closed(record)
    record.deleted_at = None
    record.validate_constraints()
    record.check_beside()
    refuse_reaching(record, None)
    _set_deleted(record, None, by)


def restorable_since():
    """Return the earliest instant of a deletion that can be undone: a day's beginning."""
    first = today() - timedelta(days=RESTORABLE_DAYS)
    return datetime.combine(first, time.min, tzinfo=get_default_timezone())


def _set_deleted(record, at, by):
    record.deleted_at, record.changed_by = at, by
    record.version += 1
    record._history_user, record._history_date = by, official_now()
    record.save()
    mark_changed(record)


@transaction.atomic
def declare_none(unit, task, window, *, by):
    """Declare that nothing occurred under a task in a window.

    ValidationError where the window is closed, or work is filed.
    """
    lock_unit(unit.pk)
    require(can_file(by, unit.pk), WHO.files())
    closing = Submission.objects.closing(unit.pk, window.end).select_related("period").first()
    if closing:
        raise ClosedDays(closed_message(closing))
    if areas.is_filed_under(task, told_with(unit.pk, window), window):
        raise ValidationError(
            _("There are entries for this task in this period, so you cannot declare that nothing occurred.")
        )
    Declaration.objects.update_or_create(
        unit=unit, task=task, start=window.start, end=window.end, defaults={"by": by, "day": today()}
    )


@transaction.atomic
def withdraw_declaration(declaration, *, by):
    """Withdraw a "nothing occurred"."""
    lock_unit(declaration.unit_id)
    require(can_file(by, declaration.unit_id), WHO.files())
    closing = Submission.objects.closing(declaration.unit_id, declaration.end).select_related("period").first()
    if closing:
        raise ClosedDays(closed_message(closing))
    declaration.delete()
