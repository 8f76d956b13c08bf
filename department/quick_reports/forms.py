"""Forms of quick reports: asking, the one phone screen of answers, more time."""

from datetime import timedelta
from decimal import Decimal

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.indicators.catalogue import larger_parts
from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_backwards, refuse_invalid_day
from core.lib.dates.windows import PeriodKind, reporting_year, window_of
from core.lib.pages.forms import PortalForm, PortalModelForm, form_helper
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi
from core.lib.typed.amounts import HOURS, scale_of, words_of
from core.lib.typed.fields import MAX_AMOUNT, AmountField, CountField
from core.units.models import Unit
from department.models import QuestionKind, QuickQuestion, QuickReport
from department.quick_reports import verbs
from department.quick_reports.totals import formatted
from filing import areas
from filing.models.parts import part_too_large
from filing.models.rows_field import RowColumn, RowsFormField
from filing.pages.forms import Fold

DEFAULT_HOURS = 24
# In the first weeks of a reporting year people still ask about the year before.
FIRST_WEEKS = timedelta(days=30)
# The area that files the figures of a series of the Department's list; VM belongs to none.
SERIES = {"KH": "plans", "TT": "communications", "NL": "capacity", "MH": "models_sites"}
OWN_KINDS = tuple((kind, kind.label) for kind in (QuestionKind.NUMBER, QuestionKind.YES_NO, QuestionKind.TEXT))
YES, NO = "yes", "no"
COLUMNS = (
    RowColumn("words", gettext_lazy("Question"), is_required=True),
    RowColumn("kind", gettext_lazy("Kind of answer"), "choice", OWN_KINDS, is_required=True),
    RowColumn("measure", gettext_lazy("Unit of measure")),
    RowColumn(
        "about_victims",
        gettext_lazy("Does it count victims or perpetrators?"),
        "choice",
        ((NO, gettext_lazy("no")), (YES, gettext_lazy("yes"))),
    ),
)


def hours_field(**kwargs):
    """Return the field of a deadline in hours from now."""
    return CountField(
        label=gettext_lazy("Hours to answer, from now"),
        max_value=verbs.MAX_HOURS,
        words=HOURS,
        help_text=vi("4; 24; 48"),
        **kwargs,
    )


def clean_hours(form):
    """Return the hours of a form; ValidationError for none."""
    hours = form.cleaned_data["hours"]
    if not hours:
        raise forms.ValidationError(_("Enter 1 to %s hours.") % verbs.MAX_HOURS)
    return hours


def series_of(indicator):
    """Return `TT` of TT-05.2."""
    return indicator.code.partition("-")[0]


class AskedUnitsField(forms.ModelMultipleChoiceField):
    """A choice of units, labelled by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, unit):
        return vi(unit.name)


class AskForm(PortalModelForm):
    """A new quick report: figures by area, the Department's own questions, units, and the deadline."""

    hours = hours_field(initial=DEFAULT_HOURS)
    own = RowsFormField(
        COLUMNS,
        label=gettext_lazy("Other questions"),
        required=False,
        help_text=gettext_lazy(
            "“Unit of measure” is for answers in numbers: people, cases, communes. For each such question, say "
            "whether it counts victims or perpetrators. Those numbers are entered only in the log of the model."
        ),
    )
    units = AskedUnitsField(
        Unit.objects.none(),
        label=gettext_lazy("Units"),
        error_messages={"required": gettext_lazy("Choose at least one unit.")},
    )

    class Meta(PortalModelForm.Meta):
        model = QuickReport
        fields = ["title", "note", "start", "end"]
        help_texts = {
            "title": gettext_lazy("One line. It becomes the subject of the quick report."),
            "note": gettext_lazy("Optional."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["rows"] = 2
        self.fields["units"].queryset = verbs.units_of(self.instance.root)
        year = window_of(PeriodKind.YEAR, reporting_year(today() - FIRST_WEEKS))
        self.initial |= {"start": year.start, "end": today()}
        for name in ("start", "end"):
            self.fields[name].validators.append(refuse_invalid_day)
        if not self.is_bound:
            self.initial["units"] = list(self.fields["units"].queryset)
        self.groups = {}
        for indicator in verbs.askable():
            self.groups.setdefault(f"figures_{series_of(indicator)}", []).append(indicator)
        for name, indicators in self.groups.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=_("Figures"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(indicator.key, vi(f"{indicator.name} ({indicator.unit})")) for indicator in indicators],
            )

    @property
    def helper(self):
        folds = [Fold(_("Figures: %s") % _group_title(indicators[0]), name) for name, indicators in self.groups.items()]
        return form_helper(
            "title",
            "note",
            "hours",
            Fieldset(_("Figures counted by the system"), *folds, "start", "end"),
            Fieldset(_("Questions"), "own"),
            Fieldset(_("Units asked"), "units"),
        )

    clean_hours = clean_hours

    def clean_own(self):
        longest = QuickQuestion._meta.get_field("measure").max_length
        if any(len(row["measure"]) > longest for row in self.cleaned_data["own"]):
            raise forms.ValidationError(_("“Unit of measure” can have at most %s characters.") % longest)
        unsaid = [
            row["words"]
            for row in self.cleaned_data["own"]
            if row["kind"] == QuestionKind.NUMBER and not row["about_victims"]
        ]
        if unsaid:
            raise forms.ValidationError(_("Say whether this counts victims or perpetrators: “%s”.") % unsaid[0])
        return self.cleaned_data["own"]

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self)
        return cleaned

    @property
    def questions(self):
        """The unsaved questions: the chosen figures in the order of the list, then the own ones."""
        chosen = {key for name in self.groups for key in self.cleaned_data.get(name, ())}
        figures = [verbs.question_of(indicator) for indicator in verbs.askable() if indicator.key in chosen]
        own = [
            QuickQuestion(
                kind=row["kind"],
                words=row["words"],
                measure=row["measure"] if row["kind"] == QuestionKind.NUMBER else "",
                is_sensitive=row["kind"] == QuestionKind.NUMBER and row["about_victims"] == YES,
            )
            for row in self.cleaned_data["own"]
        ]
        return figures + own


