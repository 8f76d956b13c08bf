"""What is typed about quick reports: the asking, the one phone screen that answers, more time."""

from datetime import timedelta
from decimal import Decimal

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.clock import today
from calendars.sensible import refuse_senseless
from calendars.windows import PeriodKind, reporting_year, window_of
from progress import areas
from progress.forms import Fold
from progress.rows import Column, RowsFormField
from progress.safety import CONFIRMED, PointsOutPersonalData
from steering import quick
from steering.models import QuestionKind, QuickQuestion, QuickReport
from steering.quick_totals import shown
from texts.forms import LARGEST_AMOUNT, CountField, PortalForm, PortalModelForm, example, form_helper
from units.models import Unit

USUAL_HOURS = 24
# In the first weeks of a reporting year people still ask about the one that has ended.
FIRST_WEEKS = timedelta(days=30)
# The series of the Department's list whose figures an area files; VM belongs to none.
SERIES = {"KH": "plans", "TT": "communications", "NL": "capacity", "MH": "models_sites"}
OWN_KINDS = tuple((kind, kind.label) for kind in (QuestionKind.NUMBER, QuestionKind.YES_NO, QuestionKind.TEXT))
COLUMNS = (
    Column("words", gettext_lazy("Question"), is_required=True),
    Column("kind", gettext_lazy("Answered by"), "choice", OWN_KINDS, is_required=True),
    Column("measure", gettext_lazy("Counted in")),
)
YES, NO = "yes", "no"


def hours_field(**given):
    """A deadline as it is given: so many hours from now."""
    return CountField(
        label=gettext_lazy("Deadline, in hours from now"), max_value=quick.MOST_HOURS, help_text=example("4; 24; 48"),
        **given,
    )  # fmt: skip


def series_of(indicator):
    """`TT` of TT-05.2."""
    return indicator.code.partition("-")[0]


