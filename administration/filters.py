"""What narrows the administrator's lists."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.filters import ActFilter
from accounts.models import Role
from administration import bodies, people, units
from administration.people import State
from texts.forms import DataSelect, DayField, FilterForm
from units.models import Level, Unit

ALL_STATES = ("", _("All states"))


def words_field(label):
    """Words that are looked for."""
    return forms.CharField(label=label, max_length=100, widget=forms.SearchInput)


class PeopleFilter(FilterForm):
    """People by words, unit, role and how the account stands."""

    q = words_field(_("Name, account, mail or unit"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("All units"), widget=DataSelect)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("All roles")), *Role.choices])
    state = forms.ChoiceField(label=_("State"), choices=[ALL_STATES, *State.choices])

    def __init__(self, data, *, everybody):
        super().__init__(data)
        of_people = Unit.objects.filter(pk__in=everybody.order_by().values("unit"))
        self.fields["unit"].queryset = of_people.order_by("level", "code")

    def narrow(self, rows):
        """Those of the people (a queryset) whom it asks for."""
        given = self.given
        words, state = given.pop("q", ""), given.pop("state", "")
        rows = rows.filter(**given)
        if state:
            rows = people.in_state(rows, state)
        return rows.filter(pk__in=people.holding(rows, words)) if words else rows


class UnitFilter(FilterForm):
    """Units by words, what they lie in, level, and whether they are in force."""

    q = words_field(_("Name or code"))
    within = forms.ChoiceField(label=_("Lies in"), widget=DataSelect)
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All levels")), *Level.choices[1:]])
    state = forms.ChoiceField(
        label=_("State"), choices=[ALL_STATES, ("valid", _("In force today")), ("ended", _("Ended"))]
    )

    def __init__(self, data, *, rows):
        super().__init__(data)
        # Each that the list links to: whatever has something in it.
        with_others = [(str(row.unit.pk), row.unit.name) for row in rows if row.below]
        self.fields["within"].choices = [("", _("Anywhere")), *with_others]

    def narrow(self, rows):
        """Those of the rows (`units.tree_of`) that it asks for."""
        given = self.given
        return units.chosen(rows, words=given.pop("q", ""), **given)


class BodyFilter(FilterForm):
    """Bodies by words, and those for which nobody signs."""

    q = words_field(_("Name, symbol or unit"))
    state = forms.ChoiceField(label=_("State"), choices=[ALL_STATES, ("unsigned", _("Without a signer"))])

    def narrow(self, rows):
        """Those of the bodies (a queryset) that it asks for, as a list."""
        if "state" in self.given:
            rows = bodies.without_signer(rows)
        return bodies.holding(bodies.with_signers(rows), self.given.get("q", ""))


class TrailFilter(ActFilter):
    """Entries of an act, by somebody, from an address, from a day to a day; what is wrong narrows nothing."""

    who = forms.CharField(label=_("Name or user name"), max_length=100)
    address = forms.GenericIPAddressField(label=_("Address"))
    since = DayField(label=_("From day"))
    until = DayField(label=_("To day"))

    def narrow(self, entries):
        given = self.given
        if words := given.pop("who", ""):
            entries = entries.filter(Q(by__full_name__icontains=words) | Q(by__username__icontains=words))
        if day := given.pop("since", None):
            entries = entries.filter(at__gte=_begin_of(day))
        if day := given.pop("until", None):
            entries = entries.filter(at__lt=_begin_of(day + timedelta(days=1)))
        return entries.filter(**given)


def _begin_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
