"""Choosing one of 150 units: the province and its districts first, then the communes of each district."""

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from texts.forms import DataSelect
from units.models import Ancestry, Level, Unit


class UnitField(forms.ModelChoiceField):
    """A unit out of `offer`; its choices are grouped by what the communes lie in."""

    def __init__(self, **kwargs):
        super().__init__(Unit.objects.none(), widget=DataSelect, **kwargs)

    def offer(self, units, choices=None):
        """Let those be chosen; `choices` of `choices_of`, where several fields offer the same."""
        self.queryset = units
        self.choices = choices or choices_of(units)


def choices_of(units):
    """The choices of a field, grouped by what the communes lie in; one query."""
    above = Ancestry.objects.filter(unit=OuterRef("pk"), depth=1).order_by("-valid_from").values("ancestor__name")
    higher, communes = [], {}
    for unit in units.annotate(above=Subquery(above[:1])).order_by("code", "valid_from"):
        if unit.level == Level.COMMUNE:
            communes.setdefault(unit.above or "", []).append((unit.pk, unit.name))
        else:
            higher.append((unit.pk, unit.name))
    return [("", _("Choose a unit")), *higher, *sorted(communes.items())]


def in_force(user, keep=None):
    """The units at and below the person's own that are in force today, and the one with the id `keep`."""
    own = Unit.objects.under(user.unit_id)
    return own.filter(Q(pk__in=own.valid_on(today())) | Q(pk=keep))
