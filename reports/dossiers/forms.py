"""Form of a dossier."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.directives.models import Task
from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_backwards, refuse_invalid_day
from core.lib.dates.windows import PeriodKind, Window, reporting_year, window_of
from core.lib.pages.forms import DataSelect, PortalForm
from core.lib.text.markup import vi
from core.lib.typed.fields import DayField
from core.units.keeping import below_and_kept
from core.units.models import Unit
from filing.models import Period, Submission
from reports.dossiers.gathering import clauses_during


class ClausesField(forms.ModelMultipleChoiceField):
    """Choice of tasks of the catalogue, labelled with their clause of the year if there is one."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return vi(f"{self.codes.get(obj.pk, '')} {obj.name}".strip())


class DossierForm(PortalForm):
    """Form of a dossier's days, unit and clauses; `root` is the Department's unit."""

    start = DayField(label=_("From"))
    end = DayField(label=_("Until"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"), widget=DataSelect
    )
    tasks = ClausesField(
        Task.objects.all(), label=_("Clauses"), required=False, help_text=_("Leave all empty to include every clause.")
    )

    def __init__(self, *args, root, **kwargs):
        # As a rule it is the last report that is inspected.
        period = Period.objects.filter(root=root, end__lte=today()).first()
        window = period.window if period else window_of(PeriodKind.YEAR, reporting_year(today()))
        super().__init__(*args, initial={"start": window.start, "end": window.end}, **kwargs)
        reporting_units = Submission.objects.exclude(unit=root).values("unit")
        self.fields["unit"].queryset = below_and_kept(root.pk).filter(pk__in=reporting_units)
        self.fields["tasks"].codes = {clause.task_id: clause.code for clause in clauses_during(root, window)}
        for name in ("start", "end"):
            self.fields[name].validators.append(refuse_invalid_day)

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if not refuse_backwards(self) and start and end:
            cleaned["window"] = Window(start, end)
        return cleaned
