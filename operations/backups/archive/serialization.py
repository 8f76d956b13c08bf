"""Rows as lines of JSON, written and read by the models of a recorded state of migrations, not by today's.

Values go in and out without `pre_save`, signals and computed columns: what was stored is stored again, exactly, on
SQLite and PostgreSQL alike.
"""

import base64
import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import singledispatch
from uuid import UUID

from django.db import models
from django.db.models import Value
from django.db.models.functions import Collate
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_string

from operations.backups.archive.recorded_models import stored_fields
from operations.backups.errors import Refused

BATCH_SIZE = 500
# JSON writes the character NUL so; a backslash that is itself escaped is none.
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def read_rows(model, connection):
    """Yield each row of a table as {column: value}, in the order of its key, the same on every database."""
    fields = stored_fields(model)
    columns = [field.column for field in fields]
    values = model._base_manager.using(connection.alias).order_by(_key_order(model, connection))
    for row in values.values_list(*(field.attname for field in fields)).iterator(chunk_size=1000):
        yield dict(zip(columns, row, strict=True))


def _key_order(model, connection):
    key = model._meta.pk
    while key.is_relation:
        key = key.target_field
    if isinstance(key, (models.CharField, models.TextField)):
        return Collate("pk", "C" if connection.vendor == "postgresql" else "BINARY")
    return "pk"


def line_of(row):
    """Return a row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=to_text) + "\n"


@singledispatch
def to_text(value):
    """Return a value that JSON has no type for as text that `Field.to_python` reads again."""
    raise TypeError(f"A value of the type {type(value).__name__} can't be kept in an archive.")


@to_text.register(date)
@to_text.register(datetime)
@to_text.register(time)
def _(value):
    return value.isoformat()


@to_text.register(Decimal)
@to_text.register(UUID)
def _(value):
    return str(value)


@to_text.register(timedelta)
def _(value):
    return duration_string(value)


@to_text.register(bytes)
@to_text.register(memoryview)
def _(value):
    return base64.b64encode(value).decode("ascii")


def write_lines(model, lines, connection):
    """Insert lines into a table, within the caller's transaction; Refused for what the database can't hold."""
    fields, batch = stored_fields(model), []
    size = max(1, min(BATCH_SIZE, connection.ops.bulk_batch_size(fields, [None] * BATCH_SIZE)))
    for line in lines:
        if connection.vendor == "postgresql" and NUL.search(line):
            key = json.loads(line).get(model._meta.pk.column)
            raise Refused(
                f"The row {key} of {model._meta.db_table} holds the character NUL, which PostgreSQL can't keep: "
                "take it out of the text where the archive comes from, and make the archive anew."
            )
        row = json.loads(line)
        batch.append(model(**{field.attname: _value(field, row[field.column]) for field in fields}))
        if len(batch) == size:
            _insert(model, fields, batch, connection)
            batch = []
    if batch:
        _insert(model, fields, batch, connection)


def _value(field, value):
    """Return the value that a line holds for a column, as the field prepares it for the database."""
    while field.is_relation:
        field = field.target_field
    if isinstance(field, models.JSONField):
        # JSON's own null, where the column takes no other; where it does, the two can't be told apart in reading.
        return Value(None, models.JSONField()) if value is None and not field.null else value
    return None if value is None else field.to_python(value)


def _insert(model, fields, instances, connection):
    query = InsertQuery(model)
    query.insert_values(fields, instances, raw=True)
    query.get_compiler(connection=connection).execute_sql()
