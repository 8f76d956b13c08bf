"""Forms of directives, their clauses, and exemptions."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator, RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.directives.models import WAIT_FOR_PROVINCE, Clause, Directive, Exemption, Task
from core.lib.dates.clock import today
from core.lib.dates.valid_days import EARLIEST_DAY, refuse_invalid_day
from core.lib.files.limits import largest_file_in_mb, with_limits
from core.lib.files.names import normalise_file_name
from core.lib.files.pdf import PDF_SIGNATURE, check_pdf
from core.lib.files.virus_scanner import refuse_infected
from core.lib.pages.forms import DataSelect, PortalModelForm
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi
from core.lib.typed.fields import TOO_SMALL, PlainIntegerField, example_year
from core.units.models import Unit

LATEST_YEAR = 2100
FIGURE_CODE = RegexValidator(r"^[A-Z]{2}-\d{2}(\.\d)?$", _("Enter a code such as MH-01 or MH-01.1."))


class HeadForm(MergingMixin, PortalModelForm):
    """Number, day, year, subject, signer and file of a draft."""

    year = PlainIntegerField(
        label=_("Year"),
        help_text=example_year(),
        min_value=EARLIEST_DAY.year,
        max_value=LATEST_YEAR,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a year, such as 2020.")),
    )

    class Meta(PortalModelForm.Meta):
        model = Directive
        fields = ["number", "issued_on", "year", "subject", "signer", "file"]
        help_texts = {
            "number": vi("12/SNV-BĐG"),
            "issued_on": _("The date on the directive."),
            "signer": vi("KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC, họ và tên"),
            "file": with_limits(
                _("The signed letter as a PDF, at most %(size)s MB. Leave empty to keep the current file.")
            ),
        }
        widgets = {
            "file": forms.FileInput(attrs={"accept": ".pdf"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].validators.append(refuse_invalid_day)
        if self.instance.amends_id:
            del self.fields["year"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            _validate_pdf(upload)
            upload.name = normalise_file_name(upload.name)
        return upload

    def clean(self):
        cleaned = super().clean()
        year, issued_on = cleaned.get("year"), cleaned.get("issued_on")
        if self.instance.amends_id:
            self._refuse_other_year(issued_on)
            return cleaned
        if year and issued_on and year not in (issued_on.year, issued_on.year + 1):
            self.add_error("year", _("A directive is for the year it is issued in, or the next year."))
        return cleaned

    def _refuse_other_year(self, issued_on):
        amended = self.instance.amends
        if issued_on and not (amended.issued_on <= issued_on and issued_on.year <= amended.year):
            message = _(
                "An amendment must be issued after the directive that it amends, and in the year that it applies to."
            )
            self.add_error("issued_on", message)


def _validate_pdf(upload):
    """Raise ValidationError for a file that is too large, not a PDF by content and name, or incomplete."""
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        too_large = gettext("The file is larger than %s MB. Scan it at a lower resolution.")
        raise ValidationError(too_large % largest_file_in_mb())
    content = upload.read()
    upload.seek(0)
    if not content.startswith(PDF_SIGNATURE) or not upload.name.lower().endswith(".pdf"):
        raise ValidationError(
            gettext("This is not a PDF, whatever its name says. Scan the document or save it as a PDF.")
        )
    check_pdf(content)
    refuse_infected(content)


class NewForm(HeadForm):
    """The head of a directive that is written new, with or without the starter set of clauses."""

    starter = forms.BooleanField(
        label=_("Begin with the starter set of clauses"),
        required=False,
        help_text=_("For 2026 and later: clauses, tasks and legal bases to confirm. You can change all of them."),
    )


class CopyForm(HeadForm):
    """What is new in a later year's directive; the rest is copied."""

    class Meta(HeadForm.Meta):
        fields = ["number", "issued_on", "year", "subject", "signer"]

    def __init__(self, *args, source, **kwargs):
        year = source.year + 1
        subject = source.subject.replace(f"năm {source.year}", f"năm {year}")
        initial = {"year": year, "subject": subject, "signer": source.signer}
        super().__init__(*args, initial=initial, **kwargs)
        self.source = source

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year <= self.source.year:
            raise ValidationError(gettext("The copy must be for a year after %s.") % self.source.year)
        return year


