from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.windows import Window, reporting_year, window_of
from directives.models import Task
from progress.lists.sorting import ordered
from progress.records import Status
from progress.search import matching
from texts.forms import DataSelect, FilterForm
from units.models import Unit

YEARS_BACK = 5


class RecordFilter(FilterForm):
    """What stands above a list: words, task, status, reporting year, and unit for those who see several.

    The order is kept while one filters.
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
            self.fields["task"].queryset = Task.objects.filter(code__in=kind.model.TASKS)
            self.fields["status"].choices = [("", _("All states")), *Status.choices]
            this_year = reporting_year(today())
            years = range(this_year + 1, this_year - YEARS_BACK, -1)
            self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]
        else:
            for name in ("task", "status", "year"):
                del self.fields[name]
        if with_units:
            with_records = kind.model.objects.filter(unit=OuterRef("pk")).order_by()
            # A unit that was asked for is one of them, also where it has filed nothing yet: then the list is empty.
            asked = self.data.get("unit", "")
            asked = Q(pk=asked) if asked.isascii() and asked.isdigit() else Q()
            self.fields["unit"].queryset = units.filter(Exists(with_records) | asked)
        else:
            del self.fields["unit"]

    @property
    def order(self):
        self.is_valid()
        return self.cleaned_data.get("sort", "")

    def narrow(self, entries):
        """The entries that match, in the order that was asked for."""
        given = self.given
        entries = entries.filter(matching(given.pop("q", "")))
        if year := given.pop("year", None):
            window: Window = window_of("year", year)
            entries = entries.filter(counted_on__range=(window.start, window.end))
        if task := given.pop("task", None):
            entries = entries.filter(self.kind.serving(task.code))
        return ordered(entries.filter(**given), self.order)
