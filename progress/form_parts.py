"""What the forms of several kinds share: sections, fields, and their parents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from progress.forms import EntryForm
from progress.records import SOURCES
from texts.forms import example
from units.models import Level, Unit

FIRST_YEAR = 2011
YEARS_AHEAD = 5
BAD_YEAR = _("Write a year such as 2020.")
# Closed until somebody opens them: what a hurried officer may leave out.
COST = (_("Cost by source"), SOURCES, ())
BY_WHOM = (_("Who did it, and what else it serves"), ("organiser", "partners", "also"), ())
CHANGE = (
    _("What it changed, and whether to copy it"),
    ("outcome", "is_good_practice", "good_practice_why", "note"),
    (),
)
HINTS = {
    "also": _("Other tasks that this work answers too; it is counted under each."),
    "organiser": example("Phòng LĐ-TB&XH huyện"),
    "partners": example("Hội LHPN huyện; UBND xã"),
    "outcome": _("What changed for people, in a sentence or two; it can go into the report."),
    "good_practice_why": _("One line."),
}


def communes_of(unit):
    """The communes below a unit, to choose from."""
    return Unit.objects.under(unit).filter(level=Level.COMMUNE).exclude(pk=unit.pk)


def year_field(label):
    return forms.IntegerField(
        label=label,
        help_text="2020",
        error_messages={"invalid": BAD_YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "figure-input"}),
    )


def clean_year(form):
    """The year of a form, within the years that the portal knows."""
    year = form.cleaned_data["year"]
    if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD:
        raise forms.ValidationError(BAD_YEAR)
    return year


class WorkForm(EntryForm):
    """A piece of work, with its hints."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in HINTS.keys() & self.fields.keys():
            self.fields[name].help_text = HINTS[name]


class ActivityForm(WorkForm):
    """An event, of one day where the last is left empty."""

    class Meta(EntryForm.Meta):
        help_texts = {
            "ended_on": _("Leave empty for an event of one day. The activity counts on its last day."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].required = False


class OfCommuneForm(EntryForm):
    """What one commune did in a year; the checklist files it for all of them."""

    year = year_field(_("Year"))
    sections = ((_("The commune"), ("task", "commune", "year", "status", "day", "detail")),)

    class Meta(EntryForm.Meta):
        fields = ["task", "commune", "year", "status", "day", "detail"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes_of(self.instance.unit)
        self.suggest(year=today().year)

    clean_year = clean_year
