"""Forms of due dates: requests of units, the answers to them, declared days off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.dates.day_lists import read_day_list
from core.lib.dates.valid_days import refuse_backwards, refuse_invalid_day
from core.lib.dates.windows import Window
from core.lib.dates.working_days import is_working_day
from core.lib.pages.forms import PortalForm
from core.lib.text.markup import vi
from core.lib.typed.fields import DayField
from filing.models import RequestKind
from filing.pages.shared_forms import clean_year, year_field

REASON = {"max_length": 2000, "widget": forms.Textarea(attrs={"rows": 4, "lang": "vi"})}


class ReopeningForm(PortalForm):
    """The request to open an approved report again: why."""

    reason = forms.CharField(label=_("Reason"), help_text=_("Required. Say what must be corrected."), **REASON)


class LaterDueDateForm(PortalForm):
    """The request for a later due date: until when, and why."""

    until = DayField(
        label=_("Extension until"),
        ahead=True,
        validators=[refuse_invalid_day],
        help_text=_("If this is a day off, the due date moves to the next working day."),
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Required. The Department decides on this basis."), **REASON
    )


class RequestAnswerForm(PortalForm):
    """The Department's answer to a request; an extension may be granted until another day than requested."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("grant", _("Granted")), ("refuse", _("Refused"))], widget=forms.RadioSelect
    )
    until = DayField(
        label=_("Granted until"),
        ahead=True,
        required=False,
        validators=[refuse_invalid_day],
        help_text=_(
            "The date the unit asked for, unless you change it. If it is a day off, the due date moves to the "
            "next working day."
        ),
    )
    answer = forms.CharField(
        label=_("Reason for the answer"), required=False, help_text=_("Required if you refuse."), **REASON
    )

    def __init__(self, *args, due_date_request, **kwargs):
        super().__init__(*args, **kwargs)
        if due_date_request.wish == RequestKind.EXTENSION:
            self.fields["until"].initial = due_date_request.until
        else:
            del self.fields["until"]


class DaysOffForm(PortalForm):
    """Declared days off: from, to, and why; one day needs no end."""

    start = DayField(label=_("First day off"), ahead=True, validators=[refuse_invalid_day])
    end = DayField(
        label=_("Last day off"),
        ahead=True,
        required=False,
        validators=[refuse_invalid_day],
        help_text=_("Leave empty for a single day."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Units see this, for example storm or flood.")
    )

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self)
        return cleaned

    @property
    def window(self):
        start = self.cleaned_data["start"]
        return Window(start, self.cleaned_data["end"] or start)


class YearOfDaysForm(PortalForm):
    """The days off and working days of a year, pasted from the decision; saved once they were shown as read.

    `seen` holds the days that the page showed.
    """

    year = year_field(_("Year"))
    days = forms.CharField(
        label=_("Days"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"}),
        help_text=vi("Nghỉ 2/1/2026; làm bù 10/1/2026. Nghỉ 16/2 đến 20/2."),
    )
    reason = forms.CharField(
        label=_("Decision"), max_length=300, help_text=vi("Văn bản số 12729/VPCP-KGVX ngày 25/12/2025")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    clean_year = clean_year

    def clean(self):
        cleaned = super().clean()
        self.read = read_day_list(cleaned.get("days", ""), cleaned.get("year") or today().year)
        if "days" in cleaned and "year" in cleaned:
            faults = [
                _("Line %(line)s: “%(day)s” is not a day of %(year)s, or there is no “nghỉ” or “làm bù” before it.")
                % {"line": line, "day": day, "year": str(cleaned["year"])}
                for line, day in self.read.faults
            ]
            if not faults and not (self.read.off or self.read.worked):
                faults = [_("No days found.")]
            if faults:
                self.add_error("days", faults)
        return cleaned

    @property
    def key(self):
        """The days as read, as one text."""
        return ";".join(",".join(map(str, sorted(days))) for days in (self.read.off, self.read.worked))

    @property
    def was_seen(self):
        return self.cleaned_data["seen"] == self.key

    def show(self):
        """Let the page show the days as read, and the next submission save them."""
        self.data = self.data.copy()
        self.data["seen"] = self.key

    def rows(self, declared):
        """Return (day, whether worked, whether it was so before) of each day, in order; `declared` as before."""
        both = [*((day, False) for day in self.read.off), *((day, True) for day in self.read.worked)]
        return [(day, works, is_working_day(day, declared) == works) for day, works in sorted(both)]
