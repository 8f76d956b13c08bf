from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.sensible import refuse_senseless
from calendars.windows import PeriodKind, Window, reporting_year, window_of
from directives.models import Task
from progress.models import Period, Submission
from reports.dossiers.gathering import clauses_during
from texts.forms import DataSelect, DayField, PortalForm, example
from units.models import Unit


class ClausesField(forms.ModelMultipleChoiceField):
    """Tasks of the standing catalogue, named with their clause of the year where there is one."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return example(f"{self.codes.get(obj.pk, '')} {obj.name}".strip())


class DossierForm(PortalForm):
    """Which days, whose work and which clauses a dossier is of; `root` is the Department's unit."""

    start = DayField(label=_("From"))
    end = DayField(label=_("To"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"), widget=DataSelect
    )
    tasks = ClausesField(
        Task.objects.all(), label=_("Clauses"), required=False, help_text=_("None ticked: all of them.")
    )

    def __init__(self, *args, root, **kwargs):
        # As a rule it is the last report that is inspected.
        period = Period.objects.filter(root=root, end__lte=today()).first()
        window = period.window if period else window_of(PeriodKind.YEAR, reporting_year(today()))
        super().__init__(*args, initial={"start": window.start, "end": window.end}, **kwargs)
        asked = Submission.objects.exclude(unit=root).values("unit")
        self.fields["unit"].queryset = Unit.objects.under(root).filter(pk__in=asked)
        self.fields["tasks"].codes = {one.task_id: one.code for one in clauses_during(root, window)}
        for name in ("start", "end"):
            self.fields[name].validators.append(refuse_senseless)

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end:
            if end < start:
                self.add_error("end", _("The last day lies before the first."))
            else:
                cleaned["window"] = Window(start, end)
        return cleaned
