"""Taking rows in: checked again under lock, and made all or none."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_administer, require
from core.lib.pages.seen import require_seen
from core.units.locks import lock_units
from operations.administration.bulk.sheet import version_shown


@transaction.atomic
def take_in(sheet_class, rows, *, by, seen=None):
    """Make what the rows say, all or none, and return what to tell.

    ValidationError where a row can't be made, or where the preview `seen` showed something else.
    """
    require(can_administer(by), WHO.administers())
    named = sheet_class(by)
    lock_units(unit.pk for row in rows if (unit := named.unit_of(row.cells[0])))
    sheet = sheet_class(by)
    checked = sheet.check(rows)
    require_seen(seen, version_shown(checked))
    if not checked or any(row.reasons for row in checked):
        raise ValidationError(_("Some rows need correcting. Check them again."))
    return sheet.make(checked)
