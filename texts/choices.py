"""Several of a set of choices in one column, the same on every database and in a record's history."""

from django import forms
from django.db import models

from texts.forms import example

MARK = "|"


class ListColumn:
    """A column whose value is a list, empty where nothing was given: neither is told again to each migration."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"blank": True, "default": list})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["blank"], kwargs["default"]
        return name, path, args, kwargs


class ManyField(ListColumn, models.TextField):
    """A list of keys, stored as `|a|b|` so that `holding` finds one; empty is an empty list.

    `options` are (key, word) pairs, or a function that gives them; `is_data` says that the words are Vietnamese,
    whatever the language of the page.
    """

    def __init__(self, *args, options=(), is_data=False, **kwargs):
        self.options, self.is_data = options, is_data
        super().__init__(*args, **kwargs)

    def pairs(self):
        """The (key, word) pairs."""
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
        """The same for a page."""
        return [(key, example(word) if self.is_data else word) for key, word in self.pairs()]

    def lines(self, value):
        """The chosen words."""
        return [str(word) for key, word in self.pairs() if key in value]

    def words(self, value):
        """The chosen words for a page, joined."""
        text = "; ".join(self.lines(value))
        return example(text) if self.is_data else text

    def formfield(self, **kwargs):
        given = {"required": False, "label": self.verbose_name, "help_text": self.help_text}
        given |= {name: kwargs[name] for name in given.keys() & kwargs.keys()}
        return forms.MultipleChoiceField(choices=self.shown_pairs, widget=forms.CheckboxSelectMultiple, **given)


def holding(field, key):
    """The condition that a ManyField holds that key."""
    return models.Q(**{f"{field}__contains": f"{MARK}{key}{MARK}"})
