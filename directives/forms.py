from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.sensible import refuse_senseless
from directives.models import Clause, Exemption
from texts.forms import LESS_THAN, PortalModelForm
from units.models import Unit

FIGURE_CODE = RegexValidator(r"^[A-Z]{2}-\d{2}(\.\d)?$", _("Write a code such as MH-01 or MH-01.1."))


class ClauseForm(PortalModelForm):
    """What the Department sets for a clause: due date, threshold, and whether it waits for guidance."""

    class Meta(PortalModelForm.Meta):
        model = Clause
        fields = ["due_on", "threshold", "awaits_guidance", "guidance", "theme"]
        help_texts = {
            "due_on": _("The Department's own date: the directive sets none."),
            "threshold": _("The figure from which the task counts as done."),
            "awaits_guidance": _("While this is ticked, the task is not overdue."),
            "guidance": _("Number, day and subject, once it is published."),
            "theme": _("What the year's theme is; it is suggested to the districts."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].validators.append(refuse_senseless)
        if not self.instance.task_id or self.instance.task.code != "comm.action-month":
            del self.fields["theme"]
        if not self.instance.indicator:
            del self.fields["threshold"]
        else:
            self.fields["threshold"].required = True
            self.fields["threshold"].validators.append(MinValueValidator(1, LESS_THAN))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("awaits_guidance") and cleaned.get("guidance"):
            self.add_error("awaits_guidance", _("The guidance is there: take this tick away."))
        return cleaned


class ExemptionForm(PortalModelForm):
    """From when, and why, a unit need not answer for a task or for a figure."""

    indicator = forms.CharField(
        label=_("Or a figure"), required=False, validators=[FIGURE_CODE], help_text="MH-01", max_length=20
    )

    class Meta(PortalModelForm.Meta):
        model = Exemption
        fields = ["unit", "task", "indicator", "valid_from", "valid_to", "reason"]
        help_texts = {"reason": _("This sentence stands in the unit's report.")}

    def __init__(self, *args, steerer, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("valid_from", "valid_to"):
            self.fields[name].validators.append(refuse_senseless)
        self.fields["unit"].queryset = Unit.objects.reporting_to(steerer.unit, today())
