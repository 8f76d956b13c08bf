"""The form by which targets are set: one figure and year, a value for each unit."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.indicators.catalogue import get_indicator
from core.lib.dates.clock import today
from core.lib.dates.windows import reporting_year
from core.lib.pages.forms import DataSelect, PortalForm
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi
from core.lib.typed.amounts import words_of
from core.lib.typed.fields import MAX_AMOUNT, AmountField
from department.targets.verbs import PERCENT, targetable_indicators, targetable_units

YEARS_BACK, YEARS_AHEAD = 2, 5


class TargetForm(MergingMixin, PortalForm):
    """`indicator`, `year`, `source`, `is_exceeded`, and `unit_<pk>` for each unit; an empty value leaves it as it is.

    The initial values are what is set already for the figure and the year that the form is of. Where it began with
    another figure or year, nothing is known of what its person saw: each value that would be replaced is asked about.
    """

    indicator = forms.ChoiceField(label=_("Figure"), widget=DataSelect)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    source = forms.CharField(
        label=_("Basis"),
        max_length=300,
        required=False,
        help_text=_("Number and date of the document, or who decided."),
    )
    is_exceeded = forms.BooleanField(
        label=_("The value itself is not enough (“more than 95 %”)"),
        required=False,
    )

    def __init__(self, *args, steerer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [
            ("", _("Choose a figure")),
            *(
                (indicator.key, f"{indicator.key} {indicator.name} ({indicator.unit})")
                for indicator in targetable_indicators()
            ),
        ]
        current = reporting_year(today())
        self.fields["year"].choices = [
            (year, str(year)) for year in range(current - YEARS_BACK, current + YEARS_AHEAD + 1)
        ]
        self.fields["year"].initial = current
        chosen = (self.data if self.is_bound else self.initial).get("indicator")
        figure = next((indicator for indicator in targetable_indicators() if indicator.key == chosen), None)
        reads = {"percent": figure is None or figure.unit == PERCENT}
        if figure:
            words = frozenset() if reads["percent"] else words_of(figure.unit)
            reads |= {"scale": figure.scale, "words": words}
        self.units = {f"unit_{unit.pk}": unit for unit in targetable_units(steerer, today())}
        for name, unit in self.units.items():
            self.fields[name] = AmountField(
                label=vi(unit.name),
                required=False,
                min_value=Decimal("0.01"),
                max_value=MAX_AMOUNT,
                decimal_places=2,
                max_digits=14,
                **reads,
                error_messages={"min_value": _("A target must be more than 0.")},
            )

    def also_began(self):
        return {"of": f"{self.initial.get('indicator', '')} {self.initial.get('year', '')}"}

    def began_with(self, base, name):
        same = base.get("of") == self.also_began()["of"] or name in ("indicator", "year")
        return base.get(name) if same else None

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] is not None for name in self.units):
            raise forms.ValidationError(_("Enter a target for at least one unit."))
        return cleaned

    def target_values(self):
        """Return (indicator, year, {unit: value or None}, source, whether the values are to be exceeded)."""
        cleaned = self.cleaned_data
        values = {unit: cleaned[name] for name, unit in self.units.items()}
        return get_indicator(cleaned["indicator"]), cleaned["year"], values, cleaned["source"], cleaned["is_exceeded"]
