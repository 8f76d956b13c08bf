"""Checks of the free text of every form: findings are pointed out once, and saved when confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.personal_data import IS_NO_VICTIM, personal_data_label, personal_data_warning
from core.lib.text.fonts import MISSING, unprintable_signs
from core.lib.text.personal_numbers import personal_numbers


@dataclass(frozen=True)
class TextCheck:
    """A check: the name and label of its box, what it finds in a text, the words of its warning."""

    box: str
    label: Any
    find: Callable[[str], list[str]]
    warning: Callable[[list[str]], str]


def _signs_warning(signs):
    return _(
        "The font used for documents has no “%(signs)s”. The PDF and Word files would show “%(missing)s” "
        "instead. Write it another way."
    ) % {
        "signs": "”, “".join(signs),
        "missing": MISSING,
    }


PERSONAL_NUMBERS = TextCheck(IS_NO_VICTIM, personal_data_label, personal_numbers, personal_data_warning)
UNPRINTABLE = TextCheck(
    "signs_seen", gettext_lazy("I have checked. Save with these characters"), unprintable_signs, _signs_warning
)
CHECKS = (PERSONAL_NUMBERS, UNPRINTABLE)


class CheckedTextMixin:
    """Point out in every free text of a form what `CHECKS` find; the parent of all forms of the portal.

    With a hit the form is invalid until the person ticks the check's box. What the stored text had already is not
    pointed out again. `UNGUARDED` are the fields that are meant to hold phone or identity numbers.
    """

    UNGUARDED: tuple[str, ...] = ()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        own = cls.__dict__.get("helper")
        if isinstance(own, property):
            # A layout of the form's own ends with the boxes as well.
            cls.helper = property(lambda form: form._with_boxes(own.fget(form)))

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        for check in CHECKS:
            hits = {name: found for name in self.free_text_fields() if (found := self._new_hits(check, name))}
            if not hits:
                continue
            box = forms.BooleanField(label=check.label, required=False)
            box.widget.attrs["class"] = "form-check-input"
            self.fields[check.box] = box
            if not box.widget.value_from_datadict(self.data, self.files, self.add_prefix(check.box)):
                for name, found in hits.items():
                    self.add_error(name, check.warning(found))

    def free_text_fields(self):
        """Return the names of the fields into which a person may write anything."""
        return [name for name, field in self.fields.items() if is_free_text(field)]

    def _new_hits(self, check, name):
        if check is PERSONAL_NUMBERS and name in self.UNGUARDED:
            return []
        field = self.fields[name]
        # As it will be stored: of two officers' texts a person may have chosen the other's.
        typed = self.cleaned_data.get(name) if name in self.cleaned_data else None
        if typed is None:
            typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        known = check.find(_text_of(field, self.get_initial_for_field(field, name)))
        return [found for found in check.find(_text_of(field, typed)) if found not in known]

    @property
    def boxes(self):
        """The boxes to tick for what was pointed out, as bound fields."""
        was_cleaned = self.is_bound and self.errors is not None
        return [self[check.box] for check in CHECKS if was_cleaned and check.box in self.fields]

    def _with_boxes(self, helper):
        if helper.layout is not None:
            shown = {pointer.name for pointer in helper.layout.get_field_names()}
            helper.layout.fields.extend(box.name for box in self.boxes if box.name not in shown)
        return helper


def is_free_text(field):
    """Return whether a person may write anything into a form field."""
    if hasattr(field, "free_text"):
        return True
    is_text = isinstance(field, forms.CharField) and not isinstance(field, (forms.EmailField, forms.URLField))
    return is_text and getattr(field.widget, "input_type", "text") == "text" and not field.disabled


def _text_of(field, value):
    """Return the text of a field's value; a field of several texts has `free_text` for it."""
    if hasattr(field, "free_text"):
        return field.free_text(value or [])
    return str(value or "")