class UnitsField(forms.ModelMultipleChoiceField):
    """Units by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, unit):
        return example(unit.name)


class AskForm(PointsOutPersonalData, PortalModelForm):
    """A new quick report: figures by area, the Department's own questions, units, and the deadline.

    `questions` are made of it, not saved: the chosen figures in the order of the list, then the own questions.
    """

    GUARDED = ("title", "note")

    hours = hours_field(initial=USUAL_HOURS)
    own = RowsFormField(
        COLUMNS, label=gettext_lazy("Your own questions"), required=False,
        help_text=gettext_lazy("“Counted in” is for numbers: people, cases, communes."),
    )  # fmt: skip
    units = UnitsField(
        Unit.objects.none(), label=gettext_lazy("Units"),
        error_messages={"required": gettext_lazy("Choose at least one unit.")},
    )  # fmt: skip

    class Meta(PortalModelForm.Meta):
        model = QuickReport
        fields = ["title", "note", "start", "end"]
        help_texts = {
            "title": gettext_lazy("One line; it becomes the subject of the quick report."),
            "note": gettext_lazy("May be left empty."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["rows"] = 2
        self.fields["units"].queryset = quick.units_of(self.instance.root)
        year = window_of(PeriodKind.YEAR, reporting_year(today() - FIRST_WEEKS))
        self.initial |= {"start": year.start, "end": today()}
        for name in ("start", "end"):
            self.fields[name].validators.append(refuse_senseless)
        if not self.is_bound:
            self.initial["units"] = list(self.fields["units"].queryset)
        self.groups = {}
        for one in quick.askable():
            self.groups.setdefault(f"figures_{series_of(one)}", []).append(one)
        for name, figures in self.groups.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=_("Figures"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(one.key, example(f"{one.name} ({one.unit})")) for one in figures],
            )  # fmt: skip

    @property
    def helper(self):
        folds = [Fold(_("Figures: %s") % _title(figures[0]), name) for name, figures in self.groups.items()]
        confirmed = [CONFIRMED] if self.pointed_out else []
        return form_helper(
            "title", "note", *confirmed, "hours",
            Fieldset(_("Figures that the portal counts"), *folds, "start", "end"),
            Fieldset(_("Other questions"), "own"),
            Fieldset(_("Who is asked"), "units"),
        )  # fmt: skip

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if not hours:
            raise forms.ValidationError(_("Give 1 to %s hours.") % quick.MOST_HOURS)
        return hours

    def clean_own(self):
        longest = QuickQuestion._meta.get_field("measure").max_length
        if any(len(row["measure"]) > longest for row in self.cleaned_data["own"]):
            raise forms.ValidationError(_("“Counted in” takes at most %s letters.") % longest)
        return self.cleaned_data["own"]

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        return cleaned

    @property
    def questions(self):
        chosen = {key for name in self.groups for key in self.cleaned_data.get(name, ())}
        figures = [quick.question_of(one) for one in quick.askable() if one.key in chosen]
        own = [
            QuickQuestion(
                kind=row["kind"], words=row["words"],
                measure=row["measure"] if row["kind"] == QuestionKind.NUMBER else "",
            )
            for row in self.cleaned_data["own"]
        ]  # fmt: skip
        return figures + own


def _title(indicator):
    app = SERIES.get(series_of(indicator))
    return areas.area(app).title if app else _("Difficulties")


class QuestionsForm(PortalForm):
    """A field for each question; `counted` is what the portal counts now, by str(question pk)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, questions, answer, counted, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.counted = questions, counted
        self.fields["version"].initial = answer.version
        for one in questions:
            given = answer.values.get(str(one.pk)) if answer.is_answered else counted.get(str(one.pk))
            self.fields[name_of(one)] = self._field(one, given)

    def _field(self, question, given):
        label = example(question.label)
        if question.kind == QuestionKind.YES_NO:
            initial = None if given is None else YES if given else NO
            choices = [(YES, _("Yes")), (NO, _("No"))]
            return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial=initial)
        if question.kind == QuestionKind.TEXT:
            widget = forms.Textarea(attrs={"rows": 2, "lang": "vi"})
            return forms.CharField(label=label, max_length=quick.LONGEST_TEXT, widget=widget, initial=given)
        hint = _("Counted: %s") % shown(question, self.counted.get(str(question.pk)))
        hint = hint if question.kind == QuestionKind.FIGURE else ""
        if question.scale > 1:
            initial = None if given is None else Decimal(given) / question.scale
            return AmountField(label=label, help_text=hint, initial=initial, scale=question.scale)
        return CountField(label=label, help_text=hint, initial=given, max_value=LARGEST_AMOUNT)

    def values(self):
        """{str(question pk): the answer as it is stored}."""
        return {str(one.pk): self._stored(one, self.cleaned_data[name_of(one)]) for one in self.questions}

    def _stored(self, question, typed):
        if question.kind == QuestionKind.YES_NO:
            return typed == YES
        return int(typed * question.scale) if question.scale > 1 else typed


class AnswerForm(PointsOutPersonalData, QuestionsForm):
    """The one screen on which a unit answers; typed words are looked through for phone and identity numbers."""

    @property
    def GUARDED(self):
        return [name_of(one) for one in self.questions if one.kind == QuestionKind.TEXT]

    def set_version(self, version):
        """Told of the other's answer, the person decides: the next saving is of this version."""
        self.data = self.data.copy()
        self.data["version"] = version


class AmountField(forms.DecimalField):
    """A sum in the unit that people read (million đồng), to the last đồng."""

    def __init__(self, *, scale, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "figure-input"}
        decimals = len(str(scale)) - 1
        super().__init__(
            min_value=0, max_value=LARGEST_AMOUNT // scale, decimal_places=decimals, localize=True,
            widget=forms.TextInput(attrs=attrs), **kwargs,
        )  # fmt: skip
        self.error_messages["invalid"] = _("Write a number, such as 12,5.")


class MoreTimeForm(PortalForm):
    """A later deadline."""

    hours = hours_field(initial=USUAL_HOURS)

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if not hours:
            raise forms.ValidationError(_("Give 1 to %s hours.") % quick.MOST_HOURS)
        return hours


def name_of(question):
    """The name of a question's field."""
    return f"q{question.pk}"
