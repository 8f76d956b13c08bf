"""Where the portal answers each clause of the directive: entries, fields and figures, read from the code itself."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db.models.constraints import BaseConstraint
from django.utils.translation import override

from difficulties.forms import DifficultyForm
from difficulties.models import Difficulty
from indicators import catalogue
from indicators.declarations import Communes, Flow, Latest, Ratio, Stock, Total
from progress.areas import all_areas
from progress.records import SOURCES
from texts.forms import CountField

DATA = Path(settings.BASE_DIR) / "directives" / "data" / "908-2020.toml"
NATURES = {
    Flow: "flow", Stock: "stock", Latest: "latest value", Communes: "stock", Total: "computed", Ratio: "computed"
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A clause without a task: the codes of its figures, and by which fields or pages it is answered."""

    text: str
    codes: tuple[str, ...]
    fields: tuple[str, ...] = ()


RULES = {
    "2.e": Rule(
        "Cost by source and good practice are fields of the work itself.",
        ("TT-09", "TT-11"),
        (*SOURCES, "is_good_practice", "good_practice_why"),
    ),
    "5": Rule("Difficulties are raised with the Department and answered in a thread.", ("VM-01",)),
}


@dataclass(frozen=True)
class Page:
    """A kind of entry, or the difficulties: model, names in both languages, (heading, [(field, label)])."""

    model: type
    names: tuple[str, str]
    tasks: tuple[str, ...]
    sections: tuple

    @property
    def label(self):
        return self.model._meta.label

    @property
    def title(self):
        """`Plans (Kế hoạch)`; the English name alone where there is no other yet."""
        english, vietnamese = self.names
        return english if vietnamese == english else f"{english} ({vietnamese})"

    @property
    def fields(self):
        return {name for _heading, fields in self.sections for name, _label in fields}


def clauses():
    """The directive's clauses as its data file has them: dicts with code, title and, for most, task."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))["clauses"]


def pages():
    """What people file, in the order of the areas."""
    kinds = [_page_of(kind) for area in all_areas() for kind in area.kinds]
    names = _in_both(lambda: Difficulty._meta.verbose_name_plural.capitalize())
    fields = tuple((name, _label(DifficultyForm, name)) for name in DifficultyForm.base_fields)
    return [*kinds, Page(Difficulty, names, (), (("", fields),))]


def _page_of(kind):
    sections = [
        (_english(heading), tuple((name, _label(kind.form, name)) for name in names))
        for heading, names, *_tasks in kind.form.sections
    ]
    return Page(kind.model, _in_both(lambda: kind.name), getattr(kind.model, "TASKS", ()), tuple(sections))


def _label(form, name):
    """A field's label, with the columns of a small table behind it, or what it takes at most."""
    field = form.base_fields[name]
    with override("en"):
        columns = ", ".join(str(one.label) for one in getattr(field, "columns", ()))
        told = columns or _limits(field, form._meta.model, name)
        return f"{field.label} ({told})" if told else str(field.label)


def _limits(field, model, name):
    if getattr(field, "max_length", None):
        return f"up to {field.max_length:,} letters"
    if not isinstance(field, CountField):
        return ""
    # The model may allow less than every count does.
    validators = [*field.validators, *model._meta.get_field(name).validators]
    return f"0 to {min(one.limit_value for one in validators if isinstance(one, MaxValueValidator)):,}"


def rules_of(page):
    """What the database holds between the fields of such an entry, in the words that people read."""
    with override("en"):
        told = (str(one.violation_error_message) for one in page.model._meta.constraints)
        return [one for one in dict.fromkeys(told) if one != str(BaseConstraint.default_violation_error_message)]


def _english(words):
    with override("en"):
        return str(words)


def _in_both(words):
    with override("vi"):
        vietnamese = str(words())
    with override("en"):
        return str(words()), vietnamese


def figures():
    """The figures that people see."""
    return catalogue.shown()


def tasks_of(figure):
    """The tasks under which a figure stands: its own, else those of the entries that it is taken from."""
    if figure.tasks:
        return figure.tasks
    if isinstance(figure, Ratio):
        return tasks_of(catalogue.get(figure.numerator))
    source = getattr(figure, "source", "")
    return getattr(apps.get_model(source), "TASKS", ()) if source else ()


def figures_under(clause):
    """The figures that answer a clause."""
    rule = RULES.get(clause["code"])
    return [
        one for one in figures() if (rule and one.code in rule.codes) or clause.get("task") in tasks_of(one)
    ]  # fmt: skip


def pages_under(clause):
    """The pages on which a clause is answered: by its task, by its figures, or by the fields of its rule."""
    rule = RULES.get(clause["code"])
    if rule and rule.fields:
        return [page for page in pages() if set(rule.fields) & page.fields]
    sources = {getattr(one, "source", "") for one in figures_under(clause)}
    return [page for page in pages() if clause.get("task") in page.tasks or page.label in sources]
