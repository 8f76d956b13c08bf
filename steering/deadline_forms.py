"""What is typed about due dates: requests, their answers, declared days off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.sensible import refuse_senseless
from calendars.windows import Window
from progress.models import Wish
from texts.forms import DayField, PortalForm

REASON = {"max_length": 2000, "widget": forms.Textarea(attrs={"rows": 4, "lang": "vi"})}


class ReopeningForm(PortalForm):
    """Why an approved report is to be opened again."""

    reason = forms.CharField(label=_("Reason"), help_text=_("Compulsory. Say what is to be corrected."), **REASON)


class ExtensionForm(PortalForm):
    """Until when, and why."""

    until = DayField(
        label=_("Asked until"), validators=[refuse_senseless], help_text=_("A day off moves to the next working day.")
    )
    reason = forms.CharField(label=_("Reason"), help_text=_("Compulsory: the Department decides by it."), **REASON)


class AnswerForm(PortalForm):
    """The Department's answer; an extension may be granted until another day than the one that was asked for."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("grant", _("Granted")), ("refuse", _("Refused"))], widget=forms.RadioSelect
    )
    until = DayField(
        label=_("Granted until"), required=False, validators=[refuse_senseless],
        help_text=_("The day that was asked for unless you change it. A day off moves to the next working day."),
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Reason of the answer"), required=False, help_text=_("Compulsory for a refusal."), **REASON
    )

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        if asked.wish == Wish.EXTENSION:
            self.fields["until"].initial = asked.until
        else:
            del self.fields["until"]


class DaysOffForm(PortalForm):
    """From, to, and why; one day needs no end."""

    start = DayField(label=_("First day off"), validators=[refuse_senseless])
    end = DayField(
        label=_("Last day off"), required=False, validators=[refuse_senseless], help_text=_("Empty for a single day.")
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
