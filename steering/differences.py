"""What two frozen contents of one report say differently: records field by field, figures, paragraphs."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from progress.history import shown
from reports import rows
from reports.composition import internal, signs_of
from reports.drafting import account_of, draft
from reports.edits import applied

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# What tells a record from others, and what is told otherwise.
NO_FIELDS = {"id", "kind", "version", "task"}


@dataclass(frozen=True)
class FieldChange:
    """One field as the pages show it; both values are empty for a relation, of which contents keep no name."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RecordChange:
    """A record that is new, gone or not the same; `kind` is `app.Model`, `fields` are those of a changed one."""

    what: str
    kind: str
    pk: int
    title: str
    fields: tuple = ()


@dataclass(frozen=True)
class FigureChange:
    """A figure of the period as its table wrote it and writes it now, women included; Vietnamese."""

    key: str
    name: str
    unit: str
    old: str
    new: str


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph as it was printed and is now; "" where it is not printed."""

    key: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """All of it, each in the order of the new content; what is gone comes last."""

    records: list
    figures: list
    paragraphs: list

    @property
    def number(self):
        return len(self.records) + len(self.figures) + len(self.paragraphs)


NO_DIFFERENCE = Difference([], [], [])


def difference(old, new):
    """The `Difference` between two contents (`reports.content`) of the same report; asks the database nothing."""
    return Difference(_records(old, new), _figures(old, new), _paragraphs(old, new))


def printed(content):
    """The sections of the report as they are printed inside, each paragraph with its key."""
    return applied(draft(internal(content)), content["edits"])


def _records(old, new):
    before = {(row["kind"], row["id"]): row for row in old["records"]}
    after = {(row["kind"], row["id"]): row for row in new["records"]}
    names = {one["task"]: one["title"] for content in (old, new) for one in content["tasks"]}
    found = []
    for key, row in after.items():
        if key not in before:
            found.append(_change(ADDED, row))
        elif fields := tuple(_fields(before[key], row, names)):
            found.append(_change(CHANGED, row, fields))
    return found + [_change(REMOVED, row) for key, row in before.items() if key not in after]


def _change(what, row, fields=()):
    return RecordChange(what, row["kind"], row["id"], row["title"], fields)


def _fields(before, after, names):
    meta = apps.get_model(after["kind"])._meta
    if before["task"] != after["task"]:
        old, new = (names.get(row["task"], row["task"]) for row in (before, after))
        yield FieldChange(meta.get_field("task").verbose_name, old, new)
    # A content that an earlier version of the portal froze may lack a field: then nobody knows what it was.
    for name in (name for name in after if name in before and name not in NO_FIELDS):
        if before[name] != after[name] and (one := _field(meta, name)):
            yield FieldChange(one.verbose_name, _word(one, before[name], names), _word(one, after[name], names))


def _field(meta, name):
    """The model's field; None for what only follows from others, as the title of a month's log."""
    try:
        return meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _word(one, value, names):
    if one.is_relation:
        return ""
    if callable(getattr(one, "options", None)):
        return "; ".join(names.get(code, code) for code in value) or "–"
    value = one.to_python(value) if isinstance(one, models.DateField) else value
    return shown(SimpleNamespace(**{one.name: value}), one)


def _figures(old, new):
    before, after = (_written(content) for content in (old, new))
    return [
        FigureChange(one.key, one.name, one.unit, before[one.key], after[one.key])
        for one in rows.shown()
        if before[one.key] != after[one.key]
    ]


def _written(content):
    """{key: `100 (nữ 60 (60,0%))`} of the figures that a table lists."""
    part = internal(content)
    now, signs = account_of(part).now, signs_of(part)
    written = {}
    for one in rows.shown():
        women = rows.share_cell(now[one.key])
        written[one.key] = rows.cell(one, now[one.key], **signs) + (f"; nữ {women}" if women else "")
    return written


def _paragraphs(old, new):
    before, after = (
        {told.key: told.text for section in printed(content) for told in section.told} for content in (old, new)
    )
    keys = [*after, *(key for key in before if key not in after)]
    return [
        ParagraphChange(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]
