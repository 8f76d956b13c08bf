"""Form of a schedule."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import PortalModelForm
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi
from core.lib.typed.amounts import DAYS
from core.lib.typed.fields import CountField
from reports.models import Schedule

# Later than this the summary itself is long due.
LONGEST = 30


class PeopleField(forms.ModelMultipleChoiceField):
    """Choice of people by name and role; the label says if somebody has no address for mail."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        by_mail = "" if person.email else format_html(" ({})", _("no email address: notified only in the system"))
        return format_html("{}, {}{}", vi(person), person.get_role_display(), by_mail)


class ScheduleForm(MergingMixin, PortalModelForm):
    """Form of when the summary is drafted and who is notified; `readers` are those who may be chosen."""

    working_days = CountField(
        label=Schedule._meta.get_field("working_days").verbose_name,
        max_value=LONGEST,
        words=DAYS,
        initial=1,
        help_text=_("0 is the due date itself. Weekends, public holidays and the Lunar New Year are not counted."),
    )
    at = forms.TimeField(
        label=Schedule._meta.get_field("at").verbose_name,
        input_formats=["%H:%M", "%Hh%M", "%Hh"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "figure-input", "autocomplete": "off"}),
        help_text=vi("17:00"),
        error_messages={"invalid": _("Enter the time as 17:00.")},
    )
    people = PeopleField(
        label=Schedule._meta.get_field("people").verbose_name,
        queryset=None,
        error_messages={"required": _("Choose at least one person.")},
        help_text=_(
            "Each person is notified once per period: in the system, and by email with a link that requires log-in."
        ),
    )

    class Meta(PortalModelForm.Meta):
        model = Schedule
        fields = ["working_days", "at", "people"]

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = readers
