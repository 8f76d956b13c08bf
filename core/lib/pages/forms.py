"""Base classes of all forms: normalised text, and the portal's own fields for days, counts and choices."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from core.lib.text.normalise import clean_data
from core.lib.text_checks import CheckedTextMixin
from core.lib.typed.amounts import DAYS, MINUTES, NIGHTS
from core.lib.typed.fields import MAX_AMOUNT, MAX_COUNT, CountField, DayField

MAX_VALUES = {
    "PositiveSmallIntegerField": 10_000,
    "PositiveIntegerField": MAX_COUNT,
    "PositiveBigIntegerField": MAX_AMOUNT,
}
# Days that mostly lie ahead: without a year the next one is meant.
AHEAD = frozenset({"due_on", "summary_due_on", "valid_to"})
# Numbers of time: `2 giờ` is no two of them.
WORDS_OF_TIME = {"days": DAYS, "nights": NIGHTS, "minutes": MINUTES}


class DataSelect(forms.Select):
    """A choice among rows of data, whose names are Vietnamese, whatever the language of the page."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "vi"
        return option


def form_field(field, **kwargs):
    """Return the form field for a model field, with the portal's own fields for days, counts and foreign keys."""
    kind = field.get_internal_type()
    if kind == "ForeignKey":
        return field.formfield(widget=DataSelect, **kwargs)
    if kind == "DateField":
        return field.formfield(form_class=DayField, ahead=field.name in AHEAD, **kwargs)
    if kind in MAX_VALUES:
        reads = {"is_money": kind == "PositiveBigIntegerField", "words": WORDS_OF_TIME.get(field.name)}
        return field.formfield(form_class=CountField, max_value=MAX_VALUES[kind], **reads, **kwargs)
    if kind == "TextField":
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
    return field.formfield(**kwargs)


class CleanTextMixin:
    """Normalise submitted text: NFC, without zero-width and direction controls."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(clean_data(data), *args, **kwargs)


class PortalForm(CleanTextMixin, CheckedTextMixin, forms.Form):
    """A form without a model, with normalised and checked text and the portal's layout."""

    @property
    def helper(self):
        return form_helper()


class FilterForm(PortalForm):
    """The filters of a list, from the query string; an invalid value filters nothing.

    Nothing of it is stored, so nothing is pointed out.
    """

    def free_text_fields(self):
        return []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Nothing is saved, so what was understood need not be sent again.
            field.required = field.confirms = False
            field.widget.attrs["class"] = "form-select" if isinstance(field.widget, forms.Select) else "form-control"

    @property
    def given(self):
        """The chosen values by field name, without the hidden fields of the list's order or state."""
        self.is_valid()
        chosen = {field.name: self.cleaned_data.get(field.name) for field in self.visible_fields()}
        return {name: value for name, value in chosen.items() if value}


class PortalModelForm(CleanTextMixin, CheckedTextMixin, forms.ModelForm):
    """A model form with normalised and checked text, the portal's fields and its layout."""

    class Meta:
        formfield_callback = form_field

    @property
    def helper(self):
        return form_helper()


def form_helper(*layout):
    """Return crispy's helper for the fields alone; the form tag and the CSRF token are the page's own."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if layout:
        helper.layout = Layout(*layout)
    return helper
