"""A JSON field for small tables within a record (activities, products, violations), and its form field.

Values in such a table are not aggregated; a sum that is a figure has a column of its own in the model.
"""

import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.lib.choices_field import ListColumn
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.text.markup import vi
from core.lib.text.vietnamese import date_short
from core.lib.typed.fields import MAX_AMOUNT, CountField, DayField, TypedText
from core.lib.typed.numbers import write_number

MAX_ROWS = 60
SPARE_ROWS = 2


@dataclass(frozen=True)
class RowColumn:
    """A column of the table; `kind` is text, day, count, money (đồng) or choice (with `choices`)."""

    name: str
    label: str
    kind: str = "text"
    choices: tuple = ()
    is_required: bool = False

    def field(self):
        """Return the form field of a cell."""
        options = {"required": self.is_required, "label": self.label}
        if self.kind == "day":
            return DayField(validators=[refuse_invalid_day], **options)
        if self.kind == "count":
            return CountField(**options)
        if self.kind == "money":
            return CountField(max_value=MAX_AMOUNT, is_money=True, **options)
        if self.kind == "choice":
            return forms.ChoiceField(choices=[("", "–"), *self.choices], **options)
        return forms.CharField(max_length=300, **options)

    def typed(self, data, input_name):
        """Return what was typed into a cell's input, with a choice between two readings."""
        value = self.field().widget.value_from_datadict(data, {}, input_name)
        return value.stripped() if isinstance(value, TypedText) else (value or "").strip()

    def shown(self, value):
        """Return a cell's value as its input shows it: a stored day as 14/4/2020, a stored count as 1.250."""
        day = _parse_day(value) if self.kind == "day" else None
        return date_short(day) if day else self.field().prepare_value(value)

    def word(self, value):
        """Return a cell's value as words; an empty text for an empty cell."""
        if value in (None, ""):
            return ""
        if self.kind == "day":
            day = _parse_day(value)
            return date_short(day) if day else value
        if self.kind == "choice":
            return str(dict(self.choices).get(value, value))
        return write_number(value) if isinstance(value, int) else value


def _parse_day(text):
    """Return the date stored as `2020-04-14`; None for anything else, such as a typed 2020-13-45."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)) else None
    except ValueError:
        return None


class RowsField(ListColumn, models.JSONField):
    """A list of rows, each a dict by the names of `columns`; days are ISO strings.

    `parts` are (part, whole, message) of columns of which one is never more than the other in its row.
    """

    def __init__(self, *args, columns=(), parts=(), **kwargs):
        self.columns, self.parts = columns, parts
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        faults = larger_parts(value or (), self.parts)
        if faults:
            raise ValidationError([_fault_message(self.columns, *cell, message) for cell, message in faults.items()])

    def lines(self, value):
        """Return a line of plain text for each row."""
        words = ([column.word(row.get(column.name)) for column in self.columns] for row in value)
        return [" · ".join(filter(None, line)) for line in words]

    def words(self, value):
        """Return the lines as HTML for a page."""
        lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in self.lines(value)))
        return vi(lines)

    def formfield(self, **kwargs):
        options = {"label": self.verbose_name, "help_text": self.help_text}
        options |= {name: kwargs[name] for name in options.keys() & kwargs.keys()}
        return RowsFormField(self.columns, parts=self.parts, required=False, **options)


class RowsWidget(forms.Widget):
    """A table of inputs, shown again as typed with each fault at its cell.

    `faults` are {(row, column's name): message}, set by `RowsFormField.clean`. `rows.js` adds and clears rows.
    """

    template_name = "widgets/rows.html"
    # Many inputs have one name, so the form shows a legend instead of a label for the first cell.
    use_fieldset = True

    def __init__(self, columns):
        super().__init__()
        self.columns, self.faults = columns, {}

    def value_from_datadict(self, data, files, name):
        numbers = {int(match[1]) for key in data if (match := re.match(rf"{re.escape(name)}-(\d{{1,4}})-", key))}
        rows = [
            {column.name: column.typed(data, f"{name}-{number}-{column.name}") for column in self.columns}
            for number in sorted(numbers)
        ]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def use_required_attribute(self, initial):
        return False

    def id_for_label(self, id_):
        """Return the id of the first cell with a fault, for the error summary; else an empty text."""
        return f"{id_}-{'-'.join(map(str, min(self.faults, key=self._position)))}" if self.faults else ""

    def _position(self, cell):
        number, name = cell
        return number, [column.name for column in self.columns].index(name)

    def get_context(self, name, value, attrs):
        rows = list(value or [])
        spare = max(0, min(SPARE_ROWS, MAX_ROWS - len(rows)))
        lines = [self._line(name, number, row) for number, row in enumerate([*rows, *[{}] * spare])]
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"columns": self.columns, "lines": lines, "most": MAX_ROWS}
        return context

    def _line(self, name, number, row):
        cells = [self._cell(name, number, column, row.get(column.name)) for column in self.columns]
        return {"number": number + 1, "cells": cells}

    def _cell(self, name, number, column, value):
        field, input_name = column.field(), f"{name}-{number}-{column.name}"
        fault = self.faults.get((number, column.name), "")
        attrs = {"id": f"id_{input_name}"}
        if fault:
            attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{input_name}-fault"}
        css_class = "form-select" if column.kind == "choice" else f"form-control {field.widget.attrs.get('class', '')}"
        field.widget.attrs["class"] = f"{css_class.strip()}{' is-invalid' if fault else ''}"
        html = field.widget.render(input_name, column.shown(value), attrs)
        return {"html": html, "fault": fault, "label": column.label, "kind": column.kind, "id": f"id_{input_name}"}


class RowsFormField(forms.Field):
    """The form field of a small table; a ValidationError names row and column."""

    def __init__(self, columns, *, parts=(), **kwargs):
        self.columns, self.parts = columns, parts
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def free_text(self, rows):
        """Return what a person wrote into the columns that take any text."""
        names = [column.name for column in self.columns if column.kind == "text"]
        return "\n".join(str(row.get(name) or "") for row in rows for name in names)

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or [])
        except ValidationError:
            return True

    def clean(self, value):
        if len(value) > MAX_ROWS:
            raise ValidationError(_("At most %s rows. Attach the rest as a file.") % MAX_ROWS)
        faults, rows = {}, []
        for number, typed in enumerate(value):
            row = {}
            for column in self.columns:
                try:
                    value_of_cell = column.field().clean(typed.get(column.name, ""))
                except ValidationError as error:
                    faults[number, column.name] = error.messages[0]
                else:
                    row[column.name] = value_of_cell.isoformat() if isinstance(value_of_cell, date) else value_of_cell
            rows.append(row)
        faults = self.widget.faults = larger_parts(rows, self.parts) | faults
        if faults:
            raise ValidationError([_fault_message(self.columns, *cell, message) for cell, message in faults.items()])
        return rows


def _fault_message(columns, number, name, message):
    label = next(column.label for column in columns if column.name == name)
    return _("Row %(row)s, %(column)s: %(message)s") % {"row": number + 1, "column": label, "message": message}


def larger_parts(rows, parts):
    """Return {(row, column's name): message} of numbers that are larger than their whole in the same row."""
    return {
        (number, part): message
        for number, row in enumerate(rows)
        for part, whole, message in parts
        if row.get(part) is not None and row.get(whole) is not None and row[part] > row[whole]
    }


def total_of(rows, name):
    """Return the sum of a column; None where no row has a number."""
    numbers = [row[name] for row in rows if row.get(name) is not None]
    return sum(numbers) if numbers else None
