"""Base classes and fields of all forms: normalised text, days as 14/4/2020, counts as 1.250."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.lib.text.normalise import clean_data
from core.lib.text_checks import CheckedTextMixin

# No district counts more than this of anything: a larger number is a slip.
LARGEST_COUNT = 10_000_000
LARGEST_AMOUNT = 1_000_000_000_000
LARGEST = {
    "PositiveSmallIntegerField": 10_000,
    "PositiveIntegerField": LARGEST_COUNT,
    "PositiveBigIntegerField": LARGEST_AMOUNT,
}
TOO_LARGE = _("This number cannot be less than %(limit_value)s.")


class DayField(forms.DateField):
    """A day, typed as 14/4/2020 or picked."""

    def __init__(self, **kwargs):
        kwargs.pop("widget", None)
        attrs = {"data-date": "", "inputmode": "numeric", "autocomplete": "off", "placeholder": "14/4/2020"}
        attrs["data-picker-label"] = _("Pick a day")
        super().__init__(widget=forms.DateInput(attrs=attrs), **kwargs)
        self.error_messages["invalid"] = _("Write the day as 14/4/2020.")


def _too_large(largest):
    """Return the message; called once the language is known, as it formats the number."""
    return _("This number is too large: at most %(limit_value)s.") % {"limit_value": number_format(largest)}


class CountField(forms.IntegerField):
    """A whole number, which may be written 1.250; an empty field means unknown, not zero."""

    def __init__(self, **kwargs):
        for name in ("widget", "min_value"):
            kwargs.pop(name, None)
        largest = kwargs.pop("max_value", None) or LARGEST_COUNT
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "figure-input"}
        super().__init__(min_value=0, max_value=largest, localize=True, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.error_messages["invalid"] = _("Write a whole number, such as 1.250.")
        for validator in self.validators:
            validator.message = TOO_LARGE if validator.code == "min_value" else lazy(_too_large, str)(largest)


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
        return field.formfield(form_class=DayField, **kwargs)
    if kind in LARGEST:
        return field.formfield(form_class=CountField, max_value=LARGEST[kind], **kwargs)
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
            field.required = False
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
