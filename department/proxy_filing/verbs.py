"""Filing in the name of a unit that sent its work on paper: a mode of the Department's officer.

It lasts until it is ended, past the day and the log-out, and every page says so meanwhile. What is filed in it is
marked (`Entry.from_paper`, `Submission.from_paper`), and the unit is notified.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.audit import log_action, logged_actions
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_file_from_paper, require
from core.lib.dates.clock import today
from core.notifications.verbs import notify
from core.units.keeping import kept_units, units_standing_for
from core.units.models import Unit
from core.units.reporting import counted_units
from filing.models import Submission

OF_UNIT = (Role.OFFICER, Role.HEAD)
ACTS = ("paper_begun", "paper_ended")


def units_on_paper(user):
    """Return the units for which a paper can be typed in.

    Those below the person's own that report today, ended ones that still owe a report, and those that it keeps itself.
    """
    reporting = Unit.objects.reporting_to(user.unit, today())
    owing = Submission.objects.of_districts().owed().filter(period__root=user.unit_id, unit__valid_to__lt=today())
    return Unit.objects.filter(
        Q(pk__in=reporting.values("pk"))
        | Q(pk__in=owing.values("unit"))
        | Q(pk__in=counted_units(user.unit_id).filter(pk__in=kept_units(user.unit_id)).values("pk"))
    )


def acts_on_paper(user):
    """Return the audit log of papers that were typed in, the latest first."""
    return logged_actions().visible_to(user).filter(action__in=ACTS)


@transaction.atomic
def begin(unit, reason, *, by):
    """Begin to file in the unit's name; `reason` names the paper by number and day."""
    require(can_file_from_paper(by, unit.pk), WHO.reviews())
    person = User.objects.select_for_update().get(pk=by.pk)
    if person.acting_for_id:
        raise ValidationError(
            _(
                "You are entering data for %s from paper. Finish that first, so that nothing is entered for the "
                "wrong unit."
            )
            % person.acting_for
        )
    if not units_on_paper(by).filter(pk=unit.pk).exists():
        raise ValidationError({"unit": _("This unit does not report, so nothing can be entered for it.")})
    if not reason.strip():
        raise ValidationError({"number": _("Enter the number and date of the paper.")})
    _act_for(unit, by)
    log_action("paper_begun", str(unit), by=by, unit=unit, reason=reason)
    _notify_unit(unit)


@transaction.atomic
def end(*, by):
    """End filing in a unit's name; return the unit, or None where it was ended already."""
    unit = User.objects.select_for_update().get(pk=by.pk).acting_for
    if unit is None:
        return None
    _act_for(None, by)
    log_action("paper_ended", str(unit), by=by, unit=unit)
    _notify_unit(unit)
    return unit


def _act_for(unit, by):
    by.acting_for = unit
    by.save(update_fields=["acting_for"])


def _notify_unit(unit):
    """Notify the unit's people once a day; which paper it was stands in the audit log, not in a mail."""
    notify(
        User.objects.filter(unit__in=units_standing_for(unit.pk), role__in=OF_UNIT, is_active=True),
        occasion=f"paper:{unit.pk}:{today().isoformat()}",
        subject=f"Sở nhập thay số liệu của {unit.name_in_sentence} từ bản giấy",
        text=(
            "Chuyên viên Sở nhập thay số liệu theo bản giấy đơn vị đã gửi. Nội dung nhập thay có ghi “Sở nhập từ bản "
            "giấy”. Đề nghị đơn vị kiểm tra và báo lại Sở nếu có sai sót."
        ),
        path=reverse("reports:home"),
    )
