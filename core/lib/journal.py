"""What an act made, changed and removed, as plain data by which it is undone."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from msgspec import Struct

BATCH_SIZE = 500


class Made(Struct, tag="made"):
    """Rows that were made."""

    model: str
    pks: list[Any]


class Changed(Struct, tag="changed"):
    """A column that was changed, as (row, what it was, what it became)."""

    model: str
    field: str
    rows: list[tuple[Any, Any, Any]]


class Removed(Struct, tag="removed"):
    """Rows that were removed, with all their columns."""

    model: str
    rows: list[dict[str, Any]]


Act = Made | Changed | Removed


class Journal:
    """Writes in bulk and notes what it wrote, the latest act last."""

    def __init__(self, stored=()):
        self.acts = msgspec.convert(list(stored), list[Act])

    def stored(self):
        """Return the acts as JSON can hold them."""
        return msgspec.to_builtins(self.acts)

    def create(self, model, things):
        """Make the rows and return them."""
        things = model._base_manager.bulk_create(things, batch_size=BATCH_SIZE)
        if things:
            self.acts.append(Made(model._meta.label, [_plain(thing.pk) for thing in things]))
        return things

    def update(self, model, name, values):
        """Set a column of the rows by {key: value}; rows that have the value already stay as they are."""
        field = model._meta.get_field(name)
        was = dict(model._base_manager.filter(pk__in=list(values)).values_list("pk", field.attname))
        changed = {pk: values[pk] for pk in was if was[pk] != values[pk]}
        if changed:
            _write(model, field, changed)
            rows = [(_plain(pk), _plain(was[pk]), _plain(value)) for pk, value in changed.items()]
            self.acts.append(Changed(model._meta.label, name, rows))

    def remove(self, model, pks):
        """Remove the rows with these keys."""
        rows = list(model._base_manager.filter(pk__in=list(pks)))
        if rows:
            self.acts.append(Removed(model._meta.label, [_columns(row) for row in rows]))
            model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()

    def made(self, model):
        """Return the keys of the rows of a model that were made."""
        label = model._meta.label
        return {pk for act in self.acts if isinstance(act, Made) and act.model == label for pk in act.pks}

    def changed(self, model, name):
        """Return the keys of the rows of a model of which that column was changed."""
        return {
            pk
            for act in self.acts
            if isinstance(act, Changed) and (act.model, act.field) == (model._meta.label, name)
            for pk, _was, _now in act.rows
        }

    def touched(self, model):
        """Return the keys of the rows of a model that were made or changed."""
        label = model._meta.label
        rows = (act.rows for act in self.acts if isinstance(act, Changed) and act.model == label)
        return self.made(model) | {pk for several in rows for pk, _was, _now in several}

    def changed_since(self):
        """Return the rows that no longer stand as the journal left them; those that are gone by their model's name."""
        found = []
        for act in self.acts:
            if not isinstance(act, Changed):
                continue
            model = apps.get_model(act.model)
            rows = model._base_manager.in_bulk([pk for pk, _was, _now in act.rows])
            attname = model._meta.get_field(act.field).attname
            for pk, _was, now in act.rows:
                row = rows.get(model._meta.pk.to_python(pk))
                if row is None or _plain(getattr(row, attname)) != now:
                    found.append(row or model._meta.verbose_name)
        return found

    def undo(self, keep=()):
        """Undo all acts but for made rows (model, key) in `keep`; ValidationError where others wrote since."""
        if self.changed_since():
            raise ValidationError(_("Something has been changed since. It cannot be undone."))
        for act in reversed(self.acts):
            model = apps.get_model(act.model)
            match act:
                case Made(pks=pks):
                    model._base_manager.filter(pk__in=[pk for pk in pks if (model, pk) not in keep]).delete()
                case Changed(field=name, rows=rows):
                    field = model._meta.get_field(name)
                    _write(model, field, {pk: field.to_python(was) for pk, was, _now in rows})
                case Removed(rows=rows):
                    model._base_manager.bulk_create([_row(model, columns) for columns in rows], batch_size=BATCH_SIZE)


def _write(model, field, values):
    pks_of = defaultdict(list)
    for pk, value in values.items():
        pks_of[value].append(pk)
    # A statement for each value: `bulk_update` takes a third of a millisecond for each row.
    for value, pks in pks_of.items():
        model._base_manager.filter(pk__in=pks).update(**{field.attname: value})


def _stored_fields(model):
    return [field for field in model._meta.concrete_fields if not field.generated]


def _columns(row):
    return {field.attname: _plain(field.value_from_object(row)) for field in _stored_fields(type(row))}


def _row(model, columns):
    fields = {field.attname: field for field in _stored_fields(model)}
    return model(**{name: fields[name].to_python(value) for name, value in columns.items()})


def _plain(value):
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal | UUID) else value
