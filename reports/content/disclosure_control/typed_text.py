"""Which keys of a frozen content hold what a person typed: the one place that says so.

`rewritten` walks over all of them and keeps each text where `leaves(text, where)` says so; the list of what could be
released (`texts_of`) and the outward edition (`gate` beside this file) are two ways to ask it. A key, a
field or a column that is not known here counts as typed, or doesn't leave at all. Names of units, bodies and signers
are the administrator's, and stand.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from msgspec.structs import replace

from core.indicators.catalogue import all_indicators
from core.lib.choices_field import ManyField
from filing.models.records import Record, Work
from filing.models.rows_field import RowsField
from filing.submissions.text_verbs import OWN_TEXTS
from filing.wording.narrative import SENSITIVE
from reports.content.clauses import clauses, tasks
from reports.content.frozen.content import INTERNAL, Content
from reports.content.frozen.rows import UNNAMED_TASK, FrozenEdit, PlannedRecord, TaskResult
from reports.content.openings import DOCUMENT_NUMBER, outward_opening

CODE = re.compile(r"[a-z][a-z0-9._-]*")
# Of a row of a record what the portal itself wrote, or chose from a list.
OF_THE_PORTAL = ("kind", "id", "version", "task", "day", "status", "unit_name", "commune")
# A record's field whose text may be the number of a document.
NUMBERS = ("number", "detail", "decision_number")


class TypedPassage(NamedTuple):
    """A typed text of a content; `where` is (place, …) in the words of `reports.views.releases`."""

    digest: str
    text: str
    where: tuple


def text_digest(text):
    """Return the SHA-256 of a text, whatever its blanks and the form of its accents."""
    return sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()


def texts_of(content: Content) -> list[TypedPassage]:
    """Return each TypedPassage that could leave with a release, once, in the order of the report."""
    found: dict[str, TypedPassage] = {}

    def leaves(text, where):
        key = text_digest(text)
        found.setdefault(key, TypedPassage(key, text, where))
        return True

    rewritten(content, leaves)
    return list(found.values())


def rewritten(content: Content, leaves: Callable[[str, tuple], bool]) -> dict[str, Any]:
    """Return {name: value} of what in a content holds typed text, each text left out unless `leaves(text, where)`.

    Of the paragraphs on victims and perpetrators, and of the records that count them, nothing is kept or asked about.
    """
    return {
        "opening": _opening_sentence(content, leaves),
        "subject": _subject(content, leaves),
        "period": _period(content.asked_period),
        "text": {name: _lines(content.text.get(name, ""), name, leaves) for name in OWN_TEXTS},
        "edits": [
            FrozenEdit(key=edit.key, text=edit.text)
            for edit in content.edits
            if edit.key not in SENSITIVE and _kept(edit.text, ("edit", edit.key), leaves) == edit.text
        ],
        "difficulties": [
            {**row, "title": _kept(row["title"], ("difficulty",), leaves)} for row in content.difficulties
        ],
        "law_names": {
            key: name for key, name in (content.law_names or {}).items() if _kept(name, ("law", key), leaves)
        },
        "exempt": {code: _kept(reason, ("exemption", code), leaves) for code, reason in content.exempt.items()},
        "tasks": [
            TaskResult(task=task.task, title=_task_title(task, leaves), status=task.status) for task in content.tasks
        ],
        "planned": [_planned_record(row, leaves) for row in content.planned if row.kind not in sensitive_kinds()],
        "units": [
            # What they typed is told in the unit's own report.
            replace(unit, difficulties=[{**row, "title": ""} for row in unit.difficulties], proposals="")
            for unit in content.units
        ],
        "records": [_record(row, leaves) for row in content.records if row["kind"] not in sensitive_kinds()],
    }


@cache
def sensitive_kinds():
    """Return the labels of the kinds of records in which victims and perpetrators are counted."""
    return {indicator.source for indicator in all_indicators().values() if indicator.sensitive}


def _kept(text, where, leaves):
    """Return the text if it leaves, else an empty one; nothing typed needs no release."""
    return text if not text or not text.strip() or leaves(text, where) else ""


def _lines(text, name, leaves):
    """Return the paragraphs of an own text that leave, each asked about by itself."""
    return "\n".join(
        line
        for place, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1)
        if _kept(line, (name, place), leaves)
    )


def _period(period):
    number = period.asked_number or ""
    return replace(period, asked_number=number if DOCUMENT_NUMBER.fullmatch(number) else "")


def _opening_sentence(content, leaves):
    """Return the first sentence: it quotes the subject of the letter that asked, which somebody typed."""
    opening = _kept(content.opening, ("opening",), leaves)
    return opening or outward_opening(content, _head(content, "issuer") or content.unit.name)


def _subject(content, leaves):
    """Return the subject in the head, "" where it is composed of theme and period alone."""
    subject = _head(content, "subject")
    typed = "" if subject.endswith(f" {content.asked_period.title}") else subject
    return _kept(typed, ("subject",), leaves)


def _head(content, name):
    return getattr(content.trees[INTERNAL].head, name) if content.trees else ""


def _task_title(task, leaves):
    names = _task_names()
    is_standing = task.title in names.values()
    kept = task.title if is_standing else _kept(task.title, ("task", task.clause), leaves)
    # A standing name has no year: `Kế hoạch … năm`.
    return (kept or names.get(task.task, UNNAMED_TASK)).removesuffix(" năm")


@cache
def _task_names():
    """Return {code: name}: the clauses of the directive of 2020, and the tasks of the portal."""
    return {clause["code"]: clause["title"] for clause in clauses()} | {task["code"]: task["name"] for task in tasks()}


def _planned_record(row, leaves):
    where = ("planned", row.kind or "", row.day)
    return PlannedRecord(title=_kept(row.title, where, leaves), day=row.day, kind=row.kind)


def _record(row, leaves):
    """Return a record's row: what was counted, chosen and dated, and what of the typed leaves."""
    where = (row["kind"], row["day"], row.get("unit_name", ""))
    model = _model_of(row["kind"])
    kept = {name: row[name] for name in OF_THE_PORTAL if name in row}
    for name, value in row.items():
        if name == "title":
            kept[name] = value if _is_named_by_choice(model) else _kept(value, ("record", name, *where), leaves)
        elif name not in kept:
            kept[name] = _value(_field_of(model, name), value, ("record", name, *where), leaves)
    return kept


