"""A model field for several choices in one text column, which works on every database."""

from django import forms
from django.db import models

from core.lib.text.markup import vi

MARK = "|"


class ListColumn:
    """Mixin for a column whose value is a list, empty by default; migrations leave `blank` and `default` out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"blank": True, "default": list})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["blank"], kwargs["default"]
        return name, path, args, kwargs


class ManyField(ListColumn, models.TextField):
    """A list of keys, stored as `|a|b|` so that `contains_key` finds each of them.

    `options` are (key, word) pairs, or a function that returns them. With `is_data` the words are Vietnamese, whatever
    the language of the page.
    """

    def __init__(self, *args, options=(), is_data=False, **kwargs):
        self.options, self.is_data = options, is_data
        super().__init__(*args, **kwargs)

    def pairs(self):
        """Return the (key, word) pairs."""
        return list(self.options() if callable(self.options) else self.options)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if isinstance(value, str):
            return [key for key in value.split(MARK) if key]
        return list(value or [])

    def get_prep_value(self, value):
        keys = self.to_python(value)
        return f"{MARK}{MARK.join(keys)}{MARK}" if keys else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def shown_pairs(self):
        """Return the (key, word) pairs for a page."""
        return [(key, vi(word) if self.is_data else word) for key, word in self.pairs()]

    def lines(self, value):
        """Return the chosen words."""
        return [str(word) for key, word in self.pairs() if key in value]

    def words(self, value):
        """Return the chosen words for a page, joined."""
        text = "; ".join(self.lines(value))
        return vi(text) if self.is_data else text

    def formfield(self, **kwargs):
        options = {"required": False, "label": self.verbose_name, "help_text": self.help_text}
        options |= {name: kwargs[name] for name in options.keys() & kwargs.keys()}
        return forms.MultipleChoiceField(choices=self.shown_pairs, widget=forms.CheckboxSelectMultiple, **options)


def contains_key(field, key):
    """Return the query condition that a ManyField holds the key."""
    return models.Q(**{f"{field}__contains": f"{MARK}{key}{MARK}"})
