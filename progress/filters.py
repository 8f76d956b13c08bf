from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.windows import Window, reporting_year, window_of
from directives.models import Task
from progress.records import Status
from texts.forms import DataSelect, PortalForm
from units.models import Unit

YEARS_BACK = 5


class RecordFilter(PortalForm):
    """The filters above a list: task, status, reporting year, and unit for those who see several.

    Values that don't exist narrow nothing, as if they had not been given.
    """

    task = forms.ModelChoiceField(
        Task.objects.none(), label=_("Task"), required=False, empty_label=_("All tasks"), widget=DataSelect
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"), widget=DataSelect
    )

    def __init__(self, *args, kind, units, **kwargs):
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
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        with_records = kind.model.objects.filter(unit__in=units).order_by().values("unit").distinct()
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=with_records)

    def narrow(self, entries):
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        year = given.pop("year", None)
        if year:
            window: Window = window_of("year", year)
            entries = entries.filter(counted_on__range=(window.start, window.end))
        return entries.filter(**given)
