"""The days on which a unit may have records: from when it followed another to its last day."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from core.accounts.permissions import units_filed_for
from core.lib.text.vietnamese import date_short
from core.units.keeping import kept_units
from core.units.models import Ancestry, Unit
from filing.models import FREE_KINDS, Submission


def refuse_outside_life(record, stored):
    """Raise ValidationError, at the field of the day, where the record is newly dated outside its unit's life."""
    dated = record.dated_in_life
    if dated is None or (stored and stored.dated_in_life == dated):
        return
    field, day = dated
    unit = record.unit
    if unit.valid_to and day > unit.valid_to:
        raise ValidationError({field: _after(unit)})
    # What the portal knows no former unit of is filed where it can be.
    former = _names_of(Unit.objects.filter(successions__successor=unit)) if day < unit.valid_from else ""
    if former and record.BEGINS_WITH_UNIT:
        message = _("The first day of %(unit)s was %(day)s. What came before belongs to: %(former)s.")
        words = {"unit": unit, "day": date_short(unit.valid_from), "former": former}
        raise ValidationError({field: message % words})


def _after(unit):
    words = {"unit": unit, "day": date_short(unit.valid_to)}
    following = _names_of(Unit.objects.filter(origins__predecessor=unit))
    if not following:
        return _("The last day of %(unit)s was %(day)s. Enter a day up to then.") % words
    message = _("The last day of %(unit)s was %(day)s. What came after belongs to: %(following)s.")
    return message % (words | {"following": following})


def _names_of(units):
    return ", ".join(unit.name for unit in units.order_by("code", "valid_from").distinct())


def unit_of_day(unit, commune, day):
    """Return the unit that a commune's record of that day belongs to: before its first day one that it keeps."""
    if day >= unit.valid_from:
        return unit
    links = Ancestry.objects.valid_on(day).filter(unit=commune, ancestor__in=kept_units(unit.pk).values("pk"))
    former = links.order_by("depth").select_related("ancestor").first()
    return former.ancestor if former else unit


def open_kept_units(user):
    """Return the ended units that new records of the user may belong to: those whose last day no report closed."""
    own_report = Submission.objects.filter(period=OuterRef("period"), unit=OuterRef(OuterRef("pk")))
    told = Q(unit=OuterRef("pk")) | (Q(unit=user.filing_unit_id) & ~Exists(own_report))
    closing = Submission.objects.filter(
        told, closed_through__gte=OuterRef("valid_to"), period__start__lte=OuterRef("valid_to")
    ).exclude(period__kind__in=FREE_KINDS)
    return units_filed_for(user).exclude(pk=user.filing_unit_id).filter(~Exists(closing)).order_by("code")
