from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reports.models import Schedule
from texts.forms import CountField, PortalModelForm, example

# Later than this the summary itself is long due.
LONGEST = 30


class PeopleField(forms.ModelMultipleChoiceField):
    """People by name and post; of one without an address it is said that no mail goes out."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        by_mail = "" if person.email else format_html(" ({})", _("no address: in the portal only"))
        return format_html('<span lang="vi">{}</span>, {}{}', person, person.get_role_display(), by_mail)


class ScheduleForm(PortalModelForm):
    """When the summary is drafted, and who is told. `readers` are those who may be chosen."""

    working_days = CountField(
        label=Schedule._meta.get_field("working_days").verbose_name, max_value=LONGEST, initial=1,
        help_text=_("0 is the due date itself. Weekends, public holidays and the Lunar New Year are not counted."),
    )  # fmt: skip
    at = forms.TimeField(
        label=Schedule._meta.get_field("at").verbose_name, input_formats=["%H:%M", "%Hh%M", "%Hh"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "figure-input", "autocomplete": "off"}),
        help_text=example("17:00"), error_messages={"invalid": _("Write the time as 17:00.")},
    )  # fmt: skip
    people = PeopleField(
        label=Schedule._meta.get_field("people").verbose_name, queryset=None,
        error_messages={"required": _("Choose at least one person.")},
        help_text=_("Each is told once for a period: in the portal, and by mail with a link that needs log-in."),
    )  # fmt: skip

    class Meta(PortalModelForm.Meta):
        model = Schedule
        fields = ["working_days", "at", "people"]

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = readers
