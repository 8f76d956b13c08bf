"""A field to choose one of 150 units: the province and its districts first, then each district's communes."""

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.pages.forms import DataSelect
from core.lib.text.alphabetical import alphabetical
from core.units.models import Ancestry, Level, Unit


class UnitField(forms.ModelChoiceField):
    """A unit, with choices set by `offer`."""

    def __init__(self, **kwargs):
        super().__init__(Unit.objects.none(), widget=DataSelect, **kwargs)

    def offer(self, units, choices=None):
        """Set the units to choose from; pass `choices` where several fields have the same (`grouped_choices`)."""
        self.queryset = units
        self.choices = choices or grouped_choices(units)


def grouped_choices(units):
    """Return the choices of a field, communes grouped by their district; one query."""
    district = Ancestry.objects.filter(unit=OuterRef("pk"), depth=1).order_by("-valid_from").values("ancestor__name")
    higher, communes = [], {}
    for unit in units.annotate(district=Subquery(district[:1])).order_by("code", "valid_from"):
        if unit.level == Level.COMMUNE:
            communes.setdefault(unit.district or "", []).append((unit.pk, unit.name))
        else:
            higher.append((unit.pk, unit.name))
    return [("", _("Choose a unit")), *higher, *sorted(communes.items(), key=lambda group: alphabetical(group[0]))]


def units_in_force(user, keep=None):
    """Return the units at and below the person's own in force today or later, and the one of id `keep`."""
    return user.own_units.filter(Q(valid_to=None) | Q(valid_to__gte=today()) | Q(pk=keep))
