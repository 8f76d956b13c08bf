"""The acts on a change of units: prepare, take back, confirm, undo; and what takes effect on its day."""

import logging

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import AuditEntry, Role, User
from core.accounts.permissions import WHO, can_administer, can_steer, require
from core.lib.dates.clock import official_now, today
from core.lib.journal import Journal
from core.lib.pages.seen import require_seen, version_of
from core.lib.text.vietnamese import date_short
from core.lib.typed.rows import Row
from core.notifications.verbs import notify
from core.units import reform
from core.units.models import Unit
from models_sites.models import Site
from operations.administration.bulk.sheet import version_shown
from operations.administration.changes.consequences import Finder
from operations.administration.changes.effects import Applied, apply_dated, apply_on_the_day
from operations.administration.changes.filed import filed_on
from operations.administration.changes.lines import Line
from operations.administration.changes.sheet import ChangeSheet
from operations.administration.changes.site_transfers import days_counted, mark
from operations.administration.models import ChangeState, UnitChange

log = logging.getLogger(__name__)


def changes_of(user):
    """Return the changes of the units that the person's own leads: of administrator and Department; none for others."""
    if not (can_administer(user) or user.is_department):
        return UnitChange.objects.none()
    return UnitChange.objects.filter(root=user.unit_id).select_related(
        "root", "prepared_by", "confirmed_by", "ended_by"
    )


def lines_of(change):
    """Return the lines of a change, typed."""
    return msgspec.convert(change.lines, list[Line])


def sheet_of(change):
    """Return the change's sheet and its rows, held against the units as they are now."""
    sheet = ChangeSheet(change.root, change.day)
    return sheet, sheet.check([Row(number, line.cells) for number, line in enumerate(lines_of(change), 1)])


def applied_of(change):
    """Return what was done of a change, and its journal."""
    applied = msgspec.convert(change.applied, Applied, str_keys=True)
    return applied, Journal(applied.acts)


def version_waiting(change, rows, found):
    """Return the version of the page on which a change is decided: its lines, and what they bring along."""
    return version_of(change, version_shown(rows), found.shown)


@transaction.atomic
def prepare(title, basis, day, rows, *, by, seen=None):
    """Keep a change for the Department to confirm; ValidationError where a line does not fit."""
    require(can_administer(by), WHO.administers())
    root = Unit.objects.select_for_update(no_key=True).get(pk=by.unit_id)
    sheet = ChangeSheet(root, day)
    checked = sheet.check(rows)
    require_seen(seen, version_shown(checked))
    _refuse_rows(checked)
    lines = msgspec.to_builtins([row.thing for row in checked])
    change = UnitChange(root=root, title=title, basis=basis, day=day, lines=lines)
    change.prepared_by, change.prepared_at = by, official_now()
    change.clean_fields(exclude=["applied", "confirmed_by", "confirmed_at", "ended_by", "ended_at"])
    change.save()
    log_action("change_prepared", _subject(change), by=by, unit=root)
    _tell(change, (Role.PROVINCE_OFFICER,), "prepared", "chờ Sở xác nhận", "Đề nghị anh/chị xem và xác nhận.")
    return change


@transaction.atomic
def take_back(change, *, by, seen=None):
    """Withdraw a change that waits for the Department."""
    require(can_administer(by), WHO.administers())
    change = _locked(change, ChangeState.WAITING)
    _end(change, ChangeState.TAKEN_BACK, by)
    log_action("change_taken_back", _subject(change), by=by, unit=change.root)


@transaction.atomic
def confirm(change, *, by, seen=None):
    """Apply a change whole, for the Department; what has no first day of its own follows on the change's day."""
    change = _locked(change, ChangeState.WAITING)
    require(can_steer(by) and change.root_id == by.unit_id, WHO.reviews())
    sheet, rows = sheet_of(change)
    require_seen(seen, version_waiting(change, rows, Finder(sheet.plan, change.root).find()))
    _refuse_rows(rows)
    journal, root = Journal(), change.root
    applied = apply_dated(sheet.plan, root, journal)
    if change.day <= today():
        apply_on_the_day(applied, root, journal)
        change.is_in_effect = True
    change.state, change.confirmed_by, change.confirmed_at = ChangeState.CONFIRMED, by, official_now()
    _keep(change, applied, journal)
    log_action("change_confirmed", _subject(change), by=by, unit=root)
    _tell(change, (Role.ADMINISTRATOR,), "confirmed", "Sở đã xác nhận", "Việc thay đổi đơn vị đã được thực hiện.")
    return change


@transaction.atomic
def undo(change, *, by, seen=None):
    """Undo a change whole; ValidationError with what was filed on it."""
    change = _locked(change, ChangeState.CONFIRMED)
    require(can_steer(by) and change.root_id == by.unit_id, WHO.reviews())
    applied, journal = applied_of(change)
    filed = filed_on(change, applied, journal)
    require_seen(seen, version_confirmed(change, filed))
    if filed:
        told = ", ".join(f"{what} ({number})" for what, number in filed)
        raise ValidationError(_("It cannot be undone, since something was entered since: %s.") % told)
    made, counted = journal.made(Unit), days_counted(journal.changed(Site, "unit"))
    reform.undo(journal, set(AuditEntry.objects.filter(unit__in=made).values_list("unit", flat=True)))
    mark(counted)
    change.refresh_from_db(fields=["root"])
    change.is_in_effect, change.applied = False, {}
    _end(change, ChangeState.UNDONE, by)
    log_action("change_undone", _subject(change), by=by, unit=change.root)


def version_confirmed(change, filed):
    """Return the version of the page on which a confirmed change is undone."""
    return version_of(change, *filed)


def take_effect():
    """Do what confirmed changes do on their day, of all whose day has come; a change that fails holds up no other."""
    for pk in UnitChange.objects.filter(**DUE, day__lte=today()).order_by("day", "pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                change = UnitChange.objects.select_for_update(of=("self",)).filter(**DUE, pk=pk).first()
                if change:
                    applied, journal = applied_of(change)
                    apply_on_the_day(applied, change.root, journal)
                    change.is_in_effect = True
                    _keep(change, applied, journal)
        except ValidationError:
            log.exception("Change of units %s", pk)


DUE = {"state": ChangeState.CONFIRMED, "is_in_effect": False}


def _locked(change, state):
    locked = UnitChange.objects.select_for_update(of=("self",)).select_related("root").get(pk=change.pk)
    if locked.state != state:
        raise ValidationError(_("Someone else has already decided on this change."))
    return locked


def _refuse_rows(rows):
    if not rows or any(row.reasons for row in rows):
        raise ValidationError(_("Some rows need correcting. Check them again."))


def _keep(change, applied, journal):
    applied.acts = journal.stored()
    change.applied = msgspec.to_builtins(applied, str_keys=True)
    change.save(update_fields=["applied", "is_in_effect", "state", "confirmed_by", "confirmed_at"])


def _end(change, state, by):
    change.state, change.ended_by, change.ended_at = state, by, official_now()
    change.save(update_fields=["state", "ended_by", "ended_at", "is_in_effect", "applied"])


def _subject(change):
    return f"{change.title} ({date_short(change.day)})"


def _tell(change, roles, occasion, what, text):
    people = User.objects.filter(unit=change.root_id, role__in=roles, is_active=True)
    notify(
        people,
        occasion=f"unit-change:{occasion}:{change.pk}",
        subject=f"Thay đổi đơn vị từ {date_short(change.day)}: {what}",
        text=text,
        path=reverse("administration:change", args=[change.pk]),
    )
