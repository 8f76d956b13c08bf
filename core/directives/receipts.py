"""The acknowledgement of directives by the units, and the notices by which they are told and reminded."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_steer, require
from core.directives.models import Acknowledgement, Directive
from core.lib.dates.clock import today
from core.lib.text.vietnamese import date_short
from core.notifications.verbs import notify
from core.units.keeping import all_standing_for, units_and_kept
from core.units.models import Unit

OPEN_IT = "Anh/chị mở văn bản và bấm “Đã nhận”."


def units_notified(directive):
    """Return the units that acknowledge the directive: those that report to its issuer today."""
    return Unit.objects.reporting_to(directive.issuer_id, today())


def units_without(directive):
    """Return the units that have not yet acknowledged the directive, nor keep one that has."""
    return units_notified(directive).exclude(pk__in=all_standing_for(directive.acknowledgements.values("unit")))


def receipt_of(directive, unit_id):
    """Return the unit's acknowledgement, or that of one whose files it keeps; None where nobody said so."""
    given = directive.acknowledgements.filter(unit__in=units_and_kept(unit_id)).select_related("unit", "by")
    return next((receipt for receipt in given if receipt.unit_id == unit_id), None) or given.first()


def may_acknowledge(user, directive):
    """Return whether officer or head may acknowledge the directive for their unit; not whether they have."""
    return user.is_district and not directive.is_draft and units_notified(directive).filter(pk=user.unit_id).exists()


@transaction.atomic
def acknowledge(directive, *, by):
    """Note that the user's unit received the directive; what is noted already stays."""
    stored = Directive.objects.select_for_update().get(pk=directive.pk)
    require(may_acknowledge(by, stored), WHO.asks())
    if receipt := receipt_of(stored, by.unit_id):
        return receipt
    log_action("directive_acknowledged", stored.number, by=by, unit=by.unit)
    return Acknowledgement.objects.create(directive=stored, unit=by.unit, by=by, day=today())


def notify_units(directive):
    """Notify officers and heads of the units that the directive is published."""
    issued = f"{directive.number} ngày {date_short(directive.issued_on)}"
    changed = f", sửa đổi, bổ sung văn bản {directive.amends.number}" if directive.amends_id else ""
    notify(
        _people_of(units_notified(directive)),
        occasion=f"directive:{directive.pk}",
        subject=f"Công văn hướng dẫn mới: {directive.number}",
        text=f"Sở đã ban hành văn bản {issued}{changed}: {directive.subject}.\n{OPEN_IT}",
        path=reverse("directives:detail", args=[directive.pk]),
    )


@transaction.atomic
def remind(directive, *, by):
    """Remind the units that have not acknowledged the directive, once a day at most; return how many units."""
    stored = Directive.objects.select_for_update().get(pk=directive.pk)
    require(can_steer(by) and stored.issuer_id == by.unit_id, WHO.reviews())
    units = [] if stored.is_draft else list(units_without(stored))
    if not units:
        raise ValidationError(_("All units have acknowledged it."))
    notify(
        _people_of(units),
        occasion=f"directive:{stored.pk}:{today()}",
        subject=f"Nhắc xác nhận đã nhận văn bản {stored.number}",
        text=f"Đơn vị chưa xác nhận đã nhận văn bản {stored.number}: {stored.subject}.\n{OPEN_IT}",
        path=reverse("directives:detail", args=[stored.pk]),
    )
    log_action("directive_reminded", f"{stored.number}: {', '.join(map(str, units))}", by=by, unit=stored.issuer)
    return len(units)


def _people_of(units):
    return User.objects.filter(unit__in=units, role__in=(Role.OFFICER, Role.HEAD), is_active=True)
