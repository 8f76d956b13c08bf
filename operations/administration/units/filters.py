"""The filter of the list of units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import DataSelect, FilterForm
from core.units.models import Level
from operations.administration.filters import ALL_STATES, words_field
from operations.administration.units.unit_list import filter_rows


class UnitFilter(FilterForm):
    """Units by words, what they lie in, level, and whether they are in force."""

    q = words_field(_("Name or code"))
    within = forms.ChoiceField(label=_("Is part of"), widget=DataSelect)
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All levels")), *Level.choices[1:]])
    state = forms.ChoiceField(
        label=_("State"), choices=[ALL_STATES, ("valid", _("Valid today")), ("ended", _("Ended"))]
    )

    def __init__(self, data, *, rows):
        super().__init__(data)
        # Each that the list links to: whatever has units in it.
        choices = [(str(row.unit.pk), row.unit.name) for row in rows if row.below]
        self.fields["within"].choices = [("", _("Anywhere")), *choices]

    def narrow(self, rows):
        """Return those of the rows (`unit_list.unit_rows`) that fit the filter."""
        criteria = self.given
        return filter_rows(rows, words=criteria.pop("q", ""), **criteria)
