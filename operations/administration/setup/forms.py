"""The forms of the set-up: which province from which day, then who reports and how the bodies are named."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.forms import DataSelect, DayField, PortalForm, form_helper
from core.lib.text.alphabetical import alphabetical
from core.lib.text.vietnamese import date_short
from core.units.country import REFORM, provinces_on
from core.units.models import Body, Signer
from operations.administration.setup.body_templates import FIELDS, BodyTemplate, offered, refuse_unknown_words
from operations.administration.setup.plan import Plan

TOO_EARLY = lazy(lambda: _("The system starts with the units of %s or later.") % date_short(REFORM), str)
LINES = {"heading": 2, "bureau": 2, "addressees": 2, "recipients": 3, "signer": 3}


class ProvinceForm(PortalForm):
    """Which province, and the day whose units are made."""

    province = forms.ChoiceField(label=_("Province or city"), widget=DataSelect)
    day = DayField(
        label=_("Units as of"),
        validators=[refuse_invalid_day],
        help_text=_("Units that are valid on this date are set up."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = today()
        # Codes and short names last, while provinces become cities.
        provinces = sorted(provinces_on(max(today(), REFORM)), key=lambda unit: alphabetical(unit.short_name))
        choices = [(unit.code, f"{unit.short_name} ({unit.code})") for unit in provinces]
        self.fields["province"].choices = [("", _("Choose a province")), *choices]

    def clean_day(self):
        if self.cleaned_data["day"] < REFORM:
            raise forms.ValidationError(TOO_EARLY())
        return self.cleaned_data["day"]

    @property
    def plan(self):
        return Plan(self.cleaned_data["province"], self.cleaned_data["day"])


class BodiesForm(PortalForm):
    """Which level reports from when, and the texts of the bodies of the province and of that level."""

    level = forms.ChoiceField(label=_("Reporting level"), widget=forms.RadioSelect)
    level_from = DayField(
        label=_("Reports from"),
        validators=[refuse_invalid_day],
        help_text=_("You can open periods whose last day is this date or later."),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        levels = plan.levels
        self.fields["level"].choices, self.fields["level"].initial = levels, levels[0][0]
        self.fields["level_from"].initial = plan.first_day
        self.sections = [
            ("province", _("The Department")),
            ("commune", _("Bodies of the reporting units")),
        ]
        for level, _title in self.sections:
            texts = offered(level)
            for name in (*FIELDS, "signer"):
                self.fields[f"{level}-{name}"] = _text_field(name, texts[name])

    @property
    def helper(self):
        parts = [
            Fieldset(title, *(f"{level}-{name}" for name in (*FIELDS, "signer"))) for level, title in self.sections
        ]
        return form_helper(Fieldset(_("Reporting level"), "level", "level_from"), *parts)

    def clean_level_from(self):
        day = self.cleaned_data["level_from"]
        if day < self.plan.first_day:
            message = _("%(province)s exists in this form from %(day)s. Enter that date or a later one.")
            words = {"province": self.plan.province.name, "day": date_short(self.plan.first_day)}
            raise forms.ValidationError(message % words)
        return day

    def templates(self, values=None):
        """Return the BodyTemplate of each level, by what was sent or, where nothing was, by what is offered."""
        values = self.cleaned_data if values is None else values
        return {
            level: BodyTemplate(
                {name: values.get(f"{level}-{name}", "") for name in FIELDS}, values.get(f"{level}-signer", "")
            )
            for level, _title in self.sections
        }

    @property
    def offered_values(self):
        return {name: field.initial for name, field in self.fields.items()}


def _text_field(name, text):
    column = Signer._meta.get_field("lines") if name == "signer" else Body._meta.get_field(name)
    is_signer = name == "signer"
    label = _("Signer: authority and job title, one part per line") if is_signer else capfirst(column.verbose_name)
    attrs = {"lang": "vi"} | ({"rows": LINES[name]} if name in LINES else {})
    widget = forms.Textarea(attrs=attrs) if name in LINES else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label,
        initial=text,
        required=name not in ("superior_heading", "bureau", "addressees", "recipients"),
        max_length=column.max_length,
        widget=widget,
        validators=[refuse_unknown_words],
    )
