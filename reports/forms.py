"""Forms of periods, report texts, estimates, issues and documents."""

from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.indicators.catalogue import larger_parts
from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_backwards, refuse_invalid_day
from core.lib.dates.windows import PeriodKind, period_numbers, window_of
from core.lib.files.limits import with_limits
from core.lib.pages.forms import PortalForm, PortalModelForm, form_helper
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi, with_vietnamese
from core.lib.text.vietnamese import date_short
from core.lib.typed.amounts import words_of
from core.lib.typed.fields import MAX_AMOUNT, CountField, DayField, PlainIntegerField, example_year
from filing.models import DayOff, Period, Submission
from filing.models.parts import part_too_large
from filing.submissions.text_verbs import OWN_TEXTS, TEXTS, YEARLY_TEXTS
from reports.content.figures import figure_cells
from reports.models import Edition, Format

FIRST_YEAR, LAST_YEAR = 2011, 2100
NO_SUCH_NUMBER = _("There is no period with this number in that year.")
DAYS = ("start", "end", "due_on", "summary_due_on", "asked_on")


class PeriodForm(PortalModelForm):
    """Form to open a period.

    A numbered period takes its days from its kind and number, a free one from the form.
    """

    year = PlainIntegerField(
        label=_("Year"),
        help_text=example_year(),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a year, such as 2020.")),
    )
    number = PlainIntegerField(
        label=_("Number within the year"),
        min_value=1,
        max_value=12,
        initial=1,
        help_text=_("Months 1 to 12, quarters 1 to 4, half-years 1 or 2, otherwise 1."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_SUCH_NUMBER),
    )

    class Meta(PortalModelForm.Meta):
        model = Period
        fields = [
            "kind",
            "year",
            "number",
            "start",
            "end",
            "theme",
            "due_on",
            "summary_due_on",
            "asked_number",
            "asked_on",
            "asked_subject",
        ]
        help_texts = {
            "start": _("Only for thematic or urgent reports."),
            "theme": _("Only for thematic reports."),
            "due_on": _("If this is a day off, the due date moves to the next working day."),
            "asked_number": vi("12/SNV-BĐG"),
            "asked_subject": _("The opening sentence of each report cites this document."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["start"].required = self.fields["end"].required = False
        for name in DAYS:
            self.fields[name].validators.append(refuse_invalid_day)

    def clean_due_on(self):
        return DayOff.objects.due_date(self.instance.root_id, self.cleaned_data["due_on"])

    def clean_summary_due_on(self):
        day = self.cleaned_data["summary_due_on"]
        return day and DayOff.objects.due_date(self.instance.root_id, day)

    def clean(self):
        cleaned = super().clean()
        kind, year, number = (cleaned.get(name) for name in ("kind", "year", "number"))
        if not kind or not year or not number:
            return cleaned
        if PeriodKind(kind).is_free:
            return self._clean_free(cleaned)
        if cleaned.get("theme"):
            self.add_error("theme", _("Only a thematic report has its own theme."))
        if number not in period_numbers(kind):
            self.add_error("number", NO_SUCH_NUMBER)
        else:
            window = window_of(kind, year, number)
            cleaned["start"], cleaned["end"] = window.start, window.end
        return cleaned

    def _clean_free(self, cleaned):
        for name in ("start", "end"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("A thematic or urgent report needs its first and last day."))
        if not self.errors:
            refuse_backwards(self)
        return cleaned


class LastYear(HTML):
    """What last year's report said, offered below its empty field."""

    def __init__(self, words):
        super().__init__("")
        self.words = words

    def render(self, form, context, template_pack=None, **kwargs):
        return render_to_string("reports/texts/_last_year.html", self.words)


class TextForm(MergingMixin, PortalModelForm):
    """Form of the officer's own texts: four of every report, and those that are asked for once a year."""

    class Meta(PortalModelForm.Meta):
        model = Submission
        fields = TEXTS
        help_texts = {
            "evaluation": with_vietnamese(
                _("One paragraph per line. A line that begins {} or {} goes under that heading."),
                "“Ưu điểm:”",
                "“Tồn tại, hạn chế:”",
            ),
            "difficulties": with_vietnamese(
                _("Name the causes yourself: the system does not add any. A line that begins {} or {} goes under {}."),
                "“Nguyên nhân khách quan:”",
                "“Nguyên nhân chủ quan:”",
                "“Nguyên nhân”",
            ),
            "proposals": with_vietnamese(
                _("Say who each proposal is for, such as {}."), "“Đối với Ủy ban nhân dân cấp tỉnh: …”"
            ),
            "situation": _("What shaped the work of this year. One paragraph per line."),
            "committee": _("When it was set up or changed, its members, and the staff who do the work."),
            "objectives": _("For each objective of the strategy or plan: what was set and what was reached."),
            "mainstreaming": _("The documents and plans that took gender equality into account."),
            "other_bodies": _("What they did, each by name."),
        }

    def __init__(self, data=None, *args, last_year=None, **kwargs):
        super().__init__(data, *args, **kwargs)
        # {name: text} of what last year's report said; put into an empty field only where that is asked for.
        self.last_year = last_year or {}
        if not self.instance.is_yearly:
            for name in YEARLY_TEXTS:
                del self.fields[name]

    def reuses(self):
        """Whether last year's text was asked for instead of saving; it then stands in the field, unless that is filled.

        What else was typed stays as it is.
        """
        name = self.data.get("reuse", "")
        if name not in self.last_year or name not in self.fields:
            return False
        if not self.data.get(name, "").strip():
            self.data = self.data.copy()
            self.data[name] = self.last_year[name]
        return True

    @property
    def helper(self):
        if not self.instance.is_yearly:
            return form_helper()
        yearly = [part for name in YEARLY_TEXTS for part in (name, *self._offers(name))]
        own = Fieldset(_("Evaluation and proposals"), *OWN_TEXTS)
        return form_helper(own, Fieldset(_("Asked for once a year"), *yearly))

    def _offers(self, name):
        """Return the offer of last year's text (one or none), where the field is empty."""
        if name not in self.last_year or (self[name].value() or "").strip():
            return []
        words = {"name": name, "label": self[name].label, "text": self.last_year[name]}
        return [LastYear(words)]


class ParagraphForm(MergingMixin, PortalForm):
    """Form of one paragraph in a person's own words; each line becomes a paragraph.

    `edit` is what a person wrote in its place so far, or None. That a draft follows the records is no change by others.
    """

    text = forms.CharField(
        label=_("Text"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"})
    )

    def __init__(self, *args, edit, drafted, **kwargs):
        super().__init__(*args, initial={"text": edit.text if edit else drafted}, **kwargs)
        self.edit = edit

    def also_began(self):
        return {"edit": self.digest_of_stored("text") if self.edit else ""}

    def is_changed_elsewhere(self, base, name):
        return base.get("edit") != self.also_began()["edit"]


class EstimateForm(MergingMixin, PortalForm):
    """Form with one number for each count that may be estimated.

    `figures` are those of `reports.drafting.paragraphs.figures_to_estimate`.
    """

    def __init__(self, *args, figures, **kwargs):
        super().__init__(*args, **kwargs)
        self.figures = figures
        for number, (indicator, figure, estimate) in enumerate(figures):
            counted = figure_cells.cell(indicator, figure)
            self.fields[f"figure_{number}"] = CountField(
                label=vi(f"{indicator.name} ({indicator.unit})"),
                help_text=_("Counted so far: %s") % counted,
                required=False,
                initial=None if estimate is None else estimate // indicator.scale,
                max_value=MAX_AMOUNT // indicator.scale,
                scale=indicator.scale,
                words=words_of(indicator.unit),
            )

    def clean(self):
        cleaned = super().clean()
        names = {indicator.key: f"figure_{number}" for number, (indicator, *_rest) in enumerate(self.figures)}
        for part, whole in larger_parts({key: cleaned.get(name) for key, name in names.items()}):
            self.add_error(names[part.key], part_too_large(whole))
        return cleaned

    def values(self):
        """Return {key: value in the figure's own unit, or None}."""
        typed = {
            indicator.key: (indicator, self.cleaned_data[f"figure_{number}"])
            for number, (indicator, *_rest) in enumerate(self.figures)
        }
        return {key: None if value is None else value * indicator.scale for key, (indicator, value) in typed.items()}


class IssueForm(PortalForm):
    """Form of the number, day and signed file of a report that was issued on paper."""

    number = forms.CharField(label=_("Number and symbol"), max_length=60, help_text=vi("05/BC-UBND"))
    issued_on = DayField(label=_("Issued on"))
    file = forms.FileField(
        label=_("Signed file or scan"),
        required=False,
        help_text=with_limits(
            _("The signed PDF, or a scan (PDF, JPEG, PNG), at most %(size)s MB. Signatures in a PDF are checked.")
        ),
    )

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        refuse_invalid_day(day)
        if day > today():
            raise forms.ValidationError(
                _("The date of issue cannot be in the future. Today is %s.") % date_short(today())
            )
        return day


class DocumentForm(forms.Form):
    """Form that checks which edition and format of a report was requested."""

    edition = forms.ChoiceField(choices=Edition.choices)
    format = forms.ChoiceField(
        choices=[(file_format.value, file_format.label) for file_format in (Format.PDF, Format.DOCX, Format.XLSX)]
    )
