"""The question about odd numbers that may be right: a tick at the field lets them be saved."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

IT_IS_SO = "it_is_so"
QUESTION = _("If this is correct, tick “This is correct” and save again.")


class OddityTick(forms.CheckboxInput):
    """A tick that holds for the numbers it was asked about alone: its value is `key`, made of them."""

    def __init__(self, key):
        super().__init__(attrs={"value": key})
        self.key = key

    def value_from_datadict(self, data, files, name):
        return data.get(name) == self.key


class OdditiesMixin:
    """Ask about the oddities of the record, after the model's own checks.

    Numbers that were stored so already are not asked about again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked_at = ""

    def _post_clean(self):
        super()._post_clean()
        odd = [] if self.errors else [rule for rule in self.instance.oddities() if not self._was_stored(rule)]
        if not odd:
            return
        self.asked_at = next((rule.field for rule in odd if rule.field in self.fields), "")
        tick = OddityTick(";".join(f"{rule.field}={rule.values(self.instance)}" for rule in odd))
        self.fields[IT_IS_SO] = forms.BooleanField(label=_("This is correct"), required=False, widget=tick)
        if not tick.value_from_datadict(self.data, self.files, self.add_prefix(IT_IS_SO)):
            for rule in odd:
                name = rule.field if rule.field in self.fields else None
                self.add_error(name, format_lazy("{} {}", rule.message, QUESTION))

    def _was_stored(self, rule):
        return self.stored is not None and rule.values(self.stored) == rule.values(self.instance)

    def with_tick(self, names):
        """Return the names of a section's fields, with the tick behind the first field that is asked about."""
        tick = (IT_IS_SO,) if IT_IS_SO in self.fields else ()
        return [part for name in names for part in ((name, *tick) if name == self.asked_at else (name,))]
