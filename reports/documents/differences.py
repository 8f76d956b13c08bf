"""The difference between two frozen contents of one report: records field by field, figures, paragraphs."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from msgspec.structs import replace as replace_parts

from core.indicators.catalogue import visible_indicators
from filing.records.history import display_value
from reports.content.figures import figure_cells
from reports.content.figures.figure_cells import signs_of
from reports.content.frozen.content import Content
from reports.content.staleness import changed_beneath
from reports.documents.composition import internal_part
from reports.drafting.draft import printed

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# Keys of a record that are no fields, and the task, which is compared apart.
NOT_COMPARED = {"id", "kind", "version", "task", "commune"}


@dataclass(frozen=True)
class FieldChange:
    """A changed field as the pages show it; both values are empty for a relation, which contents do not name."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RecordChange:
    """An added, removed or changed record; `kind` is `app.Model`, `fields` are those of a changed one.

    Of each change `anchor` is its place on the page that shows it, "" where it has none.
    """

    what: str
    kind: str
    pk: int
    title: str
    fields: tuple = ()
    anchor: str = ""


@dataclass(frozen=True)
class FigureChange:
    """A changed figure of the period as the table writes it, women included, in Vietnamese."""

    key: str
    name: str
    unit: str
    old: str
    new: str
    anchor: str = ""


@dataclass(frozen=True)
class ParagraphChange:
    """A changed paragraph as it was and is printed; "" where it is not."""

    key: str
    old: str
    new: str
    anchor: str = ""


@dataclass(frozen=True)
class ContentDifference:
    """All changes between two contents, each in the order of the new one; what is gone comes last."""

    records: list
    figures: list
    paragraphs: list

    @property
    def all(self):
        return [*self.records, *self.figures, *self.paragraphs]

    @property
    def number(self):
        return len(self.all)

    def placed(self, anchor_of):
        """Return the same difference, each change with its `anchor_of(change)`."""
        parts = (self.records, self.figures, self.paragraphs)
        return ContentDifference(*([replace(change, anchor=anchor_of(change)) for change in part] for part in parts))


NO_DIFFERENCE = ContentDifference([], [], [])


def difference(old: Content, new: Content) -> ContentDifference:
    """Return the ContentDifference of two contents of one report; a query for each, of the names of laws."""
    return ContentDifference(_records(old, new), _figures(old, new), _paragraphs(old, new))


def difference_beneath(submission):
    """Return what changed beneath a report that is frozen and not yet approved; None where nothing did.

    Its figures are compared with those of last year's period too, and no paragraph: they follow.
    """
    contents = changed_beneath(submission)
    if contents is None:
        return None
    old, new = contents
    earlier = f" ({old.asked_period.compared_to})"
    figures = _figures(old, new) + [
        replace(change, name=f"{change.name}{earlier}") for change in _figures(old, new, "previous")
    ]
    return ContentDifference(_records(old, new), figures, [])


def _records(old, new):
    before = {(row["kind"], row["id"]): row for row in old.records}
    after = {(row["kind"], row["id"]): row for row in new.records}
    names = {task.task: task.title for content in (old, new) for task in content.tasks}
    changes = []
    for key, row in after.items():
        if key not in before:
            changes.append(_change(ADDED, row))
        elif fields := tuple(_fields(before[key], row, names)):
            changes.append(_change(CHANGED, row, fields))
    return changes + [_change(REMOVED, row) for key, row in before.items() if key not in after]


def _change(what, row, fields=()):
    return RecordChange(what, row["kind"], row["id"], row["title"], fields)


def _fields(before, after, names):
    meta = apps.get_model(after["kind"])._meta
    if before["task"] != after["task"]:
        old, new = (names.get(row["task"], row["task"]) for row in (before, after))
        yield FieldChange(meta.get_field("task").verbose_name, old, new)
    # A content that an earlier version of the portal froze may lack a field: then nobody knows what it was.
    for name in (name for name in after if name in before and name not in NOT_COMPARED):
        if before[name] != after[name] and (field := _field(meta, name)):
            old, new = (_value_in_words(field, row[name], names) for row in (before, after))
            yield FieldChange(field.verbose_name, old, new)


def _field(meta, name):
    """Return the model's field; None for what only follows from others, as the title of a month's log."""
    try:
        return meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _value_in_words(field, value, names):
    if field.is_relation:
        return ""
    if callable(getattr(field, "options", None)):
        return "; ".join(names.get(code, code) for code in value) or "–"
    value = field.to_python(value) if isinstance(field, models.DateField) else value
    return display_value(SimpleNamespace(**{field.name: value}), field)


def _figures(old, new, window="current"):
    before, after = (_figure_cells(content, window) for content in (old, new))
    return [
        FigureChange(indicator.key, indicator.name, indicator.unit, before[indicator.key], after[indicator.key])
        for indicator in visible_indicators()
        if before[indicator.key] != after[indicator.key]
    ]


def _figure_cells(content: Content, window: str) -> dict[str, str]:
    """Return {key: `100; nữ 60 (60,0%)`} of the figures that a table lists, of `current` or `previous`."""
    part = internal_part(content)
    figures, signs = getattr(part.account, window), signs_of(part)
    cells = {}
    for indicator in visible_indicators():
        figure = figures[indicator.key]
        women = figure_cells.share_cell(figure)
        number = figure_cells.cell(indicator, figure, **signs, beside=figures)
        cells[indicator.key] = number + (f"; nữ {women}" if women else "")
    return cells


def _paragraphs(old: Content, new: Content) -> list[ParagraphChange]:
    """Return the paragraphs that changed: what this program drafts of the two differs, and so does what was frozen.

    Otherwise other words of the program, not of a person, would show as a change.
    """
    before, after = drafts = [_texts(replace_parts(content, sections=None)) for content in (old, new)]
    if old.sections is not None and new.sections is not None:
        before, after = _texts(old), _texts(new)
    keys = [*after, *(key for key in before if key not in after)]
    return [
        ParagraphChange(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if all(earlier.get(key, "") != later.get(key, "") for earlier, later in ((before, after), drafts))
    ]


def _texts(content: Content) -> dict[str, str]:
    return {paragraph.key: paragraph.text for section in printed(internal_part(content)) for paragraph in section.told}