class ClauseForm(MergingMixin, PortalModelForm):
    """What the Department sets for a clause: due date, threshold, guidance and theme."""

    class Meta(PortalModelForm.Meta):
        model = Clause
        fields = ["due_on", "threshold", "awaits_guidance", "guidance", "theme"]
        help_texts = {
            "due_on": _("Set by the Department. The directive sets no due date."),
            "threshold": _("The task counts as done once the figure reaches this number."),
            "awaits_guidance": _("While this is ticked, the task is never overdue."),
            "guidance": _("Number, date and subject, once issued."),
            "theme": _("The theme of the year. It is suggested to units."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].validators.append(refuse_invalid_day)
        if not self.instance.task_id or self.instance.task.form_code not in WAIT_FOR_PROVINCE:
            del self.fields["theme"]
        self.fields["threshold"].validators.append(MinValueValidator(1, TOO_SMALL))
        self.ask_for_threshold()

    def ask_for_threshold(self):
        """Require the threshold where a figure decides when the task is done; remove it elsewhere."""
        if self.instance.indicator or (self.instance.task and self.instance.task.is_own):
            self.fields["threshold"].required = True
        else:
            del self.fields["threshold"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("awaits_guidance") and cleaned.get("guidance"):
            self.add_error("awaits_guidance", _("The guidance has been issued: remove this tick."))
        return cleaned


class DraftClauseForm(ClauseForm):
    """A clause of a draft, with its words and the task that it asks for."""

    class Meta(ClauseForm.Meta):
        fields = ["code", "task", "title", "text", *ClauseForm.Meta.fields]
        help_texts = ClauseForm.Meta.help_texts | {
            "task": _("Each regular task has one clause. Leave empty if the clause asks for no task."),
            "threshold": _(
                "Leave empty to use the last time this task was asked for. Not used where the clause has no task."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = list(self.instance.directive.clauses.exclude(pk=self.instance.pk))
        if self.instance.directive.amends_id:
            changed = {clause.changes_id for clause in (*self.others, self.instance)}
            standing = Clause.objects.as_amended(self.instance.directive.amends)
            self.others += [clause for clause in standing if clause.pk not in changed]
        if self.instance.changes_id:
            del self.fields["task"]
            if self.instance.repeals:
                for name in self.fields.keys() & set(ClauseForm.Meta.fields):
                    del self.fields[name]
        else:
            taken = [clause.task_id for clause in self.others if clause.task_id]
            self.fields["task"].queryset = Task.objects.exclude(pk__in=taken)
        self.fields["text"].widget.attrs["rows"] = 8

    def ask_for_threshold(self):
        self.fields["threshold"].required = False

    def clean_code(self):
        code = self.cleaned_data["code"]
        if any(other.code == code for other in self.others):
            raise ValidationError(gettext("There is already a clause %s.") % code)
        return code


class TaskForm(MergingMixin, PortalModelForm):
    """A standing task's name and what it is for; of a new one also the task whose form it uses."""

    like = forms.ModelChoiceField(
        Task.objects.filter(form_of=""),
        label=_("Use the form of"),
        widget=DataSelect,
        help_text=_("Entries for the new task use this form, appear in its list and count in its figures."),
    )

    class Meta(PortalModelForm.Meta):
        model = Task
        fields = ["name", "programme", "term", "legal_basis", "to_confirm"]
        help_texts = {"to_confirm": _("While this is ticked, reports do not name the legal basis.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["like"]


class ExemptionForm(MergingMixin, PortalModelForm):
    """An exemption of a unit from a task or a figure, with its days and reason."""

    indicator = forms.CharField(
        label=_("Or a figure"), required=False, validators=[FIGURE_CODE], help_text="MH-01", max_length=20
    )

    class Meta(PortalModelForm.Meta):
        model = Exemption
        fields = ["unit", "task", "indicator", "valid_from", "valid_to", "reason"]
        help_texts = {"reason": _("This sentence goes into the unit's report.")}

    def __init__(self, *args, steerer, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("valid_from", "valid_to"):
            self.fields[name].validators.append(refuse_invalid_day)
        self.fields["unit"].queryset = Unit.objects.reporting_to(steerer.unit, today())
