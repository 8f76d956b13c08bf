"""The filter of the list of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Role
from core.lib.pages.forms import DataSelect, FilterForm
from core.units.models import Unit
from operations.administration.filters import ALL_STATES, words_field
from operations.administration.people.accounts import AccountState, ids_matching, in_state


class PeopleFilter(FilterForm):
    """People by words, unit, role and state of the account."""

    q = words_field(_("Name, account, email or unit"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("All units"), widget=DataSelect)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("All roles")), *Role.choices])
    state = forms.ChoiceField(label=_("State"), choices=[ALL_STATES, *AccountState.choices])

    def __init__(self, data, *, everybody):
        super().__init__(data)
        their_units = Unit.objects.filter(pk__in=everybody.order_by().values("unit"))
        self.fields["unit"].queryset = their_units.order_by("level", "code")

    def narrow(self, rows):
        """Return those of the people (a queryset) that fit the filter."""
        criteria = self.given
        words, state = criteria.pop("q", ""), criteria.pop("state", "")
        rows = rows.filter(**criteria)
        if state:
            rows = in_state(rows, state)
        return rows.filter(pk__in=ids_matching(rows, words)) if words else rows
