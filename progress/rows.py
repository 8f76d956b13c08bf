"""Small tables within a record (planned activities, products, violations): a column of JSON, and its form field.

Only what is never added up on its own lives here; a sum that is a figure has a column of its own beside it.
"""

import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from texts.choices import ListColumn
from texts.forms import LARGEST_AMOUNT, CountField, DayField
from texts.vietnamese import date_short

MOST_ROWS = 60
SPARE_ROWS = 2


@dataclass(frozen=True)
class Column:
    """One column: `kind` is text, day, count, money (đồng) or choice (with `choices`)."""

    name: str
    label: str
    kind: str = "text"
    choices: tuple = ()
    is_required: bool = False

    def field(self):
        """The form field of one cell."""
        given = {"required": self.is_required, "label": self.label}
        if self.kind == "day":
            return DayField(**given)
        if self.kind == "count":
            return CountField(**given)
        if self.kind == "money":
            return CountField(max_value=LARGEST_AMOUNT, **given)
        if self.kind == "choice":
            return forms.ChoiceField(choices=[("", "–"), *self.choices], **given)
        return forms.CharField(max_length=300, **given)

    def shown(self, value):
        """A cell's value as its input shows it: a stored day as 14/4/2020, anything else as it is."""
        day = _day(value) if self.kind == "day" else None
        return date_short(day) if day else value

    def word(self, value):
        """A cell as people read it; empty for an empty one."""
        if value in (None, ""):
            return ""
        if self.kind == "day":
            return self.shown(value)
        if self.kind == "choice":
            return str(dict(self.choices).get(value, value))
        return number_format(value, force_grouping=True) if isinstance(value, int) else value


def _day(text):
    """A day stored as `2020-04-14`; None for anything else, such as 2020-13-45 typed by hand."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)) else None
    except ValueError:
        return None


class RowsField(ListColumn, models.JSONField):
    """A list of rows, each a dict by the names of `columns`; days are ISO strings."""

    def __init__(self, *args, columns=(), **kwargs):
        self.columns = columns
        super().__init__(*args, **kwargs)

    def lines(self, value):
        """A line of plain text for each row."""
        words = ([column.word(row.get(column.name)) for column in self.columns] for row in value)
        return [" · ".join(filter(None, line)) for line in words]

    def words(self, value):
        """The same for a page."""
        lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in self.lines(value)))
        return format_html('<span lang="vi">{}</span>', lines)

    def formfield(self, **kwargs):
        given = {"label": self.verbose_name, "help_text": self.help_text}
        given |= {name: kwargs[name] for name in given.keys() & kwargs.keys()}
        return RowsFormField(self.columns, required=False, **given)


class RowsWidget(forms.Widget):
    """A table of inputs; what was typed is shown again as typed, with the fault at its cell.

    `faults` are {(row, column's name): message}, told by the field that cleans. `rows.js` adds and clears rows.
    """

    template_name = "widgets/rows.html"
    # Many inputs under one name: a legend, not the label of the first cell.
    use_fieldset = True

    def __init__(self, columns):
        super().__init__()
        self.columns, self.faults = columns, {}

    def value_from_datadict(self, data, files, name):
        numbers = {int(found[1]) for key in data if (found := re.match(rf"{re.escape(name)}-(\d{{1,4}})-", key))}
        rows = [
            {column.name: data.get(f"{name}-{number}-{column.name}", "").strip() for column in self.columns}
            for number in sorted(numbers)
        ]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def use_required_attribute(self, initial):
        return False

    def id_for_label(self, id_):
        """Where the error summary leads: the first cell with a fault; else no cell stands for all."""
        return f"{id_}-{'-'.join(map(str, min(self.faults, key=self._place)))}" if self.faults else ""

    def _place(self, at):
        number, name = at
        return number, [column.name for column in self.columns].index(name)

    def get_context(self, name, value, attrs):
        rows = list(value or [])
        spare = max(0, min(SPARE_ROWS, MOST_ROWS - len(rows)))
        lines = [self._line(name, number, row) for number, row in enumerate([*rows, *[{}] * spare])]
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"columns": self.columns, "lines": lines, "most": MOST_ROWS}
        return context

    def _line(self, name, number, row):
        cells = [self._cell(name, number, column, row.get(column.name)) for column in self.columns]
        return {"number": number + 1, "cells": cells}

    def _cell(self, name, number, column, value):
        field, at = column.field(), f"{name}-{number}-{column.name}"
        fault = self.faults.get((number, column.name), "")
        attrs = {"id": f"id_{at}"}
        if fault:
            attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{at}-fault"}
        kind = "form-select" if column.kind == "choice" else f"form-control {field.widget.attrs.get('class', '')}"
        field.widget.attrs["class"] = f"{kind.strip()}{' is-invalid' if fault else ''}"
        html = field.widget.render(at, column.shown(value), attrs)
        return {"html": html, "fault": fault, "label": column.label, "kind": column.kind, "id": f"id_{at}"}


class RowsFormField(forms.Field):
    """Takes the rows in; ValidationError names row and column, and the cell shows it."""

    def __init__(self, columns, **kwargs):
        self.columns = columns
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or [])
        except ValidationError:
            return True

    def clean(self, value):
        if len(value) > MOST_ROWS:
            raise ValidationError(_("At most %s rows fit here; put the rest into a file.") % MOST_ROWS)
        faults, rows = {}, []
        for number, typed in enumerate(value):
            row = {}
            for column in self.columns:
                try:
                    cell = column.field().clean(typed.get(column.name, ""))
                except ValidationError as error:
                    faults[number, column.name] = error.messages[0]
                else:
                    row[column.name] = cell.isoformat() if isinstance(cell, date) else cell
            rows.append(row)
        self.widget.faults = faults
        if faults:
            raise ValidationError([self._told(*at, message) for at, message in faults.items()])
        return rows

    def _told(self, number, name, message):
        label = next(column.label for column in self.columns if column.name == name)
        return _("Row %(row)s, %(column)s: %(message)s") % {"row": number + 1, "column": label, "message": message}


def total_of(rows, name):
    """The sum of a column; None where no row has it."""
    numbers = [row[name] for row in rows if row.get(name) is not None]
    return sum(numbers) if numbers else None
