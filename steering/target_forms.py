"""Setting targets: one figure and year, a value for each unit."""

from decimal import Decimal

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.windows import reporting_year
from indicators.catalogue import get
from steering.targets import settable, targeted
from texts.forms import LARGEST_AMOUNT, DataSelect, PortalForm

YEARS_BACK, YEARS_AHEAD = 2, 5


class TargetForm(PortalForm):
    """`indicator`, `year` and `source`, and `unit_<pk>` for each unit; an empty value leaves the unit as it is."""

    indicator = forms.ChoiceField(label=_("Figure"), widget=DataSelect)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    source = forms.CharField(
        label=_("Set by"), max_length=300, required=False,
        help_text=_("Number and date of the document, or whose decision it is."),
    )  # fmt: skip

    def __init__(self, *args, steerer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [
            ("", _("Choose a figure")), *((one.key, f"{one.key} {one.name} ({one.unit})") for one in targeted())
        ]  # fmt: skip
        this = reporting_year(today())
        self.fields["year"].choices = [(year, str(year)) for year in range(this - YEARS_BACK, this + YEARS_AHEAD + 1)]
        self.fields["year"].initial = this
        self.units = {f"unit_{unit.pk}": unit for unit in settable(steerer, today())}
        for name, unit in self.units.items():
            self.fields[name] = forms.DecimalField(
                label=format_html('<span lang="vi">{}</span>', unit.name), required=False, localize=True,
                min_value=Decimal("0.01"), max_value=LARGEST_AMOUNT, decimal_places=2, max_digits=14,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "figure-input", "autocomplete": "off"}),
                error_messages={
                    "invalid": _("Write a number, such as 1.250 or 62,5."), "min_value": _("A target is above zero.")
                },
            )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] is not None for name in self.units):
            raise forms.ValidationError(_("Give at least one unit a target."))
        return cleaned

    def given(self):
        """(indicator, year, {unit: value or None}, source)"""
        cleaned = self.cleaned_data
        values = {unit: cleaned[name] for name, unit in self.units.items()}
        return get(cleaned["indicator"]), cleaned["year"], values, cleaned["source"]
