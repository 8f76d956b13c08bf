from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.sensible import refuse_senseless
from calendars.windows import PeriodKind, Window, numbers, window_of
from calendars.working_days import next_working_day
from progress.models import DayOff, Period, Submission
from progress.safety import PointsOutPersonalData
from reports import rows
from reports.models import Edition, Format
from texts.forms import LARGEST_AMOUNT, CountField, DayField, PortalForm, PortalModelForm, example
from texts.vietnamese import date_short

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
            "kind", "year", "number", "start", "end", "theme", "due_on", "summary_due_on",
            "asked_number", "asked_on", "asked_subject",
        ]  # fmt: skip
        help_texts = {
            "start": _("Only for a thematic or an urgent report."),
            "theme": _("Only for a thematic report."),
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
        return next_working_day(self.cleaned_data["due_on"], self._days_off())

    def clean_summary_due_on(self):
        day = self.cleaned_data["summary_due_on"]
        return day and next_working_day(day, self._days_off())

    def _days_off(self):
        return DayOff.objects.of(self.instance.root_id)

    def clean(self):
        cleaned = super().clean()
        kind, year, number = (cleaned.get(name) for name in ("kind", "year", "number"))
        if not kind or not year or not number:
            return cleaned
        if PeriodKind(kind).is_free:
            return self._clean_free(cleaned)
        if cleaned.get("theme"):
            self.add_error("theme", _("Only a thematic report has a theme of its own."))
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


class ParagraphForm(PointsOutPersonalData, PortalForm):
    """One paragraph in a person's own words; lines become paragraphs."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"})
    )


class EstimateForm(PortalForm):
    """A number for each count, `figures` as `reports.texts.estimated_figures` answers them."""

    def __init__(self, *args, figures, **kwargs):
        super().__init__(*args, **kwargs)
        self.figures = figures
        for number, (indicator, found, given) in enumerate(figures):
            counted = rows.cell(indicator, found)
            self.fields[f"figure_{number}"] = CountField(
                label=format_html('<span lang="vi">{} ({})</span>', indicator.name, indicator.unit),
                help_text=_("Counted so far: %s") % counted,
                required=False,
                initial=None if given is None else given // indicator.scale,
                max_value=LARGEST_AMOUNT // indicator.scale,
            )

    def values(self):
        """{key: value in the figure's own unit, or None}."""
        typed = {
            one.key: (one, self.cleaned_data[f"figure_{number}"]) for number, (one, *_rest) in enumerate(self.figures)
        }
        return {key: None if value is None else value * one.scale for key, (one, value) in typed.items()}


class IssueForm(PortalForm):
    """Number, day and signed file of a report that was issued on paper."""

    number = forms.CharField(label=_("Number and symbol"), max_length=60, help_text=example("05/BC-LĐTBXH"))
    issued_on = DayField(label=_("Issued on"))
    file = forms.FileField(
        label=_("Signed file or scan"), required=False,
        help_text=_(
            "PDF as it was signed, or a scan (PDF, JPEG, PNG); at most 20 MB. Signatures in a PDF are checked."
        ),
    )  # fmt: skip

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        refuse_senseless(day)
        if day > today():
            raise forms.ValidationError(
                _("What is issued cannot lie in the future. Today is %s.") % date_short(today())
            )
        return day


class DocumentForm(forms.Form):
    """Which file is asked for."""

    edition = forms.ChoiceField(choices=Edition.choices)
    format = forms.ChoiceField(choices=[(one.value, one.label) for one in (Format.PDF, Format.DOCX, Format.XLSX)])


class ReasonForm(PortalForm):
    """Why a report is given back or opened again."""

    comment = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Compulsory. Say what is to be corrected."),
    )  # fmt: skip

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, **kwargs)
        self.submission = submission


class ApproveForm(PortalForm):
    """An approval asks for nothing more; `pinned` are the reasons that are given up with it."""

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, **kwargs)
        self.pinned = list(submission.remarks.pending())


class ReturnForm(ReasonForm):
    """A return by the Department: with remarks pinned to single things the reason for all may be left empty."""

    correct_by = DayField(
        label=_("To be corrected by"), required=False, help_text=_("A day off moves to the next working day.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pinned = list(self.submission.remarks.pending())
        if self.pinned:
            self.fields["comment"].required = False
            self.fields["comment"].help_text = _("May be left empty: what you pinned is told to the unit.")

    def clean_correct_by(self):
        day = self.cleaned_data["correct_by"]
        if day is None:
            return None
        refuse_senseless(day)
        if day < today():
            raise forms.ValidationError(_("This day has passed already."))
        return next_working_day(day, DayOff.objects.of(self.submission.period.root_id))
