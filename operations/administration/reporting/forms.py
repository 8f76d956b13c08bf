"""The form of a level that reports from a day on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.forms import DayField, PortalForm
from core.lib.text.vietnamese import date_short
from core.units.reporting import BELOW_PROVINCE, units_of_level


class ReportingLevelForm(PortalForm):
    """Which level reports from when; refused where no unit of the level is in force on that day."""

    level = forms.ChoiceField(
        label=_("Reporting level"),
        choices=[(level.value, level.label) for level in BELOW_PROVINCE],
        widget=forms.RadioSelect,
    )
    valid_from = DayField(
        label=_("Reports from"),
        validators=[refuse_invalid_day],
        help_text=_("Open periods keep their units. New periods ask the units of their last day."),
    )

    def __init__(self, *args, root, **kwargs):
        super().__init__(*args, **kwargs)
        self.root = root

    def clean(self):
        cleaned = super().clean()
        level, day = cleaned.get("level"), cleaned.get("valid_from")
        if level and day and not units_of_level(self.root, level, day).exists():
            message = _("No unit of this level belongs to %(root)s on %(day)s.")
            self.add_error("level", message % {"root": self.root, "day": date_short(day)})
        return cleaned
