"""The entries, fields and figures that answer each clause of the directive, read from the code."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.constraints import BaseConstraint
from django.utils.translation import override

from core.indicators import catalogue
from core.indicators.declarations import Communes, Flow, Latest, Ratio, Stock, Total
from core.lib.typed.fields import CountField
from difficulties.forms import DifficultyForm
from difficulties.models import Difficulty
from filing.areas import all_areas
from filing.models.spending import COST_SOURCES

DATA = Path(settings.BASE_DIR) / "core" / "directives" / "data" / "908-2020.toml"
NATURES = {
    Flow: "flow",
    Stock: "stock",
    Latest: "latest value",
    Communes: "stock",
    Total: "computed",
    Ratio: "computed",
}


@dataclass(frozen=True)
class ClauseRule:
    """A clause without a task, answered by figures (`codes`) and by fields or pages."""

    text: str
    codes: tuple[str, ...]
    fields: tuple[str, ...] = ()


RULES = {
    "2.e": ClauseRule(
        "Cost by source and good practice are fields of the work itself.",
        ("TT-09", "TT-11"),
        (*COST_SOURCES, "is_good_practice", "good_practice_why"),
    ),
    "5": ClauseRule("Difficulties are raised with the Department and answered in a thread.", ("VM-01",)),
}


@dataclass(frozen=True)
class Page:
    """A kind of entry, or the difficulties.

    `names` are English and Vietnamese, `sections` are (heading, ((field, label), …)).
    """

    model: type[models.Model]
    names: tuple[str, str]
    tasks: tuple[str, ...]
    sections: tuple

    @property
    def label(self):
        return self.model._meta.label

    @property
    def title(self):
        """Return `Plans (Kế hoạch)`, or the English name alone while it has no translation."""
        english, vietnamese = self.names
        return english if vietnamese == english else f"{english} ({vietnamese})"

    @property
    def fields(self):
        return {name for _heading, fields in self.sections for name, _label in fields}


def clauses():
    """Return the directive's clauses from its data file: dicts with code, title and, for most, task."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))["clauses"]


def tasks():
    """Return the portal's tasks from the same file: dicts with code and name."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))["tasks"]


def pages():
    """Return the kinds of entries in the order of the areas, then the difficulties."""
    kinds = [_page_of(kind) for area in all_areas() for kind in area.kinds]
    names = _in_both_languages(lambda: str(Difficulty._meta.verbose_name_plural).capitalize())
    fields = tuple((name, _label(DifficultyForm, name)) for name in DifficultyForm.base_fields)
    return [*kinds, Page(Difficulty, names, (), (("", fields),))]


def _page_of(kind):
    sections = [
        (_english(heading), tuple((name, _label(kind.form, name)) for name in names))
        for heading, names, *_tasks in kind.form.sections
    ]
    return Page(kind.model, _in_both_languages(lambda: kind.name), getattr(kind.model, "TASKS", ()), tuple(sections))


def _label(form, name):
    """Return a field's label with its limits, or with the columns of a table field."""
    field = form.base_fields[name]
    with override("en"):
        columns = ", ".join(str(column.label) for column in getattr(field, "columns", ()))
        detail = columns or _limits(field, form._meta.model, name)
        return f"{field.label} ({detail})" if detail else str(field.label)


def _limits(field, model, name):
    if getattr(field, "max_length", None):
        return f"up to {field.max_length:,} letters"
    if not isinstance(field, CountField):
        return ""
    # The model may allow less than every count does.
    validators = [*field.validators, *model._meta.get_field(name).validators]
    return (
        f"0 to {min(validator.limit_value for validator in validators if isinstance(validator, MaxValueValidator)):,}"
    )


def rules_of(page):
    """Return the error messages of the model's constraints."""
    with override("en"):
        messages = (str(constraint.violation_error_message) for constraint in page.model._meta.constraints)
        return [
            message
            for message in dict.fromkeys(messages)
            if message != str(BaseConstraint.default_violation_error_message)
        ]


def _english(words):
    with override("en"):
        return str(words)


def _in_both_languages(words):
    with override("vi"):
        vietnamese = str(words())
    with override("en"):
        return str(words()), vietnamese


def tasks_of(figure):
    """Return the tasks of a figure: its own, else those of the entries that it is counted from."""
    if figure.tasks:
        return figure.tasks
    if isinstance(figure, Ratio):
        return tasks_of(catalogue.get_indicator(figure.numerator))
    source = getattr(figure, "source", "")
    return getattr(apps.get_model(source), "TASKS", ()) if source else ()


def figures_under(clause):
    """Return the figures that answer a clause."""
    rule = RULES.get(clause["code"])
    return [
        figure
        for figure in catalogue.visible_indicators()
        if (rule and figure.code in rule.codes) or clause.get("task") in tasks_of(figure)
    ]


def pages_under(clause):
    """Return the pages that answer a clause: by its task, its figures, or the fields of its rule."""
    rule = RULES.get(clause["code"])
    if rule and rule.fields:
        return [page for page in pages() if set(rule.fields) & page.fields]
    sources = {getattr(figure, "source", "") for figure in figures_under(clause)}
    return [page for page in pages() if clause.get("task") in page.tasks or page.label in sources]
