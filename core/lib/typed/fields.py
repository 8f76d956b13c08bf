"""Form fields of numbers and days: what is unusual is shown back before saving, what is open is asked about."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.dates.clock import today
from core.lib.typed.amounts import CURRENCIES, NOUNS, WORDS, read_amount
from core.lib.typed.days import read_day, write_day
from core.lib.typed.numbers import EXACT, write_number
from core.lib.typed.results import Question, Reading, Reason

# No district counts more than this of anything: a larger number is a slip.
MAX_COUNT = 10_000_000
MAX_AMOUNT = 1_000_000_000_000
AMOUNT_OF_MONEY = gettext_lazy("Enter an amount in VND, such as 12,000,000.")
TOO_SMALL = gettext_lazy("This number cannot be less than %(limit_value)s.")
# Names of the inputs beside that of the field: the reading that was chosen, and of which text.
CHOSEN, ASKED_OF = "as", "of"
_WHOLE = re.compile(r"0|0?[1-9]|[1-9]\d{1,8}", re.ASCII)


class TypedText(str):
    """A typed text with the readings that are asked about, and the one that was chosen for it."""

    readings: tuple[str, ...] = ()
    chosen = ""

    def stripped(self):
        """Return the text without blanks at its ends, with the choice."""
        text = TypedText(self.strip())
        text.readings, text.chosen = self.readings, self.chosen
        return text


class TypedInput(forms.TextInput):
    """An input, with a choice where the text has two readings; the choice is void once the text changes."""

    template_name = "widgets/typed.html"

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if not isinstance(value, str):
            return value
        text = TypedText(value)
        if data.get(f"{name}-{ASKED_OF}", "").strip() == value.strip():
            text.chosen = data.get(f"{name}-{CHOSEN}", "")
        return text

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = getattr(value, "chosen", "")
        context["widget"]["readings"] = [
            {"text": text, "is_chosen": text == chosen} for text in getattr(value, "readings", ())
        ]
        return context


class _TypedField:
    """What fields of numbers and days have in common; a field gives `read` and `written`.

    `confirms`: an unusual form comes back once, as it was understood. Filters save nothing and need no second sending.
    """

    confirms = True

    def read(self, text):
        raise NotImplementedError

    def written(self, value):
        raise NotImplementedError

    def to_python(self, value):
        if value in EMPTY_VALUES or not isinstance(value, str):
            return super().to_python(value)
        return self._value_of(self._result(value), value.strip()) if value.strip() else None

    def clean(self, value):
        cleaned = super().clean(value)
        if self.confirms and isinstance(value, str) and value.strip():
            result = self._result(value)
            if isinstance(result, Reading) and not result.is_plain:
                raise ValidationError(
                    _("Read as %(value)s. Check it, then save."),
                    code="understood",
                    params={"value": self.written(cleaned)},
                )
        return cleaned

    def prepare_value(self, value):
        """Return a value in its plain form, a typed text with what it was understood as or may be."""
        if not isinstance(value, str):
            return value if value is None else self.written(value)
        text = TypedText(value)
        text.chosen = getattr(value, "chosen", "")
        result = self.read(text) if text.strip() else None
        if isinstance(result, Question):
            text.readings = tuple(self.written(possible) for possible in self._possible(result.values))
        elif isinstance(result, Reading) and not result.is_plain and self._is_possible(result.value):
            return self.written(result.value)
        return text

    def _result(self, value):
        """Return the reading of a text, after the choice between two."""
        result, chosen = self.read(value), getattr(value, "chosen", "")
        if isinstance(result, Question):
            for possible in self._possible(result.values):
                if self.written(possible) == chosen:
                    return Reading(possible)
        return result

    def _value_of(self, result, text):
        if isinstance(result, Question):
            first, second = (write_number(value) for value in sorted(result.values, reverse=True))
            raise ValidationError(
                _("“%(text)s”: %(first)s or %(second)s? Choose the right one, then save."),
                code="two_readings",
                params={"text": text, "first": first, "second": second},
            )
        if isinstance(result, Reading):
            return self.converted(result.value)
        if result.reason == Reason.NEGATIVE:
            words = self.error_messages.get("min_value", TOO_SMALL)
            raise ValidationError(words, code="min_value", params={"limit_value": 0})
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def converted(self, value):
        """Return the value as the field's own type."""
        return value

    def _possible(self, values):
        return [value for value in sorted(values, reverse=True) if self._is_possible(value)]

    def _is_possible(self, value):
        try:
            self.run_validators(self.converted(value))
        except ValidationError:
            return False
        return True


