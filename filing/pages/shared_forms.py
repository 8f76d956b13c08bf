"""Sections, fields and parent classes shared by the forms of several kinds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.text.markup import vi
from core.lib.typed.fields import PlainIntegerField, example_year
from core.units.level_words import label_money
from core.units.models import Level, Unit
from filing.models.spending import COST_SOURCES
from filing.pages.forms import EntryForm

FIRST_YEAR = 2011
YEARS_AHEAD = 5
BAD_YEAR = _("Enter a year, such as 2020.")
# Collapsed sections: what a hurried officer may leave out.
COST = (_("Cost by source"), COST_SOURCES, ())
BY_WHOM = (_("Who carried it out, and other tasks"), ("organiser", "partners", "also"), ())
CHANGE = (
    _("Changes seen and good practice"),
    ("outcome", "is_good_practice", "good_practice_why", "note"),
    (),
)
HINTS = {
    "also": _("Other tasks that this activity also meets. It counts for each of them."),
    "organiser": vi("Phòng Văn hóa - Xã hội"),
    "partners": vi("Hội Liên hiệp Phụ nữ; Đoàn Thanh niên"),
    "outcome": _("What changed for people, in one or two sentences. It may go into the report."),
    "good_practice_why": _("One line."),
}


def offer_communes(form):
    """Offer the communes at and below the unit of a form; a commune's own is chosen beforehand."""
    unit = form.instance.unit
    form.fields["commune"].queryset = Unit.objects.under(unit).filter(level=Level.COMMUNE)
    if unit.level == Level.COMMUNE:
        form.suggest(commune=unit.pk)


def year_field(label):
    """Return the form field of a year."""
    return PlainIntegerField(
        label=label,
        help_text=example_year(),
        error_messages={"invalid": BAD_YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "figure-input"}),
    )


def clean_year(form):
    """Return the year of a form; ValidationError outside FIRST_YEAR to YEARS_AHEAD from now."""
    year = form.cleaned_data["year"]
    if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD:
        raise forms.ValidationError(BAD_YEAR)
    return year


class WorkForm(EntryForm):
    """The parent of the forms of `Work`, with hints for its fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in HINTS.keys() & self.fields.keys():
            self.fields[name].help_text = HINTS[name]
        label_money(self, self.instance.unit)


class ActivityForm(WorkForm):
    """The parent of the forms of `Activity`; the last day may stay empty for a one-day event."""

    class Meta(EntryForm.Meta):
        help_texts = {
            "ended_on": _("Leave empty for a one-day event. The activity counts on its last day."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].required = False


class CommuneRecordForm(EntryForm):
    """The parent of the forms for one commune; the checklist files all communes on one page."""

    year = year_field(_("Year"))
    sections = ((_("Commune"), ("task", "commune", "year", "status", "day", "detail")),)

    class Meta(EntryForm.Meta):
        fields = ["task", "commune", "year", "status", "day", "detail"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_communes(self)
        self.suggest(year=today().year)

    clean_year = clean_year
