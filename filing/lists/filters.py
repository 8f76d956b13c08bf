"""The filters of a list."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.directives.models import Task
from core.lib.dates.clock import today
from core.lib.dates.windows import Window, reporting_year, window_of
from core.lib.pages.forms import DataSelect, FilterForm
from core.units.keeping import units_and_kept
from core.units.models import Unit
from filing.lists.sorting import ordered
from filing.models.records import Status
from filing.models.search_field import matching

YEARS_BACK = 5


class RecordFilter(FilterForm):
    """The filters above a list: words, task, status, reporting year, and unit for those who see several.

    The hidden field `sort` keeps the order while one filters.
    """

    q = forms.CharField(label=_("Search"), max_length=100, widget=forms.SearchInput(attrs={"autocomplete": "off"}))
    task = forms.ModelChoiceField(Task.objects.none(), label=_("Task"), empty_label=_("All tasks"), widget=DataSelect)
    status = forms.ChoiceField(label=_("Status"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("All units"), widget=DataSelect)
    sort = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, kind, units, with_units, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.is_record:
            self.fields["task"].queryset = kind.model.tasks()
            self.fields["status"].choices = [("", _("All states")), *Status.choices]
            this_year = reporting_year(today())
            years = range(this_year + 1, this_year - YEARS_BACK, -1)
            self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]
        else:
            for name in ("task", "status", "year"):
                del self.fields[name]
        if with_units:
            with_records = kind.model.objects.filter(unit=OuterRef("pk")).order_by()
            # The unit in the query is a choice even if it has filed nothing yet: then the list is empty.
            requested_id = self.data.get("unit", "")
            is_requested = Q(pk=requested_id) if requested_id.isascii() and requested_id.isdigit() else Q()
            self.fields["unit"].queryset = units.filter(Exists(with_records) | is_requested)
        else:
            del self.fields["unit"]

    @property
    def order(self):
        self.is_valid()
        return self.cleaned_data.get("sort", "")

    def narrow(self, entries):
        """Return the entries that match, in the requested order."""
        filters = self.given
        entries = entries.filter(matching(filters.pop("q", "")))
        if unit := filters.pop("unit", None):
            # As its figures count it: with what it keeps.
            entries = entries.filter(unit__in=units_and_kept(unit.pk).values("pk"))
        if year := filters.pop("year", None):
            window: Window = window_of("year", year)
            entries = entries.filter(counted_on__range=(window.start, window.end))
        if task := filters.pop("task", None):
            entries = entries.filter(self.kind.serving(task.code))
        return ordered(entries.filter(**filters), self.order)