def _group_title(indicator):
    app = SERIES.get(series_of(indicator))
    return areas.area(app).title if app else _("Difficulties")


class QuickAnswerForm(MergingMixin, PortalForm):
    """The one screen on which a unit answers: a field for each question, merged with an answer that was given.

    `counted` is what the portal counts now, by str(question pk). It is no answer: a first one is taken as it was sent.
    """

    def __init__(self, *args, questions, answer, counted, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.answer, self.counted = questions, answer, counted
        for question in questions:
            value = (answer.values if answer.is_answered else counted).get(str(question.pk))
            self.fields[name_of(question)] = self._field(question, value)

    @property
    def is_new(self):
        return not self.answer.is_answered

    @property
    def began(self):
        return "{}" if self.is_new else self.began_as_shown()

    def _field(self, question, value):
        label = vi(question.label)
        if question.kind == QuestionKind.YES_NO:
            initial = None if value is None else YES if value else NO
            choices = [(YES, _("Yes")), (NO, _("No"))]
            return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial=initial)
        if question.kind == QuestionKind.TEXT:
            widget = forms.Textarea(attrs={"rows": 2, "lang": "vi"})
            return forms.CharField(label=label, max_length=verbs.LONGEST_TEXT, widget=widget, initial=value)
        hint = _("Counted: %s") % formatted(question, self.counted.get(str(question.pk)))
        hint = hint if question.kind == QuestionKind.FIGURE else ""
        if question.scale > 1:
            initial = None if value is None else Decimal(value) / question.scale
            return AmountField(
                label=label,
                help_text=hint,
                initial=initial,
                min_value=0,
                max_value=MAX_AMOUNT // question.scale,
                decimal_places=len(str(question.scale)) - 1,
                scale=question.scale,
            )
        reads = {"scale": scale_of(question.measure), "words": words_of(question.measure)}
        return CountField(label=label, help_text=hint, initial=value, max_value=MAX_AMOUNT, **reads)

    def clean(self):
        cleaned = super().clean()
        asked = {question.indicator: question for question in self.questions if question.kind == QuestionKind.FIGURE}
        numbers = {key: cleaned.get(name_of(question)) for key, question in asked.items()}
        for part, whole in larger_parts(numbers):
            self.add_error(name_of(asked[part.key]), part_too_large(whole))
        return cleaned

    def values(self):
        """Return {str(question pk): the answer as it is stored}."""
        return {
            str(question.pk): self._value_to_store(question, self.cleaned_data[name_of(question)])
            for question in self.questions
        }

    def _value_to_store(self, question, typed):
        if question.kind == QuestionKind.YES_NO:
            return typed == YES
        return int(typed * question.scale) if question.scale > 1 else typed


class MoreTimeForm(PortalForm):
    """The form of a later deadline."""

    hours = hours_field(initial=DEFAULT_HOURS)

    clean_hours = clean_hours


def name_of(question):
    """Return the name of a question's field."""
    return f"q{question.pk}"
