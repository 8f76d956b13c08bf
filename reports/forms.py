from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.sensible import refuse_senseless
from calendars.windows import PeriodKind, Window, numbers, window_of
from calendars.working_days import next_working_day
from progress.models import Period, Submission
from progress.safety import PointsOutPersonalData
from texts.forms import PortalForm, PortalModelForm, example

FIRST_YEAR, LAST_YEAR = 2011, 2100
NO_SUCH_NUMBER = _("There is no period with this number in the year.")
DAYS = ("start", "end", "due_on", "summary_due_on", "asked_on")


class PeriodForm(PortalModelForm):
    """A new period: a numbered one takes its days from its kind, a free one is given its days."""

    year = forms.IntegerField(
        label=_("Year"), help_text="2020", min_value=FIRST_YEAR, max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a year such as 2020.")),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("Number within the year"), min_value=1, max_value=12, initial=1,
        help_text=_("Month 1 to 12, quarter 1 to 4, half 1 or 2; else 1."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_SUCH_NUMBER),
    )  # fmt: skip

    class Meta(PortalModelForm.Meta):
        model = Period
        fields = [
            "kind", "year", "number", "start", "end", "due_on", "summary_due_on",
            "asked_number", "asked_on", "asked_subject",
        ]  # fmt: skip
        help_texts = {
            "start": _("Only for a thematic or an urgent report."),
            "due_on": _("A day off moves to the next working day."),
            "asked_number": example("908/SLĐTBXH-BĐG"),
            "asked_subject": _("The opening sentence of every report quotes this document."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["start"].required = self.fields["end"].required = False
        for name in DAYS:
            self.fields[name].validators.append(refuse_senseless)

    def clean_due_on(self):
        return next_working_day(self.cleaned_data["due_on"])

    def clean(self):
        cleaned = super().clean()
        kind, year, number = (cleaned.get(name) for name in ("kind", "year", "number"))
        if not kind or not year or not number:
            return cleaned
        if PeriodKind(kind).is_free:
            return self._clean_free(cleaned)
        if number not in numbers(kind):
            self.add_error("number", NO_SUCH_NUMBER)
        else:
            window = window_of(kind, year, number)
            cleaned["start"], cleaned["end"] = window.start, window.end
        return cleaned

    def _clean_free(self, cleaned):
        for name in ("start", "end"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("A thematic or an urgent report needs its days."))
        if not self.errors:
            try:
                Window(cleaned["start"], cleaned["end"])
            except ValueError:
                self.add_error("end", _("The last day lies before the first."))
        return cleaned


class TextForm(PointsOutPersonalData, PortalModelForm):
    """The officer's own paragraphs."""

    GUARDED = ("difficulties",)

    class Meta(PortalModelForm.Meta):
        model = Submission
        fields = ["evaluation", "difficulties", "next_steps", "proposals"]
        help_texts = {
            "evaluation": _("One paragraph a line. Causes are yours to name: the portal never makes one up."),
        }


class ReasonForm(PortalForm):
    """Why a report is given back, and what is said of single records."""

    comment = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Compulsory. Say what is to be corrected."),
    )  # fmt: skip

    def __init__(self, *args, records=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.records = list(records)
        for number, record in enumerate(self.records):
            self.fields[f"remark_{number}"] = forms.CharField(label=str(record), required=False, max_length=1000)

    def remarks(self):
        """(record, text) pairs of what was said."""
        said = ((record, self.cleaned_data[f"remark_{number}"]) for number, record in enumerate(self.records))
        return [(record, text) for record, text in said if text]

    def rows(self):
        """(record, bound field) pairs for the page."""
        return [(record, self[f"remark_{number}"]) for number, record in enumerate(self.records)]
