"""Forms of due dates: requests of units, the answers to them, declared days off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.dates.windows import Window
from core.lib.forms import PortalForm
from core.lib.typed.fields import DayField
from filing.models import RequestKind

REASON = {"max_length": 2000, "widget": forms.Textarea(attrs={"rows": 4, "lang": "vi"})}


class ReopeningForm(PortalForm):
    """The request to open an approved report again: why."""

    reason = forms.CharField(label=_("Reason"), help_text=_("Compulsory. Say what is to be corrected."), **REASON)


class LaterDueDateForm(PortalForm):
    """The request for a later due date: until when, and why."""

    until = DayField(
        label=_("Asked until"),
        ahead=True,
        validators=[refuse_invalid_day],
        help_text=_("A day off moves to the next working day."),
    )
    reason = forms.CharField(label=_("Reason"), help_text=_("Compulsory: the Department decides by it."), **REASON)


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
        help_text=_("The day that was asked for unless you change it. A day off moves to the next working day."),
    )
    answer = forms.CharField(
        label=_("Reason of the answer"), required=False, help_text=_("Compulsory for a refusal."), **REASON
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
        help_text=_("Empty for a single day."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("People see it beside the due date, such as a storm or a flood.")
    )

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        return cleaned

    @property
    def window(self):
        start = self.cleaned_data["start"]
        return Window(start, self.cleaned_data["end"] or start)