def _number_attrs(inputmode):
    return {"inputmode": inputmode, "autocomplete": "off", "class": "figure-input"}


def _too_large(largest):
    """Return the message; called once the language is known, as it writes the number."""
    return _("This number is too large: at most %(limit_value)s.") % {"limit_value": write_number(largest)}


def _set_messages(field, largest):
    """Give the field's own limits their words; `error_messages` would change those of the model's limits too."""
    words = {"min_value": TOO_SMALL, "max_value": lazy(_too_large, str)(largest)}
    for validator in field.validators:
        if getattr(validator, "code", "") in words:
            validator.message = words[validator.code]


class CountField(_TypedField, forms.IntegerField):
    """A whole number, which may be written 1.250; an empty field means unknown, not zero.

    `scale` is what one in the field stands for, 1.000.000 where it counts million đồng; `is_money`: it counts đồng.
    `words` may stand behind the number; without any those of people and things.
    """

    default_error_messages = {"invalid": gettext_lazy("Enter a whole number, such as 1,250.")}

    def __init__(self, *, scale=1, is_money=False, words=None, **kwargs):
        if is_money:
            kwargs["error_messages"] = {"invalid": AMOUNT_OF_MONEY} | (kwargs.get("error_messages") or {})
        for name in ("widget", "min_value", "localize"):
            kwargs.pop(name, None)
        self.scale, self.words = scale, words or (CURRENCIES if is_money else NOUNS)
        largest = kwargs.pop("max_value", None) or MAX_COUNT
        widget = TypedInput(attrs=_number_attrs("numeric"))
        super().__init__(min_value=0, max_value=largest, widget=widget, **kwargs)
        _set_messages(self, largest)

    def read(self, text):
        return read_amount(text, scale=self.scale, words=self.words)

    def written(self, value):
        return write_number(value)

    def converted(self, value):
        if value != value.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(value)


class AmountField(_TypedField, forms.DecimalField):
    """A number that may have decimals; `scale` and `words` as in `CountField`, `percent` takes `62,5%`."""

    default_error_messages = {"invalid": gettext_lazy("Enter a number, such as 1,250 or 62.5.")}

    def __init__(self, *, max_value, scale=1, percent=False, words=WORDS, **kwargs):
        self.scale, self.percent, self.words = scale, percent, words
        widget = TypedInput(attrs=_number_attrs("decimal"))
        super().__init__(max_value=max_value, widget=widget, **kwargs)
        _set_messages(self, max_value)

    def read(self, text):
        return read_amount(text, scale=self.scale, percent=self.percent, words=self.words)

    def written(self, value):
        return write_number(value)

    def converted(self, value):
        # 12,50 has one decimal.
        shortened = value.normalize(EXACT)
        return shortened.quantize(1, context=EXACT) if shortened.as_tuple().exponent > 0 else shortened


# What hints show: a year and a day that are not long past.
example_year = lazy(lambda: str(today().year), str)
example_day = lazy(lambda: write_day(today().replace(month=4, day=14)), str)


class PlainIntegerField(forms.IntegerField):
    """A year, or a number of a short list: digits alone, as nobody groups them."""

    def to_python(self, value):
        if isinstance(value, str) and value.strip() and not _WHOLE.fullmatch(value.strip()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayField(_TypedField, forms.DateField):
    """A day, typed as 14/4/2020 or picked; without a year the last one, or the next where `ahead`."""

    def __init__(self, *, ahead=False, **kwargs):
        kwargs.pop("widget", None)
        self.ahead = ahead
        attrs = {"data-date": "", "inputmode": "numeric", "autocomplete": "off", "placeholder": example_day()}
        attrs["data-picker-label"] = gettext_lazy("Choose a date")
        super().__init__(widget=forms.DateInput(attrs=attrs), **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Enter the date as 14/4/2020.")

    def read(self, text):
        return read_day(text, today(), ahead=self.ahead)

    def written(self, value):
        return write_day(value)

    def prepare_value(self, value):
        # The widget writes a stored day.
        return super().prepare_value(value) if isinstance(value, str) else value

    def _value_of(self, result, text):
        if getattr(result, "reason", None) == Reason.NO_SUCH_DAY:
            raise ValidationError(
                _("%(text)s is not a date. Enter day, month and year, such as 14/4/2020."),
                code="no_such_day",
                params={"text": text},
            )
        return super()._value_of(result, text)