def _is_named_by_choice(model):
    """Return whether records of that model are called by what was chosen: a commune, a figure and a day."""
    return model is not None and issubclass(model, Record) and not issubclass(model, Work)


def _model_of(label):
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _field_of(model, name):
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _value(field, value, where, leaves):
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(field, RowsField):
        return [row for row in (_table_row(field, row, where, leaves) for row in value) if any(row.values())]
    if isinstance(value, list):
        # Whatever else a list may hold is not known here.
        return [key for key in value if isinstance(field, ManyField) and _is_key(field, key)]
    if not isinstance(value, str):
        return None
    return value if _is_chosen(field, value) else _kept(value, where, leaves)


def _table_row(field, row, where, leaves):
    """Return a row of a small table, whose typed cells leave together."""
    typed = [column.name for column in field.columns if column.kind == "text"]
    text = " · ".join(filter(None, (str(row.get(name) or "").strip() for name in typed)))
    cells = {column.name: _cell(column, row.get(column.name)) for column in field.columns if column.kind != "text"}
    return cells | (
        {name: row.get(name) for name in typed} if text and leaves(text, where) else dict.fromkeys(typed, "")
    )


def _cell(column, value):
    if column.kind == "choice":
        return value if value in dict(column.choices) else ""
    if column.kind == "day":
        return value if _is_day(value) else ""
    return value if isinstance(value, int) else None


def _is_chosen(field, value):
    """Return whether a text is a day, a choice, a key, or has the form of a document's number."""
    if isinstance(field, models.DateField):
        return _is_day(value)
    if field is not None and field.choices:
        return value in {key for key, _word in field.flatchoices}
    if field is not None and field.is_relation:
        return bool(CODE.fullmatch(value))
    return field is not None and field.name in NUMBERS and bool(DOCUMENT_NUMBER.fullmatch(value))


def _is_key(field, key):
    """Return whether it is one of a field's options; those that lie in the database are known by their form."""
    if not callable(field.options):
        return key in dict(field.options)
    return isinstance(key, str) and bool(CODE.fullmatch(key))


def _is_day(value):
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False
